"""``item``: flagged and suspended items."""

from typing import Annotated

import typer

from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, replies
from ipt_train.vocabulary import EventKind

app = group("List marked items, and bring back any you set aside.", "item list")
ItemName = Annotated[str, typer.Argument(metavar="ITEM", help="Id of an item or case.")]


@app.command("list")
@replies()
def list_(
    context: typer.Context,
    flagged: Annotated[bool, typer.Option("--flagged", help="Items that you flagged.")] = False,
    suspended: Annotated[
        bool, typer.Option("--suspended", help="Items that you set aside.")
    ] = False,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="Items that you said are wrong.")
    ] = False,
    noted: Annotated[bool, typer.Option("--notes", help="Items that you keep a note on.")] = False,
    every: Annotated[bool, typer.Option("--all", help="All items of the banks.")] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """List the items that you marked, with what you said.

    Without an option it lists all that are flagged, set aside, disputed or noted.

    \b
    Examples:
      ipt-train item list
      ipt-train item list --disputed
      ipt-train item list --all --json
    """
    from ipt_train.study.operation.items import MARKS, list_items
    from ipt_train.study.operation.open import open_learner
    from ipt_train.study.screen.items import show_items

    journal, library = open_learner(runtime(context), profile, bank)
    asked = zip(MARKS, (flagged, suspended, disputed, noted), strict=True)
    marks = [mark for mark, wanted in asked if wanted] or list(MARKS)
    lines = list_items(library, journal.state, marks, every=every)
    return Reply(
        data={"items": lines},
        show=lambda screen: show_items(screen, lines, marks, every=every),
    )


@app.command()
@replies()
def unsuspend(
    context: typer.Context,
    name: ItemName,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Bring back an item or case that was set aside.

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
    """Remove the flag from an item.

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
