"""How a regrade looks: what is corrected, and whose grade that changes."""

from collections.abc import Mapping

from ipt_train.course.core.roster import Person
from ipt_train.course.operation.regrade import Regraded
from ipt_train.course.screen.who import named
from ipt_train.figure.rounding import percent
from ipt_train.shell.screen import Screen


def show_regrade(
    screen: Screen, result: Regraded, *, people: Mapping[str, Person], done: bool
) -> None:
    """Show what a regrade changes, or would change.

    Args:
        screen: Where to.
        result: What is corrected, and what that changes.
        people: The roster by pseudonym.
        done: Whether it was to be done, not only tried.
    """
    for sentence in result.in_force:
        screen.row("In force", sentence)
    if not result.items:
        screen.line(
            f"Nothing is corrected in `{result.exam}`: its keys are those of the banks. Correct a key "
            "in the bank, or name an item with --leave-out, --full-marks, --also or --undo."
        )
        return
    for item, words in result.items.items():
        screen.row(item, words, style="bold")
    for item in result.reworded:
        screen.row(item, "reworded only; its key stands", style="bold")
    for change in result.changes:
        screen.row(
            named(change.person, people),
            f"{_share(change.before)} to {_share(change.after)}",
            style="bold",
        )
    verb = "changed" if done else "would change"
    screen.line(f"{len(result.changes)} of {result.people} grades {verb}. Marks by hand stay.")
    if not done:
        screen.line("Nothing was written; --do does it.")


def _share(share: float | None) -> str:
    return "no grade" if share is None else percent(share)
