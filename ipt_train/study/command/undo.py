"""``undo``: take back any of the last thirty answers."""

from typing import Annotated

import typer

from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime


def undo(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="Which; none lists them, newest first.")
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Take back one of your last thirty answers; it stays in the log and no longer counts.

    \b
    Examples:
      ipt-train undo
      ipt-train undo 1
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.envelope import envelope
    from ipt_train.study.operation.undo import past_answers, undo_answer

    world = runtime(context)
    library = open_library(world, bank)
    journal = open_journal(world, profile, aliases_of(library))
    if number is not None:
        item = undo_answer(journal, number)
        if json:
            typer.echo(envelope("undo", {"undone": item}))
        else:
            world.screen(plain=plain).line(
                f"Taken back: {item}. Its schedule is as it was before that answer."
            )
        return
    past = past_answers(journal, library)
    if json:
        typer.echo(envelope("undo", {"answers": past}))
        return
    screen = world.screen(plain=plain)
    for one in past:
        verdict = "right" if one.correct else "wrong"
        screen.row(f"{one.number:>2}  {verdict}", f"{one.stem} ({one.item})")
    if not past:
        screen.line("No answer to take back. Begin with `ipt-train study`.")
