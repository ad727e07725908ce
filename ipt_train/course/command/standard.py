"""``course standard``: where to pass, by a named method, with its standard error."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import HERE, CourseFolder, ExamName, Identity
from ipt_train.shell.options import finite, runtime
from ipt_train.shell.reply import Reply, replies
from ipt_train.vocabulary import Standard


@app.command("standard")
@replies(csv=True)
def standard(
    context: typer.Context,
    method: Annotated[Standard, typer.Argument(help="The method.")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="CSV of judgements; Cohen's method needs none."),
    ] = None,
    course: CourseFolder = HERE,
    exam: ExamName = None,
    letter: Annotated[
        str, typer.Option("--form", help="The letter of one form; every form if not given.")
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
) -> Reply:
    """Show the cut score that a method gives an exam.

    It comes with its standard error, and with how many people it leaves in doubt. Each form gets
    the cut from its own items, in marks: one mark for each item that counts. FILE may hold the
    items of several forms; an item that is unknown, missing or judged twice stops the command. The
    course's pass mark is not changed: write it into course.yaml.

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
      ipt-train course standard cohen --csv
    """
    from ipt_train.course.operation.judgements import read_judgements
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.standard import MethodSettings, standards
    from ipt_train.course.operation.standard_table import standard_table
    from ipt_train.course.screen.standard import show_standards
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    judgements = read_judgements(file, method)
    opened = opened_course(runtime(context), course)
    settings = MethodSettings(borderline=borderline, share=share, best=best)
    papers = standards(
        opened, method, judgements, exam=exam, form=letter, identity=identity, settings=settings
    )
    return Reply(
        data={"method": method, "papers": papers},
        show=lambda screen: show_standards(screen, papers),
        table=lambda: standard_table(papers),
        notes=unclaimed_notes(opened),
    )
