"""How a section of a report looks without a page: its tables, and no charts."""

from collections.abc import Iterable

from ipt_train.report.section import Section
from ipt_train.shell.screen import Screen


def show_sections(screen: Screen, sections: Iterable[Section]) -> None:
    """Show sections one after another."""
    for section in sections:
        screen.gap()
        screen.rule(section.heading)
        if section.lead:
            screen.line(section.lead, indent=1)
        for figure in section.figures:
            screen.gap()
            screen.table(figure.table.columns, figure.table.rows)
        if section.rules:
            screen.gap()
        for rule in section.rules:
            screen.row("-", rule, text_style="dim")
        if section.note:
            screen.gap()
            screen.line(section.note, "dim", indent=1)
