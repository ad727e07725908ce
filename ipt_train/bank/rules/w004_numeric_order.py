"""Options that are numbers do not stand in order.

Why: Numbers out of order make the learner search instead of think (Haladyna, Downing and Rodriguez 2002,
guideline 21). Shuffling has the same effect, so numeric options also need `shuffle: false`.

Bad:
    stem: In which year did the first manual appear?
    shuffle: false
    options:
      - id: a
        text: "1984"
        key: true
      - id: b
        text: »"1974"
      - id: c
        text: "2000"

Good:
    stem: In which year did the first manual appear?
    shuffle: false
    options:
      - id: a
        text: "1974"
      - id: b
        text: "1984"
        key: true
      - id: c
        text: "2000"

Fix: Put the options in ascending order and write `shuffle: false`.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W004"

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def check(item: ItemView) -> Iterator[Finding]:
    """Yield the first option out of order where all are one number in the same words."""
    if len(item.options) < 3 or not _NUMBER.search(item.options[0].text):
        return
    found = [_NUMBER.findall(option.text) for option in item.options]
    rest = {_NUMBER.sub("#", option.text).casefold() for option in item.options}
    if any(len(numbers) != 1 for numbers in found) or len(rest) != 1:
        return
    values = [float(numbers[0]) for numbers in found]
    if values in (sorted(values), sorted(values, reverse=True)):
        if item.item.get("shuffle", True):
            yield item.at(
                "options",
                CODE,
                "numeric options are shuffled",
                help="write `shuffle: false` to keep them in order",
            )
        return
    wrong = next(index for index in range(1, len(values)) if values[index] < values[index - 1])
    yield item.at_option(
        item.options[wrong],
        CODE,
        "the numeric options are not in order",
        help="put them in ascending order",
    )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
