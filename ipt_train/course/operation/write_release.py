"""Writing a release: its entry in the log, then a page and a signed file for each person."""

import hashlib
from collections.abc import Mapping, Sequence

from ipt_train.course.core.release import Release, ReleaseRequest
from ipt_train.course.exchange.folder import locked_for_writing
from ipt_train.course.exchange.releases import LoggedRelease, add_release
from ipt_train.course.operation.course import OpenCourse
from ipt_train.csv_file import csv_text
from ipt_train.exam.core.released import ReleasedExam
from ipt_train.exam.core.released_sheet import sheet_of
from ipt_train.exam.submission.released_file import release_file
from ipt_train.exam.submission.seal import Signer
from ipt_train.files import secret_bytes, write_whole
from ipt_train.report.page import render_marked

INDEX = ("id", "name", "email", "page", "file")
"""The columns of the list of what goes to whom."""


def write_release(
    opened: OpenCourse,
    exams: Sequence[ReleasedExam],
    result: Release,
    request: ReleaseRequest,
    waiting: Mapping[str, str],
) -> None:
    """Write what is released.

    Args:
        opened: The course.
        exams: The marked exam of each person, in the order of ``result.people``; one at least.
        result: What goes to whom.
        request: What was asked for.
        waiting: Who may still hand in, by pseudonym, and why.

    Raises:
        CourseError: Another program is writing.
        OutputError: A file cannot be written; the release is logged before.
    """
    folder = opened.folder
    signer = Signer(secret_bytes(folder.signing_key))
    files = {one.person: release_file(one, signer) for one in exams}
    digests = {person: hashlib.sha256(data).hexdigest() for person, data in files.items()}
    with locked_for_writing(folder):
        log = LoggedRelease(
            exam=result.exam,
            at=exams[0].released_at,
            level=str(result.level),
            by=request.by,
            people=digests,
            anyway=dict(waiting),
        )
        add_release(folder, log)  # first: nobody's keys are out unseen
        place = folder.feedback / result.exam
        for one, line in zip(exams, result.people, strict=True):
            page = render_marked(sheet_of(one, line.name))
            write_whole(place / line.page, page, private=True, make_folder=True, durable=False)
            write_whole(place / line.file, files[one.person], private=True, durable=False)
        rows = [
            (line.id, line.name, opened.people[line.person].email, line.page, line.file)
            for line in result.people
        ]
        write_whole(place / "hand-back.csv", csv_text(INDEX, rows), private=True)
