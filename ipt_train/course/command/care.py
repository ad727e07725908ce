"""``course void``, ``attempt`` and ``forget``: what is decided for one person."""

from typing import Annotated, Any

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import HERE, CourseFolder, ExamName, Identity
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies

Person = Annotated[
    str, typer.Argument(metavar="PERSON", help="Id, name, email address or pseudonym.")
]
By = Annotated[str, typer.Option("--by", help="Who decides it (logged).")]
Reason = Annotated[str, typer.Option("--reason", help="The reason (logged).")]


@app.command()
@replies()
def void(
    context: typer.Context,
    person: Person,
    exam: ExamName = None,
    attempt: Annotated[
        int | None, typer.Option("--attempt", min=1, help="Which attempt, if there are several.")
    ] = None,
    by: By = "",
    reason: Reason = "",
    do: Annotated[
        bool, typer.Option("--do", help="Do it. Without this you only see what would change.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take it back: the attempt counts again.")
    ] = False,
    course: CourseFolder = HERE,
    identity: Identity = None,
) -> Reply:
    """Make an accepted attempt void, or undo that.

    The command first shows whose grade would change; --do carries it out. The attempt stays in
    course.db with a note of who made it void and why, counts nowhere, and is mentioned by every
    command. The person may then hand in again. A key that was trusted at first use and signed
    nothing else is forgotten, so its owner may use it. The same file is not accepted again.

    \b
    Examples:
      ipt-train course void 1003 --exam final
      ipt-train course void 1003 --exam final --by "A. Tutor" --reason "another's pseudonym" --do
      ipt-train course void 1003 --exam final --undo --by "A. Tutor" --reason "was the right person" --do
    """
    from ipt_train.course.operation.forget import known_person
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.restore_attempt import restore_attempt
    from ipt_train.course.operation.void import make_void
    from ipt_train.course.screen.care import restored_lines, void_lines

    app = runtime(context)
    opened, now = opened_course(app, course), app.now()
    meant, chosen = known_person(opened, person).pseudonym, opened.course.exam(exam)
    words: dict[str, Any] = {"attempt": attempt, "by": by, "reason": reason, "do": do, "now": now}
    if undo:
        back = restore_attempt(opened, meant, chosen, **words, identity=identity)
        return Reply(data=back, lines=restored_lines(back, opened))
    result = make_void(opened, meant, chosen, **words, identity=identity)
    return Reply(data=result, lines=void_lines(result, opened))


@app.command()
@replies()
def attempt(
    context: typer.Context,
    person: Person,
    exam: ExamName = None,
    by: By = "",
    reason: Reason = "",
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back the attempt that was granted last.")
    ] = False,
    course: CourseFolder = HERE,
    identity: Identity = None,
) -> Reply:
    """Grant one person one more attempt, or take it back.

    Grading takes it into account, hand-out writes a page for it, and release waits for it. The
    exam's own rule says which attempt counts, and its dates say what is late; extensions are set in
    course.yaml.

    \b
    Examples:
      ipt-train course attempt 1003 --exam final --by "A. Tutor" --reason "power cut"
      ipt-train course attempt 1003 --exam final --undo --by "A. Tutor" --reason "no power cut"
    """
    from ipt_train.course.operation.find_person import find_person
    from ipt_train.course.operation.grant import grant_attempt
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.care import grant_lines
    from ipt_train.course.screen.unclaimed import unclaimed_notes

    app = runtime(context)
    opened, now = opened_course(app, course), app.now()
    meant, chosen = find_person(opened, person), opened.course.exam(exam)
    result = grant_attempt(
        opened, meant, chosen, by=by, reason=reason, now=now, undo=undo, identity=identity
    )
    return Reply(data=result, lines=grant_lines(result, opened), notes=unclaimed_notes(opened))


@app.command()
@replies()
def forget(
    context: typer.Context,
    person: Person,
    confirm: Annotated[
        str, typer.Option("--confirm", metavar="ID", help="The person's id once more, to be sure.")
    ] = "",
    course: CourseFolder = HERE,
) -> Reply:
    """Erase one person from the course for good.

    Name, id, key, answers, receipts and refusals are removed from course.db, hand-out/, feedback/
    and results/. It lists what remains and where; the line in the roster is yours to remove. The
    grades of everybody else stay as they are.

    \b
    Example:
      ipt-train course forget 1003 --confirm 1003
    """
    from ipt_train.course.operation.forget import forget_person
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.screen.care import forgotten_lines

    opened = opened_course(runtime(context), course)
    result = forget_person(opened, person, confirm)
    return Reply(data=result, lines=forgotten_lines(result))
