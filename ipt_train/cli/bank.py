"""``bank``: check question banks."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.cli.group import group
from ipt_train.cli.options import Plain, runtime
from ipt_train.errors import FINDINGS, OK
from ipt_train.vocabulary import FindingFormat

app = group("Check question banks.")


@app.command()
def check(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help="Files or folders; none checks the shipped banks."
        ),
    ] = None,
    format: Annotated[
        FindingFormat, typer.Option("--format", help="How findings are printed.")
    ] = FindingFormat.FULL,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check anew, whatever was checked before.")
    ] = False,
    plain: Plain = False,
) -> None:
    """Check banks: YAML, schema, ids, keys and references. Exits with 1 if an error is found.

    \b
    Examples:
      ipt-train bank check
      ipt-train bank check my-bank.yaml --format concise
      ipt-train bank check banks/ --format json
    """
    from ipt_train.bank import shelf
    from ipt_train.bank.selection import Selection
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_findings import lines_of, show_findings

    world = runtime(context)
    checked = shelf.check(
        world.shelf(), paths or (), selection=Selection(lint=True), use_cache=not no_cache
    )
    status = FINDINGS if checked.errors else OK
    if format is FindingFormat.JSON:
        counts = {"files": checked.files, "items": checked.items, "errors": len(checked.errors)}
        typer.echo(envelope("bank check", counts, exit_code=status, findings=checked.findings))
    else:
        show_findings(world.screen(plain=plain), checked, format, lines_of)
    raise typer.Exit(status)
