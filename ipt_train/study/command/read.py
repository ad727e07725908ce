"""``read``: short study texts."""

from typing import Annotated

import typer

from ipt_train.shell.options import Banks, runtime
from ipt_train.shell.reply import Reply, replies


@replies()
def read(
    context: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]", help="A card, competency, domain or word. Leave out to list all."
        ),
    ] = None,
    bank: Banks = None,
) -> Reply:
    """Read a card, or list the cards.

    A card is one screen on a subject, with what is not settled and the sources.

    \b
    Examples:
      ipt-train read
      ipt-train read working-with-grief
      ipt-train read evidence
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.study.operation.readings import find_readings
    from ipt_train.study.screen.reading import show_cards

    library = open_library(runtime(context), bank)
    cards = find_readings(library, topic) if topic else list(library.readings)
    works = library.bibliography if topic else None
    return Reply(data={"readings": cards}, show=lambda screen: show_cards(screen, cards, works))
