"""Options combine the labels of a list (K-type).

Why: "I and III only" tests juggling more than knowledge and is answered from part of the list
(Haladyna, Downing and Rodriguez 2002, guideline 9).

Bad:
    stem: "Which belong to the initial phase? I inventory, II formulation, III termination"
    options:
      - id: a
        text: »I and II only
        key: true
      - id: b
        text: I and III only
      - id: c
        text: II and III only

Good:
    stem: Which two tasks belong to the initial phase?
    options:
      - id: a
        text: The inventory and the formulation
        key: true
      - id: b
        text: The inventory and the farewell
      - id: c
        text: The formulation and the farewell

Fix: Use type multiple-response.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W103"

_LABELS = re.compile(r"^((i{1,3}|iv|v|[a-e1-5])\b[\s,]*(and|&|or)?[\s,]*){2,}(only)?\W*$", re.I)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield the first of two or more options made only of labels."""
    combined = [option for option in item.options if _LABELS.match(option.text)]
    if len(combined) > 1:
        yield item.at_option(
            combined[0],
            CODE,
            "options combine the labels of a list",
            help="use type multiple-response",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
