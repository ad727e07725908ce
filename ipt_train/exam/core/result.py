"""What an exam came to: marks, by domain and level, with intervals, and the mistakes."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass

from ipt_train.bank.core.model import Item
from ipt_train.exam.core.record import ExamRecord
from ipt_train.figure.interval import wilson
from ipt_train.study.core.judge import judge
from ipt_train.study.core.judgement import Judgement
from ipt_train.vocabulary import ItemId

FEW = 5
"""Items below which no share is given (a convention)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedItem:
    """One item of an exam. ``judgement`` is None where it was left blank."""

    item: Item
    judgement: Judgement | None

    @property
    def correct(self) -> bool:
        """Whether it was answered wholly right."""
        return self.judgement is not None and self.judgement.correct


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Items of one domain or level; share and interval are None below five."""

    name: str
    items: int
    right: int
    share: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult:
    """An exam, marked.

    Attributes:
        exam: Id of the sitting.
        title: What it is called.
        items: Items asked that are still in the banks.
        right: How many of them were wholly right.
        blank: How many were left blank.
        marks: Sum of the marks, by each item's partial-credit rule.
        interval: 95 % Wilson interval of the share right; None below five items.
        seconds: Time on the items, added up.
        late: Answers that came after the time.
        gone: Items asked that are no longer in the banks.
        domains: By domain.
        levels: By level.
        mistakes: Items not wholly right, in the order asked.
    """

    exam: str
    title: str
    items: int
    right: int
    blank: int
    marks: float
    interval: tuple[float, float] | None
    seconds: float
    late: int
    gone: int
    domains: tuple[Part, ...]
    levels: tuple[Part, ...]
    mistakes: tuple[MarkedItem, ...]


def result_of(
    record: ExamRecord, items: Mapping[ItemId, Item], known: Container[str] = frozenset()
) -> ExamResult:
    """Mark an exam.

    Args:
        record: What was asked and answered.
        items: Items of the banks, by id.
        known: Words that are no slip of an accepted answer (see ``judge``).
    """
    asked = [items[name] for name in record.began.items if name in items]
    marked = [
        MarkedItem(
            item=item, judgement=judge(item, response, known) if response is not None else None
        )
        for item in asked
        for response in [record.answers.get(item.id)]
    ]
    right = sum(one.correct for one in marked)
    return ExamResult(
        exam=record.began.exam,
        title=record.began.title,
        items=len(marked),
        right=right,
        blank=sum(one.judgement is None for one in marked),
        marks=round(sum(one.judgement.score for one in marked if one.judgement), 4),
        interval=wilson(right, len(marked)) if len(marked) >= FEW else None,
        seconds=sum(record.spent.values()) / 1000,
        late=record.late,
        gone=len(record.began.items) - len(asked),
        domains=_parts({one.item.id: one.item.domain for one in marked}, marked),
        levels=_parts({one.item.id: one.item.level for one in marked}, marked),
        mistakes=tuple(one for one in marked if not one.correct),
    )


def _parts(names: Mapping[ItemId, str], marked: list[MarkedItem]) -> tuple[Part, ...]:
    asked = Counter(names[one.item.id] for one in marked)
    right = Counter(names[one.item.id] for one in marked if one.correct)
    return tuple(
        Part(
            name=name,
            items=count,
            right=right[name],
            share=right[name] / count if count >= FEW else None,
            interval=wilson(right[name], count) if count >= FEW else None,
        )
        for name, count in sorted(asked.items())
    )
