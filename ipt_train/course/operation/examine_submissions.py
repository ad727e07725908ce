"""Examining submissions one by one, in several processes where there are many."""

import gc
import hashlib
import itertools
import json
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ipt_train.course.core.ticket import ticket
from ipt_train.course.operation.sections import fault_of_sections
from ipt_train.errors import SubmissionError, in_words
from ipt_train.exam.core.answer import fault_of
from ipt_train.exam.core.paper import Paper
from ipt_train.exam.submission.handin import (
    PageHandIn,
    is_hand_in,
    is_page,
    is_sealed_by,
    read_hand_in,
)
from ipt_train.exam.submission.record import Rows, in_columns
from ipt_train.exam.submission.unpack import FILE, Opened, unpack

MANY = 200
"""From so many files on, several processes share the work."""

AHEAD = timedelta(minutes=10)
"""How far a learner's clock may be ahead of ours."""

_KNOWN = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedSubmission:
    """What examining one file found: either why it is refused, or what it holds.

    Attributes:
        file: The file, as seen from the inbox.
        sha256: Digest of its bytes; empty where it was not read.
        refused: Why it is refused, or empty.
        known: Whether the same bytes were accepted before.
        head: What its signature says of its records, which is the same in every copy of the same
            attempt; empty where the submission could not be opened.
        manifest: What was signed, ``signed`` its bytes, and ``signature`` of it.
        sections: What was added.
        columns: Its records in columns.
        trace: Digest of answers and times, the same only where they were copied.
        entered_by: Who entered the answers; empty where they were handed in.
        claims: The pseudonym that it claims to be from; empty where it could not be opened.
    """

    file: str
    sha256: str = ""
    refused: str = ""
    known: bool = False
    head: str = ""
    manifest: dict[str, Any] | None = None
    signed: bytes = b""
    signature: str = ""
    sections: Any = None
    columns: bytes = b""
    trace: str = ""
    entered_by: str = ""
    claims: str = ""


class Examiner:
    """Examines files for one course.

    Args:
        inbox: The folder of the files.
        course: Id of the course.
        people: The pseudonyms of its people.
        papers: Its papers by digest.
        known: Digests of files that were accepted before.
        now: The instant of collecting.
        secret: The secret key of the course, from which the secrets of handouts follow.
    """

    def __init__(
        self,
        *,
        inbox: Path,
        course: str,
        people: Collection[str],
        papers: dict[str, Paper],
        known: Collection[str],
        now: datetime,
        secret: bytes,
    ) -> None:
        self._secret = secret
        self._inbox, self._course, self._now = inbox, course, now
        self._people, self._known = frozenset(people), frozenset(known)
        self._papers = {
            digest: (paper.exam, {one.item: one for one in paper.questions})
            for digest, paper in papers.items()
        }
        self._forms = {digest: paper.form for digest, paper in papers.items()}
        self._sound: dict[str, set[tuple[bytes, bytes, bytes]]] = {one: set() for one in papers}

    def examine(self, name: str) -> ExaminedSubmission:
        """Examine one file; whatever is in it, an outcome is returned."""
        sha256 = head = claims = ""
        try:
            data = self._read(self._inbox / name)
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 in self._known:
                return ExaminedSubmission(file=name, sha256=sha256, known=True)
            opened = _unpacked(data)
            head, claims = opened.manifest["head"], opened.person
            self._belongs(opened)
            if isinstance(opened, PageHandIn):
                self._is_sealed(opened)
            self._fits(opened.manifest["paper"], opened.rows)
            if fault := fault_of_sections(opened.sections):
                raise _refused(fault)
        except SubmissionError as error:
            why = error.message
        except OSError as error:
            why = f"it cannot be read: {error}"
        except Exception as error:  # noqa: BLE001 - whatever a file holds, only that file is refused
            why = f"it cannot be read: {in_words(error)}"
        else:
            return ExaminedSubmission(
                file=name,
                sha256=sha256,
                head=head,
                manifest=opened.manifest,
                signed=opened.signed,
                signature=opened.signature,
                sections=opened.sections,
                columns=in_columns(opened.rows),
                trace=trace_of(opened.rows),
                claims=claims,
            )
        return ExaminedSubmission(file=name, sha256=sha256, refused=why, head=head, claims=claims)

    def _read(self, path: Path) -> bytes:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
            raise _refused(_LINK)
        try:
            handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
        except OSError:
            if path.is_symlink():
                raise _refused(_LINK) from None
            raise
        with os.fdopen(handle, "rb") as stream:
            about = os.fstat(stream.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise _refused("it is no regular file")
            if about.st_size > FILE:
                raise _refused(f"it has {about.st_size:,} bytes, at most {FILE:,}")
            return stream.read(about.st_size + 1)  # asking for the most it may have is dearer

    def _belongs(self, opened: Opened) -> None:
        manifest = opened.manifest
        if manifest["course"] != self._course:
            raise _refused(f"it is for the course {manifest['course']}")
        if manifest["person"] not in self._people:
            raise _refused(f"nobody on the roster has the pseudonym {manifest['person']}")
        if manifest["paper"] not in self._papers:
            raise _refused("it answers a paper that this course did not hand out")
        if self._papers[manifest["paper"]][0] != manifest["exam"]:
            raise _refused("its paper belongs to another exam")
        if manifest["attempt"] < 1:
            raise _refused("attempts are counted from 1")
        if opened.ended_at < opened.started_at:
            raise _refused("it was ended before it was begun")
        if opened.ended_at > self._now + AHEAD:
            raise _refused(
                f"by its clock it was ended at {opened.ended_at.isoformat(timespec='minutes')},"
                " which is still to come"
            )

    def _is_sealed(self, opened: PageHandIn) -> None:
        """Check the seal of what a page handed in; a signature was checked while unpacking."""
        manifest = opened.manifest
        secret = ticket(
            self._secret,
            course=self._course,
            form=self._forms[manifest["paper"]],
            **{name: manifest[name] for name in ("exam", "paper", "person", "attempt")},
        )
        if not is_sealed_by(opened, secret):
            raise _refused(
                "its seal does not fit: the file was changed after the page saved it, or the page is "
                f"not the one that was handed to {manifest['person']} for this attempt"
            )

    def _fits(self, paper: str, rows: Rows) -> None:
        sound = self._sound[paper]
        places = zip(rows.items, rows.answers, rows.revisions, strict=True)
        for place in itertools.filterfalse(sound.__contains__, places):
            item, answer, revision = (part.decode() for part in place)
            question = self._papers[paper][1].get(item)
            if question is None:
                raise _refused(f"the paper has no item {item}")
            if fault := fault_of(question, json.loads(answer)):
                raise _refused(f"the answer to {item} is none: {fault}")
            if question.revision != int(revision):
                raise _refused(f"{item} is answered in another revision than the paper's")
            if len(sound) < _KNOWN:
                sound.add(place)


def _unpacked(data: bytes) -> Opened:
    """Open what the command line or the page of an exam wrote.

    Raises:
        SubmissionError: It is neither.
    """
    if is_page(data):
        raise _refused(
            "it is the page of an exam and not the file that the page saves: ask for that"
        )
    return read_hand_in(data) if is_hand_in(data) else unpack(data)


def trace_of(rows: Rows) -> str:
    """Return the digest of answers and times; empty where there is no answer."""
    return hashlib.sha256(b"\n".join((*rows.at, *rows.answers))).hexdigest() if rows.items else ""


def _refused(why: str) -> SubmissionError:
    return SubmissionError(why, hint="ask for the file again")


_LINK = "it is a link, and links are not followed"


def files_of(inbox: Path) -> list[str]:
    """List the files below an inbox in order, without following links; hidden ones are passed over.

    Raises:
        SubmissionError: The inbox is no folder.
    """
    if not inbox.is_dir():
        raise SubmissionError(f"{inbox} is no folder", hint="name the folder of submissions")
    found = []
    for folder, names, files in os.walk(inbox, followlinks=False):
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        names[:] = [name for name in names if not name.startswith(".") and name not in links]
        below = Path(folder).relative_to(inbox)
        found += [str(below / name) for name in (*files, *links) if not name.startswith(".")]
    return sorted(found)


def examined(
    examiner: Examiner, names: Sequence[str], workers: int
) -> Iterator[ExaminedSubmission]:
    """Examine files in the order given; with several workers where there are many files."""
    if workers < 2 or len(names) < MANY:
        yield from map(examiner.examine, names)
        return
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(examiner,)) as pool:
        yield from pool.map(_examine, names, chunksize=50)


_HERE: list[Examiner] = []


def _begin(examiner: Examiner) -> None:
    gc.disable()  # many small tuples, no cycles; the process ends with its work
    _HERE[:] = [examiner]


def _examine(name: str) -> ExaminedSubmission:
    return _HERE[0].examine(name)
