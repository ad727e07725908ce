"""How items did: of the course at hand, or of packed answers of one or many courses."""

from dataclasses import dataclass
from pathlib import Path

from ipt_train.advance import Advance, unwatched
from ipt_train.bank.operation.open import open_library
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.operation.analyse_course import analyse_course, groups_of, places_of
from ipt_train.course.operation.answers import Cell, answers_table
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.item_analysis import ItemAnalysis
from ipt_train.course.operation.open import CourseBanks, open_banks, opened_course
from ipt_train.course.operation.packed import PackedSource, analyse_packed, packed_table
from ipt_train.errors import UsageError
from ipt_train.shell.runtime import Runtime


@dataclass(frozen=True, slots=True)
class ItemsWanted:
    """Which answers are looked at, and how.

    Attributes:
        course: The course folder.
        packed: Packed answers to look at in place of those in the folder.
        exam: Id of the exam; none stands for all.
        identity: File of an instructor's age identity.
        first_only: Whether to leave out every attempt but the first.
        compare: Groups of a roster column, as COLUMN:REFERENCE:FOCAL.
    """

    course: Path
    packed: PackedSource | None = None
    exam: str | None = None
    identity: Path | None = None
    first_only: bool = True
    compare: str | None = None


def look_at_items(
    app: Runtime, wanted: ItemsWanted
) -> tuple[tuple[ItemAnalysis, ...], OpenCourse | None]:
    """Analyse the answers that are wanted; return the course too where it is the one looked at.

    Packed answers need no course folder: without one, the items are looked up in all banks.

    Raises:
        UsageError: Groups are to be compared and there is no roster, or it has no such groups.
        IptTrainError: What ``analyse_course`` and ``analyse_packed`` raise.
    """
    if wanted.packed is None:
        own = opened_course(app, wanted.course)
        groups, banks = groups_of(own, wanted.compare), open_banks(app, own)
        papers = analyse_course(
            own,
            banks,
            exam=wanted.exam,
            identity=wanted.identity,
            first_only=wanted.first_only,
            groups=groups,
        )
        return papers, own
    opened = _at_hand(app, wanted.course)
    if opened is None and wanted.compare:
        raise UsageError(
            "--compare needs the roster of a course", hint="give its folder with --course"
        )
    papers = analyse_packed(
        wanted.packed,
        open_banks(app, opened) if opened else CourseBanks(library=open_library(app), codes={}),
        course=opened.course if opened else None,
        exam=wanted.exam,
        first_only=wanted.first_only,
        groups=groups_of(opened, wanted.compare) if opened else None,
        places=_places(opened) if opened else None,
    )
    return papers, None


def _places(opened: OpenCourse) -> dict[str, dict[str, int]]:
    """Return the number of each item on each paper of a course."""
    return {
        paper: numbers
        for exam in opened.course.exams
        for paper, numbers in places_of(opened, exam.id).items()
    }


def look_at_answers(
    app: Runtime, wanted: ItemsWanted, advance: Advance = unwatched
) -> tuple[tuple[str, ...], list[list[Cell]], OpenCourse | None]:
    """Return columns and rows of the answers that are wanted, and the course as above.

    Where the answers are not packed, it is told of how many people they were read.

    Raises:
        IptTrainError: What ``answers_table`` and ``packed_table`` raise.
    """
    if wanted.packed is None:
        own = opened_course(app, wanted.course)
        return *answers_table(own, wanted.exam, identity=wanted.identity, advance=advance), own
    opened = _at_hand(app, wanted.course)
    course = opened.course if opened else None
    return *packed_table(wanted.packed, course=course, exam=wanted.exam), None


def _at_hand(app: Runtime, course: Path) -> OpenCourse | None:
    """Open the course folder; packed answers do without where the present folder is none."""
    if course == Path() and not Folder(root=course).course.exists():
        return None
    return opened_course(app, course)
