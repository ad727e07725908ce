"""How the items of an exam look to an instructor: counts first, then what so many people allow."""

from collections.abc import Sequence

from ipt_train.course.cohort.estimate import Estimate
from ipt_train.course.core.explained import EXPLAINED
from ipt_train.course.operation.item_analysis import ItemAnalysis
from ipt_train.course.operation.item_counts import exam_counts
from ipt_train.course.operation.item_figures import ItemFigures
from ipt_train.course.screen.item_counts import show_counts
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen

FLAGGED = 12
"""So many flagged items of a paper are shown with all that stands out; --json has every one."""


def show_papers(
    screen: Screen, papers: Sequence[ItemAnalysis], *, options: bool, explain: bool = False
) -> None:
    """Show the items of every exam; without one, how there comes to be one.

    Args:
        screen: Where to.
        papers: The analyses of the papers.
        options: Add the table of options of every item.
        explain: Add a sentence on what each figure means.
    """
    if not papers:
        screen.line(
            "Nothing was collected yet. `ipt-train course collect DIR` collects submissions."
        )
        return
    for exam in exam_counts(papers):
        show_counts(screen, exam)
        screen.gap()
    for paper in papers:
        show_items(screen, paper, options=options)
    for rule in dict.fromkeys(rule for paper in papers for rule in paper.rules):
        screen.line(rule, "dim", indent=1)
    if explain:
        screen.gap()
        screen.rule("What the figures mean")
        for figure in EXPLAINED:
            screen.row(figure.figure, figure.words, style="bold")
    else:
        screen.line(
            "--explain says what each figure means, and what is a bad value.", "dim", indent=1
        )


def show_items(screen: Screen, found: ItemAnalysis, *, options: bool) -> None:
    """Show the figures of a paper and of its items: those that so many sittings can have."""
    figures = [
        (label, figure)
        for label, figure in (
            ("Mean", found.mean),
            ("Median", found.median),
            ("Standard deviation", found.sd),
            (found.alpha_name, found.alpha),
            ("SEM", found.sem),
            ("Skewness", found.skewness),
            ("Kurtosis", found.kurtosis),
            ("Error ratio", found.error_ratio),
        )
        if not _too_few(figure)
    ]
    head = f"Paper {found.paper}: {counted(found.sittings, 'sitting')}, {found.full:g} marks"
    if figures:
        screen.rule(head)
        for label, figure in figures:
            screen.row(label, str(figure))
        screen.gap()
    else:
        screen.line(f"{head}; too few for the figures of a paper.")
    _facilities(screen, found)
    _discriminations(screen, found)
    _rasch(screen, found)
    _groups(screen, found)
    _flags(screen, found)
    if options:
        for item in _in_order(found):
            _options(screen, item)
    screen.gap()


def _facilities(screen: Screen, found: ItemAnalysis) -> None:
    if all(_too_few(item.facility) for item in found.items):
        return
    screen.table(
        ("Item", "No.", "n", "Right", "Facility"),
        [
            (item.item, _place(item), str(item.n), str(item.right), short(item.facility))
            for item in _in_order(found)
        ],
    )
    screen.gap()


def _discriminations(screen: Screen, found: ItemAnalysis) -> None:
    if all(_too_few(item.item_rest) for item in found.items):
        return
    screen.table(
        ("Item", "No.", "Item-rest", "D", "Efficiency"),
        [
            (
                item.item,
                _place(item),
                short(item.item_rest),
                short(item.upper_lower),
                short(item.efficiency),
            )
            for item in _in_order(found)
        ],
    )
    screen.gap()


def _flags(screen: Screen, found: ItemAnalysis) -> None:
    """Show what stands out; that there are too few answers is said once, by the rules."""
    flagged = [
        (item, words)
        for item in _in_order(found)
        if (words := [flag.words for flag in item.flags if flag.code != "too-few"])
    ]
    for item, words in flagged[:FLAGGED]:
        screen.line(f"{item.item}{_number(item)}", "bold", indent=1)
        for flag in words:
            screen.row("-", f"{flag}.", indent=2)
    if flagged[FLAGGED:]:
        screen.line(f"And {len(flagged) - FLAGGED} more items; --json has them all.", indent=1)
    if flagged:
        screen.line("`ipt-train bank show ITEM` shows an item.", "dim", indent=1)
    elif not all(_too_few(item.facility) for item in found.items):
        screen.line("No item stands out beyond its interval.", indent=1)
    broken = [item for item in found.items if item.codes]
    if broken:
        codes = ", ".join(sorted({code for item in broken for code in item.codes}))
        screen.row(
            "Item-writing rules",
            f"{counted(len(broken), 'item')} of {len(found.items)} break some: {codes}"
            " (`ipt-train explain CODE`; `ipt-train bank check` names the items)",
        )


def _rasch(screen: Screen, found: ItemAnalysis) -> None:
    model = found.rasch
    if model.why.startswith("too few"):
        return
    if model.why:
        screen.row("Rasch model", f"{model.why}; n {model.n}")
        screen.gap()
        return
    left_out = f"{model.none_right} with none right, {model.all_right} with all right"
    screen.row("Rasch model", f"{model.n} sittings; left out: {left_out}")
    screen.row("Andersen's test", model.test())
    if model.same:
        screen.row("No variation", ", ".join(model.same))
    screen.table(
        ("Item", "Location, logits", "SE", "Infit"),
        [
            (
                item.item,
                short(item.rasch.location),
                f"{item.rasch.error:.2f}",
                short(item.rasch.infit),
            )
            for item in _in_order(found)
            if item.rasch.error is not None
        ],
    )
    screen.gap()


def _groups(screen: Screen, found: ItemAnalysis) -> None:
    compared = [(item.item, item.difference) for item in _in_order(found) if item.difference]
    if not compared:
        return
    why = compared[0][1].delta.why
    if why.startswith("too few") and all(each.delta.why == why for _, each in compared):
        screen.row("Groups", why)
        return
    screen.row("Groups", "Mantel-Haenszel; a delta below 0 is harder for the second group")
    screen.table(
        ("Item", "n, first", "n, second", "Delta", "Class"),
        [
            (
                item,
                str(each.n_reference),
                str(each.n_focal),
                short(each.delta),
                each.ets_class or "-",
            )
            for item, each in compared
        ],
    )


def _options(screen: Screen, item: ItemFigures) -> None:
    if not item.options:
        return
    screen.gap()
    screen.line(f"{item.item}{_number(item)}", "bold", indent=1)
    screen.table(
        ("Option", "n", "Share", "Item-rest", "Distractor"),
        [
            (
                f"{use.option or 'blank'}{' (key)' if use.key else ''}",
                str(use.n),
                short(use.share),
                short(use.item_rest),
                "-"
                if use.functioning is None
                else ("functions" if use.functioning else "does not function"),
            )
            for use in item.options
        ],
    )


def _in_order(found: ItemAnalysis) -> list[ItemFigures]:
    """Return items as they stand on the paper; those whose places are unknown by their ids."""
    return sorted(found.items, key=lambda item: (item.place or 0, item.item))


def _place(item: ItemFigures) -> str:
    return "-" if item.place is None else str(item.place)


def _number(item: ItemFigures) -> str:
    return "" if item.place is None else f", question {item.place}"


def _too_few(figure: Estimate) -> bool:
    return figure.value is None and figure.why.startswith("too few")


def short(one: Estimate) -> str:
    """Return a figure with its interval, in little room, or why there is none."""
    if one.value is None:
        return "too few" if one.why.startswith("too few") else one.why
    if one.low is None or one.high is None:
        return f"{one.value:z.2f}"
    return f"{one.value:z.2f} ({one.low:z.2f} to {one.high:z.2f})"
