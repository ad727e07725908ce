"""How the items of an exam look to an instructor."""

from collections.abc import Sequence

from ipt_train.course.cohort.estimate import Estimate
from ipt_train.course.operation.item_analysis import ItemAnalysis
from ipt_train.course.operation.item_figures import ItemFigures
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def show_papers(screen: Screen, papers: Sequence[ItemAnalysis], *, options: bool) -> None:
    """Show the items of every paper; without one, how there comes to be one."""
    for paper in papers:
        show_items(screen, paper, options=options)
    if not papers:
        screen.line("Nothing was collected yet. `ipt-train course collect DIR` takes submissions.")


def show_items(screen: Screen, found: ItemAnalysis, *, options: bool) -> None:
    """Show the figures of a paper and of each of its items."""
    screen.rule(f"Paper {found.paper}: {counted(found.sittings, 'sitting')}, {found.full:g} marks")
    for label, figure in (
        ("Mean", found.mean),
        ("Median", found.median),
        ("Standard deviation", found.sd),
        (found.alpha_name, found.alpha),
        ("SEM", found.sem),
        ("Skewness", found.skewness),
        ("Kurtosis", found.kurtosis),
        ("Error ratio", found.error_ratio),
    ):
        screen.row(label, str(figure))
    screen.gap()
    screen.table(
        ("Item", "n", "Facility", "Item-rest"),
        [(one.item, str(one.n), short(one.facility), short(one.item_rest)) for one in found.items],
    )
    screen.gap()
    screen.table(
        ("Item", "D", "Efficiency"),
        [(one.item, short(one.upper_lower), short(one.efficiency)) for one in found.items],
    )
    _rasch(screen, found)
    _groups(screen, found)
    flagged = [one for one in found.items if one.flags or one.codes]
    for one in flagged:
        screen.gap()
        screen.line(one.item, "bold", indent=1)
        for flag in one.flags:
            screen.row("-", f"{flag.words}.", indent=2)
        if one.codes:
            screen.row(
                "-",
                f"item-writing rules: {', '.join(one.codes)} (`ipt-train explain CODE`)",
                indent=2,
            )
        screen.line(f"`ipt-train bank show {one.item}`", "dim", indent=2)
    if not flagged:
        screen.gap()
        screen.line("No item stands out beyond its interval.", indent=1)
    if options:
        for one in found.items:
            _options(screen, one)
    screen.gap()
    for rule in found.rules:
        screen.line(rule, "dim", indent=1)


def _rasch(screen: Screen, found: ItemAnalysis) -> None:
    model = found.rasch
    screen.gap()
    if model.why:
        screen.row("Rasch model", f"{model.why}; n {model.n}")
        return
    left_out = f"{model.none_right} with none right, {model.all_right} with all right"
    screen.row("Rasch model", f"{model.n} sittings; left out: {left_out}")
    screen.row("Andersen's test", model.test())
    if model.same:
        screen.row("No variation", ", ".join(model.same))
    screen.table(
        ("Item", "Location, logits", "SE", "Infit"),
        [
            (one.item, short(one.rasch.location), f"{one.rasch.error:.2f}", short(one.rasch.infit))
            for one in found.items
            if one.rasch.error is not None
        ],
    )


def _groups(screen: Screen, found: ItemAnalysis) -> None:
    compared = [(one.item, one.difference) for one in found.items if one.difference]
    if not compared:
        return
    screen.gap()
    why = compared[0][1].delta.why
    if why.startswith("too few") and all(one.delta.why == why for _, one in compared):
        screen.row("Groups", why)
        return
    screen.row("Groups", "Mantel-Haenszel; a delta below 0 is harder for the second group")
    screen.table(
        ("Item", "n, first", "n, second", "Delta", "Class"),
        [
            (item, str(one.n_reference), str(one.n_focal), short(one.delta), one.ets_class or "-")
            for item, one in compared
        ],
    )


def _options(screen: Screen, one: ItemFigures) -> None:
    if not one.options:
        return
    screen.gap()
    screen.table(
        (f"{one.item}, option", "n", "Share", "Item-rest", "Distractor"),
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
            for use in one.options
        ],
    )


def short(one: Estimate) -> str:
    """Return a figure with its interval, in little room, or why there is none."""
    if one.value is None:
        return "too few" if one.why.startswith("too few") else one.why
    if one.low is None or one.high is None:
        return f"{one.value:z.2f}"
    return f"{one.value:z.2f} ({one.low:z.2f} to {one.high:z.2f})"
