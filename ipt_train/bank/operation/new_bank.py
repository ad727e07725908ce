"""A first bank, the schema that editors explain it with, and the file that it goes to."""

from pathlib import Path

from ipt_train.bank.core.scaffold import bank_id, scaffold
from ipt_train.errors import OutputError
from ipt_train.vocabulary import Domain, ItemType

SCHEMA = "bank.schema.json"


def new_bank(name: str, *, title: str, domain: Domain, kind: ItemType, schema: bool) -> str:
    """Return the text of a first bank.

    Args:
        name: Id of the bank.
        title: Its title; else it is made of the id.
        domain: Its domain.
        kind: The type of its item.
        schema: Whether the schema will lie beside it.

    Raises:
        UsageError: The name cannot be the id of a bank.
    """
    called = title.replace('"', "'") or name.replace("-", " ").capitalize()
    return scaffold(
        bank_id(name), title=called, domain=domain, kind=kind, schema=SCHEMA if schema else ""
    )


def schema_beside(file: Path, schemas: Path) -> tuple[str, Path, bytes]:
    """Return the copy of the schema beside a bank, and the option that asks for it."""
    return "--schema", file.parent / SCHEMA, (schemas / SCHEMA).read_bytes()


def free_file(name: str, output: Path | None, *, may_replace: bool) -> Path:
    """Return the file that a new bank goes to: the one that was chosen, or one named after it.

    Args:
        name: Id of the bank.
        output: The file that was chosen; ``-`` is standard output.
        may_replace: Whether a file that was chosen may be there and is written over.

    Raises:
        UsageError: The name cannot be the id of a bank.
        OutputError: The file already exists.
    """
    file = output or Path(f"{bank_id(name)}.yaml")
    free = str(file) == "-" or (may_replace and output is not None) or not file.exists()
    if not free:
        raise OutputError(f"{file} already exists", hint="choose another --output")
    return file
