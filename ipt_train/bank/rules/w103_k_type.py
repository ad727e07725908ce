"""Options combine the labels of a list (K-type).

Why: "I and III only" tests juggling more than knowledge and is answered from part of the list
(Haladyna, Downing and Rodriguez 2002, guideline 9). Labels of a list in the stem count, letters of other
options ("both A and B"), and pairs of verdicts ("true, false") on several statements. Where an option names all
others it is W002 alone.

Bad:
    stem: "Which belong to the initial phase? I inventory, II formulation, III termination"
    options:
      - id: a
        text: »I and II only
        key: true
      - id: b
        text: I and III only
      - id: c
        text: II and III only

Good:
    stem: Which two tasks belong to the initial phase?
    options:
      - id: a
        text: The inventory and the formulation
        key: true
      - id: b
        text: The inventory and the farewell
      - id: c
        text: The formulation and the farewell

Fix: Use type multiple-response.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView, OptionView
from ipt_train.bank.rules.catch_all import (
    combination,
    letter,
    names_all_others,
    names_letters,
    names_numbers,
    plain,
)
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W103"

_TRUTH = r"(?:true|false|t|f|yes|no|right|wrong|correct|incorrect)"
_VERDICTS = re.compile(rf"{_TRUTH}(?:[\s,;:/&-]+(?:and\s+)?{_TRUTH})+")
_VERDICT_WORDS = (
    "true",
    "false",
    "correct",
    "right",
    "wrong",
    "valid",
    "\nyes",
    "\nno",
    ": yes",
    ": no",
    "\nt",
    "\nf",
)
_NAMED = re.compile(rf"(?:[\w ]{{1,20}}: ?{_TRUTH}[;,. ]*(?:and )?){{2,}}")
_STATEMENT = r"(?:statements?|assertions?|reasons?|propositions?|conclusions?|claims?)"
_JUDGED = re.compile(
    rf"(?:only |both |neither |either |the |all |of |first |second |last )*(?:{_STATEMENT}|both|neither)\b.{{0,16}}\b(?:is|are)\b(?: \w+)?"
    rf" (?:true|false|right|wrong|correct|incorrect|valid)\b.*"
)
_LISTED = {
    "1": re.compile(r"(?<![\d.])\(?[12][).:]?\s\D"),
    "a": re.compile(r"(?:^|[\s(])[ab][).:]\s", re.I),
    "p": re.compile(r"(?:^|[\s(])[pq][).:]\s", re.I),
}


def check(item: ItemView) -> Iterator[Finding]:
    """Yield the first option that combines labels, of the stem's list or of other options."""
    if combined := _combined(item) or _judged(item):
        yield item.at_option(
            combined,
            CODE,
            "options combine the labels of a list",
            help="use type multiple-response",
        )


def _combined(item: ItemView) -> OptionView | None:
    """Return the first option made only of labels, where it is sure that they are labels."""
    parsed = [(option, combination(option.text)) for option in item.options]
    named = [(option, each) for option, each in parsed if each]
    if not named:
        return None
    several = [(option, each) for option, each in named if len(each.labels) > 1 or each.marked]
    if not any(len(each.labels) > 1 for _, each in several) and len(several) < 2:
        return None
    others = {letter(option) for option in item.options if not names_letters(option)}
    if sum(map(names_numbers, item.options)) == len(several):
        others |= {str(option.index + 1) for option in item.options if not names_numbers(option)}
    for option, each in several:
        if (
            len(each.labels) > 1
            and set(each.labels) <= others
            and not names_all_others(item, option)
        ):
            return option
    if len(named) > 1 and _labels_of_a_list(
        item, [each.labels for _, each in named], any(each.marked for _, each in several)
    ):
        return several[0][0]
    return None


def _labels_of_a_list(item: ItemView, labels: list[tuple[str, ...]], marked: bool) -> bool:
    """Whether labels stand for the entries of a list in the stem, and are no numbers or letters."""
    every = {label for group in labels for label in group}
    if every <= set("ivx") | {"ii", "iii", "iv", "vi", "vii", "viii", "ix"}:
        return any(len(label) > 1 for label in every)
    family = next((first for first, all_ in _FAMILIES.items() if every <= set(all_)), "")
    return bool(family) and (
        (marked and family in every) or len(_LISTED[family].findall(item.stem)) > 1
    )


_FAMILIES = {"1": "123456789", "a": "abcdefgh", "p": "pqrs"}


def _judged(item: ItemView) -> OptionView | None:
    """Return the first option that judges several statements at once, where another does so too."""
    if not item.mentions(*_VERDICT_WORDS):
        return None
    words = [(option, plain(option.text)) for option in item.options]
    judged = [
        option
        for option, text in words
        if _VERDICTS.fullmatch(text) or _NAMED.fullmatch(text) or _JUDGED.fullmatch(text)
    ]
    return judged[0] if len(judged) > 1 else None


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
