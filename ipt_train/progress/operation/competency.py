"""A learner's competencies: knowledge, application, replies and practice, each by itself.

They are never put into one score: knowing, recognising in a case, producing a reply and doing it
in a session are different things, and none of them certifies anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ipt_train.bank.core.model import Item, Library
from ipt_train.figure.interval import wilson
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.operation.journal import Journal
from ipt_train.plural import counted
from ipt_train.rating.core.rating import RatedItem
from ipt_train.schedule.card import New
from ipt_train.schedule.memory import retrievability
from ipt_train.vocabulary import ItemId

FEW_ITEMS, FEW_STEPS, FEW_DRILLS, FEW_RATINGS = 5, 5, 3, 3
"""Below these counts nothing is said (conventions; nobody validated them)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What is remembered now.

    Attributes:
        items: Items of the competency; cases and warm-ups left out.
        seen: How many of them were answered.
        recall: Mean chance of recalling a seen one today; None below five seen.
    """

    items: int
    seen: int
    recall: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """How steps of cases were answered at first sight.

    Attributes:
        steps: Steps that were answered.
        right: How many of them rightly, the first time.
        share: Their share; None below five.
        interval: Its 95 % Wilson interval; None below five.
    """

    steps: int
    right: int
    share: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """How the learner marked their own replies to drills.

    Attributes:
        drills: Drills that were done.
        mark: Mean of their last marks, 0-1; None below three.
    """

    drills: int
    mark: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What was rated in sessions, by the learner or a supervisor.

    Attributes:
        ratings: Ratings of form items of the competency.
        adherence: Their mean, 0-4; None below three.
        competence: Mean competence where there was any adherence, 0-4; None below three.
        raters: Who rated, such as ``self`` and ``supervisor``.
        flagged: Ratings over which a safety flag stands, however few ratings there are.
    """

    ratings: int
    adherence: float | None
    competence: float | None
    raters: tuple[str, ...]
    flagged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyLine:
    """One competency and its four kinds of evidence."""

    id: str
    title: str
    domain: str
    level: str
    knowledge: Knowledge
    application: Application
    replies: Replies
    practice: Practice
    in_words: str


def competency_profile(
    journal: Journal, library: Library, ratings: Iterable[RatedItem] = ()
) -> tuple[CompetencyLine, ...]:
    """Return every competency of the framework, in its order.

    Args:
        journal: The learner's log and state.
        library: Banks and framework.
        ratings: Ratings of sessions that are final.
    """
    state, today = journal.state, journal.today()
    first, marks = state.tally.first, state.drill_scores
    rated: dict[str, list[RatedItem]] = defaultdict(list)
    for rating in ratings:
        for name in rating.competencies:
            rated[name].append(rating)
    trained: dict[str, list[Item]] = defaultdict(list)
    for item in library.items():
        if item.competencies and not item.warm_up:
            for name in dict.fromkeys(item.competencies):
                trained[name].append(item)
    lines = []
    for one in library.competencies.values():
        items = trained[one.id]
        knowledge = _knowledge([i for i in items if i.vignette is None], state, today)
        application = _application([i for i in items if i.vignette is not None], first)
        replies = _replies(
            [marks[d.id] for d in library.drills if one.id in d.competencies and d.id in marks]
        )
        practice = _practice(rated[one.id])
        lines.append(
            CompetencyLine(
                id=one.id,
                title=one.title,
                domain=one.domain,
                level=one.level,
                knowledge=knowledge,
                application=application,
                replies=replies,
                practice=practice,
                in_words=_in_words(knowledge, application, replies, practice),
            )
        )
    return tuple(lines)


def competency_table(
    lines: Iterable[CompetencyLine],
) -> tuple[list[str], list[list[str | int | float | None]]]:
    """Return a profile as columns and rows; shares are 0-1, ratings 0-4, empty for too few."""
    columns = [
        "competency",
        "domain",
        "level",
        "items",
        "seen",
        "recall_today",
        "case_steps",
        "case_right",
        "case_share",
        "case_low",
        "case_high",
        "drills",
        "own_mark",
        "ratings",
        "adherence",
        "competence",
        "safety_flags",
    ]
    rows: list[list[str | int | float | None]] = []
    for one in lines:
        low, high = one.application.interval or (None, None)
        rows.append(
            [
                one.id,
                one.domain,
                one.level,
                one.knowledge.items,
                one.knowledge.seen,
                _rounded(one.knowledge.recall),
                one.application.steps,
                one.application.right,
                _rounded(one.application.share),
                _rounded(low),
                _rounded(high),
                one.replies.drills,
                _rounded(one.replies.mark),
                one.practice.ratings,
                _rounded(one.practice.adherence),
                _rounded(one.practice.competence),
                one.practice.flagged,
            ]
        )
    return columns, rows


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _knowledge(items: Sequence[Item], state: LearnerState, today: int) -> Knowledge:
    parameters = state.settings.schedule.parameters
    chances = [
        retrievability(card.memory, today - card.last_day, parameters)
        for item in items
        if not isinstance(card := state.cards.get(item.id, New()), New)
    ]
    few = len(chances) < FEW_ITEMS
    return Knowledge(
        items=len(items),
        seen=len(chances),
        recall=None if few else sum(chances) / len(chances),
    )


def _application(steps: Sequence[Item], first: Mapping[ItemId, bool]) -> Application:
    answers = [first[step.id] for step in steps if step.id in first]
    right, few = sum(answers), len(answers) < FEW_STEPS
    return Application(
        steps=len(answers),
        right=right,
        share=None if few else right / len(answers),
        interval=None if few else wilson(right, len(answers)),
    )


def _replies(marks: Sequence[float]) -> Replies:
    mean = sum(marks) / len(marks) if len(marks) >= FEW_DRILLS else None
    return Replies(drills=len(marks), mark=mean)


def _practice(ratings: Sequence[RatedItem]) -> Practice:
    done = [one.competence for one in ratings if one.competence is not None]
    return Practice(
        ratings=len(ratings),
        adherence=_mean([one.adherence for one in ratings]),
        competence=_mean(done),
        raters=tuple(sorted({one.rater for one in ratings})),
        flagged=sum(one.flagged for one in ratings),
    )


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if len(values) >= FEW_RATINGS else None


def _in_words(
    knowledge: Knowledge, application: Application, replies: Replies, practice: Practice
) -> str:
    """Say each kind of evidence in a few words, or that there is too little of it."""
    if knowledge.recall is None:
        known = f"knowledge: too few to say ({knowledge.seen} of {knowledge.items} seen)"
    else:
        known = (
            f"knowledge: {knowledge.seen} of {knowledge.items} seen, of which about "
            f"{knowledge.recall:.0%} would be recalled today"
        )
    if application.share is None or application.interval is None:
        applied = f"cases: too few to say ({counted(application.steps, 'step')})"
    else:
        low, high = application.interval
        applied = (
            f"cases: {application.right} of {counted(application.steps, 'step')} right first time "
            f"({low:.0%} to {high:.0%})"
        )
    if replies.mark is None:
        replied = f"replies: too few to say ({counted(replies.drills, 'drill')})"
    else:
        replied = (
            f"replies: {replies.mark:.0%} by your own marks, {counted(replies.drills, 'drill')}"
        )
    if practice.adherence is None:
        done = f"sessions: too few to say ({counted(practice.ratings, 'rating')})"
    else:
        skill = "too few to say" if practice.competence is None else f"{practice.competence:.1f}"
        done = (
            f"sessions: adherence {practice.adherence:.1f}, competence {skill} of 4, "
            f"{counted(practice.ratings, 'rating')} ({', '.join(practice.raters)})"
        )
    if practice.flagged:
        done += f", {counted(practice.flagged, 'safety flag')}: `ipt-train rate list` shows which"
    return "; ".join((known, applied, replied, done))
