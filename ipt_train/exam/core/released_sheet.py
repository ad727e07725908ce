"""A marked exam as a sheet to be read: on a page or in the terminal."""

from collections.abc import Collection

from ipt_train.exam.core.released import (
    ReleasedAttempt,
    ReleasedExam,
    ReleasedQuestion,
    ReleaseLevel,
)
from ipt_train.figure.rounding import percent, points
from ipt_train.report.marked import AnswerVerdict, MarkedQuestion, MarkedSheet
from ipt_train.report.section import KeyFigure
from ipt_train.report.text import dated, day_words

FOOT = (
    "Answers to an exam show knowledge on one day. They do not show that someone can practise IPT. "
    "Questions and rationales belong to the exam: please do not pass them on."
)
_LEADS = {
    ReleaseLevel.MARKS: "Your marks. The questions and their keys are not released.",
    ReleaseLevel.KEYS: "Your answers beside the key.",
    ReleaseLevel.RATIONALES: "Your answers beside the key, why each is right or wrong, and where to read more.",
}


def sheet_of(released: ReleasedExam, name: str = "") -> MarkedSheet:
    """Return a marked exam as a sheet.

    Args:
        released: The exam.
        name: The person's name, where it is known; the file has the pseudonym only.
    """
    several = sum(bool(one.questions) for one in released.attempts) > 1
    attempts = released.attempts if len(released.attempts) > 1 else ()
    told = {f"attempt {one.number}: {one.note}" for one in attempts if one.note}
    notes = "; ".join(_without(released.note, told))
    remarks = [f"{notes[0].upper()}{notes[1:]}."] if notes else []
    remarks += [_attempt(one) for one in attempts]
    return MarkedSheet(
        title=f"{released.title}: {released.course_title}",
        subtitle=", ".join(
            filter(
                None, (name, released.person, f"released {day_words(released.released_at[:10])}")
            )
        ),
        lead=_LEADS[released.level],
        facts=tuple(_facts(released)),
        remarks=tuple(map(dated, remarks)),
        questions=tuple(
            _question(question, f" (attempt {attempt.number})" if several else "")
            for attempt in released.attempts
            for question in attempt.questions
        ),
        rules=tuple(map(dated, released.rules)),
        foot=FOOT,
    )


def _without(note: str, told: Collection[str]) -> list[str]:
    """Return a note without the sentences that each attempt says of itself."""
    for one in sorted(told, key=len, reverse=True):
        note = note.replace(one, "")
    return [part for part in note.strip("; ").split("; ") if part]


def _facts(released: ReleasedExam) -> list[KeyFigure]:
    passed = {None: "", True: "passed", False: "not passed"}[released.passed]
    grade = "no grade" if released.share is None else percent(released.share)
    facts = [KeyFigure(label="Your grade", value=grade, note=passed)]
    counted = [one for one in released.attempts if one.counted and one.questions]
    if len(counted) == 1:
        asked = [one for one in counted[0].questions if one.counts]
        marks = sum(one.mark or 0.0 for one in asked)
        taken = counted[0].raw is not None and counted[0].raw != counted[0].share
        note = f"of {len(asked)}{', before what was taken off' if taken else ''}"
        facts.append(KeyFigure(label="Your marks", value=points(marks), note=note))
    standing = released.standing
    if standing is not None:
        facts.append(
            KeyFigure(
                label="The class",
                value=percent(standing.median, 0),
                note=f"median of {standing.people} people; the middle half lies from {percent(standing.lower, 0)} to {percent(standing.upper, 0)}",
            )
        )
    return facts


def _attempt(attempt: ReleasedAttempt) -> str:
    share = "no grade" if attempt.share is None else percent(attempt.share)
    which = "which counts" if attempt.counted else "which does not count"
    note = f"; {attempt.note}" if attempt.note else ""
    return f"Attempt {attempt.number}, form {attempt.form}: {share}, {which}{note}."


def _question(question: ReleasedQuestion, attempt: str) -> MarkedQuestion:
    notes = [("Regraded", f"{text[0].upper()}{dated(text[1:])}.") for text in question.regraded]
    if question.explanation:
        notes.append(("Remember", question.explanation))
    if question.sources:
        notes.append(
            ("Sources" if len(question.sources) > 1 else "Source", "\n".join(question.sources))
        )
    blank = question.stem and question.mark is None
    return MarkedQuestion(
        heading=f"Question {question.number}{attempt}",
        result=_result(question),
        verdict=_verdict(question),
        scene=question.scene,
        stem=question.stem,
        lines=question.lines,
        notes=(*([("Your answer", "You left it blank.")] if blank else []), *notes),
    )


def _result(question: ReleasedQuestion) -> str:
    """Say in words what a question earned."""
    if not question.counts:
        return "does not count"
    by_hand = ", by hand" if question.by_hand else ""
    if question.mark is None:
        return "left blank, no marks"
    if question.mark in (0.0, 1.0):
        said = "right, " if question.right else "" if question.mark else "wrong, "
        return f"{said}{question.mark:g} of 1 mark{by_hand}"
    return f"partly right, {points(question.mark)} of 1 mark{by_hand}"


def _verdict(question: ReleasedQuestion) -> AnswerVerdict:
    if not question.counts:
        return AnswerVerdict.NEITHER
    return AnswerVerdict.RIGHT if question.mark == 1.0 else AnswerVerdict.WRONG
