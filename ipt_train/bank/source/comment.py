"""What a YAML file holds, in order: its values, and the comments between them."""

from typing import Any

from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ipt_train.bank.source.source import events

NOTHING = ("", "~", "null", "Null", "NULL")
"""Nothing can be written in several ways, or not at all."""

Part = tuple[str, str]
"""A text, and of which kind it is."""

_KINDS = (MappingStartEvent, MappingEndEvent, SequenceStartEvent, SequenceEndEvent)


def content(text: str) -> tuple[list[Part], list[str]]:
    """Return what a YAML file of one document holds; two layouts of one file hold the same.

    Args:
        text: A text that the parser reads, with line feeds and without a byte order mark.

    Returns:
        Its values (of kind ``plain`` or ``quoted``) and comments (``alone`` on a line or
        ``beside`` something) in their order, and how the values are nested.

    Raises:
        YAMLError: It cannot be read.
    """
    following, held, nesting, before = events(text), list[Part](), list[str](), 0
    while not isinstance(event := following(), StreamEndEvent):
        start = event.start_mark.index
        if text.find("#", before, start) >= 0:
            held += comments(text, before, start)
        before = max(before, start)
        if type(event) is ScalarEvent:
            held.append(value_of(event))
            nesting.append("value")
            if event.style in ("|", ">"):  # a comment may stand after the sign of a block
                held += comments(text, start, text.find("\n", start))
            before = max(before, event.end_mark.index)
        elif type(event) in _KINDS:
            nesting.append(type(event).__name__)
    return [*held, *comments(text, before, len(text))], nesting


def value_of(event: Any) -> Part:
    """Return what a scalar says, in whatever way nothing is written."""
    plain = event.implicit[0] and not event.style
    return (
        ("", "plain")
        if plain and event.value in NOTHING
        else (event.value, "plain" if plain else "quoted")
    )


def comments(text: str, begin: int, end: int) -> list[Part]:
    """Return the comments between two places outside of values."""
    found: list[Part] = []
    while (sign := text.find("#", begin, end)) >= 0:
        close = text.find("\n", sign)
        close = len(text) if close < 0 else close
        line = text[text.rfind("\n", 0, sign) + 1 : sign]
        alone = line.strip() in ("", "---", "...")
        found.append((text[sign:close].rstrip(), "alone" if alone else "beside"))
        begin = close
    return found
