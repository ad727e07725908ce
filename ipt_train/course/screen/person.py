"""How the story of one person looks: a fact a row, so that it stays on a screen."""

from ipt_train.report.section import Page
from ipt_train.shell.screen import Screen


def show_person(screen: Screen, page: Page) -> None:
    """Show the story of one person."""
    screen.rule(page.title)
    screen.line(page.subtitle, indent=1)
    if page.lead:
        screen.line(page.lead, "bold red", indent=1)
    facts = (f"{fact.label}: {fact.value} {fact.note}".rstrip() for fact in page.facts)
    screen.line("; ".join(facts), "bold", indent=1)
    for section in page.sections:
        screen.rule(section.heading)
        if section.lead:
            screen.line(section.lead, indent=1)
        for figure in section.figures:
            for what, *says in figure.table.rows:
                screen.row(what, ": ".join(says))
        if section.note:
            screen.line(section.note, "dim", indent=1)
    screen.line(page.foot, "dim", indent=1)
