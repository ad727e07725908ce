"""The question asks what is not so.

Why: Learners miss the "not", and who knows three true statements has not shown that the false one is known
(Haladyna, Downing and Rodriguez 2002, guideline 17). Only the question itself counts; what a client says in
the stem may hold any word.

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

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W101"

_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_ASKS = re.compile(
    r"\b(which|what|who)\b.*?(\bnot\b|n't\b|\bexcept\b|\bincorrect\b|\bleast\b)", re.I
)
_TRUE_OR_FALSE = re.compile(r"\b(true or false|or not)\b", re.I)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem whose question is negative."""
    if not item.options or not item.mentions("not", "n't", "except", "incorrect", "least"):
        return
    question = _TRUE_OR_FALSE.sub("", _QUOTED.sub("", item.lead_in))
    if _ASKS.search(question) or re.search(r"\b(NOT|EXCEPT|LEAST)\b", question):
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
