"""The one place where rules are registered: every file of this folder that is named after a code."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from ipt_train.bank import rules
from ipt_train.bank.rules.rule import BankRule, ItemRule, LibraryRule, Rule

_NAME = re.compile(r"([a-z]\d{3})_\w+")


def _registered() -> Iterator[Rule]:
    """Yield the rule of each file, in the order of codes.

    Raises:
        TypeError: A file holds no rule, or one of another code than its name says.
    """
    for name in sorted(module.name for module in iter_modules(rules.__path__)):
        if code := _NAME.fullmatch(name):
            rule = getattr(import_module(f"{rules.__name__}.{name}"), "RULE", None)
            if not isinstance(rule, Rule) or rule.code.lower() != code[1]:
                raise TypeError(f"{name}.py must end with RULE, a rule of the code in its name")
            yield rule


RULES: tuple[Rule, ...] = tuple(_registered())
"""All rules, in the order of their codes."""

ITEM_RULES = tuple(rule for rule in RULES if isinstance(rule, ItemRule))
BANK_RULES = tuple(rule for rule in RULES if isinstance(rule, BankRule))
LIBRARY_RULES = tuple(rule for rule in RULES if isinstance(rule, LibraryRule))
