"""A sitting at the terminal: show, read, answer, show why."""

from ipt_train.bank.core.model import Vignette
from ipt_train.log.core.event import Response
from ipt_train.shell.person import AtTerminal
from ipt_train.study.core.exercise import CaseSteps, Exercise
from ipt_train.study.core.presentation import ResponseError
from ipt_train.study.core.session import Question
from ipt_train.study.operation.done import Outcome
from ipt_train.study.operation.study import Sitting
from ipt_train.study.screen.drill import DrillLeftError, run_drill
from ipt_train.study.screen.exercise import ask_exercise, in_words
from ipt_train.study.screen.feedback import show_feedback, show_others
from ipt_train.study.screen.mood import Mood
from ipt_train.study.screen.question import (
    show_debrief,
    show_opening,
    show_question,
    show_warning,
)
from ipt_train.study.screen.reading import show_reading
from ipt_train.vocabulary import Asking, Confidence, EventKind

_SURE = (("g", "guess"), ("c", "certain"))
_ASKING = (("f", "flag"), ("b", "not today"), ("s", "suspend"), ("u", "undo"))
_AFTER = (
    ("Enter", "next"),
    ("r", "other options"),
    ("u", "undo"),
    ("f", "flag"),
    ("n", "note"),
    ("d", "dispute"),
    ("s", "suspend"),
)
_ALWAYS = (("?", "help"), ("q", "quit"))
_SAID = {
    "1": Confidence.GUESSED,
    "g": Confidence.GUESSED,
    "2": Confidence.UNSURE,
    "3": Confidence.CERTAIN,
    "c": Confidence.CERTAIN,
}

HELP = """\
Answer as the line above says. Before you answer, g marks it as a guess (right answers come back
soon all the same) and c says that you are certain; press again to take it back.
f flags a question for a second look, n keeps a note to yourself on it, d says that you dispute it
and why. b leaves it for today, s sets it aside until `ipt-train item unsuspend`, u undoes your last
answer, v shows a case again, q leaves with a summary. Every answer is saved at once:
closing the window or Ctrl-C loses nothing."""


class _LeftError(Exception):
    """The learner leaves the sitting."""


class TerminalSitting:
    """Runs a sitting with a person.

    Args:
        someone: Who answers.
        sitting: The sitting.
        offer: Ask before the exercise of the day is begun; a drill that was asked for just begins.
        keep_text: Keep what is typed to a drill in the log.
    """

    def __init__(
        self,
        someone: AtTerminal,
        sitting: Sitting,
        *,
        offer: bool = True,
        keep_text: bool = False,
    ) -> None:
        self._someone = someone
        self._screen, self._keys, self._ticks = someone.screen, someone.keys, someone.ticks
        self._sitting = sitting
        self._offer, self._keep_text = offer, keep_text
        self._opened = ""

    def run(self) -> bool:
        """Ask until there is nothing left or the learner leaves; return False if interrupted."""
        try:
            while True:
                if exercise := self._sitting.offered():
                    self._train(exercise)
                elif question := self._sitting.next():
                    self._ask(question)
                else:
                    return True
        except (_LeftError, DrillLeftError, EOFError):
            return True
        except KeyboardInterrupt:
            return False

    def _train(self, exercise: Exercise) -> None:
        """Offer the exercise of the day, and begin it or skip it."""
        key = self._offer and ask_exercise(self._screen, self._keys, self._sitting, exercise)
        if key == "q":
            raise _LeftError
        if key == "b":
            self._sitting.postpone(exercise)
            self._screen.line("Skipped for today.", indent=1)
        elif key == "u":
            self._undo()
        elif isinstance(exercise, CaseSteps):
            self._sitting.begin(exercise)
        else:
            run_drill(self._someone, exercise, self._sitting, keep_text=self._keep_text)

    def _ask(self, question: Question) -> None:
        self._open(question)
        show_question(self._screen, question, self._sitting.standing())
        presentation = question.presentation
        case = (("v", "case"),) if question.vignette else ()
        offered = self._sitting.confidence is Asking.OFFERED
        keys = (*(_SURE if offered else ()), *_ASKING, *case)
        if presentation.single_key:
            self._hint((presentation.instruction, "" if case else "answer"), *keys)
        else:
            self._screen.gap()
            self._screen.line(f"Type {presentation.instruction}, then Enter.", "dim", indent=1)
            self._hint(*keys, apart=False)
        began, mood = self._ticks(), Mood()
        while True:
            text = self._keys.command("Answer: ", single=question.presentation.single_key)
            if text in ("u", "s", "b"):
                if self._moved(text, question):
                    return
            elif not self._handled(text, question, mood):
                response = self._read(question, text)
                if response is not None:
                    break
        spent = self._ticks() - began
        sure = mood.confidence if self._sitting.confidence is not Asking.ASKED else self._sure()
        outcome = self._sitting.answer(question, response, sure, spent)
        self._after(question, outcome)

    def _moved(self, key: str, question: Question) -> bool:
        """Undo, or set aside; return whether another question comes now."""
        what = "The case is" if question.vignette else "It is"
        if key == "b":
            self._sitting.leave(question, EventKind.BURY)
            self._screen.line(f"{what} left for today; u undoes that.", indent=1)
            return True
        if key == "s":
            self._sitting.leave(question, EventKind.SUSPEND)
            command = f"ipt-train item unsuspend {question.entry}"
            self._screen.line(
                f"{what} suspended; u undoes that, and so does `{command}`.", indent=1
            )
            return True
        return self._undo()

    def _undo(self) -> bool:
        """Undo what was done last; return whether it is asked again now."""
        undone = self._sitting.undo()
        if undone is None:
            self._screen.line("There is nothing to undo in this sitting.", indent=1)
            return False
        if not isinstance(undone, Question):
            self._screen.line(f"Undone: {in_words(undone)}.", indent=1)
            return True
        self._screen.line(f"Undone: {undone.item.stem}", indent=1)
        if undone.vignette:
            self._screen.line(
                "A step of a case is not asked again: what came after gave it away.", indent=1
            )
        return undone.vignette is None

    def _handled(self, text: str, question: Question, mood: Mood) -> bool:
        """Carry out a command that leaves the question standing; return whether it was one."""
        match text:
            case "":
                pass
            case "q":
                raise _LeftError
            case "g" | "c" if self._sitting.confidence is Asking.OFFERED:
                said = Confidence.GUESSED if text == "g" else Confidence.CERTAIN
                self._screen.line(mood.toggle(said), indent=1)
            case "f":
                self._flag(question, after=False)
            case "v" if question.vignette:
                show_opening(
                    self._screen, question.vignette, question.vignette.steps[: question.number]
                )
            case "?":
                self._screen.line(HELP.replace("\n", " "), indent=1)
            case _:
                return False
        return True

    def _flag(self, question: Question, *, after: bool) -> None:
        """Flag an item, after feedback with the reason if she gives one, or lift its flag."""
        if self._sitting.is_flagged(question.item):
            self._sitting.mark(question.item, EventKind.UNFLAG)
            self._screen.line("No longer flagged.", indent=1)
            return
        why = self._keys.line("Why? (Enter for no reason) ").strip() if after else ""
        self._sitting.mark(question.item, EventKind.FLAG, why)
        self._screen.line("Flagged.", indent=1)

    def _remark(self, question: Question, key: str) -> None:
        """Keep a note on an item, or say that it is disputed and why."""
        if key == "n":
            note = self._keys.line("Note to yourself (Enter for none): ").strip()
            self._sitting.mark(question.item, EventKind.NOTE, note)
            self._screen.line("Noted." if note else "No note is kept.", indent=1)
            return
        why = self._keys.line("What is wrong with it? (Enter to leave it) ").strip()
        if not why:
            self._screen.line("Not disputed.", indent=1)
            return
        self._sitting.mark(question.item, EventKind.DISPUTE, why)
        command = f"ipt-train bank dispute {question.item.id}"
        self._screen.line(f"Kept as disputed; `{command}` prints what to send.", indent=1)

    def _sure(self) -> Confidence | None:
        """Ask how sure the learner is, after the answer and before the feedback."""
        self._hint(
            ("1", "guess"), ("2", "unsure"), ("3", "certain"), ("Enter", "no answer"), always=False
        )
        while (text := self._keys.command("How sure are you? ")) not in _SAID:
            if text == "":
                return None
            self._screen.line("1, 2 or 3, or Enter.", indent=1)
        return _SAID[text]

    def _read(self, question: Question, text: str) -> Response | None:
        try:
            return question.presentation.by_labels(text)
        except ResponseError as error:
            self._screen.line(f"Not an answer: {error}.", "yellow", indent=1)
            return None

    def _after(self, question: Question, outcome: Outcome) -> None:
        show_feedback(self._screen, question.item, outcome, self._sitting.library.bibliography)
        if question.vignette:
            self._end_case(question.vignette, question)
        card = outcome.reading
        self._hint(*_AFTER, *((("t", "text"),) if card else ()))
        while True:
            match text := self._keys.command("Enter for the next question: "):
                case "":
                    return
                case "r":
                    show_others(self._screen, outcome.judgement.others)
                case "t" if card:
                    show_reading(self._screen, card, self._sitting.library.bibliography)
                case "n" | "d":
                    self._remark(question, text)
                case "f":
                    self._flag(question, after=True)
                case "u" | "s":
                    if self._moved(text, question) or text == "u":
                        return
                case "g" | "c":
                    self._screen.line(
                        "That is said before answering; this answer is kept.", indent=1
                    )
                case _:
                    if not self._handled(text, question, Mood()):
                        self._screen.line("Press Enter to go on, ? for help.", indent=1)

    def _end_case(self, case: Vignette, question: Question) -> None:
        """After the last step show the debrief, after the last of today that it goes on."""
        if question.number == len(case.steps):
            show_debrief(self._screen, case)
        elif self._sitting.stops_here(question):
            self._screen.line("The case goes on another day.", "bold", indent=1)

    def _open(self, question: Question) -> None:
        """Show a case once, before the first of its steps that is asked."""
        case = question.vignette
        if case and self._opened != case.id:
            if case.content_warning:
                self._warn(case)
            show_opening(self._screen, case, case.steps[: question.number - 1])
        self._opened = case.id if case else ""

    def _warn(self, case: Vignette) -> None:
        """Show what a case touches on, and wait before showing it."""
        show_warning(self._screen, case)
        self._hint(("Enter", "read the case"), ("q", "quit"), always=False)
        while (text := self._keys.command("Enter to read the case: ")) != "":
            if text == "q":
                raise _LeftError

    def _hint(self, *pairs: tuple[str, str], apart: bool = True, always: bool = True) -> None:
        between = ", " if self._screen.plain else "  "
        shown = between.join(
            f"{key} {word}".strip() for key, word in (*pairs, *(_ALWAYS if always else ()))
        )
        if apart:
            self._screen.gap()
        self._screen.line(shown, "dim", indent=1)
