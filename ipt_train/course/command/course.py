"""``course``: making a course, checking it, and its people."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.bank.command.explain import explain
from ipt_train.course.command.options import HERE, CourseFolder, WithoutStrangers
from ipt_train.errors import FINDINGS, OK
from ipt_train.shell.alias import moved
from ipt_train.shell.group import group
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies

app = group(
    "Run a course: people, exams, submissions, grades. For instructors.", "course new autumn"
)


@app.command()
@replies()
def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    id: Annotated[
        str, typer.Option("--id", help="Id of the course; without it the folder's name.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Title of the course.")] = "",
    roster: Annotated[
        Path | None,
        typer.Option("--roster", metavar="FILE", help="The people: CSV or .xlsx, copied as it is."),
    ] = None,
) -> Reply:
    """Make a course folder, with files to fill in.

    It contains course.yaml, roster.csv, marks.csv, and secret keys that stay in it.

    A roster has the columns id, name and email, or what other systems call them (ID number, First
    name, Last name, Email address); further columns are groups.

    \b
    Examples:
      ipt-train course new autumn-2026 --title "IPT, autumn 2026"
      ipt-train course new autumn-2026 --roster participants.xlsx
    """
    from ipt_train.course.exchange.folder import Folder
    from ipt_train.course.operation.new_course import new_course
    from ipt_train.course.screen.new_course import next_steps
    from ipt_train.shell.runtime import shipped_data

    name = id or folder.resolve().name.lower().replace("_", "-")
    made = new_course(
        Folder(root=folder),
        id=name,
        title=title or name.replace("-", " ").capitalize(),
        zone=runtime(context).zone(),
        roster=roster,
        schema="course.schema.json",
        schema_text=(shipped_data() / "schemas" / "course.schema.json").read_bytes(),
    )
    return Reply(
        data={"folder": str(folder), "files": list(made)},
        lines=[f"made {folder / file}" for file in made],
        notes=next_steps(folder, filled=roster is not None),
    )


@app.command()
@replies(csv=True)
def check(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The course folder.")
    ] = None,
    course: CourseFolder = HERE,
    without_strangers: WithoutStrangers = False,
) -> Reply:
    """Check the files of a course, and what was collected.

    It checks course.yaml, roster.csv, marks.csv, keys, receipts and responses. Each finding says
    where it is; exit status 1 means that there are errors.

    \b
    Examples:
      ipt-train course check autumn-2026
      ipt-train course check --csv > findings.csv
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.exchange.folder import Folder
    from ipt_train.course.operation.course import check_course
    from ipt_train.course.screen.check import check_lines, findings_table

    shelf = shelf_of(runtime(context))
    place = Folder(root=folder or course)
    result = check_course(place, shelf, without_strangers=without_strangers)
    return Reply(
        data={"people": result.people, "exams": result.exams},
        lines=check_lines(result),
        table=lambda: findings_table(result),
        findings=result.findings,
        status=OK if result.sound else FINDINGS,
    )


app.command("explain", hidden=True)(moved(explain, "course explain", "explain"))


@app.command()
@replies(csv=True)
def people(
    context: typer.Context,
    rename: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--rename",
            metavar="OLD NEW",
            help="An id that was corrected in roster.csv keeps its pseudonym and its work.",
        ),
    ] = None,
    course: CourseFolder = HERE,
) -> Reply:
    """List people and the pseudonyms they hand in under.

    A pseudonym is given when a person is first seen on the roster, and stays. If you correct an id in roster.csv, use --rename: the new id then takes over the pseudonym of the old one, and all its work.

    With --csv, first name, last name and address have columns of their own, as a mail merge needs.

    \b
    Examples:
      ipt-train course people --course autumn-2026
      ipt-train course people --csv > pseudonyms.csv
      ipt-train course people --rename 1003 S1003
    """
    from ipt_train.course.exchange.folder import Folder
    from ipt_train.course.operation import people as listing
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.people import renamed_notes, show_people
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    renamed = listing.rename(Folder(root=course), *rename) if rename else ""
    opened = opened_course(runtime(context), course)
    listed = listing.list_people(opened)
    return Reply(
        data={"people": listed},
        show=lambda screen: show_people(screen, listed),
        table=lambda: listing.people_table(listed),
        notes=[*renamed_notes(renamed, rename), *unclaimed_notes(opened)],
    )


@app.command()
@replies()
def enrol(
    context: typer.Context,
    person: Annotated[
        str,
        typer.Argument(metavar="PERSON", help="Whose key it is: id, name, email or pseudonym."),
    ],
    fingerprint: Annotated[str, typer.Argument(help="The fingerprint that the person told you.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a key that was lost.")
    ] = False,
    course: CourseFolder = HERE,
) -> Reply:
    """Record the fingerprint of a learner's signing key.

    The learner tells it to you in person. Submissions signed with another key are then refused.
    If the old key was lost, --replace accepts the new one; what was handed in before stays.

    \b
    Examples:
      ipt-train course enrol 1003 ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567
      ipt-train course enrol ann@example.org ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567 --replace
    """
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.people import enrol as take_down
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    opened = opened_course(runtime(context), course)
    name, kept = take_down(opened, person, fingerprint, replace_key=replace)
    return Reply(
        data={"person": name, "fingerprint": kept},
        notes=[*unclaimed_notes(opened), f"enrolled {name}"],
    )
