"""Options that are numbers do not stand in order.

Why: Numbers out of order make the learner search instead of think (Haladyna, Downing and Rodriguez 2002,
guideline 21). Up and down are both in order. Amounts are read with their units, currencies, thousands separators
and signs, as ranges, shares, fractions, powers, dates, times of day and words ("twelve"); a "none of the above" at
the end does not count. Shuffling has the same effect as disorder, so numeric options also need `shuffle: false`.

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

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.quantity import in_one_unit, quantity
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W004"

FEWEST = 3


def check(item: ItemView) -> Iterator[Finding]:
    """Yield the first option out of order where all, a last "none of the above" apart, are quantities."""
    if len(item.options) < FEWEST or not quantity(item.options[0].text):
        return
    amounts = [quantity(option.text) for option in item.options]
    while amounts[-1] is None and len(amounts) > FEWEST:
        amounts.pop()
    values = in_one_unit([each for each in amounts if each])
    if values is None or len(values) < len(amounts):
        return
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
