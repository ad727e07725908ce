"""``rate calibrate``: rating a written excerpt beside argued ratings."""

from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.rating.command.rate import app
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies

if TYPE_CHECKING:
    from ipt_train.rating.operation.open import RaterLog


@app.command("calibrate")
@replies(csv=True)
def calibrate(
    context: typer.Context,
    form: ReplyForm,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[EXCERPT]", help="Id of an excerpt. Leave out to list them."),
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Rate an excerpt and compare with reasoned ratings.

    You see where your reasoning differs from theirs, once every item is rated.

    \b
    Examples:
      ipt-train rate calibrate
      ipt-train rate calibrate excerpt-shoes-in-the-dark
    """
    from ipt_train.errors import OK
    from ipt_train.rating.operation.exercise import find_exercise, open_exercise, reading_of
    from ipt_train.rating.operation.open import open_rater
    from ipt_train.rating.operation.score_table import calibration_table
    from ipt_train.rating.screen.excerpt import rate_excerpt, show_reading
    from ipt_train.shell.person import person

    rater = open_rater(runtime(context), profile, bank)
    if name is None:
        return _list(rater)
    exercise, status = find_exercise(rater, name), OK
    if reading_of(rater, exercise) is None:
        who = person(runtime(context), form, "a rating", hint="rate it in a terminal first")
        status = rate_excerpt(who, exercise, open_exercise(rater, exercise)).status
    reading = reading_of(rater, exercise)
    return Reply(
        data={"calibration": reading},
        show=lambda screen: show_reading(screen, exercise.excerpt, reading),
        table=lambda: calibration_table(reading),
        status=status,
    )


def _list(rater: "RaterLog") -> Reply:
    from ipt_train.rating.operation.exercise import excerpt_lines
    from ipt_train.rating.operation.list_table import excerpt_table
    from ipt_train.rating.screen.excerpt import show_excerpts

    lines = excerpt_lines(rater)
    return Reply(
        data={"excerpts": lines},
        show=lambda screen: show_excerpts(screen, lines),
        table=lambda: excerpt_table(lines),
    )
