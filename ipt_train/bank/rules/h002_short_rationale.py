"""A rationale has fewer than three words.

Why: "Wrong." does not teach (house rule).

Bad:
    stem: Who led the project from which IPT grew?
    options:
      - id: a
        text: Gerald Klerman
        key: true
        rationale: He headed the group.
      - id: b
        text: Aaron Beck
        rationale: »Wrong.
      - id: c
        text: John Bowlby
        rationale: His attachment theory is a source of IPT.

Good:
    stem: Who led the project from which IPT grew?
    options:
      - id: a
        text: Gerald Klerman
        key: true
        rationale: He headed the group.
      - id: b
        text: Aaron Beck
        rationale: He made cognitive therapy at the same time.
      - id: c
        text: John Bowlby
        rationale: His attachment theory is a source of IPT.

Fix: Say why someone would choose it and why it is right or wrong.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, parts_of
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "H002"

WORDS = 3


def check(item: ItemView) -> Iterator[Finding]:
    """Yield rationales that are too short to teach."""
    for name in ("options", "sequence", "prompts", "gaps", "anticipated"):
        for index, part in parts_of(item.item, name):
            rationale = part.get("rationale")
            if isinstance(rationale, str) and len(rationale.split(None, WORDS)) < WORDS:
                yield item.put(
                    part.value_places["rationale"],
                    (name, index, "rationale"),
                    CODE,
                    "the rationale is too short to teach",
                    help="say why it tempts and why it is right or wrong",
                )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    explanation=__doc__,
    check=check,
)
