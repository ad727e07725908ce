"""Building an exam: papers to hand out, and their keys locked for the instructors."""

import json
from dataclasses import dataclass
from pathlib import Path

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.operation.library import load_library
from ipt_train.bank.source.blueprint import read_blueprint
from ipt_train.bank.source.shelf import Shelf
from ipt_train.course.core.course import Exam
from ipt_train.course.exchange.file import read, read_json
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.operation.course import OpenCourse, beside
from ipt_train.errors import CourseError, IptTrainError, OutputError, PaperError
from ipt_train.exam.core.assemble import assemble
from ipt_train.exam.core.canonical import canonical
from ipt_train.exam.core.key import Key, key_of, read_key
from ipt_train.exam.core.paper import Paper, paper_of, read_paper
from ipt_train.exam.submission.seal import locked, opened
from ipt_train.files import read_secret, write_whole

KEYS = "ipt-keys/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltExam:
    """An exam that was built.

    Attributes:
        exam: Its id.
        papers: The papers' files, and ``key`` the locked key's.
        digests: The digest of each paper by its form.
        table: Items of each domain and level, the same in every form.
        shared: Items that stand in several forms.
        pool: How many items could be used.
        seed: The seed, by which it can be built again.
    """

    exam: str
    papers: tuple[str, ...]
    key: str
    digests: dict[str, str]
    table: dict[str, dict[str, int]]
    shared: tuple[str, ...]
    pool: int
    seed: int


def build_exam(
    opened_course: OpenCourse,
    exam: Exam,
    shelf: Shelf,
    *,
    seed: int,
    forms: int | None = None,
    replace: bool = False,
) -> BuiltExam:
    """Build the papers of an exam and their key.

    Args:
        opened_course: The course.
        exam: The exam.
        shelf: Where banks and blueprints are found.
        seed: Chooses and orders items and options.
        forms: Number of forms, in place of the course's.
        replace: Build it again over papers that are there.

    Raises:
        OutputError: Other papers are there already; submissions are bound to them.
        AssemblyError: There are not enough items.
    """
    course, folder = opened_course.course, opened_course.folder
    library = load_library(shelf, bank_names(opened_course)).library
    blueprint = None
    if exam.blueprint:
        blueprint = read_blueprint(Path(beside(exam.blueprint, folder.root)), shelf)
    made = assemble(
        library.items(),
        seed=seed,
        blueprint=blueprint,
        length=exam.length,
        forms=forms or exam.forms,
    )
    papers = [
        paper_of(
            form,
            course=course.id,
            exam=exam.id,
            title=exam.title,
            minutes=exam.minutes,
            opens=exam.opens.isoformat() if exam.opens else "",
            due=exam.due.isoformat() if exam.due else "",
        )
        for form in made.forms
    ]
    files = {folder.papers / f"{exam.id}-{paper.form}.json": paper for paper in papers}
    old = set(folder.papers.glob(f"{exam.id}-[A-Z].json"))
    if old and not replace and {one.digest for one in papers} != {_digest(one) for one in old}:
        raise OutputError(
            f"the exam `{exam.id}` was built already, and this would be another",
            hint="submissions are bound to its papers; --replace builds it anew all the same",
        )
    known = lexicon_of(library)
    keys = [
        key_of(form, course=course.id, exam=exam.id, paper=paper.digest, known=known)
        for form, paper in zip(made.forms, papers, strict=True)
    ]
    file = write_keys(folder, exam.id, keys, course.instructors)
    for path in old - set(files):
        path.unlink()
    for path, paper in files.items():
        write_whole(path, canonical(paper.data()), make_folder=True)
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
        pool=made.pool,
        seed=seed,
    )


def write_keys(folder: Folder, exam: str, keys: list[Key], recipients: tuple[str, ...]) -> Path:
    """Lock the keys of an exam's forms for the instructors; return the file."""
    file = folder.keys / f"{exam}.key.age"
    data = {"format": KEYS, "keys": [one.data() for one in keys]}
    locked_keys = locked(canonical(data), recipients)
    write_whole(file, locked_keys, private=True, make_folder=True)
    return file


def read_keys(folder: Folder, exam: str, identity: Path | None = None) -> list[Key]:
    """Open the keys of an exam's forms with an instructor's identity.

    Args:
        folder: The course folder.
        exam: Id of the exam.
        identity: File of the identity; none stands for the one that the course was made with.

    Raises:
        CourseError: The exam was not built.
        KeyFileError: The identity cannot be used or does not open the key.
        PaperError: What was locked is no key.
    """
    file = folder.keys / f"{exam}.key.age"
    if not file.exists():
        raise CourseError(
            f"the exam `{exam}` was not built", hint="`ipt-train course exam build` builds it"
        )
    text = read_secret(identity or folder.identity)
    try:
        data = json.loads(opened(read(file), text))
        keys = data["keys"] if data["format"] == KEYS else None
    except (ValueError, KeyError, TypeError):
        keys = None
    if not isinstance(keys, list):
        raise PaperError(f"{file} holds no keys", hint="take it from a backup")
    return [read_key(one) for one in keys]


def papers_of(folder: Folder, exam: str | None = None) -> dict[str, Paper]:
    """Return the papers of a course, or of one exam, by their digests."""
    papers = (
        read_paper(read_json(path))
        for path in sorted(folder.papers.glob(f"{exam or '*'}-[A-Z].json"))
    )
    return {one.digest: one for one in papers if exam in (None, one.exam)}


def item_ids(folder: Folder, exam: str) -> frozenset[str] | None:
    """Return the ids of the items of an exam, of all its forms together; None if it was not built.

    They are those of the papers; where there are none or they cannot be read, those of the locked
    keys.

    Raises:
        PaperError: The key cannot be read.
        KeyFileError: The key does not open.
    """
    try:
        papers = papers_of(folder, exam)
    except IptTrainError:
        papers = {}
    if papers:
        return frozenset(one.item for paper in papers.values() for one in paper.questions)
    if not (folder.keys / f"{exam}.key.age").exists():
        return None
    return frozenset(str(one.item.id) for key in read_keys(folder, exam) for one in key.entries)


def bank_names(opened_course: OpenCourse) -> list[str]:
    """Return the banks of a course: ids, and files as seen from here."""
    root = opened_course.folder.root
    return [beside(name, root) for name in opened_course.course.banks]


def _digest(path: Path) -> str:
    return read_paper(read_json(path)).digest
