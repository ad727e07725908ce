"""What a learner says of a question: a flag, a note to self, or that something is wrong with it."""

from ipt_train.bank.core.model import Item
from ipt_train.shell.keys import Keys
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.study import Sitting
from ipt_train.vocabulary import EventKind


def flag(screen: Screen, keys: Keys, sitting: Sitting, item: Item, *, after: bool) -> None:
    """Flag an item, after feedback with the reason if one is given, or lift its flag."""
    if sitting.is_flagged(item):
        sitting.mark(item, EventKind.UNFLAG)
        screen.line("No longer flagged.", indent=1)
        return
    why = keys.line("Why? (Enter for no reason) ").strip() if after else ""
    sitting.mark(item, EventKind.FLAG, why)
    screen.line("Flagged.", indent=1)


def note(screen: Screen, keys: Keys, sitting: Sitting, item: Item) -> None:
    """Keep a note on an item, or take away the one that there is."""
    text = keys.line("Note to yourself (Enter for none): ").strip()
    sitting.mark(item, EventKind.NOTE, text)
    screen.line("Noted." if text else "No note is kept.", indent=1)


def dispute(screen: Screen, keys: Keys, sitting: Sitting, item: Item) -> None:
    """Keep what is wrong with an item, and say how to send it."""
    why = keys.line("What is wrong with it? (Enter to leave it) ").strip()
    if not why:
        screen.line("Not disputed.", indent=1)
        return
    sitting.mark(item, EventKind.DISPUTE, why)
    command = f"ipt-train bank dispute {item.id}"
    screen.line(f"Kept. `{command}` prints it ready to send.", indent=1)
