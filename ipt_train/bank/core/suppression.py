"""Comments that set a finding aside: ``# ipt: ignore[CODE] reason``.

A comment at the end of a line speaks for that line, one on a line of its own for the next
line. Where that line is the first of an item, it speaks for the whole item.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.bank.core.kind import FORMS, GROUND, STUDIED
from ipt_train.bank.core.tree import Mapping, Node, Place, Sequence

_COMMENT = re.compile(r"#\s*ipt:\s*ignore\b(-file)?(?:\[([A-Z0-9, ]*)\])?(.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One comment.

    Attributes:
        place: Where it stands.
        line: The line it speaks for.
        codes: Its codes.
        reason: Its reason.
        whole_file: It wants to speak for a file, which none can.
        in_text: It stands within a text, and so is none.
    """

    place: Place
    line: int
    codes: tuple[str, ...]
    reason: str
    whole_file: bool = False
    in_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressions:
    """The comments of one file, and the id of the item that begins on a line."""

    comments: tuple[Suppression, ...] = ()
    starts: dict[int, str] = field(default_factory=dict)


def read_suppressions(text: str, tree: Node) -> Suppressions:
    """Read the comments of a file.

    Args:
        text: The text of the file.
        tree: Its data, or None where it could not be read: then nothing is set aside.
    """
    if "ipt:" not in text or tree is None:
        return Suppressions()
    return Suppressions(comments=tuple(_comments(text, tree)), starts=_first_lines(tree))


def suppress(
    suppressions: Suppressions,
    findings: Iterable[Finding],
    unknown: Callable[[str], str],
    asked: Callable[[str], bool] = lambda _code: True,
) -> list[Finding]:
    """Take out the findings of one file that comments set aside; report idle comments.

    Args:
        suppressions: The comments of the file.
        findings: What was found in it.
        unknown: For a code that there is not, says what to write instead; else empty.
        asked: Whether findings of a code were looked for: only then can a comment be idle.
    """
    kept = list(findings)
    for comment in suppressions.comments:
        if comment.in_text:
            kept.append(as_warning(_in_text(comment)))
            continue
        if comment.whole_file:
            message = (
                "a comment can set findings aside in one place or one item, but not in a whole file"
            )
            advice = "write it where the finding is, or see `per-file-ignores` in docs/ci.md"
            kept.append(at(comment.place, "C002", message, help=advice))
            continue
        if not comment.codes or not comment.reason:
            kept.append(
                at(
                    comment.place,
                    "C002",
                    "a suppression needs its codes and a reason",
                    help="write `# ipt: ignore[W003] why`",
                )
            )
            continue
        item = suppressions.starts.get(comment.line)
        silenced = {one.code for one in kept if _speaks_for(comment, one, item)}
        kept = [one for one in kept if not _speaks_for(comment, one, item)]
        for code in comment.codes:
            if (unknown(code) or asked(code)) and not any(
                found.startswith(code) for found in silenced
            ):
                kept.append(as_warning(_idle(comment, code, unknown(code))))
    return kept


def _in_text(comment: Suppression) -> Finding:
    message = "this is part of the text that learners read, so it sets nothing aside"
    advice = "put the comment above the key, or at the end of its line"
    return at(comment.place, "C003", message, help=advice)


def _idle(comment: Suppression, code: str, advice: str) -> Finding:
    if advice:
        said = f"there is no code {code}, so nothing is set aside here"
        return at(comment.place, "C001", said, help=advice)
    return at(comment.place, "C001", f"{code} is not found here", help="remove the comment")


def _speaks_for(comment: Suppression, finding: Finding, item: str | None) -> bool:
    here = finding.line == comment.line or (item is not None and finding.item == item)
    return here and finding.code.startswith(comment.codes)


def _comments(text: str, tree: Node) -> Iterator[Suppression]:
    spans = list(_texts(tree))
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        found = _COMMENT.search(line)
        if not found:
            continue
        place = (number, found.start() + 1, number, len(line) + 1)
        if _inside(number, found.start() + 1, spans):
            yield Suppression(place=place, line=0, codes=(), reason="", in_text=True)
            continue
        alone = not line[: found.start()].strip()
        target = number
        if alone:
            target = next(
                (
                    ahead
                    for ahead in range(number + 1, len(lines) + 1)
                    if not lines[ahead - 1].lstrip().startswith("#")
                ),
                number,
            )
        yield Suppression(
            place=place,
            line=target,
            codes=tuple(code for code in re.split(r"[ ,]+", found[2] or "") if code),
            reason=found[3].strip(),
            whole_file=bool(found[1]),
        )


def _inside(line: int, column: int, spans: Iterable[Place]) -> bool:
    """Whether a position lies within a text, where a # is only a sign."""
    for first, begin, last, end in spans:
        if first == last == line and begin <= column < end:
            return True
        if first < line < last or (first < line == last and column < end):
            return True
    return False


def _texts(node: Node) -> Iterator[Place]:
    """Yield the places of all texts."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from (
                _texts(value)
                if isinstance(value, Mapping | Sequence)
                else (node.value_places[key],)
            )
    elif isinstance(node, Sequence):
        for value, place in zip(node, node.places, strict=True):
            yield from _texts(value) if isinstance(value, Mapping | Sequence) else (place,)


def _first_lines(tree: Node) -> dict[int, str]:
    """Return the id of the item that begins on a line."""
    starts: dict[int, str] = {}
    kinds = (*STUDIED.values(), GROUND[FORMS], "off_model", "next_steps")
    lists = [tree.get(kind) for kind in kinds] if isinstance(tree, Mapping) else []
    for item in chain.from_iterable(one for one in lists if isinstance(one, Sequence)):
        if not isinstance(item, Mapping):
            continue
        steps = item.get("steps")
        for one in (item, *(steps if isinstance(steps, Sequence) else ())):
            if isinstance(one, Mapping):
                starts[one.place[0]] = str(one.get("id", ""))
    return starts
