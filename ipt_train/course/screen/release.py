"""How a release looks: what goes to whom, and who may still hand in."""

from ipt_train.course.core.release import Release
from ipt_train.exam.core.released import ReleaseLevel
from ipt_train.figure.rounding import percent
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen

_HOLDS = {
    ReleaseLevel.MARKS: "grade and marks",
    ReleaseLevel.KEYS: "grade, marks, questions, answers and keys",
    ReleaseLevel.RATIONALES: "grade, marks, questions, answers, keys, rationales and sources",
}


def show_released(screen: Screen, result: Release) -> None:
    """Show what is released, or would be."""
    screen.rule(f"{result.exam}: {counted(len(result.people), 'person', 'people')}")
    screen.line(f"Each page holds {_HOLDS[result.level]}.", indent=1)
    for sentence in result.regraded:
        screen.row("Regraded", f"{sentence}.", style="bold")
    if result.people:
        screen.table(
            ("Person", "Id", "Grade", "Missed"),
            [(one.name, one.id, _share(one.share), str(one.missed)) for one in result.people],
        )
    for one in result.people:
        if one.note:
            screen.row(f"{one.name} ({one.id}):", f"{one.note}.")
    if result.without:
        names = ", ".join(result.without)
        screen.line(f"No work that counts, so nothing is written for: {names}.", indent=1)
    for who, why in result.still_open.items():
        screen.row("May still hand in:", f"{who}, {why}.", style="bold")
    if result.written:
        screen.line(f"Written to {result.folder}; hand-back.csv says what goes to whom.", indent=1)
    else:
        screen.line("Nothing was written; --do does it.", indent=1)


def _share(share: float | None) -> str:
    return "no grade" if share is None else percent(share)
