"""A sitting at the terminal: show, read, answer, show why."""

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.core.model import Vignette
from ipt_train.log.core.event import Response
from ipt_train.shell.keys import say_early
from ipt_train.shell.person import AtTerminal
from ipt_train.study.core.exercise import CaseSteps, Exercise
from ipt_train.study.core.presentation import ResponseError
from ipt_train.study.core.session import Question
from ipt_train.study.core.typed import near_miss
from ipt_train.study.operation.done import Outcome
from ipt_train.study.operation.study import Sitting
from ipt_train.study.screen.commands import (
    AFTER,
    ALWAYS,
    ASKING,
    CONFIDENCE,
    LATER,
    SURE,
    show_help,
)
from ipt_train.study.screen.drill import DrillLeftError, run_drill
from ipt_train.study.screen.exercise import ask_exercise, in_words
from ipt_train.study.screen.feedback import show_feedback, show_others
from ipt_train.study.screen.mood import Mood
from ipt_train.study.screen.question import (
    show_debrief,
    show_opening,
    show_question,
    show_task,
    show_warning,
)
from ipt_train.study.screen.reading import show_reading
from ipt_train.study.screen.remark import dispute, flag, note
from ipt_train.vocabulary import Asking, Confidence, EventKind


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
        self._early = ""

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
        self._screen.begin_page()
        self._early = self._keys.typed_before()
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
        early = f"{self._early} {self._keys.typed_before()}".strip()
        self._early = ""
        if early == "q":
            raise _LeftError
        self._screen.begin_page()
        if not self._open(question):
            return
        show_question(self._screen, question, self._sitting.standing())
        self._say_keys(question)
        early = say_early(self._screen, self._keys, early)
        began, mood = self._ticks(), Mood()
        while True:
            text = self._keys.command("Answer: ", single=question.presentation.single_key)
            if early and text == "":
                text, early = early, ""
            if text in ("u", "s", "b"):
                if self._moved(text, question):
                    return
            elif self._handled(text, question, mood):
                self._say_again(text, question)
            elif (response := self._read(question, text)) is not None:
                break
        spent = self._ticks() - began
        meant = self._meant(question, response)
        sure = mood.confidence if self._sitting.confidence is not Asking.ASKED else self._sure()
        outcome = self._sitting.answer(question, response, sure, spent, meant=meant)
        self._after(question, outcome)

    def _say_keys(self, question: Question) -> None:
        """Say what to type, and which keys there are beside."""
        presentation = question.presentation
        case = ("v case",) if question.vignette else ()
        sure = SURE if self._sitting.confidence is Asking.OFFERED else ()
        self._screen.gap()
        if presentation.single_key:
            answer = f"{presentation.instruction} answer"
            self._screen.keys(answer, *sure, *ASKING, *case, *ALWAYS)
        else:
            self._screen.line(f"Type {presentation.instruction}, then Enter.", "dim", indent=1)
            self._screen.keys(*sure, *ASKING, *case, *ALWAYS)

    def _say_again(self, key: str, question: Question) -> None:
        """After a long text say again what stands to be answered, and which keys there are."""
        if key == "v":
            self._screen.gap()
            show_task(self._screen, question.presentation)
        if key in ("v", "?"):
            self._say_keys(question)

    def _meant(self, question: Question, response: Response) -> Response | None:
        """Ask once about what is nearly right; return what is meant, or None where it stands."""
        meant = near_miss(question.item, response, lexicon_of(self._sitting.library))
        if meant is None:
            return None
        texts = meant.values() if isinstance(meant, dict) else [meant]
        self._screen.line(f"Did you mean `{'; '.join(map(str, texts))}`?", "bold", indent=1)
        self._screen.keys("y yes, it is a slip", "n no, judge it as it stands")
        while (text := self._keys.command("Did you mean it? y or n: ").lower()) not in ("y", "n"):
            self._screen.line("Press y or n.", indent=1)
        return meant if text == "y" else None

    def _moved(self, key: str, question: Question) -> bool:
        """Undo, or set aside; return whether another question comes now."""
        if key == "b":
            self._sitting.leave(question, EventKind.BURY)
            self._screen.line("Skipped until tomorrow (u to undo).", indent=1)
            return True
        if key == "s":
            self._sitting.leave(question, EventKind.SUSPEND)
            later = f"`ipt-train item unsuspend {question.entry}`"
            self._screen.line(f"Set aside (u to undo; later: {later}).", indent=1)
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
                "A step of a case is not asked again now: what came after gave it away.", indent=1
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
                flag(self._screen, self._keys, self._sitting, question.item, after=False)
            case "v" if question.vignette:
                show_opening(
                    self._screen, question.vignette, question.vignette.steps[: question.number]
                )
            case "?":
                show_help(self._screen, self._sitting.confidence)
            case _:
                return False
        return True

    def _sure(self) -> Confidence | None:
        """Ask how sure the learner is, after the answer and before the feedback."""
        self._screen.gap()
        self._screen.keys("1 guess", "2 unsure", "3 certain", "Enter no answer")
        while (text := self._keys.command("How sure are you? ")) not in CONFIDENCE:
            if text == "":
                return None
            self._screen.line("1, 2 or 3, or Enter.", indent=1)
        return CONFIDENCE[text]

    def _read(self, question: Question, text: str) -> Response | None:
        try:
            return question.presentation.by_labels(text)
        except ResponseError as error:
            told = f"Not an answer: {error}."
            if question.presentation.single_key and text in LATER:
                told = f"{text} is for after the answer."
            self._screen.line(told, "yellow", indent=1)
            return None

    def _after(self, question: Question, outcome: Outcome) -> None:
        show_feedback(self._screen, question.item, outcome, self._sitting.library.bibliography)
        if question.vignette:
            self._end_case(question.vignette, question)
        self._say_keys_after(outcome)
        while True:
            text = self._keys.command("Enter for the next question: ")
            if text == "" or (text in ("u", "s") and (self._moved(text, question) or text == "u")):
                return
            self._look(text, question, outcome)

    def _say_keys_after(self, outcome: Outcome) -> None:
        self._screen.gap()
        self._screen.keys(*AFTER, *(("t card",) if outcome.reading else ()), *ALWAYS)

    def _look(self, text: str, question: Question, outcome: Outcome) -> None:
        """Carry out what leaves the feedback standing; after long texts say the keys again."""
        marked = (self._screen, self._keys, self._sitting, question.item)
        match text:
            case "r":
                show_others(self._screen, outcome.judgement.others)
                self._say_keys_after(outcome)
            case "t" if outcome.reading:
                show_reading(self._screen, outcome.reading, self._sitting.library.bibliography)
                self._say_keys_after(outcome)
            case "m":
                note(*marked)
            case "d":
                dispute(*marked)
            case "f":
                flag(*marked, after=True)
            case "g" | "c":
                self._screen.line("That is said before answering; this answer is kept.", indent=1)
            case _ if not self._handled(text, question, Mood()):
                self._screen.line("Press Enter to go on, ? for help.", indent=1)
            case "v" | "?":
                self._say_keys_after(outcome)

    def _end_case(self, case: Vignette, question: Question) -> None:
        """After the last step show the debrief, after the last of today that it goes on."""
        if question.number == len(case.steps):
            show_debrief(self._screen, case)
        elif self._sitting.stops_here(question):
            self._screen.line("The case goes on another day.", "bold", indent=1)

    def _open(self, question: Question) -> bool:
        """Show a case once, before the first of its steps that is asked; return False if it is left."""
        case = question.vignette
        if case and self._opened != case.id:
            if case.content_warning and not self._warned(case):
                return not self._moved("b", question)
            show_opening(self._screen, case, case.steps[: question.number - 1])
        self._opened = case.id if case else ""
        return True

    def _warned(self, case: Vignette) -> bool:
        """Show what a case touches on, and wait before showing it; return False if it is not wanted."""
        show_warning(self._screen, case)
        self._screen.gap()
        self._screen.keys("Enter read the case", "b not today", "q quit")
        while (text := self._keys.command("Enter to read the case: ")) not in ("", "b"):
            if text == "q":
                raise _LeftError
            self._screen.line("Press Enter, b or q.", indent=1)
        return text == ""
