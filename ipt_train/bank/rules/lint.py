"""Runs the item-writing rules over banks that fit their schema."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, Outline
from ipt_train.bank.core.tree import Place
from ipt_train.bank.rules.registry import BANK_RULES, ITEM_RULES, LIBRARY_RULES
from ipt_train.bank.rules.rule import RuleMemory
from ipt_train.vocabulary import Severity

Wanted = Callable[[str, bool], bool]
"""Says of a code, and whether it runs by default, if it runs now."""


def lint(items: Sequence[ItemView], language: str, wanted: Wanted) -> Iterator[Finding]:
    """Yield what the rules find in one bank.

    Args:
        items: The items of a bank that fits its schema.
        language: BCP 47 tag of the bank; rules on words apply to banks in their language only.
        wanted: Which rules run.
    """
    places: dict[str, set[Place]] = {}
    for rule in ITEM_RULES:
        if wanted(rule.code, rule.default) and rule.reads(language):
            taken = set().union(*(places.get(code, ()) for code in rule.unless))
            for finding in _weighed(chain.from_iterable(map(rule.check, items)), rule.severity):
                if (place := _place(finding)) not in taken:
                    places.setdefault(rule.code, set()).add(place)
                    yield finding
    for bank_rule in BANK_RULES:
        if wanted(bank_rule.code, bank_rule.default) and bank_rule.reads(language):
            yield from _weighed(bank_rule.check(items), bank_rule.severity)


def compares(wanted: Wanted) -> bool:
    """Whether a rule runs that compares the items of all banks."""
    return any(wanted(rule.code, rule.default) for rule in LIBRARY_RULES)


def lint_all(items: Iterable[Outline], wanted: Wanted, memory: RuleMemory) -> Iterator[Finding]:
    """Yield what the rules find that look at the items of all banks together.

    Args:
        items: The items in short, those of a file one after the other.
        wanted: Which rules run.
        memory: What they kept of the last check of these folders.
    """
    everything = list(items)
    for rule in LIBRARY_RULES:
        if wanted(rule.code, rule.default):
            yield from _weighed(rule.check(everything, memory), rule.severity)


def _place(finding: Finding) -> Place:
    return finding.line, finding.column, finding.end_line, finding.end_column


def _weighed(findings: Iterable[Finding], severity: Severity) -> Iterator[Finding]:
    """Give findings the severity of their rule."""
    for finding in findings:
        yield replace(finding, severity=severity)
