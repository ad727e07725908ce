"""How due work and progress look."""

from collections.abc import Iterator, Sequence

from ipt_train.log.core.tally import IDLE_MS, MATURE_DAYS
from ipt_train.plural import counted, listed
from ipt_train.progress.core.record import practised, replied
from ipt_train.progress.core.share import FEW, Share
from ipt_train.progress.operation.progress import Progress, Standing
from ipt_train.report.section import Section
from ipt_train.report.text import between, month_words, percent, span, too_few
from ipt_train.schedule.day import in_words
from ipt_train.shell.screen import Screen, spread
from ipt_train.shell.section import show_sections


def show_progress(screen: Screen, progress: Progress, more: Sequence[Section] = ()) -> None:
    """Show progress by domain and level, what was retained, the last days and the next.

    Args:
        screen: Where to.
        progress: What there is to show.
        more: Sections of other subjects, such as competencies.
    """
    if not progress.record.time.answers:
        screen.line("No question has been answered yet. Begin with `ipt-train study`.")
        show_sections(screen, more)
        return
    screen.rule(f"Progress on {in_words(progress.day)}")
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
            f"{progress.flagged} flagged, {progress.suspended} set aside: `ipt-train item list`.",
            indent=1,
        )
    show_sections(screen, more)
    screen.line("`ipt-train progress --html progress.html` shows all of it with charts.", indent=1)


_NOTE = (
    "True retention is the share of due reviews that were recalled; you asked for {asked}. "
    f"Below {FEW} it is called too few to say. An answer counts for at most {IDLE_MS // 60_000} minutes. "
    "Both limits are conventions, not validated. Practice and drills are left out, and so is what is "
    "still in learning. Due counts that too, and every question of a case; `ipt-train due` counts a "
    "case once, puts off what a day has no room for, and keeps questions on the same point apart."
)


def _facts(screen: Screen, progress: Progress) -> Iterator[tuple[str, str]]:
    """Return the figures that stand on a line each: a label and what it says."""
    record = progress.record
    kept, foretold = record.retention, record.calibration.all
    yield (
        "Studied",
        f"{record.studied} of {counted(record.since, 'day')}, {span(record.time.milliseconds)} on "
        f"{counted(record.time.answers, 'answer')}",
    )
    yield "True retention", f"{_said(kept.all)}, asked for {progress.desired_retention:.0%}"
    yield f"Below {MATURE_DAYS} days", _said(kept.young)
    yield f"{MATURE_DAYS} days or more", _said(kept.mature)
    yield (
        "By month",
        ", ".join(f"{month_words(m.month)} {_short(m.retention)}" for m in kept.months[-6:]),
    )
    for one in record.calibration.confidence:
        if one.confidence and one.right.n:
            yield f"Said {one.confidence}", _said(one.right, "right ")
    if foretold.recalled.n:
        ahead = f"expected {percent(foretold.predicted)}, recalled "
        yield "Memory model", _said(foretold.recalled, ahead)
    yield (
        "Last 30 days",
        screen.spark(progress.history) + spread(screen, progress.history, "answers a day"),
    )
    yield (
        f"Next {counted(len(progress.forecast), 'day')}",
        screen.spark(progress.forecast) + spread(screen, progress.forecast, "due a day"),
    )
    out = record.left_out
    if out.practice or out.drills:
        kinds = (
            practised(out.practice) * (out.practice > 0),
            replied(out.drills) * (out.drills > 0),
        )
        yield "Left out", listed(kinds)
    if progress.elsewhere:
        yield "Elsewhere", f"{counted(progress.elsewhere, 'answer')} on questions of no loaded bank"


def _said(share: Share, before: str = "") -> str:
    """Return a share with its n and interval, after some words; or that there are too few."""
    if share.share is None:
        return f"too few to say ({share.n})"
    return f"{before}{share.share:.0%} of {share.n} (95% range {between(share.low, share.high)})"


def _short(share: Share) -> str:
    return too_few(share.share, share.n)


def _row(one: Standing) -> tuple[str, ...]:
    chance = "-" if one.retrievability is None else f"{one.retrievability:.0%}"
    kept = one.true_retention
    retention = f"{kept:.0%} of {one.reviews}" if kept is not None else too_few(kept, one.reviews)
    return f"{one.seen} of {one.items}", str(one.due), chance, retention
