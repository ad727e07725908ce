"""What is bound to the papers of an exam: pages that people were handed, and attempts that were accepted."""

from collections.abc import Collection
from dataclasses import dataclass

from ipt_train.course.exchange.handed_out import latest_handed, read_handed_out
from ipt_train.course.exchange.receipts import latest, receipts_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.plural import counted

_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPapers:
    """What other papers would make useless.

    Attributes:
        handed: Ids of the people who were handed a paper that would be gone.
        accepted: Ids of the people whose accepted attempts answer one; pseudonyms off the roster.
    """

    handed: tuple[str, ...]
    accepted: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is."""
        return bool(self.handed or self.accepted)

    def in_words(self) -> str:
        """Say who was handed them, and whose work was accepted."""
        parts = [
            *([f"handed to {_listed(self.handed)}"] if self.handed else []),
            *([f"answered by {_listed(self.accepted)}"] if self.accepted else []),
        ]
        return " and ".join(parts)


def bound_papers(
    opened: OpenCourse, exam: str, old: Collection[str], new: Collection[str]
) -> BoundPapers:
    """Return what is bound to papers of an exam that building it anew would do away with.

    Args:
        opened: The course.
        exam: Id of the exam.
        old: Digests of the papers that are there; where they are gone, whatever was handed out counts.
        new: Digests of those that would be there.

    Raises:
        CourseError: What was handed out or received cannot be read.
        KeyFileError: The secret key of the course is not there.
    """

    def gone(paper: str) -> bool:
        return paper not in new and (paper in old or not old)

    def ids(people: Collection[str]) -> tuple[str, ...]:
        named = (opened.people[one].id if one in opened.people else one for one in set(people))
        return tuple(sorted(named))

    handed = latest_handed(read_handed_out(opened.folder), exam).values()
    entries = latest(receipts_of(opened.folder)).values()
    receipts = [one.receipt for one in entries if one.receipt["exam"] == exam]
    return BoundPapers(
        handed=ids([one.person for one in handed if gone(one.paper)]),
        accepted=ids([one["person"] for one in receipts if gone(one["paper"])]),
    )


def _listed(ids: Collection[str]) -> str:
    more = len(ids) - _NAMED
    first = ", ".join(list(ids)[:_NAMED])
    several = f"{first} and {more} more" if more > 0 else first
    return f"{counted(len(ids), 'person', 'people')} ({several})"
