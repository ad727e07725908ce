"""How attempts made void or granted, and a person who was forgotten, look."""

from ipt_train.course.operation.forget import ForgottenPerson
from ipt_train.course.operation.grant import GrantedAttempt
from ipt_train.course.operation.void import VoidedAttempt


def void_lines(result: VoidedAttempt) -> list[str]:
    """Say which attempt was made void, or would be, and what follows."""
    word = "is" if result.done else "would be"
    lines = [
        f"attempt {result.attempt} at {result.exam} by {result.person} {word} void "
        f"(arrived {result.arrived}, in {result.file})"
    ]
    if result.key:
        lines.append(f"the key {result.key} {word} free: {result.person} may hand in with another")
    if result.released:
        lines.append(
            f"its marked exam was released: `ipt-train course release {result.exam}` again after grading"
        )
    if not result.done:
        return [*lines, "nothing was changed; --do with --by WHO --reason WHY does it"]
    return [*lines, "collect the right file with `ipt-train course collect DIR`, then grade again"]


def grant_lines(result: GrantedAttempt) -> list[str]:
    """Say how many attempts a person has now, and what the rules make of the next."""
    lines = [f"{result.person} has {result.allowed} attempts at {result.exam}"]
    if result.rule == "first":
        lines.append(
            "the exam counts the attempt that arrived first: if the new one is to count, make that one void: "
            f"`ipt-train course void {result.person} --exam {result.exam}`"
        )
    if result.over:
        lines.append(
            f"the exam was due {result.due}: without an extension in course.yaml the attempt is late"
        )
    return [
        *lines,
        f"a page for it: `ipt-train course hand-out {result.exam} --attempt {result.allowed} "
        f"--only {result.person}`",
    ]


def forgotten_lines(result: ForgottenPerson) -> list[str]:
    """Say what was erased, and what stays where."""
    rows = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in result.rows.items())
    return [
        f"erased {result.id} ({result.person})",
        f"from course.db: {rows or 'nothing'}",
        *(f"erased: {file}" for file in result.files),
        *(f"stays: {sentence}" for sentence in result.stays),
    ]
