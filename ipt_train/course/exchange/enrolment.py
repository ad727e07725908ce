"""Which signing key belongs to whom: told in person by its fingerprint, or first seen."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.csv_file import csv_text, read_table
from ipt_train.errors import CourseError, UsageError
from ipt_train.exam.submission.seal import fingerprint
from ipt_train.files import write_whole
from ipt_train.vocabulary import Enrolment

COLUMNS = ("pseudonym", "fingerprint", "public_key", "how")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A person's signing key; ``public`` is empty until a submission shows it."""

    person: str
    fingerprint: str
    public: str
    how: Enrolment


class KeyRegister:
    """The signing keys of a course, changed in memory and then saved."""

    def __init__(self, entries: Mapping[str, Enrolled], rule: Enrolment) -> None:
        self.entries = dict(entries)
        self.rule = rule
        self._owners = {one.fingerprint: one.person for one in entries.values()}

    def owner(self, public: str) -> str:
        """Return whose key it is, or an empty text."""
        return self._owners.get(fingerprint(public), "")

    def refusal(self, person: str, public: str) -> str:
        """Return why a key is not believed for a person, or an empty text; remember a new one."""
        mark = fingerprint(public)
        entry = self.entries.get(person)
        owner = self._owners.get(mark, person)
        if owner != person:
            return f"it is signed with the key of {owner}, and claims to be from {person}"
        if entry is None and self.rule is Enrolment.TOLD:
            return (
                f"the key {mark} of {person} was not told to you; once it was:"
                f" `ipt-train course enrol {person} {mark}`"
            )
        if entry is not None and entry.fingerprint != mark:
            return (
                f"it is signed with the key {mark}, and {person} has {entry.fingerprint}; if the old key"
                f" was lost with its computer: `ipt-train course enrol {person} {mark} --replace`"
            )
        if entry is None:
            entry = Enrolled(person=person, fingerprint=mark, public="", how=Enrolment.FIRST_USE)
        self.entries[person] = replace(entry, public=public)
        self._owners[mark] = person
        return ""

    def tell(self, person: str, mark: str, *, replace_key: bool = False) -> None:
        """Take down a fingerprint that was told in person.

        Args:
            person: The pseudonym.
            mark: The fingerprint.
            replace_key: Take it in place of another key of that person, which was lost.

        Raises:
            UsageError: It is no fingerprint, or somebody else's.
            CourseError: Another key of that person was believed already.
        """
        mark = mark.strip().upper()
        if len(mark) != 39 or not mark.replace("-", "").isalnum():
            raise UsageError(
                f"`{mark[:50]}` is no fingerprint", hint="eight groups of four letters"
            )
        if self._owners.get(mark, person) != person:
            raise UsageError(f"that is the key of {self._owners[mark]}", hint="ask again")
        entry = self.entries.get(person)
        other = entry is not None and entry.fingerprint != mark
        if entry is not None and other and not replace_key:
            raise CourseError(
                f"{person} has the key {entry.fingerprint} already",
                hint="if it was lost, add --replace; what was handed in with it stays",
            )
        if entry is not None and other:
            del self._owners[entry.fingerprint]
        public = entry.public if entry and not other else ""
        self.entries[person] = Enrolled(
            person=person, fingerprint=mark, public=public, how=Enrolment.TOLD
        )
        self._owners[mark] = person

    def save(self, folder: Folder) -> None:
        """Write the register."""
        rows = [
            (one.person, one.fingerprint, one.public, str(one.how))
            for one in sorted(self.entries.values(), key=lambda one: one.person)
        ]
        write_whole(folder.enrolled, csv_text(COLUMNS, rows))


def read_register(folder: Folder, rule: Enrolment) -> KeyRegister:
    """Read the signing keys of a course.

    Raises:
        CourseError: The file is not as the program wrote it.
    """
    entries: dict[str, Enrolled] = {}
    owners: dict[str, str] = {}
    for line, row in _lines(folder):
        try:
            one = Enrolled(
                person=row["pseudonym"],
                fingerprint=row["fingerprint"],
                public=row["public_key"],
                how=Enrolment(row["how"]),
            )
        except (KeyError, ValueError):
            raise _not_ours(folder, line) from None
        if one.person in entries or one.fingerprint in owners:
            what = one.person if one.person in entries else f"the key of {owners[one.fingerprint]}"
            raise CourseError(
                f"{folder.enrolled}:{line}: {what} is there twice",
                hint="keep the line that is right",
            )
        entries[one.person] = one
        owners[one.fingerprint] = one.person
    return KeyRegister(entries, rule)


def enrolled_findings(folder: Folder, people: Collection[str]) -> Iterator[Finding]:
    """Yield a warning for each signing key of somebody who is not on the roster.

    Args:
        folder: The course.
        people: The pseudonyms of its roster.

    Raises:
        CourseError: The file is not as the program wrote it.
    """
    for line, row in _lines(folder):
        person = row.get("pseudonym", "")
        if person not in people:
            message = f"nobody on the roster has the pseudonym {person[:60]}, whose key this is"
            help = "where an id was corrected in roster.csv, put it back; else remove the line"
            place = (line, 1, line, 1)
            yield as_warning(at(place, "K014", message, file=str(folder.enrolled), help=help))


def _lines(folder: Folder) -> list[tuple[int, dict[str, str]]]:
    """Return the lines of the register with their numbers, cells by column."""
    if not folder.enrolled.exists():
        return []
    table = read_table(read(folder.enrolled))
    for fault in table.faults:
        raise _not_ours(folder, fault.line)
    return table.rows


def _not_ours(folder: Folder, line: int) -> CourseError:
    return CourseError(
        f"{folder.enrolled}:{line}: this is not as the program writes it",
        hint="take the file from a backup",
    )
