"""``read``: short study texts."""

from typing import Annotated

import typer

from ipt_train.shell.options import Banks, Json, Plain, runtime


def read(
    context: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]", help="A card, competency, domain or word; none lists all."
        ),
    ] = None,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Read a card: one screen on a subject, with what is not settled and the sources.

    \b
    Examples:
      ipt-train read
      ipt-train read working-with-grief
      ipt-train read evidence
    """
    from dataclasses import asdict

    from ipt_train.bank.operation.open import open_library
    from ipt_train.shell.envelope import envelope
    from ipt_train.study.operation.readings import find_readings
    from ipt_train.study.screen.reading import show_reading, show_readings

    world = runtime(context)
    library = open_library(world, bank)
    cards = find_readings(library, topic) if topic else list(library.readings)
    if json:
        typer.echo(envelope("read", {"readings": [asdict(card) for card in cards]}))
        return
    screen = world.screen(plain=plain)
    if topic:
        for card in cards:
            show_reading(screen, card, library.bibliography)
    elif cards:
        show_readings(screen, cards)
    else:
        screen.line("There is no reading card here: the shipped banks have some.")
