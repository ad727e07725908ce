"""The stem names no subject: it asks only which option is true.

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

_RIGHT = r"(?:true|false|correct|incorrect|right|wrong|accurate|inaccurate|valid|best|appropriate|suitable)"
_THING = r"(?:statements?|options?|answers?|choices?|alternatives?|responses?|sentences?|one|ones|assertions?|claims?)"
_EMPTY = re.compile(
    rf"(?:which|what)(?: {_THING})?(?: of (?:the|these|those)(?: (?:following|above|below))?(?: {_THING})?)?(?: below| above)?"
    rf"(?: (?:is(?:/are| ?\(are\))?|are|would be|seems?|best|holds?|appl(?:y|ies)|fits?|(?:do|would|can) you agree with|about (?:ipt|interpersonal psychotherapy)))*"
    rf"(?: not| never)?(?: (?:the )?(?:most |best |least |all |always )?{_RIGHT})?(?: {_THING})?"
    rf"(?: (?:of|about|for) (?:ipt|interpersonal psychotherapy))?\W*"
    rf"|(?:please |now )?(?:choose|select|pick|mark|tick|identify|find|indicate|circle|give|point out)(?: out)? (?:the|an?|one|which|what)(?: of (?:the following|these)(?: {_THING})?(?: (?:is|are))?)?"
    rf"(?: (?:most|single|one))?(?: {_RIGHT})?(?: {_THING})?(?: (?:from|of|among) (?:the following|these|those below|the options)(?: {_THING})?)?(?: below)?\W*",
    re.I,
)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem that names nothing to decide: which option is true, and no more."""
    if item.options and len(item.stem) < 90 and _EMPTY.fullmatch(item.stem):
        yield item.at(
            "stem",
            CODE,
            "the stem asks only which option is right, and names no subject",
            help="say what the learner is to decide",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
