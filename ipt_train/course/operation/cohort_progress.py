"""How a cohort comes along: activity, coverage, retention, competencies, and who may need help.

Everything comes from what learners added to their submissions. Practice is not summative: none of
it is a mark, and the reasons of the list say what to talk about and never rank anybody.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, NamedTuple

from ipt_train.course.exchange.responses import Kept, responses_of
from ipt_train.course.operation.cohort_agreement import Pair, agreement_over, pairs_of
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.sections import READERS, AddedProgress, usable_ratings
from ipt_train.plural import counted
from ipt_train.rating.core.course import CourseAgreement
from ipt_train.rating.core.form import FormSet
from ipt_train.rating.operation.files import Handed
from ipt_train.rating.operation.list import handed_flags

QUIET_DAYS, LOW_COVERAGE, LOW_RETENTION, FEW_REVIEWS = 14, 0.25, 0.75, 20
"""When a reason is named: conventions that nobody validated."""

SMALL = 5
"""Groups below this many people are suppressed in what is meant for others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """One person's study as it was handed in; all figures are by that person's own log.

    Attributes:
        person: The pseudonym.
        day: Study day of the figures, ISO date; empty where nothing was added.
        answers: Answers in the thirty days before.
        quiet: Days since the last answer, 30 for "thirty or more".
        seen: Items answered at least once.
        items: Items in the banks.
        retained: Due reviews that were recalled.
        reviews: Due reviews.
        reasons: Why the person may need help, in words; empty where nothing stands out.
    """

    person: str
    day: str = ""
    answers: int = 0
    quiet: int = 0
    seen: int = 0
    items: int = 0
    retained: int = 0
    reviews: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencySpread:
    """One competency over the cohort: quartiles of the recall of those with enough to say."""

    competency: str
    people: int
    low: float | None
    middle: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortProgress:
    """A cohort.

    Attributes:
        people: People on the roster.
        learners: Each of them.
        added: How many added their progress to a submission.
        coverage: Median share of items seen, of those who did; None below five.
        retention: Median true retention of those with twenty reviews or more; None below five.
        competencies: Spread of each competency.
        agreement: Self and supervisor ratings over the course.
        flagged: How many handed in a rating with a safety flag over it; their reasons say which.
        nobodys: People who are not on the roster and handed in a rating with a safety flag over it.
        by_supervisor: The same by supervisor's code.
        rules: What was counted and how.
        unusable: What was added and cannot be used, with pseudonym and reason; it counts as not added.
    """

    people: int
    learners: tuple[Learner, ...]
    added: int
    coverage: float | None
    retention: float | None
    competencies: tuple[CompetencySpread, ...]
    agreement: CourseAgreement
    by_supervisor: Mapping[str, CourseAgreement]
    rules: tuple[str, ...]
    flagged: int = 0
    nobodys: tuple[Learner, ...] = ()
    unusable: tuple[str, ...] = ()


def cohort_progress(opened: OpenCourse, sets: Sequence[FormSet]) -> CohortProgress:
    """Return how a cohort comes along.

    Args:
        opened: The course.
        sets: Fidelity forms, to score the ratings that were handed in.

    Raises:
        CourseError: A kept file cannot be read.
    """
    responses = responses_of(opened.folder)
    learners: list[Learner] = []
    recalls: dict[str, list[float]] = defaultdict(list)
    pairs: dict[str, list[Pair]] = defaultdict(list)
    unusable: list[str] = []
    strangers = sorted({one.attempt[0] for one in responses.entries} - set(opened.people))
    flagged: list[str] = []
    for person in sorted(opened.people):
        attempts = responses.of(person)
        progress, ratings = added_to(attempts, unusable)
        learner = _learner(person, progress, _nothing(strangers) if not attempts else "")
        if told := _flag(ratings, sets):
            flagged.append(person)
            learner = replace(learner, reasons=told + learner.reasons)
        learners.append(learner)
        for name, recall in progress.recalls.items() if progress else ():
            recalls[name].append(recall)
        for pair in pairs_of(ratings, sets):
            pairs[pair.supervisor].append(pair)
    nobodys = [
        Learner(person=person, reasons=(*told, "is not on the roster"))
        for person in strangers
        if (told := _flag(added_to(responses.of(person), unusable).ratings, sets))
    ]
    with_progress = [one for one in learners if one.day]
    shares = [one.retained / one.reviews for one in learners if one.reviews >= FEW_REVIEWS]
    return CohortProgress(
        people=len(learners),
        learners=tuple(learners),
        added=len(with_progress),
        coverage=_median([one.seen / one.items for one in with_progress if one.items]),
        retention=_median(shares),
        competencies=tuple(_spread(name, recalls[name]) for name in sorted(recalls)),
        agreement=agreement_over([pair for each in pairs.values() for pair in each], sets),
        by_supervisor={name: agreement_over(each, sets) for name, each in sorted(pairs.items())},
        rules=(
            "Figures are those that learners added to submissions, by their own logs and clocks.",
            "Study is practice and does not count towards a mark.",
            f"Reasons: no answer for {QUIET_DAYS} days, under {LOW_COVERAGE:.0%} seen, under "
            f"{LOW_RETENTION:.0%} recalled of {FEW_REVIEWS} reviews or more, nothing handed in. "
            "These are conventions; nobody has validated them.",
            f"Medians need {SMALL} people.",
            *_left_out(strangers),
        ),
        flagged=len(flagged) + len(nobodys),
        nobodys=tuple(nobodys),
        unusable=tuple(unusable),
    )


class AddedWork(NamedTuple):
    """What a person added to their submissions."""

    progress: AddedProgress | None
    ratings: tuple[Handed, ...]


def added_to(attempts: Sequence[Kept], unusable: list[str]) -> AddedWork:
    """Return what was added to a person's attempts; of each kind, what arrived last stands.

    Args:
        attempts: The attempts in the order of their arrival.
        unusable: What cannot be used is noted in it, in words.
    """
    progress: AddedProgress | None = None
    ratings: tuple[Handed, ...] = ()
    for one in attempts:
        added = _added(one, unusable)
        progress = added.progress or progress
        ratings = added.ratings or ratings
    return AddedWork(progress, ratings)


def _flag(ratings: Sequence[Handed], sets: Sequence[FormSet]) -> tuple[str, ...]:
    flags = handed_flags(ratings, sets)
    if not flags:
        return ()
    return (f"safety flag, act now by your service's own route ({'; '.join(flags)})",)


def _added(attempt: Kept, unusable: list[str]) -> AddedWork:
    """Return what can be used of what was added to an attempt; note what cannot.

    Collecting refuses it; what an earlier version accepted is still in the course's folder. A rating
    is not passed over for another beside it, since there may be a safety flag over it.
    """
    sections = attempt.head.get("sections") or {}
    read: dict[str, Any] = {}
    for name, reader in READERS.items():
        try:
            if name in sections:
                read[name] = reader(sections[name])
        except ValueError as error:
            exam, number = attempt.place
            place = f"{attempt.person}, attempt {number} at {exam}"
            unusable.append(f"{place}, {name}.json: {error}")
    return AddedWork(read.get("progress"), usable_ratings(sections.get("ratings")))


def _nothing(strangers: Sequence[str]) -> str:
    return (
        "has handed in nothing yet under this pseudonym"
        if strangers
        else "has handed in nothing yet"
    )


def _left_out(strangers: Sequence[str]) -> tuple[str, ...]:
    if not strangers:
        return ()
    verb = "is" if len(strangers) == 1 else "are"
    work = counted(len(strangers), "pseudonym")
    return (f"Left out: work under {work} that {verb} not on the roster.",)


def _learner(person: str, progress: AddedProgress | None, nothing: str) -> Learner:
    if progress is None:
        return Learner(person=person, reasons=(nothing,) if nothing else ())
    days = progress.answers
    quiet = next((back for back, count in enumerate(reversed(days)) if count), len(days))
    seen, items = progress.seen, progress.items
    retained, reviews = progress.retained, progress.reviews
    reasons = []
    if not seen:
        return Learner(
            person=person,
            day=progress.day,
            items=items,
            reasons=("has not studied with the program yet",),
        )
    if quiet >= QUIET_DAYS:
        reasons.append(f"no answer for {quiet if quiet < len(days) else '30 or more'} days")
    if items and seen / items < LOW_COVERAGE:
        reasons.append(f"has met {seen} of {items} questions")
    if reviews >= FEW_REVIEWS and retained / reviews < LOW_RETENTION:
        reasons.append(f"recalled {retained} of {reviews} reviews that were due")
    return Learner(
        person=person,
        day=progress.day,
        answers=sum(days),
        quiet=quiet,
        seen=seen,
        items=items,
        retained=retained,
        reviews=reviews,
        reasons=tuple(reasons),
    )


def _median(values: Sequence[float]) -> float | None:
    return median(values) if len(values) >= SMALL else None


def _spread(name: str, values: Sequence[float]) -> CompetencySpread:
    if len(values) < SMALL:
        return CompetencySpread(
            competency=name, people=len(values), low=None, middle=None, high=None
        )
    ordered = sorted(values)
    quarter = len(ordered) // 4
    return CompetencySpread(
        competency=name,
        people=len(ordered),
        low=ordered[quarter],
        middle=median(ordered),
        high=ordered[-1 - quarter],
    )
