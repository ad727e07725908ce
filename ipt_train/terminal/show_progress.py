"""How due work and progress look."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ipt_train.operation.progress import Due, Progress, Standing
from ipt_train.operation.summary import Stage, Summary
from ipt_train.progress.days import IDLE_MS
from ipt_train.progress.retention import MATURE_DAYS
from ipt_train.progress.share import FEW, Share
from ipt_train.report.section import Section
from ipt_train.report.text import between, percent, span, too_few
from ipt_train.terminal.screen import Screen
from ipt_train.terminal.show_section import show_sections


def show_due(screen: Screen, due: Due) -> None:
    """Show what there is to study now and in the next two weeks."""
    screen.rule(f"Due on {due.day}")
    screen.row("Reviews", str(due.reviews))
    screen.row("New", str(due.new))
    if due.learning:
        screen.row("Again within minutes", str(due.learning))
    if due.over_limit:
        screen.row("Beyond today's limit", str(due.over_limit))
    if due.buried:
        screen.row(
            "Kept for another day", f"{due.buried} (a question of the same objective comes first)"
        )
    screen.row("Next 14 days", screen.spark(due.forecast) + _range(screen, due.forecast))
    if due.reviews or due.new or due.learning:
        screen.line("Begin with `ipt-train study`.", indent=1)
    elif due.next_due:
        screen.line(f"Nothing is due. Next: {due.next_count} on {due.next_due}.", indent=1)
    else:
        screen.line(
            "Nothing is due and nothing is new. `ipt-train progress` shows where you stand.",
            indent=1,
        )


def show_progress(screen: Screen, progress: Progress, more: Sequence[Section] = ()) -> None:
    """Show progress by domain and level, what was retained, the last days and the next.

    Args:
        screen: Where to.
        progress: What there is to show.
        more: Sections of other subjects, such as competencies.
    """
    if not progress.record.time.answers:
        screen.line("No question was answered yet. Begin with `ipt-train study`.")
        show_sections(screen, more)
        return
    screen.rule(f"Progress on {progress.day}")
    screen.gap()
    columns = ("Seen", "Due", "Mean retrievability", "True retention")
    rows = [(one.domain.replace("-", " "), *_row(one)) for one in progress.domains]
    screen.table(("Domain", *columns), [*rows, ("all", *_row(progress.total))])
    screen.gap()
    screen.table(("Level", *columns), [(one.level, *_row(one)) for one in progress.levels])
    screen.gap()
    for label, text in _facts(screen, progress):
        screen.row(label if screen.plain else f"{label:<16}", text)
    screen.gap()
    screen.line(_NOTE.format(asked=f"{progress.desired_retention:.0%}"), "dim", indent=1)
    if progress.flagged or progress.suspended:
        screen.line(
            f"{progress.flagged} flagged, {progress.suspended} suspended: `ipt-train item list`.",
            indent=1,
        )
    show_sections(screen, more)
    screen.line("`ipt-train progress --html progress.html` shows all of it with charts.", indent=1)


_NOTE = (
    "True retention is the share of due reviews that were recalled; you asked for {asked}. "
    f"Below {FEW} it is called too few to say. An answer counts at most {IDLE_MS // 60_000} minutes. "
    "Both limits are conventions, not validated. Practice and drills are left out."
)


def _facts(screen: Screen, progress: Progress) -> Iterator[tuple[str, str]]:
    """Return the figures that stand on a line each: a label and what it says."""
    record = progress.record
    kept, foretold = record.retention, record.calibration.all
    yield (
        "Studied",
        f"{record.studied} of {record.since} days, {span(record.time.milliseconds)} on {record.time.answers} answers",
    )
    yield "True retention", f"{_said(kept.all)}, asked for {progress.desired_retention:.0%}"
    yield f"Below {MATURE_DAYS} days", _said(kept.young)
    yield f"{MATURE_DAYS} days or more", _said(kept.mature)
    yield "By month", ", ".join(f"{m.month} {_short(m.retention)}" for m in kept.months[-6:])
    for one in record.calibration.confidence:
        if one.confidence and one.right.n:
            yield f"Said {one.confidence}", _said(one.right, "right ")
    if foretold.recalled.n:
        ahead = f"{percent(foretold.predicted)} foretold, came "
        yield "Memory model", _said(foretold.recalled, ahead)
    yield (
        "Last 30 days",
        screen.spark(progress.history) + _range(screen, progress.history, "answers a day"),
    )
    yield (
        f"Next {len(progress.forecast)} days",
        screen.spark(progress.forecast) + _range(screen, progress.forecast, "due a day"),
    )
    out = record.left_out
    if out.practice or out.drills:
        yield "Left out", f"{out.practice} answers of practice, {out.drills} replies to drills"
    if progress.elsewhere:
        yield "Elsewhere", f"{progress.elsewhere} answers on questions of no loaded bank"


def _said(share: Share, before: str = "") -> str:
    """Return a share with its n and interval, after some words; or that there are too few."""
    if share.share is None:
        return f"too few to say ({share.n})"
    return f"{before}{share.share:.0%} of {share.n} (95% range {between(share.low, share.high)})"


def _short(share: Share) -> str:
    return too_few(share.share, share.n)


def show_summary(screen: Screen, summary: Summary) -> None:
    """Show a sitting in figures and when to come back."""
    screen.gap()
    screen.rule("This sitting")
    if not summary.answers:
        screen.line("No answer was given.", indent=1)
    else:
        minutes = (
            f"{summary.seconds / 60:.0f} min"
            if summary.seconds >= 60
            else f"{summary.seconds:.0f} s"
        )
        screen.line(
            f"{summary.correct} of {summary.answers} right ({summary.new} new), {minutes}.",
            indent=1,
        )
        for domain, (asked, right) in summary.by_domain.items():
            screen.row(domain.replace("-", " "), f"{right} of {asked}", indent=2)
        if summary.improved:
            screen.line("Right now and wrong the last time:", indent=1)
            for stem in summary.improved[:5]:
                screen.row("+", stem, indent=2)
        if summary.missed:
            screen.line("To look at again:", indent=1)
            for stem in summary.missed[:5]:
                screen.row("-", stem, indent=2)
    for name in summary.read:
        screen.line(f"To read: `ipt-train read {name.removeprefix('reading-')}`.", indent=1)
    if summary.over_limit:
        screen.line(_backlog(summary.over_limit, summary.days_to_clear), indent=1)
    if summary.left or summary.new_left:
        rest = f"{summary.left} due and {summary.new_left} new today still"
        screen.line(f"{rest}: `ipt-train study` goes on.", indent=1)
    if summary.next_due:
        screen.line(f"Next reviews: {summary.next_count} on {summary.next_due}.", indent=1)


def show_path(screen: Screen, path: Sequence[Stage]) -> None:
    """Show the way through a case, what to weigh at each step, and what it says by competency."""
    if not path:
        return
    screen.gap()
    screen.rule("The way through")
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for stage in path:
        verdict = "right" if stage.correct else "wrong"
        screen.row(f"{stage.number}. {verdict}", stage.stem)
        screen.line(f"To weigh: {stage.remember}", "dim", indent=3)
        asked.update(stage.competencies)
        right.update(stage.competencies if stage.correct else ())
    screen.line("By competency, in this case alone (too few to say anything of you):", indent=1)
    for title, count in asked.items():
        screen.row(f"{right[title]} of {count}", title, indent=2)


def _backlog(waiting: int, days: int | None) -> str:
    """Say what waits beyond the daily limit, and when it may be gone."""
    end = f"gone in about {days} days" if days else "not gone within a year"
    return (
        f"{waiting} more are due beyond today's limit; at that limit {end}, not counting what "
        "comes back meanwhile. The most overdue come first."
    )


def _row(one: Standing) -> tuple[str, ...]:
    chance = "-" if one.retrievability is None else f"{one.retrievability:.0%}"
    kept = one.true_retention
    retention = f"{kept:.0%} of {one.reviews}" if kept is not None else too_few(kept, one.reviews)
    return f"{one.seen} of {one.items}", str(one.due), chance, retention


def _range(screen: Screen, counts: tuple[int, ...], unit: str = "a day") -> str:
    """Say what a row of bars spans; plain mode has the numbers themselves."""
    if screen.plain or not counts:
        return f" {unit}" if counts else ""
    return f"  {min(counts)} to {max(counts)} {unit}"
