"""``course collect``, ``receipts`` and ``receipt``: what people hand in, and what they get for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.course.command.course import HERE, CourseFolder, WithoutStrangers, app, opened_course
from ipt_train.errors import FINDINGS, OK
from ipt_train.plural import counted
from ipt_train.shell.options import Json, Plain, runtime

if TYPE_CHECKING:
    from datetime import datetime

    from ipt_train.course.core.arrivals import Arrival
    from ipt_train.course.operation.course import OpenCourse


@app.command()
def collect(
    context: typer.Context,
    inbox: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of submissions.")],
    arrivals: Annotated[
        Path | None,
        typer.Option(
            "--arrivals",
            metavar="FILE",
            help="CSV person,arrived of when the files in DIR reached you, by the LMS's clock.",
        ),
    ] = None,
    course: CourseFolder = HERE,
    without_strangers: WithoutStrangers = False,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Collect submissions: keep what is sound, sign receipts, refuse the rest with its reason.

    Of a signature: it shows whether a file changed after it was signed or received; it cannot
    show who sat at the keyboard. What was collected before is passed over; nothing in DIR changes.

    A file arrived when it was first seen here, or when the table of --arrivals says: person (id of
    the roster or pseudonym), arrived (2026-11-09T16:55 by the course's zone, or with its offset), and
    if wanted exam and attempt. A time from a table stays; it counts where `late` goes by `received`.

    \b
    Examples:
      ipt-train course collect inbox/
      ipt-train course collect inbox/ --arrivals uploads.csv
      ipt-train course collect inbox/ --course autumn-2026 --json
    """
    import os
    from dataclasses import asdict

    from ipt_train.course.operation.collect import collect as collected
    from ipt_train.course.operation.course import unclaimed_work
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    opened = opened_course(world, course, name=False)
    now = world.now()
    found = collected(
        opened,
        inbox,
        now=now,
        workers=os.cpu_count() or 1,
        arrivals=_table(opened, arrivals, now) if arrivals else None,
    )
    unclaimed = unclaimed_work(opened)
    strangers = unclaimed and not without_strangers
    status = FINDINGS if found.refused or found.arrivals or strangers else OK
    if json:
        data = asdict(found) | {"unclaimed": unclaimed}
        typer.echo(envelope("course collect", data, exit_code=status))
        raise typer.Exit(status)
    screen = world.screen(plain=plain)
    screen.line(
        f"{counted(found.files, 'file')}: {len(found.accepted)} accepted, {found.known} known from before, "
        f"{len(found.refused)} refused."
    )
    for one in found.refused:
        screen.row(one.file, one.why, style="bold")
    for words in (*found.mended, *found.order):
        screen.line(f"{words[0].upper()}{words[1:]}.")
    if arrivals:
        screen.line(f"Times of arrival taken from {arrivals}: {found.from_table}.")
    for words in found.arrivals:
        screen.row("arrivals", words, style="bold")
    for words in unclaimed:
        screen.row("belongs to nobody", words, style="bold")
    if found.unconfirmed:
        screen.line(
            f"Believed from first sight: {counted(len(found.unconfirmed), 'signing key')}; compare "
            "fingerprints in person and take them down with `ipt-train course enrol`."
        )
    raise typer.Exit(status)


def _table(opened: "OpenCourse", file: Path, now: "datetime") -> "list[Arrival]":
    """Read a table of arrivals."""
    from ipt_train.course.core.arrivals import read_arrivals
    from ipt_train.course.exchange.file import read_text
    from ipt_train.errors import UsageError

    if not file.is_file():
        raise UsageError(f"{file} is no file", hint="name the CSV of arrivals")
    return read_arrivals(
        read_text(file),
        str(file),
        people=opened.people,
        exams=[one.id for one in opened.course.exams],
        zone=opened.course.zone,
        now=now,
    )


@app.command()
def receipts(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="DIR", help="Where they are written.")],
    course: CourseFolder = HERE,
) -> None:
    """Write every receipt as a file of its own, to be handed back to the learners.

    \b
    Example:
      ipt-train course receipts to-hand-back/ --course autumn-2026
    """
    from ipt_train.course.operation.receipt import hand_back

    opened = opened_course(runtime(context), course)
    written = hand_back(opened.folder, target)
    typer.echo(f"{counted(written, 'receipt')} written to {target}", err=True)


@app.command()
def receipt(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The receipt.")],
    submission: Annotated[
        Path | None, typer.Option("--submission", help="The submission that it should be for.")
    ] = None,
    json: Json = False,
) -> None:
    """Check a receipt, and whether it is for a submission.

    \b
    Example:
      ipt-train course receipt final-p-0123456789abcdef-1.receipt.json --submission mine.submission.zip
    """
    from dataclasses import asdict

    from ipt_train.course.exchange.file import read
    from ipt_train.course.operation.receipt import check_receipt
    from ipt_train.shell.envelope import envelope

    found = check_receipt(read(file), read(submission) if submission else None)
    status = FINDINGS if found.fits is False else OK
    if json:
        typer.echo(envelope("course receipt", asdict(found), exit_code=status))
        raise typer.Exit(status)
    screen = runtime(context).screen()
    for name in ("course", "exam", "person", "attempt", "accepted_at", "arrived_at"):
        if name in found.said:
            screen.row(name, str(found.said[name]), style="bold")
    screen.row("signed by", found.fingerprint, style="bold")
    if found.fits is not None:
        screen.line("It is for this submission." if found.fits else "It is for another submission.")
    raise typer.Exit(status)
