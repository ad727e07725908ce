"""Banks, items and vignettes as frozen values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.ground import Claim, Competency, Fact
from ipt_train.bank.core.reading import Reading
from ipt_train.vocabulary import BankId, Certainty, Credit, Domain, ItemId, ItemType, Level, Status

if TYPE_CHECKING:
    from ipt_train.bank.core.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose, put in order or match; ``id`` survives reordering and rewording."""

    id: str
    text: str
    rationale: str
    key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Pick one option, or with ``multiple`` every option that fits."""

    options: tuple[Option, ...]
    multiple: bool = False
    shuffle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse:
    """Say whether the stem is true."""

    key: bool
    rationale_true: str
    rationale_false: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnticipatedAnswer:
    """A wrong answer that trainees really give, with feedback of its own."""

    text: str
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntry:
    """Type a word or a short phrase; ``accepted[0]`` is the model answer."""

    accepted: tuple[str, ...]
    rationale: str
    anticipated: tuple[AnticipatedAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnticipatedNumber:
    """A wrong number that trainees really give, with feedback of its own."""

    value: Decimal
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEntry:
    """Type a number; right from ``value - tolerance`` to ``value + tolerance``, both included.

    ``units`` are spellings of the unit, the first to be shown; a number without a unit is right,
    one with another unit is not. Without ``units`` the number stands alone.
    """

    value: Decimal
    rationale: str
    tolerance: Decimal = Decimal(0)
    units: tuple[str, ...] = ()
    anticipated: tuple[AnticipatedNumber, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """Put elements in order; ``sequence`` is the right one."""

    sequence: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One row of a matching item; ``key`` is the id of the option that belongs to it."""

    id: str
    text: str
    key: str
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Give each prompt its option; an option may serve several prompts or none."""

    prompts: tuple[Prompt, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap of a cloze passage; ``accepted[0]`` is the model answer."""

    id: str
    accepted: tuple[str, ...]
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze:
    """Fill the gaps of a passage, where each stands as ``{{gap-id}}``."""

    passage: str
    gaps: tuple[Gap, ...]


Interaction = Choice | TrueFalse | TextEntry | NumberEntry | Ordering | Matching | Cloze


WARM_UP = "warm-up"
"""The tag of an item that common sense may answer: it teaches, and shows nothing that was learnt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture above a question: its file beside the bank, what it shows in words, and where it is.

    ``path`` is empty where the bank's folder is not known.
    """

    file: str
    text: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question. ``vignette`` names the case that it is a step of, if it is one."""

    id: ItemId
    bank: BankId
    revision: int
    type: ItemType
    objective: str
    domain: Domain
    level: Level
    stem: str
    interaction: Interaction
    explanation: str
    references: tuple[str, ...]
    facts: tuple[str, ...]
    certainty: Certainty
    status: Status
    claims: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    replaces: tuple[ItemId, ...] = ()
    scene: str = ""
    credit: Credit = Credit.ALL_OR_NOTHING
    vignette: ItemId | None = None
    picture: Picture | None = None

    @property
    def warm_up(self) -> bool:
        """Whether it is left out of exams and of the evidence for competencies."""
        return WARM_UP in self.tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Vignette:
    """A case that unfolds over ``steps``; there is no going back to an answered step."""

    id: ItemId
    bank: BankId
    revision: int
    title: str
    domain: Domain
    phase: str
    problem_areas: tuple[str, ...]
    case: str
    steps: tuple[Item, ...]
    debrief: str
    references: tuple[str, ...]
    facts: tuple[str, ...]
    certainty: Certainty
    status: Status
    claims: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    replaces: tuple[ItemId, ...] = ()
    challenge: str = "intermediate"
    content_warning: str = ""


Entry = Item | Vignette
"""What is studied as one: an item, or a vignette with all its steps."""


def steps_of(entry: Entry) -> tuple[Item, ...]:
    """Return the answerable items of an entry: itself, or the steps of a vignette."""
    return entry.steps if isinstance(entry, Vignette) else (entry,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A question bank.

    ``retired`` holds ids that stay reserved, ``handovers`` what retired items had replaced: pairs
    of a replaced id and the retired one.
    """

    id: BankId
    title: str
    language: str
    licence: str
    domain: Domain
    entries: tuple[Item | Vignette, ...]
    description: str = ""
    retired: tuple[ItemId, ...] = ()
    handovers: tuple[tuple[ItemId, ItemId], ...] = ()

    def items(self) -> Iterator[Item]:
        """Yield every answerable item: entries and the steps of vignettes, in written order."""
        for entry in self.entries:
            if isinstance(entry, Vignette):
                yield from entry.steps
            else:
                yield entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work of the bibliography; ``short`` is the form shown in feedback."""

    id: str
    short: str
    citation: str
    verification: Certainty
    doi: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Banks that passed their checks, with all that they point into, by id.

    Forms and excerpts are kept as plain data, and built by whoever rates, so that studying
    does not wait for them. ``whole`` is False where a faulty bank was left out. ``lexicon`` has
    the words that typed answers are judged by (see ``lexicon.lexicon_of``). ``narrowed`` is True
    where banks were named, so that it is not the learner's whole shelf.
    """

    banks: tuple[Bank, ...]
    bibliography: dict[str, Reference]
    facts: dict[str, Fact] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    competencies: dict[str, Competency] = field(default_factory=dict)
    drills: tuple[Drill, ...] = ()
    readings: tuple[Reading, ...] = ()
    form_data: tuple[Mapping[str, Any], ...] = ()
    excerpt_data: tuple[Mapping[str, Any], ...] = ()
    whole: bool = True
    narrowed: bool = False
    lexicon: "Lexicon | None" = field(default=None, compare=False, repr=False)

    def items(self) -> Iterator[Item]:
        """Yield every answerable item of every bank."""
        for bank in self.banks:
            yield from bank.items()

    def entries(self) -> Iterator[Item | Vignette]:
        """Yield items and vignettes as they are studied: a vignette is one entry."""
        for bank in self.banks:
            yield from bank.entries
