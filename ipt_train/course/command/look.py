"""``course items``, ``progress``, ``report``, ``export`` and ``pack``: the cohort looked at."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import (
    HERE,
    CourseFolder,
    EngineName,
    ExamName,
    Identity,
    Master,
    PackedFrom,
)
from ipt_train.plural import counted
from ipt_train.shell.meter import Meter
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies


@app.command()
@replies(csv=True)
def items(
    context: typer.Context,
    course: CourseFolder = HERE,
    exam: ExamName = None,
    options: Annotated[
        bool, typer.Option("--options", help="Add the table of options of every item.")
    ] = False,
    all_attempts: Annotated[
        bool, typer.Option("--all-attempts", help="Count every attempt, not only the first.")
    ] = False,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare", help="Compare groups of a roster column: COLUMN:REFERENCE:FOCAL."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add a sentence on what each figure means.")
    ] = False,
    identity: Identity = None,
    packed: PackedFrom = None,
    engine: EngineName = None,
    master: Master = None,
) -> Reply:
    """Show how the items of an exam performed.

    Counts come first, with the forms of an exam together: they need no minimum. Facility,
    discrimination, distractors, reliability and a Rasch model follow where there are enough people;
    every figure has its n and interval. --from reads what `course pack` wrote, for one or many
    courses.

    \b
    Examples:
      ipt-train course items --course autumn
      ipt-train course items --options --exam final
      ipt-train course items --explain
      ipt-train course items --compare language:first:second
      ipt-train course items --from 'packed/**' --csv
    """
    from ipt_train.course.operation.item_table import items_data, items_table
    from ipt_train.course.operation.look_at_items import ItemsWanted, look_at_items
    from ipt_train.course.operation.packed import packed_source
    from ipt_train.course.screen.items import show_papers
    from ipt_train.course.screen.notes import answer_notes

    source, first_only = packed_source(packed, engine, master), not all_attempts
    wanted = ItemsWanted(course, source, exam, identity, first_only=first_only, compare=compare)
    papers, opened = look_at_items(runtime(context), wanted)
    return Reply(
        data=items_data(papers, explain=explain),
        show=lambda screen: show_papers(screen, papers, options=options, explain=explain),
        table=lambda: items_table(papers),
        notes=answer_notes(opened, exam, identity=identity),
    )


@app.command()
@replies(csv=True)
def progress(
    context: typer.Context,
    course: CourseFolder = HERE,
    names: Annotated[
        bool, typer.Option("--names", help="Show names instead of pseudonyms.")
    ] = False,
) -> Reply:
    """Show how the cohort is getting on with studying.

    The figures are those that learners added to their submissions.

    \b
    Examples:
      ipt-train course progress --course autumn
      ipt-train course progress --csv > cohort.csv
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.course.operation.cohort_progress import cohort_progress
    from ipt_train.course.operation.cohort_table import cohort_table
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.people import names_of
    from ipt_train.course.screen.cohort import show_cohort
    from ipt_train.course.screen.unclaimed import unclaimed_notes
    from ipt_train.rating.core.form import forms_of, titles_of

    app = runtime(context)
    opened, forms = opened_course(app, course), forms_of(open_library(app))
    cohort = cohort_progress(opened, forms)
    shown = names_of(opened, wanted=names)
    return Reply(
        data=cohort,
        show=lambda screen: show_cohort(screen, cohort, shown, titles_of(forms)),
        table=lambda: cohort_table(cohort, shown),
        notes=unclaimed_notes(opened),
    )


@app.command()
@replies(html=True)
def report(
    context: typer.Context,
    course: CourseFolder = HERE,
    names: Annotated[
        bool, typer.Option("--names", help="With names, for the course's own use.")
    ] = False,
    identity: Identity = None,
) -> Reply:
    """Show a report of the course, or write it as a page.

    The page is one file with charts and tables. Without --names the report is anonymous, and counts
    under five are suppressed.

    \b
    Examples:
      ipt-train course report
      ipt-train course report --html course.html
      ipt-train course report --html course-own.html --names
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.course.operation.entered_work import entered_in_words
    from ipt_train.course.operation.open import open_banks, opened_course
    from ipt_train.course.operation.people import names_of
    from ipt_train.course.operation.report import course_report, report_data
    from ipt_train.course.screen.report import show_report
    from ipt_train.course.screen.unclaimed import unclaimed_notes
    from ipt_train.rating.core.form import forms_of
    from ipt_train.report.page import render_page

    app = runtime(context)
    opened = opened_course(app, course)
    banks, forms = open_banks(app, opened), forms_of(open_library(app))
    shown, now = names_of(opened, wanted=names), app.now()
    page = course_report(opened, banks, forms, now=now, identity=identity, names=shown)
    return Reply(
        data=report_data(page),
        show=lambda screen: show_report(screen, page),
        page=lambda: render_page(page),
        holds="report",
        notes=[*unclaimed_notes(opened), *entered_in_words(opened)],
        private=True,
    )


@app.command("export")
@replies(csv=True, output=True, default=ReplyForm.CSV)
def export(
    context: typer.Context,
    meter: Meter,
    course: CourseFolder = HERE,
    exam: ExamName = None,
    identity: Identity = None,
    packed: PackedFrom = None,
    engine: EngineName = None,
    master: Master = None,
    dictionary: Annotated[bool, typer.Option("--dictionary", hidden=True)] = False,
) -> Reply:
    """Write every answer as a row of a table, by pseudonym.

    `ipt-train export dictionary` says what its columns mean.

    \b
    Examples:
      ipt-train course export -o answers.csv
      ipt-train course export --exam final --json
      ipt-train course export --from 'packed/**' -o answers.csv
    """
    from ipt_train.course.operation.look_at_items import ItemsWanted, look_at_answers
    from ipt_train.course.operation.packed import packed_source
    from ipt_train.course.screen.notes import answer_notes
    from ipt_train.progress.operation.columns import MEANING, dictionary_rows

    if dictionary:
        note = "ipt-train: note: `course export --dictionary` is now `export dictionary`"
        meaning = dictionary_rows()
        records = [dict(zip(MEANING, row, strict=True)) for row in meaning]
        return Reply(data={"columns": records}, table=lambda: (MEANING, meaning), notes=[note])
    wanted = ItemsWanted(course, packed_source(packed, engine, master), exam, identity)
    advance = meter.of("Read the answers of", "person", "people")
    columns, rows, opened = look_at_answers(runtime(context), wanted, advance)
    return Reply(
        data={"table": "answers", "rows": [dict(zip(columns, row, strict=True)) for row in rows]},
        table=lambda: (columns, rows),
        holds=counted(len(rows), "row"),
        notes=answer_notes(opened, exam, identity=identity),
        private=True,
    )


@app.command()
@replies()
def pack(
    context: typer.Context,
    meter: Meter,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the Parquet files.")],
    course: CourseFolder = HERE,
    exam: ExamName = None,
    identity: Identity = None,
) -> Reply:
    """Turn collected answers into Parquet, one file per exam.

    A file that is up to date is left alone. `course items` and `course export` read the files with
    --from. It needs the extra `scale`: `pip install '.[scale]'` in a copy of ipt-train.

    \b
    Example:
      ipt-train course pack -o packed
    """
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.pack import pack_course
    from ipt_train.course.screen.notes import answer_notes

    opened = opened_course(runtime(context), course)
    advance = meter.of("Read the answers of", "person", "people")
    files = pack_course(opened, output, exam=exam, identity=identity, advance=advance)
    return Reply(
        data={"files": files},
        lines=[f"{packed.file}: {packed.words}" for packed in files],
        notes=answer_notes(opened, exam, identity=identity),
    )
