"""Typed answers, a text, a number or gaps: what each is worth, and what was probably meant."""

from collections.abc import Container

from ipt_train.bank.core.model import Cloze, Gap, Item, NumberEntry, TextEntry
from ipt_train.bank.core.near import near
from ipt_train.bank.core.number import number_key, read_number, same_unit, shown_number
from ipt_train.bank.core.spelling import normal, same_text
from ipt_train.log.core.event import Response
from ipt_train.study.core.credit import of_parts
from ipt_train.study.core.judgement import FeedbackNote, Judgement
from ipt_train.vocabulary import Credit


def near_miss(item: Item, response: Response, known: Container[str]) -> Response | None:
    """Return the response that a typed one is probably meant for, with the texts that are right.

    Args:
        item: The item.
        response: What was typed.
        known: The words of the banks.

    Returns:
        None where nothing was typed, where it is right as it stands, or where no answer is near.
    """
    match item.interaction, response:
        case TextEntry() as task, str(said):
            foreseen = [one.text for one in task.anticipated]
            if same_text(said, [*task.accepted, *foreseen], known, foreseen):
                return None
            return near(said, task.accepted, known, foreseen) or None
        case Cloze() as task, dict(texts):
            meant = {gap.id: _meant_in(task, gap, texts[gap.id], known) for gap in task.gaps}
            return None if meant == texts else meant
    return None


def _meant_in(task: Cloze, gap: Gap, said: str, known: Container[str]) -> str:
    """Return the accepted answer of a gap that a text is near to, or the text as it is."""
    if same_text(said, gap.accepted, known):
        return said
    others = [text for one in task.gaps if one is not gap for text in one.accepted]
    return near(said, gap.accepted, known, set(others) - set(gap.accepted)) or said


def judge_text(task: TextEntry, said: str, known: Container[str]) -> Judgement:
    """Judge a word or a short phrase; a slip of spelling is right, a word of the banks is none."""
    wrong = next(
        (one.rationale for one in task.anticipated if normal(one.text) == normal(said)), ""
    )
    foreseen = [one.text for one in task.anticipated]
    if not wrong and (accepted := same_text(said, task.accepted, known, foreseen)):
        label = (
            "Your answer, right"
            if normal(said) == normal(accepted)
            else "Right, but spelt differently"
        )
        return Judgement(
            correct=True,
            score=1.0,
            notes=(FeedbackNote(label=label, text=accepted, rationale=task.rationale),),
        )
    return Judgement(
        correct=False,
        score=0.0,
        notes=(
            FeedbackNote(label="Your answer, wrong", text=said, rationale=wrong),
            FeedbackNote(label="The key", text=task.accepted[0], rationale=task.rationale),
        ),
    )


def judge_number(task: NumberEntry, said: str) -> Judgement:
    """Judge number and unit apart; what is no number at all is wrong."""
    key = FeedbackNote(label="The key", text=number_key(task), rationale=task.rationale)
    try:
        value, unit = read_number(said)
    except ValueError:
        return _wrong(FeedbackNote(label="Your answer, wrong", text=said, rationale=""), key)
    fits = abs(value - task.value) <= task.tolerance
    if fits and (not unit or same_unit(unit, task.units)):
        note = FeedbackNote(
            label="Your answer, right", text=number_key(task), rationale=task.rationale
        )
        return Judgement(correct=True, score=1.0, notes=(note,))
    if fits:
        number = FeedbackNote(label="Your number, right", text=shown_number(value), rationale="")
        return _wrong(number, FeedbackNote(label="Your unit, wrong", text=unit, rationale=""), key)
    why = next((one.rationale for one in task.anticipated if one.value == value), "")
    return _wrong(FeedbackNote(label="Your answer, wrong", text=said, rationale=why), key)


def _wrong(*notes: FeedbackNote) -> Judgement:
    return Judgement(correct=False, score=0.0, notes=notes)


def judge_gaps(
    task: Cloze, texts: dict[str, str], credit: Credit, known: Container[str]
) -> Judgement:
    """Judge the gaps of a passage, each by itself."""
    notes = []
    hits = 0
    for gap in task.gaps:
        right = bool(same_text(texts[gap.id], gap.accepted, known))
        hits += right
        key = gap.accepted[0]
        text = key if right else f"{texts[gap.id]} - the key is {key}"
        notes.append(
            FeedbackNote(
                label="Your answer, right" if right else "Your answer, wrong",
                text=text,
                rationale=gap.rationale,
            )
        )
    return Judgement(
        correct=hits == len(task.gaps),
        score=of_parts(credit, parts=len(task.gaps), right=hits),
        notes=tuple(notes),
    )
