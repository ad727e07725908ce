"""Collected answers as Parquet, an exam a file, written anew only when something changed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ipt_train.advance import Advance, unwatched
from ipt_train.course.exchange.receipts import stamp_of
from ipt_train.course.operation.answers import collected_answers, exam_ids, paper_digests
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.packed import missing_scale
from ipt_train.files import write_whole
from ipt_train.plural import counted

_LAYOUT = "ipt-answers/4"
"""Which columns the files have; what was packed in another layout is packed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """One Parquet file: whether it was written now, and then how many answers are in it."""

    file: str
    written: bool
    answers: int

    @property
    def words(self) -> str:
        """What became of it, in words."""
        return counted(self.answers, "answer") if self.written else "up to date"


def pack_course(
    opened: OpenCourse,
    folder: Path,
    *,
    exam: str | None = None,
    identity: Path | None = None,
    advance: Advance = unwatched,
) -> tuple[PackedFile, ...]:
    """Write the answers of exams to ``folder/exam=ID/answers.parquet``.

    Args:
        opened: The course.
        folder: Where to write; it is made.
        exam: Only this exam.
        identity: File of an instructor's age identity.
        advance: Told of how many people the answers were read, exam by exam.

    Raises:
        MissingExtraError: The ``scale`` extra is not installed.
        CourseError: No exam was built, or a kept file was changed.
    """
    try:
        from ipt_train.course.scale.duck import write_packed  # noqa: PLC0415 - an extra
    except ImportError:
        raise missing_scale() from None
    done = []
    for name in exam_ids(opened, exam):
        part = folder / f"exam={name}"
        part.mkdir(parents=True, exist_ok=True)
        file, mark = part / "answers.parquet", part / ".answers.sha256"
        digest = _digest(opened, name)
        if file.exists() and mark.exists() and mark.read_text(encoding="ascii") == digest:
            done.append(PackedFile(file=str(file), written=False, answers=0))
            continue
        mark.unlink(missing_ok=True)
        count = write_packed(
            collected_answers(opened, name, identity=identity, advance=advance),
            file,
            course=opened.course.id,
            exam=name,
            digests=paper_digests(opened, name, identity=identity),
        )
        write_whole(mark, digest)
        done.append(PackedFile(file=str(file), written=True, answers=count))
    return tuple(done)


def _digest(opened: OpenCourse, exam: str) -> str:
    """Return a digest of all that the answers of an exam come from: people, responses, key, regrades."""
    found = hashlib.sha256("\n".join((_LAYOUT, opened.course.id, *sorted(opened.people))).encode())
    key = opened.folder.keys / f"{exam}.key.age"
    found.update(key.read_bytes() if key.exists() else b"")
    found.update(stamp_of(opened.folder))
    return found.hexdigest()
