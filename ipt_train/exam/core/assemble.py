"""Assembling exam papers from a library, by blueprint and seed. Pure: the same in, the same out.

An exam uses single items only, never steps of a case; items whose facts are from memory are
never in it; no two of its items are of one objective; and each can be marked by its key alone.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ipt_train.bank.core.model import Item
from ipt_train.errors import AssemblyError
from ipt_train.exam.core.blueprint import domains_of, groups_of, quota_of
from ipt_train.exam.core.draw import draw, share_out
from ipt_train.exam.core.even_keys import evened
from ipt_train.exam.core.fewest import with_fewest
from ipt_train.exam.core.group import meet, short_of
from ipt_train.exam.core.passed_over import with_reasons
from ipt_train.exam.core.quota import Cell, Quota, Table, lack, tables
from ipt_train.exam.core.shown_order import question
from ipt_train.exam.core.supply import one_domain, room_of, supply_of
from ipt_train.study.core.presentation import Presentation
from ipt_train.vocabulary import Certainty, ItemType, Level

MARKED_BY_KEY = frozenset(
    {
        ItemType.SINGLE_BEST_ANSWER,
        ItemType.MULTIPLE_RESPONSE,
        ItemType.TRUE_FALSE,
        ItemType.NUMERICAL,
        ItemType.ORDERING,
        ItemType.MATCHING,
    }
)
"""Types whose marks need nobody to read a text: what is typed may be right in words not foreseen."""

_SAFE = frozenset({Certainty.VERIFIED, Certainty.PARTLY_VERIFIED})
_LARGEST_FORMS = 26
_TRIED = 20
"""So many tables are tried for one with fewer items that are to be avoided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """One form of a paper: its letter, and its questions in the order in which they are asked."""

    name: str
    questions: tuple[Presentation, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, in order."""
        return tuple(question.item for question in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A paper in parallel forms.

    Attributes:
        forms: The forms A, B, ...
        table: Items of each domain and level, the same in every form.
        shared: Items that stand in more than one form, since there are not enough.
        repeated: Items that were to be avoided and could not be.
        pool: How many items could be used.
        seed: The seed that chose and ordered them.
    """

    forms: tuple[PaperForm, ...]
    table: Table
    shared: tuple[str, ...]
    repeated: tuple[str, ...]
    pool: int
    seed: int


def eligible(
    items: Iterable[Item],
    *,
    certainty: Collection[str] = _SAFE,
    types: Collection[ItemType] = MARKED_BY_KEY,
    exclude: Collection[str] = (),
) -> list[Item]:
    """Return the items that an exam may use, by id: no steps of cases and no warm-ups.

    Args:
        items: Items of a library.
        certainty: How their facts must have been checked; from-memory is refused whatever is said.
        types: Their types.
        exclude: Ids of items that are not wanted, such as those of an earlier exam.
    """
    allowed = _SAFE & {Certainty(one) for one in certainty}
    return sorted(
        (
            item
            for item in items
            if item.vignette is None
            and not item.warm_up
            and item.certainty in allowed
            and item.type in types
            and item.id not in exclude
        ),
        key=lambda item: item.id,
    )


def assemble(
    items: Iterable[Item],
    *,
    seed: int,
    blueprint: Mapping[str, Any] | None = None,
    length: int | None = None,
    forms: int = 1,
    types: Collection[ItemType] = MARKED_BY_KEY,
    exclude: Collection[str] = (),
    avoid: Collection[str] = (),
) -> Assembly:
    """Assemble parallel forms of a paper.

    Args:
        items: Items of a library (``library.items()``), in any order.
        seed: Chooses and orders items and options.
        blueprint: A checked blueprint. Its counts by domain are met exactly, what its ``length``
            leaves over is spread by supply; its counts and shares of levels, competencies and
            tags are bounds that every form is within.
        length: Items a form. Without a blueprint they are spread over the domains by supply;
            with one its counts are scaled if they differ.
        forms: Number of parallel forms, 1-26; disjoint if the pool allows it, else they share as
            few items as possible.
        types: Types of items.
        exclude: Ids of items that are not wanted.
        avoid: Ids of items that are used only where others do not suffice, even if forms share
            items, and then as few as possible.

    Raises:
        AssemblyError: There are not enough items; the message names each cell that lacks some.
    """
    if not 1 <= forms <= _LARGEST_FORMS:
        raise AssemblyError(f"{forms} forms cannot be made", hint="ask for 1 to 26")
    plan, items = blueprint or {}, list(items)
    pool = eligible(items, certainty=plan.get("certainty", _SAFE), types=types, exclude=exclude)
    chance = random.Random(f"ipt-train paper\x1f{seed}")
    chance.shuffle(pool)
    try:
        table, papers = _least_repeated(pool, plan, length, forms, frozenset(avoid), seed)
    except AssemblyError as error:
        raise with_reasons(error, items, pool, types) from None
    made = []
    for number, chosen in enumerate(papers):
        chance.shuffle(chosen)
        name = chr(ord("A") + number)
        made.append(
            PaperForm(name=name, questions=tuple(question(item, seed, name) for item in chosen))
        )
    uses = Counter(str(item.id) for form in made for item in form.items)
    return Assembly(
        forms=tuple(made),
        table={cell: count for cell, count in table.items() if count},
        shared=tuple(sorted(name for name, count in uses.items() if count > 1)),
        repeated=tuple(sorted(name for name in uses if name in avoid)),
        pool=len(pool),
        seed=seed,
    )


def _least_repeated(
    pool: Sequence[Item],
    plan: Mapping[str, Any],
    length: int | None,
    forms: int,
    avoid: frozenset[str],
    seed: int,
) -> tuple[Table, list[list[Item]]]:
    """Return a table and the items of each form, without the items to be avoided where that can be.

    An item that a person met in another exam tells less of them than one that their neighbour's form
    has too, so forms share items before exams do.
    """
    others = [item for item in pool if item.id not in avoid]
    again = [item for item in pool if item.id in avoid]
    last = frozenset(str(item.id) for item in again)
    ways = [False] if forms == 1 else [False, True]
    if again:
        for shared in ways:
            with suppress(AssemblyError):
                return _papers(others, plan, length, forms, seed, shared=shared)
    for shared in ways[:-1]:
        with suppress(AssemblyError):
            return _papers([*others, *again], plan, length, forms, seed, last, shared=shared)
    return _papers([*others, *again], plan, length, forms, seed, last, shared=ways[-1])


def _papers(
    pool: Sequence[Item],
    plan: Mapping[str, Any],
    length: int | None,
    forms: int,
    seed: int,
    avoid: frozenset[str] = frozenset(),
    *,
    shared: bool,
) -> tuple[Table, list[list[Item]]]:
    """Return the first table that the pool can fill, and the items of each form.

    Where items are to be avoided it is the table with the fewest of them, of so many as are tried.
    """
    wanted = domains_of(plan, length)
    reuse = 1 if shared else forms
    quota = quota_of(plan, wanted, room_of(one_domain(pool, wanted), reuse), length)
    groups = groups_of(plan, quota.length)
    short = short_of(pool, groups, reuse)
    if short:
        raise AssemblyError.lacking(short)
    lacks: list[str] = []
    best: tuple[Table, list[list[Item]]] | None = None
    for table in _tables(quota, pool, reuse, avoid):
        drawn = draw(table, evened(pool, table, forms=forms, seed=seed), forms, shared=shared)
        if _poor(table, drawn, forms):
            drawn = draw(table, pool, forms, shared=shared)
        poor = _poor(table, drawn, forms)
        if avoid and not poor:
            drawn = with_fewest(drawn, pool, forms, avoid, shared=shared)
        papers = [] if poor else meet(share_out(drawn, forms), pool, groups, shared=shared)
        if papers and not avoid:
            return table, papers
        if papers and (best is None or _repeated(papers, avoid) < _repeated(best[1], avoid)):
            best = table, papers
        lacks = lacks or _lacks(table, drawn, poor, forms) or [group.unfit() for group in groups]
    if best is not None:
        return best
    raise AssemblyError.lacking(lacks)


def _poor(table: Table, drawn: Mapping[Cell, Sequence[Item]], forms: int) -> list[Cell]:
    """Return the cells for which too few items were drawn."""
    return [cell for cell in table if len(drawn[cell]) < forms * table[cell]]


def _tables(
    quota: Quota, pool: Sequence[Item], reuse: int, avoid: frozenset[str]
) -> Iterator[Table]:
    """Yield tables to try; where items are to be avoided, first those that other items fill best."""
    supply = supply_of(pool, reuse)
    if not avoid:
        yield from tables(quota, supply)
        return
    others = supply_of([item for item in pool if item.id not in avoid], reuse)
    narrow = _narrowed(quota, others, supply)
    with suppress(AssemblyError):
        yield from islice(tables(quota, narrow), _TRIED)
    yield from islice(tables(quota, supply), _TRIED)


def _narrowed(quota: Quota, others: Counter[Cell], supply: Counter[Cell]) -> Counter[Cell]:
    """Return a supply of other items, with as many of those to be avoided as each domain lacks."""
    narrow = Counter(others)
    for domain, wanted in quota.domains.items():
        cells = [(domain, level) for level in Level]
        for _ in range(wanted - sum(narrow[cell] for cell in cells)):
            cell = max(cells, key=lambda cell: supply[cell] - narrow[cell])
            narrow[cell] += supply[cell] > narrow[cell]
    return narrow


def _repeated(papers: Sequence[Sequence[Item]], avoid: frozenset[str]) -> int:
    """Count the items to be avoided that stand in papers."""
    return len({item.id for paper in papers for item in paper if item.id in avoid})


def _lacks(
    table: Table, drawn: Mapping[Cell, Sequence[Item]], poor: Sequence[Cell], forms: int
) -> list[str]:
    """Say of each poor cell how many items it lacks."""
    return [
        lack(f"{domain} at {level}", table[domain, level], len(drawn[domain, level]) // forms)
        for domain, level in poor
    ]
