"""Examining submissions one by one, in several processes where there are many."""

import hashlib
import itertools
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ipt_train.course.core.ticket import ticket
from ipt_train.course.exchange.inbox import Inbox, InboxFile
from ipt_train.course.operation.crew import each
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
from ipt_train.exam.submission.unpack import Opened, ZipOfFilesError, unpack

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
        inside: The files that it holds, where it is a zip of files; each is examined by itself.
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
    inside: tuple[InboxFile, ...] = ()


class Examiner:
    """Examines files for one course.

    Args:
        inbox: The files.
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
        inbox: Inbox,
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

    def examine(self, file: InboxFile) -> ExaminedSubmission:
        """Examine one file; whatever is in it, an outcome is returned."""
        name = file.name
        sha256 = head = claims = ""
        try:
            data = self._inbox.read(file)
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
        except ZipOfFilesError as error:
            return self._zip_of_files(file, sha256, error)
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

    def _zip_of_files(
        self, file: InboxFile, sha256: str, error: ZipOfFilesError
    ) -> ExaminedSubmission:
        """Return the files within a zip of them; one within another is refused."""
        why = error.message
        try:
            if not file.member and (inside := self._inbox.inside(file)):
                return ExaminedSubmission(file=file.name, inside=tuple(inside))
        except SubmissionError as fault:
            why = fault.message
        except Exception as fault:  # noqa: BLE001 - whatever a file holds, only that file is refused
            why = f"it cannot be read: {in_words(fault)}"
        return ExaminedSubmission(file=file.name, sha256=sha256, refused=why)

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
                " which is in the future"
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
                "its seal does not match: the file was changed after the page saved it, or the page is "
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
                raise _refused(f"the answer to {item} is not a valid one: {fault}")
            if question.revision != int(revision):
                raise _refused(f"the answer to {item} is for a different revision from the paper's")
            if len(sound) < _KNOWN:
                sound.add(place)


def _unpacked(data: bytes) -> Opened:
    """Open what the command line or the page of an exam wrote.

    Raises:
        SubmissionError: It is neither.
    """
    if is_page(data):
        raise _refused(
            "it is the page of an exam, not the file that the page saves: ask for that file"
        )
    return read_hand_in(data) if is_hand_in(data) else unpack(data)


def trace_of(rows: Rows) -> str:
    """Return the digest of answers and times; empty where there is no answer."""
    return hashlib.sha256(b"\n".join((*rows.at, *rows.answers))).hexdigest() if rows.items else ""


def _refused(why: str) -> SubmissionError:
    return SubmissionError(why, hint="ask for the file again")


def examined(
    examiner: Examiner, files: Sequence[InboxFile], workers: int
) -> Iterator[ExaminedSubmission]:
    """Examine files in the order given; with several workers where there are many files."""
    yield from each(examiner.examine, files, workers, many=MANY)
