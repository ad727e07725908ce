"""``bank show``, ``list``, ``stats``, ``coverage`` and ``testwise``: looking at banks and measuring them."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.bank.command.check import Paths, app
from ipt_train.errors import FINDINGS, OK
from ipt_train.shell.options import Json, Plain, runtime


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
    from ipt_train.bank.operation.lookup import find_entry
    from ipt_train.bank.operation.open import open_library
    from ipt_train.bank.screen.lookup import show_entry
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    library = open_library(world, bank)
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
    from ipt_train.bank.core.model import steps_of
    from ipt_train.bank.operation.library import topic as of_topic
    from ipt_train.bank.operation.open import open_library
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    library = open_library(world, bank)
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
    """Count items by bank, domain, level, type, certainty, status and tag.

    \b
    Example:
      ipt-train bank stats
    """
    from ipt_train.bank.operation.lookup import statistics
    from ipt_train.bank.operation.open import open_library
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    counts = statistics(open_library(world, bank).items())
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
    facts: Annotated[
        bool, typer.Option("--facts", help="Facts by topic, and those that nothing rests on.")
    ] = False,
    claims: Annotated[
        bool, typer.Option("--claims", help="Which items teach each claim of the popular article.")
    ] = False,
    competencies: Annotated[
        bool, typer.Option("--competencies", help="Items, steps and drills by competency.")
    ] = False,
    csv: Annotated[bool, typer.Option("--csv", help="The matrix as CSV.")] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show what the items cover by domain and level, and what a blueprint misses.

    A blueprint is a file, or the name of a shipped one: whole-bank, module, final.

    \b
    Examples:
      ipt-train bank coverage --blueprint whole-bank
      ipt-train bank coverage --facts
      ipt-train bank coverage my-bank.yaml --blueprint final.yaml
    """
    from dataclasses import asdict

    from ipt_train.bank.operation.coverage import coverage as covered
    from ipt_train.bank.operation.open import open_library, shelf_of
    from ipt_train.bank.screen.coverage import (
        coverage_table,
        show_claims,
        show_competencies,
        show_coverage,
        show_facts,
    )
    from ipt_train.bank.source.blueprint import read_blueprint
    from ipt_train.csv_file import csv_text
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    library = open_library(world, bank)
    wanted = read_blueprint(blueprint, shelf_of(world)) if blueprint else {}
    result = covered(library, wanted)
    status = FINDINGS if result.missing else OK
    if json:
        typer.echo(envelope("bank coverage", asdict(result), exit_code=status))
    elif csv:
        typer.echo(csv_text(*coverage_table(result)), nl=False)
    else:
        screen = world.screen(plain=plain)
        if facts:
            show_facts(screen, result, library.facts)
        if claims:
            show_claims(screen, result, library.claims)
        if competencies:
            show_competencies(screen, result)
        if not (facts or claims or competencies):
            show_coverage(screen, result)
    raise typer.Exit(status)


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
    from ipt_train.bank.core.testwise import testwise as report
    from ipt_train.bank.operation.open import open_library
    from ipt_train.bank.screen.lookup import show_testwise
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    library = open_library(world, bank)
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
def dispute(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of an item or step.")],
    bank: Annotated[
        list[Path] | None, typer.Option("--bank", help="Files or folders; else the whole shelf.")
    ] = None,
) -> None:
    """Print what to send when an item seems wrong: its text, its facts, and what to answer.

    \b
    Example:
      ipt-train bank dispute history-workshop-biography > dispute.txt
    """
    from ipt_train.bank.core.model import Vignette
    from ipt_train.bank.operation.dispute import dispute as text_of
    from ipt_train.bank.operation.lookup import find_entry
    from ipt_train.bank.operation.open import open_library
    from ipt_train.errors import UsageError

    library = open_library(runtime(context), bank)
    entry = find_entry(library, name)
    if isinstance(entry, Vignette):
        steps = ", ".join(step.id for step in entry.steps)
        raise UsageError(f"{name} is a case", hint=f"name the step: {steps}")
    typer.echo(text_of(library, entry), nl=False)
