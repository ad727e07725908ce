"""An item is called verified although every work it cites is known from memory only.

Why: What was never seen cannot verify anything (house rule). `certainty` may be lower than that of the sources.

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
    references: [R06]
    certainty: »verified

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
    references: [R06]
    certainty: from-memory

Fix: Lower the certainty, or cite a work that was seen.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "H003"


def check(item: ItemView) -> Iterator[Finding]:
    """Yield items whose certainty is above that of all their sources."""
    known = [
        item.verification[name]
        for name in _names(item.item.get("references"))
        if name in item.verification
    ]
    if item.item.get("certainty") == "verified" and known and set(known) == {"from-memory"}:
        yield item.at(
            "certainty",
            CODE,
            "verified, but every work cited is known from memory only",
            help="lower the certainty, or cite a work that was seen",
        )


def _names(references: object) -> list[str]:
    return (
        [one for one in references if isinstance(one, str)] if isinstance(references, list) else []
    )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    explanation=__doc__,
    check=check,
)
