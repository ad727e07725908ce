"""A sitting with a rating from beginning to end: begun, entered, locked or left."""

from collections.abc import Callable
from dataclasses import dataclass

from ipt_train.rating.core.provenance import SELF
from ipt_train.rating.operation.rate import RatingSheet
from ipt_train.rating.screen.close import BACK
from ipt_train.rating.screen.rating import show_points
from ipt_train.rating.screen.session import RatingSitting, show_safety
from ipt_train.shell.person import AtTerminal, Ending
from ipt_train.shell.screen import Screen

_KEPT = "Saved; every point is kept. `ipt-train rate` carries on with it."


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfSitting:
    """How a sitting came to its end, and with which rating; None where none was begun."""

    ending: Ending
    sheet: RatingSheet | None


def sit(who: AtTerminal, begin: Callable[[], RatingSheet | None]) -> EndOfSitting:
    """Begin a rating, ask for what it lacks, and ask whether it is to be locked.

    Args:
        who: The rater.
        begin: Returns the rating that goes on or begins; None where none does.

    Raises:
        StoreError: Something could not be written; what was entered before is kept.
    """
    sheet = None
    try:
        sheet = begin()
        ending = _rated(who, sheet) if sheet is not None else Ending.OVER
    except KeyboardInterrupt:
        ending = Ending.INTERRUPTED
    except EOFError:  # Ctrl-D at a question before the first point or after the last
        ending = Ending.LEFT if sheet is None else Ending.OVER
    return EndOfSitting(ending=ending, sheet=sheet)


def _rated(who: AtTerminal, sheet: RatingSheet) -> Ending:
    """Ask for everything, then whether to lock it."""
    sitting = RatingSitting(who.screen, who.keys, sheet)
    whole = sitting.run()
    while whole:
        pressed = _ask_lock(who, sheet)
        if pressed in BACK:
            whole = sitting.go_back()
            continue
        if pressed == "y":
            sheet.lock()
        return Ending.OVER
    return Ending.LEFT


def _ask_lock(who: AtTerminal, sheet: RatingSheet) -> str:
    """Show what was entered and which safety flag stands; return the key that is pressed."""
    screen = who.screen
    screen.begin_page()
    screen.gap()
    screen.rule("What you have entered")
    show_points(screen, sheet.form, sheet.score())
    show_safety(screen, sheet)
    screen.gap()
    screen.line(_lock_question(sheet), "bold", indent=1)
    if lacking := sheet.without_evidence():
        least = sheet.forms.rules.without_evidence
        told = f"Without a time, and so counted as {least}: {', '.join(lacking)}."
        screen.line(told, "bold", indent=1)
    screen.keys("y yes, lock it", "< back", "q quit without locking")
    return who.keys.command("Lock? ").lower()


def _lock_question(sheet: RatingSheet) -> str:
    if sheet.record.rater == SELF:
        return "Everything has been entered. Lock it? After that nothing can be changed."
    return (
        "Everything has been entered. Lock it and hand it over? After that nothing can be changed."
    )


def show_end(screen: Screen, end: EndOfSitting) -> None:
    """Say what is kept, what comes next, and which safety flag stands."""
    sheet = end.sheet
    if sheet is None:
        if end.ending is not Ending.OVER:  # else the screen has said why none began
            screen.line("No rating was begun.")
        return
    if end.ending is Ending.OVER and not sheet.record.locked:
        screen.line(f"Not locked. {_KEPT}")
        return
    if sheet.record.locked:
        _show_locked(screen, sheet)
    else:
        screen.line(_KEPT)
    show_safety(screen, sheet)


def _show_locked(screen: Screen, sheet: RatingSheet) -> None:
    name = sheet.record.id
    screen.line(f"Locked: {name}.")
    if sheet.record.rater == SELF:
        screen.line(f"`ipt-train rate request {name} -o request.json` asks your supervisor.")
        screen.line(f"`ipt-train rate show {name}` shows your scores.")
    else:
        screen.line(f"`ipt-train rate hand-over {name} -o rating.json` writes it for the trainee.")
