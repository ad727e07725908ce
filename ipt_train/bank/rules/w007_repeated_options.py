"""Two options say the same.

Why: Two equal options are both right or both wrong, so the item has an option less than it seems, or two keys;
more than one correct answer is the most damaging flaw of all (Schmucker and Moore 2025).

Bad:
    stem: Who led the project from which IPT grew?
    options:
      - id: a
        text: Gerald Klerman
        key: true
      - id: b
        text: Aaron Beck
      - id: c
        text: »aaron beck.

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

Fix: Replace one of the two.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W007"


def check(item: ItemView) -> Iterator[Finding]:
    """Yield options that repeat an earlier one, but for case, spacing and a full stop."""
    seen: dict[str, str] = {}
    for option in item.options:
        plain = option.text.casefold().rstrip(". ")
        if plain in seen:
            yield item.at_option(
                option,
                CODE,
                f"option {option.id} says the same as option {seen[plain]}",
                help="replace one of the two",
            )
        seen.setdefault(plain, option.id)


RULE = ItemRule(
    code=CODE,
    severity=Severity.ERROR,
    language="en",
    explanation=__doc__,
    check=check,
)
