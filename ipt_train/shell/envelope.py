"""The one JSON envelope: command, status, exit status, data, findings, errors."""

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from typing import Any

from ipt_train.errors import OK, IptTrainError

VERSION = 1


def envelope(
    command: str,
    data: Any = None,
    *,
    exit_code: int = OK,
    findings: Sequence[object] = (),
    error: IptTrainError | None = None,
) -> str:
    """Return the result of a command as JSON. The envelope only grows.

    Args:
        command: The command, such as ``bank check``.
        data: Plain data, or dataclasses anywhere in it.
        exit_code: The exit status of the command.
        findings: What a check found: plain data, or dataclasses.
        error: What stopped the command.
    """
    status = "error" if error else "ok" if exit_code == OK else "findings"
    errors = [{"code": error.code, "message": error.message, "hint": error.hint}] if error else []
    return json.dumps(
        {
            "version": VERSION,
            "command": command,
            "status": status,
            "exit_code": error.exit_status if error else exit_code,
            "data": data,
            "findings": list(findings),
            "errors": errors,
        },
        indent=2,
        default=_plain,
    )


def _plain(value: object) -> object:
    """Return a dataclass or an exact number as plain data, wherever in the data it stands."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
