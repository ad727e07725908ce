"""A course as a report: exams, items, progress. Anonymous, and small groups suppressed."""

from collections.abc import Iterator, Mapping, Sequence

from ipt_train.course.cohort.estimate import Estimate
from ipt_train.course.operation.cohort_progress import SMALL, CohortProgress
from ipt_train.course.operation.grade import Graded
from ipt_train.course.operation.item_analysis import ItemAnalysis
from ipt_train.course.operation.item_figures import ItemFigures
from ipt_train.plural import counted
from ipt_train.rating.core.safety import SAFETY
from ipt_train.report.chart import Point, bars, dots
from ipt_train.report.section import Figure, KeyFigure, Page, Section, SectionTable

FOOT = (
    "Answers to an exam show knowledge on one day. They do not show that someone can practise IPT, "
    "and nothing here certifies anyone. This page is one file; it loads nothing and sends nothing."
)
_BANDS = 10


def course_page(
    title: str,
    graded: Graded,
    papers: Sequence[ItemAnalysis],
    progress: CohortProgress,
    *,
    names: Mapping[str, str],
) -> Page:
    """Return a course as a report.

    Args:
        title: Of the course.
        graded: Its grades.
        papers: Analyses of its papers.
        progress: How the cohort comes along.
        names: Names by pseudonym where they were asked for; empty leaves everyone out, and
            suppresses counts of fewer than five people.
    """
    sections = [_grades(graded, exam, names) for exam in graded.rules]
    for paper in papers:
        sections += _paper(paper, names)
    sections.append(_progress(progress, names))
    return Page(
        title=f"IPT course: {title}",
        subtitle=f"{graded.graded_at[:10]}, {counted(progress.people, 'person', 'people')}",
        lead="With names: for the course's own use."
        if names
        else f"Anonymous; counts under {SMALL} people are suppressed.",
        facts=(
            KeyFigure(label="People", value=str(progress.people)),
            KeyFigure(label="Papers analysed", value=str(len(papers))),
            KeyFigure(label="Added their study", value=_count(progress.added, names)),
        ),
        sections=tuple(sections),
        foot=FOOT,
    )


def _grades(graded: Graded, exam: str, names: Mapping[str, str]) -> Section:
    shares = [
        one.share
        for person in graded.grades
        for one in person.exams
        if one.exam == exam and one.share is not None
    ]
    counts = [0] * _BANDS
    for share in shares:
        counts[min(_BANDS - 1, int(share * _BANDS))] += 1
    labels = [f"{low * 10}-{low * 10 + 10} %" for low in range(_BANDS)]
    table = SectionTable(
        caption=f"Grades in {exam}",
        columns=("Share of the marks", "People"),
        rows=tuple(zip(labels, _counts(counts, names), strict=True)),
    )
    hidden = [one.startswith("under") for one in _counts(counts, names)]
    shown = [0 if away else one for one, away in zip(counts, hidden, strict=True)]
    chart = bars(
        f"grades-{exam}",
        [Point(label=str(low * 10), value=one) for low, one in enumerate(shown)],
        title=f"Grades in {exam}",
        desc="People by tenths of the marks, in per cent; the table has the counts.",
    )
    people: tuple[Figure, ...] = ()
    if not names and len(shares) < 2 * SMALL:
        return Section(
            heading=f"Grades: {exam}",
            lead=f"Too few grades to show how they lie: at least {2 * SMALL} are needed.",
            note=f"{'; '.join(graded.rules[exam])}.",
        )
    if names:
        rows = tuple(
            (names.get(person.person, person.person), _percent(one.share), one.note or "-")
            for person in graded.grades
            for one in person.exams
            if one.exam == exam
        )
        columns = ("Name", "Share of the marks", "Note")
        listed = SectionTable(caption=f"People in {exam}", columns=columns, rows=rows)
        people = (Figure(table=listed),)
    return Section(
        heading=f"Grades: {exam}",
        lead=f"{_count(len(shares), names)} have a grade, {_count(len(graded.grades) - len(shares), names)} have none, which is no zero.",
        figures=(Figure(table=table, chart=chart if any(shown) else None), *people),
        note=f"{'; '.join(graded.rules[exam])}.",
    )


def _paper(paper: ItemAnalysis, names: Mapping[str, str]) -> list[Section]:
    whole = SectionTable(
        caption=f"Figures of the whole paper {paper.paper}",
        columns=("Figure", "Value, with its interval and n"),
        rows=tuple(
            (label, str(one))
            for label, one in (
                ("Mean", paper.mean),
                ("Median", paper.median),
                ("Standard deviation", paper.sd),
                (paper.alpha_name, paper.alpha),
                ("Standard error of measurement", paper.sem),
            )
        )
        + _rasch(paper, names),
    )
    items = SectionTable(
        caption=f"Items of {paper.paper}",
        columns=("Item", "n", "Facility", "Item-rest correlation", "What stands out"),
        rows=tuple(
            (one.item, str(one.n), _shown(one.facility), _shown(one.item_rest), _flags(one))
            for one in paper.items
        ),
    )
    chart = dots(
        f"facility-{paper.paper}",
        [
            Point(
                label=one.item,
                value=one.facility.value,
                low=one.facility.low,
                high=one.facility.high,
            )
            for one in paper.items
        ],
        title=f"Facility of the items of {paper.paper}",
        desc="Mean share of the marks with its 95 % interval; the table has every figure.",
    )
    locations: tuple[Figure, ...] = ()
    if not paper.rasch.why:
        locations = (Figure(table=_locations(paper)),)
    options = tuple(
        Figure(
            table=SectionTable(
                caption=f"Options of {one.item}",
                columns=("Option", "n", "Share", "Item-rest correlation"),
                rows=_options(one, names),
            )
        )
        for one in paper.items
        if one.options and one.flags
    )
    return [
        Section(
            heading=f"Paper {paper.paper}",
            lead=f"{paper.sittings} sittings, {paper.full:g} marks.",
            figures=(Figure(table=whole), Figure(table=items, chart=chart), *locations, *options),
            note=" ".join(paper.rules),
        )
    ]


def _rasch(paper: ItemAnalysis, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    model = paper.rasch
    if model.why:
        return (("Rasch model", model.why),)
    none_right, all_right = _counts([model.none_right, model.all_right], names)
    counted = f"locations of items; left out: {none_right} sittings with none right, {all_right} with all right"
    same = (("Items without variation", ", ".join(model.same)),) if model.same else ()
    return (("Rasch model", counted), ("Andersen's test", model.test()), *same)


def _locations(paper: ItemAnalysis) -> SectionTable:
    return SectionTable(
        caption=f"Rasch model of {paper.paper}",
        columns=("Item", "Location, logits", "Standard error", "Infit"),
        rows=tuple(
            (
                one.item,
                _shown(one.rasch.location),
                f"{one.rasch.error:.2f}",
                _shown(one.rasch.infit),
            )
            for one in paper.items
            if one.rasch.error is not None
        ),
    )


def _progress(found: CohortProgress, names: Mapping[str, str]) -> Section:
    rows = tuple(
        (
            one.competency,
            _count(one.people, names),
            _percent(one.low),
            _percent(one.middle),
            _percent(one.high),
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
    coverage = "too few people to say" if found.coverage is None else f"{found.coverage:.0%}"
    return Section(
        heading="Study",
        lead=f"{_flagged(found, names)}Median share of questions met: {coverage}. {_count(len(concerned), names)} people have a reason to be talked to.",
        figures=tuple(figures),
        note=" ".join((*found.rules, *_unusable(found, names))),
    )


def _flagged(found: CohortProgress, names: Mapping[str, str]) -> str:
    if not found.flagged:
        return ""
    people = _count(found.flagged, names)
    return (
        f"{SAFETY} (Ratings handed in by {people} people; `ipt-train course progress` says whose.) "
    )


def _unusable(found: CohortProgress, names: Mapping[str, str]) -> Iterator[str]:
    if found.unusable:
        added = _count(len(found.unusable), names)
        yield f"Added to submissions, and left out because it cannot be used: {added}."


def _options(one: ItemFigures, names: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    counts = _counts([use.n for use in one.options], names)
    return tuple(
        (
            f"{use.option or 'blank'}{' (key)' if use.key else ''}",
            count,
            "suppressed" if count.startswith("under") else _shown(use.share),
            "suppressed" if count.startswith("under") else _shown(use.item_rest),
        )
        for use, count in zip(one.options, counts, strict=True)
    )


def _counts(values: Sequence[int], names: Mapping[str, str]) -> list[str]:
    """Return counts as they are shown; a single one suppressed takes the next smallest along.

    Otherwise it could be had by taking the others from the whole.
    """
    shown = [_count(one, names) for one in values]
    hidden = [place for place, one in enumerate(shown) if one.startswith("under")]
    if len(hidden) == 1:
        others = [(one, place) for place, one in enumerate(values) if one and place != hidden[0]]
        if others:
            one, place = min(others)
            shown[place] = f"under {one + 1}"
    return shown


def _count(value: int, names: Mapping[str, str]) -> str:
    return str(value) if names or value >= SMALL or value == 0 else f"under {SMALL}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def _shown(one: Estimate) -> str:
    if one.value is None:
        return one.why
    if one.low is None or one.high is None:
        return f"{one.value:z.2f}"
    return f"{one.value:z.2f} ({one.low:z.2f} to {one.high:z.2f})"


def _flags(one: ItemFigures) -> str:
    said = [flag.words for flag in one.flags]
    if one.codes:
        said.append(f"item-writing rules: {', '.join(one.codes)}")
    return "; ".join(said) or "-"
