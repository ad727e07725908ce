"""``course items``, ``progress``, ``report``, ``export`` and ``pack``: the cohort looked at."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.course.command.course import HERE, CourseFolder, app, opened_course
from ipt_train.course.command.grade import ExamName, Identity
from ipt_train.errors import UsageError
from ipt_train.shell.options import Json, Output, Plain, runtime

if TYPE_CHECKING:
    from ipt_train.course.operation.course import OpenCourse
    from ipt_train.course.operation.item_analysis import Groups, ItemAnalysis
    from ipt_train.shell.runtime import Runtime


@app.command()
def items(
    context: typer.Context,
    course: CourseFolder = HERE,
    exam: ExamName = None,
    options: Annotated[
        bool, typer.Option("--options", help="With the table of options of every item.")
    ] = False,
    all_attempts: Annotated[
        bool, typer.Option("--all-attempts", help="Every attempt, not only the first.")
    ] = False,
    compare: Annotated[
        str | None,
        typer.Option("--compare", help="Groups of a roster column, as COLUMN:REFERENCE:FOCAL."),
    ] = None,
    identity: Identity = None,
    csv: Annotated[bool, typer.Option("--csv", help="The figures as CSV.")] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show how the items of an exam did: facility, discrimination, distractors, reliability, Rasch.

    Every figure has its n and interval; below a stated number of answers there is none.

    \b
    Examples:
      ipt-train course items --course autumn
      ipt-train course items --options --exam final
      ipt-train course items --compare language:first:second
    """
    from ipt_train.course.operation.item_table import item_rows
    from ipt_train.course.screen.items import show_items
    from ipt_train.csv_file import csv_text
    from ipt_train.progress.operation.columns import COURSE_ITEMS
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    opened = opened_course(world, course)
    found = analyses(
        world, opened, exam, identity, first_only=not all_attempts, groups=_groups(opened, compare)
    )
    if json:
        typer.echo(envelope("course items", {"papers": found}))
    elif csv:
        rows = [row for paper in found for row in item_rows(paper.paper, paper.items)]
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        typer.echo(csv_text([one.name for one in COURSE_ITEMS], rows), nl=False)
    else:
        screen = world.screen(plain=plain)
        for paper in found:
            show_items(screen, paper, options=options)
        if not found:
            screen.line(
                "Nothing was collected yet. `ipt-train course collect DIR` takes submissions."
            )


def analyses(
    world: "Runtime",
    opened: "OpenCourse",
    exam: str | None,
    identity: Path | None,
    *,
    first_only: bool = True,
    groups: "Groups | None" = None,
) -> "tuple[ItemAnalysis, ...]":
    """Analyse the papers of a course, with the codes of the rules that its items break."""
    from ipt_train.bank.operation.open import open_library, shelf_of
    from ipt_train.bank.source.shelf import check
    from ipt_train.course.operation.answers import course_answers, exam_ids
    from ipt_train.course.operation.build_exam import bank_names
    from ipt_train.course.operation.item_analysis import analyse_answers

    banks = bank_names(opened)
    library = open_library(world, banks)
    codes: dict[str, list[str]] = {}
    files = [Path(bank) for bank in banks if Path(bank).exists()]
    for finding in check(shelf_of(world), files).findings:
        if finding.item:
            codes.setdefault(str(finding.item), []).append(str(finding.code))
    found: list[ItemAnalysis] = []
    for name in exam_ids(opened, exam):
        answers = course_answers(opened, name, identity=identity)
        found += analyse_answers(
            answers, library, first_only=first_only, codes=codes, groups=groups
        )
    return tuple(found)


def _groups(opened: "OpenCourse", text: str | None) -> "Groups | None":
    """Read the groups to compare.

    Raises:
        UsageError: The roster has no such column or no such groups.
    """
    if text is None:
        return None
    from ipt_train.course.operation.item_analysis import Groups

    parts = text.split(":")
    columns = {name for one in opened.people.values() for name in one.groups}
    if len(parts) != 3 or parts[0] not in columns:
        raise UsageError(
            f"`{text}` names no groups of the roster",
            hint=f"COLUMN:REFERENCE:FOCAL, with a column of {', '.join(sorted(columns)) or 'the roster (there is none)'}",
        )
    column, reference, focal = parts
    of = {person: one.groups.get(column, "") for person, one in opened.people.items()}
    for name in (reference, focal):
        if name not in of.values():
            raise UsageError(
                f"nobody on the roster has `{name}` under {column}",
                hint=f"one of {', '.join(sorted(set(of.values()) - {''}))}",
            )
    return Groups(of=of, reference=reference, focal=focal)


@app.command()
def progress(
    context: typer.Context,
    course: CourseFolder = HERE,
    names: Annotated[bool, typer.Option("--names", help="Names in place of pseudonyms.")] = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show how the cohort comes along, from what learners added to their submissions.

    \b
    Example:
      ipt-train course progress --course autumn
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.course.operation.cohort_progress import cohort_progress
    from ipt_train.course.screen.items import show_cohort
    from ipt_train.rating.core.form import forms_of
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    opened = opened_course(world, course)
    found = cohort_progress(opened, forms_of(open_library(world)))
    if json:
        typer.echo(envelope("course progress", found))
        return
    shown = {person: one.name for person, one in opened.people.items()} if names else {}
    show_cohort(world.screen(plain=plain), found, shown)


@app.command()
def report(
    context: typer.Context,
    html: Annotated[Path, typer.Option("--html", help="File to write.")],
    course: CourseFolder = HERE,
    names: Annotated[
        bool, typer.Option("--names", help="With names, for the course's own use.")
    ] = False,
    identity: Identity = None,
) -> None:
    """Write a report of the course: one file with charts and tables, anonymous by default.

    \b
    Examples:
      ipt-train course report --html course.html
      ipt-train course report --html course-own.html --names
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.course.operation.cohort_progress import cohort_progress
    from ipt_train.course.operation.grade import grade_all
    from ipt_train.course.operation.page import course_page
    from ipt_train.rating.core.form import forms_of
    from ipt_train.report.page import render_page
    from ipt_train.shell.output import write_output

    world = runtime(context)
    opened = opened_course(world, course)
    graded = grade_all(opened, now=world.now(), identity=identity, without_strangers=True)
    papers = analyses(world, opened, None, identity)
    found = cohort_progress(opened, forms_of(open_library(world)))
    shown = {person: one.name for person, one in opened.people.items()} if names else {}
    page = course_page(opened.course.title, graded, papers, found, names=shown)
    write_output(html, render_page(page), option="--html", private=True)
    typer.echo(f"report written to {html}", err=True)


@app.command("export")
def export(
    context: typer.Context,
    course: CourseFolder = HERE,
    exam: ExamName = None,
    output: Output = None,
    identity: Identity = None,
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="The data dictionary in place of the table.")
    ] = False,
) -> None:
    """Write every answer as CSV, one row each, by pseudonym; --dictionary says what columns mean.

    \b
    Examples:
      ipt-train course export -o answers.csv
      ipt-train course export --dictionary
    """
    from ipt_train.course.operation.answers import answer_rows, course_answers, exam_ids
    from ipt_train.csv_file import csv_text
    from ipt_train.progress.operation.columns import ANSWERS, dictionary_text
    from ipt_train.shell.output import write_output

    if dictionary:
        text = dictionary_text()
    else:
        world = runtime(context)
        opened = opened_course(world, course)
        answers = [
            one
            for name in exam_ids(opened, exam)
            for one in course_answers(opened, name, identity=identity)
        ]
        text = csv_text([column.name for column in ANSWERS], answer_rows(answers))
    if output is None or str(output) == "-":
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        typer.echo(text, nl=False)
    else:
        write_output(output, text, private=True)
        typer.echo(f"written to {output}", err=True)


@app.command()
def pack(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the Parquet files.")],
    course: CourseFolder = HERE,
    exam: ExamName = None,
    identity: Identity = None,
    json: Json = False,
) -> None:
    """Turn collected answers into Parquet, one file an exam; one that is up to date is left alone.

    Needs the `scale` extra: pip install 'ipt-train[scale]'.

    \b
    Example:
      ipt-train course pack -o packed
    """
    from ipt_train.course.operation.pack import pack_course
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    done = pack_course(opened_course(world, course), output, exam=exam, identity=identity)
    if json:
        typer.echo(envelope("course pack", {"files": done}))
        return
    for one in done:
        state = f"{one.answers} answers" if one.written else "up to date"
        typer.echo(f"{one.file}: {state}")
