"""The questions of a GIFT file as blocks of lines, with what stands before them in comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ipt_train.bank.exchange.gift_field import GIFT

_ID = re.compile(r"\[id:([^\[\]\s]+)\]")
_TAG = re.compile(r"\[tag:([^\[\]]+)\]")
_OF_MOODLE = re.compile(r"//\s*question:\s*\d+\s+name:")
"""The comment that Moodle writes before each question; the title says the same."""


@dataclass(frozen=True, slots=True)
class GiftBlock:
    """Lines of one question: their text, and line and column of its first character."""

    text: str
    line: int
    id: str
    domain: str
    tags: tuple[str, ...]
    lost: tuple[str, ...]


def gift_blocks(text: str) -> Iterator[GiftBlock]:
    """Yield the questions: lines between empty ones, without comments and categories."""
    lines: list[str] = []
    first, name, domain = 0, "", ""
    tags: list[str] = []
    lost: dict[str, None] = {}

    def block() -> GiftBlock:
        return GiftBlock("\n".join(lines), first, name, domain, tuple(tags), tuple(lost))

    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip()
        if bare.startswith("//"):
            found = _ID.search(bare)
            name = found[1] if found else name
            tags += _TAG.findall(bare)
            rest = _TAG.sub("", _ID.sub("", bare)).strip("/ ")
            if rest and not _OF_MOODLE.match(bare):
                lost[GIFT["comment"].words] = None
            if lines:
                lines.append("")  # keeps the places of what follows
        elif bare.startswith("$CATEGORY:"):
            if lines:
                yield block()
                lines, name, tags, lost = [], "", [], {}
            domain = bare.removeprefix("$CATEGORY:").strip().rsplit("/", 1)[-1]
        elif bare:
            if not lines:
                first = number
            lines.append(line)
        elif lines:
            yield block()
            lines, name, tags, lost = [], "", [], {}
