"""The one JSON envelope: command, status, exit status, data, findings, errors."""

import json
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from ipt_train.bank.finding import Finding
from ipt_train.errors import OK, IptTrainError

VERSION = 1


def envelope(
    command: str,
    data: Any = None,
    *,
    exit_code: int = OK,
    findings: Sequence[Finding] = (),
    error: IptTrainError | None = None,
) -> str:
    """Return the result of a command as JSON. The envelope only grows.

    Args:
        command: The command, such as ``bank check``.
        data: A dataclass, or plain data.
        exit_code: The exit status of the command.
        findings: What a check found.
        error: What stopped the command.
    """
    status = "error" if error else "ok" if exit_code == OK else "findings"
    errors = [{"code": error.code, "message": error.message, "hint": error.hint}] if error else []
    content = asdict(data) if is_dataclass(data) and not isinstance(data, type) else data
    return json.dumps(
        {
            "version": VERSION,
            "command": command,
            "status": status,
            "exit_code": error.exit_status if error else exit_code,
            "data": content,
            "findings": [asdict(finding) for finding in findings],
            "errors": errors,
        },
        indent=2,
    )
