"""``course standard``: where to pass, by a named method, with its standard error."""

import csv as tables
from pathlib import Path
from typing import Annotated

import typer

from ipt_train.cli.course import HERE, CourseFolder, app, opened_course
from ipt_train.cli.course_grade import ExamName, Identity
from ipt_train.cli.options import Json, Plain, runtime
from ipt_train.errors import ResponsesError
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
    borderline: Annotated[
        float, typer.Option("--borderline", help="The grade that stands for borderline.")
    ] = 2.0,
    share: Annotated[
        float, typer.Option("--share", min=0, max=1, help="Cohen: share of what the best attain.")
    ] = 0.6,
    best: Annotated[
        float, typer.Option("--best", min=0.5, max=0.999, help="Cohen: which percentile.")
    ] = 0.95,
    identity: Identity = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show where an exam would be passed by a method, how sure that is, and who is in doubt.

    Columns of FILE: angoff judge,item,share; ebel judge,relevance,difficulty,items,share;
    borderline grade,score; hofstee judge,least_cut,most_cut,least_failed,most_failed.
    The course's pass mark is not changed: write it into course.yaml.

    \b
    Examples:
      ipt-train course standard angoff judges.csv
      ipt-train course standard cohen --share 0.6
    """
    from ipt_train.cohort.tally import tally
    from ipt_train.operation.course_answers import course_answers, exam_ids
    from ipt_train.operation.standard import set_standard
    from ipt_train.terminal.envelope import envelope
    from ipt_train.terminal.show_standard import show_standard

    rows = _rows(file, method)
    world = runtime(context)
    opened = opened_course(world, course)
    found = {
        paper.paper: set_standard(
            method, rows, paper, borderline=borderline, share=share, best=best
        )
        for name in exam_ids(opened, exam)
        for paper in tally(course_answers(opened, name, identity=identity))
    }
    if json:
        typer.echo(envelope("course standard", {"method": method, "papers": found}))
        return
    screen = world.screen(plain=plain)
    for paper, one in found.items():
        show_standard(screen, paper, one)
    if not found:
        screen.line("Nothing was collected yet. `ipt-train course collect DIR` takes submissions.")


def _rows(file: Path | None, method: Standard) -> list[dict[str, str]]:
    """Read the judgements, with the line of each.

    Raises:
        ResponsesError: The file is missing, unreadable, or lacks a column.
    """
    from ipt_train.operation.standard import COLUMNS

    columns = COLUMNS[method]
    if not columns:
        return []
    wanted = f"a CSV with the columns {', '.join(columns)}"
    if file is None:
        raise ResponsesError(f"{method} needs judgements", hint=f"name {wanted}")
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            reader = tables.DictReader(lines, strict=True)
            lacking = [name for name in columns if name not in (reader.fieldnames or ())]
            if lacking:
                raise ResponsesError(f"{file}:1: no column {', '.join(lacking)}", hint=wanted)
            return [
                {name: row[name] or "" for name in columns} | {"line": str(reader.line_num)}
                for row in reader
            ]
    except OSError as error:
        raise ResponsesError(
            f"{file} cannot be read: {error.strerror}", hint=f"name {wanted}"
        ) from None
    except (UnicodeDecodeError, tables.Error) as error:
        raise ResponsesError(f"{file} is no CSV in UTF-8: {error}", hint=wanted) from None
