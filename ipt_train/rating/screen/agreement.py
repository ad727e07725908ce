"""How the agreement of two raters looks: counts first, coefficients beside them."""

from collections.abc import Mapping

from ipt_train.rating.core.agreement import MeanAgreement, StepAgreement
from ipt_train.rating.core.course import CourseAgreement
from ipt_train.rating.core.figure import Interval, Undefined
from ipt_train.rating.operation.agreement import OwnAgreement
from ipt_train.rating.screen.rating import NOTICE, show_flag
from ipt_train.shell.screen import Screen


def show_own_agreement(screen: Screen, own: OwnAgreement, titles: Mapping[str, str]) -> None:
    """Show how far a trainee and the supervisor agree, or how to begin with that.

    Args:
        screen: Where to write.
        own: Their agreement.
        titles: The titles of the items by their ids.
    """
    if own.agreement.sessions:
        show_agreement(screen, own.agreement, titles, own.safety_flag)
        return
    screen.line("No session was rated by both sides yet. `ipt-train rate compare FILE` adds one.")


def show_agreement(
    screen: Screen, agreement: CourseAgreement, titles: Mapping[str, str], safety_flag: str = ""
) -> None:
    """Show agreement over many sessions: counts first, coefficients beside them.

    Args:
        screen: Where to write.
        agreement: The agreement.
        titles: The titles of the items by their ids.
        safety_flag: The safety flag over the sessions in words, or an empty text.
    """
    screen.rule(f"Agreement, paired sessions: {agreement.sessions}")
    show_flag(screen, safety_flag)
    for scale, means in (
        ("Adherence", agreement.adherence),
        ("Competence", agreement.competence),
    ):
        _means(screen, scale, means)
    for scale, items in (
        ("Adherence", agreement.items_adherence),
        ("Competence", agreement.items_competence),
    ):
        screen.gap()
        screen.table(
            (f"{scale}, by item", "n", "Exact", "Within one", "Weighted kappa", "Alpha"),
            [
                (f"{name} {titles.get(name, '')}".rstrip(), *_step(step))
                for name, step in sorted(items.items(), key=_natural)
            ],
        )
    screen.line(
        "Kappa has quadratic weights on the whole scale of 0 to 4; alpha is ordinal. A coefficient "
        "can be low although nearly all ratings are equal: read the counts first. Sessions of one "
        "trainee are not independent, so the intervals are somewhat too narrow.",
        "dim",
        indent=1,
    )
    screen.line(NOTICE, "dim", indent=1)


def _natural(item: tuple[str, object]) -> tuple[str, int]:
    """Return what puts i2 before i10."""
    letters = item[0].rstrip("0123456789")
    return letters, int(item[0][len(letters) :] or 0)


def _means(screen: Screen, scale: str, means: MeanAgreement) -> None:
    screen.row(scale, "means of the sessions", style="bold")
    screen.row("ICC(A,1)", figure_in_words(means.icc), indent=2)
    if isinstance(means.limits, Undefined):
        screen.row("Limits", means.limits.reason, indent=2)
    else:
        within = means.limits
        screen.row("Bias", f"{within.bias:+.2f} points, which is not agreement", indent=2)
        screen.row("Limits", f"{within.low:+.2f} to {within.high:+.2f}, n {within.n}", indent=2)
    screen.row(
        "Correlation", f"{figure_in_words(means.correlation)}, which is not agreement", indent=2
    )


def _step(step: StepAgreement) -> tuple[str, ...]:
    if isinstance(step.match, Undefined):
        return ("0", "-", "-", step.match.reason, "-")
    counts = (str(step.match.n), f"{step.match.exact:.0f}%", f"{step.match.within_one:.0f}%")
    return (*counts, figure_in_words(step.quadratic), figure_in_words(step.alpha))


def figure_in_words(figure: object) -> str:
    """Return a coefficient with its interval and n, or why there is none."""
    if isinstance(figure, Undefined):
        return figure.reason
    value, interval = getattr(figure, "value", None), getattr(figure, "interval", None)
    within = ""
    if isinstance(interval, Interval):
        within = f" ({interval.low:.2f} to {interval.high:.2f})"
    return f"{value:.2f}{within}, n {getattr(figure, 'n', '?')}"
