"""Marks and comments by hand: a file of people's own, which the program only reads."""

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.course.core.grade import Manual
from ipt_train.course.core.mark import HELP, read_mark
from ipt_train.course.core.roster import Person
from ipt_train.course.core.who import NobodyError, RosterLookup
from ipt_train.csv_file import read_table
from ipt_train.errors import IptTrainError
from ipt_train.vocabulary import Severity

COLUMNS = ("person", "exam", "item", "mark", "comment")
OUT_OF = "of"
"""A further column that may be there: what the marks are out of."""

_Place = tuple[str, str]
"""A pseudonym and an exam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualMarks:
    """Marks by hand, and comments, by person and exam."""

    marks: dict[_Place, Manual] = field(default_factory=dict)
    comments: dict[_Place, str] = field(default_factory=dict)

    def of(self, person: str, exam: str) -> Manual:
        """Return the marks of a person in an exam."""
        return self.marks.get((person, exam), Manual())


def read_manual(
    text: str | bytes,
    people: Collection[str],
    exams: Collection[str],
    items_of: Callable[[str], Collection[str] | None],
    *,
    roster: Mapping[str, Person] | None = None,
    name: str = "marks by hand",
) -> tuple[ManualMarks, list[Finding]]:
    """Read marks by hand.

    Args:
        text: A table with the columns person (id, email address or pseudonym), exam, item, mark and
            comment; without an item the mark is for the exam as a whole, without a mark there is
            only the comment. A mark is a share, 0-1, or says what it is out of (``read_mark``).
        people: Pseudonyms that a mark may be for.
        exams: The exams of the course.
        items_of: Returns the ids of the items of an exam, in any of its forms, or None if it was
            not built yet; an error that it raises becomes a finding.
        roster: People by pseudonym, so that they may be named otherwise.
        name: Name of the file, for notes.

    Returns:
        The marks, and what is wrong, line by line; marks are sound if there is no error. That an
        exam was not built yet is a warning: its marks wait until it is.
    """
    table = read_table(text, ragged=True, lower=True, name=name)
    findings = [_at(*fault) for fault in table.faults]
    if (table.columns or not findings) and (wrong := _wrong_header(table.columns)):
        return ManualMarks(), [_at(1, wrong, f"the columns are {', '.join(COLUMNS)}")]
    known = _Known(people, exams, items_of, roster or {})
    items: dict[_Place, dict[str, float]] = {}
    wholes: dict[_Place, float] = {}
    comments: dict[_Place, str] = {}
    for line, cells in table.rows:
        found = [*known.wrong(line, cells), *_wrong_mark(line, cells)]
        findings += found
        if any(one.severity is Severity.ERROR for one in found):
            continue
        place = (known.pseudonym(cells["person"]), cells["exam"])
        if cells["mark"]:
            mark = read_mark(cells["mark"], cells.get(OUT_OF, ""))
            if not cells["item"]:
                if place in wholes:
                    message = f"{cells['person']} has two marks for {place[1]}"
                    findings.append(_at(line, message, "keep one"))
                wholes[place] = mark
            elif items.setdefault(place, {}).setdefault(cells["item"], mark) != mark:
                findings.append(_at(line, f"{cells['item']} is marked twice", "keep one line"))
        if cells["comment"]:
            comments[place] = "; ".join(filter(None, [comments.get(place, ""), cells["comment"]]))
    marks = {
        place: Manual(items=items.get(place, {}), whole=wholes.get(place))
        for place in items.keys() | wholes.keys()
    }
    return ManualMarks(marks=marks, comments=comments), findings


def _wrong_header(header: list[str]) -> str:
    """Return what is wrong with the header, or an empty text."""
    lacking = [name for name in COLUMNS if name not in header]
    if lacking:
        return f"missing from the header: {', '.join(lacking)}"
    unknown = next((name for name in header if name not in (*COLUMNS, OUT_OF)), None)
    if unknown is None:
        return ""
    return f"the column `{unknown[:40]}` is not known and would be ignored"


class _Known:
    """What a line may name: people, exams, and the items of each exam."""

    def __init__(
        self,
        people: Collection[str],
        exams: Collection[str],
        items_of: Callable[[str], Collection[str] | None],
        roster: Mapping[str, Person],
    ) -> None:
        self._roster = RosterLookup(roster, set(people) - set(roster))
        self._exams = exams
        self._items_of = items_of
        self._items: dict[str, Collection[str] | IptTrainError | None] = {}

    def pseudonym(self, person: str) -> str:
        """Return the pseudonym of the person that a cell names.

        Raises:
            NobodyError: It names nobody.
        """
        return self._roster.pseudonym(person)

    def wrong(self, line: int, cells: Mapping[str, str]) -> Iterator[Finding]:
        """Yield what a line names and what is not there."""
        person, exam, item = cells["person"], cells["exam"], cells["item"]
        try:
            self.pseudonym(person)
        except NobodyError as error:
            yield _at(line, error.message, error.hint)
        if exam not in self._exams:
            yield _at(line, f"there is no exam `{exam[:60]}`", _meant(exam, self._exams))
        elif item:
            items = self._items.setdefault(exam, self._items_in(exam))
            if items is None:
                message = (
                    f"the item `{item[:60]}` cannot be looked up: `{exam}` has not been built yet"
                )
                yield as_warning(_at(line, message, "`ipt-train course exam build` builds it"))
            elif isinstance(items, IptTrainError):
                message = f"the item `{item[:60]}` cannot be looked up: {items.message}"
                yield _at(line, message, items.hint)
            elif item not in items:
                message = f"the exam `{exam}` has no item `{item[:60]}`"
                yield _at(line, message, _meant(item, items))

    def _items_in(self, exam: str) -> Collection[str] | IptTrainError | None:
        if exam in self._items:
            return self._items[exam]
        try:
            return self._items_of(exam)
        except IptTrainError as error:
            return error


def _meant(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"write one of {', '.join(sorted(known)[:12])}{', ...' if len(known) > 12 else ''}"


def _wrong_mark(line: int, cells: Mapping[str, str]) -> Iterator[Finding]:
    mark, comment = cells["mark"], cells["comment"]
    try:
        if mark:
            read_mark(mark, cells.get(OUT_OF, ""))
    except ValueError as error:
        yield _at(line, str(error), HELP)
    if mark == "0" and comment.isdecimal():
        message = f"the mark `0` with the comment `{comment[:20]}` may be the mark 0,{comment[:20]}"
        help = f"write 0.{comment[:20]} if that is the mark; otherwise write words in the comment"
        yield _at(line, message, help)


def _at(line: int, message: str, help: str) -> Finding:
    return at((line, 1, line, 1), "K012", " ".join(message.split()), help=help)
