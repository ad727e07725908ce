"""The papers of a course's exams, as they are handed out: no key is in them."""

from pathlib import Path

from ipt_train.course.exchange.file import read_json
from ipt_train.course.exchange.folder import Folder
from ipt_train.exam.core.paper import Paper, read_paper


def paper_files(folder: Folder, exam: str | None = None) -> list[Path]:
    """Return the files of the papers of a course, or of one exam, in order of their names."""
    return sorted(folder.papers.glob(f"{exam or '*'}-[A-Z].json"))


def paper_in(path: Path) -> Paper:
    """Read a paper.

    Raises:
        PaperError: It is none.
        CourseError: The file cannot be read.
    """
    return read_paper(read_json(path))


def papers_of(folder: Folder, exam: str | None = None) -> dict[str, Paper]:
    """Return the papers of a course, or of one exam, by their digests.

    Raises:
        PaperError: One of the files is not a paper.
        CourseError: One of the files cannot be read.
    """
    papers = map(paper_in, paper_files(folder, exam))
    return {paper.digest: paper for paper in papers if exam in (None, paper.exam)}
