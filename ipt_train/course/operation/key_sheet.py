"""The papers of an exam with their keys and rationales, for instructors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.core.model import Reference
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.core.correction import Correction, of_items
from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.answers import corrections_of
from ipt_train.course.operation.build_exam import bank_names
from ipt_train.course.operation.course import OpenCourse
from ipt_train.errors import IptTrainError, UsageError
from ipt_train.exam.core.answer_lines import answer_lines, question_text
from ipt_train.exam.core.key import Key, KeyEntry
from ipt_train.exam.core.right_response import right_response
from ipt_train.plural import counted
from ipt_train.report.marked import MarkedQuestion, MarkedSheet
from ipt_train.report.section import KeyFigure
from ipt_train.report.text import dated

_LEAD = "This is the key: whoever has it can answer the exam. It is for instructors only."


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamKeys:
    """The papers of an exam with their keys.

    Attributes:
        exam: The exam.
        sheet: The papers, to be read.
        keys: Item, revision and key of each question, by form, as plain data; ``right`` lists wholly
            right answers in the paper's labels, the key's own first, as a hand-in spells them.
    """

    exam: str
    sheet: MarkedSheet
    keys: dict[str, list[dict[str, object]]]


def exam_keys(
    opened: OpenCourse,
    exam: Exam,
    shelf: Shelf,
    *,
    form: str = "",
    identity: Path | None = None,
) -> ExamKeys:
    """Return the papers of an exam with keys, rationales and what regrades decided.

    Args:
        opened: The course.
        exam: The exam.
        shelf: Where banks are found, whose bibliography names the sources.
        form: The letter of one form; empty for all.
        identity: File of an instructor's age identity, in place of the course's own.

    Raises:
        CourseError: The exam was not built.
        KeyFileError: The keys do not open.
        UsageError: There is no such form.
    """
    keys = read_keys(opened.folder, exam.id, identity)
    chosen = [key for key in keys if form.upper() in ("", key.form)]
    if not chosen:
        forms = ", ".join(key.form for key in keys)
        raise UsageError(f"`{exam.id}` has no form `{form}`", hint=f"choose one of {forms}")
    decided = of_items(corrections_of(opened, exam.id, identity=identity))
    works = _bibliography(opened, shelf)
    several = len(chosen) > 1
    sheet = MarkedSheet(
        title=f"Key: {exam.title}",
        subtitle=f"{opened.course.title}, {exam.id}",
        lead=_LEAD,
        facts=tuple(
            KeyFigure(
                label=f"Form {key.form}",
                value=counted(len(key.entries), "question"),
                note=f"paper {key.paper[:16]}",
            )
            for key in chosen
        ),
        questions=tuple(
            _question(number, entry, decided, works, f"Form {key.form}, " if several else "")
            for key in chosen
            for number, entry in enumerate(key.entries, 1)
        ),
    )
    return ExamKeys(exam=exam.id, sheet=sheet, keys={key.form: _plain(key) for key in chosen})


def _bibliography(opened: OpenCourse, shelf: Shelf) -> Mapping[str, Reference]:
    """Return the works of the banks; none where a bank cannot be used now, which stops no key."""
    try:
        return load_library(shelf, bank_names(opened)).library.bibliography
    except IptTrainError:
        return {}


def _question(
    number: int,
    entry: KeyEntry,
    decided: Mapping[str, Sequence[Correction]],
    works: Mapping[str, Reference],
    form: str,
) -> MarkedQuestion:
    item = entry.item
    told = [
        ("Regraded", dated(f"{one.words[0].upper()}{one.words[1:]}."))
        for one in decided.get(str(item.id), ())
    ]
    names = "; ".join(f"{label} is {name}" for label, name in _names(entry))
    sources = [works[name].citation if name in works else name for name in item.references]
    notes = [
        *told,
        ("Item", f"`{item.id}`, revision {item.revision}, {item.domain}, {item.level}"),
        ("Ids on this paper", names),
        ("Remember", item.explanation),
        ("Sources", "\n".join(sources)),
    ]
    heading = f"{form}question {number}"
    return MarkedQuestion(
        heading=heading[0].upper() + heading[1:],
        result=", ".join(one.what for one in decided.get(str(item.id), ())),
        scene=item.scene,
        stem=question_text(item),
        lines=answer_lines(entry, every=True),
        notes=tuple((label, text) for label, text in notes if text),
    )


def _names(entry: KeyEntry) -> list[tuple[str, str]]:
    """Return what stands on the paper beside the ids of the bank, by which second keys are named."""
    pairs = [*entry.prompts.items(), *entry.options.items()]
    return [(label, name) for label, name in pairs if label != name]


def _plain(key: Key) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "item": str(entry.item.id),
            "revision": entry.item.revision,
            "type": str(entry.item.type),
            "credit": str(entry.item.credit),
            "options": entry.options,
            "prompts": entry.prompts,
            "right": [right_response(entry, item) for item in (entry.item, *entry.also)],
            "left_out": entry.left_out,
            "full_marks": entry.full_marks,
            "stem": question_text(entry.item),
            "lines": answer_lines(entry, every=True),
            "explanation": entry.item.explanation,
            "references": [str(one) for one in entry.item.references],
        }
        for number, entry in enumerate(key.entries, 1)
    ]
