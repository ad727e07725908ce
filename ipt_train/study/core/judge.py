"""Response and item to judgement and feedback."""

from collections.abc import Container, Sequence
from dataclasses import replace

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.core.passage import GAP
from ipt_train.log.core.event import Response
from ipt_train.study.core.credit import of_choice, of_parts
from ipt_train.study.core.judgement import FeedbackNote, Judgement
from ipt_train.study.core.typed import judge_gaps, judge_number, judge_text
from ipt_train.vocabulary import Confidence, Credit, Rating


def rating_of(correct: bool, confidence: Confidence | None) -> Rating:
    """Return the recall rating of an answer: wrong, or right by a guess, is Again; else Good."""
    return Rating.GOOD if correct and confidence is not Confidence.GUESSED else Rating.AGAIN


def judge(item: Item, response: Response, known: Container[str] = frozenset()) -> Judgement:
    """Judge a response.

    Args:
        item: The item.
        response: A response that belongs to it.
        known: Words that are no slip of an accepted answer: the words of the banks (see
            ``bank.lexicon``), or of them the rivals that an exam's key carries.

    Raises:
        TypeError: The response belongs to another type of item.
    """
    match item.interaction, response:
        case Choice(options=options), tuple(chosen):
            return _choice(options, chosen, item.credit)
        case TrueFalse() as task, bool(said):
            return _true_false(task, said)
        case TextEntry() as task, str(said):
            return judge_text(task, said, known)
        case NumberEntry() as task, str(said):
            return judge_number(task, said)
        case Ordering(sequence=sequence), tuple(order):
            return _order(sequence, order, item.credit)
        case Matching() as task, dict(pairs):
            return _matches(task, pairs, item.credit)
        case Cloze() as task, dict(texts):
            return judge_gaps(task, texts, item.credit, known)
    raise TypeError(f"{type(response).__name__} is not a response to {item.id}")


def judge_meant(
    item: Item, response: Response, meant: Response | None, known: Container[str] = frozenset()
) -> Judgement:
    """Judge a response by what its writer says it meant; None stands for what was written."""
    if meant is None:
        return judge(item, response, known)
    judgement = judge(item, meant, known)
    if not isinstance(item.interaction, TextEntry):
        return judgement
    notes = tuple(replace(note, label="Right, with a slip") for note in judgement.notes)
    return replace(judgement, notes=notes)


def _choice(options: Sequence[Option], chosen: Sequence[str], credit: Credit) -> Judgement:
    keys = {option.id for option in options if option.key}
    picked = set(chosen)
    hits, misses = len(picked & keys), len(picked - keys)
    notes, others = [], []
    for option in sorted(options, key=lambda one: (one.id not in picked, not one.key)):
        if option.id in picked:
            notes.append(
                FeedbackNote(
                    label="Your answer, right" if option.key else "Your answer, wrong",
                    text=option.text,
                    rationale=option.rationale,
                )
            )
        elif option.key:
            notes.append(
                FeedbackNote(label="The key", text=option.text, rationale=option.rationale)
            )
        else:
            others.append(
                FeedbackNote(
                    label="Not chosen, wrong", text=option.text, rationale=option.rationale
                )
            )
    return Judgement(
        correct=picked == keys,
        score=of_choice(credit, keys=len(keys), options=len(options), right=hits, wrong=misses),
        notes=tuple(notes),
        others=tuple(others),
    )


def _true_false(task: TrueFalse, said: bool) -> Judgement:
    why = {True: task.rationale_true, False: task.rationale_false}
    right = said is task.key
    notes = [
        FeedbackNote(
            label=f"Your answer, {'right' if right else 'wrong'}",
            text=str(said),
            rationale=why[said],
        )
    ]
    other = FeedbackNote(
        label="The key" if not right else "Not chosen, wrong",
        text=str(not said),
        rationale=why[not said],
    )
    if right:
        return Judgement(correct=True, score=1.0, notes=tuple(notes), others=(other,))
    return Judgement(correct=False, score=0.0, notes=(*notes, other))


def _order(sequence: Sequence[Option], order: Sequence[str], credit: Credit) -> Judgement:
    places = {name: number for number, name in enumerate(order, 1)}
    notes = []
    for number, element in enumerate(sequence, 1):
        given = places[element.id]
        label = f"{number}, right" if given == number else f"{number}, you said {given}"
        notes.append(FeedbackNote(label=label, text=element.text, rationale=element.rationale))
    hits = sum(places[element.id] == number for number, element in enumerate(sequence, 1))
    return Judgement(
        correct=hits == len(sequence),
        score=of_parts(credit, parts=len(sequence), right=hits),
        notes=tuple(notes),
    )


def _matches(task: Matching, pairs: dict[str, str], credit: Credit) -> Judgement:
    options = {option.id: option for option in task.options}
    notes = []
    hits = 0
    for prompt in task.prompts:
        given, key = options[pairs[prompt.id]], options[prompt.key]
        right = given.id == key.id
        hits += right
        if not right:
            notes.append(
                FeedbackNote(
                    label="Your answer, wrong",
                    text=matched(prompt.text, given.text),
                    rationale=given.rationale,
                )
            )
        notes.append(
            FeedbackNote(
                label="Your answer, right" if right else "The key",
                text=matched(prompt.text, key.text),
                rationale=prompt.rationale,
            )
        )
    used = set(pairs.values()) | {prompt.key for prompt in task.prompts}
    return Judgement(
        correct=hits == len(task.prompts),
        score=of_parts(credit, parts=len(task.prompts), right=hits),
        notes=tuple(notes),
        others=tuple(
            FeedbackNote(label="Not used", text=option.text, rationale=option.rationale)
            for option in task.options
            if option.id not in used
        ),
    )


def matched(prompt: str, option: str) -> str:
    """Return a prompt with its option behind a colon, before which no full stop stands."""
    return f"{prompt.removesuffix('.')}: {option}"


def filled(passage: str, gaps: Sequence[str], shown: dict[str, str]) -> str:
    """Return a cloze passage with each gap shown as ``shown`` gives it.

    Args:
        passage: The passage with ``{{gap}}`` marks.
        gaps: Gap ids in order.
        shown: Text for each gap; a gap without one is shown by its number.
    """
    numbers = {gap: number for number, gap in enumerate(gaps, 1)}
    return GAP.sub(lambda found: shown.get(found[1], f"[{numbers[found[1]]}: ____]"), passage)
