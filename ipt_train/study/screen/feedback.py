"""How feedback looks: right or wrong in words first, then why, then the source."""

from collections.abc import Mapping, Sequence

from ipt_train.bank.core.model import Item, Reference
from ipt_train.bank.screen.source import sources
from ipt_train.shell.screen import Screen
from ipt_train.study.core.judgement import FeedbackNote
from ipt_train.study.operation.done import Outcome
from ipt_train.vocabulary import Certainty

_LONG = 3
"""Feedback with more parts may have scrolled its verdict off, so it is said again."""

_WARM_UP = "A warm-up: common sense may answer it."
_LEECH = "missed so often that asking again will not help; it is put aside for today, and you get another question on the same point if there is one"
_COLOURS = {True: "bold green", False: "bold red"}


def show_feedback(
    screen: Screen, item: Item, outcome: Outcome, bibliography: Mapping[str, Reference]
) -> None:
    """Show whether the answer was right, why, and where it can be checked."""
    judgement = outcome.judgement
    sign = screen.glyph("right" if judgement.correct else "wrong")
    verdict = "Right." if judgement.correct else "Wrong."
    if 0 < judgement.score < 1:
        verdict += f" Partly right: {judgement.score:.0%} of the marks."
    screen.gap()
    screen.line(
        verdict if screen.plain else f"{sign} {verdict}", _COLOURS[judgement.correct], indent=1
    )
    show_notes(screen, judgement.notes)
    screen.gap()
    screen.row("Remember:", item.explanation, style="bold")
    screen.row("Source:", sources(item, bibliography), style="bold", text_style="dim")
    if doubts := " ".join(_doubts(item)):
        screen.line(doubts, "dim", indent=1)
    screen.row("Next:", outcome.returns, style="bold", text_style="dim")
    if outcome.note:
        screen.row("Your note:", outcome.note, style="bold")
    if outcome.leech:
        screen.row("Leech:", _LEECH, style="bold")
    if outcome.reading:
        name = outcome.reading.id.removeprefix("reading-")
        offer = f"this keeps slipping; press t for the card `{outcome.reading.title}`, or type `ipt-train read {name}` later"
        screen.row("Read:", offer, style="bold")
    if len(judgement.notes) > _LONG and not screen.plain:
        screen.line(f"{sign} {verdict}", _COLOURS[judgement.correct], indent=1)


def show_others(screen: Screen, notes: Sequence[FeedbackNote]) -> None:
    """Show the rationales of the options that were neither chosen nor key."""
    if notes:
        show_notes(screen, notes)
    else:
        screen.line("Every rationale was shown.", indent=1)


_CERTAINTY = {
    Certainty.PARTLY_VERIFIED: "Partly checked against the source.",
    Certainty.FROM_MEMORY: "Not yet checked against a source.",
}


def _doubts(item: Item) -> list[str]:
    """Return what to say of how far an item is to be trusted, and of what it shows."""
    return [
        *([_CERTAINTY[item.certainty]] if item.certainty in _CERTAINTY else []),
        *([_WARM_UP] if item.warm_up else []),
    ]


def show_notes(screen: Screen, notes: Sequence[FeedbackNote]) -> None:
    """Show parts of a feedback: what it is about, and why."""
    for note in notes:
        screen.gap()
        wrong = "wrong" in note.label.lower() or "you said" in note.label
        screen.row(f"{note.label}:", note.text, style="red" if wrong else "green")
        if note.rationale:
            screen.line(note.rationale, indent=3)
