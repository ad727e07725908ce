"""``course``: making a course, checking it, and its people."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.bank.command.explain import explain
from ipt_train.errors import FINDINGS, OK
from ipt_train.plural import counted
from ipt_train.shell.alias import moved
from ipt_train.shell.group import group
from ipt_train.shell.options import Json, Plain, runtime

if TYPE_CHECKING:
    from ipt_train.course.operation.course import OpenCourse
    from ipt_train.shell.runtime import Runtime

app = group(
    "Run a course: people, exams, submissions, grades. For instructors.", "course new autumn"
)

CourseFolder = Annotated[
    Path, typer.Option("--course", help="The course folder; else the present one.")
]
WithoutStrangers = Annotated[
    bool,
    typer.Option(
        "--without-strangers",
        help="Leave accepted work out that belongs to nobody on the roster; it is still named.",
    ),
]
HERE = Path()


def opened_course(world: "Runtime", course: Path, *, name: bool = True) -> "OpenCourse":
    """Open a course folder for work.

    Args:
        world: The run.
        course: The folder.
        name: Name on standard error the accepted work that belongs to nobody; else the caller does.
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.exchange.folder import Folder
    from ipt_train.course.operation.course import open_course

    opened = open_course(Folder(root=course), shelf_of(world))
    if name:
        name_unclaimed(opened)
    return opened


def name_unclaimed(opened: "OpenCourse") -> list[str]:
    """Name on standard error the accepted work that belongs to nobody; return it in words."""
    from ipt_train.course.operation.course import unclaimed_work
    from ipt_train.shell.gate import clean

    found = unclaimed_work(opened)
    for work in found:
        typer.echo(clean(f"belongs to nobody: {work}"), err=True)
    return found


@app.command()
def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    id: Annotated[str, typer.Option("--id", help="Id of the course; else the folder's name.")] = "",
    title: Annotated[str, typer.Option("--title", help="Title of the course.")] = "",
    json: Json = False,
) -> None:
    """Make a course folder: course.yaml, roster.csv, and secret keys that stay in it.

    \b
    Example:
      ipt-train course new autumn-2026 --title "IPT, autumn 2026"
    """
    import os

    from ipt_train.course.exchange.folder import Folder
    from ipt_train.course.operation.course import new_course
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.runtime import shipped_data

    world = runtime(context)
    name = id or folder.resolve().name.lower().replace("_", "-")
    schema = shipped_data() / "schemas" / "course.schema.json"
    made = new_course(
        Folder(root=folder),
        id=name,
        title=title or name.replace("-", " ").capitalize(),
        zone=world.zone(),
        schema=os.path.relpath(schema, folder),
    )
    if json:
        typer.echo(envelope("course new", {"folder": str(folder), "files": list(made)}))
        return
    for file in made:
        typer.echo(f"made {folder / file}")
    typer.echo(
        f"{folder / 'private'} holds the secret keys: keep a copy where only you can read it.\n"
        f"Next: fill {folder / 'roster.csv'} and {folder / 'course.yaml'}, then "
        f"`ipt-train course check {folder}`.",
        err=True,
    )


@app.command()
def check(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The course folder.")
    ] = None,
    course: CourseFolder = HERE,
    without_strangers: WithoutStrangers = False,
    json: Json = False,
) -> None:
    """Check course.yaml, roster.csv, marks.csv, keys, and what was collected; findings have a place.

    \b
    Example:
      ipt-train course check autumn-2026
    """
    from ipt_train.bank.operation.open import shelf_of
    from ipt_train.course.exchange.folder import Folder
    from ipt_train.course.operation.course import check_course
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.gate import clean
    from ipt_train.vocabulary import Severity

    found = check_course(
        Folder(root=folder or course),
        shelf_of(runtime(context)),
        without_strangers=without_strangers,
    )
    errors = any(one.severity is Severity.ERROR for one in found.findings)
    status = FINDINGS if errors else OK
    if json:
        data = {"people": found.people, "exams": found.exams}
        typer.echo(envelope("course check", data, exit_code=status, findings=found.findings))
        raise typer.Exit(status)
    for one in found.findings:
        advice = f" ({one.help})" if one.help else ""
        place = f"{one.file}:{one.line}:{one.column}"
        typer.echo(clean(f"{place}: {one.severity} {one.code} {one.message}{advice}"))
    if not found.findings:
        people = counted(found.people, "person", "people")
        typer.echo(f"{people}, {counted(found.exams, 'exam')}: all sound.")
    raise typer.Exit(status)


app.command("explain", hidden=True)(moved(explain, "course explain", "explain"))


@app.command()
def people(
    context: typer.Context, course: CourseFolder = HERE, plain: Plain = False, json: Json = False
) -> None:
    """List people with the pseudonym that each is to give when handing in.

    \b
    Example:
      ipt-train course people --course autumn-2026
    """
    from ipt_train.course.exchange.enrolment import read_register
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    opened = opened_course(world, course)
    entries = read_register(opened.folder, opened.course.enrolment).entries
    listed = [
        {
            "pseudonym": name,
            "id": one.id,
            "name": one.name,
            "key": entries[name].fingerprint if name in entries else "",
            "how": str(entries[name].how) if name in entries else "",
        }
        for name, one in opened.people.items()
    ]
    if json:
        typer.echo(envelope("course people", {"people": listed}))
        return
    screen = world.screen(plain=plain)
    for one in listed:
        key = f", key {one['how']} {one['key']}" if one["key"] else ", no key yet"
        screen.row(one["pseudonym"], f"{one['id']}, {one['name']}{key}", style="bold")
    if not listed:
        screen.line("The roster is empty: add lines to roster.csv.")


@app.command()
def enrol(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PSEUDONYM", help="Whose key it is.")],
    fingerprint: Annotated[str, typer.Argument(help="The fingerprint that the person told you.")],
    course: CourseFolder = HERE,
) -> None:
    """Take down the fingerprint of a learner's signing key, as told in person.

    \b
    Example:
      ipt-train course enrol p-0123456789abcdef ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567
    """
    from ipt_train.course.exchange.enrolment import read_register
    from ipt_train.course.exchange.folder import locked_for_writing
    from ipt_train.errors import UsageError

    opened = opened_course(runtime(context), course)
    if person not in opened.people:
        raise UsageError(
            f"nobody has the pseudonym `{person}`", hint="`ipt-train course people` lists them"
        )
    with locked_for_writing(opened.folder):
        register = read_register(opened.folder, opened.course.enrolment)
        register.tell(person, fingerprint)
        register.save(opened.folder)
    typer.echo(f"enrolled {person}", err=True)
