"""The picture of a foreign question: the first in its stem whose file came along and can be one of a bank."""

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote, unquote_to_bytes

from ipt_train.bank.core.picture import LARGEST, kind_of
from ipt_train.bank.exchange.draft import ForeignPicture
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.xml_read import Element

MOVED = "the place of a picture within its text"
OTHER_KIND = "a picture that is not png, jpeg or webp"
TOO_LARGE = "a picture of more than 1 MB"
UNSEEN = "<Say here what the picture shows, for people who cannot see it>"
"""Stands for a text that is to be written; ``bank check`` finds it."""

_BLANKS = re.compile(r"\s+")
_DATA = re.compile(r"data:[^,]{0,200},", re.I)
_ADDRESSES = {"img": "src", "object": "data", "embed": "src"}
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|webp|gif|svg|bmp|tiff?)", re.I)

Files = Callable[[str], bytes | None]
"""Gives the bytes of a file by the address by which a text names it; None where it did not come along."""


class StemPicture:
    """Takes the picture out of a stem.

    Args:
        files: Gives the files that came along with the question.
        whole: All that is asked, where its texts are read in pieces.

    Attributes:
        taken: The picture; None as long as there is none.
        begun: Whether a text that is read before stands above what is read now.
    """

    def __init__(self, files: Files, whole: Element | None = None) -> None:
        self._files = files
        self._whole = whole
        self._element: Element | None = None
        self.taken: ForeignPicture | None = None
        self.begun = False

    def takes(self, element: Element, root: Element, lost: Lost) -> bool:
        """Whether an element is the picture of the question, so that nothing stands in its place.

        Args:
            element: Any element of a text.
            root: The text that is read.
            lost: Takes up why a picture cannot come along.
        """
        if element is self._element:
            return True
        address = element.attributes.get(_ADDRESSES.get(element.name, ""), "").strip()
        if not address or self.taken:
            return False
        data = _of_data_url(address) if _DATA.match(address) else self._files(address)
        if not data:
            return False
        if len(data) > LARGEST or not kind_of(data):
            lost[TOO_LARGE if len(data) > LARGEST else OTHER_KIND] = None
            return False
        name = "" if _DATA.match(address) else unquote(address.partition("?")[0])
        self.taken = ForeignPicture(name=name, data=data, text=_described(element, name))
        self._element = element
        if self.begun or _text_before(self._whole or root, element):
            lost[MOVED] = None
        return True

    def stem(self, text: str) -> str:
        """Return a stem, or what its picture shows where nothing else is said."""
        return text or (self.taken.text if self.taken else "")


def without_files(_: str) -> None:
    """Give no file: nothing came along."""
    return


def _described(element: Element, name: str) -> str:
    """Return what a picture shows; programs that are told nothing write the name of the file there."""
    text = element.attributes.get("alt") or element.attributes.get("aria-label") or ""
    text = _BLANKS.sub(" ", text or "".join(one.text for one in element.below())).strip()
    bare = re.split(r"[/\\]", name)[-1]
    return "" if text == bare or _FILE_NAME.fullmatch(text) else text


def _of_data_url(address: str) -> bytes | None:
    """Return the bytes that an address holds; None where they cannot be read."""
    head, _, body = address.partition(",")
    try:
        whole = unquote_to_bytes(body)
        return (
            base64.b64decode(_squeezed(whole), validate=True)
            if ";base64" in head.lower()
            else whole
        )
    except (binascii.Error, ValueError):
        return None


def of_base64(text: str) -> bytes | None:
    """Return the bytes of a file in base64; None where it is none."""
    try:
        return base64.b64decode(_squeezed(text.encode()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _squeezed(text: bytes) -> bytes:
    return b"".join(text.split())


def _text_before(root: Element, element: Element) -> bool:
    """Whether any text stands before an element in a whole."""
    return _looked(root, element) is True


def _looked(root: Element, element: Element) -> bool | None:
    """Return whether text stands before an element, or None where neither came yet."""
    for part in root.parts:
        if isinstance(part, str):
            if part.strip():
                return True
        elif part is element:
            return False
        elif (within := _looked(part, element)) is not None:
            return within
    return None
