"""``course hand-out``: a page for each person to sit an exam in, or a paper to print."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import HERE, CourseFolder
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies


@app.command("hand-out")
@replies(csv=True)
def hand_out(
    context: typer.Context,
    exam: Annotated[str | None, typer.Argument(metavar="[EXAM]", help="Id of the exam.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ID", help="For one person only; may be repeated."),
    ] = None,
    attempt: Annotated[
        int, typer.Option("--attempt", min=1, help="For which attempt, if several are allowed.")
    ] = 1,
    printed: Annotated[
        bool, typer.Option("--print", help="Papers with an answer sheet, to be printed.")
    ] = False,
    nameless: Annotated[
        bool, typer.Option("--pseudonyms", help="No names in the files or in the file names.")
    ] = False,
    target: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="DIR", help="The folder to write to; without it hand-out/EXAM."
        ),
    ] = None,
    course: CourseFolder = HERE,
) -> Reply:
    """Write an exam as a page and a letter for each person.

    A page works in a browser without a network and without anything installed. It keeps answers on
    the device and saves a file for `course collect`. It is for one person: what it saves is taken
    to be that person's. No key is in it. The command records who has which form of the exam.

    If the exam has not been built yet, it is built first, as course.yaml describes it.

    After an extension, write the page again with --only: in the same browser the answers are still there.

    \b
    Examples:
      ipt-train course hand-out final
      ipt-train course hand-out final --only 1003 --course autumn-2026
      ipt-train course hand-out final --print --csv > handed.csv
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.operation import hand_out as handing
    from ipt_train.course.operation.build_first import build_first
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.recipients import HandOutWish
    from ipt_train.course.screen.build import first_notes
    from ipt_train.course.screen.hand_out import next_step, show_handed_out
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    app = runtime(context)
    opened = opened_course(app, course)
    wish = HandOutWish(
        only=only or (), attempt=attempt, printed=printed, nameless=nameless, target=target
    )
    chosen = opened.course.exam(exam, command="ipt-train course hand-out")
    built = build_first(opened, chosen, shelf_of(app), wish)
    handed = handing.hand_out(opened, chosen, wish, now=app.now())
    return Reply(
        data=handed,
        show=lambda screen: show_handed_out(screen, handed),
        table=lambda: handing.handed_table(handed),
        notes=[*unclaimed_notes(opened), *first_notes(built), next_step(handed)],
    )
