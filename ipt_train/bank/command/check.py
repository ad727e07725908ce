"""``bank check``, and the group of commands that the others stand in too."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ipt_train.bank.command.explain import explain
from ipt_train.shell.alias import moved
from ipt_train.shell.group import group
from ipt_train.shell.meter import Meter
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies
from ipt_train.vocabulary import FailOn, FindingFormat

app = group(
    "Check, fix, format, show, measure and exchange question banks.",
    "bank check my-bank.yaml",
)


def _named(text: str) -> Path:
    if not text:
        raise typer.BadParameter("an empty name is not a file; use `.` for the current folder")
    return Path(text)


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        parser=_named,
        metavar="[PATH]...",
        help="Files or folders. Leave out for the shipped banks and your own.",
    ),
]


@app.command()
@replies(own=FindingFormat, output=True)
def check(
    context: typer.Context,
    meter: Meter,
    format: FindingFormat,
    paths: Paths = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            help="Check these codes only (W,H001), even if off by default; Y and S always run.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="Leave these codes out, of any kind.")
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            "--exclude", help="Leave out matching files below a folder, as in .gitignore."
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="The lowest severity that exits with 1 (default `error`)."),
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by code.")
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", help="Compare keys and ids with a git revision.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Fix what is certain, then check.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file changes.")
    ] = False,
    filename: Annotated[
        Path | None,
        typer.Option("--filename", help="The file that standard input (`-`) stands for."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", help="Leave out the findings listed in this file."),
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Accept everything that is found now.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Check everything again, ignoring earlier results.")
    ] = False,
) -> Reply:
    """Check question banks for mistakes and flaws.

    It covers YAML, schema, integrity, item-writing and house rules; `ipt-train explain CODE` says
    what a finding means. A project has its own settings in `ipt-train.toml` under `[bank]`.

    \b
    Examples:
      ipt-train bank check
      ipt-train bank check my-bank.yaml --format concise
      ipt-train bank check banks/ --select W --fail-on warning
      ipt-train bank check banks/ --since main --format github
      ipt-train bank check my-bank.yaml --diff
      ipt-train bank check - --filename my-bank.yaml < my-bank.yaml
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.bank.operation.order import accept_all, check_order
    from ipt_train.bank.screen.report import accepted, mending, report
    from ipt_train.bank.screen.watch import watched

    app = runtime(context)
    codes = {"select": select, "ignore": ignore, "fail_on": fail_on, "exclude": exclude}
    given = {"baseline": baseline, "filename": filename, "since": since, "use_cache": not no_cache}
    order = check_order(shelf_of(app), paths or [], **codes, **given)  # type: ignore[arg-type]
    if write_baseline:
        return accepted(*accept_all(order))
    if diff:
        return mending(order.mended(write=False))

    advance = meter.of("Checked", "file")
    once = partial(
        report, order, format, app.environ, statistics=statistics, fix=fix, advance=advance
    )
    return watched(once, order.stamps, app.wait) if watch else once()


app.command("explain", hidden=True)(moved(explain, "bank explain", "explain"))
