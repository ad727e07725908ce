"""The competency profile as a section of a report."""

from collections.abc import Sequence

from ipt_train.bank.core.model import Library
from ipt_train.log.operation.journal import Journal
from ipt_train.progress.operation.competency import CompetencyLine, competency_profile
from ipt_train.rating.core.form import forms_of
from ipt_train.rating.core.record import RATINGS
from ipt_train.rating.core.safety import SAFETY
from ipt_train.rating.operation.compare import rated_items
from ipt_train.report.section import Figure, Section, SectionTable

_LEAD = (
    "What you know, how you answered cases the first time, how you marked your own replies, and how sessions were rated are kept apart: there is no single score, and none of this is a "
    "certificate. Where there is too little to go by, the page says so (conventions, not validated)."
)


def competency_section(lines: Sequence[CompetencyLine]) -> Section:
    """Return the section: a row a competency, in words."""
    parts = [one.in_words.split("; ") for one in lines]
    rows = tuple(
        (one.title, *(said.split(": ", 1)[-1] for said in words))
        for one, words in zip(lines, parts, strict=True)
    )
    table = SectionTable(
        caption="Competencies by kind of evidence",
        columns=("Competency", "Knowledge", "Cases", "Replies", "Sessions"),
        rows=rows,
        words=True,
    )
    lead = f"{SAFETY} {_LEAD}" if any(one.practice.flagged for one in lines) else _LEAD
    return Section(heading="Competencies", lead=lead, figures=(Figure(table=table),))


def competencies(journal: Journal, library: Library) -> Section:
    """Return the section of a learner's competencies, from the log."""
    rated = rated_items(journal.folded(RATINGS), forms_of(library))
    return competency_section(competency_profile(journal, library, rated))
