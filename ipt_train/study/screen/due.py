"""How due work, the way through a case and the end of a sitting look."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipt_train.plural import be, counted, listed, minutes, until_then
from ipt_train.schedule.day import begins, in_words, on
from ipt_train.shell.screen import Screen, spread

if TYPE_CHECKING:
    from ipt_train.study.operation.done import Stage
    from ipt_train.study.operation.due import Due
    from ipt_train.study.operation.summary import Summary


_STEMS = 5
"""Questions that are listed at the end of a sitting."""


def of_them(new: int, exercise: str) -> str:
    """Say that one of the new entries is the exercise of the day, if it is."""
    if not exercise:
        return ""
    return f" (a {exercise})" if new == 1 else f" (a {exercise} among them)"


def coming_back(count: int, learning: int) -> str:
    """Say how many entries come back on a day, and how many of them are still in learning."""
    reviews = counted(count - learning, "review") if count > learning else ""
    return listed([reviews, f"{learning} to ask again" if learning else ""])


def done_for_now(later: int, seconds: float) -> str:
    """Say that nothing can be asked before some learning steps are over."""
    come = counted(later, "question comes", "questions come")
    return f"Done for now. {come} again in {until_then(seconds)}."


def show_due(screen: Screen, due: "Due") -> None:
    """Show what there is to study now and in the next two weeks."""
    screen.rule(f"Due on {in_words(due.day)}")
    screen.row("Reviews", str(due.reviews))
    screen.row("New", f"{due.new}{of_them(due.new, due.exercise)}")
    if due.learning:
        screen.row("To ask again", f"{due.learning} (not learnt yet)")
    if due.learning_later:
        screen.row("Again later", f"{due.learning_later} (in {until_then(due.later_seconds)})")
    if due.over_limit:
        screen.row("For later days", f"{due.over_limit} more, for which today has no room")
    if due.buried:
        screen.row("Held back", f"{due.buried} (another question on the same point comes first)")
    screen.row("Next 14 days", screen.spark(due.forecast) + spread(screen, due.forecast))
    if due.reviews or due.new or due.learning:
        screen.line("Begin with `ipt-train study`.", indent=1)
    elif due.learning_later:
        screen.line(done_for_now(due.learning_later, due.later_seconds), indent=1)
    elif due.next_due:
        coming = coming_back(due.next_count, due.next_learning)
        screen.line(f"Nothing is due. Next: {coming} {on(due.next_due, due.day)}.", indent=1)
    else:
        screen.line(
            "Nothing is due and nothing is new. `ipt-train progress` shows where you stand.",
            indent=1,
        )


def show_summary(screen: Screen, summary: "Summary") -> None:
    """Show a sitting in figures and when to come back."""
    screen.gap()
    screen.rule("This sitting")
    if not summary.answers and not summary.drills:
        screen.line("No answer was given.", indent=1)
    else:
        parts = [
            f"{summary.correct} of {summary.answers} right" if summary.answers else "",
            counted(summary.drills, "drill") if summary.drills else "",
            f"{summary.new} new" if summary.new else "",
            f"{summary.learned} learned" if summary.learned else "",
            minutes(summary.seconds),
        ]
        screen.line(f"{', '.join(part for part in parts if part)}.", indent=1)
        for domain, (asked, right) in summary.by_domain.items():
            screen.row(begins(domain.replace("-", " ")), f"{right} of {asked}", indent=2)
        if summary.improved:
            screen.line("Right now and wrong the last time:", indent=1)
            _show_stems(screen, "+", summary.improved)
        if summary.missed:
            screen.line("To look at again:", indent=1)
            _show_stems(screen, "-", summary.missed)
    for name in summary.read:
        screen.line(f"To read: `ipt-train read {name.removeprefix('reading-')}`.", indent=1)
    if summary.over_limit:
        screen.line(backlog(summary.over_limit, summary.days_to_clear), indent=1)
    for line in what_is_next(summary):
        screen.line(line, indent=1)


def _show_stems(screen: Screen, sign: str, stems: Sequence[str]) -> None:
    """Show the first questions, a line each, and say how many there are beside."""
    for stem in stems[:_STEMS]:
        screen.brief(f" {sign}", stem)
    if len(stems) > _STEMS:
        screen.line(f"and {len(stems) - _STEMS} more", indent=3)


def what_is_next(summary: "Summary") -> list[str]:
    """Return in words what still waits today, the streak, and what comes next."""
    lines = ["Done for today."]
    if summary.more:
        lines = [f"Done for today. Want more? `ipt-train study --more {min(5, summary.more)}`"]
    if summary.learning_later:
        lines = [done_for_now(summary.learning_later, summary.later_seconds)]
    if not summary.done_for_today:
        waits = [
            counted(summary.left - summary.again, "review") if summary.left > summary.again else "",
            f"{summary.new_left} new{of_them(summary.new_left, summary.exercise)}"
            if summary.new_left
            else "",
            f"{summary.again} to ask again" if summary.again else "",
        ]
        lines = [f"Still waiting today: {listed(waits)}. Carry on with `ipt-train study`."]
    if summary.streak > 1:
        lines.append(f"You have studied {counted(summary.streak, 'day')} in a row.")
    if summary.next_due and not summary.over_limit:
        day = begins(in_words(summary.next_due, summary.today))
        due = coming_back(summary.next_count, summary.next_learning)
        lines.append(f"{day}: {due}, about {minutes(summary.next_seconds)}.")
    return lines


def show_path(screen: Screen, path: "Sequence[Stage]") -> None:
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


def backlog(waiting: int, days: int | None) -> str:
    """Say what waits beyond the daily limit, and when it may be gone."""
    end = f"cleared in about {counted(days, 'day')}" if days else "not cleared within a year"
    return (
        f"{waiting} more {be(waiting)} due, for which today has no room; at "
        f"this rate {end}, not counting what comes back meanwhile. The weakest come first."
    )
