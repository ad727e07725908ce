"""``course enter``: answers from paper, a form or another system."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import HERE, CourseFolder, ExamName
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies


@app.command()
@replies()
def enter(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The table: CSV or .xlsx.")],
    exam: ExamName = None,
    letter: Annotated[
        str, typer.Option("--form", metavar="A", help="The form that was answered.")
    ] = "",
    by: Annotated[
        str, typer.Option("--by", help="Who enters the answers; shown in every output.")
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="When it was handed in: 2026-11-09T10:00.")
    ] = "",
    instead: Annotated[
        bool, typer.Option("--instead", help="Replace what was handed in or entered before.")
    ] = False,
    course: CourseFolder = HERE,
) -> Reply:
    """Enter answers from paper or another system.

    One line per person: a column `person` (id, email address or pseudonym), and a column for each
    question, headed with the item's id or its position as printed (1, Q1, Response 1). The columns
    form, attempt and arrived may be added. Options are given by number, letter or text; an empty
    cell means no answer. If a cell does not fit, you are told where it is and nothing is entered.
    Answers entered this way are marked like those handed in, get a receipt, and are mentioned in
    every output.

    \b
    Examples:
      ipt-train course enter paper.csv --exam final --by "A. Tutor" --at 2026-11-09T10:00
      ipt-train course enter responses.xlsx --form B --by "A. Tutor" --at 2026-11-09T10:00
    """
    from ipt_train.course.operation.enter import EnterRequest
    from ipt_train.course.operation.enter import enter as entering
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.people import names_of
    from ipt_train.course.screen.enter import show_entered
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    app = runtime(context)
    opened = opened_course(app, course)
    request = EnterRequest(file=file, by=by, form=letter, at=at, instead=instead)
    table = entering(opened, opened.course.exam(exam).id, request, now=app.now())
    names = names_of(opened, wanted=True)
    return Reply(
        data=table,
        show=lambda screen: show_entered(screen, table, names),
        notes=unclaimed_notes(opened),
    )
