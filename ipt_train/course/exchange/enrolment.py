"""Which signing key belongs to whom: told in person by its fingerprint, or first seen."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.course.exchange.database import open_database
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.store.row import KeyRow
from ipt_train.errors import CourseError, UsageError
from ipt_train.exam.submission.seal import fingerprint
from ipt_train.vocabulary import Enrolment

_FILE = (1, 1, 1, 1)


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

    def refusal(self, person: str, public: str, *, must_be_told: bool = False) -> str:
        """Return why a key is not believed for a person, or an empty text; remember a new one.

        Args:
            person: The pseudonym.
            public: The public key in hexadecimal.
            must_be_told: A key that nobody told is not believed, whatever the course's rule is, and
                even if it was believed at first use before.
        """
        mark = fingerprint(public)
        entry = self.entries.get(person)
        owner = self._owners.get(mark, person)
        if owner != person:
            return f"it is signed with the key of {owner}, but claims to be from {person}"
        untold = entry is None or (must_be_told and entry.how is not Enrolment.TOLD)
        if untold and (must_be_told or self.rule is Enrolment.TOLD):
            return (
                f"{person} has not told you the key {mark}; once you have heard it:"
                f" `ipt-train course enrol {person} {mark}`"
            )
        if entry is not None and entry.fingerprint != mark:
            return (
                f"it is signed with the key {mark}, but {person} has {entry.fingerprint}; if the old key"
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
            UsageError: It is not a fingerprint, or somebody else's.
            CourseError: Another key of that person was believed already.
        """
        mark = mark.strip().upper()
        if len(mark) != 39 or not mark.replace("-", "").isalnum():
            raise UsageError(
                f"`{mark[:50]}` is not a fingerprint", hint="write eight groups of four letters"
            )
        if self._owners.get(mark, person) != person:
            raise UsageError(f"that is the key of {self._owners[mark]}", hint="ask again")
        entry = self.entries.get(person)
        other = entry is not None and entry.fingerprint != mark
        if entry is not None and other and not replace_key:
            raise CourseError(
                f"{person} already has the key {entry.fingerprint}",
                hint="if it was lost, add --replace; what was handed in with it stays",
            )
        if entry is not None and other:
            del self._owners[entry.fingerprint]
        public = entry.public if entry and not other else ""
        self.entries[person] = Enrolled(
            person=person, fingerprint=mark, public=public, how=Enrolment.TOLD
        )
        self._owners[mark] = person

    def rows(self) -> list[KeyRow]:
        """Return the register as it is stored."""
        return [
            KeyRow(one.person, one.fingerprint, one.public, str(one.how))
            for one in sorted(self.entries.values(), key=lambda one: one.person)
        ]

    def save(self, folder: Folder) -> None:
        """Store the register.

        Raises:
            CourseError: Another program is writing, or the database is damaged.
            OutputError: It cannot be written.
        """
        with open_database(folder) as database, database.writing():
            database.replace(KeyRow, self.rows())


def read_register(folder: Folder, rule: Enrolment) -> KeyRegister:
    """Read the signing keys of a course.

    Raises:
        CourseError: They are not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    with open_database(folder, make=False) as database:
        stored = database.rows(KeyRow)
    if not stored.whole:
        raise CourseError(
            f"{folder.database}: the signing keys have been changed or damaged",
            hint="restore course.db from a backup; or `ipt-train course collect DIR` takes them from the "
            "accepted work, and fingerprints have to be entered again",
        )
    return register_of(stored.sound, rule)


def register_of(rows: Iterable[KeyRow], rule: Enrolment) -> KeyRegister:
    """Return the register that is stored in these rows."""
    entries = {
        row.person: Enrolled(
            person=row.person,
            fingerprint=row.fingerprint,
            public=row.public_key,
            how=Enrolment(row.how),
        )
        for row in rows
    }
    return KeyRegister(entries, rule)


def enrolled_findings(folder: Folder, people: Collection[str]) -> Iterator[Finding]:
    """Yield a warning for each signing key of somebody who is not on the roster.

    Args:
        folder: The course.
        people: The pseudonyms of its roster.

    Raises:
        CourseError: They are not what was written, or cannot be read.
        KeyFileError: The secret key of the course is not there.
    """
    for person in read_register(folder, Enrolment.TOLD).entries:
        if person not in people:
            message = f"nobody on the roster has the pseudonym {person[:60]}, whose key this is"
            help = (
                "if an id was corrected in roster.csv: `ipt-train course people --rename OLD NEW`"
            )
            yield as_warning(at(_FILE, "K014", message, file=str(folder.database), help=help))
