"""How attempts made void or granted, and a person who was forgotten, look."""

from datetime import datetime

from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.forget import ForgottenPerson
from ipt_train.course.operation.grade_change import GradeChanges
from ipt_train.course.operation.grant import GrantedAttempt
from ipt_train.course.operation.restore_attempt import RestoredAttempt
from ipt_train.course.operation.void import VoidedAttempt
from ipt_train.course.screen.grade import share_in_words
from ipt_train.course.screen.who import named
from ipt_train.plural import counted
from ipt_train.schedule.day import local_time

_DRY = "nothing was changed; to do it, add --do --by WHO --reason WHY"


def void_lines(result: VoidedAttempt, opened: OpenCourse) -> list[str]:
    """Say which attempt was made void, or would be, and what follows.

    Args:
        result: The attempt.
        opened: The course, with its people and its zone.
    """
    who = named(result.person, opened.people)
    word = "is" if result.done else "would be"
    lines = [
        f"attempt {result.attempt} at {result.exam} by {who} {word} void "
        f"(arrived {_when(result.arrived, opened)}, in {result.file})"
    ]
    if result.key:
        lines.append(f"the key {result.key} {word} free: {who} may hand in with another")
    if result.released:
        lines.append(
            f"its marked exam was released: `ipt-train course release {result.exam}` again after grading"
        )
    lines += _change_lines(result.changes, opened)
    if not result.done:
        return [*lines, _DRY]
    return [*lines, "collect the right file with `ipt-train course collect DIR`, then grade again"]


def restored_lines(result: RestoredAttempt, opened: OpenCourse) -> list[str]:
    """Say which attempt counts again, or would; ``opened`` is the course."""
    who = named(result.person, opened.people)
    word = "counts" if result.done else "would count"
    return [
        f"attempt {result.attempt} at {result.exam} by {who} {word} again (in {result.file})",
        f"taken back: {result.was}" if result.done else f"in force: {result.was}",
        *_change_lines(result.changes, opened),
        "grade again: `ipt-train course grade`" if result.done else _DRY,
    ]


def _when(instant: str, opened: OpenCourse) -> str:
    """Return an ISO instant as people write it, in the zone of the course."""
    return local_time(datetime.fromisoformat(instant), opened.course.zone)


def _change_lines(changes: GradeChanges, opened: OpenCourse) -> list[str]:
    """Say whose grade changes, before and after."""
    if changes.untold:
        return [f"the grades before and after cannot be worked out: {changes.untold}"]
    if not changes.people:
        return ["no grade changes"]
    return [
        f"the grade of {named(one.person, opened.people)}: {share_in_words(one.before)} to {share_in_words(one.after)}"
        for one in changes.people
    ]


def grant_lines(result: GrantedAttempt, opened: OpenCourse) -> list[str]:
    """Say how many attempts a person has now, and what the rules make of the next.

    Args:
        result: What was granted.
        opened: The course, with its people and its zone.
    """
    name = opened.people[result.person].id if result.person in opened.people else result.person
    attempts = counted(result.allowed, "attempt")
    lines = [
        f"{named(result.person, opened.people)} now has {attempts} at {result.exam}",
        *_change_lines(result.changes, opened),
    ]
    if result.taken_back:
        return [*lines, f"taken back: {result.taken_back}"]
    if result.rule == "first":
        lines.append(
            "the exam counts the attempt that arrived first: if the new one is to count, make that one void: "
            f"`ipt-train course void {name} --exam {result.exam}`"
        )
    if result.over:
        lines.append(
            f"the exam was due {_when(result.due, opened)}: without an extension in course.yaml the attempt is late"
        )
    return [
        *lines,
        f"a page for it: `ipt-train course hand-out {result.exam} --attempt {result.allowed} "
        f"--only {name}`",
        "in the terminal: `ipt-train exam take PAPER --again`, then `ipt-train exam submit PAPER "
        f"--person {result.person} --number {result.allowed}`",
    ]


def forgotten_lines(result: ForgottenPerson) -> list[str]:
    """Say what was erased, and what stays where."""
    rows = ", ".join(counted(count, name.replace("_", " ")) for name, count in result.rows.items())
    return [
        f"erased {result.id} ({result.person})",
        f"from course.db: {rows or 'nothing'}",
        *(f"erased: {file}" for file in result.files),
        *(f"stays: {sentence}" for sentence in result.stays),
    ]
