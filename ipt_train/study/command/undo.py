"""``undo``: take back any of the last thirty answers."""

from typing import Annotated

import typer

from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, replies


@replies()
def undo(
    context: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[NUMBER]", help="Number of the answer; leave it out to see the list."
        ),
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Take back one of your last thirty answers.

    It stays in the log but no longer counts.

    \b
    Examples:
      ipt-train undo
      ipt-train undo 1
    """
    from ipt_train.study.operation.open import open_learner
    from ipt_train.study.operation.undo import past_answers, undo_answer
    from ipt_train.study.screen.undo import show_past

    journal, library = open_learner(runtime(context), profile, bank)
    if number is None:
        past = past_answers(journal, library)
        return Reply(data={"answers": past}, show=lambda screen: show_past(screen, past))
    item = undo_answer(journal, number)
    told = f"Taken back: {item}. Its schedule is as it was before that answer."
    return Reply(data={"undone": item}, show=lambda screen: screen.line(told))
