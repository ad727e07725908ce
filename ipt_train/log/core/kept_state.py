"""A learner's state as what JSON can hold, and back: the content of its snapshot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from ipt_train.log.core.dawn import Dawn
from ipt_train.log.core.habit import DayTally, Habit
from ipt_train.log.core.history import Histories
from ipt_train.log.core.seen import Seen
from ipt_train.log.core.settings import Settings
from ipt_train.log.core.tally import AnswerTally, Recalls, Tally
from ipt_train.schedule.card import Card, InterdayLearning, Learning, New, Review, Schedule
from ipt_train.schedule.memory import Memory
from ipt_train.vocabulary import Asking

if TYPE_CHECKING:
    from ipt_train.log.core.fold import LearnerState

_PLAIN = (
    "flagged",
    "drill_scores",
    "notes",
    "disputed",
    "buried",
    "wanted",
    "practised",
    "met",
    "edition",
    "chosen",
    "recent",
)
"""Fields that JSON holds as they are."""


def dump(state: "LearnerState") -> tuple[dict[str, Any], bytes]:
    """Return a state as what JSON can hold, and the reviews of every item as bytes."""
    histories, reviews = state.histories.dump()
    habit, dawn, settings = state.habit, state.dawn, state.settings
    return {
        **{name: getattr(state, name) for name in _PLAIN},
        "cards": _cards(state.cards),
        "drills": _cards(state.drills),
        "seen": [[name, *_values(seen)] for name, seen in state.seen.items()],
        "suspended": sorted(state.suspended),
        "histories": histories,
        "habit": [
            [[day, *_values(tally)] for day, tally in habit.days.items()],
            habit.session,
            habit.at,
        ],
        "dawn": [dawn.day, _cards(dawn.cards), sorted(dawn.suspended), _values(dawn.foretold)],
        "schedule": {
            one.name: getattr(settings.schedule, one.name) for one in fields(settings.schedule)
        },
        "settings": {
            one.name: getattr(settings, one.name)
            for one in fields(settings)
            if one.name != "schedule"
        },
        "tally": _tally(state.tally),
    }, reviews


def load(data: Mapping[str, Any], reviews: bytes) -> "LearnerState":
    """Return the state that ``dump`` was made from."""
    from ipt_train.log.core.fold import LearnerState  # noqa: PLC0415 - the fold names this module

    schedule = dict(data["schedule"])
    for name in ("learning_steps", "relearning_steps", "parameters"):
        schedule[name] = tuple(schedule[name])
    settings = {**data["settings"], "confidence": Asking(data["settings"]["confidence"])}
    days, session, at = data["habit"]
    day, cards, suspended, foretold = data["dawn"]
    return LearnerState(
        **{name: data[name] for name in _PLAIN},
        cards=_loaded_cards(data["cards"]),
        drills=_loaded_cards(data["drills"]),
        seen={
            row[0]: Seen(
                first_day=row[1], last_day=row[2], revision=row[3], reviews=row[4], correct=row[5]
            )
            for row in data["seen"]
        },
        suspended=set(data["suspended"]),
        histories=Histories.load(data["histories"], reviews),
        habit=Habit(
            days={
                row[0]: DayTally(answers=row[1], timed=row[2], milliseconds=row[3]) for row in days
            },
            session=session,
            at=at,
        ),
        dawn=Dawn(
            day=day,
            cards=_loaded_cards(cards),
            suspended=set(suspended),
            foretold=Recalls(*foretold),
        ),
        settings=Settings(schedule=Schedule(**schedule), **settings),
        tally=_loaded_tally(data["tally"]),
    )


def _values(value: Any) -> list[Any]:
    return [getattr(value, one.name) for one in fields(value)]


def _cards(cards: Mapping[Any, Card]) -> list[list[Any]]:
    """Return a row a card: its item, then by its kind nothing, five, seven or eight figures."""
    rows: list[list[Any]] = []
    for name, card in cards.items():
        match card:
            case New():
                rows.append([name])
            case InterdayLearning(memory=memory):
                rows.append([name, memory.stability, memory.difficulty, card.last_day, card.repetitions, card.lapses])  # fmt: skip  # a row
            case Review(memory=memory):
                rows.append([name, memory.stability, memory.difficulty, card.interval, card.due_day, card.last_day, card.repetitions, card.lapses])  # fmt: skip  # a row
            case Learning(memory=memory):
                rows.append([name, memory.stability, memory.difficulty, card.step, card.due_at, card.last_day, card.repetitions, card.lapses, card.relearning])  # fmt: skip  # a row
    return rows


def _loaded_cards(rows: Iterable[Sequence[Any]]) -> dict[Any, Card]:
    cards: dict[Any, Card] = {}
    for name, *figures in rows:
        if not figures:
            cards[name] = New()
            continue
        stability, difficulty, *counts, last, repetitions, lapses = figures[:7]
        memory = Memory(stability=stability, difficulty=difficulty)
        if not counts:
            cards[name] = InterdayLearning(
                memory=memory, last_day=last, repetitions=repetitions, lapses=lapses
            )
            continue
        (first, due), more = counts, figures[7:]
        if more:
            cards[name] = Learning(
                memory=memory,
                step=first,
                due_at=due,
                last_day=last,
                repetitions=repetitions,
                lapses=lapses,
                relearning=more[0],
            )
        else:
            cards[name] = Review(
                memory=memory,
                interval=first,
                due_day=due,
                last_day=last,
                repetitions=repetitions,
                lapses=lapses,
            )
    return cards


def _tally(tally: Tally) -> dict[str, Any]:
    places = {item: place for place, item in enumerate(tally.items)}
    return {
        "items": [[name, *_values(one)] for name, one in tally.items.items()],
        "days": list(tally.days.items()),
        "weeks": [
            [week, [places[item] for item in counts], list(counts.values())]
            for week, counts in tally.weeks.items()
        ],
        "weeks_from": tally.weeks_from,
        "capped": tally.capped,
        "months": [[month, *_values(one)] for month, one in tally.months.items()],
        "young": _values(tally.young),
        "mature": _values(tally.mature),
        "said": [[said, *_values(one)] for said, one in tally.said.items()],
        "tenths": [_values(one) for one in tally.tenths],
        "foretold": _values(tally.foretold),
        "first": [list(tally.first), list(tally.first.values())],
        "practice": tally.practice,
        "drills": tally.drills,
    }


def _loaded_tally(data: Mapping[str, Any]) -> Tally:
    items = {row[0]: AnswerTally(*row[1:]) for row in data["items"]}
    names = list(items)
    return Tally(
        items=items,
        days=dict(data["days"]),
        weeks={
            week: {names[place]: count for place, count in zip(places, counts, strict=True)}
            for week, places, counts in data["weeks"]
        },
        weeks_from=data["weeks_from"],
        capped=data["capped"],
        months={row[0]: Recalls(*row[1:]) for row in data["months"]},
        young=Recalls(*data["young"]),
        mature=Recalls(*data["mature"]),
        said={row[0]: Recalls(*row[1:]) for row in data["said"]},
        tenths=[Recalls(*row) for row in data["tenths"]],
        foretold=Recalls(*data["foretold"]),
        first=dict(zip(*data["first"], strict=True)),
        practice=data["practice"],
        drills=data["drills"],
    )
