"""Making a course: a folder with a course file to fill in, tables, and secret keys of its own."""

import json
import re
import secrets
from pathlib import Path

from ipt_train.course.exchange.folder import Folder
from ipt_train.errors import OutputError, UsageError
from ipt_train.exam.submission.seal import new_identity, new_signing_key
from ipt_train.files import write_secret, write_whole

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COURSE = """\
# yaml-language-server: $schema={schema}
format: ipt-course/1
id: {id}
title: {title}
zone: {zone}  # dates below are meant in this zone
banks: []  # ids or files; none stands for the shipped ones
instructors:  # age public keys of those who may open the keys of exams
  - {recipient}
enrolment: first-use
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


def new_course(
    folder: Folder, *, id: str, title: str, zone: str, schema: str, schema_text: bytes = b""
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

    Returns:
        The names of the files made.

    Raises:
        UsageError: The id cannot be one.
        OutputError: There is a course already, or it cannot be written.
    """
    if not _ID.fullmatch(id) or len(id) > 64:
        raise UsageError(
            f"`{id[:64]}` cannot be the id of a course",
            hint="small letters, digits and single hyphens; name it with --id",
        )
    if folder.course.exists():
        raise OutputError(f"{folder.course} is there already", hint="choose another folder")
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
        for path, text in (
            (folder.roster, "id,name,email\r\n"),
            (folder.marks, "person,exam,item,mark,comment\r\n"),
            (folder.course, course),
            *(((folder.root / schema, schema_text),) if schema_text else ()),
        ):
            if not path.exists():
                write_whole(path, text)
                made.append(path)
    except OutputError:
        for path in made:  # secrets of no course would stand in the way of the next attempt
            path.unlink()
        raise
    return tuple(str(path.relative_to(folder.root)) for path in made)
