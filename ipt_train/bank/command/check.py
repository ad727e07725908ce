"""``bank check`` and ``bank explain``; the other commands of the group stand beside it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import FINDINGS, OK
from ipt_train.shell.group import group
from ipt_train.shell.options import Json, Output, Plain, runtime
from ipt_train.vocabulary import FailOn, FindingFormat

if TYPE_CHECKING:
    from ipt_train.bank.core.checked import Checked
    from ipt_train.bank.core.selection import Selection

app = group(
    "Check, explain, mend, format, look at and measure question banks.", "bank check my-bank.yaml"
)


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Files or folders; none stands for the shipped banks and your own.",
    ),
]


@app.command()
def check(
    context: typer.Context,
    paths: Paths = None,
    format: Annotated[
        FindingFormat, typer.Option("--format", help="How findings are printed.")
    ] = FindingFormat.FULL,
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
    output: Output = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Check banks: YAML, schema, integrity, item-writing and house rules.

    \b
    Examples:
      ipt-train bank check
      ipt-train bank check my-bank.yaml --format concise
      ipt-train bank check banks/ --select W --fail-on warning
      ipt-train bank check banks/ --since main --format github
      ipt-train bank check my-bank.yaml --diff
    """
    from ipt_train.bank.operation.check import check_banks, failing, mend
    from ipt_train.bank.operation.open import shelf_of

    world = runtime(context)
    shelf = shelf_of(world)
    form = FindingFormat.JSON if json else format
    chosen = _selection(select, ignore)
    named = paths or []
    if diff or fix:
        mended = mend(shelf, named, selection=chosen, write=fix and not diff)
        if diff:
            typer.echo(mended.diff, nl=False)
            typer.echo(f"{mended.edits} edits would be made", err=True)
            raise typer.Exit(FINDINGS if mended.edits else OK)
        typer.echo(f"{mended.edits} edits made", err=True)

    def once() -> int:
        checked = check_banks(shelf, named, selection=chosen, since=since, use_cache=not no_cache)
        status = FINDINGS if failing(checked.findings, fail_on) else OK
        _report(context, checked, form, status, statistics=statistics, output=output, plain=plain)
        return status

    if watch:
        from ipt_train.bank.command.watch import watch_files

        watch_files(shelf, named, once, world.wait)
        return
    raise typer.Exit(once())


def _selection(select: list[str] | None, ignore: list[str] | None) -> "Selection":
    """Return which codes are wanted; a code that there is not stops the check."""
    from ipt_train.bank.core.selection import Selection

    if not select and not ignore:
        return Selection(lint=True)
    from ipt_train.bank.rules.explain import selected

    return Selection(
        lint=True,
        select=selected(select or (), "--select"),
        ignore=selected(ignore or (), "--ignore"),
    )


def _report(
    context: typer.Context,
    checked: "Checked",
    form: FindingFormat,
    status: int,
    *,
    statistics: bool,
    output: Path | None,
    plain: bool,
) -> None:
    """Print what was found in the form that was asked for."""
    world = runtime(context)
    if form is FindingFormat.AUTO:
        form = _for_ci(world.environ)
    if form in (FindingFormat.FULL, FindingFormat.CONCISE):
        from ipt_train.bank.screen.findings import lines_of, show_findings, show_statistics

        put, bare = world.lines(plain=plain)
        show_findings(put, checked, form, lines_of, plain=bare)
        if statistics:
            from ipt_train.bank.rules.explain import titles

            show_statistics(put, checked.findings, titles())
        return
    from ipt_train.bank.exchange.finding_formats import REPORTERS
    from ipt_train.bank.rules.explain import titles
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.output import write_output

    if form is FindingFormat.JSON:
        counts = {"files": checked.files, "items": checked.items, "errors": len(checked.errors)}
        text = envelope("bank check", counts, exit_code=status, findings=checked.findings) + "\n"
    else:
        text = REPORTERS[form](checked.findings, checked.names, titles())
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_output(output, text)


def _for_ci(environ: Mapping[str, str]) -> FindingFormat:
    if environ.get("GITHUB_ACTIONS"):
        return FindingFormat.GITHUB
    if environ.get("GITLAB_CI"):
        return FindingFormat.GITLAB
    return FindingFormat.CONCISE if environ.get("CI") else FindingFormat.FULL


@app.command()
def explain(
    context: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code; none lists all.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="All of them as one page.")] = False,
) -> None:
    """Explain a code: what, why with its source, a bad and a good example, and how to fix it.

    \b
    Examples:
      ipt-train bank explain W003
      ipt-train bank explain
    """
    from ipt_train.bank.rules import explain as explained

    if markdown:
        typer.echo(explained.markdown(), nl=False)
    elif code is None:
        screen = runtime(context).screen()
        for name, title in explained.titles().items():
            screen.row(name, title, style="bold")
    else:
        typer.echo(explained.explain(code).text(), nl=False)
