"""How a tuning of the memory model looks."""

from collections.abc import Callable

from ipt_train.plural import counted
from ipt_train.progress.operation.tune import SPLITS, Tuning
from ipt_train.shell.keys import Keys
from ipt_train.shell.screen import Screen


def show_tuning(screen: Screen, tuning: Tuning) -> None:
    """Show how parameters fitted to the log predict what was held back."""
    screen.rule(f"Memory model and your {counted(tuning.reviews, 'review')}")
    screen.row("Now", f"log loss {tuning.before:.4f}")
    screen.row("Fitted", f"log loss {tuning.after:.4f}")
    screen.line(
        f"On {counted(tuning.predicted, 'recall')} held back in {SPLITS} steps of time; less is better.",
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
