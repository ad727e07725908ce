"""How a list of codes looks."""

from collections.abc import Iterable

from ipt_train.bank.rules.explain import Explanation
from ipt_train.shell.screen import Screen


def show_codes(screen: Screen, codes: Iterable[Explanation]) -> None:
    """Show each code with its title."""
    for one in codes:
        screen.row(one.code, one.title, style="bold")
