"""``course exam``: papers and their keys."""

from typing import Annotated

import typer

from ipt_train.course.command.course import HERE, CourseFolder, app, opened_course
from ipt_train.shell.group import group
from ipt_train.shell.options import Json, Plain, runtime

exam_app = group("Build the papers of an exam.", "course exam build")
app.add_typer(exam_app, name="exam")


@exam_app.command()
def build(
    context: typer.Context,
    exam: Annotated[str | None, typer.Argument(metavar="[EXAM]", help="Id of the exam.")] = None,
    forms: Annotated[
        int | None, typer.Option("--forms", min=1, max=26, help="Number of parallel forms.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="Seed; else the course's, else a new one.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Build anew over papers that are there.")
    ] = False,
    course: CourseFolder = HERE,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Build an exam: papers without any key to hand out, and the key locked for instructors.

    \b
    Examples:
      ipt-train course exam build --forms 2 --seed 7
      ipt-train course exam build final --course autumn-2026
    """
    import secrets
    from dataclasses import asdict

    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.operation.build_exam import build_exam
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    opened = opened_course(world, course)
    chosen = opened.course.exam(exam)
    if seed is None:
        seed = chosen.seed if chosen.seed is not None else secrets.randbelow(2**31)
    built = build_exam(opened, chosen, shelf_of(world), seed=seed, forms=forms, replace=replace)
    if json:
        typer.echo(envelope("course exam build", asdict(built)))
        return
    screen = world.screen(plain=plain)
    for path, form in zip(built.papers, built.digests, strict=True):
        screen.row(f"form {form}", f"{path}, digest {built.digests[form][:16]}", style="bold")
    screen.row("key", f"{built.key}, locked for {len(opened.course.instructors)}", style="bold")
    screen.row("seed", f"{built.seed}; with the same banks it gives the same papers", style="bold")
    levels = sorted({level for row in built.table.values() for level in row})
    rows = [
        [domain, *(str(row.get(level, 0)) for level in levels), str(sum(row.values()))]
        for domain, row in built.table.items()
    ]
    screen.table(["domain", *levels, "all"], rows)
    if built.shared:
        screen.line(
            f"The pool of {built.pool} items is too small for separate forms: {len(built.shared)}"
            " items stand in more than one."
        )
