"""The harness of the benchmarks counts rightly, its page is what was measured, and each benchmark runs."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.__main__ import benchmark, names
from benchmarks.harness.benchmark import Bar, Growth, NotMeasuredError, Pair, Side
from benchmarks.harness.figures import exponent, middle, ratios
from benchmarks.harness.measure import Record, measured_growth, measured_pair, reached
from benchmarks.harness.page import page
from benchmarks.harness.spent import FailedError, Spent, last_line, spent
from tests.conftest import ROOT

NOTHING = Side(command=[sys.executable, "-S", "-c", "pass"], shown="python -c pass")
SOMETHING = Side(command=[sys.executable, "-S", "-c", "sum(range(10 ** 6))"], shown="python -c sum")


def taking(times: dict[str, list[float]]) -> tuple[list[str], "object"]:
    """Return the order in which sides were run, and what takes the times that are given, one by one."""
    order: list[str] = []
    left: dict[str, Iterator[float]] = {name: iter(each) for name, each in times.items()}

    def take(side: Side) -> Spent:
        order.append(side.shown)
        seconds = next(left[side.shown])
        return Spent(seconds, seconds / 2)

    return order, take


def row(ours: list[float], peers: list[float], bar: Bar | None = None) -> Record:
    """Return the record of a pair of which the runs took so long; the first are for warmth."""
    pair = Pair(
        name="a pair",
        ours=Side(command=(), shown="ours"),
        peer=Side(command=(), shown="peer"),
        bar=bar,
    )
    _, take = taking({"ours": [9, *ours], "peer": [9, *peers]})
    return measured_pair(pair, len(ours), 60, take)  # type: ignore[arg-type]


def test_both_sides_are_run_in_turn_and_the_first_runs_do_not_count() -> None:
    order, take = taking({"ours": [9, 1, 1, 1], "peer": [9, 2, 2, 2]})
    pair = Pair(name="", ours=Side(command=(), shown="ours"), peer=Side(command=(), shown="peer"))
    record = measured_pair(pair, 3, 60, take)  # type: ignore[arg-type]
    assert " ".join(order) == "ours peer ours peer peer ours ours peer"
    assert record["ours"]["clock"] == [1, 1, 1]
    assert record["peer"]["processor"] == [1, 1, 1]


def test_a_row_that_takes_long_ends_after_three_rounds() -> None:
    _, take = taking({"ours": [1] * 9, "peer": [1] * 9})
    pair = Pair(name="", ours=Side(command=(), shown="ours"), peer=Side(command=(), shown="peer"))
    record = measured_pair(pair, 8, 0, take)  # type: ignore[arg-type]
    assert len(record["ours"]["clock"]) == 3


def test_medians_and_spread() -> None:
    assert middle([5.0]) == (5, 5, 5)
    assert middle([1.0, 100.0, 3.0, 2.0, 4.0]) == (3, 2, 4)


def test_the_ratio_is_taken_within_each_round() -> None:
    assert (
        middle(ratios([1, 20, 3], [2, 40, 6])).median == 0.5
    )  # although a round was ten times as slow


@pytest.mark.parametrize(("power", "slope"), [(0, 0), (0.5, 0.5), (1, 1), (2, 2)])
def test_the_exponent_of_a_cost(power: float, slope: float) -> None:
    assert exponent([(size, 3 * size**power) for size in (10, 100, 1000)]) == pytest.approx(slope)
    assert exponent([(10, 1.0)]) is None


def test_whether_a_bar_is_reached() -> None:
    assert reached(row([1.2], [1.0], Bar(most=1.2))) == (pytest.approx(1.2), True)
    assert reached(row([1.3], [1.0], Bar(most=1.2))) == (pytest.approx(1.3), False)
    assert reached(row([1.002], [1.0], Bar(most=0.001, of="difference"))) == (
        pytest.approx(0.002),
        False,
    )
    by_processor = Bar(most=0.001, of="difference", by="processor")
    assert reached(row([1.001], [1.0], by_processor)) == (pytest.approx(0.0005), True)
    assert reached(row([1], [1])) is None


def test_the_page_says_what_came_out() -> None:
    growth = Growth(
        name="sorting",
        unit="names",
        sides={size: Side(command=(), shown=str(size)) for size in (10, 100)},
    )
    _, take = taking({"10": [9, 0.02], "100": [9, 0.2]})
    record = {
        "about": "About it.", "ours": "ipt-train 1", "date": "today", "load": 0.1, "machine": "a machine", "full": True,
        "missing": ["sorting: no sorter"],
        "pairs": [row([0.013, 0.012, 0.011], [0.01, 0.01, 0.01], Bar(most=1.1)), row([1], [2])],
        "growths": [measured_growth(growth, 1, 60, take)],  # type: ignore[arg-type]
    }  # fmt: skip  # a record
    small = {"small": record | {"full": False, "growths": []}}
    assert "| 1.20 | 1.1 | too small to say |" in page(small)
    assert "Load: 0.1; the machine was idle." in page(small)
    assert "Load: 0.1 to 9.5. **The machine was busy" in page(
        small | {"busy": record | {"load": 9.5}}
    )
    text = page(
        {"trivial": record, "absent": {"about": "No.", "not_measured": "peer is not installed"}}
    )
    for line in (
        "| `trivial` | a pair | 12.0 ms (11.5 ms to 12.5 ms) | 10.0 ms (10.0 ms to 10.0 ms) | 1.20 | 1.1 | **no** |",
        "| `trivial` | a pair | 1.00 s (1.00 s to 1.00 s) | 2.00 s (2.00 s to 2.00 s) | 0.50 | none |  |",
        "| `trivial` | sorting | names 10: 10.0 ms, 100: 100 ms | 1.00 |",
        "| `absent` | not measured: peer is not installed |  |  |  |  |  |",
        "| `trivial` | not measured: sorting: no sorter |  |  |  |  |  |",
        "today, load 0.1 at its start, ipt-train 1, on a machine.",
    ):
        assert line in text.splitlines()


def test_a_trivial_pair_of_real_processes() -> None:
    record = measured_pair(Pair(name="", ours=SOMETHING, peer=NOTHING), 1, 60)
    assert record["ours"]["processor"][0] > record["peer"]["processor"][0] > 0
    report = 'print(\'{"clock": 2.5, "processor": 1.5}\')'
    assert spent(Side(command=[sys.executable, "-S", "-c", report], reports=True)) == Spent(
        2.5, 1.5
    )
    waits = Side(command=[sys.executable, "-S", "-c", "print('ready'); input()"], awaits="ready")
    assert 0 < spent(waits).clock < 20


def test_a_process_that_fails_is_no_measurement() -> None:
    with pytest.raises(FailedError, match="ended with 3: gone wrong"):
        spent(Side(command=["sh", "-c", "echo gone wrong >&2; exit 3"]))
    with pytest.raises(FailedError, match="ended with 0"):
        last_line(Side(command=["true"]))


def test_the_kept_page_is_made_from_the_kept_times_of_benchmarks_that_exist() -> None:
    folder = ROOT / "benchmarks"
    results = json.loads((folder / "results.json").read_text())
    assert set(results) <= set(names())
    assert (folder / "RESULTS.md").read_text() == page(results)
    readme = (folder / "README.md").read_text()
    assert [name for name in names() if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("name", names())
def test_a_benchmark_runs(
    name: str, tmp_path: Path, first_start: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in first_start.items():
        monkeypatch.setitem(os.environ, key, value)
    monkeypatch.setenv("IPT_TRAIN_BENCHMARKS", str(tmp_path / "kept"))
    chosen = benchmark(name)
    plan = chosen.prepare(tmp_path, chosen.smallest[-1:])
    sides = (
        [plan.pairs[0].ours, plan.pairs[0].peer]
        if plan.pairs
        else [*plan.growths[0].sides.values()]
    )
    for side in sides:
        assert 0 < spent(side).clock < 60


def test_a_benchmark_without_its_peer_is_not_measured() -> None:
    from benchmarks.harness.machine import script, version_of

    with pytest.raises(NotMeasuredError, match="no-such-program is not installed"):
        script("no-such-program")
    with pytest.raises(NotMeasuredError, match="no-such-package is not installed"):
        version_of("no-such-package")
