"""Two options have the same rationale.

Why: A rationale says why this option tempts and what is wrong with it; one that fits two options says neither
(house rule).

Bad:
    stem: Who led the project from which IPT grew?
    options:
      - id: a
        text: Gerald Klerman
        key: true
        rationale: He headed the group.
      - id: b
        text: Aaron Beck
        rationale: He did other work.
      - id: c
        text: John Bowlby
        rationale: »He did other work.

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

Fix: Say what is particular to each option.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, parts_of
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "H001"


def check(item: ItemView) -> Iterator[Finding]:
    """Yield rationales that repeat an earlier one."""
    seen: dict[str, str] = {}
    for name in ("options", "sequence", "prompts", "gaps"):
        for index, part in parts_of(item.item, name):
            plain = " ".join(str(part.get("rationale", "")).split()).casefold()
            if not plain:
                continue
            if plain in seen:
                yield item.put(
                    part.value_places["rationale"],
                    (name, index, "rationale"),
                    CODE,
                    f"{part.get('id', index)} has the same rationale as {seen[plain]}",
                    help="say what is particular to each",
                )
            seen.setdefault(plain, str(part.get("id", index)))


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    explanation=__doc__,
    check=check,
)
