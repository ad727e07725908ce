"""Progress as one table: a row a figure, for a spreadsheet or another program."""

from collections.abc import Iterator
from datetime import date, timedelta

from ipt_train.progress.core.share import Share, share_of
from ipt_train.progress.operation.export import Cell, ExportedTable
from ipt_train.progress.operation.progress import Progress, Standing

COLUMNS = ("part", "group", "figure", "value", "n", "low", "high")

_Row = tuple[Cell, ...]


def progress_table(progress: Progress) -> ExportedTable:
    """Return progress as rows of part, group, figure and value.

    A share comes with its n and the ends of its 95% Wilson interval; where there are too
    few to say, value and ends are empty and n tells how many there were.
    """
    return ExportedTable(name="progress", columns=COLUMNS, rows=tuple(_rows(progress)))


def _rows(progress: Progress) -> Iterator[_Row]:
    record = progress.record
    yield _plain("record", "all", "first day", record.first_day)
    yield _plain("record", "all", "days studied", record.studied)
    yield _plain("record", "all", "days since the first", record.since)
    yield _plain("record", "all", "answers", record.time.answers)
    yield _plain("record", "all", "milliseconds", record.time.milliseconds)
    yield _plain("record", "all", "answers cut", record.time.capped)
    yield _plain("record", "all", "answers elsewhere", progress.elsewhere)
    yield _plain("left out", "practice", "answers", record.left_out.practice)
    yield _plain("left out", "drills", "answers", record.left_out.drills)
    kept = record.retention
    for name, share in (("all", kept.all), ("young", kept.young), ("mature", kept.mature)):
        yield _share("retention", name, "true retention", share)
    for month in kept.months:
        yield _share("month", month.month, "true retention", month.retention)
    for said in record.calibration.confidence:
        yield _share("confidence", str(said.confidence or "none"), "right", said.right)
    for one in (*record.calibration.predicted, record.calibration.all):
        group = f"{one.low:.1f}-{one.high:.1f}"
        yield _share("foretold", group, "recalled", one.recalled)
        yield (
            "foretold",
            group,
            "mean foretold",
            _rounded(one.predicted),
            one.recalled.n,
            None,
            None,
        )
    for domain in (*progress.domains, progress.total):
        yield from _standing("domain", domain.domain, domain)
    for level in progress.levels:
        yield from _standing("level", level.level, level)
    for day in record.days:
        yield _plain("day", day.day, "answers", day.answers)
    first = date.fromisoformat(progress.day)
    for ahead, count in enumerate(progress.forecast):
        yield _plain("forecast", (first + timedelta(days=ahead)).isoformat(), "due", count)


def _standing(part: str, group: str, one: Standing) -> Iterator[_Row]:
    yield _plain(part, group, "items", one.items)
    yield _plain(part, group, "seen", one.seen)
    yield _plain(part, group, "due", one.due)
    yield _plain(part, group, "mean retrievability", _rounded(one.retrievability))
    yield _share(part, group, "true retention", share_of(one.retained, one.reviews))
    yield _plain(part, group, "answers", one.answers)
    yield _plain(part, group, "milliseconds", one.milliseconds)


def _plain(part: str, group: str, figure: str, value: Cell) -> _Row:
    return (part, group, figure, value, None, None, None)


def _share(part: str, group: str, figure: str, share: Share) -> _Row:
    return (
        part,
        group,
        figure,
        _rounded(share.share),
        share.n,
        _rounded(share.low),
        _rounded(share.high),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
