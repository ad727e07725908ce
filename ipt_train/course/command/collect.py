"""``course collect``, ``receipts`` and ``verify``: what people hand in, and what they get for it."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import HERE, CourseFolder, WithoutStrangers
from ipt_train.errors import FINDINGS, OK
from ipt_train.plural import counted
from ipt_train.shell.alias import moved
from ipt_train.shell.meter import Meter
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies


@app.command()
@replies()
def collect(
    context: typer.Context,
    meter: Meter,
    inbox: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder of submissions, or the zip of all of them."),
    ],
    arrivals: Annotated[
        Path | None,
        typer.Option(
            "--arrivals",
            metavar="FILE",
            help="CSV person,arrived: when each file reached you, by the LMS's clock.",
        ),
    ] = None,
    course: CourseFolder = HERE,
    without_strangers: WithoutStrangers = False,
) -> Reply:
    """Collect submissions, and sign a receipt for each.

    It takes files saved by the pages of `course hand-out` and files written by `exam submit`,
    including those inside the zip that a learning platform makes of all uploads. Valid files are
    kept; the rest are refused, and you are told why. A signature shows whether a file was changed
    after it was signed or received; it cannot show who sat at the keyboard. What was collected
    before is skipped; nothing in DIR changes.

    A file's arrival is when it was first seen here, or what the --arrivals table says. The columns
    of that table are person (id on the roster, or pseudonym), arrived (2026-11-09T16:55 in the
    course's time zone, or with its offset) and, if needed, exam and attempt. A time from a table is
    kept; it counts where `late` is judged by `received`.

    \b
    Examples:
      ipt-train course collect inbox/
      ipt-train course collect all-uploads.zip
      ipt-train course collect inbox/ --arrivals uploads.csv
      ipt-train course collect inbox/ --course autumn-2026 --json
    """
    import os
    from dataclasses import asdict

    from ipt_train.course.operation import collect as collecting
    from ipt_train.course.operation.arrivals_file import arrivals_in
    from ipt_train.course.operation.course import unclaimed_work
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.collect import show_collected

    app = runtime(context)
    opened, now = opened_course(app, course, renew=True), app.now()
    table = arrivals_in(opened, arrivals, now)
    crew = {"workers": os.cpu_count() or 1, "advance": meter.of("Examined", "file")}
    result = collecting.collect(opened, inbox, now=now, arrivals=table, **crew)  # type: ignore[arg-type]
    unclaimed = unclaimed_work(opened)
    strangers = unclaimed and not without_strangers
    return Reply(
        data=asdict(result) | {"unclaimed": unclaimed},
        show=lambda screen: show_collected(screen, result, unclaimed, arrivals),
        status=FINDINGS if result.refused or result.arrivals or strangers else OK,
    )


@app.command()
@replies(csv=True)
def receipts(
    context: typer.Context,
    target: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="Where to write them. Leave out to list them only."),
    ] = None,
    course: CourseFolder = HERE,
) -> Reply:
    """List the receipts, or write them out to hand back.

    Each goes to a file of its own, named after exam, id and attempt. Where an attempt has several
    receipts, the last one counts.

    \b
    Examples:
      ipt-train course receipts
      ipt-train course receipts to-hand-back/ --course autumn-2026
    """
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.receipt import hand_back, list_receipts, receipts_table
    from ipt_train.course.screen.receipt import show_receipts
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    opened = opened_course(runtime(context), course)
    listed, notes = list_receipts(opened.folder), unclaimed_notes(opened)
    if target is not None:
        written = hand_back(opened.folder, target, opened.people)
        notes.append(f"{counted(written, 'receipt')} written to {target}")
    return Reply(
        data={"receipts": listed, "written_to": target and str(target)},
        show=lambda screen: None if target else show_receipts(screen, listed, opened.course.zone),
        table=lambda: receipts_table(listed),
        notes=notes,
    )


@app.command()
@replies()
def verify(
    context: typer.Context,  # noqa: ARG001 - every command is handed it
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The receipt.")],
    submission: Annotated[
        Path | None, typer.Option("--submission", help="The submission that it should be for.")
    ] = None,
) -> Reply:
    """Check a receipt, and whether it is for a submission.

    \b
    Example:
      ipt-train course verify final-1003-1.receipt.json --submission mine.submission.zip
    """
    from ipt_train.course.exchange.file import read
    from ipt_train.course.operation.receipt import check_receipt
    from ipt_train.course.screen.receipt import show_receipt

    hint = "check that you typed the file name correctly"
    handed_in = read(submission, hint=hint) if submission else None
    result = check_receipt(read(file, hint=hint), handed_in)
    return Reply(
        data=result,
        show=lambda screen: show_receipt(screen, result),
        status=FINDINGS if result.fits is False else OK,
    )


app.command("receipt", hidden=True)(moved(verify, "course receipt", "course verify"))
