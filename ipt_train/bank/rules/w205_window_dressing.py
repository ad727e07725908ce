"""The stem is very long although it is no case.

Why: Words that are not needed to answer cost reading time and favour fast readers (Haladyna, Downing and
Rodriguez 2002, guidelines 13 and 16). A case that needs telling belongs into a vignette. A stem of over 80
words with fewer than three figures counts; both limits are conventions of this project and are not validated.

Bad:
    stem: »>-
      Interpersonal psychotherapy is a treatment that many people have heard of and that many services now offer
      to people who come to them with low mood, poor sleep, loss of interest, loss of appetite, tiredness, guilt,
      slowness, restlessness or trouble with thinking, and which was first tested a long time ago in a study that
      also looked at a tablet, in a town on the east coast of a large country, by a group of people of several
      professions. Who led that group?
    options:
      - id: a
        text: Gerald Klerman
        key: true
      - id: b
        text: Aaron Beck
      - id: c
        text: John Bowlby

Good:
    stem: Who led the group that first tested IPT?
    options:
      - id: a
        text: Gerald Klerman
        key: true
      - id: b
        text: Aaron Beck
      - id: c
        text: John Bowlby

Fix: Cut what is not needed, or make it a vignette.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W205"

WORDS = 80
FIGURES = 3
_FIGURE = re.compile(r"\d+")


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem longer than the limit that is no case: it has no figures to work with."""
    if (count := len(item.stem.split())) > WORDS and len(_FIGURE.findall(item.stem)) < FIGURES:
        yield item.at(
            "stem",
            CODE,
            f"the stem has {count} words",
            help="cut what is not needed, or make it a vignette",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
