"""What is asked after the points of a rating: behaviours, reflection, prediction, next step."""

import re

from ipt_train.plural import counted
from ipt_train.rating.core.confidential import suspicions
from ipt_train.rating.core.entry import (
    BEHAVIOURS,
    LEARNING_POINT,
    NEXT_STEP,
    PREDICTION,
    behaviour,
    prompt,
)
from ipt_train.rating.operation.rate import RatingSheet
from ipt_train.shell.keys import Keys
from ipt_train.shell.screen import Screen

STAMP = re.compile(r"\d{1,3}:[0-5]\d(:[0-5]\d)?")
"""A time in the recording, as minutes and seconds or hours, minutes and seconds."""


BACK = ("<", ",", "\x1b[d", "\x1b[D")
"""What is typed to go back: the sign, its key without Shift, and the arrow to the left."""


class SavedError(Exception):
    """The rater leaves; everything is kept."""


class BackError(Exception):
    """The rater goes back to the entry before."""


def leave_or_back(text: str) -> None:
    """Leave the sitting for q, go back to the entry before for <.

    Raises:
        SavedError: It is q.
        BackError: It is <, the same key without Shift, or the arrow.
    """
    if text == "q":
        raise SavedError
    if text in BACK:
        raise BackError


def _say_keys(screen: Screen) -> None:
    """Say how to go back or leave where a line is typed."""
    screen.keys("< back", "q save and quit")


def ask_off_model(screen: Screen, keys: Keys, sheet: RatingSheet) -> None:
    """Ask which behaviours outside the model were seen."""
    forms = sheet.forms
    screen.gap()
    screen.rule("Outside the model, or unsafe")
    for number, one in enumerate(forms.off_model, 1):
        screen.row(f"{number:>2}", one.title)
    screen.line(forms.off_model_note, "dim", indent=1)
    marks = "; ".join(f"{name}: {text}" for name, text in forms.marks.items())
    screen.line(marks, "dim", indent=1)
    screen.line(
        "Type what was seen as number and b (brief) or m (marked), such as 3b 9m; Enter for none.",
        indent=1,
    )
    _say_keys(screen)
    while True:
        text = keys.line("Seen: ").strip().lower()
        leave_or_back(text)
        seen = [re.fullmatch(r"(\d{1,2})([bm])", word) for word in text.split()]
        if all(one and 1 <= int(one[1]) <= len(forms.off_model) for one in seen):
            break
        screen.line("Each as its number and b or m, such as 3b.", indent=1)
    for one in forms.off_model:
        if sheet.record.entry(behaviour(one.id)).degree not in (None, "not-seen"):
            sheet.enter(behaviour(one.id), degree="not-seen")
    for found in seen:
        if found:
            code = forms.off_model[int(found[1]) - 1].id
            degree = "brief" if found[2] == "b" else "marked"
            sheet.enter(behaviour(code), degree=degree)
    sheet.enter(BEHAVIOURS, value=len(seen))


def ask_prompt(screen: Screen, keys: Keys, sheet: RatingSheet, name: str) -> None:
    """Ask a prompt for reflection; only a time is written down."""
    asked = next(one for one in sheet.forms.prompts if one.id == name)
    screen.gap()
    screen.rule("To think about")
    screen.line(asked.text, "bold", indent=1)
    screen.line(
        "Nothing about the client is written down here: a time in the recording, or nothing.",
        "dim",
        indent=1,
    )
    _say_keys(screen)
    while True:
        text = keys.line("Time, such as 12:30 (Enter when you have thought): ").strip()
        leave_or_back(text)
        if not text or STAMP.fullmatch(text):
            sheet.enter(prompt(name), stamp=text)
            return
        screen.line("A time, as 12:30, or Enter.", indent=1)


def ask_learning_point(screen: Screen, keys: Keys, sheet: RatingSheet) -> None:
    """Ask for the one free text, and warn of what looks like client detail."""
    most = sheet.forms.rules.learning_point
    screen.gap()
    screen.rule("Your own learning point")
    screen.line(
        "What will you do differently? About you, not about the client; at most "
        f"{counted(most, 'character')}. No name, place, date or anything that could tell who it is.",
        indent=1,
    )
    _say_keys(screen)
    while True:
        text = keys.line("Learning point (Enter for none): ").strip()
        leave_or_back(text)
        if len(text) > most:
            screen.line(f"{counted(len(text), 'character')}; at most {most}.", indent=1)
            continue
        if text and not _harmless(screen, keys, text):
            continue
        sheet.enter(LEARNING_POINT, text=text)
        return


def _harmless(screen: Screen, keys: Keys, text: str) -> bool:
    """Warn of what looks like client detail; return whether the rater keeps the text."""
    found = suspicions(text)
    if not found:
        return True
    screen.line("This looks like something that could tell who the client is:", "bold", indent=1)
    for one in found:
        screen.row(f"`{one.text}`", one.reason, indent=2)
    screen.line("The check cannot find everything, and can be wrong.", "dim", indent=1)
    screen.line("k keeps it as it is, anything else lets you write it again.", indent=1)
    return keys.command("Keep it? ") == "k"


def ask_prediction(screen: Screen, keys: Keys, sheet: RatingSheet) -> None:
    """Ask what the supervisor's mean will be."""
    screen.gap()
    screen.rule("Before anything is revealed")
    screen.line("Which mean adherence (0 to 4) will your supervisor give this session?", indent=1)
    _say_keys(screen)
    while True:
        text = keys.line("Your prediction, such as 2.5: ").strip().replace(",", ".")
        leave_or_back(text)
        if re.fullmatch(r"[0-3](\.\d{1,2})?|4(\.0{1,2})?", text):
            sheet.enter(PREDICTION, adherence=text)
            return
        screen.line("A number from 0 to 4.", indent=1)


def ask_next_step(screen: Screen, keys: Keys, sheet: RatingSheet) -> None:
    """Ask a supervisor for the most useful next step."""
    steps = sheet.forms.next_steps
    screen.gap()
    screen.rule("Most useful next step")
    for number, step in enumerate(steps, 1):
        screen.row(f"{number:>2}", step.title)
    _say_keys(screen)
    while True:
        text = keys.line("By its number: ").strip()
        leave_or_back(text)
        if text.isdigit() and 1 <= int(text) <= len(steps):
            sheet.enter(NEXT_STEP, code=steps[int(text) - 1].id)
            return
        screen.line(f"A number from 1 to {len(steps)}.", indent=1)
