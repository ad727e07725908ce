"""``course standard``: where to pass, by a named method, with its standard error."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.course.command.course import HERE, CourseFolder, app, opened_course
from ipt_train.course.command.grade import ExamName, Identity
from ipt_train.shell.options import Json, Plain, finite, runtime
from ipt_train.vocabulary import Standard


@app.command("standard")
def standard(
    context: typer.Context,
    method: Annotated[Standard, typer.Argument(help="The method.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="CSV of judgements; Cohen needs none.")
    ] = None,
    course: CourseFolder = HERE,
    exam: ExamName = None,
    form: Annotated[
        str, typer.Option("--form", help="The letter of one form; else every form.")
    ] = "",
    borderline: Annotated[
        float,
        typer.Option("--borderline", callback=finite, help="The grade that stands for borderline."),
    ] = 2.0,
    share: Annotated[
        float,
        typer.Option(
            "--share",
            min=0,
            max=1,
            callback=finite,
            help="Cohen: share, 0 to 1, of what the best attain.",
        ),
    ] = 0.6,
    best: Annotated[
        float,
        typer.Option(
            "--best",
            min=0.5,
            max=0.999,
            callback=finite,
            help="Cohen: which percentile, 0.5 to 0.999.",
        ),
    ] = 0.95,
    identity: Identity = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show where an exam would be passed by a method, how sure that is, and who is in doubt.

    Each form gets the cut from its own items, in marks: one mark for each item that counts.
    FILE may hold the items of several forms; an item that is unknown, missing or judged twice
    stops the command. The course's pass mark is not changed: write it into course.yaml.

    \b
    Columns of FILE, and their units:
    angoff      judge, item, share             share: 0 to 1
    ebel        judge, item, relevance, difficulty, share
                or, for one form, judge, relevance, difficulty, items, share
    borderline  grade, score                   score: marks
    hofstee     judge, least_cut, most_cut, least_failed, most_failed
                cuts: marks; failed: shares of the people, 0 to 1
    cohen       no file

    \b
    Examples:
      ipt-train course standard angoff judges.csv --exam final
      ipt-train course standard cohen --share 0.6
    """
    from ipt_train.course.operation.judgements import read_judgements
    from ipt_train.course.operation.standard import standards
    from ipt_train.course.screen.standard import show_standard
    from ipt_train.shell.envelope import envelope

    judgements = read_judgements(file, method)
    world = runtime(context)
    found = standards(
        opened_course(world, course),
        method,
        judgements,
        exam=exam,
        form=form,
        identity=identity,
        borderline=borderline,
        share=share,
        best=best,
    )
    if json:
        typer.echo(envelope("course standard", {"method": method, "papers": found}))
        return
    screen = world.screen(plain=plain)
    for paper, one in found.items():
        show_standard(screen, paper, one)
