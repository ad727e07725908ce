"""``rate``: how far, and how well, a session was IPT."""

from typing import Annotated

import typer

from ipt_train.shell.group import group
from ipt_train.shell.options import Banks, Json, Plain, runtime

app = group("Rate sessions for fidelity to IPT.", "rate initial --number 2", default="session")


@app.command()
def forms(
    context: typer.Context,
    form: Annotated[
        str | None, typer.Argument(metavar="[FORM]", help="Id of a form; none lists all.")
    ] = None,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """List the fidelity forms, or show one with its items and anchors.

    \b
    Examples:
      ipt-train rate forms
      ipt-train rate forms middle-dispute
      ipt-train rate forms initial --json
    """
    from dataclasses import asdict

    from ipt_train.bank.operation.open import open_library
    from ipt_train.rating.operation.forms import find_form, list_forms
    from ipt_train.rating.screen.form import show_form, show_forms
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    library = open_library(world, bank, needs_items=False)
    if form is not None:
        whole, found = find_form(library, form)
        if json:
            rest = {name: part for name, part in asdict(whole).items() if name not in _PARTS}
            data = {"form": asdict(found), "set": rest}
            typer.echo(envelope("rate forms", data))
        else:
            show_form(world.screen(plain=plain), whole, found)
        return
    known = list_forms(library)
    if json:
        rows = [
            {
                "id": one.id,
                "title": one.title,
                "set": whole.id,
                "revision": whole.revision,
                "phase": one.phase,
                "problem_area": one.problem_area,
                "items": [item.id for item in one.items],
            }
            for whole, one in known
        ]
        typer.echo(envelope("rate forms", {"forms": rows}))
    else:
        show_forms(world.screen(plain=plain), known)


_PARTS = ("items", "forms")
"""Of a set, what stands in the form itself or belongs to the other forms."""
