"""Grading a course: every kept response marked with the opened keys, by the stated rules."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ipt_train.advance import Advance, unwatched
from ipt_train.course.core.correction import Correction, in_force
from ipt_train.course.core.course import nothing_built
from ipt_train.course.core.grade import Attempt, CourseGrade, ExamGrade
from ipt_train.course.core.grading import grade_course, grade_exam
from ipt_train.course.core.manual import ManualMarks
from ipt_train.course.exchange.corrections import standing_corrections
from ipt_train.course.exchange.exceptions import Exceptions
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.exchange.received import Received, received_of
from ipt_train.course.exchange.releases import first_releases
from ipt_train.course.exchange.responses import Kept, Responses
from ipt_train.course.exchange.unclaimed import Unclaimed, former_people, refuse, unclaimed
from ipt_train.course.operation import crew
from ipt_train.course.operation.course import OpenCourse, marks_by_hand
from ipt_train.course.operation.grade_rules import keys_are_there, stated_rules
from ipt_train.errors import CourseError
from ipt_train.exam.core.key import Key
from ipt_train.exam.core.marking import earned
from ipt_train.exam.submission.record import Rows

FORMAT = "ipt-grades/1"
MANY = 400
"""From so many people on, several processes share the work."""

_KNOWN = 200_000
_LEAVES = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The grades of a course.

    Attributes:
        course: Its id.
        graded_at: When.
        grades: Everyone on the roster, by pseudonym.
        rules: The rules by exam, in sentences.
        banks: Digest of each exam's items and keys, by exam and form.
        ungraded: Exams that were not built yet.
        unclaimed: Accepted work that was left out since it belongs to nobody.
    """

    course: str
    graded_at: str
    grades: tuple[CourseGrade, ...]
    rules: dict[str, list[str]]
    banks: dict[str, dict[str, str]]
    ungraded: tuple[str, ...]
    unclaimed: tuple[Unclaimed, ...] = ()

    def data(self) -> dict[str, Any]:
        """Return the grades as plain data."""
        plain: dict[str, Any] = _plain(self)
        return {"format": FORMAT, **plain}


def _plain(value: Any) -> Any:
    """Return grades as plain data; ``asdict`` would copy every number besides."""
    kind = type(value)
    if kind in _LEAVES:
        return value
    if kind is tuple:
        return tuple(map(_plain, value))
    if is_dataclass(kind):
        return {name: _plain(getattr(value, name)) for name in kind.__dataclass_fields__}
    return value


class Marker:
    """Marks answers; the same answer to the same question is judged once.

    Args:
        keys: The keys of all forms.
        responses: The accepted attempts.
    """

    def __init__(self, keys: Sequence[Key], responses: Responses) -> None:
        self.responses = responses
        self.forms = {key.paper: key.form for key in keys}
        self._counting = {
            key.paper: {
                one.item.id.encode(): str(one.item.id) for one in key.entries if not one.left_out
            }
            for key in keys
        }
        self._items = {paper: tuple(counting) for paper, counting in self._counting.items()}
        self._gifts = {
            key.paper: frozenset(
                str(one.item.id) for one in key.entries if one.full_marks and not one.left_out
            )
            for key in keys
        }
        self._entries = {
            (key.paper, one.item.id.encode()): one for key in keys for one in key.entries
        }
        self._known: dict[str, dict[tuple[bytes, bytes], float | None]] = {
            key.paper: {} for key in keys
        }

    def attempt(self, one: Kept) -> Attempt:
        """Check a kept attempt again and mark it.

        Raises:
            CourseError: The file was changed after it was received, or its key is missing.
        """
        manifest = one.manifest
        paper = manifest["paper"]
        if paper not in self.forms:
            raise CourseError(
                f"{one.path}: the key of the paper that attempt {manifest['attempt']} answers is gone",
                hint="restore keys/ from a backup; the exam was built again after this was handed in",
            )
        rows = self.responses.rows(one)
        try:
            found = self._scores(paper, rows)
        except KeyError:  # an answer that was not met before
            self._judge(paper, rows)
            found = self._scores(paper, rows)
        if rows.items == self._items[paper]:
            scores = dict(zip(self._counting[paper].values(), found, strict=True))
        else:
            given = dict(zip(rows.items, found, strict=True))
            scores = {name: given.get(item) for item, name in self._counting[paper].items()}
        gifts = self._gifts[paper]
        if gifts:  # also to who left such a question blank
            answered = {
                item.decode()
                for item, answer in zip(rows.items, rows.answers, strict=True)
                if answer != b"null"
            }
            scores |= dict.fromkeys(gifts, 1.0)
            gifts = gifts - answered
        return Attempt(
            number=manifest["attempt"],
            form=self.forms[paper],
            started_at=datetime.fromisoformat(manifest["started_at"]),
            ended_at=datetime.fromisoformat(manifest["ended_at"]),
            received_at=one.entry.arrived,
            scores=scores,
            gifts=gifts,
            head=manifest["head"],
            by_table=one.entry.by_table,
            run=one.entry.run,
            entered_by=one.entered_by,
        )

    def _scores(self, paper: str, rows: Rows) -> list[float | None]:
        known = self._known[paper]
        return list(map(known.__getitem__, zip(rows.items, rows.answers, strict=True)))

    def _judge(self, paper: str, rows: Rows) -> None:
        known = self._known[paper]
        if len(known) > _KNOWN:
            known.clear()
        for place in zip(rows.items, rows.answers, strict=True):
            if place not in known:
                known[place] = earned(self._entries[paper, place[0]], json.loads(place[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grader:
    """Grades one person; what several processes are given."""

    opened: OpenCourse
    marker: Marker
    manual: ManualMarks
    exams: tuple[str, ...]
    strangers: Mapping[str, int]
    released: Mapping[str, datetime]
    exceptions: Exceptions

    def grade(self, person: str) -> CourseGrade:
        attempts: dict[str, list[Attempt]] = {}
        for one in self.marker.responses.of(person):
            if one.place[0] in self.exams:
                attempts.setdefault(one.place[0], []).append(self.marker.attempt(one))
        course = self.opened.course
        grades: list[ExamGrade] = [
            replace(
                grade_exam(
                    person,
                    attempts.get(one.id, []),
                    course,
                    one,
                    self.manual.of(person, one.id),
                    strangers=self.strangers.get(one.id, 0),
                    released=self.released.get(one.id),
                    granted=self.exceptions.granted_to(person, one.id),
                    voided=self.exceptions.voided(person, one.id),
                ),
                comment=self.manual.comments.get((person, one.id), ""),
            )
            for one in course.exams
            if one.id in self.exams
        ]
        return grade_course(person, course, grades)


def grade_all(
    opened: OpenCourse,
    *,
    now: datetime,
    identity: Path | None = None,
    workers: int = 1,
    keys: Mapping[str, Sequence[Key]] | None = None,
    corrections: Mapping[str, Sequence[Correction]] | None = None,
    without_strangers: bool = False,
    received: Received | None = None,
    advance: Advance = unwatched,
) -> Graded:
    """Grade everyone on the roster. Nothing is written.

    Args:
        opened: The course.
        now: The instant that is noted.
        identity: File of an instructor's age identity, in place of the course's own.
        workers: Processes to grade with.
        keys: Keys by exam that are used in place of the locked ones.
        corrections: What regrades decided of their items, by exam, in place of the log's.
        without_strangers: Leave accepted work out that belongs to nobody on the roster.
        received: What is graded in place of what the course received.
        advance: Told how many people are graded.

    Raises:
        UnclaimedWorkError: Accepted work belongs to nobody, and it is not to be left out.
        CourseError: No exam was built; a kept file was changed; a mark by hand does not fit.
        KeyFileError: The keys do not open.
    """
    course, folder = opened.course, opened.folder
    used = {
        one.id: list((keys or {}).get(one.id) or read_keys(folder, one.id, identity))
        for one in course.exams
        if (folder.keys / f"{one.id}.key.age").exists()
    }
    if not used:
        raise nothing_built(course)
    received = received or received_of(folder)
    responses, exceptions = received.responses, received.exceptions
    keys_are_there(course, set(used), responses.entries)
    nobodys = unclaimed(folder, responses.entries, opened.people, [one.id for one in course.exams])
    if not without_strangers:
        refuse(nobodys, former_people(folder, opened.people))
    grader = _Grader(
        opened=opened,
        marker=Marker([key for each in used.values() for key in each], responses),
        manual=marks_by_hand(opened),
        exams=tuple(used),
        strangers=Counter(one.exam for one in nobodys if one.attempts and not one.on_roster),
        released=first_releases(folder),
        exceptions=exceptions,
    )
    graded: list[CourseGrade] = []
    for each in crew.each(grader.grade, list(opened.people), workers, many=MANY):
        graded.append(each)
        advance(len(graded), len(opened.people))
    grades = tuple(graded)
    decided = {
        name: in_force(each, (corrections or {}).get(name, standing_corrections(folder, name)))
        for name, each in used.items()
    }
    return Graded(
        course=course.id,
        graded_at=now.isoformat(timespec="seconds"),
        grades=grades,
        rules={
            one.id: stated_rules(
                course, one, grades, nobodys, decided[one.id], exceptions.rules(one.id)
            )
            for one in course.exams
            if one.id in used
        },
        banks={name: {key.form: key.bank_digest for key in each} for name, each in used.items()},
        ungraded=tuple(one.id for one in course.exams if one.id not in used),
        unclaimed=nobodys,
    )
