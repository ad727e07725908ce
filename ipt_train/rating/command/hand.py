"""``rate list``, ``request`` and ``hand-over``: what was rated, and files for the other side."""

from typing import Annotated

import typer

from ipt_train.rating.command.rate import app
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Output, Profile, runtime
from ipt_train.shell.reply import Reply, replies

RatingName = Annotated[
    str | None,
    typer.Argument(metavar="[RATING]", help="The start of the rating's id; otherwise the newest."),
]


@app.command("request")
@replies()
def request(
    context: typer.Context,
    name: RatingName = None,
    output: Output = None,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Ask a supervisor to rate a session of yours.

    The file names the session and the form, and contains none of your ratings.

    \b
    Example:
      ipt-train rate request -o request.json
    """
    from ipt_train.rating.operation.hand_over import ask_supervisor
    from ipt_train.rating.operation.open import open_rater

    rater = open_rater(runtime(context), profile)
    handed = ask_supervisor(rater.journal, rater.sets, name)
    return Reply(
        data={"request": handed.data, "safety_flag": handed.safety_flag},
        text=handed.text,
        notes=handed.notes,
        target=output,
        private=True,
    )


@app.command("hand-over")
@replies()
def hand_over(
    context: typer.Context,
    name: RatingName = None,
    output: Output = None,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Write a locked rating for the other side.

    Your learning point, the one free text, is never in it.

    \b
    Example:
      ipt-train rate hand-over -o rating.json
    """
    from ipt_train.rating.operation import hand_over as handing
    from ipt_train.rating.operation.open import open_rater

    rater = open_rater(runtime(context), profile)
    handed = handing.hand_over(rater.journal, rater.sets, name)
    return Reply(
        data={"rating": handed.data, "safety_flag": handed.safety_flag},
        text=handed.text,
        notes=handed.notes,
        target=output,
        private=True,
    )


@app.command("list")
@replies(csv=True)
def list_(context: typer.Context, profile: Profile = DEFAULT_PROFILE, bank: Banks = None) -> Reply:
    """List your ratings.

    \b
    Examples:
      ipt-train rate list
      ipt-train rate list --csv
    """
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.list import rating_lines, safety_flag
    from ipt_train.rating.operation.list_table import rating_table
    from ipt_train.rating.operation.open import open_rater
    from ipt_train.rating.screen.rating import show_ratings

    rater = open_rater(runtime(context), profile, bank)
    lines = rating_lines(rater.journal.folded(RATINGS), rater.sets)
    flag = safety_flag(lines)
    return Reply(
        data={"ratings": lines, "safety_flag": flag},
        show=lambda screen: show_ratings(screen, lines, flag),
        table=lambda: rating_table(lines),
    )
