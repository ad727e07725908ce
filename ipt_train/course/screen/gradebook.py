"""What is said of a gradebook beside its text."""

from collections.abc import Iterator

from ipt_train.course.operation.gradebook_file import GradebookFile


def gradebook_notes(book: GradebookFile) -> list[str]:
    """Return what is to be said of a gradebook: whose work is not in it, what was made void or
    granted, then one fact a line."""
    strangers = (f"belongs to nobody: {work}" for work in book.unclaimed)
    return [*strangers, *book.exceptions, *_facts(book)]


def _facts(book: GradebookFile) -> Iterator[str]:
    for name, value in book.summary.items():
        label = name.replace("_", " ")
        for fact in value if isinstance(value, list) else [value]:
            yield f"{label}: {fact:g}" if isinstance(fact, float) else f"{label}: {fact}"
