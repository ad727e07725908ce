"""Progress as a report: each subject a section with its chart, its table and where it ends."""

from collections.abc import Sequence
from datetime import date, timedelta

from ipt_train.plural import are, counted
from ipt_train.progress.core.days import DAYS_OF_A_WEEK
from ipt_train.progress.core.record import practised, replied
from ipt_train.progress.core.share import FEW, share_of
from ipt_train.progress.operation.memory_sections import calibrated, retained
from ipt_train.progress.operation.progress import Progress, Standing
from ipt_train.progress.operation.time_section import domain_title, time_section
from ipt_train.report.chart import Point, bars, dots
from ipt_train.report.heat_map import heat_map
from ipt_train.report.multiples import Panel, multiples
from ipt_train.report.section import Figure, KeyFigure, Page, Section, SectionTable
from ipt_train.report.text import between, day_words, percent, span, too_few

WEEKS_FOR_A_SHAPE = 3
"""Weeks with answers from which on a chart by week shows more than a dot."""

BEGIN = "No question has been answered yet. Begin with `ipt-train study`."

FOOT = (
    "Question banks measure knowledge. They do not show that someone can practise IPT, and nothing here certifies anyone. "
    "This page is one file; it loads nothing and sends nothing."
)


def progress_page(progress: Progress, name: str, *, more: Sequence[Section] = ()) -> Page:
    """Return progress as a report.

    Args:
        progress: What ``show_progress`` returned.
        name: Whose it is: the profile.
        more: Sections of other subjects, such as competencies, shown before the last.
    """
    record = progress.record
    sections: tuple[Section, ...] = (_to_learn(progress),)
    facts: tuple[KeyFigure, ...] = ()
    if record.time.answers:
        whole = record.retention.all
        facts = (
            KeyFigure(
                label="Seen",
                value=str(progress.total.seen),
                note=f"of {counted(progress.total.items, 'question')}",
            ),
            KeyFigure(
                label="Days studied",
                value=str(record.studied),
                note=f"of {record.since} since {day_words(record.first_day)}",
            ),
            KeyFigure(
                label="True retention",
                value=percent(whole.share),
                note=f"of {counted(whole.n, 'review')}; {progress.desired_retention:.0%} asked for",
            ),
            KeyFigure(
                label="Time on answers",
                value=span(record.time.milliseconds),
                note=counted(record.time.answers, "answer"),
            ),
        )
        sections = (
            _days(progress),
            retained(progress),
            calibrated(progress),
            _coming(progress),
            _domains(progress),
            _levels(progress),
            *more,
            time_section(progress),
        )
    else:
        sections = (*sections, *more)
    return Page(
        title="IPT training: progress",
        subtitle=f"Profile {name}, {day_words(progress.day)}",
        lead="" if record.time.answers else BEGIN,
        facts=facts,
        sections=sections,
        foot=FOOT,
    )


def _to_learn(progress: Progress) -> Section:
    rows = tuple((domain_title(one.domain), str(one.items)) for one in progress.domains)
    table = SectionTable(
        caption="Questions by domain",
        columns=("Domain", "Questions"),
        rows=(*rows, ("all", str(progress.total.items))),
    )
    return Section(
        heading="What there is to learn",
        lead="After the first sitting this page shows your days, what comes back when, and where you stand by domain. "
        "From the second day on it shows what you remembered.",
        figures=(Figure(table=table),),
    )


def _days(progress: Progress) -> Section:
    days = [(date.fromisoformat(one.day), one.answers) for one in progress.record.days]
    weeks = [days[n : n + DAYS_OF_A_WEEK] for n in range(0, len(days), DAYS_OF_A_WEEK)]
    studied = sum(count > 0 for _, count in days)
    rows = tuple(
        (
            day_words(week[0][0]),
            f"{sum(count > 0 for _, count in week)} of {len(week)}",
            str(sum(count for _, count in week)),
        )
        for week in weeks
    )
    lead = f"In the last {counted(len(weeks), 'week')} you studied on {counted(studied, 'day')}"
    lead += f", with {counted(sum(count for _, count in days), 'answer')} in all."
    return Section(
        heading="Days studied",
        lead=lead,
        figures=(
            Figure(
                chart=heat_map(
                    "days", days, title="Answers a day", desc=f"A calendar of weeks. {lead}"
                ),
                table=SectionTable(
                    caption="Days studied by week",
                    columns=("Week from", "Days", "Answers"),
                    rows=rows,
                ),
            ),
        ),
        note=_left_out(progress),
    )


def _left_out(progress: Progress) -> str:
    out = progress.record.left_out
    text = (
        "Practice (`--topic`, `--cram`) and drills are left out of every figure on this page: "
        f"{practised(out.practice)}, {replied(out.drills)}. Undone answers count nowhere."
    )
    if progress.elsewhere:
        text += f" {are(progress.elsewhere, 'answer')} on questions that are in no loaded bank: counted here, but not by domain or level."
    return text


def _coming(progress: Progress) -> Section:
    first = date.fromisoformat(progress.day)
    days = [(first + timedelta(days=n), count) for n, count in enumerate(progress.forecast)]
    total, today = sum(progress.forecast), progress.forecast[0]
    lead = f"{total} due in the next {counted(len(days), 'day')}, {today or 'none'} of them today."
    if not total:
        lead = "Nothing is due in the next four weeks. `ipt-train study` starts what is new."
    elif today:
        lead += " `ipt-train study` begins with them."
    points = [Point(label=f"{day.day} {day:%b}", value=count) for day, count in days]
    return Section(
        heading="Coming up",
        lead=lead,
        figures=(
            Figure(
                chart=bars(
                    "coming",
                    points,
                    title="Due by day, the next 28 days",
                    desc=lead,
                    across="Day",
                    upright="Due",
                    every=7,
                ),
                table=SectionTable(
                    caption="Due by day",
                    columns=("Day", "Due"),
                    rows=tuple((f"{day:%a} {day_words(day)}", str(count)) for day, count in days),
                ),
            ),
        )
        if total
        else (),
        note="Questions and cases already begun, by their present schedule, in learning or under review; a case counts once. What is overdue counts today. "
        "New questions and the daily limits are left out.",
    )


_COLUMNS = ("True retention", "95% range", "Recalled", "Seen", "Due", "Mean retrievability")


def _cells(one: Standing) -> tuple[str, ...]:
    kept = share_of(one.retained, one.reviews)
    return (
        too_few(kept.share, kept.n),
        between(kept.low, kept.high),
        f"{kept.count} of {kept.n}",
        f"{one.seen} of {one.items}",
        str(one.due),
        percent(one.retrievability, "-"),
    )


def _points(named: Sequence[tuple[str, Standing]]) -> list[Point]:
    shares = [(name, share_of(one.retained, one.reviews)) for name, one in named]
    return [
        Point(label=name, value=s.share, low=s.low, high=s.high, note=too_few(s.share, s.n))
        for name, s in shares
    ]


def _standings(title: str, named: Sequence[tuple[str, Standing]], progress: Progress) -> Figure:
    """Return true retention of some parts as a chart, with all of where they stand as a table."""
    asked = progress.desired_retention
    rows = [*named, ("all", progress.total)]
    return Figure(
        chart=dots(
            title.lower(),
            _points(named),
            reference=asked,
            reference_label=f"dashed: {asked:.0%} asked for",
            title=f"True retention by {title.lower()}",
            desc="Share of due reviews that were recalled, with its 95% range; the dashed line is what you asked for.",
            across="True retention, with its 95% range",
        ),
        table=SectionTable(
            caption=f"Where you stand by {title.lower()}",
            columns=(title, *_COLUMNS),
            rows=tuple((name, *_cells(one)) for name, one in rows),
        ),
    )


def _domains(progress: Progress) -> Section:
    named: list[tuple[str, Standing]] = [
        (domain_title(one.domain), one) for one in progress.domains
    ]
    figures = [_standings("Domain", named, progress)]
    if sum(count > 0 for count in progress.total.weeks) >= WEEKS_FOR_A_SHAPE:
        figures.append(_weekly(progress))
    return Section(
        heading="By domain",
        lead=f"{progress.total.seen} of {counted(progress.total.items, 'question')} seen; {are(progress.total.due, 'question')} due today.",
        figures=tuple(figures),
        note="Mean retrievability is the chance, by the memory model, that you would recall today what you have seen. "
        f"Due counts every question of a case; `ipt-train due` counts a case once. Below {FEW} reviews a share is called too few to say: a convention, not a validated limit.",
    )


def _weekly(progress: Progress) -> Figure:
    weeks = [one.day for one in progress.record.days[::DAYS_OF_A_WEEK]]
    panels = [Panel(label=domain_title(one.domain), values=one.weeks) for one in progress.domains]
    return Figure(
        chart=multiples(
            "weeks",
            panels,
            title="Answers a week by domain",
            across="Week",
            upright="Answers a week",
            begin=day_words(weeks[0]),
            end="now",
            desc=f"One small bar chart for each domain over {counted(len(weeks), 'week')}, all on one scale.",
        ),
        table=SectionTable(
            caption="Answers by week and domain",
            columns=("Week from", *(panel.label for panel in panels)),
            rows=tuple(
                (day_words(week), *(str(panel.values[n]) for panel in panels))
                for n, week in enumerate(weeks)
            ),
        ),
    )


def _levels(progress: Progress) -> Section:
    named: list[tuple[str, Standing]] = [(one.level, one) for one in progress.levels]
    return Section(
        heading="By level",
        lead="From remembering facts to analysing a case.",
        figures=(_standings("Level", named, progress),),
    )
