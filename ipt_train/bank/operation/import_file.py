"""A bank made of a file of another program, or a refusal that says why."""

from ipt_train.advance import Advance, unwatched
from ipt_train.bank.core.scaffold import bank_id
from ipt_train.bank.exchange.foreign import format_of, read_foreign
from ipt_train.bank.operation.exchange import ImportedBank, import_bank
from ipt_train.errors import ImportRefusedError
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
        advance: Told how many questions are made.

    Raises:
        BankNotFoundError: The file cannot be read.
        ImportRefusedError: It is not UTF-8, holds no question, or one that cannot be read; its
            notes name the places.
        UsageError: The name cannot be the id of a bank.
    """
    data = read_foreign(file)
    called = title or name.replace("-", " ").capitalize()
    try:
        result = import_bank(
            data, form, name=bank_id(name), title=called, domain=domain, advance=advance
        )
    except UnicodeDecodeError:
        raise ImportRefusedError(f"{file} is not UTF-8", hint="save it as UTF-8") from None
    if not result.items or (result.problems and not partial):
        raise _refusal(file, result, data, form)
    return result


def _refusal(
    file: str, result: ImportedBank, data: bytes, form: ForeignFormat
) -> ImportRefusedError:
    """Return why nothing is imported, with the places of what cannot be read."""
    looks = format_of(data)
    other = looks and form not in (looks, *((ForeignFormat.XLSX,) if looks == "csv" else ()))
    another = "is it of another format? see --from"
    if other:
        another = f"it looks like {looks}: import it with `--from {looks}`"
    if not result.problems:
        return ImportRefusedError(f"{file} holds no question", hint=another)
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
