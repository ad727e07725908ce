"""A drill at the terminal: a client speaks, the learner replies, marks it, and says it again."""

from collections.abc import Mapping, Sequence

from ipt_train.bank.core.drill import Criterion, Drill
from ipt_train.bank.core.model import Reference
from ipt_train.plural import counted
from ipt_train.schedule.day import in_words
from ipt_train.shell.keys import Keys
from ipt_train.shell.person import AtTerminal
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.drills import DrillLine
from ipt_train.study.operation.study import Sitting
from ipt_train.study.screen.place import place_in_words
from ipt_train.study.screen.question import standing_parts
from ipt_train.vocabulary import Mark

_MARKS = {"y": Mark.YES, "p": Mark.PARTLY, "n": Mark.NO}
_ALOUD = "(said aloud)"


class DrillLeftError(Exception):
    """The learner leaves the drill."""


def run_drill(
    someone: AtTerminal, drill: Drill, sitting: Sitting, *, keep_text: bool = False
) -> None:
    """Take a reply and its marks, keep them, ask once more, and show what to compare with.

    Args:
        someone: Who replies.
        drill: The drill.
        sitting: The sitting that it is a part of.
        keep_text: Keep what is typed in the log.

    Raises:
        DrillLeftError: The learner left; what was marked by then is kept.
        StoreError: The marks could not be kept.
        EOFError: The input ended.
        KeyboardInterrupt: Ctrl-C.
    """
    screen, keys = someone.screen, someone.keys
    show_client(screen, drill, standing_parts(sitting.standing()))
    began = someone.ticks()
    first = ask_reply(screen, keys)
    spent = someone.ticks() - began
    marks = ask_marks(screen, keys, drill, first)
    returns = sitting.reply(drill, marks, spent, first if keep_text else "")
    missed = [each for each in drill.criteria if marks[each.id] is not Mark.YES]
    screen.gap()
    met = len(drill.criteria) - len(missed)
    screen.line(
        f"{met} of {counted(len(drill.criteria), 'criterion', 'criteria')} met, by your own marks.",
        "bold",
        indent=1,
    )
    again = ""
    if missed:
        began = someone.ticks()
        again = ask_again(screen, keys, drill, missed)
        if again:
            sitting.reply_again(someone.ticks() - began, again if keep_text else "")
    screen.gap()
    if again:
        screen.beside(("First:", first or _ALOUD), ("Again:", again))
    elif first:
        screen.row("You said:", first, style="bold")
    show_answer(screen, drill, sitting.library.bibliography, returns)


def show_client(screen: Screen, drill: Drill, progress: Sequence[str]) -> None:
    """Show the situation, what the client says, and what to do."""
    screen.begin_page()
    screen.gap()
    screen.rule(f"Drill: {place_in_words(drill.phase, [drill.problem_area])}")
    screen.line(f" {screen.glyph('dot')} ".join(progress), "dim", indent=1)
    if drill.content_warning:
        screen.row("Content note:", drill.content_warning, style="bold")
    screen.gap()
    screen.line(drill.situation, indent=1)
    screen.gap()
    _show_words(screen, drill)
    screen.gap()
    screen.line(drill.task, indent=1)


def _show_words(screen: Screen, drill: Drill) -> None:
    quoted = f'"{drill.client}"' if screen.ascii_only else f"“{drill.client}”"
    screen.row("Client:", quoted, style="bold")


def ask_reply(screen: Screen, keys: Keys) -> str:
    """Take a reply, typed or said aloud; return what was typed."""
    screen.line(
        "Say your reply aloud, or type it. An empty line ends it; q leaves.", "dim", indent=1
    )
    return _lines(keys)


def ask_marks(screen: Screen, keys: Keys, drill: Drill, reply: str) -> dict[str, Mark]:
    """Show each criterion and take the learner's own mark for it; u goes back to the one before."""
    screen.gap()
    if reply:
        screen.row("You said:", reply, style="bold")
    screen.line("Mark your reply honestly: y yes, p partly, n no; u undo.", "dim", indent=1)
    marks: list[Mark] = []
    while len(marks) < len(drill.criteria):
        number = len(marks) + 1
        criterion = drill.criteria[number - 1]
        screen.row(f"{number} of {len(drill.criteria)}.", criterion.text, style="bold")
        while (pressed := keys.command("y, p or n: ").lower()) not in (*_MARKS, "u"):
            if pressed == "q":
                raise DrillLeftError
            screen.line(
                "Press y, p or n; u goes back, q leaves without saving.", "yellow", indent=1
            )
        if pressed == "u":
            del marks[-1:]
            continue
        marks.append(_MARKS[pressed])
        screen.line(str(marks[-1]), "dim", indent=3)
    return {each.id: mark for each, mark in zip(drill.criteria, marks, strict=True)}


def ask_again(screen: Screen, keys: Keys, drill: Drill, missed: Sequence[Criterion]) -> str:
    """Let the same client speak once more; return what was typed, or nothing where it is declined."""
    screen.gap()
    _show_words(screen, drill)
    screen.gap()
    screen.line("Say it again, with what was missing:", "bold", indent=1)
    for criterion in missed:
        screen.row("-", f"{criterion.text}. {criterion.why}", indent=2)
    screen.line("Type it; an empty line ends it. Enter alone skips this.", "dim", indent=1)
    return _lines(keys)


def _lines(keys: Keys) -> str:
    """Read lines up to an empty one.

    Raises:
        DrillLeftError: The first line is q.
    """
    lines: list[str] = []
    while line := keys.line("> ").strip():
        if line == "q" and not lines:
            raise DrillLeftError
        lines.append(line)
    return " ".join(lines)


def show_answer(
    screen: Screen, drill: Drill, bibliography: Mapping[str, Reference], returns: str
) -> None:
    """Show good replies, common mistakes, and the idea."""
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
    listed = "; ".join(f"{work.short} [{work.id}]" for work in works if work)
    screen.row("Source:", listed, style="bold", text_style="dim")
    screen.row("Next:", returns, style="bold", text_style="dim")


def show_drills(screen: Screen, lines: Sequence[DrillLine]) -> None:
    """List drills and when they are due."""
    for line in lines:
        when = f"due {in_words(line.due)}" if line.due else "new"
        place = place_in_words(line.phase, [line.problem_area])
        screen.row(line.id, f"{place}; {when}", style="bold")
    if not lines:
        screen.line("There is no drill here: the shipped banks have some.")
