"""How a competency profile looks."""

from collections.abc import Sequence

from ipt_train.progress.operation.competency import (
    FEW_DRILLS,
    FEW_ITEMS,
    FEW_RATINGS,
    FEW_STEPS,
    CompetencyLine,
)
from ipt_train.rating.core.safety import SAFETY
from ipt_train.shell.screen import Screen

_NOTE = (
    f"Too few means fewer than {FEW_ITEMS} questions seen, {FEW_STEPS} steps of cases, "
    f"{FEW_DRILLS} drills or {FEW_RATINGS} ratings (conventions, not validated). Knowing, "
    "recognising, replying and doing are kept apart: there is no single score, and none of this "
    "is a certificate."
)

_TABLE = 70
"""Columns that the table needs; with fewer each competency is said in words."""


def show_competency(screen: Screen, lines: Sequence[CompetencyLine]) -> None:
    """Show every competency with its four kinds of evidence."""
    if not any(
        one.knowledge.seen or one.application.steps or one.replies.drills or one.practice.ratings
        for one in lines
    ):
        screen.line("Nothing was studied yet. Begin with `ipt-train study`.")
        return
    screen.rule("Competencies")
    if flagged := [one.title for one in lines if one.practice.flagged]:
        screen.line(
            f"{SAFETY} ({', '.join(flagged)}; `ipt-train rate list` shows which sessions)",
            "bold red",
            indent=1,
        )
    if screen.plain or screen.width < _TABLE:
        for one in lines:
            screen.line(f"{one.title}: {one.in_words}.", indent=1)
    else:
        columns = ("Competency", "Seen", "Recall", "Cases right", "Replies", "Sessions")
        screen.table(columns, [_row(one) for one in lines])
        screen.gap()
        screen.line(
            "Recall: chance today of what was seen. Cases: steps right at first sight, with the "
            "95% range. Replies: your own marks. Sessions: adherence / competence, 0 to 4.",
            "dim",
            indent=1,
        )
    screen.line(_NOTE, "dim", indent=1)
    screen.line(f"To practise one: `ipt-train study --competency {_weakest(lines).id}`.", indent=1)


def _weakest(lines: Sequence[CompetencyLine]) -> CompetencyLine:
    """Return the competency whose questions are recalled least; else one that was hardly met."""
    return min(
        lines,
        key=lambda one: (
            one.knowledge.recall is None,
            one.knowledge.recall or 0.0,
            one.knowledge.seen / max(1, one.knowledge.items),
        ),
    )


def _row(one: CompetencyLine) -> tuple[str, ...]:
    known, applied, said, done = one.knowledge, one.application, one.replies, one.practice
    cases = "too few"
    if applied.interval is not None:
        low, high = applied.interval
        cases = f"{applied.right} of {applied.steps} ({low:.0%}-{high:.0%})"
    sessions = "too few"
    if done.adherence is not None:
        skill = "-" if done.competence is None else f"{done.competence:.1f}"
        sessions = f"{done.adherence:.1f} / {skill} ({done.ratings})"
    if done.flagged:
        sessions += ", safety flag"
    return (
        one.title,
        f"{known.seen}/{known.items}",
        "too few" if known.recall is None else f"{known.recall:.0%}",
        cases,
        "too few" if said.mark is None else f"{said.mark:.0%} ({said.drills})",
        sessions,
    )
