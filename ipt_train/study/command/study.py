"""``study`` and ``case``: sittings."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.errors import INTERRUPTED, AnswersError, UsageError
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Json, Plain, Profile, Topic, runtime

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ipt_train.bank.core.model import Library
    from ipt_train.csv_file import Answer
    from ipt_train.log.operation.journal import Journal
    from ipt_train.shell.runtime import Runtime
    from ipt_train.study.operation.cases import CaseLine
    from ipt_train.study.operation.study import Sitting

Answers = Annotated[
    str | None,
    typer.Option(
        "--answers",
        help="Answer from a CSV file with the columns item and response; - for standard input.",
    ),
]


def study(
    context: typer.Context,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
    topic: Topic = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            help="Stop after this many answers; a case that was begun is finished first.",
        ),
    ] = None,
    new: Annotated[
        int | None,
        typer.Option(
            "--new", min=0, help="New questions or cases at most, instead of the daily limit."
        ),
    ] = None,
    minutes: Annotated[
        int | None, typer.Option("--minutes", min=1, help="Ask nothing more after so many minutes.")
    ] = None,
    cram: Annotated[
        bool, typer.Option("--cram", help="Practise all that was seen, weakest first.")
    ] = False,
    answers: Answers = None,
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Study what is due and new today; every answer is saved at once.

    Practice (--topic, --cram) is kept in the log too and moves no schedule.

    \b
    Examples:
      ipt-train study
      ipt-train study --minutes 10
      ipt-train study --topic techniques --limit 10
      ipt-train study --cram
      ipt-train study --new 0 --plain
      ipt-train study --answers answers.csv --json
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.study.exchange.keep_brief import keep_brief
    from ipt_train.study.operation.due import due_of
    from ipt_train.study.operation.practice import begin_practice
    from ipt_train.study.operation.study import begin_study

    if cram and topic:
        raise UsageError("--cram and --topic are two things", hint="choose one of them")
    if new is not None and (cram or topic):
        raise UsageError(
            "--new is for study", hint="practice asks what was seen or is on the topic"
        )
    world = runtime(context)
    library = open_library(world, bank)
    given = given_answers(library, answers)  # before anything is recorded
    journal = open_journal(world, profile, aliases_of(library))
    session = world.new_id()
    if bank is None:
        _tell_changes(journal, library)
    if cram or topic:
        sitting = begin_practice(
            journal, library, session=session, topic_name=topic, limit=limit, minutes=minutes
        )
    else:
        sitting = begin_study(
            journal, library, session=session, limit=limit, new_limit=new, minutes=minutes
        )
    try:
        _run(world, sitting, given, plain=plain, json=json, command="study")
    finally:
        if bank is None:
            keep_brief(world.paths, profile, journal, due_of(journal, library))


def case(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[CASE]", help="Id of a case; none lists them.")
    ] = None,
    next_: Annotated[
        bool, typer.Option("--next", help="Choose one: half-way, else unseen, else longest ago.")
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
    plain: Plain = False,
    json: Json = False,
) -> None:
    """Work through a case that unfolds step by step; without a name, list the cases.

    --next chooses one, and repeats none before the others were seen.

    \b
    Examples:
      ipt-train case
      ipt-train case --next --phase middle --area role-dispute
      ipt-train case case-station-manager
    """
    from ipt_train.bank.core.aliases import aliases_of
    from ipt_train.bank.operation.library import vignette
    from ipt_train.bank.operation.open import open_library
    from ipt_train.log.operation.open import open_journal
    from ipt_train.study.operation.cases import choose_case, list_cases
    from ipt_train.study.operation.study import begin_case

    world = runtime(context)
    library = open_library(world, bank)
    given = given_answers(library, answers)  # before anything is recorded
    journal = open_journal(world, profile, aliases_of(library))
    kind = {"phase": phase, "area": area, "challenge": challenge}
    if name is None and not next_:
        _list_cases(world, list_cases(library, journal.state, **kind), plain=plain, json=json)
        return
    if name is not None and (next_ or any(kind.values())):
        raise UsageError("a case by its name needs no choosing", hint="name it, or use --next")
    chosen = vignette(library, name) if name else choose_case(library, journal.state, **kind)
    if chosen is None:
        raise UsageError("no case is of that kind", hint="`ipt-train case` lists the cases")
    sitting = begin_case(journal, library, chosen, session=world.new_id())
    _run(world, sitting, given, plain=plain, json=json, command="case")


def _tell_changes(journal: "Journal", library: "Library") -> None:
    """Say once what changed in the banks; on standard error, since it is not the answer."""
    from ipt_train.study.operation.updates import bank_changes, in_words

    changes = bank_changes(journal, library)
    if changes:
        print(in_words(changes), file=sys.stderr)  # noqa: T201


def _run(
    world: "Runtime",
    sitting: "Sitting",
    given: "Mapping[str, Answer] | None",
    *,
    plain: bool,
    json: bool,
    command: str,
) -> None:
    """Run a sitting with a person or from a file, and end with its summary."""
    from ipt_train.study.screen.due import show_path, show_summary
    from ipt_train.study.screen.sitting import TerminalSitting

    if given is not None:
        _run_file(world, sitting, given, plain=plain, json=json, command=command)
        return
    if json:
        raise UsageError(
            "a sitting with a person is not a JSON document",
            hint="give the answers in a file with --answers FILE",
        )
    screen = world.screen(plain=plain)
    keys = world.keys(plain=screen.plain)
    if sitting.next() is None:
        screen.line("Nothing is due and nothing is new today.")
        screen.line(
            "`ipt-train due` shows what comes next; `ipt-train case` lists cases to work through."
        )
        return
    finished = TerminalSitting(screen, keys, sitting, world.ticks).run()
    show_summary(screen, sitting.summary())
    if command == "case":
        show_path(screen, sitting.path())
    if not finished:
        print("ipt-train: interrupted; every answer up to here is saved", file=sys.stderr)  # noqa: T201
        raise typer.Exit(INTERRUPTED)


def _run_file(
    world: "Runtime",
    sitting: "Sitting",
    given: "Mapping[str, Answer]",
    *,
    plain: bool,
    json: bool,
    command: str,
) -> None:
    from ipt_train.shell.envelope import envelope
    from ipt_train.study.operation.answer_file import run_given
    from ipt_train.study.screen.due import show_summary

    marked = run_given(sitting, given)
    unasked = sorted(set(given) - {one.item for one in marked})
    if json:
        typer.echo(
            envelope(
                command,
                {
                    "answers": [_plain(one) for one in marked],
                    "not_asked": unasked,
                    "summary": _plain(sitting.summary()),
                },
            )
        )
        return
    screen = world.screen(plain=plain)
    for one in marked:
        screen.line(f"{'right' if one.correct else 'wrong'}: {one.item}, {one.returns}")
    if unasked:
        screen.line(
            f"Not asked now (not due, beyond today's limit of new ones, or kept apart from a question of the same objective): {', '.join(unasked)}"
        )
    show_summary(screen, sitting.summary())


def _plain(value: object) -> object:
    from dataclasses import asdict

    return asdict(value)  # type: ignore[call-overload]


def given_answers(library: "Library", name: str | None) -> "Mapping[str, Answer] | None":
    """Return the answers of a file, checked as a whole; None where no file was named.

    Raises:
        AnswersError: It cannot be read, or does not fit.
    """
    from ipt_train.study.operation.answer_file import load_answers

    return None if name is None else load_answers(read_text(name), name, library)


def read_text(name: str) -> str:
    """Read a file of answers, or standard input for ``-``.

    Raises:
        AnswersError: It cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise AnswersError(
            f"{name} cannot be read: {error.strerror}", hint="name a CSV file"
        ) from None
    except UnicodeDecodeError:
        raise AnswersError(f"{name} is not UTF-8", hint="save it as UTF-8") from None


def _list_cases(world: "Runtime", cases: "Sequence[CaseLine]", *, plain: bool, json: bool) -> None:
    from ipt_train.shell.envelope import envelope

    if json:
        typer.echo(envelope("case", {"cases": [_plain(one) for one in cases]}))
        return
    screen = world.screen(plain=plain)
    for one in cases:
        about = f"{one.title}; {one.phase}; {', '.join(one.problem_areas)}; {one.challenge}"
        screen.line(one.id, "bold", indent=1)
        screen.line(f"{about}; {one.answered} of {one.steps} steps answered", indent=3)
    if not cases:
        screen.line("No case is of that kind; `ipt-train case` lists all.")
    screen.line("Begin one with `ipt-train case ID`, or with `ipt-train case --next`.")
