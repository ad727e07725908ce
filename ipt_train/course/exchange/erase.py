"""Erasing one person from the files of a course; everybody else's lines stay as they are."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from ipt_train.course.exchange.file import read
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.handed_out import read_handed_out
from ipt_train.errors import OutputError
from ipt_train.exam.core.canonical import canonical
from ipt_train.files import CHECK_SPACE, write_whole

ERASED = "(erased)"


def erase_files(folder: Folder, person: str) -> list[str]:
    """Erase a person's pages, letters, marked exams and lines of results; return what was erased.

    The course must be locked.

    Args:
        folder: The course.
        person: The pseudonym.

    Raises:
        CourseError: A file cannot be read, or is not as the program wrote it.
        OutputError: A file cannot be removed or written.
    """
    gone = [*_pages(folder, person), *_feedback(folder, person)]
    for path in gone:
        try:
            path.unlink()
        except OSError as error:
            raise OutputError(
                f"{path} cannot be removed: {error.strerror}", hint=CHECK_SPACE
            ) from None
    changed = [path for path in sorted(folder.results.glob("*.csv")) if _without(path, person)]
    changed += [path for path in sorted(folder.feedback.glob("*/*.csv")) if _without(path, person)]
    grades = folder.results / "grades.json"
    if grades.exists() and _without_grades(grades, person):
        changed.append(grades)
    if _handed_out(folder, person):
        changed.append(folder.handed_out)
    root = folder.root
    return [
        *(f"{path.relative_to(root)}" for path in gone),
        *(f"lines of {path.relative_to(root)}" for path in changed),
    ]


def naming(folder: Folder, texts: tuple[str, ...]) -> list[Path]:
    """Return the files of results that still hold one of the texts, as far as they can be read."""
    wanted = [text.encode() for text in texts if text]
    return [
        path
        for path in sorted(folder.results.rglob("*"))
        if path.is_file() and any(text in read(path) for text in wanted)
    ]


def _pages(folder: Folder, person: str) -> Iterator[Path]:
    """Yield the pages that are for a person, each with its letter."""
    for page in sorted(folder.hand_out.rglob("*.html")):
        if person.encode() in read(page):
            yield page
            kind, _, name = page.stem.partition("-")
            begins = "print-letter" if kind == "print" else "letter"
            letter = page.with_name(f"{begins}-{name}.txt")
            if letter.exists():
                yield letter


def _feedback(folder: Folder, person: str) -> Iterator[Path]:
    """Yield the marked exams of a person, which bear the pseudonym in their names."""
    for path in sorted(folder.feedback.rglob("*")):
        if path.is_file() and person in path.name:
            yield path


def _without(path: Path, person: str) -> bool:
    """Take the lines of a person out of a table; say whether any named the person."""
    text = read(path).decode("utf-8", "surrogateescape")
    if person not in text:
        return False
    files = (f"-{person}.html", f"-{person}.exam.json")
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\r\n" if "\r\n" in text else "\n")
    for row in csv.reader(io.StringIO(text, newline="")):
        if not any(cell == person or cell.endswith(files) for cell in row):
            writer.writerow([cell.replace(person, ERASED) for cell in row])
    write_whole(path, kept.getvalue().encode("utf-8", "surrogateescape"))
    return True


def _without_grades(path: Path, person: str) -> bool:
    """Take a person out of the grades as JSON; say whether they were there. What is no JSON stays."""
    data = read(path)
    if person.encode() not in data:
        return False
    try:
        graded = json.loads(data)
        for part in ("grades", "unclaimed"):
            graded[part] = [one for one in graded[part] if one["person"] != person]
    except (ValueError, KeyError, TypeError):
        return False
    write_whole(path, canonical(graded).replace(person.encode(), ERASED.encode()) + b"\n")
    return True


def _handed_out(folder: Folder, person: str) -> bool:
    """Take the lines of a person out of the log of handouts; say whether there were any."""
    entries = read_handed_out(folder)
    if not any(one.person == person for one in entries):
        return False
    lines = [line for line in read(folder.handed_out).split(b"\n") if line]
    kept = [line for one, line in zip(entries, lines, strict=True) if one.person != person]
    write_whole(folder.handed_out, b"".join(line + b"\n" for line in kept), private=True)
    return True
