"""``exam``: practice exams, timed and without feedback until the end."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.shell.group import group
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies

if TYPE_CHECKING:
    from ipt_train.bank.core.model import Library
    from ipt_train.exam.operation.released import ShownRelease
    from ipt_train.exam.operation.show import ExamOutcome

app = group("Take exams, hand them in and see the results.", "exam practice --blueprint module")
ExamName = Annotated[
    str | None,
    typer.Argument(
        metavar="[EXAM]",
        help="The start of the exam's id, or the file of a marked exam; otherwise the newest.",
    ),
]


@app.command()
@replies(csv=True)
def practice(
    context: typer.Context,
    form: ReplyForm,
    blueprint: Annotated[
        str | None,
        typer.Option("--blueprint", help="A blueprint file, or a shipped one: module, final."),
    ] = None,
    length: Annotated[
        int | None,
        typer.Option("--limit", "-n", "--length", min=1, max=500, help="Number of questions."),
    ] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=0, help="Time allowed; 0 for no limit.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, help="The same seed gives the same exam.")
    ] = None,
    another: Annotated[
        bool,
        typer.Option("--another", help="Start another; an open exam is handed in as it is."),
    ] = False,
    new: Annotated[bool, typer.Option("--new", hidden=True, help="The same, as before.")] = False,
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers", help="Answer from a CSV file with the columns item and response."
        ),
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Take a practice exam, or carry on with an open one.

    You are not told what is right or wrong before the end. Answers do not change your schedule; mistakes
    can be sent to the study queue afterwards.

    \b
    Examples:
      ipt-train exam practice --blueprint module
      ipt-train exam practice -n 10 --minutes 12 --seed 7
    """
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.operation.practice import Wanted, answer_exam, practice_exam
    from ipt_train.exam.screen.sit import NotBegunError, ask_ready, sit_practice
    from ipt_train.shell.person import person
    from ipt_train.study.operation.open import open_with_answers

    app = runtime(context)
    hint = "give the answers in a file with --answers FILE, or use `exam show --json`"
    someone = None if answers is not None else person(app, form, "an exam", hint=hint)
    journal, library, given = open_with_answers(app, profile, bank, answers, folds=(EXAMS,))
    wanted = Wanted(
        blueprint=blueprint, length=length, minutes=minutes, seed=seed, new=another or new
    )
    try:
        exam = practice_exam(app, journal, library, wanted, ask_ready(someone))
    except NotBegunError as left:
        return Reply(lines=["No exam has been started."], status=left.ending.status)
    if someone is not None:
        return Reply(status=sit_practice(someone, exam).status)
    return _outcome(answer_exam(exam, given or {}), library)


@app.command("list")
@replies(csv=True)
def list_(context: typer.Context, profile: Profile = DEFAULT_PROFILE, bank: Banks = None) -> Reply:
    """List the exams that you have taken.

    \b
    Examples:
      ipt-train exam list
      ipt-train exam list --csv
    """
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.operation.show import ExamLine, list_exams
    from ipt_train.exam.screen.exams import show_exams
    from ipt_train.shell.listing import listing
    from ipt_train.study.operation.open import open_learner

    journal, library = open_learner(runtime(context), profile, bank, folds=(EXAMS,))
    return listing("exams", ExamLine, list_exams(journal, library), show_exams)


@app.command()
@replies(csv=True)
def show(
    context: typer.Context,
    name: ExamName = None,
    queue: Annotated[
        bool, typer.Option("--queue", help="Send the mistakes to the study queue.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Show the result of an exam, with every mistake.

    A course's exam is marked by the course. The file that it hands back can be shown here, with your
    answers and the key; --queue adds what you missed to your study queue, if your banks have it.

    \b
    Examples:
      ipt-train exam show
      ipt-train exam show 3f2a --queue
      ipt-train exam show final-p-0123456789abcdef.exam.json --queue
    """
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.exchange.released_file import names_a_file
    from ipt_train.exam.operation.released import show_released
    from ipt_train.exam.operation.show import show_exam
    from ipt_train.study.operation.open import open_learner

    app = runtime(context)
    if name is not None and names_a_file(name):
        return _released(show_released(app, Path(name), profile, bank, queue=queue), queue=queue)
    journal, library = open_learner(app, profile, bank, folds=(EXAMS,))
    return _outcome(show_exam(journal, library, name, queue=queue), library)


def _released(shown: "ShownRelease", *, queue: bool) -> Reply:
    """Return a marked exam as a reply."""
    from ipt_train.exam.operation.released import released_table
    from ipt_train.exam.screen.released import show_release

    return Reply(
        data=shown,
        show=lambda screen: show_release(screen, shown, queue=queue),
        table=lambda: released_table(shown),
    )


def _outcome(outcome: "ExamOutcome", library: "Library") -> Reply:
    """Return what an exam came to as a reply."""
    from ipt_train.exam.operation.show import outcome_table
    from ipt_train.exam.screen.exams import show_outcome

    return Reply(
        data=outcome,
        show=lambda screen: show_outcome(screen, outcome, library.bibliography),
        table=lambda: outcome_table(outcome),
    )
