"""One entry of a rating: what it is about, and what was entered. The log holds both as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | None


class EntryKind(StrEnum):
    """What an entry is about; the word is the one that logs and files hold."""

    ADHERENCE = "adherence"
    COMPETENCE = "competence"
    OFF_MODEL = "off-model"
    PROMPT = "prompt"
    LEARNING_POINT = "learning-point"
    PREDICTION = "prediction"
    NEXT_STEP = "next-step"
    SAFETY_FOLLOW_UP = "safety-follow-up"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class EntryKey:
    """The name of an entry. Printing what was parsed gives the same name, whatever it was.

    Attributes:
        kind: What it is about; unknown for names of another version.
        of: Id of the item, behaviour or prompt, where the kind has several; the whole name where
            the kind is unknown.
    """

    kind: EntryKind
    of: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.of}" if self.kind and self.of else f"{self.kind}{self.of}"

    @classmethod
    def parse(cls, name: str) -> "EntryKey":
        """Return the key that a name stands for."""
        kind, space, of = name.partition(" ")
        if kind in (_EACH if of else _ONCE) and bool(of) == bool(space):
            return cls(EntryKind(kind), of)
        return cls(EntryKind.UNKNOWN, name)


_EACH = (EntryKind.ADHERENCE, EntryKind.COMPETENCE, EntryKind.OFF_MODEL, EntryKind.PROMPT)
"""Kinds of which a rating has several, each of something."""

_ONCE = (
    EntryKind.OFF_MODEL,
    EntryKind.LEARNING_POINT,
    EntryKind.PREDICTION,
    EntryKind.NEXT_STEP,
    EntryKind.SAFETY_FOLLOW_UP,
)
"""Kinds of which a rating has one."""

BEHAVIOURS = EntryKey(EntryKind.OFF_MODEL)
"""That the behaviours outside the model were asked for; each that was seen has a key of its own."""
LEARNING_POINT = EntryKey(EntryKind.LEARNING_POINT)
PREDICTION = EntryKey(EntryKind.PREDICTION)
NEXT_STEP = EntryKey(EntryKind.NEXT_STEP)
SAFETY_FOLLOW_UP = EntryKey(EntryKind.SAFETY_FOLLOW_UP)


def adherence(item: str) -> EntryKey:
    """Return the key of an item's adherence."""
    return EntryKey(EntryKind.ADHERENCE, item)


def competence(item: str) -> EntryKey:
    """Return the key of an item's competence."""
    return EntryKey(EntryKind.COMPETENCE, item)


def behaviour(code: str) -> EntryKey:
    """Return the key of one behaviour outside the model."""
    return EntryKey(EntryKind.OFF_MODEL, code)


def prompt(name: str) -> EntryKey:
    """Return the key of a prompt for reflection."""
    return EntryKey(EntryKind.PROMPT, name)


@dataclass(frozen=True, slots=True)
class RatingEntry:
    """What was entered under a key.

    Attributes:
        stored: The parts as the log holds them, by name; those of another version stay in it.
    """

    stored: Mapping[str, Value]

    @property
    def points(self) -> int | None:
        """The points given, 0-4; None where there are none."""
        value = self.value
        return value if isinstance(value, int) else None

    @property
    def value(self) -> Value:
        """Points or a count as it was entered, if any."""
        return self.stored.get("value")

    @property
    def reason(self) -> Value:
        """Code of the reason why an item is not applicable, if it is not."""
        return self.stored.get("reason")

    @property
    def stamp(self) -> Value:
        """The time in the recording; empty where there is none, None where it was not asked for."""
        return self.stored.get("stamp")

    @property
    def lacks_stamp(self) -> bool:
        """Whether a time is wanted and was not asked for yet."""
        return "stamp" in self.stored and self.stamp is None

    @property
    def degree(self) -> Value:
        """How far a behaviour was seen, if it is one."""
        return self.stored.get("degree")

    @property
    def text(self) -> Value:
        """Free text of the rater, if any; it never leaves unasked."""
        return self.stored.get("text")

    @property
    def code(self) -> Value:
        """Id of what was chosen, such as the next step, if anything."""
        return self.stored.get("code")

    @property
    def predicted(self) -> Value:
        """The predicted mean of adherence as it was typed, 0-4, if any."""
        return self.stored.get("adherence")

    @property
    def main(self) -> Value:
        """What was entered, in one value: points, degree, code or prediction."""
        names = ("value", "degree", "code", "adherence")
        return next((self.stored[name] for name in names if name in self.stored), None)


NOTHING = RatingEntry({})
"""What stands where nothing was entered."""
