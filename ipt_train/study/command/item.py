"""``item``: flagged and suspended items."""

from typing import Annotated

import typer

from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime
from ipt_train.vocabulary import EventKind

app = group("List items; take up again what was flagged or suspended.", "item list --flagged")
ItemName = Annotated[str, typer.Argument(metavar="ITEM", help="Id of an item or case.")]


@app.command("list")
def list_(
    context: typer.Context,
    flagged: Annotated[bool, typer.Option("--flagged", help="Only flagged ones.")] = False,
    suspended: Annotated[bool, typer.Option("--suspended", help="Only suspended ones.")] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """List items with their state.

    \b
    Examples:
      ipt-train item list --flagged
      ipt-train item list --suspended --json
    """
    from dataclasses import asdict

    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.envelope import envelope
    from ipt_train.study.operation.items import list_items

    world = runtime(context)
    library = open_library(world, bank)
    state = open_journal(world, profile, aliases_of(library)).state
    lines = list_items(library, state, flagged=flagged, suspended=suspended)
    if json:
        typer.echo(envelope("item list", {"items": [asdict(line) for line in lines]}))
        return
    screen = world.screen(plain=plain)
    if not lines:
        screen.line("No item is flagged or suspended: `f` and `s` do that in a sitting.")
    for line in lines:
        marks = "".join(
            f" ({word})"
            for word, on in (("flagged", line.flagged), ("suspended", line.suspended))
            if on
        )
        screen.row(line.id, f"{line.stem}{marks}", style="bold")


@app.command()
def unsuspend(
    context: typer.Context,
    name: ItemName,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    json: Json = False,
) -> None:
    """Take up a suspended item or case again.

    \b
    Example:
      ipt-train item unsuspend history-milestones-in-order
    """
    _lift(context, name, profile, bank, EventKind.UNSUSPEND, json=json)


@app.command()
def unflag(
    context: typer.Context,
    name: ItemName,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    json: Json = False,
) -> None:
    """Lift the flag of an item.

    \b
    Example:
      ipt-train item unflag history-milestones-in-order
    """
    _lift(context, name, profile, bank, EventKind.UNFLAG, json=json)


def _lift(
    context: typer.Context,
    name: str,
    profile: str,
    bank: list[str] | None,
    mark: EventKind,
    *,
    json: bool,
) -> None:
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.envelope import envelope
    from ipt_train.study.operation.items import lift

    world = runtime(context)
    library = open_library(world, bank)
    said = lift(open_journal(world, profile, aliases_of(library)), library, name, mark)
    typer.echo(envelope(f"item {mark}", {"item": name, "said": said}) if json else said)
