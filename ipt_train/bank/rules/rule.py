"""What an item-writing rule is: a record whose kind says what its check is given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, Outline
from ipt_train.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a rule agrees with labelled questions.

    Attributes:
        flawed: How many of them have the flaw.
        clean: How many have not.
        precision: Share of its findings that are labelled so, 0 to 1.
        recall: Share of the flawed ones that it finds, 0 to 1.
    """

    flawed: int
    clean: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How far a rule agrees with people.

    Attributes:
        written: With the questions that were written while the rule was made.
        unseen: With questions that were written afterwards, at first sight.
        people: Precision and recall, 0 to 1, of the rule before it was made anew, against the labels of
            several people on 1,075 public questions; None where it never spoke or nobody measured it.
    """

    written: Agreement
    unseen: Agreement
    people: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What all rules have.

    Attributes:
        code: The code of its findings.
        severity: How grave its findings are.
        default: Whether it runs unless asked not to; a rule that does not is of severity info.
        language: BCP 47 tag, or the beginning of one, of the banks whose words it can judge; empty for any.
        unless: Codes of rules before it that say the same where they speak at the same place.
        evidence: How far it agrees with people; None where that was not measured.
        explanation: The docstring of its module, which ``explain`` prints.
    """

    code: str
    severity: Severity
    default: bool = True
    language: str = ""
    unless: tuple[str, ...] = ()
    evidence: Evidence | None = None
    explanation: str

    def reads(self, language: str) -> bool:
        """Whether it can judge the words of a bank in a language, a BCP 47 tag."""
        return language.startswith(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRule(_Rule):
    """A rule that looks at one item."""

    check: Callable[[ItemView], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankRule(_Rule):
    """A rule that looks at all items of one bank, in their order."""

    check: Callable[[Sequence[ItemView]], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRule(_Rule):
    """A rule that compares the items of all banks, which it is given in short."""

    check: Callable[[Sequence[Outline]], Iterator[Finding]]


Rule = ItemRule | BankRule | LibraryRule
