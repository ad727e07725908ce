"""An item is still a draft.

Why: A draft was not yet answered blind by someone else nor compared with its sources (house rule). Off unless
asked for, for banks about to be released.

Bad:
    stem: Who led the project from which IPT grew?
    options:
      - id: a
        text: Gerald Klerman
        key: true
      - id: b
        text: Aaron Beck
      - id: c
        text: John Bowlby
    status: »draft

Good:
    stem: Who led the project from which IPT grew?
    options:
      - id: a
        text: Gerald Klerman
        key: true
      - id: b
        text: Aaron Beck
      - id: c
        text: John Bowlby
    status: reviewed

Fix: Have it reviewed and raise its status.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "H004"


def check(item: ItemView) -> Iterator[Finding]:
    """Yield items whose status is draft."""
    if item.item.get("status") == "draft":
        yield item.at("status", CODE, "the item is still a draft")


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    explanation=__doc__,
    check=check,
)
