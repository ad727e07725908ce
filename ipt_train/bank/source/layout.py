"""Stable formatting of banks: the same text whoever wrote it, comments kept."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from ipt_train.bank.source.comment import Parts, Span, parts
from ipt_train.bank.source.source import parse
from ipt_train.errors import BankUnusableError

_ROUNDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file in the one layout, as far as it can have it.

    Attributes:
        text: The text.
        left: What stays as it stands, and why; each with its place.
    """

    text: str
    left: tuple[str, ...] = ()


class _UnchangedError(Exception):
    """The file stays as it is: where, from 1, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


def formatted(data: bytes, name: str) -> Layout:
    """Return a YAML file in the one layout: two spaces, lists indented, line feeds, one at the end.

    The data is the same as before, and every comment stands between the same values as before,
    alone on its line or not; both are checked. A list in brackets that holds a comment stays as
    it stands. Where anything would be lost, the file stays as it is.

    Args:
        data: The bytes of the file.
        name: Its name, for messages.

    Raises:
        BankUnusableError: It cannot be parsed.
    """
    before = parse(data)
    if before.tree is None:
        first = before.findings[0]
        raise BankUnusableError(
            f"{name}:{first.line}:{first.column}: {first.code} {first.message}",
            hint="mend it first; nothing was changed",
        )
    whole = data.decode("utf-8")
    text = original = whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        for _ in range(_ROUNDS):
            done, left = _laid_out(text)
            _be_the_same(original, done)
            if done == text:
                return Layout(text=done, left=tuple(f"{name}:{one}" for one in left))
            text = done
        raise _UnchangedError(1, "it would look different each time")
    except _UnchangedError as reason:
        said = f"{name}:{reason.line}: {reason.why}, so the file stays as it is"
        return Layout(text=whole, left=(said,))


def _laid_out(text: str) -> tuple[str, list[str]]:
    """Lay a text out once; also return what stays as it stands."""
    found = parts(text)
    stay = [] if found.bracketed else list(_staying(text, found))
    names = [f" {_unused(text)}{number}." for number in range(len(stay))]
    edits = [*zip(stay, names, strict=True)]
    edits += [(span, "") for span in _signs(text, found)]
    edits += [(span, " ") for span in _tabs(text, found) if not _within(span, stay)]
    plain = text
    for (begin, end), new in sorted(edits, reverse=True):
        plain = plain[:begin] + new + plain[end:]
    raw = _dumped(plain)
    stripped = "\n".join(line.rstrip() for line in raw.split("\n")).strip("\n") + "\n"
    done = stripped if _data(stripped) == _data(raw) else raw
    for (begin, end), name in zip(stay, names, strict=True):
        done = _put_back(done, name, text[begin:end], _indent(text, begin))
    return done, [_said(text, span) for span in stay]


def _dumped(text: str) -> str:
    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    try:
        yaml.dump(yaml.load(text), buffer)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _UnchangedError(
            line, f"it cannot be laid out ({(error.problem or '').strip()})"
        ) from None
    except Exception:  # noqa: BLE001 - ruamel.yaml has no error of its own for comments it cannot place
        raise _UnchangedError(1, "its comments cannot be laid out") from None
    return buffer.getvalue()


def _be_the_same(before: str, after: str) -> None:
    """Hold that a layout says the same and that its comments stand where they stood."""
    if _data(before) != _data(after):
        raise _UnchangedError(1, "a text would change")
    was, now = parts(before), parts(after)
    if was.order() == now.order() or not (was.comments or now.comments):
        return
    pairs = zip(was.order(), now.order(), strict=False)
    same = next((n for n, (one, other) in enumerate(pairs) if one != other), 0)
    passed = sum(isinstance(one, tuple) for one in was.order()[:same])
    lost = was.comments[passed : passed + 1] or was.comments[-1:]
    line = _line(before, lost[0].begin) if lost else 1
    raise _UnchangedError(line, "a comment would be lost or moved")


def _data(text: str) -> str | None:
    """Return what a text says, in a form that tells 1 from 1.0 and from true."""
    tree = parse(text.encode()).tree
    return None if tree is None else json.dumps(tree)


def _staying(text: str, found: Parts) -> Iterator[Span]:
    """Yield lists in brackets with a comment inside, and texts with one between them and their key.

    Each begins with the blanks before it.
    """
    lists = [span for span in found.flows if found.holds_comment(*span)]
    yield from ((len(text[:begin].rstrip(" \t")), end) for begin, end in lists)
    for key, (begin, end) in found.values:
        if not found.holds_comment(key, begin) or _within((begin, end), lists):
            continue
        colon = text.find(":", key, begin) + 1
        if text[key : colon - 1].strip(" \t") == "" and text[begin] not in "|>":
            yield colon, end


def _within(span: Span, others: Iterable[Span]) -> bool:
    return any(begin <= span[0] and span[1] <= end for begin, end in others)


def _signs(text: str, found: Parts) -> Iterator[Span]:
    """Yield the signs of documents, which the layout does without; an empty line is none."""
    for begin, end in () if found.directives else found.markers:
        rest = text[end:]
        after = end + len(rest) - len(rest.lstrip(" \t"))
        yield begin, after + text.startswith("\n", after)


def _tabs(text: str, found: Parts) -> Iterator[Span]:
    """Yield blanks before comments that are not spaces only."""
    for one in found.comments:
        begin = one.begin
        while begin and text[begin - 1] in " \t":
            begin -= 1
        if "\t" in text[begin : one.begin]:
            yield begin, one.begin


def _put_back(text: str, name: str, raw: str, old: int) -> str:
    """Put back what a name stands for; its other lines move with the first."""
    at = text.index(name)
    by = _indent(text, at) - old
    first, *rest = raw.split("\n")
    moved = [
        " " * max(0, len(line) - len(line.lstrip()) + by) + line.strip() if line.strip() else ""
        for line in rest
    ]
    first = f" {first.strip()}" if first.strip() else ""
    return text[:at] + "\n".join([first, *moved]) + text[at + len(name) :]


def _unused(text: str) -> str:
    name = "list"
    while name in text:
        name += "x"
    return name


def _indent(text: str, at: int) -> int:
    """Return how far the line is indented that holds a place."""
    line = text[text.rfind("\n", 0, at) + 1 :]
    return len(line) - len(line.lstrip(" "))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _said(text: str, span: Span) -> str:
    begin, end = span
    what = {"[": "this list holds a comment", "{": "this mapping holds a comment"}
    sign = text[begin:end].lstrip()[0]
    said = what.get(sign, "a comment stands between this key and its text")
    return f"{_line(text, begin)}: {said}, so it stays as it stands"
