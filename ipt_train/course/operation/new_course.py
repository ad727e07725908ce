"""Making a course: a folder with a course file to fill in, tables, and secret keys of its own."""

import json
import re
import secrets
from pathlib import Path

from ipt_train.course.core.roster import read_roster
from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.errors import CourseError, OutputError, UsageError
from ipt_train.exam.submission.seal import new_identity, new_signing_key
from ipt_train.files import write_secret, write_whole
from ipt_train.plural import counted

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COURSE = """\
# yaml-language-server: $schema={schema}
format: ipt-course/1
id: {id}
title: {title}
zone: {zone}  # the dates below are in this zone
banks: []  # ids or files; leave empty for the shipped ones
instructors:  # age public keys of those who may open the keys of exams
  - {recipient}
enrolment: handed-out
exams:
  - id: final
    title: Final exam
    blueprint: module
    forms: 1
    minutes: 60
    attempts: {{rule: first, allowed: 1}}
    late: {{rule: accept, grace_minutes: 10}}
    missing: {{blank: no-marks, absent: no-grade}}
    weight: 1
    pass_mark: 0.6
points: 100
thresholds:
  - {{name: pass, from: 0.6}}
"""


_IGNORED = """\
# Files that name people, contain their answers or open exams. roster.csv and marks.csv name people too:
# add them if anyone but the instructors can read the repository.
private/
course.db
course.db-journal
hand-out/
feedback/
results/
before-course-db/
.lock
"""


def new_course(
    folder: Folder,
    *,
    id: str,
    title: str,
    zone: str,
    schema: str,
    schema_text: bytes = b"",
    roster: Path | None = None,
) -> tuple[str, ...]:
    """Make a course folder with secrets of its own.

    Args:
        folder: Where; a course that is there is never written over.
        id: Id of the course.
        title: Its title.
        zone: IANA zone that its dates are meant in.
        schema: Path or address of the schema, for editors.
        schema_text: The schema itself, to be written beside the course file under the name
            ``schema``, so that editors find it wherever the folder is taken.
        roster: The people, copied as they are; without it the roster is to be filled in.

    Returns:
        The names of the files made.

    Raises:
        UsageError: The id cannot be one.
        CourseError: The roster cannot be read or used; nothing is made.
        OutputError: There is a course already, or it cannot be written.
    """
    if not _ID.fullmatch(id) or len(id) > 64:
        raise UsageError(
            f"`{id[:64]}` cannot be the id of a course",
            hint="use small letters, digits and single hyphens, and give it with --id",
        )
    if folder.course.exists():
        raise OutputError(f"{folder.course} already exists", hint="choose another folder")
    people = _roster(roster)
    identity, recipient = new_identity()
    quoted = json.dumps(title, ensure_ascii=False)
    course = _COURSE.format(id=id, title=quoted, zone=zone, recipient=recipient, schema=schema)
    made: list[Path] = []
    try:
        for path, secret in (
            (folder.pseudonym_key, secrets.token_hex(32)),
            (folder.signing_key, new_signing_key().hex()),
            (folder.identity, identity),
        ):
            write_secret(path, secret)
            made.append(path)
        for path, content in (
            (folder.root / people[0], people[1]),
            (folder.marks, "person,exam,item,mark,comment\r\n"),
            (folder.root / ".gitignore", _IGNORED),
            (folder.course, course),
            *(((folder.root / schema, schema_text),) if schema_text else ()),
        ):
            if not path.exists():
                write_whole(path, content)
                made.append(path)
    except OutputError:
        for path in made:  # secrets of no course would stand in the way of the next attempt
            path.unlink()
        raise
    return tuple(str(path.relative_to(folder.root)) for path in made)


def _roster(file: Path | None) -> tuple[str, bytes]:
    """Return name and bytes of the roster; an empty one where no file is given.

    Raises:
        CourseError: It cannot be read, or somebody in it cannot take part.
    """
    if file is None:
        return "roster.csv", b"id,name,email\r\n"
    data = read(file, hint="give the table of people with --roster")
    people, findings = read_roster(data, str(file))
    if not people and not findings:
        raise CourseError(
            f"{file} lists nobody", hint="write a line for each person below the header"
        )
    if findings:
        first, more = findings[0], len(findings) - 1
        others = f"; and {counted(more, 'more finding')}" if more else ""
        raise CourseError(
            f"{file}:{first.line}: {first.code} {first.message}{others}; nothing was made",
            hint=first.help,
        )
    return f"roster{'.xlsx' if data.startswith(b'PK') else '.csv'}", data
