"""An exam at the terminal: no feedback until it is over, every answer kept at once."""

from collections.abc import Callable, Mapping

from ipt_train.bank.core.model import Choice, Reference
from ipt_train.bank.screen.source import sources
from ipt_train.exam.core.result import ExamResult, Part
from ipt_train.exam.operation.exam import ExamSitting
from ipt_train.figure.rounding import percent
from ipt_train.log.core.event import Response
from ipt_train.plural import are, counted
from ipt_train.shell.keys import Keys, say_early
from ipt_train.shell.screen import Screen
from ipt_train.study.core.judge import judge
from ipt_train.study.core.presentation import Presentation, ResponseError
from ipt_train.study.screen.feedback import show_notes
from ipt_train.study.screen.question import show_task

HELP = (
    "Answer as the line tells you; the next question comes straight away, and there is no feedback before the "
    "end. Enter goes to the next question, < to the one before, o to the first unanswered one. u takes "
    "your answer back, e hands the exam in, q leaves it. Every answer is kept; leaving or losing the "
    "window loses nothing, but the clock keeps running."
)
_KEYS = ("Enter next", "< back", "o first unanswered", "u undo", "e hand in", "? help", "q quit")


class ExamLeftError(Exception):
    """The learner leaves an exam that is not over."""


def sit_exam(screen: Screen, keys: Keys, exam: ExamSitting, ticks: Callable[[], int]) -> bool:
    """Ask until the exam is handed in or its time is over; return False if it was left.

    Args:
        screen: Where to write.
        keys: Where typing comes from.
        exam: The exam.
        ticks: A clock in milliseconds that only moves forward.
    """
    place = next(iter(exam.unanswered()), 0)
    try:
        while not exam.is_over():
            place = _ask(screen, keys, exam, ticks, place)
    except (ExamLeftError, EOFError):
        return False
    if exam.record.ended is None:
        exam.end()
        screen.line("The time is over; what was answered in time counts.", "bold", indent=1)
    return True


def _ask(
    screen: Screen, keys: Keys, exam: ExamSitting, ticks: Callable[[], int], place: int
) -> int:
    """Ask one question and return the place of the next, from 0."""
    asked, count = exam.questions[place], len(exam.questions)
    early = keys.typed_before()
    screen.begin_page()
    screen.gap()
    screen.rule(f"{exam.title}: {place + 1} of {count}{_left(exam)}")
    screen.gap()
    show_task(screen, asked)
    given = exam.given(place)
    screen.gap()
    if given is not None:
        screen.line(f"Your answer: {shown(asked, given)}.", indent=1)
    _say_keys(screen, asked)
    early = say_early(screen, keys, early)
    began = ticks()
    while True:
        text = keys.command("Answer: ", single=asked.single_key)
        if exam.is_over():
            return place
        if early and text == "":
            text, early = early, ""
        match text:
            case "" | "o" | "<" | "," | "\x1b[D":
                return _moved(exam, text, place)
            case "u":
                exam.answer(place, None, ticks() - began)
                screen.line("Taken back; it is open again.", indent=1)
            case "q":
                raise ExamLeftError
            case "?":
                screen.line(HELP, indent=1)
            case "e":
                if _handed_in(screen, keys, exam):
                    return place
            case _ if _kept(screen, exam, place, text, ticks() - began):
                return min(place + 1, count - 1)


def _moved(exam: ExamSitting, key: str, place: int) -> int:
    """Return the place of the question that a key goes to; < has a key without Shift, and an arrow."""
    if key == "o":
        return next(iter(exam.unanswered()), place)
    return (place + (1 if key == "" else -1)) % len(exam.questions)


def _say_keys(screen: Screen, asked: Presentation) -> None:
    """Say what to type, and which keys there are beside."""
    if asked.single_key:
        screen.keys(f"{asked.instruction} answer", *_KEYS)
        return
    screen.line(f"Type {asked.instruction}, then Enter.", "dim", indent=1)
    screen.keys(*_KEYS)


def _kept(screen: Screen, exam: ExamSitting, place: int, text: str, spent: int) -> bool:
    try:
        response = exam.questions[place].by_labels(text)
    except ResponseError as error:
        screen.line(f"Not an answer: {error}.", "yellow", indent=1)
        return False
    exam.answer(place, response, spent)
    still = len(exam.unanswered())
    rest = f"{still} unanswered." if still else "That was the last one; press e to hand in."
    screen.line(f"Saved: {shown(exam.questions[place], response)}. {rest}", indent=1)
    return True


def _handed_in(screen: Screen, keys: Keys, exam: ExamSitting) -> bool:
    """Hand in after a question; return whether it was done."""
    still = len(exam.unanswered())
    open_ones = f"{still} unanswered." if still else "All questions answered."
    screen.line(
        f"{open_ones} Hand in? y = yes, any other key = back to the exam.", "bold", indent=1
    )
    if keys.command("Hand in? ").lower() != "y":
        return False
    exam.end()
    return True


def _time(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"


def _left(exam: ExamSitting) -> str:
    seconds = exam.seconds_left()
    if seconds is None:
        return ""
    return f", {_time(seconds)} left"


def shown(asked: Presentation, response: Response) -> str:
    """Return an answer by the numbers on the screen, or as it was typed."""
    labels = {option.id: str(number) for number, option in enumerate(asked.options, 1)}
    match response:
        case bool():
            return "True" if response else "False"
        case str():
            return response
        case dict():
            return " ".join(labels.get(one, one) for one in response.values())
    return " ".join(labels.get(one, one) for one in response)


def show_result(screen: Screen, result: ExamResult) -> None:
    """Show what an exam came to."""
    screen.gap()
    screen.rule(f"Result: {result.title}")
    if not result.items:
        screen.line("None of its questions is in the banks any more.", indent=1)
        return
    within = ""
    if result.interval:
        low, high = result.interval
        within = f" (95% interval {percent(low, 0)} to {percent(high, 0)})"
    share = result.right / result.items
    screen.line(
        f"{result.right} of {result.items} right, {percent(share, 0)}{within}.", "bold", indent=1
    )
    screen.row("Marks", f"{result.marks:g} of {result.items}, with credit for parts")
    screen.row("Blank", str(result.blank))
    screen.row("Time", f"{_time(result.seconds)} on the questions")
    if result.late:
        late = counted(result.late, "answer")
        screen.line(f"{late} came too late and {_do(result.late)} not count.", indent=1)
    if result.gone:
        gone = are(result.gone, "question")
        screen.line(f"{gone} gone from the banks and {_do(result.gone)} not count.", indent=1)
    screen.gap()
    screen.table(("Domain", "Right", "Share"), [_part(one) for one in result.domains])
    screen.gap()
    screen.table(("Level", "Right", "Share"), [_part(one) for one in result.levels])
    screen.line(
        "A practice exam: no pass mark was set for it, and it certifies nothing. Below five "
        "questions no share is given (a convention).",
        "dim",
        indent=1,
    )


def _do(number: int) -> str:
    return "does" if number == 1 else "do"


def come_first(number: int) -> str:
    """Say that missed questions are asked before others: "1 question comes first"."""
    return f"{counted(number, 'question')} {'comes' if number == 1 else 'come'} first"


def show_mistakes(
    screen: Screen, result: ExamResult, bibliography: Mapping[str, Reference]
) -> None:
    """Show every question that was not right, with what is right and why."""
    for number, one in enumerate(result.mistakes, 1):
        screen.gap()
        screen.rule(f"{number} of {len(result.mistakes)}: {one.item.id}")
        screen.line(one.item.stem, "bold", indent=1)
        if one.judgement is None:
            screen.line("Left blank.", indent=1)
            if isinstance(one.item.interaction, Choice):
                show_notes(screen, judge(one.item, ()).notes)
        else:
            show_notes(screen, one.judgement.notes)
        screen.row("Remember:", one.item.explanation, style="bold")
        screen.row("Source:", sources(one.item, bibliography), style="bold", text_style="dim")


def _part(one: Part) -> tuple[str, str, str]:
    share = "too few"
    if one.share is not None and one.interval is not None:
        low, high = one.interval
        share = f"{percent(one.share, 0)} ({percent(low, 0)}-{percent(high, 0)})"
    return one.name.replace("-", " "), f"{one.right} of {one.items}", share
