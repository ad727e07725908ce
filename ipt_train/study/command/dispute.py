"""``bank dispute``: what to send when an item seems wrong, with what the learner said of it."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.bank.command.check import app
from ipt_train.shell.options import DEFAULT_PROFILE, Profile, runtime
from ipt_train.shell.reply import Reply, replies


@app.command()
@replies()
def dispute(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of an item or step.")],
    profile: Profile = DEFAULT_PROFILE,
    bank: Annotated[
        list[Path] | None, typer.Option("--bank", help="Files or folders; otherwise all banks.")
    ] = None,
) -> Reply:
    """Print what to send when an item seems wrong.

    That is its text, its facts, and the questions for you to answer. What you typed with d in a
    sitting is filled in.

    \b
    Example:
      ipt-train bank dispute history-workshop-biography > dispute.txt
    """
    from ipt_train.bank.operation.dispute import dispute as disputed
    from ipt_train.bank.operation.lookup import find_item
    from ipt_train.bank.operation.open import open_library
    from ipt_train.study.operation.items import dispute_of

    app_ = runtime(context)
    library = open_library(app_, bank)
    item = find_item(library, name)
    text = disputed(library, item, dispute_of(app_, profile, library, item))
    return Reply(data={"item": name, "text": text}, lines=text.splitlines())
