"""How an excerpt and its calibration look."""

from collections.abc import Sequence

from ipt_train.plural import counted
from ipt_train.rating.core.excerpt import Excerpt
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.match import Match
from ipt_train.rating.core.safety import INVENTED
from ipt_train.rating.operation.calibrate import CalibratedItem, CalibrationReading
from ipt_train.rating.operation.exercise import ExcerptLine, Exercise
from ipt_train.rating.operation.rate import RatingSheet
from ipt_train.rating.screen.rating import NOTICE
from ipt_train.rating.screen.session import RatingSitting
from ipt_train.shell.person import AtTerminal, Ending
from ipt_train.shell.screen import Screen


def show_excerpts(screen: Screen, lines: Sequence[ExcerptLine]) -> None:
    """List the excerpts, and which of them the rater has rated."""
    for line in lines:
        state = "rated" if line.rated else "not rated yet"
        screen.row(line.id, f"{line.title}; form {line.form}; {state}", style="bold")
    screen.line(
        "Rate one with `ipt-train rate calibrate EXCERPT`."
        if lines
        else "There is no excerpt here."
    )


def rate_excerpt(who: AtTerminal, exercise: Exercise, sheet: RatingSheet) -> Ending:
    """Show an excerpt, ask for its rating, and lock it when everything was entered.

    Raises:
        StoreError: Something could not be written; what was entered before is kept.
    """

    def show() -> None:
        show_excerpt(who.screen, exercise.excerpt)

    show()
    try:
        done = RatingSitting(who.screen, who.keys, sheet, show).run()
    except KeyboardInterrupt:
        return Ending.INTERRUPTED
    if not done:
        return Ending.LEFT
    sheet.lock()
    return Ending.OVER


def show_reading(screen: Screen, excerpt: Excerpt, reading: CalibrationReading | None) -> None:
    """Show the reading beside the argued one; where it is not whole yet, say that it is kept."""
    if reading is not None:
        show_calibration(screen, excerpt, reading)
        return
    screen.line("Saved; every point is kept. The same command goes on with it.")


def show_excerpt(screen: Screen, excerpt: Excerpt) -> None:
    """Show the turns of an excerpt, numbered as the arguments name them."""
    screen.rule(f"Excerpt: {excerpt.title}")
    if excerpt.warning:
        screen.row("Content note:", excerpt.warning, style="yellow")
    screen.line(excerpt.setting, indent=1)
    screen.gap()
    for number, turn in enumerate(excerpt.turns, 1):
        who = "T" if turn.speaker == "therapist" else "C"
        screen.row(f"{number:>2} {who}", turn.text, style="bold" if who == "T" else "cyan")
    screen.line("T is the therapist, C the client; all of it is invented.", "dim", indent=1)


def show_calibration(screen: Screen, excerpt: Excerpt, found: CalibrationReading) -> None:
    """Show where a reading differs from the argued one, the widest apart first."""
    screen.gap()
    screen.rule(f"Your reading of {excerpt.title}")
    screen.row("Adherence", _match(found.adherence))
    screen.row("Competence", _match(found.competence))
    for one in sorted(found.readings, key=_apart):
        screen.gap()
        screen.line(f"{one.item} {one.title}", "bold", indent=1)
        screen.line(
            f"You: {_said(one.adherence, one.competence)}. Argued: "
            f"{_said(one.argued.adherence, one.argued.competence)}"
            f"{_turns(one)}.",
            indent=2,
        )
        screen.line(one.argued.argument or one.argued.reason, indent=2)
        if one.safety:
            screen.line(f"{INVENTED} ({one.safety})", "bold red", indent=2)
    screen.gap()
    screen.line(excerpt.debrief, indent=1)
    screen.line("The reasoned ratings are one reading, not the truth.", "dim", indent=1)
    screen.line(NOTICE, "dim", indent=1)


def _apart(one: CalibratedItem) -> int:
    same = (one.adherence is None) == (one.argued.adherence is None)
    return -(one.distance if one.distance is not None else 0 if same else 4)


def _said(adherence: int | None, competence: int | None) -> str:
    if adherence is None:
        return "not applicable"
    well = "" if competence is None else f", competence {competence}"
    return f"adherence {adherence}{well}"


def _match(found: Match | Undefined) -> str:
    """Say how a reading fits the argued one, in counts of items."""
    if isinstance(found, Undefined):
        return found.reason
    exact, close = (round(found.n * share / 100) for share in (found.exact, found.within_one))
    told = f"You matched {exact} of {counted(found.n, 'item')} exactly and {close} within one point"
    if not round(found.signed, 1):
        return f"{told}; on average you rated neither higher nor lower"
    way = "higher" if found.signed > 0 else "lower"
    return f"{told}; on average you rated {abs(found.signed):.1f} {way}"


def _turns(one: CalibratedItem) -> str:
    turns = one.argued.turns
    return (
        f" ({'turn' if len(turns) == 1 else 'turns'} {', '.join(map(str, turns))})" if turns else ""
    )
