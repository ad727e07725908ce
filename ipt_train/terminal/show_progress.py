"""How due work and progress look."""

from ipt_train.operation.progress import DomainProgress, Due, Progress
from ipt_train.operation.study import Summary
from ipt_train.progress.share import FEW
from ipt_train.terminal.screen import Screen


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
    screen.row(
        "Next 14 days", screen.spark(due.forecast) + ("" if screen.plain else _range(due.forecast))
    )
    if due.reviews or due.new or due.learning:
        screen.line("Begin with `ipt-train study`.", indent=1)
    elif due.next_due:
        screen.line(f"Nothing is due. Next: {due.next_count} on {due.next_due}.", indent=1)
    else:
        screen.line(
            "Nothing is due and nothing is new. `ipt-train progress` shows where you stand.",
            indent=1,
        )


def show_progress(screen: Screen, progress: Progress) -> None:
    """Show progress by domain, the last 30 days and the next 14."""
    if not progress.total.seen:
        screen.line("No question was answered yet. Begin with `ipt-train study`.")
        return
    screen.rule(f"Progress on {progress.day}")
    screen.gap()
    columns = ("Domain", "Seen", "Due", "Mean retrievability", "True retention")
    rows = [_row(one) for one in progress.domains]
    screen.table(columns, [*rows, _row(progress.total)])
    screen.gap()
    screen.row(
        "Last 30 days", screen.spark(progress.history) + _range(progress.history, "answers a day")
    )
    screen.row(
        "Next 14 days", screen.spark(progress.forecast) + _range(progress.forecast, "due a day")
    )
    screen.gap()
    screen.line(
        "True retention is the share of reviews on a later day that were recalled; you asked for "
        f"{progress.desired_retention:.0%}. Below {FEW} reviews it is called too few to say "
        "(a convention, not a validated limit).",
        "dim", indent=1,
    )  # fmt: skip
    if progress.flagged or progress.suspended:
        screen.line(
            f"{progress.flagged} flagged, {progress.suspended} suspended: `ipt-train item list`.",
            indent=1,
        )


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
        if summary.missed:
            screen.line("To look at again:", indent=1)
            for stem in summary.missed[:5]:
                screen.row("-", stem, indent=2)
    if summary.left or summary.new_left:
        rest = f"{summary.left} due and {summary.new_left} new today still"
        screen.line(f"{rest}: `ipt-train study` goes on.", indent=1)
    if summary.next_due:
        screen.line(f"Next reviews: {summary.next_count} on {summary.next_due}.", indent=1)


def _row(one: DomainProgress) -> tuple[str, ...]:
    chance = "-" if one.retrievability is None else f"{one.retrievability:.0%}"
    kept = one.true_retention
    retention = f"{kept:.0%} of {one.reviews}" if kept is not None else f"too few ({one.reviews})"
    return (
        one.domain.replace("-", " "),
        f"{one.seen} of {one.items}",
        str(one.due),
        chance,
        retention,
    )


def _range(counts: tuple[int, ...], unit: str = "a day") -> str:
    return f"  {min(counts)} to {max(counts)} {unit}" if counts else ""
