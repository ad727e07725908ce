"""``export``: progress as tables."""

import sys
from typing import Annotated

import typer

from ipt_train.plural import counted
from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Output, Profile, runtime
from ipt_train.vocabulary import ExportTable

app = group("Export progress.", "export csv items --output items.csv")


@app.command("dictionary")
def dictionary() -> None:
    """Write the data dictionary as CSV: every column of every table, with type and unit.

    \b
    Example:
      ipt-train export dictionary
    """
    from ipt_train.progress.operation.columns import dictionary_text

    sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
    typer.echo(dictionary_text(), nl=False)


@app.command("csv")
def csv_(
    context: typer.Context,
    table: Annotated[
        ExportTable,
        typer.Argument(
            help="reviews: one row an answer; items: one row an item; sessions: one row a sitting."
        ),
    ] = ExportTable.REVIEWS,
    output: Output = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    json: Json = False,
) -> None:
    """Write a table of progress as CSV. Undone answers are left out.

    \b
    Examples:
      ipt-train export csv > reviews.csv
      ipt-train export csv items --output items.csv
      ipt-train export csv sessions --json
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.csv_file import csv_text
    from ipt_train.log.operation.open import open_journal
    from ipt_train.progress.operation.export import export_table
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.output import write_output

    world = runtime(context)
    library = open_library(world, bank)
    result = export_table(open_journal(world, profile, aliases_of(library)), library, table)
    data = {"table": result.name, "rows": result.records()}
    text = envelope("export csv", data) + "\n" if json else csv_text(result.columns, result.rows)
    if output is None or str(output) == "-":
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        typer.echo(text, nl=False)
    else:
        write_output(output, text, private=True)
        typer.echo(f"{counted(len(result.rows), 'row')} written to {output}", err=True)
