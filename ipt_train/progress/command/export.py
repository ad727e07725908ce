"""``export``: progress as tables, and what their columns mean."""

from typing import Annotated

import typer

from ipt_train.plural import counted
from ipt_train.shell.alias import moved
from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies
from ipt_train.vocabulary import ExportTable

app = group("Export progress as tables.", "export items --output items.csv")
_as_csv = replies(csv=True, output=True, default=ReplyForm.CSV)


@app.command()
@_as_csv
def reviews(
    context: typer.Context, profile: Profile = DEFAULT_PROFILE, bank: Banks = None
) -> Reply:
    """Write every answer as CSV, one per row.

    Answers that were undone are left out. The first columns are those that FSRS tools exchange.

    \b
    Examples:
      ipt-train export reviews > reviews.csv
      ipt-train export reviews --json
    """
    return _table(context, ExportTable.REVIEWS, profile, bank)


@app.command()
@_as_csv
def items(context: typer.Context, profile: Profile = DEFAULT_PROFILE, bank: Banks = None) -> Reply:
    """Write what you remember as CSV, one item per row.

    \b
    Example:
      ipt-train export items --output items.csv
    """
    return _table(context, ExportTable.ITEMS, profile, bank)


@app.command()
@_as_csv
def sessions(
    context: typer.Context, profile: Profile = DEFAULT_PROFILE, bank: Banks = None
) -> Reply:
    """Write your sittings as CSV, one per row.

    \b
    Example:
      ipt-train export sessions --output sessions.csv
    """
    return _table(context, ExportTable.SESSIONS, profile, bank)


@app.command()
@_as_csv
def dictionary(context: typer.Context) -> Reply:  # noqa: ARG001 - every command is handed it
    """Write what each column means, as CSV.

    Every column of every table has a type and a unit.

    \b
    Example:
      ipt-train export dictionary
    """
    from ipt_train.progress.operation.columns import MEANING, dictionary_rows
    from ipt_train.progress.screen.table import show_table

    rows = dictionary_rows()
    data = [dict(zip(MEANING, row, strict=True)) for row in rows]
    return Reply(
        data={"columns": data},
        show=lambda screen: show_table(screen, MEANING, rows),
        table=lambda: (MEANING, rows),
        holds=counted(len(rows), "row"),
    )


@_as_csv
def _any(
    context: typer.Context,
    table: Annotated[ExportTable, typer.Argument(help="Which table.")] = ExportTable.REVIEWS,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Write a table of progress as CSV.

    \b
    Example:
      ipt-train export items
    """
    return _table(context, table, profile, bank)


app.command("csv", hidden=True)(moved(_any, "export csv TABLE", "export TABLE"))


def _table(
    context: typer.Context, table: ExportTable, profile: str, bank: list[str] | None
) -> Reply:
    from ipt_train.progress.operation.export import export_table
    from ipt_train.progress.screen.table import show_table
    from ipt_train.study.operation.open import open_learner

    result = export_table(*open_learner(runtime(context), profile, bank), table)
    return Reply(
        data={"table": result.name, "rows": result.records()},
        show=lambda screen: show_table(screen, *result.pair),
        table=lambda: result.pair,
        holds=counted(len(result.rows), "row"),
        private=True,
    )
