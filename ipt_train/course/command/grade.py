"""``course grade``, ``gradebook`` and ``regrade``."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.course.command.course import (
    HERE,
    CourseFolder,
    WithoutStrangers,
    app,
    name_unclaimed,
    opened_course,
)
from ipt_train.plural import counted
from ipt_train.shell.options import Json, Output, Plain, finite, runtime
from ipt_train.vocabulary import Gradebook

ExamName = Annotated[str | None, typer.Option("--exam", help="The exam, if there are several.")]
Identity = Annotated[
    Path | None,
    typer.Option("--identity", help="Your age identity; else the one the course was made with."),
]


@app.command()
def grade(
    context: typer.Context,
    course: CourseFolder = HERE,
    identity: Identity = None,
    without_strangers: WithoutStrangers = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Grade everybody by the course's rules; grades go by pseudonym to results/.

    Marks by hand in marks.csv are taken in and never written over.

    \b
    Examples:
      ipt-train course grade
      ipt-train course grade --course autumn-2026 --json
    """
    import os

    from ipt_train.course.core.notes import not_used
    from ipt_train.course.operation.grade import grade_all
    from ipt_train.course.operation.grade_table import write_grades
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    opened = opened_course(world, course, name=False)
    graded = grade_all(
        opened,
        now=world.now(),
        identity=identity,
        workers=os.cpu_count() or 1,
        without_strangers=without_strangers,
    )
    name_unclaimed(opened)
    files = write_grades(opened.folder, graded)
    if json:
        typer.echo(envelope("course grade", graded.data()))
        return
    screen = world.screen(plain=plain)
    for exam, rules in graded.rules.items():
        shares = [
            one.share
            for person in graded.grades
            for one in person.exams
            if one.exam == exam and one.share is not None
        ]
        screen.rule(exam)
        without = len(graded.grades) - len(shares)
        graded_people = counted(len(shares), "person", "people")
        screen.line(f"With a grade: {graded_people}; without: {without}.", indent=1)
        for rule in rules:
            screen.line(rule, indent=1)
        for person in graded.grades:
            for one in person.exams:
                if one.exam == exam and one.unused:
                    screen.line(f"{person.person}: {not_used(one.unused)}", indent=1)
    for exam in graded.ungraded:
        screen.line(f"The exam {exam} was not built yet.")
    screen.line(f"Written: {', '.join(files)}")


@app.command()
def gradebook(
    context: typer.Context,
    form: Annotated[Gradebook, typer.Option("--to", help="For which system.")] = Gradebook.WIDE,
    exam: ExamName = None,
    title: Annotated[str, typer.Option("--title", help="Name of the assignment.")] = "",
    column: Annotated[
        str,
        typer.Option("--column", help="Its id in Canvas or Blackboard; with --fill its header."),
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
            help="What full marks are worth there; else what the export or course.yaml says.",
        ),
    ] = None,
    course: CourseFolder = HERE,
    identity: Identity = None,
    without_strangers: WithoutStrangers = False,
    output: Output = None,
    json: Json = False,
) -> None:
    """Write a gradebook with names, or fill one column of another system's own export.

    A column is filled in the points that it is worth there. Where the export does not say what
    that is (Moodle's gradebook does not), --points does.

    \b
    wide        a row a person                long      a row an answer, by pseudonym
    canvas      Canvas                        moodle    Moodle
    blackboard  Blackboard, needs --column

    \b
    Examples:
      ipt-train course gradebook -o grades.csv
      ipt-train course gradebook --to canvas --column 4711 -o canvas.csv
      ipt-train course gradebook --fill export.csv --column "Final exam" -o filled.csv
    """
    import sys

    from ipt_train.course.operation.grade import grade_all
    from ipt_train.course.operation.gradebook import fill_export
    from ipt_train.course.operation.gradebook import gradebook as made
    from ipt_train.errors import UsageError
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.output import write_output

    world = runtime(context)
    opened = opened_course(world, course, name=False)
    several = form is Gradebook.WIDE and fill is None and exam is None
    graded = grade_all(
        opened, now=world.now(), identity=identity, without_strangers=without_strangers
    )
    unclaimed = name_unclaimed(opened)
    built = [one for one in opened.course.exams if one.id in graded.rules]
    chosen = built[0] if several else opened.course.exam(exam)
    if fill is not None:
        from ipt_train.course.exchange.file import read

        if not column:
            raise UsageError("which column?", hint='--column "Its header", or how it begins')
        filled = fill_export(opened, graded, chosen, read(fill), column=column, points=points)
        data: bytes = filled.data
        said = {
            "column": filled.column,
            "full_marks": filled.full_marks,
            "full_marks_from": filled.full_marks_from,
            "filled": filled.filled,
            "replaced": filled.replaced,
            "unknown_rows": list(filled.unknown),
            "missing": list(filled.missing),
        }
    else:
        book = made(
            opened,
            graded,
            chosen,
            form,
            now=world.now(),
            title=title,
            column=column,
            points=points,
            identity=identity,
        )
        data = book.text.encode()
        said = (
            {}
            if book.full_marks is None
            else {
                "full_marks": book.full_marks,
                "full_marks_from": "course.yaml" if points is None else "--points",
            }
        )
        said |= {"graded": book.graded, "without_grade": book.without, "rules": list(book.rules)}
    if output is not None and str(output) != "-":
        write_output(output, data, private=True)
    elif not json:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    if json:
        typer.echo(envelope("course gradebook", said | {"unclaimed": unclaimed}))
        return
    for name, value in said.items():
        if isinstance(value, list):
            for one in value:
                typer.echo(f"{name.replace('_', ' ')}: {one}", err=True)
        else:
            shown = f"{value:g}" if isinstance(value, float) else value
            typer.echo(f"{name.replace('_', ' ')}: {shown}", err=True)


@app.command()
def regrade(
    context: typer.Context,
    exam: ExamName = None,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the log.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who does it, for the log.")] = "",
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", help="An item that shall count for nobody.")
    ] = None,
    do: Annotated[
        bool, typer.Option("--do", help="Do it; else only what would change is shown.")
    ] = False,
    course: CourseFolder = HERE,
    identity: Identity = None,
    without_strangers: WithoutStrangers = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Mark an exam anew after a key was corrected in the bank; first shows what would change.

    \b
    Examples:
      ipt-train course regrade
      ipt-train course regrade --leave-out item-id --by "A. Tutor" --reason "two keys" --do
    """
    import os
    from dataclasses import asdict

    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.operation.regrade import regrade as regraded
    from ipt_train.errors import UsageError
    from ipt_train.shell.envelope import envelope

    if do and not (reason.strip() and by.strip()):
        raise UsageError("a regrade is logged", hint="say --by WHO and --reason WHY")
    world = runtime(context)
    opened = opened_course(world, course, name=False)
    found = regraded(
        opened,
        opened.course.exam(exam),
        shelf_of(world),
        now=world.now(),
        by=by,
        reason=reason,
        leave_out=leave_out or (),
        do=do,
        identity=identity,
        workers=os.cpu_count() or 1,
        without_strangers=without_strangers,
    )
    name_unclaimed(opened)
    if json:
        typer.echo(envelope("course regrade", asdict(found)))
        return
    screen = world.screen(plain=plain)
    if not found.items:
        screen.line(
            f"Nothing is corrected in `{found.exam}`: its keys are those of the banks. Correct a key "
            "in the bank, or name an item with --leave-out."
        )
        return
    for item, words in found.items.items():
        screen.row(item, words, style="bold")
    for item in found.reworded:
        screen.row(item, "reworded only; its key stands", style="bold")
    for one in found.changes:
        screen.row(one.person, f"{_share(one.before)} to {_share(one.after)}", style="bold")
    verb = "changed" if do else "would change"
    screen.line(f"{len(found.changes)} of {found.people} grades {verb}. Marks by hand stay.")
    if not do:
        screen.line("Nothing was written; --do does it.")


def _share(share: float | None) -> str:
    return "no grade" if share is None else f"{share:.1%}"
