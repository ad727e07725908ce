"""How an item is put before a learner, and how what is typed becomes a response.

Options are shuffled by a seed of item and repetition, so that the same question
at the same repetition always looks the same, and another time does not.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.core.number import read_number
from ipt_train.log.core.event import Response
from ipt_train.plural import are, counted

TRUE_FALSE = (
    Option(id="true", text="True", rationale=""),
    Option(id="false", text="False", rationale=""),
)


_TYPED = (TextEntry, NumberEntry, Cloze)
"""What is answered by typing it, and not by choosing."""


class ResponseError(ValueError):
    """What was typed is not an answer to this item; the message says what would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """One item as shown.

    Attributes:
        item: The item.
        options: What there is to choose from, in the order shown, labelled 1, 2, 3, ...
    """

    item: Item
    options: tuple[Option, ...]

    @property
    def single_key(self) -> bool:
        """Whether one key press is a whole answer."""
        interaction = self.item.interaction
        return isinstance(interaction, TrueFalse) or (
            isinstance(interaction, Choice) and not interaction.multiple
        )

    @property
    def instruction(self) -> str:
        """What to type, in a few words."""
        last = len(self.options)
        match self.item.interaction:
            case Choice(multiple=True):
                return "the numbers of all that apply, such as 1 3"
            case Choice() | TrueFalse():
                return f"1-{last}"
            case Ordering():
                return f"the {last} numbers in the right order, starting with the first"
            case Matching(prompts=prompts):
                return (
                    f"{len(prompts)} numbers, one for each of {', '.join(letters(prompts))} in turn"
                )
            case Cloze(gaps=gaps) if len(gaps) > 1:
                return f"the {counted(len(gaps), 'answer')} separated by ;"
            case NumberEntry(units=units):
                return f"a number, in {units[0]}" if units else "a number"
            case Cloze() | TextEntry():
                return "a word or a short phrase"

    def by_labels(self, text: str) -> Response:
        """Read an answer typed by the numbers on the screen.

        Raises:
            ResponseError: It is not an answer to this item.
        """
        interaction = self.item.interaction
        if isinstance(interaction, _TYPED):
            return self._texts(text)
        chosen = [self.options[number - 1].id for number in _numbers(text, len(self.options))]
        return self._checked(chosen)

    def by_ids(self, text: str) -> Response:
        """Read an answer written with option ids, as a file of answers gives it.

        Raises:
            ResponseError: It is not an answer to this item.
        """
        if isinstance(self.item.interaction, _TYPED):
            return self._texts(text)
        known = [option.id for option in self.options]
        words = text.lower().split()  # ids are small letters; spreadsheets write TRUE
        if isinstance(self.item.interaction, Matching):
            words = self._pairs(words)
        for word in words:
            if word not in known:
                raise ResponseError(
                    f"`{word}` is not an option of {self.item.id}; options are {', '.join(known)}"
                )
        return self._checked(words)

    def _pairs(self, words: Sequence[str]) -> list[str]:
        """Turn ``prompt=option`` words into options in the order of the prompts."""
        assert isinstance(self.item.interaction, Matching)
        pairs = dict(word.split("=", 1) for word in words if "=" in word)
        prompts = [prompt.id for prompt in self.item.interaction.prompts]
        if set(pairs) != set(prompts) or len(words) != len(prompts):
            raise ResponseError(f"write {' '.join(f'{one}=OPTION' for one in prompts)}")
        return [pairs[one] for one in prompts]

    def _checked(self, chosen: list[str]) -> Response:
        match self.item.interaction:
            case TrueFalse():
                if len(chosen) != 1:
                    raise ResponseError("choose true or false")
                return chosen[0] == "true"
            case Choice(multiple=False):
                if len(chosen) != 1:
                    raise ResponseError("choose one option")
                return tuple(chosen)
            case Choice():
                if not chosen or len(set(chosen)) != len(chosen):
                    raise ResponseError("choose one option or more, each once")
                return tuple(sorted(chosen))
            case Ordering(sequence=sequence):
                if len(chosen) != len(sequence) or len(set(chosen)) != len(chosen):
                    raise ResponseError(f"give all {len(sequence)}, each once")
                return tuple(chosen)
            case Matching(prompts=prompts):
                if len(chosen) != len(prompts):
                    raise ResponseError(
                        f"{are(len(prompts), 'number')} needed, one for each prompt"
                    )
                return {prompt.id: one for prompt, one in zip(prompts, chosen, strict=True)}
            case _:
                raise AssertionError("texts are read elsewhere")

    def _texts(self, text: str) -> Response:
        if isinstance(self.item.interaction, NumberEntry):
            return _number(text, self.item.interaction.units)
        if isinstance(self.item.interaction, TextEntry):
            if not text.strip():
                raise ResponseError("type an answer")
            return text.strip()
        assert isinstance(self.item.interaction, Cloze)
        gaps = self.item.interaction.gaps
        parts = [part.strip() for part in text.split(";")]
        if len(parts) != len(gaps) or not all(parts):
            raise ResponseError(
                f"{are(len(gaps), 'answer')} needed, separated by ;"
                if len(gaps) > 1
                else "type an answer"
            )
        return {gap.id: part for gap, part in zip(gaps, parts, strict=True)}


def present(item: Item, repetition: int) -> Presentation:
    """Return an item as it is shown at its n-th repetition (from 0)."""
    match item.interaction:
        case Choice(options=options, shuffle=False):
            return Presentation(item=item, options=options)
        case TrueFalse():
            return Presentation(item=item, options=TRUE_FALSE)
        case Choice(options=options) | Matching(options=options):
            return Presentation(item=item, options=_shuffled(options, item, repetition))
        case Ordering(sequence=sequence):
            shuffled = _shuffled(sequence, item, repetition)
            if shuffled == sequence:  # an order that is already right would ask for nothing
                shuffled = (*sequence[1:], sequence[0])
            return Presentation(item=item, options=shuffled)
        case _:
            return Presentation(item=item, options=())


def letters(rows: Sequence[object]) -> list[str]:
    """Return the labels of rows: a, b, c, ..."""
    return [chr(ord("a") + index) for index in range(len(rows))]


def _shuffled(options: tuple[Option, ...], item: Item, repetition: int) -> tuple[Option, ...]:
    order = list(options)
    random.Random(f"{item.id}\x1f{repetition}").shuffle(order)
    return tuple(order)


def _number(text: str, units: tuple[str, ...]) -> str:
    """Return a typed number as it stands; with a unit where the question has one."""
    try:
        _, unit = read_number(text)
    except ValueError as error:
        raise ResponseError(str(error)) from None
    if unit and not units:
        raise ResponseError("type only the number")
    return text.strip()


def _numbers(text: str, last: int) -> list[int]:
    """Read ``1 3``, ``1,3`` or ``13`` as numbers from 1 to ``last`` (at most 9)."""
    compact = re.sub(r"[\s,;]+", "", text)
    if not compact.isascii() or not compact.isdigit():
        raise ResponseError(f"type a number from 1 to {last}")
    numbers = [int(digit) for digit in compact]
    if not all(1 <= number <= last for number in numbers):
        raise ResponseError(f"the numbers go from 1 to {last}")
    return numbers
