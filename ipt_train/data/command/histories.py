"""``data import-fsrs`` and ``data import-anki``: review history from other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.data.command.data import app
from ipt_train.errors import FINDINGS, OK, ImportRefusedError
from ipt_train.shell.meter import Meter
from ipt_train.shell.options import DEFAULT_PROFILE, Profile, runtime
from ipt_train.shell.reply import Reply, replies

if TYPE_CHECKING:
    from ipt_train.data.operation.import_history import ImportedReviews

_LARGEST = 200_000_000


@app.command("import-fsrs")
@replies()
def import_fsrs(
    context: typer.Context,
    meter: Meter,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or JSON.")],
    cards: Annotated[
        Path | None,
        typer.Option("--map", help="CSV with the columns card_id and item, where ids differ."),
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Import your review history from another FSRS tool.

    Importing twice adds nothing. CSV columns: card_id, review_time (ISO 8601, or milliseconds since
    1970), review_rating (1 again to 4 easy), and, if you like, review_duration (ms). JSON: review
    logs of py-fsrs. Cards that match no item here are listed and left out, and the exit status is
    then 1.

    \b
    Examples:
      ipt-train data import-fsrs revlog.csv
      ipt-train data import-fsrs reviews.json --map cards.csv
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.data.exchange.history_read import read_history, read_map
    from ipt_train.data.operation.import_history import import_history
    from ipt_train.log.operation.open import open_journal

    world = runtime(context)
    history = read_history(_text(file), str(file))
    mapping = read_map(_text(cards), str(cards)) if cards else None
    library = open_library(world)
    settings = open_journal(world, profile).state.settings
    log, advance = world.paths.log(profile), meter.of("Imported", "review")
    result = import_history(log, history, library, settings, world.now, mapping, advance)
    return _reply(result)


@app.command("import-anki")
@replies()
def import_anki(
    context: typer.Context,
    meter: Meter,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An .apkg or .colpkg, or an Anki collection.")
    ],
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Import answers that you gave to our cards in Anki.

    The cards are those that `ipt-train bank export --to anki` wrote. In Anki's export, tick `Support older Anki versions` and `Include learning progress` (older
    ones: `Include scheduling information`). Importing twice adds nothing.

    \b
    Example:
      ipt-train data import-anki IPT.apkg
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.data.operation.import_history import anki_history, import_history
    from ipt_train.log.operation.open import open_journal

    world = runtime(context)
    if (log := file.with_name(f"{file.name}-wal")).exists() and log.stat().st_size:
        raise ImportRefusedError(f"{file} is in use", hint="close Anki and try again")
    library = open_library(world)
    history = anki_history(_bytes(file), str(file), library)
    settings = open_journal(world, profile).state.settings
    log, advance = world.paths.log(profile), meter.of("Imported", "review")
    result = import_history(log, history, library, settings, world.now, advance=advance)
    return _reply(result)


def _reply(result: "ImportedReviews") -> Reply:
    """Show what was imported; end with 1 where cards were kept out."""
    from ipt_train.data.screen.data import show_imported

    status = FINDINGS if result.unknown else OK
    return Reply(data=result, show=lambda screen: show_imported(screen, result), status=status)


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{file} is not UTF-8", hint="save it as UTF-8") from None


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise ImportRefusedError(
                f"{file} has more than {_LARGEST:,} bytes", hint="export one deck or one learner"
            )
        return file.read_bytes()
    except OSError as error:
        raise ImportRefusedError(
            f"{file} cannot be read: {error.strerror}", hint="check the name"
        ) from None
