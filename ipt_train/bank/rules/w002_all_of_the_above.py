""" "All of the above" is an option.

Why: Seeing that two options are right gives it away, seeing that one is wrong rules it out; it lowers both
discrimination and difficulty (Schmucker and Moore 2025; Haladyna, Downing and Rodriguez 2002, guideline 26). An
option that names all others by their letters ("A, B and C") says the same; one that names some is W103.

Bad:
    stem: What does the interpersonal inventory ask about?
    options:
      - id: a
        text: Who is close to the client
      - id: b
        text: What each expects of the other
      - id: c
        text: »All of the above
        key: true

Good:
    stem: What does the interpersonal inventory ask about a close friend?
    options:
      - id: a
        text: What each expects of the other
        key: true
      - id: b
        text: What the friend earns
      - id: c
        text: What the friend was like as a child

Fix: Ask for several keys with type multiple-response, or ask for one of them.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, OptionView
from ipt_train.bank.rules.catch_all import names_all_others, says_all
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W002"

_NUMBERS = ("two", "three", "four", "five")
_NUMBER = re.compile(rf"(?:all|both) (?:the )?({'|'.join(_NUMBERS)})(?: \w+s)?")


def check(item: ItemView) -> Iterator[Finding]:
    """Yield options that say that all other options are right."""
    for option in item.options:
        if (
            says_all(option.text, item.stem)
            or names_all_others(item, option)
            or _counts(item, option)
        ):
            yield item.at_option(
                option,
                CODE,
                f"`{option.text}` is an option",
                help="use type multiple-response, or ask for one",
            )


def _counts(item: ItemView, option: OptionView) -> bool:
    """Whether an option says that all three are right, where there are three others."""
    number = _NUMBER.fullmatch(option.text.strip(" .").lower())
    return number is not None and len(item.options) - 1 == _NUMBERS.index(number[1]) + 2


RULE = ItemRule(
    code=CODE,
    severity=Severity.ERROR,
    language="en",
    explanation=__doc__,
    check=check,
)
