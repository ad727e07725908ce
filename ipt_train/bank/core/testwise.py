"""How well strategies without knowledge do on a bank.

Each strategy looks at the form of an item only. Its rate is compared with chance, with a
95 % Wilson interval; a tie counts as its share.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ipt_train.bank.core.item_view import content_words
from ipt_train.bank.core.model import Choice, Item, Option
from ipt_train.figure.interval import wilson

FEW = 20
"""Below this many items a rate is called too few to say. A convention, not validated."""

_HEDGES = frozenset(
    [
        "usually",
        "often",
        "may",
        "might",
        "can",
        "could",
        "sometimes",
        "generally",
        "mostly",
        "likely",
        "tends",
        "perhaps",
        "some",
    ]
)
_ABSOLUTES = frozenset(
    [
        "always",
        "never",
        "only",
        "every",
        "all",
        "none",
        "completely",
        "must",
        "entirely",
        "cannot",
        "nothing",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """One strategy on one bank.

    Attributes:
        name: What it picks.
        hits: Items that it gets right; ties count as their share.
        items: Items on which it points to fewer than all options.
        chance: Share that guessing would get right on the same items, 0-1.
    """

    name: str
    hits: float
    items: int
    chance: float

    @property
    def rate(self) -> float | None:
        """Share right, 0-1; None below ``FEW`` items."""
        return self.hits / self.items if self.items >= FEW else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % Wilson score interval of the rate (Wilson 1927); None below ``FEW`` items."""
        return wilson(self.hits, self.items) if self.items >= FEW else None

    def record(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self) | {"rate": self.rate, "interval": self.interval}


@dataclass(frozen=True, slots=True, kw_only=True)
class Giveaway:
    """An item that several strategies get right."""

    item: str
    strategies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestwiseReport:
    """What strategies without knowledge gain on a bank.

    Attributes:
        items: Single-best-answer items looked at.
        strategies: Each strategy.
        giveaways: Items that three strategies or more get right, most first.
    """

    __test__ = False  # its name begins like that of a test

    items: int
    strategies: tuple[Strategy, ...]
    giveaways: tuple[Giveaway, ...]

    def record(self) -> dict[str, Any]:
        """Return it as plain data."""
        strategies = [one.record() for one in self.strategies]
        giveaways = [asdict(one) for one in self.giveaways]
        return {"items": self.items, "strategies": strategies, "giveaways": giveaways}


def testwise(items: Iterable[Item]) -> TestwiseReport:
    """Try every strategy on the single-best-answer items of a bank."""
    asked = [
        (item, item.interaction)
        for item in items
        if isinstance(item.interaction, Choice) and not item.interaction.multiple
    ]
    strategies = []
    right: dict[str, list[str]] = {}
    for name, score in STRATEGIES.items():
        hits = chance = 0.0
        used = 0
        for item, choice in asked:
            best = _picked(score(item, choice.options), choice.options)
            if len(best) == len(choice.options):
                continue
            used += 1
            chance += 1 / len(choice.options)
            gained = sum(option.key for option in best) / len(best)
            hits += gained
            if gained == 1:
                right.setdefault(item.id, []).append(name)
        strategies.append(
            Strategy(name=name, hits=hits, items=used, chance=chance / used if used else 0.0)
        )
    given = sorted(
        ((len(names), item) for item, names in right.items() if len(names) >= 3), reverse=True
    )
    return TestwiseReport(
        items=len(asked),
        strategies=tuple(strategies),
        giveaways=tuple(Giveaway(item=item, strategies=tuple(right[item])) for _, item in given),
    )


testwise.__test__ = False  # type: ignore[attr-defined]


def _picked(scores: Sequence[float], options: Sequence[Option]) -> list[Option]:
    top = max(scores)
    return [option for option, score in zip(options, scores, strict=True) if score == top]


Score = Callable[[Item, Sequence[Option]], list[float]]


def _length(option: Option) -> int:
    return len(" ".join(option.text.split()))


def _longest(item: Item, options: Sequence[Option]) -> list[float]:  # noqa: ARG001
    return [_length(option) for option in options]


def _shortest(item: Item, options: Sequence[Option]) -> list[float]:  # noqa: ARG001
    return [-_length(option) for option in options]


def _stem_words(item: Item, options: Sequence[Option]) -> list[float]:
    stem = content_words(item.stem)
    return [len(stem & content_words(option.text)) for option in options]


def _count(words: frozenset[str]) -> Score:
    return lambda item, options: [  # noqa: ARG005
        sum(word.strip(".,;:!?\"'") in words for word in option.text.lower().split())
        for option in options
    ]


def _fewest_absolutes(item: Item, options: Sequence[Option]) -> list[float]:
    return [-count for count in _count(_ABSOLUTES)(item, options)]


def _middle(item: Item, options: Sequence[Option]) -> list[float]:  # noqa: ARG001
    centre = (len(options) - 1) / 2
    return [-abs(index - centre) for index in range(len(options))]


def _odd_length(item: Item, options: Sequence[Option]) -> list[float]:  # noqa: ARG001
    lengths = [_length(option) for option in options]
    total = sum(lengths)
    return [abs(length - (total - length) / (len(lengths) - 1)) for length in lengths]


STRATEGIES: dict[str, Score] = {
    "longest option": _longest,
    "shortest option": _shortest,
    "most words of the stem": _stem_words,
    "most hedged": _count(_HEDGES),
    "fewest absolute words": _fewest_absolutes,
    "middle position as written": _middle,
    "odd one out by length": _odd_length,
}
