"""Building an exam: papers to hand out, and their keys locked for the instructors."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from pathlib import Path

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.blueprint import read_blueprint
from ipt_train.bank.source.pictures import pictures_of
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.course.core.course import Course, Exam
from ipt_train.course.exchange.build_record import (
    BuildRecord,
    read_build_record,
    write_build_record,
)
from ipt_train.course.exchange.keys import item_ids, write_keys
from ipt_train.course.exchange.papers import paper_files, paper_in
from ipt_train.course.operation.bound_papers import BoundPapers, bound_papers
from ipt_train.course.operation.build_again import built_again
from ipt_train.course.operation.course import OpenCourse, beside
from ipt_train.errors import OutputError
from ipt_train.exam.core.assemble import assemble
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.core.key import key_of
from ipt_train.exam.core.paper import Paper, paper_of
from ipt_train.files import write_whole

_DATES = "the papers keep the title, the time and the dates they were built with, but pages and grades go by course.yaml; --replace builds the papers with what course.yaml says now"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltExam:
    """An exam that was built.

    Attributes:
        exam: Its id.
        papers: The papers' files, and ``key`` the locked key's.
        digests: The digest of each paper by its form.
        table: Items of each domain and level, the same in every form.
        shared: Items that stand in several forms.
        also_in: Items that stand in other exams of the course too, since there are not enough,
            each with those exams; exams that may share items are not looked at.
        pool: How many items could be used.
        seed: The seed, by which it can be built again.
        items: How many items its forms have together.
        public: How many of its items stand in banks that learners have, the shipped ones.
        notes: What stays from before, a sentence each: keys, and what regrades decided.
    """

    exam: str
    papers: tuple[str, ...]
    key: str
    digests: dict[str, str]
    table: dict[str, dict[str, int]]
    shared: tuple[str, ...]
    also_in: dict[str, tuple[str, ...]]
    pool: int
    seed: int
    items: int = 0
    public: int = 0
    notes: tuple[str, ...] = ()


def build_exam(
    opened_course: OpenCourse,
    exam: Exam,
    shelf: Shelf,
    *,
    seed: int | None = None,
    forms: int | None = None,
    replace: bool = False,
    anyway: bool = False,
    identity: Path | None = None,
) -> BuiltExam:
    """Build the papers of an exam and their key.

    Args:
        opened_course: The course.
        exam: The exam.
        shelf: Where banks and blueprints are found.
        seed: Chooses and orders items and options. None is the course's; where it names none, that of
            the last build, unless it is replaced; else a new one.
        forms: Number of forms, in place of the course's, or of what was asked for last.
        replace: Build it again over papers that are there.
        anyway: Replace papers also where people were handed them, or answered them.
        identity: File of an instructor's age identity, in place of the course's own, to open the key
            that was locked before.

    Raises:
        OutputError: Other papers already exist; what was handed out and in is bound to them.
        CourseError: What was handed out or received cannot be read.
        AssemblyError: There are not enough items.
    """
    course, folder = opened_course.course, opened_course.folder
    library = load_library(shelf, bank_names(opened_course)).library
    blueprint = None
    if exam.blueprint:
        blueprint = read_blueprint(Path(beside(exam.blueprint, folder.root)), shelf)
    old = paper_files(folder, exam.id)
    last = BuildRecord() if replace else read_build_record(folder, exam.id)
    others = last.apart_from if old and not replace else _others(course, exam)
    seed = _seed(seed, exam.seed, last.seed)
    forms = forms or last.forms
    elsewhere = _items_of(opened_course, others)
    made = assemble(
        library.items(),
        seed=seed,
        blueprint=blueprint,
        length=exam.length,
        forms=forms or exam.forms,
        avoid=elsewhere,
    )
    pictures = pictures_of(item for form in made.forms for item in form.items)
    papers = [
        paper_of(
            form,
            course=course.id,
            exam=exam.id,
            title=exam.title,
            minutes=exam.minutes,
            opens=exam.opens.isoformat() if exam.opens else "",
            due=exam.due.isoformat() if exam.due else "",
            pictures=pictures,
        )
        for form in made.forms
    ]
    kept = None if replace else _same_questions(papers, [paper_in(path) for path in old])
    papers = kept or papers
    files = {folder.papers / f"{exam.id}-{paper.form}.json": paper for paper in papers}
    digests = {paper.digest for paper in papers}
    before = {paper_in(path).digest for path in old}
    bound = bound_papers(opened_course, exam.id, before, digests)
    _may_be_built(exam, bound, other=bool(before - digests), replace=replace, anyway=anyway)
    lexicon = lexicon_of(library)
    keys = [
        key_of(form, course=course.id, exam=exam.id, paper=paper.digest, known=lexicon)
        for form, paper in zip(made.forms, papers, strict=True)
    ]
    again = built_again(folder, exam.id, keys, identity)
    file = write_keys(folder, exam.id, again.keys, course.instructors)
    for path in set(old) - set(files):
        path.unlink()
    write_build_record(folder, exam.id, BuildRecord(seed=seed, forms=forms, apart_from=others))
    for path, paper in files.items():
        write_whole(path, canonical(paper.data()), make_folder=True)
    items = {(str(one.item.bank), str(one.item.id)) for key in keys for one in key.entries}
    table: dict[str, dict[str, int]] = {}
    for (domain, level), count in sorted(made.table.items()):
        table.setdefault(str(domain), {})[str(level)] = count
    return BuiltExam(
        exam=exam.id,
        papers=tuple(str(path) for path in files),
        key=str(file),
        digests={paper.form: paper.digest for paper in papers},
        table=table,
        shared=made.shared,
        also_in={item: tuple(sorted(elsewhere[item])) for item in made.repeated},
        pool=made.pool,
        seed=seed,
        items=len(items),
        public=len(items & _shipped(shelf)),
        notes=(*again.notes, *_lost(exam, bound), *([_DATES] if kept else [])),
    )


def _same_questions(papers: Sequence[Paper], before: Sequence[Paper]) -> list[Paper] | None:
    """Return the papers of before where only title, time or dates are others; else None."""
    by_form = {paper.form: paper for paper in before}
    if papers == before or by_form.keys() != {paper.form for paper in papers}:
        return None
    if any(by_form[paper.form].questions != paper.questions for paper in papers):
        return None
    return [by_form[paper.form] for paper in papers]


def _may_be_built(
    exam: Exam, bound: BoundPapers, *, other: bool, replace: bool, anyway: bool
) -> None:
    """Stop where papers would be lost that somebody may still need.

    Raises:
        OutputError: They would be.
    """
    if bound and not (replace and anyway):
        raise OutputError(
            f"this would be a different exam from the `{exam.id}` that was {bound.in_words()}",
            hint="with the original seed, banks and length you get the same papers; with --replace --anyway you get different ones, which must then be handed out again",
        )
    if other and not replace:
        raise OutputError(
            f"the exam `{exam.id}` has already been built, and this would be a different one",
            hint="nobody has its papers yet: --replace builds it again",
        )


def _lost(exam: Exam, bound: BoundPapers) -> tuple[str, ...]:
    """Return in a sentence whose papers and answers no longer count."""
    if not bound:
        return ()
    return (
        f"the papers that were {bound.in_words()} no longer count: hand the exam out again, with "
        f"`ipt-train course hand-out {exam.id}`",
    )


def _shipped(shelf: Shelf) -> set[tuple[str, str]]:
    """Return bank and item of everything that every learner has, as it comes with the program."""
    shipped = check(replace_fields(shelf, banks=shelf.banks[:1]), [])
    return {(str(item.bank), str(item.id)) for item in shipped.library().items()}


def _others(course: Course, exam: Exam) -> tuple[str, ...]:
    """Return the exams of a course that an exam is to have no item in common with."""
    return tuple(
        other.id
        for other in course.exams
        if other.id != exam.id and exam.id not in other.may_share and other.id not in exam.may_share
    )


def _items_of(opened_course: OpenCourse, exams: Iterable[str]) -> dict[str, list[str]]:
    """Return the items of exams that were built, each with its exams.

    Raises:
        PaperError: A key of one of them cannot be read, and its papers are gone.
        KeyFileError: The same, if it does not open.
    """
    of: dict[str, list[str]] = {}
    for exam in exams:
        for item in item_ids(opened_course.folder, exam) or ():
            of.setdefault(item, []).append(exam)
    return of


def _seed(*seeds: int | None) -> int:
    """Return the first seed that there is, else a new one."""
    return next((seed for seed in seeds if seed is not None), secrets.randbelow(2**31))


def bank_names(opened_course: OpenCourse) -> list[str]:
    """Return the banks of a course: ids, and files as seen from here."""
    root = opened_course.folder.root
    return [beside(name, root) for name in opened_course.course.banks]
