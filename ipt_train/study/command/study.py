"""``study`` and ``case``: sittings."""

from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, Topic, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_train.csv_file import Answer
    from ipt_train.shell.person import AtTerminal
    from ipt_train.study.operation.study import Sitting

Answers = Annotated[
    str | None,
    typer.Option(
        "--answers",
        help="Answer from a CSV file with the columns item and response; - for standard input.",
    ),
]
_FROM_A_FILE = "give the answers in a file with --answers FILE"


@replies(csv=True)
def study(
    context: typer.Context,
    form: ReplyForm,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    topic: Topic = None,
    competency: Annotated[
        str | None,
        typer.Option("--competency", help="Practise one competency, by its id or title."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=1,
            help="Stop after this many answers; a case that was begun is finished first.",
        ),
    ] = None,
    new: Annotated[
        int | None,
        typer.Option(
            "--new",
            min=0,
            help="At most this many new questions or cases, instead of the daily limit.",
        ),
    ] = None,
    more: Annotated[
        int | None,
        typer.Option("--more", min=1, help="More new questions today, beyond your daily limit."),
    ] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=1, help="Stop asking after this many minutes.")
    ] = None,
    cram: Annotated[
        bool, typer.Option("--cram", help="Practise everything you have seen, weakest first.")
    ] = False,
    answers: Answers = None,
) -> Reply:
    """Study what is due and new today.

    Every answer is saved at once. A day ends with one drill, or two questions from a case, chosen
    by what you know least; b skips it. Practice (--topic, --competency, --cram) is recorded but
    does not change when questions come back.

    \b
    Examples:
      ipt-train study
      ipt-train study --minutes 10
      ipt-train study --topic techniques -n 10
      ipt-train study --competency working-with-grief
      ipt-train study --more 5
      ipt-train study --cram
      ipt-train study --new 0 --plain
      ipt-train study --answers answers.csv --json
    """
    from functools import partial

    from ipt_train.shell.person import person
    from ipt_train.study.exchange.keep_brief import banks_of, keep_brief
    from ipt_train.study.operation.begin import Aim, Theme, begin_sitting
    from ipt_train.study.operation.due import due_of
    from ipt_train.study.operation.open import open_with_answers
    from ipt_train.study.operation.updates import changes_told
    from ipt_train.study.screen.today import promise

    about = Theme(topic=topic, competency=competency, cram=cram)
    aim = Aim(theme=about, limit=limit, new=new, minutes=minutes, more=more)
    app = runtime(context)
    banks = banks_of(app.paths)
    journal, library, given = open_with_answers(app, profile, bank, answers)
    begin = partial(begin_sitting, journal, library, aim, exercise=given is None)
    sitting = begin(session=app.new_id())
    someone = None if given is not None else person(app, form, "a sitting", hint=_FROM_A_FILE)
    if someone is not None and bank is None and promise(someone, journal):
        sitting = begin(session=app.new_id())
    try:
        return _sit(sitting, given, someone, () if bank else changes_told(journal, library))
    finally:
        if bank is None:
            keep_brief(app.paths, profile, journal, due_of(journal, library), banks)


@replies(csv=True)
def case(
    context: typer.Context,
    form: ReplyForm,
    name: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="Id of a case. Leave out to list them.")
    ] = None,
    next_: Annotated[
        bool,
        typer.Option(
            "--next",
            help="Let the program choose: a case left half-way, then an unseen one, then the one seen longest ago.",
        ),
    ] = False,
    phase: Annotated[
        str, typer.Option("--phase", help="initial, middle, ending or maintenance.")
    ] = "",
    area: Annotated[str, typer.Option("--area", help="A problem area, such as grief.")] = "",
    challenge: Annotated[
        str, typer.Option("--challenge", help="introductory, intermediate or advanced.")
    ] = "",
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    answers: Answers = None,
) -> Reply:
    """List the cases, or work through one step by step.

    --next chooses one, and repeats none until you have seen the others.

    \b
    Examples:
      ipt-train case
      ipt-train case --next --phase middle --area role-dispute
      ipt-train case case-station-manager
    """
    from ipt_train.shell.listing import listing
    from ipt_train.shell.person import person
    from ipt_train.study.operation.begin import begin_case
    from ipt_train.study.operation.cases import CaseKind, CaseLine, case_for, list_cases
    from ipt_train.study.operation.open import open_with_answers
    from ipt_train.study.screen.cases import show_cases

    app = runtime(context)
    journal, library, given = open_with_answers(app, profile, bank, answers)
    kind = CaseKind(phase=phase, area=area, challenge=challenge)
    if name is None and not next_:
        return listing("cases", CaseLine, list_cases(library, journal.state, kind), show_cases)
    chosen = case_for(library, journal.state, name, kind, in_turn=next_)
    sitting = begin_case(journal, library, chosen, session=app.new_id())
    someone = None if given is not None else person(app, form, "a sitting", hint=_FROM_A_FILE)
    return _sit(sitting, given, someone, case=True)


def _sit(
    sitting: "Sitting",
    given: "Mapping[str, Answer] | None",
    someone: "AtTerminal | None",
    changes: "Sequence[str]" = (),
    *,
    case: bool = False,
) -> Reply:
    """Run a sitting with a person, or without one from a file."""
    from ipt_train.shell.listing import line_table
    from ipt_train.study.operation.answer_file import MarkedAnswer, mark_file
    from ipt_train.study.screen.sit import show_marked, sit, what_was_saved

    if someone is not None:
        ending = sit(someone, sitting, changes=changes, case=case)
        return Reply(notes=what_was_saved(ending), status=ending.status)
    marked = mark_file(sitting, given or {})
    return Reply(
        data=marked,
        show=lambda screen: show_marked(screen, marked),
        table=lambda: line_table(MarkedAnswer, marked.answers),
        notes=changes,
    )
