"""How the report of a course looks without a page: its tables, and no charts."""

from ipt_train.report.section import Page
from ipt_train.shell.screen import Screen
from ipt_train.shell.section import show_sections


def show_report(screen: Screen, page: Page) -> None:
    """Show a report."""
    screen.rule(page.title)
    for line in (page.subtitle, page.lead):
        screen.line(line, indent=1)
    for fact in page.facts:
        screen.row(fact.label, fact.value)
    show_sections(screen, page.sections)
    screen.gap()
    screen.line(page.foot, "dim", indent=1)
