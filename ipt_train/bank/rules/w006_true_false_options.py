"""True, false, yes and no are the options of a choice.

Why: A choice between true and false is a true-false item in disguise: half is right by chance, and only one
idea gets a rationale (National Board of Medical Examiners item-writing guide). The type true-false says what it is.

Bad:
    stem: Does IPT claim that a dispute causes depression?
    options:
      - id: a
        text: »Yes
      - id: b
        text: No
        key: true

Good:
    stem: What does IPT say of a dispute and depression?
    options:
      - id: a
        text: The dispute causes the depression
      - id: b
        text: Each can affect the other
        key: true
      - id: c
        text: The depression causes the dispute

Fix: Use type true-false, or ask what is true instead of whether.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.catch_all import plain
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W006"

LONGEST = 30
_VERDICT = re.compile(
    r"(?:(?:it|that|this) is )?(?:true|false|yes|no|right|wrong|correct|incorrect|t|f)"
    r"|(?:yes|no), (?:he|she|it|they|one|you|we|there) \w+(?: not)?"
)
_UNSURE = re.compile(
    r"not sure|unsure|i (?:do not|don['’]t) know|do not know|maybe|perhaps|cannot (?:say|tell)|not given|sometimes"
)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield the first option of a choice that is only between true and false, or not to know."""
    if not item.options or len(item.options[0].text) > LONGEST:
        return
    texts = [plain(option.text) for option in item.options]
    verdicts = sum(bool(_VERDICT.fullmatch(text)) for text in texts)
    unsure = sum(bool(_UNSURE.fullmatch(text)) for text in texts)
    if len(set(texts)) > 1 < verdicts and verdicts + unsure == len(texts) and unsure < 2:
        yield item.at_option(
            item.options[0],
            CODE,
            "the options are only true and false",
            help="use type true-false, or ask what is true",
        )


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
