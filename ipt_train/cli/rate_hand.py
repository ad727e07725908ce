"""``rate list``, ``request`` and ``hand-over``: what was rated, and files for the other side."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.cli.options import DEFAULT_PROFILE, Json, Plain, Profile, runtime
from ipt_train.cli.rate import app
from ipt_train.errors import RatingFileError

RatingName = Annotated[
    str | None, typer.Argument(metavar="[RATING]", help="Beginning of its id; else the newest.")
]
_LARGEST = 1_000_000


def read_file(file: Path) -> str:
    """Read a file that came from the other side.

    Raises:
        RatingFileError: It cannot be read.
    """
    try:
        data = file.read_bytes()
        if len(data) > _LARGEST:
            raise RatingFileError(f"{file} is too large", hint="ask for the file again")
        return data.decode("utf-8")
    except OSError as error:
        raise RatingFileError(
            f"{file} cannot be read: {error.strerror}", hint="name the file that you were sent"
        ) from None
    except UnicodeDecodeError:
        raise RatingFileError(f"{file} is not UTF-8", hint="ask for the file again") from None


@app.command("request")
def request(
    context: typer.Context,
    name: RatingName = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File; else standard output.")
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
) -> None:
    """Write the request to a supervisor: which session by which form, and none of your ratings.

    \b
    Example:
      ipt-train rate request -o request.json
    """
    from ipt_train.operation.rate import rating_named
    from ipt_train.operation.rate_files import request_text

    journal = runtime(context).journal(profile)
    _out(output, request_text(rating_named(journal, name, rater="self")))


@app.command("hand-over")
def hand_over(
    context: typer.Context,
    name: RatingName = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File; else standard output.")
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
) -> None:
    """Write a locked rating for the other side; free text is never in it.

    \b
    Example:
      ipt-train rate hand-over -o rating.json
    """
    from ipt_train.operation.rate import rating_named
    from ipt_train.operation.rate_files import rating_text

    _out(output, rating_text(rating_named(runtime(context).journal(profile), name)))


def _out(output: Path | None, text: str) -> None:
    from ipt_train.cli.output import write_output

    if output is None or str(output) == "-":
        typer.echo(text, nl=False)
    else:
        write_output(output, text, private=True)
        typer.echo(f"written to {output}", err=True)


@app.command("list")
def list_(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """List your ratings.

    \b
    Example:
      ipt-train rate list
    """
    from datetime import date

    from ipt_train.fidelity.record import CALIBRATION, ratings
    from ipt_train.terminal.envelope import envelope

    world = runtime(context)
    records = ratings(world.journal(profile).events()).values()
    lines = [
        {
            "id": one.id,
            "day": date.fromordinal(one.day).isoformat(),
            "rater": one.rater,
            "form": one.form,
            "case": one.details.get("case", ""),
            "session": one.details.get("session", ""),
            "locked": one.locked,
        }
        for one in records
        if one.rater != CALIBRATION
    ]
    if json:
        typer.echo(envelope("rate list", {"ratings": lines}))
        return
    screen = world.screen(plain=plain)
    for line in lines:
        state = "locked" if line["locked"] else "open"
        about = f"{line['day']}, {line['form']}, case {line['case']}, session {line['session']}, by {line['rater']}, {state}"
        screen.row(str(line["id"]), about, style="bold")
    if not lines:
        screen.line("No session was rated yet. `ipt-train rate forms` lists the forms.")
