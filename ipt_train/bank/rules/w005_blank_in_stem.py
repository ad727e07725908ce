"""The stem has a blank to fill.

Why: A sentence with a hole makes the learner hold the options in mind to read it; a question can be
answered before they are seen (Haladyna, Downing and Rodriguez 2002, guideline 9). Gaps belong into cloze items.
A blank at the very end is an unfinished sentence, which W105 finds.

Bad:
    stem: »The four problem areas are grief, disputes, ____ and sensitivities.
    options:
      - id: a
        text: deficits
        key: true
      - id: b
        text: beliefs
      - id: c
        text: habits

Good:
    stem: Which is the fourth problem area beside grief, disputes and transitions?
    options:
      - id: a
        text: Deficits
        key: true
      - id: b
        text: Beliefs
      - id: c
        text: Habits

Fix: Ask a full question, or use type cloze.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.blank import has_blank
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W005"

_TASK = re.compile(
    r"\bfill in the (?:blank|gap)|\bcomplete the (?:following )?sentence(?! that| of)", re.I
)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem with a blank before other words, or with the order to fill one."""
    if not item.options:
        return
    ordered = item.mentions("blank", "sentence", "gap") and _TASK.search(item.stem)
    if ordered or has_blank(item.stem):
        yield item.at(
            "stem",
            CODE,
            "the stem has a blank to fill",
            help="ask a full question, or use type cloze",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
