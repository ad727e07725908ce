"""Runs the item-writing rules over banks that fit their schema."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ipt_train.bank.finding import Finding
from ipt_train.bank.integrity import File
from ipt_train.bank.item_view import ItemView, views
from ipt_train.bank.rules import RULES
from ipt_train.vocabulary import Severity


def lint(
    banks: Iterable[File], verification: dict[str, str], wanted: Callable[[str, bool], bool]
) -> Iterator[Finding]:
    """Yield what the rules find.

    Args:
        banks: Banks that fit their schema. Rules on words apply to English banks only.
        verification: How each work of the bibliography was verified, by id.
        wanted: Says of a code, and whether it runs by default, if it runs now.
    """
    rules = [rule for rule in RULES if wanted(rule.CODE, rule.DEFAULT)]
    everything: list[ItemView] = []
    for bank in banks:
        items = list(views(bank.name, bank.tree, verification))
        everything += items
        english = str(bank.tree["language"]).startswith("en")
        for rule in rules:
            if not english and rule.CODE.startswith("W"):
                continue
            if check := getattr(rule, "check", None):
                for item in items:
                    yield from _weighed(check(item), rule.SEVERITY)
            if check_bank := getattr(rule, "check_bank", None):
                yield from _weighed(check_bank(items), rule.SEVERITY)
    for rule in rules:
        if check_all := getattr(rule, "check_all", None):
            yield from _weighed(check_all(everything), rule.SEVERITY)


def _weighed(findings: Iterable[Finding], severity: Severity) -> Iterator[Finding]:
    """Give findings the severity of their rule."""
    for finding in findings:
        yield replace(finding, severity=severity)
