"""Two ratings of one session side by side, and many sessions over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipt_train.errors import UsageError
from ipt_train.rating.core.compare import Bias, SessionComparison, bias_over_time, compare_session
from ipt_train.rating.core.course import CourseAgreement, course_agreement
from ipt_train.rating.core.entry import NEXT_STEP, SAFETY_FOLLOW_UP
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.form import FormSet, RatingForm
from ipt_train.rating.core.portfolio import PhaseScore, Portfolio, phase_score, portfolio
from ipt_train.rating.core.provenance import SELF, SUPERVISOR
from ipt_train.rating.core.rating import Phase, RatedItem
from ipt_train.rating.core.record import RatingRecord, Ratings
from ipt_train.rating.core.rules import ScoringRules, rules_over
from ipt_train.rating.core.safety import SAFETY, item_flag, reasons
from ipt_train.rating.core.score import Mean, SessionScore
from ipt_train.rating.core.scored import record_flags, safety_flags, scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One session by trainee and supervisor.

    Attributes:
        form: The form.
        mine: The trainee's score.
        theirs: The supervisor's score.
        found: How they match, and where they differ by two points or more.
        prediction: What the trainee foretold of the supervisor's mean adherence.
        safety: What asks for a supervisor at once, by either rating.
        next_step: What the supervisor names as the most useful next step.
        follow_up: Whether the supervisor asks for a safety follow-up.
        safety_flag: The safety flag in words, by either rating; empty where none stands.
    """

    form: RatingForm
    mine: SessionScore
    theirs: SessionScore
    found: SessionComparison
    prediction: float | None
    safety: tuple[str, ...]
    next_step: str
    follow_up: bool
    safety_flag: str


def compare(
    mine: RatingRecord, theirs: RatingRecord, form: RatingForm, forms: FormSet
) -> Comparison:
    """Compare a trainee's rating with a supervisor's of the same session.

    Raises:
        UsageError: They are no pair, or one of them is not locked.
    """
    own, other = scored(mine, form, forms), scored(theirs, form, forms)
    found = compare_session(own, other, forms.rules)
    if isinstance(found, Undefined):
        raise UsageError(
            found.reason, hint="both must rate the same session on the same form and lock it"
        )
    step = str(theirs.entry(NEXT_STEP).code or "")
    return Comparison(
        form=form,
        mine=own,
        theirs=other,
        found=found,
        prediction=own.rating.prediction,
        safety=tuple(
            dict.fromkeys((*safety_flags(own, form, forms), *safety_flags(other, form, forms)))
        ),
        next_step=next((one.title for one in forms.next_steps if one.id == step), ""),
        follow_up=theirs.entry(SAFETY_FOLLOW_UP).value == 1,
        safety_flag=_flag(_by_rater(_flags(mine, form, forms), _flags(theirs, form, forms))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One session over time: the trainee's score, and the supervisor's where there is one.

    ``number`` counts the sessions of all cases in the order of their rating; ``day`` is an ordinal;
    ``safety`` says why a safety flag stands, by whose rating, and is empty where none does.
    """

    number: int
    day: int
    form: RatingForm
    forms: FormSet
    mine: SessionScore
    theirs: SessionScore | None
    safety: str = ""

    @property
    def name(self) -> str:
        """The session in a few signs: its number, its case and its number there."""
        return f"{self.number}: {self.mine.rating.case} {self.mine.rating.number}"

    @property
    def standing(self) -> str:
        """What the rules say of the trainee's rating, and whether a safety flag stands."""
        verdict = str(self.mine.verdict)
        return f"safety flag; {verdict}" if self.safety else verdict

    @property
    def difference(self) -> float | None:
        """Trainee's mean adherence less the supervisor's, in points; None without both means."""
        if self.theirs is None:
            return None
        own, other = self.mine.adherence, self.theirs.adherence
        return (
            own.value - other.value if isinstance(own, Mean) and isinstance(other, Mean) else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingHistory:
    """A trainee's rated sessions.

    Attributes:
        lines: Sessions that are locked, in the order of their rating.
        phases: Phases whose tasks are spread over sessions, with the case's code and the form's id.
        bias: How the trainee's means stand to the supervisor's, or that it is too early to say.
        portfolio: What the sessions hold and lack by the rules of the forms.
        rules: The limits of what is said over several sessions: those of the forms they were rated
            by, and those of every form while there are none.
        left_out: Locked sessions whose form is not among the banks, with the form's id: nothing can
            be said of them, nor whether a safety flag stands.
    """

    lines: tuple[SessionLine, ...]
    phases: tuple[tuple[str, str, PhaseScore], ...]
    bias: Bias | Undefined
    portfolio: Portfolio
    rules: ScoringRules
    left_out: tuple[str, ...] = ()

    @property
    def safety_flag(self) -> str:
        """The safety flag in words, session by session; empty where none stands."""
        return _flag([f"session {one.name}, {one.safety}" for one in self.lines if one.safety])


def history(known: Ratings, sets: Sequence[FormSet]) -> RatingHistory:
    """Return a trainee's rated sessions over time.

    Args:
        known: The ratings of one trainee's log.
        sets: The forms of the library; a rating by a form that is gone is left out.
    """
    forms = {form.id: (form, one) for one in sets for form in one.forms}
    supervised = {
        one.about: one for one in known.values() if one.locked and one.provenance.is_supervisors
    }
    locked = [one for one in known.values() if one.locked and one.provenance.is_own]
    own = [one for one in locked if one.form in forms]
    lines = []
    for number, record in enumerate(own, 1):
        form, whole = forms[record.form]
        other = supervised.get(record.id)
        lines.append(
            SessionLine(
                number=number,
                day=record.day,
                form=form,
                forms=whole,
                mine=scored(record, form, whole),
                theirs=scored(other, form, whole) if other else None,
                safety="; ".join(
                    _by_rater(
                        _flags(record, form, whole), _flags(other, form, whole) if other else ""
                    )
                ),
            )
        )
    rules = rules_over(each.rules for each in ([line.forms for line in lines] or sets))
    gaps = [line.difference for line in lines if line.difference is not None]
    scores = [score for line in lines for score in (line.mine, line.theirs) if score]
    return RatingHistory(
        lines=tuple(lines),
        phases=_phases(lines),
        bias=bias_over_time(gaps, rules),
        portfolio=portfolio(scores, rules),
        rules=rules,
        left_out=tuple(f"{one.id} (form {one.form})" for one in locked if one.form not in forms),
    )


def _flags(record: RatingRecord, form: RatingForm, forms: FormSet) -> str:
    return reasons(record_flags(record, form, forms))


def _by_rater(mine: str, theirs: str) -> list[str]:
    return [f"by {who}: {why}" for who, why in ((SELF, mine), (SUPERVISOR, theirs)) if why]


def _flag(why: Sequence[str]) -> str:
    return f"{SAFETY} ({'; '.join(why)})" if why else ""


def _phases(lines: Sequence[SessionLine]) -> tuple[tuple[str, str, PhaseScore], ...]:
    spread = {
        (line.mine.rating.case, line.form.id): line for line in lines if line.form.roll_up_items
    }
    return tuple(
        (
            case,
            name,
            phase_score(
                [
                    line.mine.rating
                    for line in lines
                    if (line.mine.rating.case, line.form.id) == (case, name)
                ],
                [item.id for item in spread_over.form.items],
                Phase(spread_over.form.phase),
                spread_over.forms.rules,
            ),
        )
        for (case, name), spread_over in sorted(spread.items(), key=lambda one: one[0])
    )


def agreement(lines: Sequence[SessionLine], rules: ScoringRules) -> CourseAgreement:
    """Return the agreement of both sides over the sessions that both rated.

    Args:
        lines: Sessions of one trainee, or of a whole course.
        rules: The limits; coefficients need as many pairs as they say.
    """
    return course_agreement([(one.mine, one.theirs) for one in lines if one.theirs], rules)


def rated_items(known: Ratings, sets: Sequence[FormSet]) -> list[RatedItem]:
    """Return every rating of a form item in a trainee's locked sessions, self and supervisor.

    What the trainee rated as somebody else's supervisor, and written excerpts, are left out.
    """
    forms = {form.id: (form, one) for one in sets for form in one.forms}
    found = []
    for record in known.values():
        source = record.provenance
        if not record.locked or not (source.is_own or source.is_supervisors):
            continue
        if record.form not in forms:
            continue
        form, whole = forms[record.form]
        for item, one in zip(form.items, scored(record, form, whole).items, strict=True):
            if one.adherence is not None:
                found.append(
                    RatedItem(
                        competencies=item.competencies,
                        adherence=one.adherence,
                        competence=one.competence,
                        rater=record.rater,
                        flagged=item_flag(item, one, whole.rules) is not None,
                    )
                )
    return found
