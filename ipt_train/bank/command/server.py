"""``bank server``: findings and help in an editor, while a bank is written."""

import typer

from ipt_train.bank.command.check import app
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies


@app.command()
@replies()
def server(context: typer.Context) -> Reply:
    """Help an editor while you write a bank.

    The editor starts it and talks to it in the Language Server Protocol, over standard input and output.
    It shows findings as you
    type, explains codes, keys and ids, completes ids and offers the fixes that are certain. It needs
    the extra `editor`: `pip install '.[editor]'` in a copy of ipt-train.

    \b
    Example:
      ipt-train bank server
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.bank.operation.serve import serve

    serve(shelf_of(runtime(context)))
    return Reply()
