"""Stable formatting of banks: the same text whoever wrote it, comments kept."""

import io

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ipt_train.bank.source.source import parse
from ipt_train.errors import BankUnusableError


def formatted(data: bytes, name: str) -> str:
    """Return a YAML file in the one layout: two spaces, lists indented, line feeds, one at the end.

    The data is the same as before, which is checked; comments stay where they are.

    Args:
        data: The bytes of the file.
        name: Its name, for messages.

    Raises:
        BankUnusableError: It cannot be parsed, or the layout would change what it says.
    """
    before = parse(data)
    if before.tree is None:
        first = before.findings[0]
        raise BankUnusableError(
            f"{name}:{first.line}:{first.column}: {first.code} {first.message}",
            hint="mend it first; nothing was changed",
        )
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    try:
        buffer = io.StringIO()
        yaml.dump(yaml.load(text), buffer)
    except (YAMLError, ValueError) as error:
        raise BankUnusableError(
            f"{name} cannot be formatted: {error}", hint="nothing was changed"
        ) from None
    lines = [line.rstrip() for line in buffer.getvalue().split("\n")]
    result = "\n".join(lines).strip("\n") + "\n"
    if parse(result.encode()).tree != before.tree:
        raise BankUnusableError(
            f"{name} cannot be formatted without changing a text", hint="nothing was changed"
        )
    return result
