"""A picture as it stands within a page."""

import base64
from pathlib import Path

from ipt_train.bank.core.model import Picture
from ipt_train.bank.core.picture import kind_of


def picture_url(picture: Picture | None) -> str:
    """Return a ``data:`` address that holds a picture, or an empty text where there is none.

    Raises:
        OSError: Its file cannot be read.
    """
    if picture is None:
        return ""
    data = Path(picture.path).read_bytes()
    return f"data:{kind_of(data)};base64,{base64.b64encode(data).decode()}"
