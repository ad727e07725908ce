"""``rate list``, ``request`` and ``hand-over``: what was rated, and files for the other side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import RatingFileError
from ipt_train.rating.command.rate import app
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime

if TYPE_CHECKING:
    from ipt_train.rating.core.record import RatingRecord
    from ipt_train.shell.runtime import Runtime

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
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.files import request_text
    from ipt_train.rating.operation.rate import rating_named

    world = runtime(context)
    record = rating_named(open_journal(world, profile, folds=(RATINGS,)), name, rater="self")
    safety = _safety(world, record)
    _out(output, request_text(record))
    _tell(safety)


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
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.files import rating_text
    from ipt_train.rating.operation.rate import rating_named

    world = runtime(context)
    record = rating_named(open_journal(world, profile, folds=(RATINGS,)), name)
    text, safety = rating_text(record), _safety(world, record)
    _out(output, text)
    _tell(safety)


def _safety(world: "Runtime", record: "RatingRecord") -> str:
    """Return the safety flag over a rating in words, or an empty text."""
    from ipt_train.bank.operation.open import open_library
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.core.safety import SAFETY
    from ipt_train.rating.operation.list import UNKNOWN, safety_of

    why = safety_of(record, forms_of(open_library(world, needs_items=False)))
    return f"{SAFETY} ({why})" if why not in ("", UNKNOWN) else ""


def _tell(safety: str) -> None:
    """Say on standard error that a safety flag stands over what leaves the program."""
    from ipt_train.shell.gate import clean

    if safety:
        typer.echo(clean(safety), err=True)


def _out(output: Path | None, text: str) -> None:
    from ipt_train.shell.output import write_output

    if output is None or str(output) == "-":
        typer.echo(text, nl=False)
    else:
        write_output(output, text, private=True)
        typer.echo(f"written to {output}", err=True)


@app.command("list")
def list_(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """List your ratings.

    \b
    Example:
      ipt-train rate list
    """
    from dataclasses import asdict

    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.core.form import forms_of
    from ipt_train.rating.operation.list import rating_lines, safety_flag
    from ipt_train.rating.screen.rating import show_ratings
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    sets = forms_of(open_library(world, bank, needs_items=False))
    lines = rating_lines(open_journal(world, profile).events(), sets)
    flag = safety_flag(lines)
    if json:
        rows = [asdict(line) for line in lines]
        typer.echo(envelope("rate list", {"ratings": rows, "safety_flag": flag}))
        return
    show_ratings(world.screen(plain=plain), lines, flag)
