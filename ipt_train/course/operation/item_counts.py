"""Counts of an exam's items over all its forms: what can be said of a class of any size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipt_train.course.operation.item_analysis import ItemAnalysis
from ipt_train.course.operation.item_figures import ItemFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCount:
    """How often one item was right, over all forms.

    Attributes:
        item: Its id.
        revision: The revision that was answered.
        stem: Its stem; "" if the banks do not hold it.
        places: Letter of each form and number on it, such as ``A3``; without numbers where the
            papers are not there.
        n: Answers, blank ones too.
        right: Those that earned full marks.
        partly: Those that earned some.
        blanks: Those left blank.
    """

    item: str
    revision: int
    stem: str
    places: tuple[str, ...]
    n: int
    right: int
    partly: int
    blanks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamCounts:
    """Counts of the items of one exam.

    Attributes:
        exam: Its id.
        sittings: Sittings that were counted, by the letter of the form.
        items: Its items: those that the smallest share had right first.
    """

    exam: str
    sittings: Mapping[str, int]
    items: tuple[ItemCount, ...]


def exam_counts(papers: Sequence[ItemAnalysis]) -> tuple[ExamCounts, ...]:
    """Return counts of the items of every exam, in the order of the papers.

    Args:
        papers: The analyses of its forms; a paper is named by its exam and the letter of its form.
    """
    exams: dict[str, dict[str, ItemAnalysis]] = {}
    for paper in papers:
        exam, _, form = paper.paper.rpartition("-")
        exams.setdefault(exam, {})[form] = paper
    return tuple(_counts(exam, forms) for exam, forms in exams.items())


def _counts(exam: str, forms: Mapping[str, ItemAnalysis]) -> ExamCounts:
    by_item: dict[tuple[str, int], dict[str, ItemFigures]] = {}
    for form, paper in sorted(forms.items()):
        for figures in paper.items:
            by_item.setdefault((figures.item, figures.revision), {})[form] = figures
    counts = [_count(asked) for asked in by_item.values()]
    return ExamCounts(
        exam=exam,
        sittings={form: paper.sittings for form, paper in sorted(forms.items())},
        items=tuple(sorted(counts, key=lambda count: (count.right / count.n, _order(count)))),
    )


def _count(asked: Mapping[str, ItemFigures]) -> ItemCount:
    first = next(iter(asked.values()))
    return ItemCount(
        item=first.item,
        revision=first.revision,
        stem=first.stem,
        places=tuple(f"{form}{figures.place or ''}" for form, figures in asked.items()),
        n=sum(figures.n for figures in asked.values()),
        right=sum(figures.right for figures in asked.values()),
        partly=sum(figures.partly for figures in asked.values()),
        blanks=sum(figures.blanks for figures in asked.values()),
    )


def _order(count: ItemCount) -> tuple[str, int]:
    """Return what puts A3 before A10."""
    place = count.places[0]
    return place.rstrip("0123456789"), int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
