"""The stem is no question.

Why: A stem that breaks off, or names no more than a topic, is understood only when every option has been read
into it, and its grammar often fits the key best. A full question, or an order such as "Calculate ...", can be
answered with the options covered (Haladyna, Downing and Rodriguez 2002, guidelines 14 and 15).

Bad:
    stem: »The aim of the first phase of IPT is to
    options:
      - id: a
        text: map what is wrong between people
        key: true
      - id: b
        text: find the core belief
      - id: c
        text: train relaxation

Good:
    stem: What is the aim of the first phase of IPT?
    options:
      - id: a
        text: To map what is wrong between people
        key: true
      - id: b
        text: To find the core belief
      - id: c
        text: To train relaxation

Fix: Ask a full question, or use type cloze for a gap.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.question import is_unfinished
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W105"


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem that neither asks a question nor sets a task."""
    if item.options and item.stem and is_unfinished(item.stem):
        yield item.at(
            "stem",
            CODE,
            "the stem is no question and sets no task",
            help="ask a full question",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    unless=("W005", "W104"),
    explanation=__doc__,
    check=check,
)
