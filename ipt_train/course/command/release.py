"""``course release`` and ``key``: marked exams for those who sat them, and the key for instructors."""

from typing import Annotated

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import HERE, CourseFolder, Identity, WithoutStrangers
from ipt_train.errors import FINDINGS, OK
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies

ExamId = Annotated[
    str | None,
    typer.Argument(metavar="[EXAM]", help="Id of the exam; not needed if there is only one exam."),
]


@app.command()
@replies()
def release(
    context: typer.Context,
    exam: ExamId = None,
    marks_only: Annotated[
        bool, typer.Option("--marks-only", help="Grade and marks, but nothing about the questions.")
    ] = False,
    with_keys: Annotated[
        bool, typer.Option("--with-keys", help="Questions, answers and keys too.")
    ] = False,
    with_rationales: Annotated[
        bool,
        typer.Option(
            "--with-rationales",
            help="Rationales and sources too (what happens if you choose none of the three).",
        ),
    ] = False,
    do: Annotated[
        bool,
        typer.Option("--do", help="Write it. Without this you only see what would be written."),
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Even while somebody may still hand in (logged).")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Who releases it (logged).")] = "",
    course: CourseFolder = HERE,
    identity: Identity = None,
    without_strangers: WithoutStrangers = False,
) -> Reply:
    """Hand marked exams back to those who sat them.

    Each person gets a page and a signed file, in feedback/EXAM with a list of what goes to whom.
    `ipt-train exam show FILE` reads the file, and --queue there puts what was missed into study.
    With ten people or more, each page also says where the class stands. Attempts that arrive later
    are marked as such.

    \b
    Examples:
      ipt-train course release
      ipt-train course release final --marks-only --do
      ipt-train course release final --do --anyway --by "A. Tutor"
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.core.release import ReleaseRequest, level_of
    from ipt_train.course.operation import release as releasing
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.release import show_released
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    app = runtime(context)
    levels = {"marks_only": marks_only, "with_keys": with_keys, "with_rationales": with_rationales}
    level = level_of(**levels)
    wanted = ReleaseRequest(
        level=level, do=do, anyway=anyway, by=by, without_strangers=without_strangers
    )
    opened, shelf, now = opened_course(app, course), shelf_of(app), app.now()
    chosen = opened.course.exam(exam, command="ipt-train course release")
    result = releasing.release(opened, chosen, shelf, wanted, now=now, identity=identity)
    return Reply(
        data=result,
        show=lambda screen: show_released(screen, result),
        notes=unclaimed_notes(opened),
        status=FINDINGS if result.still_open and not anyway else OK,
    )


@app.command()
@replies(html=True)
def key(
    context: typer.Context,
    exam: ExamId = None,
    letter: Annotated[str, typer.Option("--form", help="One form, by its letter.")] = "",
    course: CourseFolder = HERE,
    identity: Identity = None,
) -> Reply:
    """Show the papers of an exam with keys and rationales.

    Each answer has its rationale, and each question its ids, its sources and what `course regrade`
    decided about it.

    \b
    Examples:
      ipt-train course key
      ipt-train course key final --form A --html key-A.html
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.operation.key_sheet import exam_keys
    from ipt_train.course.operation.open import opened_course
    from ipt_train.report.page import render_marked
    from ipt_train.shell.marked import show_marked

    app = runtime(context)
    opened = opened_course(app, course)
    chosen = opened.course.exam(exam, command="ipt-train course key")
    shelf = shelf_of(app)
    keys = exam_keys(opened, chosen, shelf, form=letter, identity=identity)
    return Reply(
        data={"exam": keys.exam, "forms": keys.keys},
        show=lambda screen: show_marked(screen, keys.sheet),
        page=lambda: render_marked(keys.sheet),
        holds="key",
        private=True,
    )
