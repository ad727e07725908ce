"""Zip packages: written the same way every time, read by name and within limits."""

import io
import zipfile
from collections.abc import Mapping
from urllib.parse import unquote

from ipt_train.bank.exchange.draft import UnreadableError

_EPOCH = (1980, 1, 1, 0, 0, 0)
MEMBER, TOTAL, RATIO, MEMBERS = 8_000_000, 200_000_000, 200, 20_000
"""Most bytes of a member and of all, most times that a member may grow, most members."""


def packed(files: Mapping[str, bytes], *, compress: bool = True) -> bytes:
    """Return a zip of files by name, without the time or machine that made it."""
    kind = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = kind
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


class Package:
    """A zip of strangers: members are read by name, never unpacked to a disk.

    Args:
        data: The zip.
        largest: Most bytes of a member.

    Raises:
        UnreadableError: It is no zip, or what it declares breaks a limit.
    """

    def __init__(self, data: bytes, *, largest: int = MEMBER) -> None:
        self._largest = largest
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(1, 1, f"not a zip package: {error}") from None
        if len(members) > MEMBERS:
            raise UnreadableError(1, 1, f"more than {MEMBERS} members")
        if sum(one.file_size for one in members) > TOTAL:
            raise UnreadableError(1, 1, f"it would be more than {TOTAL:,} bytes when unpacked")
        self._members = {
            one.filename.replace("\\", "/"): one for one in members if not one.is_dir()
        }

    @property
    def names(self) -> list[str]:
        """The members, in their order."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return the bytes of a member, by its name or by the URI that names it.

        Raises:
            UnreadableError: It is not there, too large, or damaged.
        """
        member = self._members.get(name) or self._members.get(unquote(name))
        if member is None:
            raise UnreadableError(1, 1, f"{name} is not in the package")
        if member.file_size > self._largest or member.file_size > RATIO * max(
            member.compress_size, 1000
        ):
            raise UnreadableError(1, 1, f"{name} is too large or too tightly packed")
        try:
            with self._archive.open(member) as stream:
                data = stream.read(self._largest + 1)
        except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError) as error:
            raise UnreadableError(1, 1, f"{name} is damaged: {error}") from None
        except Exception as error:  # noqa: BLE001 - zlib, lzma and bz2 each have their own
            raise UnreadableError(1, 1, f"{name} is damaged: {error}") from None
        if len(data) > self._largest:
            raise UnreadableError(1, 1, f"{name} is larger than the package says")
        return data
