"""The stem does not say what is asked.

Why: A stem such as "Which is true?" turns an item into several true-false items; nobody can answer it before
reading every option (Haladyna, Downing and Rodriguez 2002, guidelines 14 and 15).

Bad:
    stem: »Which of the following is true?
    options:
      - id: a
        text: IPT is open-ended
      - id: b
        text: IPT is time-limited
        key: true
      - id: c
        text: IPT is given in groups only

Good:
    stem: How long does acute IPT usually last?
    options:
      - id: a
        text: As long as the client wishes
      - id: b
        text: Twelve to sixteen weekly sessions
        key: true
      - id: c
        text: A single session

Fix: Say in the stem what the learner is to decide.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W102"

_EMPTY = re.compile(
    r"^(which|what)( one)?( of (the|these) (following|statements|options|these))?( statements?)? (is|are)"
    r"( (true|correct|right|accurate))?( (of|about|for) (ipt|interpersonal psychotherapy))?\W*$",
    re.I,
)
_WORDS = 4


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem that asks nothing in particular."""
    if item.options and (_EMPTY.match(item.stem) or len(item.stem.split()) < _WORDS):
        yield item.at(
            "stem",
            CODE,
            "the stem does not say what is asked",
            help="say what the learner is to decide",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
