"""A drill at the terminal: a client speaks, the learner replies, then looks at her reply."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from ipt_train.bank.core.drill import Criterion, Drill
from ipt_train.bank.core.model import Reference
from ipt_train.shell.keys import Keys
from ipt_train.shell.person import AtTerminal, Ending
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.drills import DrillLine
from ipt_train.vocabulary import Mark

_MARKS = {"y": Mark.YES, "p": Mark.PARTLY, "n": Mark.NO}


class DrillLeftError(Exception):
    """The learner leaves before the reply was marked."""


def ask_reply(screen: Screen, keys: Keys, drill: Drill) -> str:
    """Show what the client says and take a reply, typed or said aloud; return what was typed."""
    screen.rule(f"Drill: {drill.phase}, {drill.problem_area}")
    if drill.content_warning:
        screen.row("Content:", drill.content_warning, style="bold")
    screen.line(drill.situation, indent=1)
    screen.gap()
    screen.row(
        "Client:",
        f"“{drill.client}”" if not screen.ascii_only else f'"{drill.client}"',
        style="bold",
    )
    screen.gap()
    screen.line(drill.task, indent=1)
    screen.line(
        "Say your reply aloud, or type it. An empty line ends it; q leaves.", "dim", indent=1
    )
    lines: list[str] = []
    while line := keys.line("> ").strip():
        if line == "q" and not lines:
            raise DrillLeftError
        lines.append(line)
    return " ".join(lines)


def ask_marks(screen: Screen, keys: Keys, drill: Drill, reply: str) -> dict[str, Mark]:
    """Show each criterion and take the learner's own mark for it."""
    screen.gap()
    if reply:
        screen.row("You said:", reply, style="bold")
    screen.line("Mark your reply honestly: y yes, p partly, n no.", "dim", indent=1)
    marks: dict[str, Mark] = {}
    for number, criterion in enumerate(drill.criteria, 1):
        screen.row(f"{number}.", criterion.text, style="bold")
        while (said := keys.command("y, p or n: ").lower()) not in _MARKS:
            if said == "q":
                raise DrillLeftError
            screen.line("Press y, p or n; q leaves without saving.", "yellow", indent=1)
        marks[criterion.id] = _MARKS[said]
        screen.line(str(_MARKS[said]), "dim", indent=3)
    return marks


def show_answer(
    screen: Screen,
    drill: Drill,
    marks: Mapping[str, Mark],
    bibliography: Mapping[str, Reference],
    returns: str,
) -> None:
    """Show why what was missed matters, good replies, common mistakes, and the idea."""
    missed: list[Criterion] = [one for one in drill.criteria if marks[one.id] is not Mark.YES]
    screen.gap()
    met = len(drill.criteria) - len(missed)
    screen.line(
        f"{met} of {len(drill.criteria)} criteria met, by your own marks.", "bold", indent=1
    )
    for criterion in missed:
        screen.row("Why:", f"{criterion.text}. {criterion.why}", style="bold")
    for title, replies, style in (
        ("A good reply:", drill.replies, "green"),
        ("A common mistake:", drill.mistakes, "red"),
    ):
        for reply in replies:
            screen.gap()
            screen.row(title, reply.text, style=style)
            screen.line(reply.comment, indent=3)
    screen.gap()
    screen.row("Remember:", drill.explanation, style="bold")
    works = (bibliography.get(name) for name in drill.references)
    said = "; ".join(f"{work.short} [{work.id}]" for work in works if work)
    screen.row("Source:", said, style="bold", text_style="dim")
    screen.row("Next:", returns, style="bold", text_style="dim")


def run_drill(
    someone: AtTerminal,
    drill: Drill,
    bibliography: Mapping[str, Reference],
    keep: Callable[[Mapping[str, Mark], int, str], date],
) -> Ending:
    """Take a reply and its marks, keep them, and show what there is to compare with.

    Args:
        someone: Who replies.
        drill: The drill.
        bibliography: The works that it names.
        keep: Commits the marks, the milliseconds that the reply took and the reply, and returns the
            day on which the drill comes back.

    Raises:
        StoreError: The marks could not be kept.
    """
    screen, keys = someone.screen, someone.keys
    began = someone.ticks()
    try:
        reply = ask_reply(screen, keys, drill)
        spent = someone.ticks() - began
        marks = ask_marks(screen, keys, drill, reply)
    except (DrillLeftError, EOFError):
        screen.line("Left; nothing was marked.", indent=1)
        return Ending.LEFT
    except KeyboardInterrupt:
        return Ending.INTERRUPTED
    day = keep(marks, spent, reply)
    show_answer(screen, drill, marks, bibliography, f"on {day.isoformat()}")
    return Ending.OVER


def show_drills(screen: Screen, lines: Sequence[DrillLine]) -> None:
    """List drills and when they are due."""
    for line in lines:
        when = f"due {line.due}" if line.due else "new"
        screen.row(line.id, f"{line.phase}, {line.problem_area}, {when}", style="bold")
    if not lines:
        screen.line("There is no drill here: the shipped banks have some.")
