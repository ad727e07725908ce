"""``bank new``, ``fmt``, ``export`` and ``import``: making banks and exchanging them."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.bank.command.check import Paths, app
from ipt_train.errors import FINDINGS, OK
from ipt_train.plural import counted
from ipt_train.shell.options import Json, Output, runtime
from ipt_train.vocabulary import Domain, ExportFormat, ForeignFormat

if TYPE_CHECKING:
    from ipt_train.bank.exchange.loss import Loss, Problem


@app.command()
def fmt(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.")],
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit with 1 if something would change.")
    ] = False,
    json: Json = False,
) -> None:
    """Format banks in the one layout; comments stay, and so does what the bank says.

    Where a comment cannot stay in the layout, the list or the file is left as it is, and named.

    \b
    Examples:
      ipt-train bank fmt my-bank.yaml
      ipt-train bank fmt --check banks/
    """
    from ipt_train.bank.operation.format import format_banks

    result = format_banks(paths, write=not check)
    status = FINDINGS if check and result.changed else OK
    if json:
        from ipt_train.shell.envelope import envelope

        typer.echo(envelope("bank fmt", result, exit_code=status))
        raise typer.Exit(status)
    for name in result.changed:
        typer.echo(f"{'would format' if check else 'formatted'} {name}")
    for said in result.left:
        typer.echo(said, err=True)
    typer.echo(
        f"{len(result.changed)} of {counted(result.files, 'file')} {'would change' if check else 'changed'}",
        err=True,
    )
    raise typer.Exit(status)


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
    from ipt_train.errors import OutputError
    from ipt_train.shell.output import put_out, write_output
    from ipt_train.shell.runtime import shipped_data

    _bank_id(name)
    from ipt_train.bank.core.scaffold import new_bank

    file = output or Path(f"{name}.yaml")
    schema = os.path.relpath(shipped_data() / "schemas" / "bank.schema.json", file.parent)
    text = new_bank(
        name,
        title=title.replace('"', "'") or name.replace("-", " ").capitalize(),
        domain=domain,
        schema=schema,
    )
    if str(file) == "-":
        put_out(text)
        return
    if file.exists():
        raise OutputError(f"{file} is there already", hint="choose another --output")
    write_output(file, text)
    typer.echo(f"made {file}; check it with `ipt-train bank check {file}`", err=True)


@app.command("export")
def export_(
    context: typer.Context,
    bank: Paths = None,
    form: Annotated[
        ExportFormat, typer.Option("--to", help="The format to write.")
    ] = ExportFormat.GIFT,
    title: Annotated[
        str, typer.Option("--title", help="Title of the quiz, deck or page; else the bank's.")
    ] = "",
    key: Annotated[
        bool, typer.Option("--key/--no-key", help="Print keys and rationales too (html).")
    ] = True,
    output: Output = None,
    losses: Annotated[
        Path | None, typer.Option("--losses", help="What was lost, item by item, as CSV.")
    ] = None,
    json: Json = False,
) -> None:
    """Write banks for other programs or for paper, and say what the format cannot carry.

    \b
    gift, moodle-xml  Moodle             qti      QTI 2.1 package (Inspera, TAO, ...)
    canvas            QTI 1.2 for Canvas  anki     a deck (.apkg); anki-tsv for its importer
    csv               a table             html     a page to print, with or without key

    \b
    Examples:
      ipt-train bank export my-bank.yaml --to moodle-xml -o my-bank.xml --losses lost.csv
      ipt-train bank export question_banks/history.yaml --to anki -o history.apkg
      ipt-train bank export my-bank.yaml --to html --no-key -o paper.html
    """
    from ipt_train.bank.operation.exchange import export_bank
    from ipt_train.bank.operation.open import open_library
    from ipt_train.errors import UsageError
    from ipt_train.shell.output import put_out, write_output

    if json and (output is None or str(output) == "-"):
        raise UsageError("with --json the bank goes into a file", hint="name it with --output")
    session = runtime(context)
    library = open_library(session, bank)
    result = export_bank(
        library,
        form,
        title=title or (library.banks[0].title if len(library.banks) == 1 else "IPT questions"),
        moment=session.now().timestamp(),
        key=key,
    )
    if output is not None and str(output) != "-":
        write_output(output, result.data)
    elif result.text:
        put_out(result.data)
    elif sys.stdout.isatty():
        raise UsageError(f"{form} is no text for a terminal", hint="name a file with --output")
    else:
        put_out(result.data)
    _write_losses(result.losses, losses)
    if json:
        typer.echo(_losses_as_json("bank export", str(output), result.items, result.losses))
        return
    _say_losses(result.items, result.losses, "exported")


@app.command("import")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file; - for standard input.")],
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
    json: Json = False,
) -> None:
    """Make a bank of a file of another program. What it lacks is left empty for `bank check`.

    \b
    Examples:
      ipt-train bank import quiz.gift our-own
      ipt-train bank import questions.xml our-own --from moodle-xml
      ipt-train bank import package.zip our-own --from qti --losses lost.csv
      ipt-train bank import quiz.txt our-own --from aiken --partial
    """
    from ipt_train.bank.operation.exchange import import_bank
    from ipt_train.errors import ImportRefusedError, OutputError, UsageError
    from ipt_train.shell.output import put_out, write_output

    if json and str(output) == "-":
        raise UsageError("with --json the bank goes into a file", hint="name it with --output")
    data = _foreign(file)
    try:
        result = import_bank(
            data,
            form,
            name=_bank_id(name),
            title=title or name.replace("-", " ").capitalize(),
            domain=domain,
        )
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{file} is not UTF-8", hint="save it as UTF-8") from None
    for one in result.problems:
        typer.echo(f"{file}:{one.line}:{one.column}: {one.message}", err=True)
    if not result.items or (result.problems and not partial):
        count = len(result.problems)
        raise ImportRefusedError(
            f"{file}: {counted(count, 'question')} cannot be read"
            if count
            else f"{file} holds no question",
            hint="correct them, or import the rest with --partial"
            if result.items
            else "correct them; or is it of another format? see --from"
            if count
            else "is it of another format? see --from",
        )
    target = output or Path(f"{name}.yaml")
    if str(target) == "-":
        put_out(result.text)
    elif target.exists() and output is None:
        raise OutputError(f"{target} is there already", hint="choose another --output")
    else:
        write_output(target, result.text)
    status = FINDINGS if result.problems else OK
    _write_losses(result.losses, losses)
    if json:
        said = _losses_as_json(
            "bank import", str(target), result.items, result.losses, result.problems
        )
        typer.echo(said)
        raise typer.Exit(status)
    done = f"imported; `ipt-train bank check {target}` says what is still to be written"
    _say_losses(result.items, result.losses, done)
    raise typer.Exit(status)


def _foreign(name: str) -> bytes:
    from ipt_train.errors import BankNotFoundError

    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BankNotFoundError(
            f"{name} cannot be read: {error.strerror}", hint="name a file"
        ) from None


def _say_losses(items: int, losses: Sequence["Loss"], done: str) -> None:
    """End an import or export with what was lost, counted."""
    from ipt_train.bank.exchange.loss import summary

    typer.echo(f"{counted(items, 'item')} {done}", err=True)
    for what, count in summary(losses):
        typer.echo(f"{count:>6}  {what}", err=True)


def _write_losses(losses: Sequence["Loss"], target: Path | None) -> None:
    """Write what was lost, item by item, if a file was named for it."""
    from ipt_train.csv_file import csv_text
    from ipt_train.shell.output import write_output

    if target is not None:
        write_output(target, csv_text(("item", "what"), [(one.item, one.what) for one in losses]))


def _losses_as_json(
    command: str,
    file: str,
    items: int,
    losses: Sequence["Loss"],
    problems: Sequence["Problem"] = (),
) -> str:
    from ipt_train.shell.envelope import envelope

    data = {"file": file, "items": items, "losses": list(losses), "problems": list(problems)}
    return envelope(command, data, exit_code=FINDINGS if problems else OK)


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
