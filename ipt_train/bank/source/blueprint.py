"""Reading a blueprint: what a set of items should cover."""

from pathlib import Path
from typing import Any

from ipt_train.bank.core.schema import load_schema
from ipt_train.bank.source.shelf import Shelf
from ipt_train.bank.source.source import parse
from ipt_train.errors import BankNotFoundError, BankUnusableError
from ipt_train.shell.suggest import nearest

_SHIPPED = ("whole-bank", "module", "final")


def read_blueprint(file: Path, shelf: Shelf) -> dict[str, Any]:
    """Read a blueprint, a file or one that is shipped by its name, and check it by its schema.

    Raises:
        BankNotFoundError: The file cannot be read.
        BankUnusableError: It is no sound blueprint.
    """
    shipped = [folder / "blueprints" / f"{file.name}.yaml" for folder in shelf.banks]
    try:
        file = next((one for one in shipped if not file.suffix and one.is_file()), file)
        data = file.read_bytes()
    except OSError as error:
        hint = f"give a blueprint file, or the name of a shipped one: {', '.join(_SHIPPED)}"
        near = nearest(str(file), _SHIPPED)
        raise BankNotFoundError(
            f"{file} cannot be read: {error.strerror}",
            hint=f"did you mean `{near}`?" if near else hint,
        ) from None
    document = parse(data)
    findings = [one for one in document.findings if one.severity == "error"]
    if document.tree is not None:
        findings += load_schema(shelf.schema_texts()).problems(document.tree)
    tree: Any = document.tree
    if findings:
        first = findings[0]
        raise BankUnusableError(
            f"{file}:{first.line}:{first.column}: {first.code} {first.message}",
            hint=first.help or "correct it",
        )
    if tree.get("format") != "ipt-blueprint/1":
        raise BankUnusableError(
            f"{file} is not a blueprint", hint="a blueprint begins with `format: ipt-blueprint/1`"
        )
    return dict(tree)
