"""A member of a zip file from a stranger, read within bounds and never unpacked to a disk."""

import stat
import zipfile

from ipt_train.errors import SubmissionError

RATIO = 100
"""How many times its packed size a member may have."""


class ZipMemberError(SubmissionError):
    """A member of a zip file is not read; the message says why."""

    def __init__(self, why: str) -> None:
        super().__init__(why, hint="ask for the file again, as the program wrote it")


def member_content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Return the bytes of a member.

    Args:
        archive: The zip file.
        info: The member.
        most: How many bytes it may have.

    Raises:
        ZipMemberError: It is a link, encrypted, packed in an unusual way or too tightly, too large, or
            damaged.
    """
    name = info.filename[-80:]
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ZipMemberError(f"{name} is a link")
    if info.flag_bits & 1:
        raise ZipMemberError(f"{name} is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ZipMemberError(f"{name} is compressed in an unusual way")
    if info.file_size > most:
        raise ZipMemberError(f"{name} declares {info.file_size:,} bytes, and the limit is {most:,}")
    if info.file_size > RATIO * max(info.compress_size, 100):
        raise ZipMemberError(f"{name} is packed more tightly than any answers are")
    try:
        with archive.open(info) as stream:
            content = stream.read(most + 1)
    except Exception as error:  # noqa: BLE001 - zlib, struct and zipfile each have their own
        raise ZipMemberError(f"{name} is damaged: {error}") from None
    if len(content) > most:
        raise ZipMemberError(f"{name} is larger than it declares")
    return content
