"""What a YAML parser complains of, at the place where the mistake was made, and what to do about it."""

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import ScalarEvent

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.tree import Place
from ipt_train.bank.core.unseen import BLANKS, COLONS, is_blank, named, unseen

_KEY = re.compile(r"^[ ]*(?:- +)*([A-Za-z_][\w-]*)$")
_GLUED = re.compile(r"^[ ]*(?:- +)*([A-Za-z_][\w-]*):(?=[^ \n])")
_BLOCK = re.compile(r"^([ ]*(?:- +)*)[\w-]+:[ ]+[|>][-+0-9]*[ ]*(#.*)?$")
_KEY_AND_BLANKS = re.compile(
    rf"^[ {BLANKS}]*(?:-[ {BLANKS}]+)*[^\s:{COLONS}\"']*"
    rf"(?:[ {BLANKS}]*[:{COLONS}][ {BLANKS}\u200b\ufeff]?)?"
)
_NEXT_KEY = re.compile(r"^[ ]*(?:- +)*[A-Za-z_][\w-]*:(?:[ ]|$)")
_LIKE_A_KEY = re.compile(r"\n[ ]*(?:- +)?[a-z_]+:(?=[ \n])")
_ADVICE = {
    "found unexpected ':'": "inside { } or [ ] quote a text or date that contains a colon: "
    'due: "2026-11-28T20:00"',
    "invalid Unicode character escape": "write the character itself",
    "unknown escape character": "write \\\\ for a backslash, or single quotes around the text",
    "did not find expected key": "check the indentation; quote texts that contain `: `",
    "did not find expected '-' indicator": "indent this line like the other keys of the entry, or "
    "begin a new entry with `- `",
    "block sequence entries are not allowed": 'quote a text that begins with a dash: "- ..."',
    "did not find expected ','": "write a comma between the parts, and quote a text that contains one",
    "found unexpected end of stream": "a quote or bracket is never closed",
    "expected the node content": "write a value here",
}


def syntax_finding(error: YAMLError, text: str, again: Callable[[], Callable[[], Any]]) -> Finding:
    """Turn the parser's complaint into a finding where the mistake was made, with advice.

    Args:
        error: The complaint.
        text: The text of the file.
        again: Begins to parse the text again.
    """
    if not isinstance(error, MarkedYAMLError):
        return at((1, 1, 1, 1), "Y001", str(error).strip() or "the YAML cannot be parsed")
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    problem = (error.problem or "the YAML cannot be parsed").strip()
    if mark is None:
        return at((1, 1, 1, 1), "Y001", problem)
    lines = re.split("\r\n|\r|\n", text)
    if text[mark.index : mark.index + 1] == "\t":
        message = "there is a tab where spaces are needed"
        return at(_place(mark.line, mark.column), "Y013", message, help="indent with spaces")
    if (
        "found unexpected end of stream" in problem or "unexpected document" in problem
    ) and "quoted scalar" in (error.context or ""):
        return _never_closed(_place(context.line, context.column), "quote")
    if "could not find expected ':'" in problem and context is not None:
        return _no_colon(lines, context.line)
    near = (_in_structure(lines, line) for line in (mark.line, max(0, mark.line - 1)))
    found = next(filter(None, near), None)
    if not found and "flow" in (error.context or "") and context and _goes_on(text, lines, mark):
        found = _bracket_never_closed(text, context)
    return found or _quote_before(text, mark, again) or _plain(problem, lines, mark)


def _goes_on(text: str, lines: list[str], mark: Any) -> bool:
    """Whether another key begins at a place, or nothing follows: what was open is not closed later."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    return _NEXT_KEY.match(line) is not None or not text[mark.index :].strip()


def _place(line: int, column: int, wide: int = 1) -> Place:
    return (line + 1, column + 1, line + 1, column + 1 + wide)


def _bracket_never_closed(text: str, mark: Any) -> Finding:
    """Say which bracket is never closed: the one at a mark, or the last open one where a part is missing."""
    at_mark = text[mark.index : mark.index + 1]
    open_at = mark.index if at_mark and at_mark in "[{" else _last_open(text, mark.index)
    if open_at is None:
        return _never_closed(_place(mark.line, mark.column), "bracket")
    before = text[:open_at].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n")
    return _never_closed(_place(line, len(before) - before.rfind("\n") - 1), "bracket")


def _last_open(text: str, index: int) -> int | None:
    """Return where the last bracket before a place stands that is still open there."""
    closed = 0
    for place in range(index - 1, -1, -1):
        if text[place] in "]}":
            closed += 1
        elif text[place] in "[{":
            if not closed:
                return place
            closed -= 1
    return None


def _never_closed(place: Place, what: str) -> Finding:
    advice = (
        "close it where the text ends, or write the text after `>-`"
        if what == "quote"
        else "close it"
    )
    return at(place, "Y001", f"the {what} that opens here is never closed", help=advice)


def _no_colon(lines: list[str], number: int) -> Finding:
    """Find why a line is no key."""
    if found := _in_structure(lines, number):
        return found
    line = lines[number] if number < len(lines) else ""
    column = len(line) - len(line.lstrip(" "))
    if glued := _GLUED.match(line):
        message = f"a space is missing after `{glued[1]}:`"
        advice = f"write `{glued[1]}: {line[glued.end() :].strip()[:40]}`"
        return at(_place(number, glued.end()), "Y001", message, help=advice)
    before = next((n for n in range(number - 1, -1, -1) if lines[n].strip(" ")), -1)
    if before >= 0 and (block := _BLOCK.match(lines[before])) and column <= len(block[1]):
        message = "this text is not indented further than its key"
        advice = "indent the lines after `>-` or `|` by two spaces more than their key"
        return at(_place(number, column), "Y001", message, help=advice)
    message = "this line is neither a key with a colon nor part of the text above"
    word = line.split()[0] if line.split() else ""
    advice = (
        f"write `{word}: ...`, with a colon and a space, or indent it as part of the text above"
    )
    return at(_place(number, column, max(1, len(line.strip()))), "Y001", message, help=advice)


def _in_structure(lines: list[str], number: int) -> Finding | None:
    """Find a sign that cannot be seen, or only looks like a colon, where a line's key or blanks should be."""
    line = lines[number] if number < len(lines) else ""
    head = _KEY_AND_BLANKS.match(line)
    part = head[0] if head else ""
    if colon := re.search(f"[{COLONS}]", part):
        message = f"there is {named(colon[0])} where `:` is needed"
        return at(_place(number, colon.start()), "Y001", message, help="write `:` and a space")
    if found := unseen(part):
        column, name = found
        inside = part[:column].strip(" -") and not part[:column].endswith(":")
        where = "where a space is needed" if is_blank(part[column]) else "here"
        message = f"there is {name} {'in a key' if inside else where}"
        advice = "write an ordinary space" if is_blank(part[column]) and not inside else "delete it"
        return at(_place(number, column), "Y001", message, help=advice)
    return None


def _quote_before(text: str, mark: Any, again: Callable[[], Callable[[], Any]]) -> Finding | None:
    """Find that a quoted text ends where its writer did not mean it to end."""
    last: Any = None
    try:
        following = again()
        while True:
            event = following()
            if isinstance(event, ScalarEvent) and event.style in ('"', "'"):
                last = event
            elif event.end_mark.index > event.start_mark.index:
                last = None
    except (YAMLError, StopIteration):
        pass
    if last is None or text[last.end_mark.index : mark.index].strip():
        return None
    inside = text[last.start_mark.index : last.end_mark.index]
    if _LIKE_A_KEY.search(inside):
        place = _place(last.start_mark.line, last.start_mark.column)
        message = f"the quote that opens here is closed only on line {last.end_mark.line + 1}"
        return at(place, "Y001", message, help="close it where the text ends")
    if last.end_mark.line != mark.line:
        return None
    message = "the quoted text ends before this"
    advice = (
        "write '' for an apostrophe within single quotes, or use double quotes"
        if last.style == "'"
        else 'write \\" for a quote within the text, or use single quotes'
    )
    return at(_place(mark.line, mark.column), "Y001", message, help=advice)


def _plain(problem: str, lines: list[str], mark: Any) -> Finding:
    """Say what is left to say, at the parser's place."""
    place = _place(mark.line, mark.column)
    advice = next((said for words, said in _ADVICE.items() if words in problem), "")
    if "cannot start any token" in problem:
        sign = lines[mark.line][mark.column : mark.column + 1]
        message = (
            f"a text cannot begin with `{sign}`"
            if sign != "`"
            else "a text cannot begin with a backtick"
        )
        return at(place, "Y001", message, help="quote the text")
    if "block sequence entries are not allowed" in problem:
        return at(place, "Y001", "a dash begins a list, which is not allowed here", help=advice)
    if "mapping values are not allowed" in problem:
        before = lines[mark.line][: mark.column] if mark.line < len(lines) else ""
        if key := _KEY.match(before):
            message = f"`{key[1]}` is not indented like the keys before it"
            advice = "indent it like the other keys, or quote the text above if it goes on here"
            return at(_place(mark.line, key.start(1), len(key[1])), "Y001", message, help=advice)
        advice = "quote the text, or write it after `>-` on the next line"
        return at(place, "Y001", "a colon and a space within a text begin a value", help=advice)
    if "'-' indicator" in problem:
        return at(place, "Y001", "this line is outside the list above", help=advice)
    return at(place, "Y001", problem, help=advice)
