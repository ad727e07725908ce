"""What an item-writing rule is: a record whose kind says what its check is given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, Outline
from ipt_train.vocabulary import Severity


class RuleMemory(Protocol):
    """What rules over all banks keep from one check of the same folders to the next."""

    def recall(self, code: str) -> bytes:
        """Return what a rule kept last; nothing if it kept nothing, or that is damaged."""

    def keep(self, code: str, make: Callable[[], bytes]) -> None:
        """Make something and keep it for a rule, if that can be done."""


class NoRuleMemory:
    """Where nothing is kept."""

    def recall(self, _: str) -> bytes:
        """Return nothing."""
        return b""

    def keep(self, code: str, make: Callable[[], bytes]) -> None:
        """Make and keep nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What all rules have.

    Attributes:
        code: The code of its findings.
        severity: How grave its findings are.
        default: Whether it runs unless asked not to; a rule that does not is of severity info.
        language: BCP 47 tag, or the beginning of one, of the banks whose words it can judge; empty for any.
        unless: Codes of rules before it that say the same where they speak at the same place.
        explanation: The docstring of its module, which ``explain`` prints.
    """

    code: str
    severity: Severity
    default: bool = True
    language: str = ""
    unless: tuple[str, ...] = ()
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
    """A rule that compares the items of all banks, which it is given in short.

    It may keep what it has compared for the next check, and must find the same without it.
    """

    check: Callable[[Sequence[Outline], RuleMemory], Iterator[Finding]]


Rule = ItemRule | BankRule | LibraryRule
