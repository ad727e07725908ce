"""``drill``: answer what a client says."""

from typing import Annotated

import typer

from ipt_train.errors import INTERRUPTED, UsageError
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime


def drill(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[DRILL]", help="Id of a drill; else what is due.")
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the drills and when they are due.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep-text", help="Keep what you type in your log.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Reply to what a client says, mark your reply by criteria, and compare.

    A drill comes back by your own marks. What you type is not kept unless you ask for it.

    \b
    Examples:
      ipt-train drill
      ipt-train drill --list
      ipt-train drill drill-few-words --keep-text
    """
    from dataclasses import asdict

    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.envelope import envelope
    from ipt_train.study.operation.drills import choose_drill, list_drills, record_drill
    from ipt_train.study.screen.drill import LeftError, run_drill, show_answer

    world = runtime(context)
    library = open_library(world, bank)
    journal = open_journal(world, profile, aliases_of(library))
    if list_:
        lines = list_drills(library, journal.state)
        if json:
            typer.echo(envelope("drill", {"drills": [asdict(line) for line in lines]}))
            return
        screen = world.screen(plain=plain)
        for line in lines:
            when = f"due {line.due}" if line.due else "new"
            screen.row(line.id, f"{line.phase}, {line.problem_area}, {when}", style="bold")
        if not lines:
            screen.line("There is no drill here: the shipped banks have some.")
        return
    if json:
        raise UsageError("a drill with a person is not a JSON document", hint="use --list --json")
    screen = world.screen(plain=plain)
    chosen = choose_drill(library, journal.state, journal.today(), name=name)
    if chosen is None:
        screen.line("No drill is due and none is new; `ipt-train drill --list` shows when.")
        return
    keys = world.keys(plain=screen.plain)
    try:
        reply, marks, spent = run_drill(screen, keys, chosen, world.ticks)
    except (LeftError, EOFError):
        screen.line("Left; nothing was marked.", indent=1)
        return
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    day = record_drill(
        journal,
        chosen,
        marks,
        session=world.new_id(),
        response_ms=spent,
        text=reply if keep else "",
    )
    show_answer(screen, chosen, marks, library.bibliography, f"on {day.isoformat()}")
