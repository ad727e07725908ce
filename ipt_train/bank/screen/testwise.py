"""How test-wiseness looks to whoever writes a bank."""

from typing import Any

from ipt_train.bank.core.testwise import FEW, Strategy, TestwiseReport
from ipt_train.shell.screen import Screen


def testwise_table(report: TestwiseReport) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return the strategies as columns and rows; too few items leave rate and interval empty."""
    columns = ("strategy", "items", "hits", "rate", "chance", "low", "high")
    rows = [
        (one.name, one.items, one.hits, one.rate, one.chance, *(one.interval or (None, None)))
        for one in report.strategies
    ]
    return columns, rows


testwise_table.__test__ = False  # type: ignore[attr-defined]  # its name begins like that of a test


def show_testwise(screen: Screen, report: TestwiseReport) -> None:
    """Show each strategy beside chance, then the items that give themselves away."""
    screen.rule(f"Strategies without knowledge on {report.items} single-best-answer items")
    rows = [
        (one.name, str(one.items), _rate(one), f"{one.chance:.0%}", _interval(one))
        for one in report.strategies
    ]
    screen.table(("Strategy", "Items", "Right", "Chance", "95% interval"), rows)
    screen.line(
        f"A tie counts as its share; items without a difference are left out. Below {FEW} items: too few (a convention).",
        "dim",
        indent=1,
    )
    screen.gap()
    if not report.giveaways:
        screen.line("No item is found by three strategies or more.", indent=1)
        return
    screen.line("Found by three strategies or more:", "bold", indent=1)
    for one in report.giveaways:
        screen.row(one.item, ", ".join(one.strategies), indent=2)


def _rate(one: Strategy) -> str:
    return "too few" if one.rate is None else f"{one.rate:.0%}"


def _interval(one: Strategy) -> str:
    return "" if one.interval is None else f"{one.interval[0]:.0%} to {one.interval[1]:.0%}"
