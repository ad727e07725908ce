"""``course exam``: papers and their keys."""

from typing import Annotated, Any

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import HERE, CourseFolder, Identity
from ipt_train.shell.group import group
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies

exam_app = group("Build the papers of an exam.", "course exam build")
app.add_typer(exam_app, name="exam")


@exam_app.command()
@replies()
def build(
    context: typer.Context,
    exam: Annotated[str | None, typer.Argument(metavar="[EXAM]", help="Id of the exam.")] = None,
    forms: Annotated[
        int | None, typer.Option("--forms", min=1, max=26, help="Number of parallel forms.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", min=0, help="Seed; if not given, the course's or last time's."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace existing papers with new ones.")
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="With --replace: even if people have the papers.")
    ] = False,
    course: CourseFolder = HERE,
    identity: Identity = None,
) -> Reply:
    """Build an exam: papers to hand out, and a locked key.

    The papers contain no key. It is locked for the instructors named in course.yaml. Build an exam
    again to lock the key for one more instructor: the papers stay the same, a paper that stays the
    same keeps its key, and what `course regrade` decided stays in force.

    Existing papers are replaced only with --replace. If people were handed
    the old ones or have answered them, the command lists these people and needs --anyway as well.

    \b
    Examples:
      ipt-train course exam build --forms 2 --seed 7
      ipt-train course exam build final --course autumn-2026
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.operation.build_exam import build_exam
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.build import public_notes, show_built
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    app = runtime(context)
    opened = opened_course(app, course)
    chosen = opened.course.exam(exam, command="ipt-train course exam build")
    words: dict[str, Any] = {"forms": forms, "replace": replace, "anyway": anyway}
    built = build_exam(opened, chosen, shelf_of(app), seed=seed, **words, identity=identity)
    return Reply(
        data=built,
        show=lambda screen: show_built(screen, built, len(opened.course.instructors)),
        notes=[*unclaimed_notes(opened), *public_notes(built)],
    )
