"""``rate``: how far, and how well, a session was IPT."""

from typing import Annotated

import typer

from ipt_train.shell.group import group
from ipt_train.shell.options import Banks, runtime
from ipt_train.shell.reply import Reply, replies

app = group("Rate sessions for fidelity to IPT.", "rate initial --number 2", default="session")


@app.command()
@replies(csv=True)
def forms(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[FORM]", help="Id of a form. Leave out to list them all."),
    ] = None,
    bank: Banks = None,
) -> Reply:
    """List the fidelity forms, or show the items of one.

    \b
    Examples:
      ipt-train rate forms
      ipt-train rate forms middle-dispute
      ipt-train rate forms initial --json
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.rating.operation import forms as known
    from ipt_train.rating.operation.list_table import form_item_table, form_table
    from ipt_train.rating.screen.form import show_form, show_forms

    library = open_library(runtime(context), bank, needs_items=False)
    if name is None:
        listed = known.list_forms(library)
        return Reply(
            data={"forms": known.forms_data(listed)},
            show=lambda screen: show_forms(screen, listed),
            table=lambda: form_table(listed),
        )
    whole, chosen = known.find_form(library, name)
    return Reply(
        data=known.form_data(whole, chosen),
        show=lambda screen: show_form(screen, whole, chosen),
        table=lambda: form_item_table(chosen),
    )
