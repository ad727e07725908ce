"""How an exam that was built looks."""

from ipt_train.course.operation.build_exam import BuiltExam
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def show_built(screen: Screen, exam: BuiltExam, instructors: int) -> None:
    """Show the papers of an exam, its key, and how its items are spread.

    Args:
        screen: Where to.
        exam: The exam.
        instructors: For how many the key was locked.
    """
    for path, form in zip(exam.papers, exam.digests, strict=True):
        screen.row(f"form {form}", f"{path}, digest {exam.digests[form][:16]}", style="bold")
    screen.row("key", f"{exam.key}, locked for {instructors}", style="bold")
    screen.row("seed", f"{exam.seed}; with the same banks it gives the same papers", style="bold")
    levels = sorted({level for row in exam.table.values() for level in row})
    rows = [
        [domain, *(str(row.get(level, 0)) for level in levels), str(sum(row.values()))]
        for domain, row in exam.table.items()
    ]
    screen.table(["domain", *levels, "all"], rows)
    if exam.shared:
        screen.line(
            f"The pool of {exam.pool} items is too small for separate forms: {len(exam.shared)}"
            " items stand in more than one."
        )
    if exam.also_in:
        screen.line(
            f"The pool of {exam.pool} items is too small to keep exams apart:"
            f" {counted(len(exam.also_in), 'item stands', 'items stand')} in another exam too."
        )
        for item, exams in exam.also_in.items():
            screen.line(f"{item}: also in {', '.join(exams)}", indent=1)
    for note in exam.notes:
        screen.line(f"{note[0].upper()}{note[1:]}.")


def public_notes(exam: BuiltExam) -> list[str]:
    """Return a warning where every item of an exam stands in banks that learners have."""
    if not exam.items or exam.public < exam.items:
        return []
    return [
        f"ipt-train: note: every item of `{exam.exam}` is in a bank that comes with the program: anyone who has the program can look up each answer; list banks that learners do not have under `banks` in course.yaml if that matters"
    ]


def first_notes(exam: BuiltExam | None) -> list[str]:
    """Return what is to be said of an exam that was built on the way to handing it out."""
    if exam is None:
        return []
    forms = counted(len(exam.digests), "form")
    built = (
        f"ipt-train: note: built `{exam.exam}` first: {forms} of {counted(exam.items, 'item')} altogether, "
        f"seed {exam.seed}; `ipt-train course key {exam.exam}` shows it with its key"
    )
    return [built, *public_notes(exam)]
