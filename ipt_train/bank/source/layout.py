"""Stable formatting of banks: the same text whoever wrote it, comments kept."""

from dataclasses import dataclass

from ruamel.yaml.error import YAMLError

from ipt_train.bank.source.comment import Part, content
from ipt_train.bank.source.glance import glance
from ipt_train.bank.source.lines import UnchangedError
from ipt_train.bank.source.rewrite import rewritten
from ipt_train.bank.source.source import parse
from ipt_train.errors import BankUnusableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file in the one layout, as far as it can have it.

    Attributes:
        text: The text.
        left: What stays as it stands, and why; each with its place.
    """

    text: str
    left: tuple[str, ...] = ()


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
    if glance(data) is None:
        _hold_readable(data, name)
    whole = data.decode("utf-8")
    text = whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        done, left = rewritten(text)
        if done != text:
            _be_the_same(text, done)
        return Layout(text=done, left=tuple(f"{name}:{one}" for one in left))
    except UnchangedError as reason:
        said = f"{name}:{reason.line}: {reason.why}, so the file stays as it is"
        return Layout(text=whole, left=(said,))


def _hold_readable(data: bytes, name: str) -> None:
    before = parse(data)
    if before.tree is None:
        first = before.findings[0]
        raise BankUnusableError(
            f"{name}:{first.line}:{first.column}: {first.code} {first.message}",
            hint="fix it first; nothing was changed",
        )


def _be_the_same(before: str, after: str) -> None:
    """Hold that a layout says the same and that its comments stand where they stood."""
    was, nesting = content(before)
    try:
        now, nested = content(after)
    except YAMLError:
        raise UnchangedError(1, "it would not be readable") from None
    if was == now and nesting == nested:
        return
    pairs = zip(was, now, strict=False)
    same = next((n for n, (one, other) in enumerate(pairs) if one != other), 0)
    differing = [*was[same : same + 1], *now[same : same + 1]]
    if any(map(_is_comment, differing)):
        raise UnchangedError(
            _line_of_comment(before, was, same), "a comment would be lost or moved"
        )
    raise UnchangedError(1, "the text would change")


def _is_comment(part: Part) -> bool:
    return part[1] in ("alone", "beside")


def _line_of_comment(text: str, held: list[Part], same: int) -> int:
    """Return the line of the next comment that a file holds, from 1."""
    comment = next((part[0] for part in held[same:] if _is_comment(part)), "")
    at = text.find(comment)
    return text.count("\n", 0, at) + 1 if comment and at >= 0 else 1
