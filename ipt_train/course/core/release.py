"""What is released of a marked exam, and to whom. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from ipt_train.errors import CourseError, UsageError
from ipt_train.exam.core.released import ReleaseLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRequest:
    """What is to be released, and how.

    Attributes:
        level: How much.
        do: Write it; else only say what would be written for whom.
        anyway: Also while somebody may still hand in.
        by: Who releases, for the log; needed with ``anyway``.
        without_strangers: Leave accepted work out that belongs to nobody on the roster.
        granted: How many attempts more than the exam allows a person was granted, by pseudonym;
            None stands for those that `course attempt` granted.
    """

    level: ReleaseLevel = ReleaseLevel.RATIONALES
    do: bool = False
    anyway: bool = False
    by: str = ""
    without_strangers: bool = False
    granted: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLine:
    """What goes to one person.

    Attributes:
        person: The pseudonym, and ``id`` and ``name`` of the roster.
        id: See ``person``.
        name: See ``person``.
        share: The grade, 0-1; None is no grade.
        missed: How many questions are worth studying again.
        note: What is to be said of the grade.
        page: Name of the page, and ``file`` of the signed file.
        file: See ``page``.
    """

    person: str
    id: str
    name: str
    share: float | None
    missed: int
    note: str
    page: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is released, or would be.

    Attributes:
        exam: The exam.
        level: How much.
        folder: Where it is written.
        people: What goes to whom.
        without: People to whom nothing goes, since they handed nothing in and have no grade.
        still_open: Who may still hand in, and why, by name.
        regraded: What regrades decided, a sentence each.
        written: Whether it was written.
    """

    exam: str
    level: ReleaseLevel
    folder: str
    people: tuple[ReleaseLine, ...]
    without: tuple[str, ...]
    still_open: dict[str, str]
    regraded: tuple[str, ...]
    written: bool


def refuse_release(result: Release, request: ReleaseRequest) -> None:
    """Stop a release that is not to be written.

    Raises:
        CourseError: Nobody handed in, or somebody may still and it is not to be released anyway.
        UsageError: It is to be released anyway, and nobody says who does it.
    """
    if not result.people:
        raise CourseError(
            f"nobody has handed in `{result.exam}`",
            hint="`ipt-train course collect DIR` collects submissions",
        )
    if request.anyway and not request.by.strip():
        raise UsageError("who releases it anyway? It is logged", hint="add --by WHO")
    if result.still_open and not request.anyway:
        named = "; ".join(f"{who} ({why})" for who, why in list(result.still_open.items())[:5])
        more = f"; and {len(result.still_open) - 5} more" if len(result.still_open) > 5 else ""
        raise CourseError(
            f"some may still hand in: {named}{more}",
            hint="wait, or add --anyway --by WHO, which is logged",
        )


def level_of(*, marks_only: bool, with_keys: bool, with_rationales: bool) -> ReleaseLevel:
    """Return how much is released; everything where nothing is said.

    Raises:
        UsageError: Two levels were asked for.
    """
    asked = {
        ReleaseLevel.MARKS: marks_only,
        ReleaseLevel.KEYS: with_keys,
        ReleaseLevel.RATIONALES: with_rationales,
    }
    chosen = [level for level, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        raise UsageError(
            "how much do you want to release?",
            hint="add one of --marks-only, --with-keys and --with-rationales",
        )
    return chosen[0] if chosen else ReleaseLevel.RATIONALES
