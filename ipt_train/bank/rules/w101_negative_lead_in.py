"""The question asks what is not so.

Why: Learners miss the "not", and who knows three true statements has not shown that the false one is known
(Haladyna, Downing and Rodriguez 2002, guideline 17). "Not", "except", "false", "never", "cannot" and "least
likely" count where they turn the question round; not in a condition ("a client who does not sleep"), in what
somebody says, after "why", or where "least" is an amount.

Bad:
    stem: »Which of these is not a problem area?
    options:
      - id: a
        text: Grief
      - id: b
        text: Self-esteem
        key: true
      - id: c
        text: Role dispute

Good:
    stem: A web page lists grief, self-esteem and disputes as problem areas. Which is its mistake?
    options:
      - id: a
        text: Grief
      - id: b
        text: Self-esteem
        key: true
      - id: c
        text: Role dispute

Fix: Ask for what is so, or for the mistake in a given text.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.negative import asks_what_is_not
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W101"

_SIGNS = (
    "not",
    "n't",
    "n’t",
    "except",
    "correct",
    "least",
    "false",
    "never",
    "untrue",
    "unlikely",
    "all but",
    "wrong",
    "mismatched",
    "accurate",
    "suitable",
    "appropriate",
)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem whose question is negative."""
    if item.options and item.mentions(*_SIGNS) and asks_what_is_not(item.stem, item.lead_in):
        yield item.at(
            "stem",
            CODE,
            "the question asks what is not so",
            help="ask for what is so, or for the mistake",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
