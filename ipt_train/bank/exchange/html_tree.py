"""HTML of strangers as a tree of elements. lxml mends what is not closed, as browsers do."""

import re
from html import unescape

from lxml import etree

from ipt_train.bank.exchange.xml_read import Element

_SIGN = re.compile(r"<(?![a-zA-Z]|/[a-zA-Z]|!--)")
"""A sign of comparison, which begins no tag."""
_TAG = re.compile(r"<[^<>]*>")
_DEEPEST = 60


def html_tree(html: str) -> Element:
    """Return a piece of HTML as one element; comments are left out.

    Args:
        html: Without control characters; any text is read.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    data = f"<html><body>{_SIGN.sub('&lt;', html)}</body></html>"
    root = etree.fromstring(data.encode("utf-8", "replace"), parser)
    whole = root is not None and not any("depth" in one.message for one in parser.error_log)
    if not whole:  # thousands of elements in one another: only their text is left
        found = Element(name="body", attributes={}, line=1, column=1)
        found.parts.append(unescape(_TAG.sub(" ", html)))
        return found
    return _of(root, 0)


def _of(node: "etree._Element", depth: int) -> Element:
    found = Element(
        name=str(node.tag),
        attributes={str(name): str(value) for name, value in node.attrib.items()},
        line=1,
        column=1,
    )
    if depth >= _DEEPEST:  # nobody sets a text so: what is deeper is read as one text
        found.parts.append("".join(str(text) for text in node.itertext()))
        return found
    if node.text:
        found.parts.append(str(node.text))
    for below in node:
        child = _of(below, depth + 1)
        found.children.append(child)
        found.parts.append(child)
        if below.tail:
            found.parts.append(str(below.tail))
    return found
