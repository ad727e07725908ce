"""The figures of the report equal those that a spreadsheet finds in the exported tables."""

import csv
import io
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import pytest

from ipt_train.bank.core.model import Library
from ipt_train.csv_file import csv_text
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.export import export_table
from ipt_train.progress.operation.progress import progress_of
from ipt_train.progress.operation.table import progress_table
from ipt_train.vocabulary import ExportTable
from tests.report.tables import Reader, Rows

DECAY = 0.1542  # w20 of FSRS-6's defaults


def exported(journal: Journal, library: Library, name: ExportTable) -> Rows:
    table = export_table(journal, library, name)
    return list(csv.DictReader(io.StringIO(csv_text(table.columns, table.rows))))


class Spreadsheet:
    """Everything again, from ``export reviews`` alone and without any code of the statistics."""

    def __init__(self, reviews: Rows, items: Rows) -> None:
        self.reviews, self.items = reviews, items
        self.due: list[tuple[str, date, int, bool]] = []
        self.foretold: list[tuple[float, bool]] = []
        last: dict[str, tuple[date, int, float]] = {}
        for row in reviews:
            name, day = row["card_id"], date.fromisoformat(row["study_day"])
            recalled = int(row["review_rating"]) > 1
            if name in last:
                before, interval, stability = last[name]
                gone = (day - before).days
                if gone > 0:
                    factor = 0.9 ** (-1 / DECAY) - 1
                    self.foretold.append(((1 + factor * gone / stability) ** -DECAY, recalled))
                if row["review_state"] == "2" and gone >= interval:
                    self.due.append((name, day, interval, recalled))
            last[name] = (day, int(row["next_interval_days"]), float(row["stability"]))


@pytest.fixture
def sheet(studied: Journal, library: Library) -> Spreadsheet:
    return Spreadsheet(
        exported(studied, library, ExportTable.REVIEWS),
        exported(studied, library, ExportTable.ITEMS),
    )


def day_of(words: str) -> date:
    """The day that was written as people write it, such as 2 March 2027."""
    return datetime.strptime(f"{words} +0000", "%d %B %Y %z").date()


def wilson(count: int, n: int) -> tuple[float, float]:
    """The ends of the score interval as the roots of its quadratic: (p - c/n)^2 = z^2 p (1 - p) / n."""
    z2, share = 1.959964**2, count / n
    a, b, c = 1 + z2 / n, -(2 * share + z2 / n), share**2
    root = (b * b - 4 * a * c) ** 0.5
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def cells(marks: list[bool]) -> tuple[str, str, str]:
    """A share, its range and its counts, as the report writes them."""
    count, n = sum(marks), len(marks)
    of = f"{count} of {n}"
    if n < 20:
        return f"too few ({n})", "-", of
    low, high = wilson(count, n)
    return f"{count / n:.0%}", f"{low:.0%} to {high:.0%}", of


def test_true_retention(report: str, sheet: Spreadsheet) -> None:
    rows = {row["Interval"]: row for row in Reader(report).table("True retention by interval")}
    wanted = {
        "all": [kept for *_, kept in sheet.due],
        "young (<21 d)": [kept for _, _, days, kept in sheet.due if days < 21],
        "mature (21 d+)": [kept for _, _, days, kept in sheet.due if days >= 21],
    }
    assert len(wanted["all"]) > 40
    for name, marks in wanted.items():
        row = rows[name]
        assert (row["True retention"], row["95% range"], row["Recalled"]) == cells(marks)
    months = defaultdict(list)
    for _, day, _, kept in sheet.due:
        months[f"{day:%B %Y}"].append(kept)
    for row in Reader(report).table("True retention by month"):
        assert (row["True retention"], row["95% range"], row["Recalled"]) == cells(
            months[row["Month"]]
        )
        months.pop(row["Month"])
    assert not months


def test_calibration(report: str, sheet: Spreadsheet) -> None:
    said = defaultdict(list)
    for row in sheet.reviews:
        said[row["confidence"] or "said nothing"].append(row["correct"] == "1")
    table = Reader(report).table("Share right by confidence")
    assert [row["You said"] for row in table] == ["certain", "unsure", "guessed", "said nothing"]
    for row in table:
        assert (row["Share right"], row["95% range"], row["Right"]) == cells(said[row["You said"]])
    tenths: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for chance, recalled in sheet.foretold:
        low = min(int(chance * 10), 9) * 10
        tenths[f"{low}% to {low + 10}%"].append((chance, recalled))
        tenths["all"].append((chance, recalled))
    for row in Reader(report).table("Recall by predicted chance"):
        part = tenths.pop(row["Predicted"])
        share, ends, _ = cells([recalled for _, recalled in part])
        assert (row["Recalled"], row["95% range"], row["Reviews"]) == (share, ends, str(len(part)))
        if len(part) >= 20:
            assert row["Mean prediction"] == f"{sum(chance for chance, _ in part) / len(part):.0%}"
    assert not tenths


def test_days_and_time(report: str, sheet: Spreadsheet) -> None:
    days = Counter(row["study_day"] for row in sheet.reviews)
    for row in Reader(report).table("Days studied by week"):
        monday = day_of(row["Week from"])
        week = [days[(monday + timedelta(days=n)).isoformat()] for n in range(7)]
        assert row["Answers"] == str(sum(week))
        assert row["Days"].split()[0] == str(sum(count > 0 for count in week))
    of_item = {row["item"]: row for row in sheet.items}
    domains = defaultdict(list)
    for row in sheet.reviews:
        domains[of_item[row["card_id"]]["domain"].replace("-", " ")].append(row)
    for row in Reader(report).table("Time by domain"):
        part = sheet.reviews if row["Domain"] == "all" else domains[row["Domain"]]
        assert row["Answers"] == str(len(part))
        minutes = round(
            round(sum(min(int(one["review_duration"]), 120_000) for one in part) / 1000) / 60
        )
        assert row["Time"] == (
            f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
        )
    said = Reader(report).text
    assert f"{len(days)}</strong>" in report
    assert f"on {len(sheet.reviews)} answers" in said


@pytest.mark.parametrize(("column", "caption"), [("domain", "Domain"), ("level", "Level")])
def test_parts(report: str, sheet: Spreadsheet, column: str, caption: str) -> None:
    of_item = {row["item"]: row for row in sheet.items}
    for row in Reader(report).table(f"Where you stand by {column}"):
        name = row[caption].replace(" ", "-")
        part = [one for one in sheet.items if name in ("all", one[column])]
        seen = [float(one["retrievability_today"]) for one in part if one["state"] != "new"]
        marks = [kept for item, *_, kept in sheet.due if name in ("all", of_item[item][column])]
        assert row["Seen"] == f"{len(seen)} of {len(part)}"
        assert row["Mean retrievability"] == (f"{sum(seen) / len(seen):.0%}" if seen else "-")
        assert (row["True retention"], row["95% range"], row["Recalled"]) == cells(marks)


def test_coming_up(report: str, sheet: Spreadsheet, studied: Journal) -> None:
    entries: dict[str, str] = {}
    for row in sheet.items:
        if row["due_day"]:
            name = row["vignette"] or row["item"]
            entries[name] = min(entries.get(name, row["due_day"]), row["due_day"])
    today = date.fromordinal(studied.today()).isoformat()
    for row in Reader(report).table("Due by day"):
        day = day_of(row["Day"].partition(" ")[2]).isoformat()
        wanted = sum(one <= day if day == today else one == day for one in entries.values())
        assert row["Due"] == str(wanted)


def test_the_table_of_all_figures_says_the_same(
    studied: Journal, library: Library, sheet: Spreadsheet
) -> None:
    table = progress_table(progress_of(studied, library))
    found = {row[:3]: row[3:] for row in table.rows}
    assert len(found) == len(table.rows)
    marks = [kept for *_, kept in sheet.due]
    low, high = wilson(sum(marks), len(marks))
    value, n, *ends = found["retention", "all", "true retention"]
    assert (value, n) == (round(sum(marks) / len(marks), 4), len(marks))
    assert ends == [pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4)]
    assert sum(row[3] for row in table.rows if row[0] == "day") == len(sheet.reviews)  # type: ignore[misc]
    few = next(row for key, row in found.items() if key[2] == "true retention" and row[1] < 20)  # type: ignore[operator]
    assert few[0] is None and 0 <= few[1] < 20  # type: ignore[operator]
