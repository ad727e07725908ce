"""How a cut looks: its error first, and whom it leaves in doubt."""

from collections.abc import Mapping

from ipt_train.course.operation.standard import StandardSet
from ipt_train.figure.rounding import percent
from ipt_train.shell.screen import Screen


def show_standards(screen: Screen, papers: Mapping[str, StandardSet]) -> None:
    """Show where each paper would be passed."""
    for paper, standard in papers.items():
        show_standard(screen, paper, standard)


def show_standard(screen: Screen, paper: str, found: StandardSet) -> None:
    """Show where a paper would be passed."""
    cut = found.cut
    screen.rule(f"{cut.method}: paper {paper}")
    if cut.cut.value is None:
        screen.line(f"No cut: {cut.cut.why.removeprefix('undefined: ')}.", indent=1)
        return
    share = "" if found.share is None else f", {percent(found.share)} of the marks"
    screen.row("Cut", f"{cut.cut} marks of {found.full:g}{share}")
    if found.left_out:
        left_out = ", ".join(found.left_out)
        screen.row("Not counted", f"{left_out}: left out for everybody by a regrade")
    error = "none" if cut.error is None else f"{cut.error:.3f} marks"
    screen.row("Standard error", f"{error} ({cut.error_from})")
    screen.row("Rests on", f"{cut.sources} judges or sittings")
    if found.note:
        screen.row("Note", found.note)
    if found.band is None:
        screen.row("Doubt", "no standard error of measurement: too few sittings, or no spread")
    else:
        band = found.band
        screen.row(
            "Pass", f"{band.passed} pass, {band.failed} do not; {band.in_doubt} lie within one SEM"
        )
        screen.row("Band", f"{band.low / 1000:.2f} to {band.high / 1000:.2f} marks")
    screen.line(
        "A standard error says how far the cut would move with other judges or sittings. It does "
        "not say that the method is right.",
        "dim",
        indent=1,
    )
