"""How scores, comparisons and histories of ratings look. Every screen says what the forms are."""

from collections.abc import Sequence

from ipt_train.fidelity.agreement import MeanAgreement, StepAgreement
from ipt_train.fidelity.figure import Interval, Undefined
from ipt_train.fidelity.match import Match
from ipt_train.fidelity.score import ItemScore, Mean, Score
from ipt_train.operation.rate_compare import Comparison, PhaseScore, SessionLine
from ipt_train.terminal.screen import Screen

NOTICE = (
    "These forms are new and unvalidated; every threshold is a teaching default. Scores are for "
    "learning: they forecast nothing for a client and certify nothing."
)
SAFETY = (
    "A safety flag stands. Contact your supervisor now, by your service's own route; this program "
    "reports nothing to anybody."
)


def show_score(screen: Screen, title: str, score: Score) -> None:
    """Show a rated session: both scales apart, and why it stands as it does."""
    screen.rule(title)
    if score.safety:
        screen.line(SAFETY, "bold red", indent=1)
    screen.table(
        ("Item", "Adherence", "Competence"),
        [(f"{one.item} {one.title}", _adherence(one), _point(one.competence)) for one in score.items],
    )
    screen.gap()
    screen.row("Adherence", _mean(score.adherence))
    screen.row("Competence", _mean(score.competence))
    screen.row("Not applicable", f"{score.left_out} of {len(score.items)}")
    for name, degree in score.off_model:
        screen.row("Off model", f"{name}, {degree}")
    flagged = [one.item for one in score.items if one.flagged]
    if flagged:
        screen.line(f"Counted lower for want of a time stamp: {', '.join(flagged)}.", indent=1)
    screen.line(f"Session: {score.standing}.", "bold", indent=1)
    for reason in score.reasons:
        screen.row("-", reason, indent=2)
    screen.line(NOTICE, "dim", indent=1)


def show_comparison(screen: Screen, one: Comparison) -> None:
    """Show two ratings of one session side by side."""
    screen.rule(f"{one.form}: case {one.case}, session {one.session}")
    if one.mine.safety or one.theirs.safety or one.follow_up:
        screen.line(SAFETY, "bold red", indent=1)
    screen.table(
        ("Item", "Adherence, you", "supervisor", "Competence, you", "supervisor"),
        [
            (
                f"{pair.mine.item} {pair.mine.title}",
                _adherence(pair.mine),
                _adherence(pair.theirs),
                _point(pair.mine.competence),
                _point(pair.theirs.competence),
            )
            for pair in one.pairs
        ],
    )
    screen.gap()
    screen.row("Adherence", match_in_words(one.adherence))
    screen.row("Competence", match_in_words(one.competence))
    screen.row("Not applicable", f"the same on {one.not_applicable:.0f} % of the items")
    if one.difference is not None:
        screen.row("Means", f"{one.difference:+.2f} points (yours less theirs): {one.words}")
    if one.prediction is not None and one.error is not None:
        screen.row(
            "Prediction",
            f"{one.prediction:.2f} for their mean adherence; off by {one.error:+.2f}",
        )
    if one.next_step:
        screen.row("Next step", one.next_step)
    discuss = [pair for pair in one.pairs if pair.discuss]
    if discuss:
        screen.line("To discuss, each from the time in the recording:", indent=1)
    for pair in discuss:
        times = f"you {pair.mine.stamp or 'no time'}, supervisor {pair.theirs.stamp or 'no time'}"
        screen.row(pair.mine.item, f"{pair.mine.title}: {times}", indent=2)
    screen.line(
        "Neither rating is the truth. Bias (who rates higher) is not agreement.", "dim", indent=1
    )
    screen.line(NOTICE, "dim", indent=1)


def show_history(
    screen: Screen, lines: Sequence[SessionLine], phases: Sequence[PhaseScore], bias: str
) -> None:
    """Show sessions in their order: means, each item, and the trainee's own bias in words."""
    if not lines:
        screen.line("No session was rated and locked yet. `ipt-train rate forms` lists the forms.")
        return
    screen.rule("Rated sessions")
    screen.table(
        ("Session", "Form", "Adherence", "Competence", "Supervisor", "Standing"),
        [
            (
                f"{one.number}: {one.case} {one.session}",
                one.form,
                _short(one.mine.adherence),
                _short(one.mine.competence),
                _of_other(one),
                one.mine.standing,
            )
            for one in lines
        ],
    )
    screen.gap()
    screen.rule("Items by session")
    names: dict[str, str] = {}
    for line in lines:
        names |= {item.item: item.title for item in line.mine.items}
    for name, title in names.items():
        shown = [
            _both(item.adherence, item.competence)
            for line in lines
            for item in line.mine.items
            if item.item == name
        ]
        screen.row(name, f"{title}: {', '.join(shown)}")
    screen.line("Adherence/competence; - where it does not apply.", "dim", indent=1)
    for phase in phases:
        figure = f"too few items rated ({phase.rated} of {phase.needed} needed)"
        if phase.adherence is not None:
            skill = "-" if phase.competence is None else f"{phase.competence:.2f}"
            figure = f"adherence {phase.adherence:.2f}, competence {skill}, {phase.rated} items"
        screen.row(f"Phase, case {phase.case}", f"{phase.form}: {figure}")
    screen.gap()
    screen.row("Your bias", bias)
    screen.line(NOTICE, "dim", indent=1)


def show_agreement(
    screen: Screen,
    pairs: int,
    means: tuple[tuple[str, MeanAgreement], ...],
    items: Sequence[tuple[str, StepAgreement]],
) -> None:
    """Show agreement over many sessions: counts first, coefficients beside them."""
    screen.rule(f"Agreement over {pairs} paired sessions")
    for scale, one in means:
        screen.row(scale, "means of the sessions", style="bold")
        screen.row("ICC(A,1)", _figure(one.icc), indent=2)
        if isinstance(one.limits, Undefined):
            screen.row("Limits", one.limits.reason, indent=2)
        else:
            within = one.limits
            screen.row("Bias", f"{within.bias:+.2f} points, which is not agreement", indent=2)
            screen.row("Limits", f"{within.low:+.2f} to {within.high:+.2f}, n {within.n}", indent=2)
        screen.row("Correlation", f"{_figure(one.correlation)}; which is not agreement", indent=2)
    screen.gap()
    screen.table(
        ("Item, adherence", "n", "Exact", "Within one", "Weighted kappa", "Alpha"),
        [(name, *_step(one)) for name, one in items],
    )
    screen.line(
        "Kappa has quadratic weights on the whole scale of 0 to 4; alpha is ordinal. A coefficient "
        "can be low although nearly all ratings are equal: read the counts first.",
        "dim",
        indent=1,
    )
    screen.line(NOTICE, "dim", indent=1)


def _step(one: StepAgreement) -> tuple[str, ...]:
    if isinstance(one.match, Undefined):
        return ("0", "-", "-", one.match.reason, "-")
    counts = (str(one.match.n), f"{one.match.exact:.0f} %", f"{one.match.within_one:.0f} %")
    return (*counts, _figure(one.quadratic), _figure(one.alpha))


def _figure(one: object) -> str:
    if isinstance(one, Undefined):
        return one.reason
    value, interval = getattr(one, "value", None), getattr(one, "interval", None)
    within = f" ({interval.low:.2f} to {interval.high:.2f})" if isinstance(interval, Interval) else ""  # fmt: skip
    return f"{value:.2f}{within}, n {getattr(one, 'n', '?')}"


def match_in_words(one: Match | Undefined) -> str:
    """Say how two sets of ratings match: counts, bias, size of difference."""
    if isinstance(one, Undefined):
        return one.reason
    return (
        f"exact {one.exact:.0f} %, within one {one.within_one:.0f} %, mean difference "
        f"{one.signed:+.2f} (yours less theirs), mean size {one.absolute:.2f}, n {one.n}"
    )


def _mean(one: Mean) -> str:
    value = "no mean" if one.value is None else f"{one.value:.2f} of 4"
    return f"{value}, over {one.items} items"


def _short(one: Mean) -> str:
    return "-" if one.value is None else f"{one.value:.2f} ({one.items})"


def _of_other(one: SessionLine) -> str:
    if one.theirs is None:
        return "-"
    return f"{_short(one.theirs.adherence)} / {_short(one.theirs.competence)}"


def _both(adherence: int | None, competence: int | None) -> str:
    if adherence is None:
        return "-"
    return f"{adherence}/{'-' if competence is None else competence}"


def _adherence(one: ItemScore) -> str:
    if one.adherence is None:
        return f"n/a ({one.reason})" if one.reason else "-"
    return f"{one.adherence} (given {one.given})" if one.flagged else str(one.adherence)


def _point(value: int | None) -> str:
    return "-" if value is None else str(value)
