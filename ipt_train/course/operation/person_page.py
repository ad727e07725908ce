"""The story of one person as a report: the same facts for the screen and for a page."""

from collections.abc import Iterator

from ipt_train.course.operation.person_story import AttemptStory, ExamStory, PersonStory
from ipt_train.figure.rounding import percent
from ipt_train.plural import counted
from ipt_train.rating.core.safety import SAFETY
from ipt_train.report.section import Figure, KeyFigure, Page, Section, SectionTable
from ipt_train.report.text import dated, day_words

FOOT = "With a name: for the course's own use, and for the person it is about. Grades follow the rules in course.yaml; answers to an exam do not show that someone can practise IPT."
Fact = tuple[str, str]
_COLUMNS = ("Detail", "Recorded")


def person_page(story: PersonStory) -> Page:
    """Return the story of one person as a report, a section an exam and one of what was shared."""
    groups = [f"{name} {value}" for name, value in story.groups.items() if name != "namesake"]
    result = story.threshold or _passed(story.passed)
    return Page(
        title=story.name,
        subtitle=", ".join(filter(None, [story.id, story.email, story.pseudonym, *groups])),
        lead=f"{SAFETY} ({'; '.join(story.safety)})" if story.safety else "",
        facts=(
            KeyFigure(label="Course grade", value=_share(story.share), note=result),
            KeyFigure(
                label="Handed in", value=str(sum(len(exam.attempts) for exam in story.exams))
            ),
            KeyFigure(label="Refused", value=str(len(story.refused))),
        ),
        sections=(*map(_exam, story.exams), _files(story), _shared(story)),
        foot=FOOT,
    )


def _exam(exam: ExamStory) -> Section:
    grade: list[Fact] = [("Grade", f"{_share(exam.share)}{_also(_passed(exam.passed))}")]
    if exam.due:
        grade.append(("Due", dated(exam.due)))
    if exam.minutes:
        grade.append(("Time", f"{exam.minutes} minutes"))
    grade.append(("Extension", dated(exam.extension) or "none"))
    for item, mark in exam.by_hand:
        grade.append((f"Mark by hand{_also(item)}", percent(mark)))
    if exam.comment:
        grade.append(("Comment", exam.comment))
    if exam.note:
        grade.append(("Note", dated(exam.note)))
    tables = [
        SectionTable(
            caption=f"{exam.title} as a whole", columns=_COLUMNS, words=True, rows=tuple(grade)
        )
    ]
    for attempt in exam.attempts:
        caption = f"{exam.title}, attempt {attempt.number}"
        rows = tuple(_attempt(attempt))
        tables.append(SectionTable(caption=caption, columns=_COLUMNS, words=True, rows=rows))
    return Section(
        heading=f"{exam.title} ({exam.exam})",
        lead=_lead(exam),
        figures=tuple(Figure(table=table) for table in tables),
    )


def _lead(exam: ExamStory) -> str:
    if not exam.built:
        return "It has not been built yet."
    if not exam.attempts:
        return "Nothing was handed in."
    return f"{counted(len(exam.attempts), 'attempt')} handed in."


def _attempt(attempt: AttemptStory) -> Iterator[Fact]:
    counts = "the grade comes from it" if attempt.counted else "the grade does not come from it"
    yield f"Attempt {attempt.number}", f"form {attempt.form}; {counts}" if attempt.form else counts
    if not attempt.entered:  # of what was entered nobody knows it
        yield "Begun", f"{dated(attempt.started)}, by the learner's clock"
        yield "Ended", f"{dated(attempt.ended)}, by the learner's clock"
    yield "Arrived", f"{dated(attempt.arrived)}, by {attempt.arrived_by}"
    yield "Answered", f"{attempt.answered}, {attempt.blank} left blank"
    yield "Marks before lateness", _share(attempt.raw)
    late = f"{attempt.late_minutes} minutes" if attempt.late_minutes else "no"
    yield "Late", late
    if attempt.over_minutes:
        yield "Over the time", f"{attempt.over_minutes} minutes, which take nothing off"
    if attempt.share != attempt.raw:
        yield "After lateness", _share(attempt.share)
    if attempt.note:
        yield "Note", dated(attempt.note)
    yield "Receipt", f"for the file with digest {attempt.receipt[:16]}"


def _files(story: PersonStory) -> Section:
    key = f"Signing key {story.key} ({story.key_how})." if story.key else "No signing key yet."
    figures: tuple[Figure, ...] = ()
    if story.refused:
        rows = tuple(
            (refused.file, dated(refused.seen), dated(refused.why)) for refused in story.refused
        )
        columns = ("File", "First seen", "Why it was refused")
        figures = (Figure(table=SectionTable(caption="Refused files", columns=columns, rows=rows)),)
    lead = "" if story.refused else " No file was refused."
    return Section(heading="Signing key and refused files", lead=f"{key}{lead}", figures=figures)


def _shared(story: PersonStory) -> Section:
    rows: list[Fact] = []
    if (study := story.progress) is not None:
        rows += [
            ("Study, as of", day_words(study.day)),
            ("Answers in 30 days", str(sum(study.answers))),
            ("Questions met", f"{study.seen} of {study.items}"),
            ("Due reviews recalled", f"{study.retained} of {study.reviews}"),
            *((f"Recall, {name}", percent(recall, 0)) for name, recall in study.recalls.items()),
        ]
    rows += [(f"Rating {number}", session) for number, session in enumerate(story.ratings, 1)]
    rows += [("Cannot be used", words) for words in story.unusable]
    table = SectionTable(caption="What was shared", columns=_COLUMNS, words=True, rows=tuple(rows))
    return Section(
        heading="Shared voluntarily",
        lead="" if rows else "Neither progress nor ratings were shared.",
        figures=(Figure(table=table),) if rows else (),
        note="Study is practice and does not count towards a mark." if study else "",
    )


def _share(share: float | None) -> str:
    return "no grade" if share is None else percent(share)


def _passed(passed: bool | None) -> str:
    return "" if passed is None else "pass" if passed else "not passed"


def _also(words: str) -> str:
    return f", {words}" if words else ""
