"""How a question and a case look."""

from ipt_train.bank.core.model import Cloze, Item, Matching, Vignette
from ipt_train.plural import counted, minutes
from ipt_train.shell.screen import Screen
from ipt_train.study.core.judge import filled
from ipt_train.study.core.presentation import Presentation, letters
from ipt_train.study.core.session import Question, Reason
from ipt_train.study.core.standing import SittingProgress

_REASONS = {
    Reason.NEW: "new",
    Reason.REVIEW: "review",
    Reason.AGAIN: "again",
    Reason.REVISED: "revised since you last saw it",
}


def show_warning(screen: Screen, vignette: Vignette) -> None:
    """Show what a case touches on, before the case itself."""
    screen.gap()
    screen.rule(f"Case: {vignette.title}")
    screen.row("Content note:", vignette.content_warning, style="yellow")


def show_opening(screen: Screen, vignette: Vignette, scenes: tuple[Item, ...]) -> None:
    """Show a case: title, text, and the scenes of the steps up to now."""
    screen.gap()
    screen.rule(f"Case: {vignette.title}")
    screen.gap()
    screen.line(vignette.case, indent=1)
    for item in scenes:
        if item.scene:
            screen.gap()
            screen.line(item.scene, indent=1)


def show_debrief(screen: Screen, vignette: Vignette) -> None:
    """Show what an expert weighs, after the last step."""
    screen.gap()
    screen.rule(f"Debrief: {vignette.title}")
    screen.line(vignette.debrief, indent=1)


def show_question(screen: Screen, question: Question, standing: SittingProgress) -> None:
    """Show one item with its options, under a line on how far the sitting is."""
    item = question.item
    place = f"step {question.number} of {len(question.vignette.steps)}" if question.vignette else ""
    reason = "practice" if standing.practice else _REASONS[question.reason]
    parts = [_title(item.domain), place, reason]
    dot = f" {screen.glyph('dot')} "
    screen.gap()
    screen.rule(dot.join(part for part in parts if part))
    screen.line(dot.join(standing_parts(standing)), "dim", indent=1)
    screen.gap()
    if question.number > 1 and item.scene:
        screen.line(item.scene, indent=1)
        screen.gap()
    show_task(screen, question.presentation)


def standing_parts(standing: SittingProgress) -> list[str]:
    """Return in words how far a sitting is; at least one of the numbers moves with each answer."""
    ahead = standing.ahead
    counts = (
        counted(ahead.reviews, "review"),
        f"{ahead.new} new",
        f"{ahead.again} again",
    )
    shown = [
        text
        for number, text in zip((ahead.reviews, ahead.new, ahead.again), counts, strict=True)
        if number and not standing.apart
    ]
    of = "" if standing.limit is None else f" of {standing.limit}"
    return [f"{standing.done}{of} done", *shown, f"about {minutes(standing.seconds)} left"]


def show_task(screen: Screen, presentation: Presentation) -> None:
    """Show a stem with what there is to choose from."""
    item = presentation.item
    if item.picture:
        screen.row("Picture:", item.picture.text)
        screen.gap()
    screen.line(item.stem, "bold", indent=1)
    screen.gap()
    match item.interaction:
        case Matching(prompts=prompts):
            for letter, prompt in zip(letters(prompts), prompts, strict=True):
                screen.row(f"{letter}.", prompt.text, style="bold", indent=2)
            screen.gap()
        case Cloze(passage=passage, gaps=gaps):
            screen.line(filled(passage, [gap.id for gap in gaps], {}), indent=2)
            screen.gap()
    for number, option in enumerate(presentation.options, 1):
        label = f"{number}." if screen.plain else str(number)
        screen.row(label, option.text, style="bold cyan", indent=2)


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
