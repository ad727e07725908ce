"""What the command parser says, in the words of the program; and commands by other names."""

import difflib
import re
from collections.abc import Mapping

from ipt_train.cli.placeholder import range_in_words

SYNONYMS: Mapping[str, str] = {
    "answer": "study", "begin": "study", "calibrate": "rate calibrate", "cards": "read", "certificate": "progress", "continue": "study",
    "delete": "data forget", "erase": "data forget", "flagged": "item list --flagged", "go": "study",
    "learn": "study", "lesson": "study", "list": "item list --all", "merge": "data merge", "mock": "exam practice",
    "new": "study", "next": "study", "notes": "item list --noted", "now": "today", "options": "config list",
    "play": "study", "practice": "study --topic TOPIC", "practise": "study --topic TOPIC",
    "preferences": "config list", "question": "study", "questions": "item list --all", "quiz": "study",
    "rating": "rate", "report": "progress", "restore": "data restore", "review": "study", "reviews": "due",
    "roleplay": "drill", "save": "data backup", "score": "progress", "settings": "config list",
    "skills": "competency", "start": "study", "statistics": "progress", "stats": "progress", "status": "today",
    "streak": "today", "sync": "data merge", "test": "exam practice", "train": "study", "user": "profile list",
    "users": "profile list", "vignette": "case", "vignettes": "case",
}  # fmt: skip  # a table
"""What people type, and the command that does it."""

BELOW: Mapping[tuple[str, str], str] = {
    ("profile", "delete"): "data forget",
    ("profile", "remove"): "data forget",
    ("profile", "create"): "profile new",
    ("profile", "add"): "profile new",
    ("data", "save"): "data backup",
    ("data", "sync"): "data merge",
    ("data", "delete"): "data forget",
    ("exam", "start"): "exam practice",
    ("exam", "begin"): "exam practice",
    ("config", "show"): "config list",
}
"""The same below a group."""

_COMMAND = re.compile(r"No such command '(.*?)'")
_OPTION = re.compile(r"No such option:? '?(\S+?)'?\.?(?=\s|$)(?:.*?(--[\w-]+))?", re.DOTALL)
_VALUE = re.compile(r"Invalid value(?: for (.+?))?: (.*)", re.DOTALL)
_MISSING = re.compile(r"Missing (?:argument|option|parameter|command):? ?'?(.*?)'?\.?$")
_EXTRA = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)")
_NEEDS = re.compile(r"Option '(.+?)' requires an argument")
_KINDS = {"integer": "a whole number", "float": "a number", "boolean": "true or false"}
_TYPE = re.compile(r"'(.*)' is not a valid (\w+)( range)?")
_CHOICE = re.compile(r"'(.*)' is not one of (.*)")
_RANGE = re.compile(r"(\S+) is not in the range (.*)")


def in_words(message: str, path: str, commands: list[str]) -> tuple[str, str]:
    """Return what is wrong with a command line, and a hint.

    Args:
        message: What the parser says.
        path: The command it speaks of, such as ``ipt-train config``.
        commands: The commands that there are at that place.
    """
    text, hint = message.strip().rstrip("."), f"`{path} --help` shows what is possible"
    if found := _COMMAND.search(text):
        group = path.partition(" ")[2]
        meant = _meant(found[1], group, commands)
        told = f"there is no command `{f'{group} {found[1]}'.strip()}`"
        return told, f"did you mean `{meant}`?" if meant else f"`{path} --help` lists the commands"
    if found := _OPTION.search(text):
        near = difflib.get_close_matches(found[1].strip("-"), [(found[2] or "").strip("-")], 1, 0.6)
        return f"`{path}` has no option {found[1]}", f"did you mean {found[2]}?" if near else hint
    if found := _VALUE.search(text):
        name = (found[1] or "").replace("'", "")
        return f"{name}: {_value(found[2])}" if name else _value(found[2]), _choice(
            found[2]
        ) or hint
    return _words(text, path), hint


def _words(text: str, path: str) -> str:
    """Return in words what is there too little or too much."""
    if found := _NEEDS.search(text):
        return f"{found[1]} needs a value"
    if found := _MISSING.search(text):
        return f"{found[1] or 'a command'} is missing"
    if found := _EXTRA.search(text):
        return f"`{path}` does not take the extra `{found[1]}`"
    return text[:1].lower() + text[1:]


def _meant(word: str, group: str, commands: list[str]) -> str:
    """Return the command that was probably meant, or an empty text."""
    name = word.lower()
    if group:
        if known := BELOW.get((group, name)):
            return f"ipt-train {known}"
    elif name in SYNONYMS:
        return f"ipt-train {SYNONYMS[name]}"
    elif name in ("help", "?"):
        return "ipt-train --help"
    near = difflib.get_close_matches(name, commands, 1, 0.6)
    return f"ipt-train {group} {near[0]}".replace("  ", " ") if near else ""


def _value(text: str) -> str:
    """Return in words what is wrong with a value."""
    text = text.strip().rstrip(".")
    if found := _TYPE.fullmatch(text):
        kind = "whole number" if found[2] in ("int", "integer") else found[2]
        return f"`{found[1]}` is not {_KINDS.get(found[2], f'a {kind}')}"
    if found := _CHOICE.fullmatch(text):
        quoted = found[2].replace("'", "`")
        return f"`{found[1]}` is not one of {quoted}"
    if found := _RANGE.fullmatch(text):
        return f"{found[1]} is out of range ({range_in_words(found[2])})"
    return text[:1].lower() + text[1:]


def _choice(text: str) -> str:
    """Return the hint on a value that is none of those that there are; empty where none comes near."""
    found = _CHOICE.search(text.strip())
    if not found:
        return ""
    near = difflib.get_close_matches(found[1], re.findall(r"'(.*?)'", found[2]), 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else ""
