"""The section on time: from question to answer."""

from ipt_train.log.core.tally import IDLE_MS
from ipt_train.plural import counted, was
from ipt_train.progress.operation.progress import Progress
from ipt_train.report.section import Figure, Section, SectionTable
from ipt_train.report.text import span


def time_section(progress: Progress) -> Section:
    """Return how long answers took, by domain."""
    spent = progress.record.time
    rows = [(domain_title(one.domain), one) for one in (*progress.domains, progress.total)]
    table = SectionTable(
        caption="Time by domain",
        columns=("Domain", "Answers", "Time", "Per answer"),
        rows=tuple(
            (
                name,
                str(one.answers),
                span(one.milliseconds),
                span(one.milliseconds // one.answers) if one.answers else "-",
            )
            for name, one in rows
        ),
    )
    return Section(
        heading="Time",
        lead=f"{span(spent.milliseconds)} from question to answer, on {counted(spent.answers, 'answer')}.",
        figures=(Figure(table=table),),
        note=f"An answer counts for at most {IDLE_MS // 60_000} minutes, since longer is probably a pause (a convention, not validated); "
        f"{spent.capped} {was(spent.capped)} cut to it. Reading what comes after an answer is not counted.",
    )


def domain_title(domain: str) -> str:
    """Return a domain as a page calls it."""
    return domain.replace("-", " ")
