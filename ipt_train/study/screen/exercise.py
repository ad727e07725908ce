"""The exercise of the day as it is offered: what comes, and whether to begin it, skip it or leave."""

from ipt_train.bank.core.drill import Drill
from ipt_train.plural import counted, minutes
from ipt_train.shell.keys import Keys
from ipt_train.shell.screen import Screen
from ipt_train.study.core.exercise import DRILL_SECONDS, CaseSteps, Exercise, competencies_of
from ipt_train.study.operation.study import Sitting
from ipt_train.study.screen.question import standing_parts

_KEYS = ("Enter begin", "b not today", "u undo", "? help", "q quit")
_HELP = """\
A day's sitting includes one drill, or two questions from a case, in place of a new question. It is
chosen by what you have answered worst so far; a case that you have begun comes first. Enter begins it, b
skips it for today and costs nothing, q leaves with a summary."""


def ask_exercise(screen: Screen, keys: Keys, sitting: Sitting, exercise: Exercise) -> str:
    """Say what comes and ask whether to begin; return the key: empty for yes, b, u or q."""
    screen.gap()
    screen.rule(_title(exercise))
    dot = f" {screen.glyph('dot')} "
    screen.line(dot.join(standing_parts(sitting.standing())), "dim", indent=1)
    screen.gap()
    for line in _announcement(exercise, sitting):
        screen.line(line, indent=1)
    screen.gap()
    screen.keys(*_KEYS)
    while (pressed := keys.command("Enter to begin: ")) not in ("", "b", "u", "q"):
        screen.line(
            _HELP.replace("\n", " ") if pressed == "?" else "Press Enter, b, u or q.", indent=1
        )
    return pressed


def in_words(exercise: Exercise) -> str:
    """Return what was taken back, such as ``the drill``."""
    return "the case" if isinstance(exercise, CaseSteps) else "the drill"


def _title(exercise: Exercise) -> str:
    if isinstance(exercise, Drill):
        return "Next: a drill"
    return "Next: a case" if exercise.numbers[0] == 1 else "Next: your case continues"


def _announcement(exercise: Exercise, sitting: Sitting) -> list[str]:
    names = sitting.library.competencies
    if isinstance(exercise, Drill):
        trained = [names[name].title for name in competencies_of(exercise) if name in names]
        return [
            f"A client speaks, and you reply in your own words: about {minutes(DRILL_SECONDS)}.",
            *([f"It trains: {'; '.join(trained)}."] if trained else []),
        ]
    total, numbers = len(exercise.case.steps), exercise.numbers
    last = f" and {numbers[-1]}" if len(numbers) > 1 else ""
    what = f"{'questions' if last else 'question'} {numbers[0]}{last} of {total}"
    rest = total - numbers[-1]
    later = f" The other {counted(rest, 'question')} come another day." if rest > 1 else ""
    later = " The last question comes another day." if rest == 1 else later
    return [f"{exercise.case.title}: {what}.{later}"]
