"""How a plan towards an exam looks."""

from collections.abc import Callable, Sequence

from ipt_train.plural import counted
from ipt_train.progress.operation.plan import FARTHEST, MOST_NEW, Plan, needs_a_yes
from ipt_train.schedule.day import in_words
from ipt_train.schedule.exam import WINDOW
from ipt_train.shell.keys import Keys
from ipt_train.shell.screen import Screen
from ipt_train.study.core.outlook import Outlook


def show_plan(screen: Screen, plan: Plan, done: Sequence[str]) -> None:
    """Show the way to an exam, what it rests on, and what was set."""
    screen.rule(f"Exam on {in_words(plan.exam)}, in {counted(plan.days, 'day')}")
    if plan.days > plan.days_planned:
        screen.line(f"That is far off, so this is a plan for the next {FARTHEST} days.", indent=1)
    begun = plan.entries - plan.unseen
    screen.row(
        "Begun", f"{begun} of {counted(plan.entries, 'question or case', 'questions and cases')}"
    )
    if plan.remembered is not None:
        screen.row("Known", f"a mean chance of {plan.remembered:.0%} to recall them today")
    screen.row("Your pace", f"{plan.pace:.1f} new a day over the last fortnight")
    if plan.unseen:
        _show_ways(screen, plan)
    else:
        screen.line("Everything has been begun; just keep up with your reviews.", indent=1)
    _show_lines(screen, plan)
    for line in _what_is_set(plan, done):
        screen.line(line, indent=1)


def _what_is_set(plan: Plan, done: Sequence[str]) -> list[str]:
    """Return in words what was set and how to take it back, or what --follow would set."""
    number = "" if plan.asked_new is None else f" and {plan.asked_new} new a day"
    if not done:
        return [f"Add --follow to set the exam date{number}; nothing else changes."]
    told = [
        f"Your exam is set for {in_words(plan.exam)}. `ipt-train config set exam-date none` cancels it."
    ]
    if number:
        told.append(
            f"You will get {plan.asked_new} new a day, however long that takes. `ipt-train config set "
            "new-per-day auto` goes back to what your minutes have room for."
        )
    return told


def _show_ways(screen: Screen, plan: Plan) -> None:
    """Show what the settings come to, what it takes for all, and what can be done."""
    if plan.fixed is not None:
        screen.row("At your number", _way(plan, plan.fixed, f"{plan.new_a_day} new a day"))
    screen.row("What fits", _way(plan, plan.fits, f"{counted(plan.minutes_a_day, 'minute')} a day"))
    if plan.asked is not None:
        screen.row("If you did", _way(plan, plan.asked, f"{plan.asked_new} new a day"))
    screen.row(
        "For all",
        f"{plan.needed} new a day until {in_words(plan.begin_by)}: about "
        f"{counted(round(plan.all.minutes), 'minute')} a day, {plan.all.most:.0f} on the fullest",
    )
    if plan.days_planned <= WINDOW:
        screen.line(
            "The exam is less than a fortnight away, so what you begin now may not come back before it.",
            indent=1,
        )
    elif plan.enough:
        screen.line(f"All of it will be begun {WINDOW} days before the exam.", "bold", indent=1)
    if not plan.enough:
        screen.line(_advice(plan), "bold", indent=1)


def _way(plan: Plan, way: Outlook, what: str) -> str:
    """Return in words what a way comes to."""
    reached = min(plan.unseen, int(way.reached + 0.01))
    cost = f", about {counted(round(way.minutes), 'minute')} a day" if "minute" not in what else ""
    return f"{what}{cost}: in time you would begin {reached} of the {plan.unseen} that are left"


def _advice(plan: Plan) -> str:
    """Return what can be done where the settings do not reach all."""
    missing = f"{plan.unseen - plan.reached} of them will not be begun in time"
    if plan.minutes_for_all is None or plan.needed > MOST_NEW:
        return f"{missing}. Learn what fits, and the rest after the exam."
    return (
        f"{missing}. For all of it, with room for the fullest days: "
        f"`ipt-train config set minutes-per-day {plan.minutes_for_all}`."
    )


def _show_lines(screen: Screen, plan: Plan) -> None:
    """Show cost and gain by desired retention, and what the figures rest on."""
    screen.gap()
    screen.table(
        ("Desired retention", "Minutes a day", "Fullest day", "Known on the day"),
        [
            (
                f"{line.retention:.0%}",
                f"{line.minutes:.0f}",
                f"{line.most:.0f}",
                f"{line.known:.0%}",
            )
            for line in plan.lines
        ],
    )
    source = "mostly assumed, as your log is short" if plan.assumed else "from your log"
    screen.line(
        f"Expected if all of it is begun in time, reviews of what is begun included; at {plan.seconds:.0f} s "
        f"an answer and {plan.first_right:.0%} right at first sight, {source}. You ask for "
        f"{plan.retention:.0%}. A case counts once here and in `ipt-train due`; `ipt-train "
        f"progress` counts its questions: {plan.questions} in all.",
        "dim",
        indent=1,
    )


def agreed(screen: Screen, plan: Plan, asking: Callable[[], Keys | None]) -> bool:
    """Ask whether so many new ones a day are meant, where there is somebody to ask.

    Args:
        screen: Where to.
        plan: The plan.
        asking: Returns the keyboard, or None without a terminal.
    """
    keys = asking() if needs_a_yes(plan) else None
    if keys is None or plan.asked is None:
        return False
    screen.line(
        f"{plan.asked_new} new a day is about {counted(round(plan.asked.minutes), 'minute')} a day, "
        f"{plan.asked.most:.0f} on the fullest. Set it? y for yes, any other key for no."
    )
    try:
        return keys.command("Set it? ").lower() == "y"
    except EOFError:
        return False
