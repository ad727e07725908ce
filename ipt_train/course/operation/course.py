"""Checking a course, and opening it for work."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as PeopleMapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ipt_train.bank.core.finding import Finding, at, in_file
from ipt_train.bank.core.schema import load_schema
from ipt_train.bank.core.tree import Mapping, place_of, pointer
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.blueprint import read_blueprint
from ipt_train.bank.source.shelf import Shelf
from ipt_train.bank.source.source import parse
from ipt_train.course.core.course import Course, course_of
from ipt_train.course.core.manual import ManualMarks, read_manual
from ipt_train.course.core.roster import Person, read_roster
from ipt_train.course.core.who import lost_zeros
from ipt_train.course.exchange.database import open_database, renewed
from ipt_train.course.exchange.enrolment import enrolled_findings
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder, locked_for_writing
from ipt_train.course.exchange.keys import item_ids
from ipt_train.course.exchange.mend import mended
from ipt_train.course.exchange.people import keep_people, people_of, stored_people
from ipt_train.course.exchange.receipts import receipts_of
from ipt_train.course.exchange.unclaimed import (
    former_people,
    marked_strangers,
    unclaimed,
    with_marks,
)
from ipt_train.course.operation.check import course_findings
from ipt_train.course.operation.check_kept import kept_findings
from ipt_train.errors import CourseError, IptTrainError
from ipt_train.exam.submission.seal import is_recipient
from ipt_train.vocabulary import Severity

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCourse:
    """A course that passed its checks, with its people by pseudonym."""

    folder: Folder
    course: Course
    people: dict[str, Person]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseCheck:
    """What a check of a course found; ``people`` and ``exams`` are counts."""

    findings: tuple[Finding, ...]
    people: int
    exams: int

    @property
    def sound(self) -> bool:
        """Whether none of the findings is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def check_course(folder: Folder, shelf: Shelf, *, without_strangers: bool = False) -> CourseCheck:
    """Check a course: its file, its roster, what these name, that its keys agree, and what was collected.

    Args:
        folder: The course.
        shelf: Where schemas and blueprints are found.
        without_strangers: Whether work that belongs to nobody is only warned of.

    Raises:
        CourseError: A file cannot be read, or two keys disagree.
        KeyFileError: The secret key of pseudonyms cannot be used.
    """
    found, course, people = _checked(folder, shelf)
    if course is None:
        return found
    exams = [one.id for one in course.exams]
    kept = kept_findings(folder, people, exams, without_strangers=without_strangers)
    more = [*_banks(course, folder, shelf), *enrolled_findings(folder, people), *kept]
    return replace(found, findings=(*found.findings, *more))


def _banks(course: Course, folder: Folder, shelf: Shelf) -> Iterator[Finding]:
    """Yield the banks of a course that exams cannot be built from; what was built needs none."""
    tree = parse(read(folder.course)).tree
    for number, name in enumerate(course.banks if isinstance(tree, Mapping) else ()):
        path: Place = ("banks", number)
        try:
            load_library(shelf, [beside(name, folder.root)])
        except IptTrainError as error:
            file, where = str(folder.course), pointer(path)
            place = place_of(tree, path)
            yield at(place, "K013", error.message, file=file, path=where, help=error.hint)


def open_course(folder: Folder, shelf: Shelf) -> OpenCourse:
    """Open a course for work; who is new on the roster gets a pseudonym, which is stored.

    Raises:
        CourseError: Something is wrong; the first finding is said.
        KeyFileError: The secret key of pseudonyms cannot be used.
    """
    found, course, people = _checked(folder, shelf)
    errors = [one for one in found.findings if one.severity is Severity.ERROR]
    if errors or course is None:
        raise first_of(errors)
    marked = {person for person, _ in marked_strangers(folder, people)}
    keep_people(folder, course.id, people, marked)
    return OpenCourse(folder=folder, course=course, people=people)


def make_good(folder: Folder, now: datetime) -> list[str]:
    """Set aside what in the database of a course is damaged, or make it anew; return it in words.

    Raises:
        CourseError: It cannot be made good, or another program is writing.
        KeyFileError: The secret key of the course cannot be used.
        OutputError: It cannot be written.
    """
    words = renewed(folder)
    with locked_for_writing(folder), open_database(folder) as database:
        return words + mended(database, now)[0]


def first_of(errors: Sequence[Finding]) -> CourseError:
    """Return the error that says the first of some findings, and how many more there are."""
    first = errors[0]
    more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
    return CourseError(
        f"{first.file}:{first.line}:{first.column}: {first.code} {first.message}{more}",
        hint=first.help or "`ipt-train course check` shows them all",
    )


def marks_by_hand(opened: OpenCourse) -> ManualMarks:
    """Read the marks by hand of a course; a file that is not there holds none.

    Raises:
        CourseError: A line does not fit.
    """
    exams = [one.id for one in opened.course.exams]
    marks, found = read_marks(opened.folder, opened.people, exams)
    if wrong := [one for one in found if one.severity is Severity.ERROR]:
        raise first_of(wrong)
    return marks


def unclaimed_work(opened: OpenCourse) -> list[str]:
    """Return in words the accepted work that belongs to nobody; damaged receipts are passed over.

    Raises:
        CourseError: A file cannot be read.
    """
    folder, exams = opened.folder, [one.id for one in opened.course.exams]
    found = unclaimed(folder, receipts_of(folder), opened.people, exams)
    names = former_people(folder, opened.people)
    return [one.words(names) for one in found]


def _checked(folder: Folder, shelf: Shelf) -> tuple[CourseCheck, Course | None, dict[str, Person]]:
    document = parse(read(folder.course))
    findings = list(document.findings)
    tree = document.tree
    if tree is not None:
        findings += load_schema(shelf.schema_texts()).problems(tree)
    sound = isinstance(tree, Mapping) and all(
        one.severity is not Severity.ERROR for one in findings
    )
    people, wrong = read_roster(read(folder.roster), str(folder.roster))
    known: dict[str, Person] = {}
    if sound and isinstance(tree, Mapping):
        if tree["format"] != "ipt-course/1":
            raise CourseError(
                f"{folder.course} is not a course",
                hint="a course begins with `format: ipt-course/1`",
            )
        wrong += [] if wrong else _lost_zeros(folder, people)
        if not wrong:
            known = people_of(folder, tree["id"], people)
        findings += course_findings(tree, None if wrong else known)
        findings += _outside(tree, folder, shelf)
    found = [*in_file(findings, str(folder.course)), *in_file(wrong, str(folder.roster))]
    if sound and isinstance(tree, Mapping) and not wrong:
        found += read_marks(folder, known, [str(one["id"]) for one in tree["exams"]])[1]
    sound = sound and all(one.severity is not Severity.ERROR for one in found)
    count = len(tree["exams"]) if sound and isinstance(tree, Mapping) else 0
    return (
        CourseCheck(findings=tuple(found), people=len(people), exams=count),
        course_of(tree) if sound and isinstance(tree, Mapping) else None,
        known,
    )


def _lost_zeros(folder: Folder, people: Sequence[Person]) -> Iterator[Finding]:
    """Yield the people whose id lost its zeros since the roster was last read."""
    before = {row.id: row.name for row in stored_people(folder)}
    for person, id in lost_zeros(people, before):
        message = f"the id `{person.id}` of {person.name} was `{id}` before"
        help = (
            f"write {id}: spreadsheets drop the zeros at the start of a number, so format the column as text; if the id "
            f"was changed on purpose, `ipt-train course people --rename {id} {person.id}`"
        )
        yield at((person.line, 1, person.line, 1), "R009", message, help=help)


def read_marks(
    folder: Folder, people: PeopleMapping[str, Person], exams: Collection[str]
) -> tuple[ManualMarks, list[Finding]]:
    """Read the marks by hand of a course; a file that is not there holds none.

    Args:
        folder: The course folder.
        people: Its people, by pseudonym; those whose work belongs to nobody may have marks too.
        exams: Ids of its exams; their items are looked up in ``papers/``, else in the keys.

    Returns:
        The marks, and every line that does not fit; marks are sound if there is no error.

    Raises:
        CourseError: The file cannot be read.
    """
    if not folder.marks.exists():
        return ManualMarks(), []
    data = read(folder.marks)
    known = with_marks(folder, people)
    marks, findings = read_manual(
        data,
        known,
        exams,
        lambda exam: item_ids(folder, exam),
        roster=people,
        name=str(folder.marks),
    )
    return marks, in_file(findings, str(folder.marks))


def _outside(tree: Mapping, folder: Folder, shelf: Shelf) -> Iterator[Finding]:
    """Yield what does not fit between a course file and what it names."""
    for number, exam in enumerate(tree["exams"]):
        path: Place = ("exams", number, "blueprint")
        name = exam.get("blueprint")
        try:
            if name:
                read_blueprint(Path(beside(name, folder.root)), shelf)
        except IptTrainError as error:
            yield at(
                place_of(tree, path), "K010", error.message, path=pointer(path), help=error.hint
            )
    for number, one in enumerate(tree["instructors"]):
        path = ("instructors", number)
        if not is_recipient(one):
            yield at(
                place_of(tree, path),
                "K011",
                f"`{one}` is not an age public key: a letter is wrong",
                path=pointer(path),
                help="copy it again",
            )


def beside(name: str, root: Path) -> str:
    """Return a name of a file as seen from the course folder, and any other name as it is."""
    is_file = Path(name).suffix in (".yaml", ".yml") or "/" in name
    return str(root / name) if is_file else name
