"""How a cohort looks to an instructor."""

from collections.abc import Mapping

from ipt_train.course.operation.cohort_progress import CohortProgress, Learner
from ipt_train.figure.rounding import percent
from ipt_train.plural import counted
from ipt_train.rating.core.safety import SAFETY
from ipt_train.rating.screen.agreement import show_agreement
from ipt_train.shell.screen import Screen

SILENT = 12
"""So many of those who shared no progress are named; --json has every one."""


def show_cohort(
    screen: Screen, cohort: CohortProgress, names: Mapping[str, str], titles: Mapping[str, str]
) -> None:
    """Show how a cohort comes along.

    Args:
        screen: Where to.
        cohort: The cohort.
        names: Names by pseudonym where they were asked for.
        titles: Titles of the items of fidelity forms by their ids.
    """
    screen.rule("The cohort")
    if cohort.flagged:
        handed_in = counted(cohort.flagged, "person", "people")
        warning = f"{SAFETY} (Ratings handed in by {handed_in}; see who to talk to.)"
        screen.line(warning, "bold red", indent=1)
    screen.row("People", f"{cohort.people}; {cohort.added} added their progress to a submission")
    screen.row("Coverage", _median(cohort.coverage, "of the questions were met"))
    screen.row("Retention", _median(cohort.retention, "of due reviews were recalled"))
    if cohort.competencies:
        screen.gap()
        screen.table(
            ("Competency, chance of recall", "People", "Lower quarter", "Median", "Upper quarter"),
            [
                (
                    spread.competency,
                    str(spread.people),
                    _share(spread.low),
                    _share(spread.middle),
                    _share(spread.high),
                )
                for spread in cohort.competencies
            ],
        )
    people = (*cohort.learners, *cohort.nobodys)
    concerned = [learner for learner in people if learner.reasons]
    if cohort.unusable:
        screen.gap()
        screen.rule("Added and cannot be used; it counts as not added")
        for unusable in cohort.unusable:
            screen.line(unusable, indent=1)
    screen.gap()
    screen.rule("To talk to")
    for learner in concerned:
        screen.row(_name_of(learner, names), "; ".join(learner.reasons))
    if not concerned:
        screen.line("Nothing stands out.", indent=1)
    silent = [_name_of(one, names) for one in cohort.learners if not one.day]
    if silent:
        more = len(silent) - SILENT
        rest = f" and {more} more; --json has them all" if more > 0 else ""
        named = ", ".join(silent[:SILENT])
        screen.row("Shared no progress", f"{len(silent)} of {cohort.people}: {named}{rest}")
    screen.gap()
    for code, agreement in cohort.by_supervisor.items():
        match = agreement.sessions
        screen.row(f"Supervisor {code}", f"{match} paired sessions")
    if cohort.agreement.sessions:
        show_agreement(screen, cohort.agreement, titles)
    for rule in cohort.rules:
        screen.line(rule, "dim", indent=1)


def _name_of(learner: Learner, names: Mapping[str, str]) -> str:
    """Return how a person is shown: by pseudonym, or by name where names were asked for."""
    return names.get(learner.person, learner.person)


def _median(value: float | None, what: str) -> str:
    return "too few people to say" if value is None else f"median {percent(value, 0)} {what}"


def _share(value: float | None) -> str:
    return "too few" if value is None else percent(value, 0)
