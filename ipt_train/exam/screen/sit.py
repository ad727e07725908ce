"""An exam from its beginning to what follows it."""

from collections.abc import Callable
from pathlib import Path

from ipt_train.exam.operation.exam import ExamSitting
from ipt_train.exam.operation.practice import PracticeExam
from ipt_train.exam.screen.exam import come_first, show_mistakes, show_result, sit_exam
from ipt_train.plural import counted
from ipt_train.shell.keys import Keys
from ipt_train.shell.person import AtTerminal, Ending


class NotBegunError(Exception):
    """The learner left before the time began to run.

    Attributes:
        ending: How the person left.
    """

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending = ending


def ask_ready(someone: AtTerminal | None) -> Callable[[int, int], None] | None:
    """Return what says how long an exam is and waits for Enter; None where nobody is there."""
    if someone is None:
        return None

    def ask(questions: int, minutes: int) -> None:
        count = counted(questions, "question")
        told = f"{count}, no time limit."
        if minutes:
            time = counted(minutes, "minute")
            told = f"{count}, {time}. The clock starts when you press Enter."
        someone.screen.line(told, "bold", indent=1)
        someone.screen.keys("Enter start", "q quit")
        try:
            while (pressed := someone.keys.command("Enter to start: ")) != "":
                if pressed == "q":
                    raise NotBegunError(Ending.LEFT)
        except EOFError:
            raise NotBegunError(Ending.LEFT) from None
        except KeyboardInterrupt:
            raise NotBegunError(Ending.INTERRUPTED) from None

    return ask


def sit_practice(someone: AtTerminal, exam: PracticeExam) -> Ending:
    """Ask a practice exam, show what it came to, and offer the mistakes to look at and to study.

    Args:
        someone: Who answers.
        exam: The exam.
    """
    screen, keys = someone.screen, someone.keys
    kept = "You have left the exam; every answer is kept. `ipt-train exam practice` carries on with it."
    ending = _sit(someone, exam.sitting, resumed=exam.resumed, kept=kept)
    if ending is not Ending.OVER:
        return ending
    result = exam.result()
    show_result(screen, result)
    if not result.mistakes:
        return ending
    screen.line("Review the mistakes now? y for yes, anything else for no.", indent=1)
    if agrees(keys, "Review? "):
        show_mistakes(screen, result, exam.library.bibliography)
    screen.line("Send them to the study queue? y for yes, anything else for no.", indent=1)
    if agrees(keys, "Send? "):
        screen.line(f"{come_first(exam.queue(result))} when you next study.", indent=1)
    screen.line(f"`ipt-train exam show {exam.name}` shows this again.", indent=1)
    return ending


def sit_paper(
    someone: AtTerminal, sitting: ExamSitting, *, resumed: bool, paper: Path, late: str = ""
) -> Ending:
    """Ask a course's exam and say how to hand it in.

    Args:
        someone: Who answers.
        sitting: The exam.
        resumed: It was begun before.
        paper: The paper's file.
        late: That the exam was due before now, in words; an empty text if it was not.
    """
    screen, count = someone.screen, len(sitting.questions)
    if late:
        screen.line(late, "bold")
    kept = f"You have left the exam; every answer is kept. `ipt-train exam take {paper}` carries on with it; the clock keeps running."
    ending = _sit(someone, sitting, resumed=resumed, kept=kept)
    if ending is Ending.OVER:
        blank = len(sitting.unanswered())
        screen.line(f"Over: {count - blank} of {count} answered, {blank} blank.", "bold")
        screen.line(f"Now hand it in: `ipt-train exam submit {paper} --person PSEUDONYM`.")
    return ending


def agrees(keys: Keys, prompt: str) -> bool:
    """Ask a yes-or-no question; the end of input counts as no."""
    try:
        return keys.command(prompt).lower() == "y"
    except EOFError:
        return False


def _sit(someone: AtTerminal, sitting: ExamSitting, *, resumed: bool, kept: str) -> Ending:
    """Ask an exam; say what is kept where it was left or interrupted."""
    screen = someone.screen
    if resumed:
        count = len(sitting.questions)
        screen.line(f"Taken up again: {count - len(sitting.unanswered())} of {count} answered.")
    try:
        if sit_exam(screen, someone.keys, sitting, someone.ticks):
            return Ending.OVER
    except KeyboardInterrupt:
        screen.line(kept)
        return Ending.INTERRUPTED
    screen.line(kept)
    return Ending.LEFT
