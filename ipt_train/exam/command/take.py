"""``exam take`` and ``exam submit``: a course's exam at the learner's side."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.exam.command.exam import app
from ipt_train.shell.options import DEFAULT_PROFILE, Profile, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies

PaperFile = Annotated[Path, typer.Argument(metavar="PAPER", help="The paper's file.")]


@app.command()
@replies(json=False)
def take(
    context: typer.Context,
    form: ReplyForm,
    paper: PaperFile,
    extra: Annotated[
        int,
        typer.Option("--extra-minutes", min=0, help="Extra minutes that your course allows you."),
    ] = 0,
    again: Annotated[
        bool, typer.Option("--again", help="Another attempt, where your course allows it.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Take a course's exam from its paper, or carry on.

    The paper contains no key, so you are not told what is right or wrong.

    \b
    Examples:
      ipt-train exam take module-1-A.paper.json
      ipt-train exam take module-1-A.paper.json --extra-minutes 15 --plain
    """
    from ipt_train.exam.core.record import EXAMS
    from ipt_train.exam.exchange.paper_file import read_paper_file
    from ipt_train.exam.operation.take import overdue
    from ipt_train.exam.operation.take import take as take_exam
    from ipt_train.exam.screen.sit import sit_paper
    from ipt_train.log.operation.open import open_journal
    from ipt_train.shell.person import person

    app = runtime(context)
    asked = read_paper_file(paper)
    someone = person(app, form, "an exam", hint="")  # without a terminal nothing is begun
    journal = open_journal(app, profile, folds=(EXAMS,))
    sitting, resumed = take_exam(
        journal, asked, exam=app.new_id()[:12], extra_minutes=extra, again=again
    )
    late = overdue(journal, asked)
    return Reply(status=sit_paper(someone, sitting, resumed=resumed, paper=paper, late=late).status)


@app.command()
@replies()
def submit(
    context: typer.Context,
    form: ReplyForm,
    paper: PaperFile,
    person: Annotated[
        str, typer.Option("--person", help="The pseudonym that your course gave you.")
    ],
    attempt: Annotated[
        int | None, typer.Option("--attempt", min=1, help="Which attempt; otherwise the last.")
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", min=1, help="The number of this attempt; see below.")
    ] = None,
    with_progress: Annotated[
        bool, typer.Option("--with-progress", help="Add figures on how your study is going.")
    ] = False,
    with_ratings: Annotated[
        bool,
        typer.Option("--with-ratings", help="Add your locked ratings of sessions; no free text."),
    ] = False,
    own_key: Annotated[
        bool,
        typer.Option("--own-key", help="Sign with a key for this course only; see below."),
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File or folder; otherwise this folder.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Pack a finished exam to hand in.

    What is in it is shown before it is written. The signature shows whether the file changed after
    it was signed; it cannot show who sat at the keyboard.

    Attempts are numbered as you took them from this paper on this computer. If you took an earlier
    one in a browser, on another computer, or from another form, say which this is with --number 2.

    Each course gets a signing key of its own. If you handed in with an earlier version, the key
    that you had then is still used in every course; --own-key gives a course that has not seen that
    key a key of its own, which it keeps.

    \b
    Examples:
      ipt-train exam submit final-A.json --person p-0f3a9c71d2e84b56
      ipt-train exam submit final-A.json --person p-0f3a9c71d2e84b56 --with-progress --yes
    """
    from ipt_train.exam.exchange.paper_file import read_paper_file
    from ipt_train.exam.operation.hand_in import HandIn, packed_work, submission_file
    from ipt_train.exam.screen.submit import agree, show_written
    from ipt_train.shell.output import write_output
    from ipt_train.shell.person import for_programs

    added = {"with_progress": with_progress, "with_ratings": with_ratings, "own_key": own_key}
    wanted = HandIn(person=person, attempt=attempt, number=number, **added)
    app, plain = runtime(context), form is ReplyForm.PLAIN
    packed = packed_work(app, profile, read_paper_file(paper), wanted)
    file = submission_file(output, packed.name)
    asked = not yes and not for_programs(form)
    if asked and not agree(app.screen(plain=plain), app.asking(plain=plain), packed, file):
        return Reply(lines=["Nothing was written."])
    write_output(file, packed.data, private=True)
    return Reply(
        data={"file": str(file), "fingerprint": packed.fingerprint},
        show=lambda screen: show_written(screen, packed, file, contents=not asked),
    )
