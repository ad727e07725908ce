"""Runs the item-writing rules over banks that fit their schema."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, Outline
from ipt_train.bank.rules import RULES
from ipt_train.vocabulary import Severity

Wanted = Callable[[str, bool], bool]
"""Says of a code, and whether it runs by default, if it runs now."""


def lint(items: Sequence[ItemView], language: str, wanted: Wanted) -> Iterator[Finding]:
    """Yield what the rules find in one bank.

    Args:
        items: The items of a bank that fits its schema.
        language: BCP 47 tag of the bank; rules on words apply to English ones only.
        wanted: Which rules run.
    """
    english = language.startswith("en")
    for rule in RULES:
        if not wanted(rule.CODE, rule.DEFAULT) or (rule.CODE[0] == "W" and not english):
            continue
        if check := getattr(rule, "check", None):
            yield from _weighed(chain.from_iterable(map(check, items)), rule.SEVERITY)
        if check_bank := getattr(rule, "check_bank", None):
            yield from _weighed(check_bank(items), rule.SEVERITY)


def compares(wanted: Wanted) -> bool:
    """Whether a rule runs that compares the items of all banks."""
    return any(hasattr(rule, "check_all") and wanted(rule.CODE, rule.DEFAULT) for rule in RULES)


def lint_all(items: Iterable[Outline], wanted: Wanted) -> Iterator[Finding]:
    """Yield what the rules find that look at the items of all banks together."""
    everything = list(items)
    for rule in RULES:
        check_all = getattr(rule, "check_all", None)
        if check_all and wanted(rule.CODE, rule.DEFAULT):
            yield from _weighed(check_all(everything), rule.SEVERITY)


def _weighed(findings: Iterable[Finding], severity: Severity) -> Iterator[Finding]:
    """Give findings the severity of their rule."""
    for finding in findings:
        yield replace(finding, severity=severity)
