"""What stands for a value in a help, in the words of people: ``--limit N [1 or more]``."""

import re
from collections.abc import Sequence
from typing import Any

from typer.main import get_command

from ipt_train.cli.app import tree

_NUMBERS = ("int", "int range", "float", "float range", "integer", "integer range")
_PLACES = ("path", "file", "directory")
_NAMES = {
    "answers": "FILE", "by": "NAME", "exclude": "PATTERN", "full_marks": "ITEM", "ignore": "CODES", "leave_out": "ITEM",
    "profile": "NAME", "select": "CODES", "since": "REVISION", "title": "TEXT", "undo": "ITEM",
}  # fmt: skip  # a table
"""Options whose own name would say too little of what is to be typed."""


def command_tree(words: Sequence[str] = ()) -> Any:
    """Return the tree of commands, ready to run, with the names of values as people would put them.

    Args:
        words: The command line, as for `tree`.
    """
    command = get_command(tree(words))
    _name_values(command)
    return command


def _name_values(command: Any) -> None:
    """Name the values of a command and of all below it."""
    for param in command.params:
        if param.metavar is None and not getattr(param, "is_flag", False):
            param.metavar = _placeholder(param)
        if hasattr(param.type, "_describe_range"):
            param.type._describe_range = _Range(param.type._describe_range())
    for below in getattr(command, "commands", {}).values():
        _name_values(below)


class _Range:
    """A range in words, however often it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = range_in_words(text).removeprefix("from ")

    def __call__(self) -> str:
        return self._text


def _placeholder(param: Any) -> str | None:
    """Return what stands for a value; None where the parser lists the values that there are."""
    kind = param.type.name
    if hasattr(param.type, "choices"):
        return (
            "|".join(map(str, param.type.choices)) if param.param_type_name == "argument" else None
        )
    if param.param_type_name == "argument":
        return str(param.name).upper().strip("_").replace("_", "-")
    if kind in _NUMBERS:
        return "N"
    name = str(param.name).strip("_")
    return "PATH" if kind in _PLACES else _NAMES.get(name, name.upper().replace("_", "-"))


def range_in_words(text: str) -> str:
    """Return a range of the parser in words: ``x>=1`` is "1 or more"."""
    if found := re.fullmatch(r"x>=(\S+)", text):
        return f"{found[1]} or more"
    if found := re.fullmatch(r"x<=(\S+)", text):
        return f"{found[1]} or less"
    if found := re.fullmatch(r"(\S+?)<=x<=(\S+)", text):
        return f"from {found[1]} to {found[2]}"
    return text
