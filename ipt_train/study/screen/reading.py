"""How reading cards look: one screen of text, what is not settled, the sources."""

from collections.abc import Mapping, Sequence

from ipt_train.bank.core.model import Reference
from ipt_train.bank.core.reading import Reading
from ipt_train.shell.screen import Screen


def show_reading(screen: Screen, card: Reading, bibliography: Mapping[str, Reference]) -> None:
    """Show a card whole."""
    screen.rule(card.title)
    for paragraph in card.text.split("\n\n"):
        screen.line(" ".join(paragraph.split()), indent=1)
        screen.gap()
    if card.unsettled:
        screen.row("Not settled:", card.unsettled, style="bold")
    works = (bibliography.get(name) for name in card.references)
    said = "; ".join(f"{work.short} [{work.id}]" for work in works if work)
    screen.row("Source:", said, style="bold", text_style="dim")


def show_readings(screen: Screen, cards: Sequence[Reading]) -> None:
    """List cards by domain."""
    domain = ""
    for card in cards:
        if card.domain != domain:
            domain = card.domain
            screen.line(domain, "bold")
        screen.row(card.id.removeprefix("reading-"), card.title, indent=2, text_style="dim")
    screen.gap()
    screen.line("`ipt-train read NAME` shows a card; a domain or competency will do too.")


def show_cards(
    screen: Screen, cards: Sequence[Reading], bibliography: Mapping[str, Reference] | None
) -> None:
    """Show cards whole, or the list of them.

    Args:
        screen: Where to.
        cards: The cards.
        bibliography: The works that they name; None for the list.
    """
    if bibliography is not None:
        for card in cards:
            show_reading(screen, card, bibliography)
    elif cards:
        show_readings(screen, cards)
    else:
        screen.line("There is no reading card here: the shipped banks have some.")
