"""The items of a course's exams in its report: counts where names may be seen, then each paper."""

from collections.abc import Mapping, Sequence

from ipt_train.course.cohort.estimate import Estimate
from ipt_train.course.core.explained import EXPLAINED
from ipt_train.course.operation.item_analysis import ItemAnalysis
from ipt_train.course.operation.item_counts import ExamCounts
from ipt_train.course.operation.item_figures import ItemFigures
from ipt_train.course.operation.page_counts import is_hidden, shown_counts
from ipt_train.plural import counted
from ipt_train.report.chart import Point, dots
from ipt_train.report.section import Figure, Section, SectionTable
from ipt_train.report.svg import short
from ipt_train.report.text import between, dated, percent

STEM = 70
"""So many characters of a stem stand beside an id."""


def counts_section(exam: ExamCounts) -> Section:
    """Return how often each item of an exam was right, its forms together, the hardest first."""
    rows = tuple(
        (
            count.item,
            " ".join(count.places),
            short(" ".join(count.stem.split()), STEM) or "-",
            f"{count.right} of {count.n}",
            str(count.partly),
            str(count.blanks),
        )
        for count in exam.items
    )
    columns = ("Item", "Place", "Stem", "Right", "Partly", "Blank")
    table = SectionTable(
        caption=f"Items of {exam.exam}, forms together", columns=columns, rows=rows
    )
    forms = ", ".join(f"{form} {n}" for form, n in exam.sittings.items())
    return Section(
        heading=f"Items of {exam.exam}",
        lead=f"Sittings by form: {forms}. The item that the fewest people got right comes first.",
        figures=(Figure(table=table),),
        note="Place A3 is question 3 of form A. Counts are shown however few people there are.",
    )


def paper_section(paper: ItemAnalysis, names: Mapping[str, str]) -> Section:
    """Return the figures of one paper that so many sittings can have."""
    heading, note = f"Paper {paper.paper}", dated(" ".join(paper.rules))
    lead = f"{counted(paper.sittings, 'sitting')}, {paper.full:g} marks."
    if all(_too_few(item.facility) for item in paper.items):
        few = f"{lead} Too few for figures on the paper and its items."
        return Section(heading=heading, lead=few, note=note)
    figures = [Figure(table=_whole(paper, names)), _items(paper)]
    if not paper.rasch.why:
        figures.append(Figure(table=_locations(paper)))
    figures += [
        Figure(table=_options(item, names))
        for item in _in_order(paper)
        if item.options and item.flags
    ]
    return Section(heading=heading, lead=lead, figures=tuple(figures), note=note)


def explained_section() -> Section:
    """Return what every figure means, what is a bad value, and who says so."""
    return Section(
        heading="What the figures mean",
        lead="An item stands out only where the whole interval of a figure lies beyond its limit.",
        figures=(
            Figure(
                table=SectionTable(
                    caption="Figures explained",
                    columns=("Figure", "What it is", "What deserves a second look", "Source"),
                    rows=tuple(tuple(each) for each in EXPLAINED),
                )
            ),
        ),
    )


def _whole(paper: ItemAnalysis, names: Mapping[str, str]) -> SectionTable:
    figures = (
        ("Mean", paper.mean),
        ("Median", paper.median),
        ("Standard deviation", paper.sd),
        (paper.alpha_name, paper.alpha),
        ("Standard error of measurement", paper.sem),
    )
    return SectionTable(
        caption=f"Figures of the whole paper {paper.paper}",
        columns=("Figure", "Value, with its interval and n"),
        rows=(*((label, str(figure)) for label, figure in figures), *_rasch(paper, names)),
    )


def _items(paper: ItemAnalysis) -> Figure:
    ordered = _in_order(paper)
    table = SectionTable(
        caption=f"Items of {paper.paper}",
        columns=("Item", "Stem", "n", "Facility", "Item-rest correlation", "What stands out"),
        rows=tuple(
            (
                _label(item),
                short(" ".join(item.stem.split()), STEM) or "-",
                str(item.n),
                _share(item.facility),
                _shown(item.item_rest),
                _flags(item),
            )
            for item in ordered
        ),
    )
    points = [
        Point(
            label=_label(item),
            value=item.facility.value,
            low=item.facility.low,
            high=item.facility.high,
        )
        for item in ordered
    ]
    chart = dots(
        f"facility-{paper.paper}",
        points,
        title=f"Facility of the items of {paper.paper}",
        desc="Mean share of the marks with its 95% interval; the table has every figure.",
        across="Facility (mean share of the marks), 95% interval",
    )
    return Figure(table=table, chart=chart)


def _rasch(paper: ItemAnalysis, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    model = paper.rasch
    if model.why:
        return (("Rasch model", model.why),)
    none_right, all_right = shown_counts([model.none_right, model.all_right], names)
    fitted = f"locations of items; left out: {none_right} sittings with none right, {all_right} with all right"
    same = (("Items without variation", ", ".join(model.same)),) if model.same else ()
    return (("Rasch model", fitted), ("Andersen's test", model.test()), *same)


def _locations(paper: ItemAnalysis) -> SectionTable:
    return SectionTable(
        caption=f"Rasch model of {paper.paper}",
        columns=("Item", "Location, logits", "Standard error", "Infit"),
        rows=tuple(
            (
                _label(item),
                _shown(item.rasch.location),
                f"{item.rasch.error:.2f}",
                _shown(item.rasch.infit),
            )
            for item in _in_order(paper)
            if item.rasch.error is not None
        ),
    )


def _options(item: ItemFigures, names: Mapping[str, str]) -> SectionTable:
    counts = shown_counts([use.n for use in item.options], names)
    return SectionTable(
        caption=f"Options of {_label(item)}",
        columns=("Option", "n", "Share", "Item-rest correlation"),
        rows=tuple(
            (
                f"{use.option or 'blank'}{' (key)' if use.key else ''}",
                count,
                "suppressed" if is_hidden(count) else _share(use.share),
                "suppressed" if is_hidden(count) else _shown(use.item_rest),
            )
            for use, count in zip(item.options, counts, strict=True)
        ),
    )


def _in_order(paper: ItemAnalysis) -> Sequence[ItemFigures]:
    return sorted(paper.items, key=lambda item: (item.place or 0, item.item))


def _label(item: ItemFigures) -> str:
    """Return an item as it is found on the paper: number and id."""
    return item.item if item.place is None else f"{item.place}. {item.item}"


def _too_few(figure: Estimate) -> bool:
    return figure.value is None and figure.why.startswith("too few")


def _shown(figure: Estimate) -> str:
    if figure.value is None:
        return "too few" if _too_few(figure) else figure.why
    if figure.low is None or figure.high is None:
        return f"{figure.value:z.2f}"
    return f"{figure.value:z.2f} ({figure.low:z.2f} to {figure.high:z.2f})"


def _share(figure: Estimate) -> str:
    """Return a share in per cent, as the chart beside it has it."""
    if figure.value is None:
        return _shown(figure)
    ends = between(figure.low, figure.high, "")
    return f"{percent(figure.value)} ({ends})" if ends else percent(figure.value)


def _flags(item: ItemFigures) -> str:
    words = [flag.words for flag in item.flags if flag.code != "too-few"]
    if item.codes:
        words.append(f"item-writing rules: {', '.join(item.codes)}")
    return "; ".join(words) or "-"
