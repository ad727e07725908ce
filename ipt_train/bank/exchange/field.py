"""What becomes of every element and attribute of a foreign format: a table, and a look at what is there.

A table has a line a field: `path | fate`, `path | lost | in which words | unless what`. A path is
that of the elements down to it, with `@` before an attribute; a sign after it says that a text stands
there (`#`), that it may come again (`*`), that it counts even where it is empty (`!`), that mixed content
stands there (`~`) or that its reader tells of its inside (`^`). What no line speaks of is named as unknown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.xml_read import Element


class Fate(StrEnum):
    """What becomes of a field."""

    IMPORTED = "imported"
    LOST = "lost"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignField:
    """An element or attribute of a foreign format.

    Attributes:
        fate: What becomes of it.
        words: What is said of its loss, or why its question is refused.
        unless: A pattern: of values that say no more than a bank does without them; of a field that
            is imported, the values that can be.
        text: Whether a text stands in it.
        many: Whether it may come again beside itself.
        bare: Whether it counts where nothing stands in it.
        rich: Whether mixed content stands in it, which its reader tells of.
        read: Whether its reader tells of all that is in it.
    """

    fate: Fate
    words: str = ""
    unless: str = ""
    text: bool = False
    many: bool = False
    bare: bool = False
    rich: bool = False
    read: bool = False

    def counts(self, value: str) -> bool:
        """Whether a value says something that a bank does not say without it."""
        return not (self.unless and re.fullmatch(self.unless, value.strip()))


Table = Mapping[str, ForeignField]


def table(lines: str) -> dict[str, ForeignField]:
    """Read a table."""
    found: dict[str, ForeignField] = {}
    for line in lines.strip().splitlines():
        path, fate, words, unless = (*[cell.strip() for cell in line.split(" | ")], "", "")[:4]
        name = path.rstrip("#*!~^")
        signs = path[len(name) :]
        field = ForeignField(
            fate=Fate(fate),
            words=words,
            unless=unless,
            text="#" in signs,
            many="*" in signs,
            bare="!" in signs,
            rich="~" in signs,
            read="^" in signs,
        )
        assert name not in found, f"{name} stands twice in a table"
        assert bool(words) == (fate != Fate.IMPORTED), f"{name} is {fate} in which words?"
        found[name] = field
    return found


def look(element: Element, path: str, fields: Table, lost: Lost) -> None:
    """Take up what a table says is lost of an element and of everything in it.

    Args:
        element: The element.
        path: Its path in the table.
        fields: The table.
        lost: Takes up what a bank cannot hold.

    Raises:
        UnreadableError: Something stands there that a question is refused for.
    """
    for name, value in element.attributes.items():
        if field := fields.get(f"{path}@{name}"):
            _tell_attribute(element, field, value, lost)
        else:
            lost[f"an unknown attribute {name} of <{element.name}>"] = None
    here = fields.get(path)
    if element.text.strip() and not (here and here.text):
        lost[f"text directly in <{element.name}>"] = None
    seen: set[str] = set()
    for child in element.children:
        below = f"{path}/{child.name}"
        field = fields.get(below)
        if field is None:
            lost[f"an unknown element <{child.name}>"] = None
        elif field.fate is not Fate.IMPORTED:
            text = "".join(said(child)).strip()
            if text or field.bare or (child.children and not field.text):
                _tell(child, field, text, lost)
        elif child.name in seen and not field.many:
            lost[f"a second <{child.name}>"] = None
        else:
            _tell(child, field, child.text, lost)
            look(child, below, fields, lost)
        seen.add(child.name)


def _tell_attribute(element: Element, field: ForeignField, value: str, lost: Lost) -> None:
    if value.strip() or field.fate is not Fate.LOST:
        _tell(element, field, value, lost)


def _tell(element: Element, field: ForeignField, value: str, lost: Lost) -> None:
    if field.fate is Fate.IMPORTED:
        if field.unless and field.counts(value):
            lost[f"an unknown value within <{element.name}>"] = None
        return
    if not field.counts(value):
        return
    if field.fate is Fate.REFUSED:
        raise element.refuse(field.words)
    lost[field.words] = None


def said(element: Element) -> Iterator[str]:
    """Yield all texts in an element."""
    for one in element.below():
        yield one.text


def look_by_name(
    element: Element, fields: Table, lost: Lost, within: Mapping[str, frozenset[str]] | None = None
) -> None:
    """Take up what a table by names, not paths, says is lost of an element and of everything in it.

    In an element whose inside is mixed content, only names of the table are looked at: the rest is
    read, and told of, by whoever reads the text.

    Args:
        element: The element.
        fields: The table.
        lost: Takes up what a bank cannot hold.
        within: In which elements some stand; anywhere else they are unknown.

    Raises:
        UnreadableError: Something stands there that a question is refused for.
    """
    field = fields[element.name]
    for name, value in element.attributes.items():
        if name.startswith("data-"):
            lost["formatting"] = None
        elif attribute := fields.get(f"{element.name}@{name}"):
            _tell_attribute(element, attribute, value, lost)
        else:
            lost[f"an unknown attribute {name} of <{element.name}>"] = None
    if field.read:
        return
    if not (field.rich or field.text) and element.text.strip():
        lost[f"text directly in <{element.name}>"] = None
    seen: set[str] = set()
    for child in _named(element, fields) if field.rich else element.children:
        below = fields.get(child.name)
        if below is None or element.name not in (within or {}).get(child.name, (element.name,)):
            lost[f"an unknown element <{child.name}>"] = None
        elif below.fate is not Fate.IMPORTED:
            _tell(child, below, "".join(said(child)), lost)
        elif child.name in seen and not below.many:
            lost[f"a second <{child.name}>"] = None
        else:
            look_by_name(child, fields, lost, within)
        seen.add(child.name)


def _named(element: Element, fields: Table) -> Iterator[Element]:
    """Yield the first elements below, on each way down, that a table names."""
    for child in element.children:
        if child.name in fields:
            yield child
        else:
            yield from _named(child, fields)
