"""``exam take`` and ``submit``: a course's exam at the learner's side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import INTERRUPTED, PaperError, UsageError, in_words
from ipt_train.exam.command.exam import app
from ipt_train.shell.options import DEFAULT_PROFILE, Json, Plain, Profile, runtime

if TYPE_CHECKING:
    from ipt_train.exam.core.paper import Paper

PaperFile = Annotated[Path, typer.Argument(metavar="PAPER", help="The paper's file.")]
_LARGEST = 20_000_000


@app.command("take")
def take(
    context: typer.Context,
    paper: PaperFile,
    extra: Annotated[
        int, typer.Option("--extra-minutes", min=0, help="Time that your course allows you more.")
    ] = 0,
    again: Annotated[
        bool, typer.Option("--again", help="Another attempt, where your course allows it.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    plain: Plain = False,
) -> None:
    """Take a course's exam from its paper; one that was interrupted goes on where it was left.

    The paper holds no key, so nothing can be said of right or wrong here.

    \b
    Examples:
      ipt-train exam take module-1-A.paper.json
      ipt-train exam take module-1-A.paper.json --extra-minutes 15 --plain
    """
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.operation import take as exam_take
    from ipt_train.exam.screen.exam import sit_exam
    from ipt_train.log.operation.open import open_journal

    world = runtime(context)
    asked = _paper(paper)
    screen = world.screen(plain=plain)
    keys = world.keys(plain=screen.plain)  # without a terminal nothing is begun
    journal = open_journal(world, profile, folds=(EXAMS,))
    sitting, resumed = exam_take.take(
        journal, asked, exam=world.new_id()[:12], extra_minutes=extra, again=again
    )
    count, still = len(sitting.questions), len(sitting.unanswered())
    if resumed:
        screen.line(f"Taken up again: {count - still} of {count} answered.")
    kept = f"Left; every answer is kept. `ipt-train exam take {paper}` goes on; the time runs on."
    try:
        over = sit_exam(screen, keys, sitting, world.ticks)
    except KeyboardInterrupt:
        screen.line(kept)
        raise typer.Exit(INTERRUPTED) from None
    if not over:
        screen.line(kept)
        return
    still = len(sitting.unanswered())
    screen.line(f"Over: {count - still} of {count} answered, {still} blank.", "bold")
    screen.line(f"Now hand it in: `ipt-train submit {paper} --person PSEUDONYM`.")


def submit(
    context: typer.Context,
    paper: PaperFile,
    person: Annotated[
        str, typer.Option("--person", help="The pseudonym that your course gave you.")
    ],
    attempt: Annotated[
        int | None, typer.Option("--attempt", min=1, help="Which attempt; else the last.")
    ] = None,
    with_progress: Annotated[
        bool, typer.Option("--with-progress", help="Add how your study goes, in figures.")
    ] = False,
    with_ratings: Annotated[
        bool,
        typer.Option("--with-ratings", help="Add your locked ratings of sessions; no free text."),
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File or folder; else this folder.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
    profile: Profile = DEFAULT_PROFILE,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Pack an exam that is over for your course; what is in it is shown before it is written.

    The signature shows whether the file changed after it was signed; it cannot show who sat at
    the keyboard.

    \b
    Examples:
      ipt-train submit final-A.json --person p-0f3a9c71d2e84b56
      ipt-train submit final-A.json --person p-0f3a9c71d2e84b56 --with-progress --yes
    """
    import sys

    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.operation.submit import learner_key, progress_section
    from ipt_train.exam.operation.take import packed_attempt
    from ipt_train.exam.submission.pseudonym import is_pseudonym
    from ipt_train.log.operation.open import open_journal
    from ipt_train.rating.operation.files import rating_section
    from ipt_train.shell.envelope import envelope
    from ipt_train.shell.output import write_output

    if not is_pseudonym(person):
        raise UsageError(
            f"`{person}` is no pseudonym",
            hint="your course gives it: p- and sixteen of the signs 0-9 and a-f",
        )
    world = runtime(context)
    asked = _paper(paper)
    library = open_library(world) if with_progress else None
    journal = open_journal(world, profile, aliases_of(library) if library else None, folds=(EXAMS,))
    made = packed_attempt(
        journal,
        asked,
        person=person,
        key=learner_key(_key_file(world.paths.data, profile)),
        attempt=attempt,
        progress=progress_section(journal, library) if library else None,
        ratings=rating_section(journal) if with_ratings else None,
    )
    file = _target(output, made.name)
    if json:
        write_output(file, made.data, private=True)
        typer.echo(envelope("submit", {"file": str(file), "fingerprint": made.fingerprint}))
        return
    screen = world.screen(plain=plain)
    for line in made.contents.splitlines():
        screen.line(line)
    if not yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError("nobody was asked", hint="--yes writes it without asking")
        keys = world.keys(plain=screen.plain)
        screen.line(f"Write {file}? y for yes, anything else for no.")
        if keys.command("Write it? ").lower() != "y":
            screen.line("Nothing was written.")
            return
    write_output(file, made.data, private=True)
    screen.line(f"Written: {file}. Send this file to your instructor.")
    screen.line(f"Tell her your key in person, once: {made.fingerprint}.")


def _key_file(folder: Path, profile: str) -> Path:
    """Return where a profile's signing key is: people of one machine sign with their own."""
    name = "signing-key" if profile == DEFAULT_PROFILE else f"signing-key-{profile}"
    return folder / name


def _paper(file: Path) -> "Paper":
    """Read a paper.

    Raises:
        PaperError: It cannot be read.
    """
    import json

    from ipt_train.exam.core.paper import read_paper

    try:
        data = file.read_bytes()
        if len(data) > _LARGEST:
            raise PaperError(f"{file} is too large for a paper", hint="ask for the file again")
        return read_paper(json.loads(data))
    except OSError as error:
        raise PaperError(
            f"{file} cannot be read: {error.strerror}", hint="name the paper's file"
        ) from None
    except (ValueError, RecursionError) as error:
        raise PaperError(
            f"{file} is no paper: {in_words(error)}", hint="ask for the file again"
        ) from None


def _target(output: Path | None, name: str) -> Path:
    if output is None:
        return Path(name)
    return output / name if output.is_dir() else output
