"""``exam``: practice exams, timed and without feedback until the end."""

from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import INTERRUPTED, UsageError
from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, runtime

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_train.csv_file import Answer
    from ipt_train.exam.operation.exam import ExamSitting
    from ipt_train.shell.runtime import Runtime

app = group(
    "Take practice exams and look at what they came to.", "exam practice --blueprint module"
)
ExamName = Annotated[
    str | None, typer.Argument(metavar="[EXAM]", help="Beginning of its id; else the newest.")
]


@app.command()
def practice(
    context: typer.Context,
    blueprint: Annotated[
        str | None,
        typer.Option("--blueprint", help="A blueprint file, or a shipped one: module, final."),
    ] = None,
    length: Annotated[
        int | None, typer.Option("--length", "-n", min=1, max=500, help="Number of questions.")
    ] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=0, help="Time allowed; 0 for no limit.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="The same seed gives the same exam.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Begin anew; one that is open is handed in as it is.")
    ] = False,
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers", help="Answer from a CSV file with the columns item and response."
        ),
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Take a practice exam; one that was interrupted goes on where it was left.

    Nothing is said of right or wrong before the end. Answers do not move the schedule; mistakes
    can be sent to the study queue afterwards.

    \b
    Examples:
      ipt-train exam practice --blueprint module
      ipt-train exam practice -n 10 --minutes 12 --seed 7
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library, shelf_of
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.operation.exam import begin_exam, open_exam
    from ipt_train.log.operation.open import open_journal
    from ipt_train.study.operation.answer_file import answers_in

    if json and answers is None:
        raise UsageError(
            "an exam with a person is not a JSON document",
            hint="give the answers in a file with --answers FILE, or use `exam show --json`",
        )
    world = runtime(context)
    if answers is None:
        world.keys(plain=plain)  # without a terminal nothing is begun
    library = open_library(world, bank)
    given = answers_in(answers, library)  # before anything is begun
    journal = open_journal(world, profile, aliases_of(library), folds=(EXAMS,))
    sitting = open_exam(journal, library)
    if sitting and new:
        sitting.end()
        sitting = None
    resumed = sitting is not None
    if sitting is None:
        plan, title = None, "Practice exam"
        if blueprint is not None:
            from pathlib import Path

            from ipt_train.bank.source.blueprint import read_blueprint

            plan = read_blueprint(Path(blueprint), shelf_of(world))
            title = f"Practice exam ({plan['id']})"
        sitting = begin_exam(
            journal,
            library,
            exam=world.new_id()[:12],
            title=title,
            seed=world.chance() if seed is None else seed,
            blueprint=plan,
            length=length,
            minutes=minutes,
        )
    if given is not None:
        unasked = _answer_all(sitting, given)
        name = sitting.record.began.exam
        _show(world, profile, bank, name, plain=plain, json=json, unasked=unasked)
        return
    _sit(world, profile, bank, sitting, resumed=resumed, plain=plain)


def _sit(
    world: "Runtime",
    profile: str,
    bank: list[str] | None,
    sitting: "ExamSitting",
    *,
    resumed: bool,
    plain: bool,
) -> None:
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.exam.operation.exam import exam_result, queue_mistakes
    from ipt_train.exam.screen.exam import show_mistakes, show_result, sit_exam
    from ipt_train.log.operation.open import open_journal

    screen = world.screen(plain=plain)
    keys = world.keys(plain=screen.plain)
    count, still = len(sitting.questions), len(sitting.unanswered())
    if resumed:
        screen.line(f"Taken up again: {count - still} of {count} answered.")
    try:
        over = sit_exam(screen, keys, sitting, world.ticks)
    except KeyboardInterrupt:
        screen.line("Left; every answer is kept. `ipt-train exam practice` goes on.")
        raise typer.Exit(INTERRUPTED) from None
    if not over:
        screen.line("Left; every answer is kept. `ipt-train exam practice` goes on.")
        return
    library = open_library(world, bank)
    result = exam_result(library, sitting.record)
    show_result(screen, result)
    if not result.mistakes:
        return
    name = sitting.record.began.exam
    screen.line("Review the mistakes now? y for yes, anything else for no.", indent=1)
    if keys.command("Review? ").lower() == "y":
        show_mistakes(screen, result, library.bibliography)
    screen.line("Send them to the study queue? y for yes, anything else for no.", indent=1)
    if keys.command("Send? ").lower() == "y":
        sent = queue_mistakes(open_journal(world, profile, aliases_of(library)), result)
        screen.line(f"{sent} come first when you next study.", indent=1)
    screen.line(f"`ipt-train exam show {name}` shows this again.", indent=1)


def _answer_all(sitting: "ExamSitting", given: "Mapping[str, Answer]") -> list[str]:
    """Answer an exam, hand it in, and return the items that it did not ask for."""
    for place, asked in enumerate(sitting.questions):
        answer = given.get(asked.item.id)
        if answer is not None:
            sitting.answer(place, asked.by_ids(answer.response), answer.response_ms)
    sitting.end()
    return sorted(given.keys() - {asked.item.id for asked in sitting.questions})


@app.command("list")
def list_(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """List the exams that were taken.

    \b
    Example:
      ipt-train exam list
    """
    from datetime import date

    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.operation.exam import exam_result
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.envelope import envelope

    world = runtime(context)
    library = open_library(world, bank)
    journal = open_journal(world, profile, aliases_of(library), folds=(EXAMS,))
    lines = []
    for record in journal.folded(EXAMS).values():
        over = record.is_over(journal.at())
        result = exam_result(library, record) if over and not record.began.paper else None
        lines.append(
            {
                "id": record.began.exam,
                "title": record.began.title,
                "day": date.fromordinal(record.day).isoformat(),
                "items": len(record.began.items),
                "answered": len(record.answers),
                "over": over,
                "right": result.right if result else None,
            }
        )
    if json:
        typer.echo(envelope("exam list", {"exams": lines}))
        return
    screen = world.screen(plain=plain)
    for line in lines:
        state = f"{line['answered']} of {line['items']} answered"
        if line["right"] is not None:
            state = f"{line['right']} of {line['items']} right"
        elif not line["over"]:
            state += ", open"
        screen.row(str(line["id"]), f"{line['day']}, {line['title']}, {state}", style="bold")
    if not lines:
        screen.line("No exam was taken yet. `ipt-train exam practice` begins one.")


@app.command()
def show(
    context: typer.Context,
    name: ExamName = None,
    queue: Annotated[
        bool, typer.Option("--queue", help="Send the mistakes to the study queue.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Show what an exam came to, with every mistake and why.

    \b
    Examples:
      ipt-train exam show
      ipt-train exam show 3f2a --queue
    """
    _show(runtime(context), profile, bank, name, plain=plain, json=json, queue=queue)


def _show(
    world: "Runtime",
    profile: str,
    bank: list[str] | None,
    name: str | None,
    *,
    plain: bool,
    json: bool,
    queue: bool = False,
    unasked: "Sequence[str]" = (),
) -> None:
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.operation.exam import exam_named, exam_result, queue_mistakes
    from ipt_train.exam.screen.exam import show_mistakes, show_result
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.envelope import envelope

    library = open_library(world, bank)
    journal = open_journal(world, profile, aliases_of(library), folds=(EXAMS,))
    record = exam_named(journal, name)
    if record.began.paper:
        raise UsageError("a course's exam is marked by the course", hint="ask your instructor")
    if not record.is_over(journal.at()):
        raise UsageError("this exam is not over", hint="`ipt-train exam practice` goes on with it")
    result = exam_result(library, record)
    sent = queue_mistakes(journal, result) if queue else 0
    if json:
        typer.echo(envelope("exam show", {"result": result, "queued": sent, "not_asked": unasked}))
        return
    screen = world.screen(plain=plain)
    show_result(screen, result)
    show_mistakes(screen, result, library.bibliography)
    if unasked:
        screen.line(f"Not asked in this exam, and so not kept: {', '.join(unasked)}.", indent=1)
    if sent:
        screen.line(f"{sent} come first when you next study.", indent=1)
