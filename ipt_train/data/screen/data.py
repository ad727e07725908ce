"""How the state of a log and what was imported look."""

from ipt_train.data.operation.doctor import Diagnosis
from ipt_train.data.operation.import_history import ImportedReviews
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def show_diagnosis(screen: Screen, found: Diagnosis) -> None:
    """Show what may be wrong with a log, the worst first."""
    screen.rule(f"Log {found.log}")
    devices = ", ".join(f"{name} {count}" for name, count in found.devices.items())
    screen.row("Events", f"{found.events} ({devices})" if devices else str(found.events))
    if found.folds:
        screen.row(
            "State",
            f"{found.digest[:12]}; replaying the log in {counted(found.folds, 'order')} gave the same result",
        )
    for one in found.troubles:
        screen.line(f"{one.severity}: {one.what}", "bold", indent=1)
        screen.line(one.remedy, indent=3)
    screen.line("Sound." if found.sound else "Not sound.", indent=1)
    screen.line(f"The log was {found.done}.", "dim", indent=1)


def show_imported(screen: Screen, result: ImportedReviews) -> None:
    """Show what became of reviews of another program."""
    screen.row("New", f"{counted(result.added, 'review')} of {counted(result.items, 'item')}")
    screen.row("There already", str(result.known))
    for reason, count in result.left_out.items():
        screen.row("Left out", f"{count}: {reason}")
    if result.unknown:
        count = sum(result.unknown.values())
        screen.row(
            "Kept out",
            f"{counted(count, 'review')} of {counted(len(result.unknown), 'card')} without an item:",
        )
        for card, reviews in list(result.unknown.items())[:20]:
            screen.row("-", f"{card} ({reviews})", indent=3)
        if len(result.unknown) > 20:
            screen.line(f"and {len(result.unknown) - 20} more; --json lists them all", indent=3)
    if result.kept:
        screen.row("As it was before", result.kept)
