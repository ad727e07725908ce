"""``item``: flagged and suspended items."""

from typing import Annotated

import typer

from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, replies
from ipt_train.vocabulary import EventKind

app = group("List items; take up again what was flagged or suspended.", "item list --flagged")
ItemName = Annotated[str, typer.Argument(metavar="ITEM", help="Id of an item or case.")]


@app.command("list")
@replies()
def list_(
    context: typer.Context,
    flagged: Annotated[bool, typer.Option("--flagged", help="Only flagged ones.")] = False,
    suspended: Annotated[bool, typer.Option("--suspended", help="Only suspended ones.")] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """List items with their state.

    \b
    Examples:
      ipt-train item list --flagged
      ipt-train item list --suspended --json
    """
    from ipt_train.study.operation.items import list_items
    from ipt_train.study.operation.open import open_learner
    from ipt_train.study.screen.items import show_items

    journal, library = open_learner(runtime(context), profile, bank)
    lines = list_items(library, journal.state, flagged=flagged, suspended=suspended)
    return Reply(data={"items": lines}, show=lambda screen: show_items(screen, lines))


@app.command()
@replies()
def unsuspend(
    context: typer.Context,
    name: ItemName,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Take up a suspended item or case again.

    \b
    Example:
      ipt-train item unsuspend history-milestones-in-order
    """
    return _lift(context, name, profile, bank, EventKind.UNSUSPEND)


@app.command()
@replies()
def unflag(
    context: typer.Context,
    name: ItemName,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Lift the flag of an item.

    \b
    Example:
      ipt-train item unflag history-milestones-in-order
    """
    return _lift(context, name, profile, bank, EventKind.UNFLAG)


def _lift(
    context: typer.Context, name: str, profile: str, bank: list[str] | None, mark: EventKind
) -> Reply:
    from ipt_train.study.operation.items import lift
    from ipt_train.study.operation.open import open_learner

    journal, library = open_learner(runtime(context), profile, bank)
    told = lift(journal, library, name, mark)
    return Reply(data={"item": name, "said": told}, lines=[told])
