"""``bank check``, and the group of commands that the others stand in too."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ipt_train.bank.command.explain import explain
from ipt_train.errors import FINDINGS, OK
from ipt_train.shell.alias import moved
from ipt_train.shell.group import group
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies
from ipt_train.vocabulary import FailOn, FindingFormat

app = group(
    "Check, mend, format, look at, measure and exchange question banks.",
    "bank check my-bank.yaml",
)


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Files or folders; none stands for the shipped banks and your own.",
    ),
]


@app.command()
@replies(own=FindingFormat, output=True)
def check(
    context: typer.Context,
    format: FindingFormat,
    paths: Paths = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            help="Only these of the rules (W, H, B), such as W,H001; also those off by default.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="None of these codes, of any kind.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The least weight that exits with 1.")
    ] = FailOn.ERROR,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by code.")
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", help="Compare keys and ids with a git revision.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is certain, then check.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file changes.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check anew, whatever was checked before.")
    ] = False,
) -> Reply:
    """Check question banks for mistakes and flaws.

    Looked at are YAML, schema, integrity, item-writing and house rules; `ipt-train explain CODE`
    tells what a finding means.

    \b
    Examples:
      ipt-train bank check
      ipt-train bank check my-bank.yaml --format concise
      ipt-train bank check banks/ --select W --fail-on warning
      ipt-train bank check banks/ --since main --format github
      ipt-train bank check my-bank.yaml --diff
    """
    from ipt_train.bank.operation.check import check_banks, mend, selection, stamps
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.bank.screen.report import report
    from ipt_train.bank.screen.watch import watched

    app = runtime(context)
    shelf, named, chosen = shelf_of(app), paths or [], selection(select, ignore)
    mended = mend(shelf, named, selection=chosen, write=fix and not diff) if diff or fix else None
    if mended and diff:
        status = FINDINGS if mended.edits else OK
        told = f"{mended.edits} edits would be made"
        return Reply(data=mended, text=mended.diff, after=[told], status=status, holds="diff")

    def once() -> Reply:
        checked = check_banks(shelf, named, selection=chosen, since=since, use_cache=not no_cache)
        return report(checked, format, app.environ, fail_on=fail_on, statistics=statistics)

    reply = watched(once, lambda: stamps(shelf, named), app.wait) if watch else once()
    return replace(reply, notes=[f"{mended.edits} edits made"]) if mended else reply


app.command("explain", hidden=True)(moved(explain, "bank explain", "explain"))
