"""How a cohort studies, in the report of its course."""

from collections.abc import Iterator, Mapping

from ipt_train.course.operation.cohort_progress import CohortProgress
from ipt_train.course.operation.page_counts import shown_count, shown_share
from ipt_train.figure.rounding import percent
from ipt_train.rating.core.safety import SAFETY
from ipt_train.report.section import Figure, Section, SectionTable


def study_section(found: CohortProgress, names: Mapping[str, str]) -> Section:
    """Return how study goes, as far as people shared it, and who may need a talk."""
    rows = tuple(
        (
            one.competency,
            shown_count(one.people, names),
            shown_share(one.low),
            shown_share(one.middle),
            shown_share(one.high),
        )
        for one in found.competencies
    )
    figures = []
    if rows:
        columns = ("Competency", "People", "Lower quarter", "Median", "Upper quarter")
        figures.append(
            Figure(table=SectionTable(caption="Recall by competency", columns=columns, rows=rows))
        )
    concerned = [one for one in (*found.learners, *found.nobodys) if one.reasons]
    if names and concerned:
        listed = tuple(
            (names.get(one.person, one.person), "; ".join(one.reasons)) for one in concerned
        )
        figures.append(
            Figure(
                table=SectionTable(caption="Who to talk to", columns=("Name", "Why"), rows=listed)
            )
        )
    coverage = "too few people to say" if found.coverage is None else percent(found.coverage, 0)
    return Section(
        heading="Study",
        lead=f"{_flagged(found, names)}Median share of questions met: {coverage}. {_people(len(concerned), names)} a reason for you to talk to them.",
        figures=tuple(figures),
        note=" ".join((*found.rules, *_unusable(found, names))),
    )


def _flagged(found: CohortProgress, names: Mapping[str, str]) -> str:
    if not found.flagged:
        return ""
    people = (
        "1 person"
        if names and found.flagged == 1
        else f"{shown_count(found.flagged, names)} people"
    )
    return f"{SAFETY} (Ratings handed in by {people}; `ipt-train course progress` says whose.) "


def _unusable(found: CohortProgress, names: Mapping[str, str]) -> Iterator[str]:
    if found.unusable:
        added = shown_count(len(found.unusable), names)
        yield f"Added to submissions, and left out because it cannot be used: {added}."


def _people(count: int, names: Mapping[str, str]) -> str:
    """Say how many people have something."""
    return "1 person has" if names and count == 1 else f"{shown_count(count, names)} people have"
