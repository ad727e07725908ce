"""Examining submissions one by one, in several processes where there are many."""

import gc
import hashlib
import itertools
import json
import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ipt_train.course.exchange.head import head_of
from ipt_train.course.exchange.pile import Pile
from ipt_train.course.exchange.receipts import Place
from ipt_train.course.operation.sections import fault_of_sections
from ipt_train.errors import SubmissionError, in_words
from ipt_train.exam.core.answer import fault_of
from ipt_train.exam.core.paper import Paper
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
        head: Last seal of its records, which is the same in every copy of the same attempt; empty
            where the submission could not be opened.
        manifest: What was signed.
        kept: Where it was laid down; it does not count yet.
        trace: Digest of answers and times, the same only where they were copied.
        claims: The pseudonym that it claims to be from; empty where it could not be opened.
    """

    file: str
    sha256: str = ""
    refused: str = ""
    known: bool = False
    head: str = ""
    manifest: dict[str, Any] | None = None
    kept: Place | None = None
    trace: str = ""
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
        secret: The secret key of the course, by which sound submissions are sealed.
        pile: The file they are laid down in, but for its end: each process has its own.
        came: When collecting first saw a file, by the digest of its bytes and by the head of its
            records.
        laid: Where files lie that were laid down before and not accepted, by digest.
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
        pile: Path,
        came: Mapping[str, str],
        laid: Mapping[str, Place],
    ) -> None:
        self._secret, self._base = secret, pile
        self._came, self._laid = dict(came), dict(laid)
        self._pile: Pile | None = None
        self._inbox, self._course, self._now = inbox, course, now
        self._people, self._known = frozenset(people), frozenset(known)
        self._papers = {
            digest: (paper.exam, {one.item: one for one in paper.questions})
            for digest, paper in papers.items()
        }
        self._sound: dict[str, set[tuple[bytes, bytes, bytes]]] = {one: set() for one in papers}

    def examine(self, name: str) -> ExaminedSubmission:
        """Examine one file; whatever is in it, an outcome is returned."""
        sha256 = head = claims = ""
        try:
            data = self._read(self._inbox / name)
            sha256 = hashlib.sha256(data).hexdigest()
            if sha256 in self._known:
                return ExaminedSubmission(file=name, sha256=sha256, known=True)
            opened = unpack(data)
            head, claims = opened.manifest["head"], opened.person
            self._belongs(opened)
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
            return self._laid_down(name, sha256, opened)
        return ExaminedSubmission(file=name, sha256=sha256, refused=why, head=head, claims=claims)

    def _laid_down(self, name: str, sha256: str, opened: Opened) -> ExaminedSubmission:
        """Lay a sound submission down, unless it lies there from before."""
        rows = opened.rows
        kept = self._laid.get(sha256)
        if kept is None:
            columns = in_columns(rows)
            came = self._came.get(sha256) or self._came.get(opened.manifest["head"])
            head = head_of(
                self._secret,
                manifest=opened.manifest,
                signature=opened.signature,
                sections=opened.sections,
                sha256=sha256,
                file=name,
                accepted_at=came or self._now.isoformat(timespec="seconds"),
                columns=columns,
            )
            if self._pile is None:
                self._pile = Pile(self._base.with_name(f"{self._base.name}-{os.getpid()}.jsonl"))
            kept = self._pile.lay(head, columns)
        return ExaminedSubmission(
            file=name,
            sha256=sha256,
            head=opened.manifest["head"],
            manifest=opened.manifest,
            kept=kept,
            trace=trace_of(rows),
            claims=opened.person,
        )

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
