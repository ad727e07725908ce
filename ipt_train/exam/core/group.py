"""Groups of items, by competency or tag, of which every form of a paper must have enough.

A table of domains and levels says nothing of them, so papers are drawn first and items are then
exchanged within their cells, for others of the pool or with another form, until every bound holds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ipt_train.bank.core.model import Item
from ipt_train.exam.core.quota import lack

Papers = list[list[Item]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Least and greatest number of items that have one of some competencies or tags.

    Attributes:
        kind: What the names are of.
        names: An item belongs to the group that has one of them.
        least: Least number of its items in a paper.
        most: Greatest number.
    """

    kind: Literal["competencies", "tags"]
    names: frozenset[str]
    least: int
    most: int

    @property
    def title(self) -> str:
        """The group in words."""
        singular = {"competencies": "competency", "tags": "tag"}[self.kind]
        return f"{singular} {' or '.join(sorted(self.names))}"

    def has(self, item: Item) -> bool:
        """Return whether an item is one of the group."""
        of_item = item.competencies if self.kind == "competencies" else item.tags
        return not self.names.isdisjoint(of_item)

    def misses(self, number: int) -> int:
        """Return by how many items a number is outside the bounds."""
        return max(0, self.least - number, number - self.most)

    def unfit(self) -> str:
        """Say that there are enough items, but not where the paper has room for them."""
        return f"{self.title}: {self.least} asked for, but the numbers by domain and level leave no room for them"


def short_of(pool: Iterable[Item], groups: Sequence[Group], forms: int) -> list[str]:
    """Return, in words, each group of which the pool has not enough items.

    Args:
        pool: Usable items.
        groups: The groups.
        forms: Number of forms that have no item in common.
    """
    lacking = []
    items = list(pool)
    for group in groups:
        of = Counter(item.objective for item in items if group.has(item))
        have = sum(min(count, forms) for count in of.values()) // forms
        if have < group.least:
            lacking.append(lack(group.title, group.least, have))
    return lacking


def meet(papers: Papers, pool: Sequence[Item], groups: Sequence[Group], *, shared: bool) -> Papers:
    """Exchange items within their cells until every form is within the bounds of every group.

    Each exchange brings the papers nearer to the bounds, so the search ends. It does not try every
    choice: papers that could be had by a way through worse ones are not found.

    Args:
        papers: The items of each form; they are left as they are.
        pool: Usable items, those preferred first.
        groups: The groups.
        shared: An item may stand in more than one form.

    Returns:
        The papers, or none where the bounds cannot be met in this way.
    """
    papers = [list(paper) for paper in papers]
    while any(_outside(paper, groups) for paper in papers):
        number = next(n for n, paper in enumerate(papers) if _outside(paper, groups))
        better = next(_nearer(papers, number, pool, groups, shared=shared), None)
        if better is None:
            return []
        papers = better
    return papers


def _nearer(
    papers: Papers, number: int, pool: Sequence[Item], groups: Sequence[Group], *, shared: bool
) -> Iterator[Papers]:
    """Yield the papers after each single exchange in one form that brings all nearer to the bounds."""
    paper = papers[number]
    before = sum(_outside(each, groups) for each in papers)
    used = {item.id for each in papers for item in each}
    for place, item in enumerate(paper):
        rest = {other.objective for other in paper if other is not item}
        for new in _of_cell(pool, item):
            if new.objective in rest or new in paper or (new.id in used and not shared):
                continue
            changed = {number: _with(paper, place, new)}
            if _after(papers, changed, groups) < before:
                yield _changed(papers, changed)
        for other, theirs in enumerate(papers):
            for there, new in enumerate(theirs if other != number else ()):
                kept = {one.objective for one in theirs if one is not new}
                if (new.domain, new.level) != (item.domain, item.level):
                    continue
                if new.objective in rest or item.objective in kept:
                    continue
                changed = {number: _with(paper, place, new), other: _with(theirs, there, item)}
                if _after(papers, changed, groups) < before:
                    yield _changed(papers, changed)


def _of_cell(pool: Iterable[Item], item: Item) -> Iterator[Item]:
    return (
        other
        for other in pool
        if (other.domain, other.level) == (item.domain, item.level) and other.id != item.id
    )


def _with(paper: Sequence[Item], place: int, item: Item) -> list[Item]:
    return [*paper[:place], item, *paper[place + 1 :]]


def _changed(papers: Papers, changed: dict[int, list[Item]]) -> Papers:
    return [changed.get(number, paper) for number, paper in enumerate(papers)]


def _after(papers: Papers, changed: dict[int, list[Item]], groups: Sequence[Group]) -> int:
    return sum(_outside(paper, groups) for paper in _changed(papers, changed))


def _outside(paper: Sequence[Item], groups: Sequence[Group]) -> int:
    """Return by how many items a paper is outside the bounds of all groups together."""
    return sum(group.misses(sum(map(group.has, paper))) for group in groups)
