"""How a plan towards an exam and a tuning look."""

from collections.abc import Callable, Sequence

from ipt_train.progress.operation.plan import Plan
from ipt_train.progress.operation.tune import SPLITS, Tuning
from ipt_train.schedule.exam import WINDOW
from ipt_train.shell.keys import Keys
from ipt_train.shell.screen import Screen


def show_plan(screen: Screen, plan: Plan, done: Sequence[str]) -> None:
    """Show the way to an exam, its assumptions, and what was set."""
    screen.rule(f"Exam on {plan.exam}, in {plan.days} days")
    screen.row("Not begun", f"{plan.unseen} of {plan.entries} questions and cases")
    if plan.remembered is not None:
        screen.row("Begun", f"a mean chance of {plan.remembered:.0%} to recall them today")
    screen.row("Your pace", f"{plan.pace:.1f} new a day over the last fortnight")
    screen.row("Needed", f"{plan.needed} new a day, to have begun all {WINDOW} days before")
    if not plan.unseen:
        screen.line("Everything was begun; what is due each day is enough.", indent=1)
    elif plan.enough:
        screen.line("At this pace all of it is begun in time.", indent=1)
    else:
        screen.line(
            f"At this pace {plan.reached} of the {plan.unseen} would be begun in time.",
            "bold",
            indent=1,
        )
    if plan.lines:
        screen.gap()
        screen.table(
            ("Desired retention", "Minutes a day", "Fullest day", "Known on the day"),
            [
                (
                    f"{one.retention:.0%}",
                    f"{one.minutes:.0f}",
                    f"{one.most:.0f}",
                    f"{one.known:.0%}",
                )
                for one in plan.lines
            ],
        )
        source = "assumed, your log is too short" if plan.assumed else "from your log"
        screen.line(
            f"Simulated with FSRS (mean of five runs) for the {plan.unseen} not begun, at "
            f"{plan.needed} new a day; {plan.seconds:.0f} s an answer and {plan.first_right:.0%} "
            f"right at first sight, {source}. You ask for {plan.retention:.0%}.",
            "dim",
            indent=1,
        )
    if done:
        screen.line(f"Set: {', '.join(done)}.", indent=1)
    else:
        screen.line("`--follow` sets the date and the new ones a day.", indent=1)


def show_tuning(screen: Screen, tuning: Tuning) -> None:
    """Show how parameters fitted to the log predict what was held back."""
    screen.rule(f"Memory model and your {tuning.reviews} reviews")
    screen.row("Now", f"log loss {tuning.before:.4f}")
    screen.row("Fitted", f"log loss {tuning.after:.4f}")
    screen.line(
        f"On {tuning.predicted} recalls held back in {SPLITS} steps of time; less is better.",
        "dim",
        indent=1,
    )
    screen.row("Parameters", " ".join(f"{one:g}" for one in tuning.parameters))
    better = "The fitted ones predict better." if tuning.better else "They predict no better."
    screen.line(better, "bold", indent=1)


def offer_tuning(
    screen: Screen,
    found: Tuning,
    kept: bool,
    asking: Callable[[], Keys | None],
    keep: Callable[[], None],
) -> None:
    """Show what tuning found, and ask whether to keep it where there is somebody to ask.

    Args:
        screen: Where to.
        found: What was fitted.
        kept: Whether it is kept already.
        asking: Returns the keyboard, or None without a terminal.
        keep: Keeps it.
    """
    show_tuning(screen, found)
    keys = asking() if found.better and not kept else None
    if keys is not None:
        screen.line("Keep them? y for yes, anything else for no.", indent=1)
        if keys.command("Keep them? ").lower() == "y":
            keep()
            kept = True
    told = "Kept; `ipt-train tune --undo` goes back." if kept else "Nothing was changed."
    screen.line(told, indent=1)
