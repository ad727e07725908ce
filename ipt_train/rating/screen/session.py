"""Rating a session at the terminal: adherence first, competence after, every point kept at once."""

from collections.abc import Callable, Collection, Mapping

from ipt_train.rating.core.entry import (
    SAFETY_FOLLOW_UP,
    EntryKey,
    EntryKind,
    adherence,
    competence,
)
from ipt_train.rating.core.form import FidelityItem
from ipt_train.rating.core.provenance import CALIBRATION
from ipt_train.rating.core.safety import FOLLOW_UP, INVENTED, SAFETY, in_words
from ipt_train.rating.operation.rate import REASONS, RatingSheet
from ipt_train.rating.screen.close import (
    STAMP,
    BackError,
    SavedError,
    ask_learning_point,
    ask_next_step,
    ask_off_model,
    ask_prediction,
    ask_prompt,
    leave_or_back,
)
from ipt_train.shell.keys import Keys, say_early
from ipt_train.shell.screen import Screen

HELP = (
    "0 to 4 rates the item by the descriptors shown. x says that it is not applicable, and why. "
    "< goes back to the one before, q leaves: every point is kept as it is given, so closing the "
    "window loses nothing. If you are unsure between two points, take the lower."
)
_POINTS = "01234"


class RatingSitting:
    """Asks for what a rating still lacks.

    Args:
        screen: Where to write.
        keys: Where typing comes from.
        sheet: The rating.
        source: Shows again what is rated, where that is a text.
    """

    def __init__(
        self,
        screen: Screen,
        keys: Keys,
        sheet: RatingSheet,
        source: Callable[[], None] | None = None,
    ) -> None:
        self._source = source
        self._screen = screen
        self._keys = keys
        self._sheet = sheet
        self._asked = sheet.made_entries()
        self._items = {item.id: item for item in sheet.form.items}

    def run(self) -> bool:
        """Ask until everything was entered; return False if the rater left."""
        if self._next():  # else the lock says so
            show_safety(self._screen, self._sheet)  # of what was entered before it was left
        try:
            while key := self._next():
                try:
                    self._ask(key)
                    self._asked.append(key)
                except BackError:
                    self._back()
        except (SavedError, EOFError):
            return False
        return True

    def _next(self) -> EntryKey | None:
        return next(iter(self._sheet.open_entries()), None)

    def go_back(self) -> bool:
        """Ask the last entry once more, then what is open; return False if the rater left."""
        try:
            self._back()
        except (SavedError, EOFError):
            return False
        return self.run()

    def _back(self) -> None:
        """Ask the entry before once more; what was entered stays until another is."""
        while self._asked:
            key = self._asked.pop()
            try:
                self._ask(key)
            except BackError:
                continue
            self._asked.append(key)
            return
        self._screen.line("This is the first entry.", indent=1)

    def _ask(self, key: EntryKey) -> None:
        """Ask for one entry; where it raises a safety flag, say so before anything else is asked."""
        self._ask_one(key)
        self._screen.begin_page()  # a flag stays on the page of what is asked next
        match key.kind:
            case EntryKind.ADHERENCE | EntryKind.COMPETENCE:
                show_safety(self._screen, self._sheet, (key.of,))
            case EntryKind.OFF_MODEL:
                codes = [behaviour.id for behaviour in self._sheet.forms.off_model]
                show_safety(self._screen, self._sheet, codes)
            case EntryKind.SAFETY_FOLLOW_UP:
                show_safety(self._screen, self._sheet, (FOLLOW_UP.id,))

    def _ask_one(self, key: EntryKey) -> None:
        match key.kind:
            case EntryKind.ADHERENCE:
                self._adherence(self._items[key.of])
            case EntryKind.COMPETENCE:
                self._competence(self._items[key.of])
            case EntryKind.OFF_MODEL:
                ask_off_model(self._screen, self._keys, self._sheet)
            case EntryKind.PROMPT:
                ask_prompt(self._screen, self._keys, self._sheet, key.of)
            case EntryKind.LEARNING_POINT:
                ask_learning_point(self._screen, self._keys, self._sheet)
            case EntryKind.PREDICTION:
                ask_prediction(self._screen, self._keys, self._sheet)
            case EntryKind.NEXT_STEP:
                ask_next_step(self._screen, self._keys, self._sheet)
            case EntryKind.SAFETY_FOLLOW_UP:
                self._follow_up()

    def _adherence(self, item: FidelityItem) -> None:
        self._head(item, "Adherence", self._sheet.forms.adherence.question)
        self._descriptors(item.adherence)
        self._screen.line(_when_left_out(item), "dim", indent=1)
        self._given(adherence(item.id))
        while True:
            text = self._command("0-4", *(("x not applicable",) if item.may_be_left_out else ()))
            if text in tuple(_POINTS):
                self._say_chosen(text, item.adherence)
                self._point(adherence(item.id), int(text), item, wanted=True)
                return
            if text == "x" and item.may_be_left_out:
                try:
                    reason = self._reason()
                except BackError:  # back to the points of the same item
                    continue
                self._sheet.enter(adherence(item.id), reason=reason)
                return
            self._screen.line("0 to 4, as the descriptors say; ? for help.", indent=1)

    def _needs_stamp(self, value: int) -> bool:
        wanted = value >= self._sheet.forms.rules.evidence_from
        return wanted and self._sheet.record.rater != CALIBRATION

    def _competence(self, item: FidelityItem) -> None:
        self._head(item, "Competence", self._sheet.forms.competence.question)
        self._descriptors(item.competence)
        self._given(competence(item.id))
        while (text := self._command("0-4")) not in tuple(_POINTS):
            self._screen.line("0 to 4; 1 and 3 lie between; ? for help.", indent=1)
        self._say_chosen(text, item.competence)
        there = self._sheet.record.entry(adherence(item.id)).stamp
        self._point(competence(item.id), int(text), item, wanted=not there)

    def _point(self, key: EntryKey, value: int, item: FidelityItem, *, wanted: bool) -> None:
        """Keep a point at once; where it needs a time, ask for that after."""
        if not (wanted and self._needs_stamp(value)):
            self._sheet.enter(key, value=value, stamp="")
            return
        self._sheet.enter(key, value=value, stamp=None)
        self._sheet.enter(key, value=value, stamp=self._stamp(item))

    def _say_chosen(self, point: str, anchors: Mapping[int, str]) -> None:
        """Repeat the point that was chosen, in the words of its descriptor where it has one."""
        words = anchors.get(int(point), "")
        self._screen.line(f"Rated {point}{': ' if words else '.'}{words}", "dim", indent=1)

    def _reason(self) -> str:
        self._screen.line("Why is it not applicable?", indent=1)
        codes = list(REASONS)
        for number, code in enumerate(codes, 1):
            self._screen.row(str(number), REASONS[code], indent=2)
        while not (text := self._command(f"1-{len(codes)}")).isdigit() or not 1 <= int(text) <= len(
            codes
        ):
            self._screen.line("Choose a reason by its number.", indent=1)
        return codes[int(text) - 1]

    def _stamp(self, item: FidelityItem) -> str:
        """Ask where in the recording the evidence is; without it the rating counts as less."""
        least = self._sheet.forms.rules.without_evidence
        self._screen.line(f"Evidence: {item.evidence}", "dim", indent=1)
        while True:
            asked = f"When was it in the recording, such as 12:30? Without a time it counts as {least}: "
            text = self._keys.line(asked).strip()
            if not text:
                return ""
            leave_or_back(text)
            if STAMP.fullmatch(text):
                return text
            self._screen.line("Minutes and seconds, as 12:30 or 1:02:30; no words.", indent=1)

    def _follow_up(self) -> None:
        self._screen.gap()
        self._screen.line(
            "Does anything in it need follow-up for safety? y or n.", "bold", indent=1
        )
        while (text := self._command("y", "n", prompt="Follow-up? ")) not in ("y", "n"):
            pass
        self._sheet.enter(SAFETY_FOLLOW_UP, value=int(text == "y"))

    def _head(self, item: FidelityItem, scale: str, question: str) -> None:
        number = self._sheet.form.items.index(item) + 1
        self._screen.gap()
        self._screen.rule(f"{scale} {number} of {len(self._items)}: {item.title}")
        marks = [word for word, on in (("core", item.core), ("safety", item.safety)) if on]
        kind = f" ({', '.join(marks)})" if marks else ""
        self._screen.line(f"{item.construct}{kind}", indent=1)
        self._screen.line(question, "bold", indent=1)

    def _descriptors(self, anchors: Mapping[int, str]) -> None:
        for point, text in sorted(anchors.items()):
            self._screen.row(str(point), text, style="bold cyan", indent=2)

    def _given(self, key: EntryKey) -> None:
        entry = self._sheet.entry(key)
        if entry:
            value = entry.value
            standing = f"not applicable ({entry.reason})" if value is None else str(value)
            self._screen.line(f"So far: {standing}.", indent=1)

    def _command(self, *choices: str, prompt: str = "Rating: ") -> str:
        """Ask for one key; carry out what can always be asked for."""
        again = ("v the text",) if self._source else ()
        early = self._keys.typed_before()
        self._screen.keys(*choices, *again, "< back", "q save and quit", "? help")
        early = say_early(self._screen, self._keys, early)
        while True:
            text = self._keys.command(prompt).lower()
            if early and text == "":
                text, early = early, ""
            leave_or_back(text)
            match text:
                case "":
                    continue
                case "?":
                    self._screen.line(HELP, indent=1)
                case "v" if self._source:
                    self._source()
                case _:
                    return text


def _when_left_out(item: FidelityItem) -> str:
    """Say when an item is not applicable, as the form puts it."""
    if not item.may_be_left_out:
        return "This item always applies."
    rule = item.left_out_when
    if rule.startswith("N/A "):
        return f"Not applicable {rule.removeprefix('N/A ')}"
    return f"Not applicable: {rule}"


def show_safety(screen: Screen, sheet: RatingSheet, of: Collection[str] | None = None) -> None:
    """Say that a safety flag stands, where one does.

    Args:
        screen: Where to write.
        sheet: The rating.
        of: Ids of what was entered just now; None stands for everything so far.
    """
    flags = [one for one in sheet.safety() if of is None or one.id in of]
    says = INVENTED if sheet.record.rater == CALIBRATION else SAFETY
    if flags:
        screen.gap()
        screen.line(in_words(flags, says), "bold red", indent=1)
