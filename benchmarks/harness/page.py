"""Writes what was measured as ``RESULTS.md``: comparisons, growth, and how each was measured."""

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.harness.figures import differences, exponent, middle, ratios
from benchmarks.harness.measure import Record, reached

HEAD = """# Results of the benchmarks

`just bench` writes this page from `results.json`, which holds every single time; nothing here is typed by hand. What each benchmark
does, and how to run one, is in [README.md](README.md).

- Both sides of a comparison are whole processes, run in turn on the same machine. Each time is the **median** of all rounds; the
  brackets hold the middle half of them, so wide brackets mean a restless machine.
- The **ratio** is ours divided by the other's, taken within each round, again as a median: 0.10 means that ours takes a tenth of the
  time. `bar` is the largest value that counts as reached.
- *Clock* is the time that a person waits. *Processor* is the time for which a processor was busy, on all cores together: it hardly
  depends on what else the machine does, but leaves out waiting for the disk.
- The **load** is how many programs were running or waiting for a processor in the minute before a benchmark began. If it is above
  1.5, do not trust the clock: the run itself is one of them.
- Where a bar is not reached, [docs/performance.md](../docs/performance.md#bars-that-are-not-reached) shows where the time goes.
"""
IDLE = 1.5
"""Load up to which a machine counts as idle: the run itself is one, or two where it uses both cores."""
COMPARED = ("Benchmark", "Compared", "Ours", "Other", "Ratio", "Bar", "Reached")
GROWTH = ("Benchmark", "What is done", "Processor time by size", "Exponent")
EXPLAINED = """The exponent is the slope of the line through the logarithms of size and time. 0: the time stays the same however much there
is. 1: ten times as much takes ten times as long. 2: ten times as much takes a hundred times as long. The time of starting the
program is in each figure, which flattens small ones."""


def page(results: Mapping[str, Record]) -> str:
    """Return the page for what each benchmark, by name, came to."""
    parts = [
        HEAD,
        _how_busy(results),
        *_table("## Compared with others", COMPARED, _comparisons(results)),
    ]
    parts += _table("## How costs grow", GROWTH, _growths(results))
    parts += [EXPLAINED, "\n## How each was measured\n"]
    for name, record in results.items():
        parts += _measured(name, record)
    return "\n".join(parts).rstrip() + "\n"


def _how_busy(results: Mapping[str, Record]) -> str:
    """Return under which load all was measured, and what that means."""
    loads = sorted(record["load"] for record in results.values() if "load" in record)
    if not loads:
        return "Nothing was measured.\n"
    range_ = f"{loads[0]}" if loads[0] == loads[-1] else f"{loads[0]} to {loads[-1]}"
    if loads[-1] <= IDLE:
        return f"Load: {range_}; the machine was idle.\n"
    return f"Load: {range_}. **The machine was busy: look at processor time, and do not trust what was reached.**\n"


def shown_time(seconds: float) -> str:
    """Return seconds with three figures, in seconds or milliseconds."""
    if abs(seconds) >= 1:
        return f"{seconds:.2f} s" if abs(seconds) < 100 else f"{seconds:.0f} s"
    milliseconds = seconds * 1000
    digits = 2 if abs(milliseconds) < 10 else 1 if abs(milliseconds) < 100 else 0
    return f"{milliseconds:.{digits}f} ms"


def _table(title: str, head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"{title}\n"
    for row in (head, ["---"] * len(head), *rows):
        yield "| " + " | ".join(row) + " |"
    yield ""


def _comparisons(results: Mapping[str, Record]) -> Iterator[Sequence[str]]:
    for name, record in results.items():
        for reason in [record["not_measured"]] if "not_measured" in record else record["missing"]:
            yield f"`{name}`", f"not measured: {reason}", "", "", "", "", ""
        for row in record.get("pairs", ()):
            by = row["bar"]["by"] if row["bar"] else "clock"
            ours, peer = (_shown(row[side][by]) for side in ("ours", "peer"))
            ratio = f"{middle(ratios(row['ours'][by], row['peer'][by])).median:.2f}"
            yield f"`{name}`", row["name"], ours, peer, ratio, _bar(row), _verdict(row, record)


def _bar(row: Record) -> str:
    bar = row["bar"]
    if bar is None:
        return "none"
    by = "" if bar["by"] == "clock" else ", processor"
    if bar["of"] == "difference":
        return f"{shown_time(bar['most'])} more{by}"
    return f"{bar['most']:g}{by}"


def _verdict(row: Record, record: Record) -> str:
    outcome = reached(row)
    if outcome is None:
        return ""
    if not record["full"]:
        return "too small to say"
    value, good = outcome
    more = f" ({shown_time(value)} more)" if row["bar"]["of"] == "difference" else ""
    return ("yes" if good else "**no**") + more


def _growths(results: Mapping[str, Record]) -> Iterator[Sequence[str]]:
    for name, record in results.items():
        for row in record.get("growths", ()):
            costs = [(each["size"], middle(each["processor"]).median) for each in row["sizes"]]
            shown = ", ".join(f"{size:,}: {shown_time(cost)}" for size, cost in costs)
            slope = exponent(costs)
            told = "" if slope is None else f"{slope:.2f}"
            yield f"`{name}`", row["name"], f"{row['unit']} {shown}", told


def _measured(name: str, record: Record) -> Iterator[str]:
    yield f"### {name}\n\n{record['about']}\n"
    if "not_measured" in record:
        yield f"Not measured: {record['not_measured']}.\n"
        return
    yield f"{record['date']}, load {record['load']} at its start, {record['ours']}, on {record['machine']}.\n"
    for row in record["pairs"]:
        yield f"- {row['name']}: {len(row['ours']['clock'])} runs each"
        for side in ("ours", "peer"):
            yield f"  - {_process(row[side])}"
        for by in ("clock", "processor"):
            spread = middle(ratios(row["ours"][by], row["peer"][by]))
            less = middle(differences(row["ours"][by], row["peer"][by])).median
            yield f"  - {by}: ratio {spread.median:.2f} ({spread.low:.2f} to {spread.high:.2f}), difference {shown_time(less)}"
    for row in record["growths"]:
        runs = ", ".join(f"{each['size']:,}" for each in row["sizes"])
        yield f"- {row['name']}, for {runs} {row['unit']}: {len(row['sizes'][0]['clock'])} runs each of `{row['sizes'][-1]['command']}`"
    yield ""


def _process(side: Record) -> str:
    times = f"clock {_shown(side['clock'])}, processor {_shown(side['processor'])}"
    version = f" ({side['version']})" if side["version"] else ""
    return f"`{side['command']}`{version}: {times}"


def _shown(times: Sequence[float]) -> str:
    spread = middle(times)
    return f"{shown_time(spread.median)} ({shown_time(spread.low)} to {shown_time(spread.high)})"
