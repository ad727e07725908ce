""" "None of the above" is an option.

Why: Whoever picks it has shown that the other options are wrong, not that the right answer is known;
as a key it rewards nothing, as a distractor it is rarely chosen (Haladyna, Downing and Rodriguez 2002,
guideline 25; Tarrant 2006).

Bad:
    stem: Which area fits a client whose depression followed a bereavement?
    options:
      - id: a
        text: Grief
        key: true
      - id: b
        text: Role dispute
      - id: c
        text: »None of the above

Good:
    stem: Which area fits a client whose depression followed a bereavement?
    options:
      - id: a
        text: Grief
        key: true
      - id: b
        text: Role dispute
      - id: c
        text: Role transition

Fix: Write a real distractor, or leave the option out: three are enough.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.catch_all import plain, says_none
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W001"


def check(item: ItemView) -> Iterator[Finding]:
    """Yield options that say that no option is right."""
    if not item.mentions(
        "none", "neither", "nota", "n.o.t", "not any", "nothing", "\nno ", " not ", "\nnot "
    ):
        return
    truths = any(plain(option.text) in ("true", "false", "either") for option in item.options)
    for option in item.options:
        if truths and " " not in option.text:
            continue  # None stands beside True and False, and neither beside either, as a value or a word
        if says_none(option.text, item.stem):
            yield item.at_option(
                option, CODE, f"`{option.text}` is an option", help="write a real distractor"
            )


RULE = ItemRule(
    code=CODE,
    severity=Severity.ERROR,
    language="en",
    explanation=__doc__,
    check=check,
)
