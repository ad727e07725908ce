"""XML of strangers, read safely, with the place of every element.

defusedxml refuses what makes XML dangerous (document types, entities, outside references);
its SAX reader knows line and column, which an ElementTree forgets.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import InputSource

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from xml.sax import SAXParseException  # isort: skip

from ipt_train.bank.exchange.draft import UnreadableError

_DEEPEST = 64


@dataclass(slots=True, kw_only=True)
class Element:
    """One element: its name without namespace, its attributes, text and children.

    Attributes:
        name: Local name.
        attributes: By local name.
        line: From 1.
        column: From 1.
        children: Elements in order.
        parts: Text and elements in order, for mixed content.
    """

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list["Element"] = field(default_factory=list)
    parts: list["str | Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text directly in the element."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def each(self, name: str) -> list["Element"]:
        """Return the children of a name."""
        return [child for child in self.children if child.name == name]

    def first(self, *names: str) -> "Element | None":
        """Return the first descendant that a path of names leads to."""
        found = self
        for name in names:
            below = found.each(name)
            if not below:
                return None
            found = below[0]
        return found

    def said(self, *names: str) -> str:
        """Return the stripped text at a path; empty where there is none."""
        found = self.first(*names)
        return "" if found is None else found.text.strip()

    def below(self) -> Iterator["Element"]:
        """Yield the element and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.below()

    def refuse(self, message: str) -> UnreadableError:
        """Return an error at the place of the element."""
        return UnreadableError(self.line, self.column, message)


class _Builder(ContentHandler):
    """Builds elements from SAX events."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self._open: list[Element] = []

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 - the name that SAX calls
        self._where = locator

    def startElementNS(self, name: Any, _: Any, attrs: Any) -> None:  # noqa: N802
        where = self._where
        one = Element(
            name=name[1],
            attributes={key[1]: value for key, value in attrs.items()},
            line=where.getLineNumber() or 1,
            column=(where.getColumnNumber() or 0) + 1,
        )
        if len(self._open) >= _DEEPEST:
            raise one.refuse(f"elements are nested more than {_DEEPEST} deep")
        if self._open:
            self._open[-1].children.append(one)
            self._open[-1].parts.append(one)
        else:
            self.root = one
        self._open.append(one)

    def endElementNS(self, *_: Any) -> None:  # noqa: N802
        self._open.pop()

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1].parts.append(content)


def read_xml(data: bytes) -> Element:
    """Parse a document.

    Raises:
        UnreadableError: It is not well-formed, nested too deeply, or holds a document type.
    """
    builder = _Builder()
    parser = make_parser()
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(builder)
    source = InputSource()
    source.setByteStream(io.BytesIO(data))
    try:
        parser.parse(source)
    except SAXParseException as error:
        line, column = error.getLineNumber() or 1, (error.getColumnNumber() or 0) + 1
        why = error.getMessage().removeprefix("not well-formed ").strip("()")
        raise UnreadableError(line, column, f"not well-formed XML: {why}") from None
    except DefusedXmlException as error:
        raise UnreadableError(
            1, 1, f"refused: {type(error).__name__}; a document type is not allowed here"
        ) from None
    except (ValueError, LookupError) as error:
        raise UnreadableError(1, 1, f"cannot be decoded: {error}") from None
    if builder.root is None:
        raise UnreadableError(1, 1, "there is no element")
    return builder.root
