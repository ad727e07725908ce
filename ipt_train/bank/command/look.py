"""``bank show``, ``list``, ``stats``, ``coverage`` and ``testwise``: looking at banks and measuring them."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.bank.command.check import Paths, app
from ipt_train.errors import FINDINGS, OK
from ipt_train.shell.options import Banks, runtime
from ipt_train.shell.reply import Reply, replies


@app.command()
@replies()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ITEM", help="Id of an item or case.")],
    bank: Banks = None,
) -> Reply:
    """Show one item or case with key and rationales.

    \b
    Example:
      ipt-train bank show techniques-sister-on-sundays
    """
    from ipt_train.bank.operation.lookup import find_entry
    from ipt_train.bank.operation.open import open_library
    from ipt_train.bank.screen.lookup import show_entry

    library = open_library(runtime(context), bank)
    entry = find_entry(library, name)
    return Reply(data=entry, show=lambda screen: show_entry(screen, entry, library.bibliography))


@app.command("list")
@replies(csv=True)
def list_(
    context: typer.Context,
    bank: Paths = None,
    topic: Annotated[
        str | None,
        typer.Option("--topic", help="Only this domain, level, objective, tag, phase or area."),
    ] = None,
) -> Reply:
    """List the items in banks.

    \b
    Examples:
      ipt-train bank list --topic techniques
      ipt-train bank list my-bank.yaml --json
      ipt-train bank list my-bank.yaml --csv > items.csv
    """
    from ipt_train.bank.operation.lookup import COLUMNS, outlines
    from ipt_train.bank.operation.open import open_library
    from ipt_train.bank.screen.lookup import show_outlines

    items = outlines(open_library(runtime(context), bank), topic)
    return Reply(
        data={"items": [dict(zip(COLUMNS, row, strict=True)) for row in items]},
        show=lambda screen: show_outlines(screen, items),
        table=lambda: (COLUMNS, items),
    )


@app.command()
@replies(csv=True)
def stats(context: typer.Context, bank: Paths = None) -> Reply:
    """Count items by bank, domain, level, type and more.

    Certainties, statuses and tags are counted too.

    \b
    Example:
      ipt-train bank stats
    """
    from ipt_train.bank.operation.lookup import statistics
    from ipt_train.bank.operation.open import open_library
    from ipt_train.bank.screen.lookup import show_statistics, statistics_table

    counts = statistics(open_library(runtime(context), bank).items())
    return Reply(
        data=counts,
        show=lambda screen: show_statistics(screen, counts),
        table=lambda: statistics_table(counts),
    )


@app.command()
@replies(csv=True)
def coverage(
    context: typer.Context,
    bank: Paths = None,
    blueprint: Annotated[
        Path | None,
        typer.Option("--blueprint", help="A blueprint file; exit status 1 if it is not met."),
    ] = None,
    facts: Annotated[
        bool, typer.Option("--facts", help="Facts by topic, and those that no item rests on.")
    ] = False,
    claims: Annotated[
        bool,
        typer.Option(
            "--claims", help="Which items teach each claim of the popular article about IPT."
        ),
    ] = False,
    competencies: Annotated[
        bool, typer.Option("--competencies", help="Items, steps and drills by competency.")
    ] = False,
) -> Reply:
    """Show what the items cover, and what they lack.

    A blueprint is a file, or the name of a shipped one: whole-bank, module, final. The CSV form is
    the matrix of domains and levels.

    \b
    Examples:
      ipt-train bank coverage --blueprint whole-bank
      ipt-train bank coverage --facts
      ipt-train bank coverage my-bank.yaml --blueprint final.yaml
    """
    from ipt_train.bank.operation.coverage import coverage as covered
    from ipt_train.bank.operation.open import open_library, shelf_of
    from ipt_train.bank.screen.coverage import coverage_table, show_parts
    from ipt_train.bank.source.blueprint import read_blueprint

    app = runtime(context)
    library = open_library(app, bank)
    result = covered(library, read_blueprint(blueprint, shelf_of(app)) if blueprint else {})
    named = {"facts": facts, "claims": claims, "competencies": competencies}
    return Reply(
        data=result,
        show=lambda screen: show_parts(screen, result, library, named),
        table=lambda: coverage_table(result),
        status=FINDINGS if result.missing else OK,
    )


@app.command()
@replies(csv=True)
def testwise(context: typer.Context, bank: Paths = None) -> Reply:
    """Show how far test-taking tricks get without knowledge.

    Each strategy looks at the form of an item only. Items that three of them get right are listed.

    \b
    Examples:
      ipt-train bank testwise
      ipt-train bank testwise my-bank.yaml --json
    """
    from ipt_train.bank.core.testwise import testwise as measured
    from ipt_train.bank.operation.open import open_library
    from ipt_train.bank.screen.testwise import show_testwise, testwise_table

    result = measured(open_library(runtime(context), bank).items())
    return Reply(
        data=result.record(),
        show=lambda screen: show_testwise(screen, result),
        table=lambda: testwise_table(result),
    )
