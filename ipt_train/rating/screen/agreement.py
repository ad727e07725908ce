"""How the agreement of two raters looks: counts first, coefficients beside them."""

from ipt_train.rating.core.agreement import MeanAgreement, StepAgreement
from ipt_train.rating.core.course import CourseAgreement
from ipt_train.rating.core.figure import Interval, Undefined
from ipt_train.rating.operation.agreement import OwnAgreement
from ipt_train.rating.screen.rating import NOTICE, show_flag
from ipt_train.shell.screen import Screen


def show_own_agreement(screen: Screen, own: OwnAgreement) -> None:
    """Show how far a trainee and her supervisor agree, or how to begin with that."""
    if own.agreement.sessions:
        show_agreement(screen, own.agreement, own.safety_flag)
        return
    screen.line("No session was rated by both sides yet. `ipt-train rate compare FILE` adds one.")


def show_agreement(screen: Screen, found: CourseAgreement, safety_flag: str = "") -> None:
    """Show agreement over many sessions: counts first, coefficients beside them.

    Args:
        screen: Where to write.
        found: The agreement.
        safety_flag: The safety flag over the sessions in words, or an empty text.
    """
    screen.rule(f"Agreement, paired sessions: {found.sessions}")
    show_flag(screen, safety_flag)
    for scale, one in (("Adherence", found.adherence), ("Competence", found.competence)):
        _means(screen, scale, one)
    for scale, items in (
        ("Adherence", found.items_adherence),
        ("Competence", found.items_competence),
    ):
        screen.gap()
        screen.table(
            (f"{scale}, by item", "n", "Exact", "Within one", "Weighted kappa", "Alpha"),
            [(name, *_step(one)) for name, one in sorted(items.items(), key=_natural)],
        )
    screen.line(
        "Kappa has quadratic weights on the whole scale of 0 to 4; alpha is ordinal. A coefficient "
        "can be low although nearly all ratings are equal: read the counts first. Sessions of one "
        "trainee are not independent, so the intervals are somewhat too narrow.",
        "dim",
        indent=1,
    )
    screen.line(NOTICE, "dim", indent=1)


def _natural(one: tuple[str, object]) -> tuple[str, int]:
    """Return what puts i2 before i10."""
    letters = one[0].rstrip("0123456789")
    return letters, int(one[0][len(letters) :] or 0)


def _means(screen: Screen, scale: str, one: MeanAgreement) -> None:
    screen.row(scale, "means of the sessions", style="bold")
    screen.row("ICC(A,1)", figure_in_words(one.icc), indent=2)
    if isinstance(one.limits, Undefined):
        screen.row("Limits", one.limits.reason, indent=2)
    else:
        within = one.limits
        screen.row("Bias", f"{within.bias:+.2f} points, which is not agreement", indent=2)
        screen.row("Limits", f"{within.low:+.2f} to {within.high:+.2f}, n {within.n}", indent=2)
    screen.row(
        "Correlation", f"{figure_in_words(one.correlation)}, which is not agreement", indent=2
    )


def _step(one: StepAgreement) -> tuple[str, ...]:
    if isinstance(one.match, Undefined):
        return ("0", "-", "-", one.match.reason, "-")
    counts = (str(one.match.n), f"{one.match.exact:.0f} %", f"{one.match.within_one:.0f} %")
    return (*counts, figure_in_words(one.quadratic), figure_in_words(one.alpha))


def figure_in_words(one: object) -> str:
    """Return a coefficient with its interval and n, or why there is none."""
    if isinstance(one, Undefined):
        return one.reason
    value, interval = getattr(one, "value", None), getattr(one, "interval", None)
    within = ""
    if isinstance(interval, Interval):
        within = f" ({interval.low:.2f} to {interval.high:.2f})"
    return f"{value:.2f}{within}, n {getattr(one, 'n', '?')}"
