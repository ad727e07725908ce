"""How an inbox that was collected looks."""

from collections.abc import Sequence
from pathlib import Path

from ipt_train.course.operation.collect import Collected, RefusedSubmission
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def show_collected(
    screen: Screen, result: Collected, unclaimed: Sequence[str], table: Path | None
) -> None:
    """Show what became of an inbox.

    Args:
        screen: Where to.
        result: What was accepted and refused.
        unclaimed: Accepted work that belongs to nobody, in words.
        table: The table of arrivals that was given.
    """
    screen.line(
        f"{counted(result.files, 'file')}: {len(result.accepted)} accepted, {result.known} known "
        f"from before, {len(result.refused)} refused."
    )
    for refused in result.refused:
        _show_refused(screen, refused)
    for words in (*result.mended, *result.order):
        screen.line(f"{words[0].upper()}{words[1:]}.")
    if table:
        screen.line(f"{counted(result.from_table, 'arrival time')} taken from {table}.")
    for words in result.arrivals:
        screen.row("arrivals", words, style="bold")
    for words in unclaimed:
        screen.row("belongs to nobody", words, style="bold")
    if result.unconfirmed:
        screen.line(
            f"Believed from first sight: {counted(len(result.unconfirmed), 'signing key')}; compare "
            "fingerprints in person and take them down with `ipt-train course enrol PERSON FINGERPRINT`."
        )


def _show_refused(screen: Screen, refused: RefusedSubmission) -> None:
    """Show a refused file and below it why, so that a key or a command in it is not cut in two."""
    if screen.plain:
        screen.row(refused.file, refused.why)
        return
    screen.line(refused.file, "bold", indent=1)
    screen.line(refused.why, indent=3)
