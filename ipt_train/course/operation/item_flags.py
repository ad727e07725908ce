"""What stands out about an item, in words that say what to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipt_train.bank.core.model import Choice, Item
from ipt_train.course.cohort.dif import GroupDifference
from ipt_train.course.cohort.estimate import Estimate
from ipt_train.course.cohort.option import OptionUse

WEAK = 0.2
"""Item-rest correlation that items should reach: a convention (Ebel and Frisbie 1991)."""

EASY = 0.95
HARD = 0.3
"""Facility beyond which an item tells little: conventions."""

BLANK = 0.05
"""Share of blank answers above which something may keep people from answering: a convention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One thing that stands out.

    Attributes:
        code: A short name that stays the same.
        words: What it is and what to look at, one sentence without a full stop.
    """

    code: str
    words: str


def flags_of(
    known: Item | None,
    revision: int,
    facility: Estimate,
    item_rest: Estimate,
    blank: Estimate,
    options: Sequence[OptionUse],
    difference: GroupDifference | None,
) -> tuple[Flag, ...]:
    """Return what stands out, most urgent first.

    Args:
        known: The item, if the banks hold it.
        revision: The revision that was answered.
        facility: Mean share of the marks.
        item_rest: Correlation with the rest of the paper.
        blank: Share of blank answers.
        options: How options were used.
        difference: A comparison of groups, if there is one.
    """
    found = [
        *_discrimination(item_rest, options),
        *_facility(known, facility, blank),
        *_distractors(options),
        *_groups(difference),
    ]
    if known is None:
        found.append(Flag(code="unknown-item", words="the banks do not hold this item"))
    elif known.revision != revision:
        words = f"revision {revision} was answered; the banks have revision {known.revision}"
        found.append(Flag(code="other-revision", words=words))
    short = [one for one in (facility, item_rest) if one.why.startswith("too few")]
    if short:
        found.append(Flag(code="too-few", words=short[0].why))
    return tuple(found)


def _discrimination(item_rest: Estimate, options: Sequence[OptionUse]) -> Iterator[Flag]:
    if item_rest.high is not None and item_rest.high < 0:
        yield Flag(
            code="against-the-rest",
            words="people with high totals do worse on it than others: look at the key first",
        )
    elif item_rest.high is not None and item_rest.high < WEAK:
        yield Flag(code="weak", words="it hardly tells high totals from low ones")
    for one in options:
        low, high = one.item_rest.low, one.item_rest.high
        if one.option and not one.key and low is not None and low > 0:
            yield Flag(
                code="tempting-distractor",
                words=f"option {one.option} is chosen by people with high totals: can it be defended?",
            )
        if one.key and high is not None and high < 0 and sum(each.key for each in options) > 1:
            yield Flag(
                code="avoided-key",
                words=f"option {one.option}, a key, is chosen by people with low totals",
            )


def _facility(known: Item | None, facility: Estimate, blank: Estimate) -> Iterator[Flag]:
    guess = 0.0
    if known and isinstance(known.interaction, Choice) and not known.interaction.multiple:
        guess = 1 / len(known.interaction.options)
    if facility.high is not None and facility.high < guess:
        words = "fewer people are right than by blind guessing: a misconception, or a wrong key"
        yield Flag(code="below-guessing", words=words)
    elif facility.high is not None and facility.high < HARD:
        yield Flag(code="hard", words="very few are right")
    if facility.low is not None and facility.low > EASY:
        yield Flag(code="easy", words="nearly everyone is right, so it tells nobody apart")
    if blank.low is not None and blank.low > BLANK:
        yield Flag(
            code="left-blank", words="many leave it blank: time, wording or place in the paper"
        )


def _distractors(options: Sequence[OptionUse]) -> Iterator[Flag]:
    idle = [one.option for one in options if one.functioning is False and one.sure]
    if idle:
        names = ", ".join(idle)
        yield Flag(code="idle-distractor", words=f"hardly anyone chooses option {names}")


def _groups(difference: GroupDifference | None) -> Iterator[Flag]:
    if difference and difference.ets_class in ("B", "C") and difference.delta.value is not None:
        harder = "focal" if difference.delta.value < 0 else "reference"
        yield Flag(
            code="group-difference",
            words=f"at equal totals it is harder for the {harder} group (class"
            f" {difference.ets_class}): read it for what only one group can know",
        )
