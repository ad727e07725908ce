"""``bank new``, ``fmt``, ``export`` and ``import``: making banks and exchanging them."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.bank.command.check import Paths, app
from ipt_train.errors import FINDINGS, OK
from ipt_train.shell.meter import Meter
from ipt_train.shell.options import Output, runtime
from ipt_train.shell.reply import Reply, replies
from ipt_train.vocabulary import Domain, ExportFormat, ForeignFormat, ItemType


@app.command()
@replies()
def fmt(
    context: typer.Context,  # noqa: ARG001 - every command is handed it
    meter: Meter,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.")],
    check: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit status 1 if something would change."),
    ] = False,
) -> Reply:
    """Format banks in the standard layout, keeping comments.

    What a bank says stays the same. Where a comment does not fit the layout, the list or the file
    is left as it is, and you are told.

    \b
    Examples:
      ipt-train bank fmt my-bank.yaml
      ipt-train bank fmt --check banks/
    """
    from ipt_train.bank.operation.format import format_banks
    from ipt_train.plural import counted

    result = format_banks(paths, write=not check, advance=meter.of("Formatted", "file"))
    did, done = ("would format", "would change") if check else ("formatted", "changed")
    count = f"{len(result.changed)} of {counted(result.files, 'file')} {done}"
    return Reply(
        data=result,
        lines=[f"{did} {name}" for name in result.changed],
        after=[*result.left, count],
        status=FINDINGS if check and result.changed else OK,
    )


@app.command()
@replies()
def new(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Id of the bank: small letters, digits and hyphens."),
    ],
    title: Annotated[str, typer.Option("--title", help="Title of the bank.")] = "",
    domain: Annotated[
        Domain, typer.Option("--domain", help="Domain of the bank.")
    ] = Domain.TECHNIQUES,
    kind: Annotated[
        ItemType, typer.Option("--type", help="Type of its first item.")
    ] = ItemType.SINGLE_BEST_ANSWER,
    schema: Annotated[
        bool, typer.Option("--schema", help="Copy the schema beside the bank, for editors.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The file to make; without it NAME.yaml in this folder."
        ),
    ] = None,
) -> Reply:
    """Make a first bank to build on.

    It has one item of the type you choose, with a note in angle brackets wherever you need to write
    something. With --schema, editors that read YAML explain each key.

    \b
    Examples:
      ipt-train bank new my-bank --title "Our own questions"
      ipt-train bank new my-cases --type vignette --schema
    """
    from ipt_train.bank.operation.new_bank import free_file, new_bank, schema_beside

    file = free_file(name, output, may_replace=False)
    schemas = runtime(context).shipped / "schemas"
    text = new_bank(name, title=title, domain=domain, kind=kind, schema=schema)
    told = f"made {file}; check it with `ipt-train bank check {file}`"
    return Reply(
        data={"file": str(file), "bank": name},
        text=text,
        target=file,
        apart="the bank",
        files=[schema_beside(file, schemas)] if schema else [],
        after=[] if str(file) == "-" else [told],
    )


@app.command("export")
@replies()
def export_(
    context: typer.Context,
    bank: Paths = None,
    to: Annotated[
        ExportFormat, typer.Option("--to", help="The format to write.")
    ] = ExportFormat.GIFT,
    title: Annotated[
        str, typer.Option("--title", help="Title of the quiz, deck or page, if not the bank's.")
    ] = "",
    key: Annotated[
        bool, typer.Option("--key/--no-key", help="Print keys and rationales too (html).")
    ] = True,
    output: Output = None,
    losses: Annotated[
        Path | None, typer.Option("--losses", help="What was lost, item by item, as CSV.")
    ] = None,
) -> Reply:
    """Write banks for other programs or for paper.

    It says what the format cannot carry.

    \b
    gift, moodle-xml  Moodle             qti      QTI 2.1 package (Inspera, TAO, ...)
    canvas            QTI 1.2 for Canvas  anki     a deck (.apkg); anki-tsv for its importer
    csv, xlsx         a table             html     a page to print, with or without key

    \b
    Examples:
      ipt-train bank export my-bank.yaml --to moodle-xml -o my-bank.xml --losses lost.csv
      ipt-train bank export question_banks/history.yaml --to anki -o history.apkg
      ipt-train bank export my-bank.yaml --to html --no-key -o paper.html
    """
    from ipt_train.bank.exchange.loss import losses_file, losses_in_words
    from ipt_train.bank.operation.exchange import export_bank, title_of
    from ipt_train.bank.operation.open import open_library

    app = runtime(context)
    library = open_library(app, bank)
    moment, named = app.now().timestamp(), title or title_of(library)
    result = export_bank(library, to, title=named, moment=moment, key=key)
    return Reply(
        data=result.record(str(output)),
        text=result.document,
        target=output,
        apart="the bank",
        files=losses_file(result.losses, losses),
        after=losses_in_words(result.items, result.losses, "exported"),
    )


@app.command("import")
@replies()
def import_(
    context: typer.Context,  # noqa: ARG001 - every command is handed it
    meter: Meter,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file; - for standard input.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Id of the new bank.")],
    origin: Annotated[
        ForeignFormat, typer.Option("--from", help="The format of the file.")
    ] = ForeignFormat.GIFT,
    title: Annotated[str, typer.Option("--title", help="Title of the bank.")] = "",
    domain: Annotated[
        Domain, typer.Option("--domain", help="Domain of the bank.")
    ] = Domain.TECHNIQUES,
    partial: Annotated[
        bool, typer.Option("--partial", help="Import what can be read and leave out the rest.")
    ] = False,
    output: Output = None,
    losses: Annotated[
        Path | None,
        typer.Option("--losses", help="What was left out or is still to be written, as CSV."),
    ] = None,
) -> Reply:
    """Make a bank from another program's file.

    Anything that a bank has no place for is listed, item by item. What the file lacks is left empty, and
    `bank check` asks for it. Ids begin with NAME. Pictures go into the folder `assets` beside the
    bank.

    \b
    gift, moodle-xml  Moodle             qti       QTI 2.1, 2.2; QTI 1.2 of Canvas, Blackboard
    aiken             Moodle             anki      packages and text files of cards
    csv, xlsx         a table, one row per item

    \b
    Examples:
      ipt-train bank import quiz.gift our-own
      ipt-train bank import questions.xml our-own --from moodle-xml
      ipt-train bank import package.zip our-own --from qti --losses lost.csv
      ipt-train bank import quiz.txt our-own --from aiken --partial
      ipt-train bank import questions.xlsx our-own --from xlsx
    """
    from ipt_train.bank.exchange.loss import losses_file
    from ipt_train.bank.operation.import_file import import_file, imported_in_words, picture_files
    from ipt_train.bank.operation.new_bank import free_file

    target = free_file(name, output, may_replace=True)
    said = {"name": name, "title": title, "domain": domain, "partial": partial, "target": target}
    result = import_file(file, origin, **said, advance=meter.of("Imported", "question"))  # type: ignore[arg-type]
    return Reply(
        data=result.record(str(target)),
        text=result.text,
        target=target,
        apart="the bank",
        files=[*picture_files(result, target), *losses_file(result.losses, losses)],
        notes=[one.at(file) for one in result.problems],
        after=imported_in_words(result, target),
        status=FINDINGS if result.problems else OK,
    )
