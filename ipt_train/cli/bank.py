"""``bank``: check, explain, mend, format, look at and measure question banks."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.cli.group import group
from ipt_train.cli.options import Json, Output, Plain, runtime
from ipt_train.errors import FINDINGS, OK
from ipt_train.vocabulary import Domain, FailOn, FindingFormat, ForeignFormat

if TYPE_CHECKING:
    from ipt_train.bank.shelf import Checked
    from ipt_train.exchange.loss import Loss

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
            "--select", help="Only these rules, such as W,H001; also those off by default."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="None of these codes.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="The least weight that exits with 1.")
    ] = FailOn.ERROR,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by code.")
    ] = False,
    since: Annotated[
        str | None, typer.Option("--since", help="Compare keys with a git revision.")
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
    from ipt_train.bank.selection import Selection
    from ipt_train.operation.check_banks import check_banks, failing, mend

    world = runtime(context)
    shelf = world.shelf()
    form = FindingFormat.JSON if json else format
    chosen = Selection(lint=True, select=_codes(select), ignore=_codes(ignore))
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
        from ipt_train.cli.watch import watch_files

        watch_files(shelf, named, once, world.wait)
        return
    raise typer.Exit(once())


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
    from ipt_train.bank.explain import titles
    from ipt_train.cli.runtime import write_output
    from ipt_train.exchange.finding_formats import REPORTERS
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_findings import lines_of, show_findings, show_statistics

    world = runtime(context)
    if form is FindingFormat.AUTO:
        form = _for_ci(world.environ)
    if form is FindingFormat.JSON:
        counts = {"files": checked.files, "items": checked.items, "errors": len(checked.errors)}
        text = envelope("bank check", counts, exit_code=status, findings=checked.findings) + "\n"
    elif form in REPORTERS:
        text = REPORTERS[form](checked.findings, checked.names, titles())
    else:
        screen = world.screen(plain=plain)
        show_findings(screen, checked, form, lines_of)
        if statistics:
            show_statistics(screen, checked.findings, titles())
        return
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


def _codes(given: list[str] | None) -> tuple[str, ...]:
    return tuple(
        code.strip().upper() for part in given or () for code in part.split(",") if code.strip()
    )


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
    from ipt_train.bank import explain as explained

    if markdown:
        typer.echo(explained.markdown(), nl=False)
    elif code is None:
        screen = runtime(context).screen()
        for name, title in explained.titles().items():
            screen.row(name, title, style="bold")
    else:
        typer.echo(explained.explain(code).text(), nl=False)


@app.command()
def testwise(
    context: typer.Context, bank: Paths = None, plain: Plain = False, json: Json = False
) -> None:
    """Show how well strategies without knowledge do, and which items give themselves away.

    \b
    Examples:
      ipt-train bank testwise
      ipt-train bank testwise my-bank.yaml --json
    """
    from ipt_train.bank.testwise import testwise as report
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_workshop import show_testwise

    world = runtime(context)
    library = world.library(bank)
    result = report(library.items())
    if json:
        from dataclasses import asdict

        rows = [
            asdict(one) | {"rate": one.rate, "interval": one.interval} for one in result.strategies
        ]
        typer.echo(
            envelope(
                "bank testwise",
                {
                    "items": result.items,
                    "strategies": rows,
                    "giveaways": [asdict(one) for one in result.giveaways],
                },
            )
        )
    else:
        show_testwise(world.screen(plain=plain), result)


@app.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ITEM", help="Id of an item or case.")],
    bank: Annotated[list[str] | None, typer.Option("--bank", help="A bank's id or file.")] = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show one item or case whole, with its key and every rationale.

    \b
    Example:
      ipt-train bank show techniques-sister-on-sundays
    """
    from ipt_train.operation.workshop import find_entry
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_workshop import show_entry

    world = runtime(context)
    library = world.library(bank)
    entry = find_entry(library, name)
    if json:
        typer.echo(envelope("bank show", entry))
    else:
        show_entry(world.screen(plain=plain), entry, library.bibliography)


@app.command("list")
def list_(
    context: typer.Context,
    bank: Paths = None,
    topic: Annotated[
        str | None,
        typer.Option("--topic", help="Only a domain, level, objective, tag, phase or area."),
    ] = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """List the items of banks.

    \b
    Examples:
      ipt-train bank list --topic techniques
      ipt-train bank list my-bank.yaml --json
    """
    from ipt_train.operation.library import topic as of_topic
    from ipt_train.study.queue import steps_of
    from ipt_train.terminal.envelope import envelope

    world = runtime(context)
    library = world.library(bank)
    items = [item for entry in of_topic(library, topic) for item in steps_of(entry)]
    if json:
        rows = [
            {
                "id": one.id,
                "type": one.type,
                "domain": one.domain,
                "level": one.level,
                "objective": one.objective,
                "stem": one.stem,
            }
            for one in items
        ]
        typer.echo(envelope("bank list", {"items": rows}))
        return
    screen = world.screen(plain=plain)
    screen.table(
        ("Item", "Type", "Level", "Objective"),
        [(one.id, one.type, one.level, one.objective) for one in items],
    )


@app.command()
def stats(
    context: typer.Context, bank: Paths = None, plain: Plain = False, json: Json = False
) -> None:
    """Count items by bank, domain, level, type, certainty and status.

    \b
    Example:
      ipt-train bank stats
    """
    from ipt_train.operation.workshop import statistics
    from ipt_train.terminal.envelope import envelope

    world = runtime(context)
    counts = statistics(world.library(bank).items())
    if json:
        typer.echo(envelope("bank stats", counts))
        return
    screen = world.screen(plain=plain)
    for name, part in counts.items():
        screen.row(name, ", ".join(f"{word} {count}" for word, count in part.items()), style="bold")


@app.command()
def coverage(
    context: typer.Context,
    bank: Paths = None,
    blueprint: Annotated[
        Path | None,
        typer.Option("--blueprint", help="A blueprint file; what is not met exits with 1."),
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="The matrix as CSV.")] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show what the items cover by domain and level, and what a blueprint misses.

    \b
    Examples:
      ipt-train bank coverage
      ipt-train bank coverage my-bank.yaml --blueprint final.yaml
    """
    from dataclasses import asdict

    from ipt_train.bank.blueprint import read_blueprint
    from ipt_train.exchange.csv_file import csv_text
    from ipt_train.operation.workshop import Blueprint, blueprint_of
    from ipt_train.operation.workshop import coverage as covered
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_workshop import coverage_table, show_coverage

    world = runtime(context)
    library = world.library(bank)
    wanted = blueprint_of(read_blueprint(blueprint, world.shelf())) if blueprint else Blueprint()
    result = covered(library.items(), wanted)
    status = FINDINGS if result.missing else OK
    if json:
        typer.echo(envelope("bank coverage", asdict(result), exit_code=status))
    elif csv:
        typer.echo(csv_text(*coverage_table(result)), nl=False)
    else:
        show_coverage(world.screen(plain=plain), result)
    raise typer.Exit(status)


@app.command()
def fmt(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.")],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit with 1 if something would change.")
    ] = False,
) -> None:
    """Format banks in the one layout; comments stay, and so does what the bank says.

    \b
    Examples:
      ipt-train bank fmt my-bank.yaml
      ipt-train bank fmt --check banks/
    """
    from ipt_train.operation.format_banks import format_banks

    result = format_banks(paths, write=not check)
    for name in result.changed:
        typer.echo(f"{'would format' if check else 'formatted'} {name}")
    typer.echo(
        f"{len(result.changed)} of {result.files} files {'would change' if check else 'changed'}",
        err=True,
    )
    raise typer.Exit(FINDINGS if check and result.changed else OK)


@app.command()
def new(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Id of the bank: small letters, digits and hyphens."),
    ],
    title: Annotated[str, typer.Option("--title", help="Title of the bank.")] = "",
    domain: Annotated[
        Domain, typer.Option("--domain", help="Domain of the bank.")
    ] = Domain.TECHNIQUES,
    output: Output = None,
) -> None:
    """Make a first bank to go on from; editors with YAML support then explain each key.

    \b
    Example:
      ipt-train bank new my-bank --title "Our own questions"
    """
    from ipt_train.cli.runtime import shipped_data, write_output
    from ipt_train.errors import OutputError

    _bank_id(name)
    from ipt_train.bank.scaffold import new_bank

    file = output or Path(f"{name}.yaml")
    schema = os.path.relpath(shipped_data() / "schemas" / "bank.schema.json", file.parent)
    text = new_bank(
        name,
        title=title.replace('"', "'") or name.replace("-", " ").capitalize(),
        domain=domain,
        schema=schema,
    )
    if str(file) == "-":
        sys.stdout.write(text)
        return
    if file.exists():
        raise OutputError(f"{file} is there already", hint="choose another --output")
    write_output(file, text)
    typer.echo(f"made {file}; check it with `ipt-train bank check {file}`", err=True)


@app.command("export")
def export_(
    context: typer.Context,
    bank: Paths = None,
    output: Output = None,
    losses: Annotated[
        Path | None, typer.Option("--losses", help="What was lost, item by item, as CSV.")
    ] = None,
) -> None:
    """Write banks as GIFT for Moodle, and say what GIFT cannot carry.

    \b
    Example:
      ipt-train bank export my-bank.yaml --output my-bank.gift --losses lost.csv
    """
    from ipt_train.cli.runtime import write_output
    from ipt_train.operation.exchange_banks import export_bank

    result = export_bank(runtime(context).library(bank))
    if output is None or str(output) == "-":
        sys.stdout.write(result.text)
    else:
        write_output(output, result.text)
    _say_losses(result.items, result.losses, losses, "exported")


@app.command("import")
def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A GIFT or Aiken file; - for standard input.")
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Id of the new bank.")],
    form: Annotated[
        ForeignFormat, typer.Option("--from", help="The format of the file.")
    ] = ForeignFormat.GIFT,
    title: Annotated[str, typer.Option("--title", help="Title of the bank.")] = "",
    domain: Annotated[
        Domain, typer.Option("--domain", help="Domain of the bank.")
    ] = Domain.TECHNIQUES,
    partial: Annotated[
        bool, typer.Option("--partial", help="Import what can be read where something cannot.")
    ] = False,
    output: Output = None,
    losses: Annotated[
        Path | None,
        typer.Option("--losses", help="What is still to be written, item by item, as CSV."),
    ] = None,
) -> None:
    """Make a bank of a GIFT or Aiken file. What it does not hold is left empty for `bank check`.

    \b
    Examples:
      ipt-train bank import quiz.gift our-own
      ipt-train bank import quiz.txt our-own --from aiken --partial
    """
    from ipt_train.cli.runtime import write_output
    from ipt_train.errors import ImportRefusedError, OutputError
    from ipt_train.operation.exchange_banks import import_bank

    text = _foreign(file)
    result = import_bank(
        text,
        form,
        name=_bank_id(name),
        title=title or name.replace("-", " ").capitalize(),
        domain=domain,
    )
    for one in result.problems:
        typer.echo(f"{file}:{one.line}:{one.column}: {one.message}", err=True)
    if not result.items or (result.problems and not partial):
        count = len(result.problems)
        raise ImportRefusedError(
            f"{file}: {count} questions cannot be read" if count else f"{file} holds no question",
            hint="correct them, or import the rest with --partial"
            if result.items
            else "is it of another format? see --from",
        )
    target = output or Path(f"{name}.yaml")
    if str(target) == "-":
        sys.stdout.write(result.text)
    elif target.exists() and output is None:
        raise OutputError(f"{target} is there already", hint="choose another --output")
    else:
        write_output(target, result.text)
    _say_losses(
        result.items,
        result.losses,
        losses,
        f"imported; `ipt-train bank check {target}` says what is still to be written",
    )
    raise typer.Exit(FINDINGS if result.problems else OK)


def _foreign(name: str) -> str:
    from ipt_train.errors import BankNotFoundError, ImportRefusedError

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise BankNotFoundError(
            f"{name} cannot be read: {error.strerror}", hint="name a file"
        ) from None
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{name} is not UTF-8", hint="save it as UTF-8") from None


def _say_losses(items: int, losses: Sequence["Loss"], target: Path | None, done: str) -> None:
    """End an import or export with what was lost: counted here, item by item in a file."""
    from ipt_train.cli.runtime import write_output
    from ipt_train.exchange.csv_file import csv_text
    from ipt_train.exchange.loss import summary

    typer.echo(f"{items} items {done}", err=True)
    for what, count in summary(losses):
        typer.echo(f"{count:>6}  {what}", err=True)
    if target is not None:
        write_output(target, csv_text(("item", "what"), [(one.item, one.what) for one in losses]))


def _bank_id(name: str) -> str:
    """Return a name that can be the id of a bank."""
    from ipt_train.errors import UsageError

    words = name.split("-")
    if len(name) > 50 or not all(
        word.isascii() and word.isalnum() and word == word.lower() for word in words
    ):
        raise UsageError(
            f"`{name}` cannot be the id of a bank", hint="small letters, digits and single hyphens"
        )
    return name
