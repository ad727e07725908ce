"""How items, lists and counts of them look to whoever writes a bank."""

from collections.abc import Mapping, Sequence

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Ordering,
    Reference,
    TextEntry,
    TrueFalse,
    Vignette,
)
from ipt_train.bank.core.number import number_key, shown_number
from ipt_train.bank.screen.source import sources
from ipt_train.shell.screen import Screen


def show_entry(
    screen: Screen, entry: Item | Vignette, bibliography: Mapping[str, Reference]
) -> None:
    """Show an item or a case whole."""
    if isinstance(entry, Item):
        _show_item(screen, entry, bibliography)
        return
    screen.rule(f"{entry.id} (revision {entry.revision}, {entry.status})")
    screen.row("Case:", entry.title, style="bold")
    screen.row(
        "Set in:",
        f"{entry.phase}; {', '.join(entry.problem_areas)}; {entry.challenge}",
        style="bold",
    )
    if entry.content_warning:
        screen.row("Content:", entry.content_warning, style="bold")
    screen.gap()
    screen.line(entry.case, indent=1)
    for step in entry.steps:
        screen.gap()
        _show_item(screen, step, bibliography)
    screen.gap()
    screen.row("Debrief:", entry.debrief, style="bold")


def _show_item(screen: Screen, item: Item, bibliography: Mapping[str, Reference]) -> None:
    screen.rule(f"{item.id} (revision {item.revision}, {item.status})")
    about = (
        f"{item.type}; {item.domain}; {item.level}; objective {item.objective}; {item.certainty}"
    )
    screen.row("About:", about, style="bold", text_style="dim")
    if item.scene:
        screen.row("Scene:", item.scene, style="bold")
    if item.picture:
        screen.row("Picture:", f"{item.picture.text} ({item.picture.file})", style="bold")
    screen.row("Stem:", item.stem, style="bold")
    for label, text, rationale, key in _parts(item):
        screen.row(label, text, style="bold green" if key else "bold", indent=2)
        screen.line(rationale, "dim", indent=5)
    screen.row("Remember:", item.explanation, style="bold")
    screen.row("Source:", sources(item, bibliography), style="bold", text_style="dim")
    screen.row("Facts:", ", ".join(item.facts), style="bold", text_style="dim")


def _parts(item: Item) -> list[tuple[str, str, str, bool]]:
    """Return label, text, rationale and whether it is a key, for each part of an item."""
    match item.interaction:
        case Choice(options=options):
            return [
                (f"{one.id} key" if one.key else one.id, one.text, one.rationale, one.key)
                for one in options
            ]
        case TrueFalse() as task:
            whys = ((True, task.rationale_true), (False, task.rationale_false))
            return [
                (f"{said} key" if task.key is said else str(said), "", why, task.key is said)
                for said, why in whys
            ]
        case TextEntry() as task:
            wrong = [("wrong", one.text, one.rationale, False) for one in task.anticipated]
            return [("key", " / ".join(task.accepted), task.rationale, True), *wrong]
        case NumberEntry() as task:
            numbers = [
                ("wrong", shown_number(one.value), one.rationale, False) for one in task.anticipated
            ]
            return [("key", number_key(task), task.rationale, True), *numbers]
        case Ordering(sequence=sequence):
            return [
                (str(number), one.text, one.rationale, True)
                for number, one in enumerate(sequence, 1)
            ]
        case Matching() as task:
            rows = [
                (f"{one.id} = {one.key}", one.text, one.rationale, True) for one in task.prompts
            ]
            return rows + [(one.id, one.text, one.rationale, False) for one in task.options]
        case Cloze() as task:
            gaps = [(one.id, " / ".join(one.accepted), one.rationale, True) for one in task.gaps]
            return [("passage", task.passage, "", False), *gaps]


def show_outlines(screen: Screen, rows: Sequence[Sequence[str]]) -> None:
    """Show items as a table, from rows of id, type, domain, level, objective and stem."""
    shown = [(name, type_, level, objective) for name, type_, _, level, objective, _ in rows]
    screen.table(("Item", "Type", "Level", "Objective"), shown)


def show_statistics(screen: Screen, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Show how many items there are of each kind."""
    for name, part in counts.items():
        screen.row(name, ", ".join(f"{word} {count}" for word, count in part.items()), style="bold")


def statistics_table(
    counts: Mapping[str, Mapping[str, int]],
) -> tuple[tuple[str, ...], list[tuple[str | int, ...]]]:
    """Return the counts as columns and rows."""
    rows: list[tuple[str | int, ...]] = [
        (name, word, count) for name, part in counts.items() for word, count in part.items()
    ]
    return ("by", "value", "items"), rows
