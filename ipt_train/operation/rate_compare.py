"""Two ratings of one session side by side, and many sessions over time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from ipt_train.fidelity.form import Form, FormSet
from ipt_train.fidelity.match import Match, match
from ipt_train.fidelity.figure import Undefined
from ipt_train.fidelity.record import CALIBRATION, SELF, SUPERVISOR, RatingRecord, ratings
from ipt_train.fidelity.score import ItemScore, Score, score
from ipt_train.operation.competency import RatedItem
from ipt_train.operation.journal import Journal
from ipt_train.operation.rate import find_form
from ipt_train.study.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One item by both raters; ``discuss`` says that they differ by two points or more."""

    mine: ItemScore
    theirs: ItemScore
    discuss: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One session by trainee and supervisor.

    Attributes:
        form: Title of the form.
        case: Code of the case.
        session: Number of the session.
        pairs: Every item, in the order of the form.
        adherence: How the adherence ratings match.
        competence: How the competence ratings match.
        not_applicable: Items on which both say, or neither says, that it does not apply; per cent.
        difference: Trainee's mean adherence less the supervisor's; None without a mean.
        words: What the rules call a difference of that size.
        prediction: What the trainee foretold of the supervisor's mean.
        error: Prediction less the supervisor's mean.
        mine: The trainee's scores.
        theirs: The supervisor's scores.
        next_step: What the supervisor names as the most useful next step.
        follow_up: Whether the supervisor asks for follow-up for safety.
    """

    form: str
    case: str
    session: str
    pairs: tuple[Pair, ...]
    adherence: Match | Undefined
    competence: Match | Undefined
    not_applicable: float
    difference: float | None
    words: str
    prediction: float | None
    error: float | None
    mine: Score
    theirs: Score
    next_step: str
    follow_up: bool


def compare(mine: RatingRecord, theirs: RatingRecord, forms: FormSet, form: Form) -> Comparison:
    """Compare a trainee's rating with a supervisor's of the same session; both are locked."""
    rules = forms.rules
    ours, others = score(mine, form, forms), score(theirs, form, forms)
    pairs = tuple(
        Pair(
            mine=one,
            theirs=other,
            discuss=max(_gap(one.given, other.given), _gap(one.competence, other.competence))
            >= rules.discuss_from,
        )
        for one, other in zip(ours.items, others.items, strict=True)
    )
    difference = _less(ours.adherence.value, others.adherence.value)
    told = mine.entries.get("prediction", {}).get("adherence")
    prediction = float(told) if isinstance(told, str) and told else None
    step = str(theirs.entries.get("next-step", {}).get("code") or "")
    return Comparison(
        form=form.title,
        case=mine.details.get("case", ""),
        session=mine.details.get("session", ""),
        pairs=pairs,
        adherence=match([(one.mine.given, one.theirs.given) for one in pairs]),
        competence=match([(one.mine.competence, one.theirs.competence) for one in pairs]),
        not_applicable=100
        * fmean(bool(one.mine.reason) == bool(one.theirs.reason) for one in pairs),
        difference=difference,
        words=_words(difference, rules.close, rules.some_gap),
        prediction=prediction,
        error=_less(prediction, others.adherence.value),
        mine=ours,
        theirs=others,
        next_step=next((one.title for one in forms.next_steps if one.id == step), ""),
        follow_up=theirs.entries.get("safety-follow-up", {}).get("value") == 1,
    )


def _gap(first: int | None, second: int | None) -> int:
    return 0 if first is None or second is None else abs(first - second)


def _less(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first - second


def _words(difference: float | None, close: float, some_gap: float) -> str:
    if difference is None:
        return "no mean to compare"
    size = abs(difference)
    return "close" if size <= close else "some gap" if size <= some_gap else "large gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One session over time: the trainee's scores, and the supervisor's where there are any.

    ``number`` counts the sessions of all cases in their order; ``day`` is an ordinal.
    """

    number: int
    id: str
    day: int
    form: str
    phase: str
    area: str
    case: str
    session: str
    mine: Score
    theirs: Score | None

    @property
    def difference(self) -> float | None:
        """Trainee's mean adherence less the supervisor's, in points; None without a pair."""
        return _less(self.mine.adherence.value, self.theirs.adherence.value if self.theirs else None)


def sessions(events: Iterable[Event], sets: Sequence[FormSet]) -> tuple[SessionLine, ...]:
    """Return a trainee's rated sessions that are locked, in the order of their rating.

    Args:
        events: The events of one trainee, in any order.
        sets: The forms of the library; a rating by a form that is gone is left out.
    """
    known = ratings(events)
    supervised = {
        one.details["about"]: one
        for one in known.values()
        if one.rater == SUPERVISOR and one.locked and "received" in one.details
    }
    forms = {form.id: (one, form) for one in sets for form in one.forms}
    own = [
        one for one in known.values() if one.rater == SELF and one.locked and one.form in forms
    ]
    lines = []
    for number, record in enumerate(own, 1):
        whole, form = forms[record.form]
        other = supervised.get(record.id)
        lines.append(
            SessionLine(
                number=number,
                id=record.id,
                day=record.day,
                form=form.id,
                phase=form.phase,
                area=form.problem_area,
                case=record.details.get("case", ""),
                session=record.details.get("session", ""),
                mine=score(record, form, whole),
                theirs=score(other, form, whole) if other else None,
            )
        )
    return tuple(lines)


def bias_in_words(lines: Sequence[SessionLine], needed: int) -> str:
    """Say how a trainee's means stand to the supervisor's, and whether that changes.

    Bias is who rates higher; it is not agreement.

    Args:
        lines: Sessions in order.
        needed: Paired sessions below which nothing is said.
    """
    gaps = [one.difference for one in lines if one.difference is not None]
    if len(gaps) < needed:
        return f"too few paired sessions to say: {len(gaps)} of {needed} needed"
    mean = fmean(gaps)
    side = "as your supervisor on average" if abs(mean) < 0.05 else (  # fmt: skip
        f"{abs(mean):.1f} points {'higher' if mean > 0 else 'lower'} than your supervisor"
    )
    half = len(gaps) // 2
    early, late = fmean(map(abs, gaps[:half] or gaps)), fmean(map(abs, gaps[half:]))
    trend = "has shrunk" if late < early - 0.1 else "has grown" if late > early + 0.1 else "is much the same"  # fmt: skip
    return (
        f"you rate {side} over {len(gaps)} sessions (from {min(gaps):+.1f} to {max(gaps):+.1f}); "
        f"the size of the difference {trend} from the first half to the second"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseScore:
    """The items of one phase over several sessions of one case.

    Attributes:
        case: Code of the case.
        form: Id of the form.
        rated: Items with an adherence in at least one session.
        needed: How many are needed before a mean is shown.
        adherence: Mean of the items' means; None before.
        competence: The same for competence.
    """

    case: str
    form: str
    rated: int
    needed: int
    adherence: float | None
    competence: float | None


def phase_scores(lines: Sequence[SessionLine], sets: Sequence[FormSet]) -> tuple[PhaseScore, ...]:
    """Roll up the phases whose tasks are spread over several sessions, case by case."""
    needed = {form.id: form.roll_up_items for one in sets for form in one.forms}
    cases: dict[tuple[str, str], list[SessionLine]] = defaultdict(list)
    for line in lines:
        if needed.get(line.form):
            cases[line.case, line.form].append(line)
    found = []
    for (case, form), of in sorted(cases.items()):
        adherence = _item_means(of, "adherence")
        competence = _item_means(of, "competence")
        enough = len(adherence) >= needed[form]
        found.append(
            PhaseScore(
                case=case,
                form=form,
                rated=len(adherence),
                needed=needed[form],
                adherence=fmean(adherence.values()) if enough else None,
                competence=fmean(competence.values()) if enough and competence else None,
            )
        )
    return tuple(found)


def _item_means(lines: Sequence[SessionLine], scale: str) -> Mapping[str, float]:
    values: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        for item in line.mine.items:
            value = getattr(item, scale)
            if value is not None:
                values[item.item].append(value)
    return {item: fmean(of) for item, of in values.items()}


def rated_items(journal: Journal, sets: Sequence[FormSet]) -> list[RatedItem]:
    """Return every rating of a form item in a locked session, for the competencies it belongs to."""
    found = []
    for record in ratings(journal.events()).values():
        if not record.locked or record.rater == CALIBRATION:
            continue
        if record.rater == SUPERVISOR and "received" not in record.details:
            continue  # a trainee's session, rated here as her supervisor
        known = {form.id for one in sets for form in one.forms}
        if record.form not in known:
            continue
        whole, form = find_form(sets, record.form)
        for item, one in zip(form.items, score(record, form, whole).items, strict=True):
            if one.adherence is not None:
                found.append(
                    RatedItem(
                        competencies=item.competencies,
                        adherence=one.adherence,
                        competence=one.competence,
                        rater=record.rater,
                    )
                )
    return found
