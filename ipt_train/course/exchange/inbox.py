"""The inbox of a course: files in folders, and files within the zip that a learning platform makes of all.

A zip of files is opened one level deep and never unpacked to a disk. How many files it may hold, and
how many bytes together, is bounded before any of them is read.
"""

import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ipt_train.errors import SubmissionError
from ipt_train.exam.submission.unpack import FILE, ZipOfFilesError
from ipt_train.exam.submission.zip_member import member_content

MEMBERS = 5_000
"""Most files of a zip of files."""

TOGETHER = 1_000_000_000
"""Most bytes of a zip of files, and of what is in it."""

_TABLE = 2_000_000
_END = struct.Struct("<4s4H2LH")
_COMMENT = 65_535
_LINK = "it is a link, and links are not followed"
_SMALLER = "unpack it, and collect the unpacked folder"


class InboxFile(NamedTuple):
    """A file of an inbox: its path from the inbox, and its name within that where it is a zip of files."""

    path: str
    member: str = ""

    @property
    def name(self) -> str:
        """What it is called where it is spoken of."""
        return f"{self.path}/{self.member}" if self.member else self.path


class Inbox:
    """What was handed in.

    Args:
        place: A folder, or one file.

    Raises:
        SubmissionError: It is neither.
    """

    def __init__(self, place: Path) -> None:
        if not place.is_dir() and not place.is_file():
            raise SubmissionError(
                f"{place} is neither a folder nor a file",
                hint="give the folder of submissions, or the zip file of all of them",
            )
        self._root = str(place if place.is_dir() else place.parent)
        self._only = None if place.is_dir() else place.name
        self._opened: tuple[str, zipfile.ZipFile] | None = None

    def files(self) -> list[InboxFile]:
        """Return the files in order, without following links; hidden ones are passed over."""
        if self._only is not None:
            return [InboxFile(self._only)]
        paths: list[str] = []
        for folder, names, files in os.walk(self._root, followlinks=False):
            links = [name for name in names if (Path(folder) / name).is_symlink()]
            names[:] = [name for name in names if not name.startswith(".") and name not in links]
            below = os.path.relpath(folder, self._root)
            begin = "" if below == os.curdir else below + os.sep
            paths += [begin + name for name in (*files, *links) if not name.startswith(".")]
        return list(map(InboxFile, sorted(paths)))

    def read(self, file: InboxFile) -> bytes:
        """Return the bytes of a file.

        Raises:
            SubmissionError: It is no regular file, or larger than any that was handed in; of a zip
                file that is too large it is a ``ZipOfFilesError``.
            OSError: It cannot be read.
        """
        if file.member:
            return self._read_member(file)
        with self._stream(file.path) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size <= FILE:
                return stream.read(size + 1)  # asking for the most it may have is dearer
            why = f"it has {size:,} bytes, and the limit is {FILE:,}"
            raise ZipOfFilesError(why) if stream.read(2) == b"PK" else _refused(why)

    def inside(self, file: InboxFile) -> list[InboxFile]:
        """Return the files of a zip of files in order; hidden ones are passed over.

        Raises:
            SubmissionError: It is damaged, or holds more than is read.
            OSError: It cannot be read.
        """
        with self._archive(file.path) as archive:
            infos = [one for one in archive.infolist() if _is_shown(one.filename)]
        names = [one.filename for one in infos]
        if len(names) > MEMBERS:
            raise _refused(f"it has {len(names):,} files, and the limit is {MEMBERS:,}: {_SMALLER}")
        if sum(one.file_size for one in infos) > TOGETHER:
            raise _refused(f"its files come to more than {TOGETHER:,} bytes in total: {_SMALLER}")
        if len(set(names)) != len(names):
            raise _refused("two files in it have the same name: unpack it, and look at both")
        return [InboxFile(file.path, name) for name in sorted(names)]

    def _read_member(self, file: InboxFile) -> bytes:
        if self._opened is None or self._opened[0] != file.path:
            with self._archive(file.path, keep=True) as archive:
                self._opened = file.path, archive
        archive = self._opened[1]
        return member_content(archive, archive.getinfo(file.member), FILE)

    @contextmanager
    def _archive(self, path: str, *, keep: bool = False) -> Iterator[zipfile.ZipFile]:
        """Open a zip of files whose table is not larger than is read; it stays open where it is kept."""
        with self._stream(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            stream.seek(max(0, size - _COMMENT - _END.size))
            ending = stream.read()
        place = ending.rfind(b"PK\x05\x06")
        if place < 0 or len(ending) - place < _END.size:
            raise _refused(
                f"it has {size:,} bytes (the limit is {FILE:,}) and is not a complete zip file"
            )
        table = _END.unpack_from(ending, place)[5]
        if size > TOGETHER or table > _TABLE:
            raise _refused(f"it is too large to read at once: {_SMALLER}")
        try:
            archive = zipfile.ZipFile(os.path.join(self._root, path))  # noqa: PTH118
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _refused(f"the zip file is damaged: {error}") from None
        try:
            yield archive
        finally:
            if not keep:
                archive.close()

    def _stream(self, path: str) -> BinaryIO:
        place = os.path.join(self._root, path)  # noqa: PTH118 - a Path for each of many files is dear
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        if not hasattr(os, "O_NOFOLLOW") and Path(place).is_symlink():
            raise _refused(_LINK)
        try:
            handle = os.open(place, flags | getattr(os, "O_BINARY", 0))
        except OSError:
            if Path(place).is_symlink():
                raise _refused(_LINK) from None
            raise
        stream = os.fdopen(handle, "rb")
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            stream.close()
            raise _refused("it is not a regular file")
        return stream


def _is_shown(name: str) -> bool:
    """Whether a member is a file that somebody put there, and not what an operating system adds."""
    *folders, last = name.split("/")
    hidden = any(part.startswith(".") and part != ".." for part in (*folders, last))
    return bool(last) and not hidden and "__MACOSX" not in folders


def _refused(why: str) -> SubmissionError:
    return SubmissionError(why, hint="ask for the file again")
