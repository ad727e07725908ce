"""``course grade``, ``gradebook`` and ``regrade``."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import (
    HERE,
    CourseFolder,
    ExamName,
    Identity,
    WithoutStrangers,
)
from ipt_train.shell.meter import Meter
from ipt_train.shell.options import Output, finite, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies
from ipt_train.vocabulary import Gradebook


@app.command()
@replies()
def grade(
    context: typer.Context,
    meter: Meter,
    course: CourseFolder = HERE,
    identity: Identity = None,
    without_strangers: WithoutStrangers = False,
    file: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="One more file of grades: .csv, or .xlsx with the rules."
        ),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Include id and name in the --output file.")
    ] = False,
) -> Reply:
    """Grade everybody by the rules of the course.

    The grades are shown by name and go to results/ by pseudonym. Marks by hand in marks.csv are
    included and never overwritten.

    \b
    Examples:
      ipt-train course grade
      ipt-train course grade --names -o grades.xlsx
      ipt-train course grade --course autumn-2026 --json
    """
    import os

    from ipt_train.course.operation.grade import grade_all
    from ipt_train.course.operation.grade_table import write_grades, write_table
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.grade import show_grades
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    app = runtime(context)
    opened, now = opened_course(app, course), app.now()
    crew = {"workers": os.cpu_count() or 1, "advance": meter.of("Graded", "person", "people")}
    asked = {"identity": identity, "without_strangers": without_strangers, **crew}
    graded = grade_all(opened, now=now, **asked)  # type: ignore[arg-type]
    further = write_table(file, graded, opened.people, names=names, now=now)
    files = (*write_grades(opened.folder, graded), *further)
    return Reply(
        data=graded.data(),
        show=lambda screen: show_grades(screen, graded, opened.people, files),
        notes=unclaimed_notes(opened),
    )


@app.command()
@replies(csv=True, default=ReplyForm.CSV)
def gradebook(
    context: typer.Context,
    system: Annotated[Gradebook, typer.Option("--to", help="For which system.")] = Gradebook.WIDE,
    exam: ExamName = None,
    title: Annotated[str, typer.Option("--title", help="Name of the assignment.")] = "",
    column: Annotated[
        str,
        typer.Option("--column", help="Its id in Canvas or Blackboard; with --fill, its header."),
    ] = "",
    fill: Annotated[
        Path | None, typer.Option("--fill", help="The system's own export: fill one column of it.")
    ] = None,
    points: Annotated[
        float | None,
        typer.Option(
            "--points",
            min=0.01,
            max=100000,
            callback=finite,
            help="What full marks are worth there, if not what the export or course.yaml says.",
        ),
    ] = None,
    course: CourseFolder = HERE,
    identity: Identity = None,
    without_strangers: WithoutStrangers = False,
    output: Output = None,
) -> Reply:
    """Write a gradebook with names, or fill one.

    It is written as CSV. With -o FILE.csv its rules go to FILE-rules.csv beside it, and with -o
    FILE.xlsx both go to a workbook with two sheets. With --fill, one column of another system's own
    export is filled, and nothing else in it changes. Marks are written in the points that the
    column is worth there. Where the export does not say what that is (Moodle's gradebook does not),
    --points does.

    \b
    wide        a row per person              long      a row per answer, by pseudonym
    canvas      Canvas                        moodle    Moodle
    blackboard  Blackboard, needs --column

    \b
    Examples:
      ipt-train course gradebook -o grades.csv
      ipt-train course gradebook -o grades.xlsx
      ipt-train course gradebook --to canvas --column 4711 -o canvas.csv
      ipt-train course gradebook --fill export.csv --column "Final exam" -o filled.csv
    """
    from ipt_train.course.operation.grade import grade_all
    from ipt_train.course.operation.grade_table import is_workbook
    from ipt_train.course.operation.gradebook_file import Assignment, gradebook_file, hand_over
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.gradebook import gradebook_notes

    app = runtime(context)
    opened, now = opened_course(app, course), app.now()
    graded = grade_all(opened, now=now, identity=identity, without_strangers=without_strangers)
    place = Assignment(title=title, column=column, points=points, workbook=is_workbook(output))
    book = gradebook_file(
        opened, graded, system, place, now=now, exam=exam, fill=fill, identity=identity
    )
    return Reply(
        data=book.summary | {"unclaimed": book.unclaimed, "exceptions": book.exceptions},
        text=hand_over(book, output),
        notes=gradebook_notes(book),
    )


@app.command()
@replies()
def regrade(
    context: typer.Context,
    exam: ExamName = None,
    reason: Annotated[str, typer.Option("--reason", help="The reason (logged).")] = "",
    by: Annotated[str, typer.Option("--by", help="Who does it (logged).")] = "",
    leave_out: Annotated[
        list[str] | None,
        typer.Option("--leave-out", help="An item that should not count for anybody."),
    ] = None,
    full_marks: Annotated[
        list[str] | None,
        typer.Option("--full-marks", help="An item that should give everybody full marks."),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="ITEM=KEY", help="A second right answer to an item."),
    ] = None,
    undo: Annotated[
        list[str] | None,
        typer.Option("--undo", help="Take back the last correction of an item."),
    ] = None,
    do: Annotated[
        bool, typer.Option("--do", help="Do it. Without this you only see what would change.")
    ] = False,
    course: CourseFolder = HERE,
    identity: Identity = None,
    without_strangers: WithoutStrangers = False,
) -> Reply:
    """Mark an exam again after a key was corrected.

    The key is corrected in the bank, or an item is left out, earns everybody full marks or gets a
    second right answer, written with ids as `course key` and `course export` show them (b, a+c,
    true, prompt=option). The command first shows what would change; --do carries it out. A
    correction stays in force when the exam is built again, and every output of grades mentions it
    with its reason.

    \b
    Examples:
      ipt-train course regrade
      ipt-train course regrade --also item-id=c --by "A. Tutor" --reason "c is right too" --do
      ipt-train course regrade --undo item-id
      ipt-train course regrade --leave-out item-id --by "A. Tutor" --reason "two keys" --do
    """
    import os

    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.operation import regrade as regrading
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.regrade import show_regrade
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    app, cores = runtime(context), os.cpu_count() or 1
    opened, shelf = opened_course(app, course), shelf_of(app)
    wishes = {"leave_out": leave_out, "full_marks": full_marks, "also": also, "undo": undo}
    request = regrading.RegradeRequest(
        by=by, reason=reason, do=do, without_strangers=without_strangers, **wishes
    )
    chosen, now = opened.course.exam(exam), app.now()
    result = regrading.regrade(
        opened, chosen, shelf, request, now=now, identity=identity, workers=cores
    )
    return Reply(
        data=result,
        show=lambda screen: show_regrade(screen, result, people=opened.people, done=do),
        notes=unclaimed_notes(opened),
    )
