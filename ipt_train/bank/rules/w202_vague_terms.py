"""An option says "usually", "often" or the like.

Why: People understand such words differently, so whether an option is right becomes a matter of taste
(Case and Swanson 2002).

Bad:
    stem: How long does acute IPT last?
    options:
      - id: a
        text: »Usually quite a few sessions
        key: true
      - id: b
        text: A year
      - id: c
        text: One session

Good:
    stem: How long does acute IPT last in the first manuals?
    options:
      - id: a
        text: Twelve to sixteen sessions
        key: true
      - id: b
        text: A year
      - id: c
        text: One session

Fix: Name the number, the source or the condition.
"""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W202"

_VAGUE = {
    "usually",
    "often",
    "frequently",
    "rarely",
    "generally",
    "sometimes",
    "occasionally",
    "commonly",
    "typically",
}


def check(item: ItemView) -> Iterator[Finding]:
    """Yield options with a vague word of frequency."""
    for option in item.options:
        if found := _VAGUE & set(option.words):
            yield item.at_option(
                option, CODE, f"`{min(found)}` means different things to different people"
            )


RULE = ItemRule(
    code=CODE,
    severity=Severity.INFO,
    default=False,
    language="en",
    explanation=__doc__,
    check=check,
)
