"""The file of a picture in a package or beside a bank: its bytes, and a name that nothing else has."""

import re
from dataclasses import dataclass
from hashlib import sha256

from ipt_train.bank.core.model import Item
from ipt_train.bank.core.picture import kind_of
from ipt_train.bank.exchange.own_id import slug
from ipt_train.bank.source.pictures import pictures_of

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture on its way out.

    Attributes:
        name: The name of its file, without a folder; two pictures have the same name only if
            their bytes are the same.
        data: Its bytes.
        text: What it shows.
    """

    name: str
    data: bytes
    text: str


def picture_file(item: Item) -> PictureFile | None:
    """Return the picture of an item; None where it has none.

    Raises:
        BankUnusableError: Its file is gone, or is no picture any more.
    """
    if item.picture is None:
        return None
    data = pictures_of([item])[item.picture.path]
    return PictureFile(name=safe_name(item.picture.file, data), data=data, text=item.picture.text)


def safe_name(name: str, data: bytes) -> str:
    """Return a file name of small letters, digits and hyphens: what was left of a name, and a digest.

    Args:
        name: The name that somebody gave the file, with or without folders.
        data: A png, jpeg or webp picture.
    """
    digest = sha256(data).hexdigest()[:8]
    stem = slug(re.split(r"[/\\]", name)[-1].rpartition(".")[0])[:_LONGEST].strip("-")
    stem = stem.removesuffix(digest).rstrip("-") or "picture"
    return f"{stem}-{digest}.{_ENDINGS[kind_of(data)]}"
