"""A made-up learner: months of study by a seed, right or wrong, sure or guessing, with pauses."""

import random

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Library,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.log.core.event import Response
from ipt_train.log.operation.journal import Journal
from ipt_train.study.core.session import Reason
from ipt_train.study.operation.practice import begin_practice
from ipt_train.study.operation.study import Sitting, begin_study
from ipt_train.vocabulary import Confidence
from tests.conftest import Clock


def answer_to(item: Item, *, right: bool) -> Response:
    """A right or a wrong answer to any item, by the ids of its options."""
    match item.interaction:
        case Choice(options=options, multiple=multiple):
            keys = tuple(one.id for one in options if one.key)
            others = tuple(one.id for one in options if not one.key)
            return keys if right else (others[:1] if not multiple else others)
        case TrueFalse(key=key):
            return key if right else not key
        case TextEntry(accepted=accepted):
            return accepted[0] if right else "nothing of the kind"
        case NumberEntry(value=value, tolerance=tolerance):
            return str(value if right else value + tolerance + 1)
        case Ordering(sequence=sequence):
            ids = tuple(one.id for one in sequence)
            return ids if right else ids[::-1]
        case Matching(prompts=prompts, options=options):
            keys_of = {one.id: one.key for one in prompts}
            if not right:
                first = prompts[0]
                keys_of[first.id] = next(one.id for one in options if one.id != first.key)
            return keys_of
        case Cloze(gaps=gaps):
            return {gap.id: gap.accepted[0] if right else "no" for gap in gaps}
    raise AssertionError(item.interaction)


def study_for(
    days: int, journal: Journal, library: Library, clock: Clock, *, seed: int = 7, limit: int = 60
) -> None:
    """Study on five days of six, with a fortnight away; now and then practise or take one back."""
    chance = random.Random(seed)
    for day in range(days):
        away = days * 0.55 < day < days * 0.55 + 14
        if not away and chance.random() < 0.84:
            sitting = begin_study(journal, library, session=f"s{day}", limit=limit, new_limit=6)
            _sit(sitting, clock, chance)
            if day % 10 == 9:
                _sit(begin_practice(journal, library, session=f"p{day}", limit=4), clock, chance)
        clock.move(days=1)
        clock.instant = clock.instant.replace(hour=chance.randrange(8, 23))


def _sit(sitting: Sitting, clock: Clock, chance: random.Random) -> None:
    taken_back = False
    while question := sitting.next():
        knows = chance.random() < (0.62 if question.reason is Reason.NEW else 0.91)
        sure, guesses = (0.45, 0.06) if knows else (0.12, 0.30)
        said = chance.random()
        confidence = (
            Confidence.CERTAIN
            if said < sure
            else Confidence.GUESSED
            if said < sure + guesses
            else None
        )
        spent = round(chance.lognormvariate(9.6, 0.6))
        clock.move(milliseconds=spent)
        sitting.answer(question, answer_to(question.item, right=knows), confidence, spent)
        if not taken_back and question.vignette is None and chance.random() < 0.02:
            sitting.undo()
            taken_back = True
        clock.move(seconds=chance.randrange(3, 40))
