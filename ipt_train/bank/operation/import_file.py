"""A bank made of a file of another program, or a refusal that says why."""

from pathlib import Path

from ipt_train.advance import Advance, unwatched
from ipt_train.bank.core.scaffold import bank_id
from ipt_train.bank.exchange.foreign import format_of, read_foreign
from ipt_train.bank.exchange.loss import import_in_words
from ipt_train.bank.operation.exchange import ImportedBank, import_bank
from ipt_train.bank.source.pictures import FOLDER
from ipt_train.errors import ImportRefusedError, OutputError
from ipt_train.plural import counted
from ipt_train.vocabulary import Domain, ForeignFormat


def import_file(
    file: str,
    form: ForeignFormat,
    *,
    name: str,
    title: str,
    domain: Domain,
    partial: bool,
    target: Path,
    advance: Advance = unwatched,
) -> ImportedBank:
    """Make a bank from another program's file.

    Args:
        file: The file; ``-`` is standard input.
        form: Its format.
        name: Id of the new bank.
        title: Its title; else it is made of the id.
        domain: Its domain.
        partial: Whether to go on without the questions that cannot be read.
        target: The file of the bank, beside which its pictures will lie; ``-`` has no place for them.
        advance: Told how many questions are made.

    Raises:
        BankNotFoundError: The file cannot be read.
        ImportRefusedError: It is not UTF-8, holds no question, or one that cannot be read; its
            notes name the places.
        OutputError: The folder of the pictures cannot be made.
        UsageError: The name cannot be the id of a bank.
    """
    data = read_foreign(file)
    called = title or name.replace("-", " ").capitalize()
    try:
        result = import_bank(
            data,
            form,
            name=bank_id(name),
            title=called,
            domain=domain,
            pictures=str(target) != "-",
            advance=advance,
        )
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{file} is not UTF-8", hint="save it as UTF-8") from None
    if not result.items or (result.problems and not partial):
        raise _refusal(file, result, data, form)
    if result.pictures:
        _make_room(result, target.parent)
    return result


def picture_files(result: ImportedBank, target: Path) -> list[tuple[str, Path, bytes]]:
    """Return the pictures of a new bank as files beside it, and the option that names their place."""
    return [("--output", target.parent / name, data) for name, data in result.pictures.items()]


def imported_in_words(result: ImportedBank, target: Path) -> list[str]:
    """Return what came in, what was left out, what is still to be written, and where pictures lie."""
    todo = f"; `ipt-train bank check {target}` says what is still to be written"
    done = "imported" if str(target) == "-" else f"imported{todo}"
    lines = import_in_words(result.items, result.losses, done)
    if result.pictures:
        count = counted(len(result.pictures), "picture")
        lines.append(f"{count} written to {target.parent / FOLDER}")
    return lines


def _make_room(result: ImportedBank, beside: Path) -> None:
    """Make the folder of pictures before anything is written, so that all or nothing is.

    Raises:
        OutputError: Something else is there, or it cannot be made.
    """
    folder = beside / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        others = [
            name
            for name, data in result.pictures.items()
            if (beside / name).exists() and (beside / name).read_bytes() != data
        ]
    except OSError as error:
        raise OutputError(
            f"the folder {folder} for pictures cannot be made: {error.strerror}",
            hint="choose another --output",
        ) from None
    if others:
        raise OutputError(
            f"{beside / others[0]} already exists and is not this file's picture",
            hint="move it away, or choose another --output",
        )


def _refusal(
    file: str, result: ImportedBank, data: bytes, form: ForeignFormat
) -> ImportRefusedError:
    """Return why nothing is imported, with the places of what cannot be read."""
    looks = format_of(data)
    other = looks and form not in (looks, *((ForeignFormat.XLSX,) if looks == "csv" else ()))
    another = "is it in another format? see --from"
    if other:
        another = f"it looks like {looks}: import it with `--from {looks}`"
    if not result.problems:
        return ImportRefusedError(f"there are no questions in {file}", hint=another)
    if all(one.whole for one in result.problems):
        refusal = ImportRefusedError(
            f"{file} cannot be read",
            hint=another if other or not looks else "export it again from the original program",
        )
        for problem in result.problems:
            refusal.add_note(problem.at(file))
        return refusal
    rest = "correct them, or import the rest with --partial"
    alone = another if other else f"correct them; or {another}"
    if not other and looks:  # it is what it was taken for
        alone = "correct them there, or take them out of the file"
    refusal = ImportRefusedError(
        f"{file}: {counted(len(result.problems), 'question')} cannot be read",
        hint=rest if result.items else alone,
    )
    for problem in result.problems:
        refusal.add_note(problem.at(file))
    return refusal
