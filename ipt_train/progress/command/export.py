"""``export``: progress as tables."""

from typing import Annotated

import typer

from ipt_train.plural import counted
from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Form, Reply, replies
from ipt_train.vocabulary import ExportTable

app = group("Export progress.", "export csv items --output items.csv")


@app.command("dictionary")
@replies(csv=True, default=Form.CSV)
def dictionary(context: typer.Context) -> Reply:  # noqa: ARG001 - every command is handed it
    """Write the data dictionary as CSV: every column of every table, with type and unit.

    \b
    Example:
      ipt-train export dictionary
    """
    from ipt_train.progress.operation.columns import MEANING, dictionary_rows

    rows = dictionary_rows()
    data = [dict(zip(MEANING, row, strict=True)) for row in rows]
    return Reply(data={"columns": data}, table=lambda: (MEANING, rows))


@app.command("csv")
@replies(csv=True, output=True, default=Form.CSV)
def csv_(
    context: typer.Context,
    table: Annotated[
        ExportTable,
        typer.Argument(
            help="reviews: one row an answer; items: one row an item; sessions: one row a sitting."
        ),
    ] = ExportTable.REVIEWS,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Write a table of progress as CSV. Undone answers are left out.

    \b
    Examples:
      ipt-train export csv > reviews.csv
      ipt-train export csv items --output items.csv
      ipt-train export csv sessions --json
    """
    from ipt_train.progress.operation.export import export_table
    from ipt_train.study.operation.open import open_learner

    result = export_table(*open_learner(runtime(context), profile, bank), table)
    return Reply(
        data={"table": result.name, "rows": result.records()},
        table=lambda: result.pair,
        holds=counted(len(result.rows), "row"),
        private=True,
    )
