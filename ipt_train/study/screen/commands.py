"""What can be typed in a sitting beside an answer, and what the help says of it."""

from ipt_train.shell.screen import Screen
from ipt_train.vocabulary import Asking, Confidence

SURE = ("g guess", "c certain")
ASKING = ("f flag", "b not today", "s set aside", "u undo")
AFTER = ("Enter next", "r other options", "u undo", "f flag", "m note", "d dispute", "s set aside")
LATER = ("r", "m", "d", "t")
"""Keys that wait for the answer."""
ALWAYS = ("? help", "q quit")

CONFIDENCE = {
    "1": Confidence.GUESSED,
    "g": Confidence.GUESSED,
    "2": Confidence.UNSURE,
    "3": Confidence.CERTAIN,
    "c": Confidence.CERTAIN,
}
"""What is typed to say how sure one is."""

_SURE_HELP = (
    ("g", "before an answer: you are guessing. Even if it is right, the question comes back soon"),
    ("c", "before an answer: you are certain. The same key again takes it back"),
)
_HELP = (
    ("f", "flag the question for a second look"),
    ("m", "keep a note to yourself, after an answer"),
    ("d", "say that something is wrong with the question, after an answer"),
    ("b", "skip it until tomorrow"),
    ("s", "set it aside, until `ipt-train item unsuspend` brings it back"),
    ("u", "take back your last answer"),
    ("v", "show a case again"),
    ("q", "stop, with a summary"),
)
_SAVED = "Every answer is saved at once: closing the window or Ctrl-C loses nothing."


def show_help(screen: Screen, asking: Asking) -> None:
    """Explain the keys of a sitting; how sure one is, is only told where it may be said."""
    screen.line("Answer as the line above says. The other keys:", indent=1)
    for key, what in (*(_SURE_HELP if asking is Asking.OFFERED else ()), *_HELP):
        screen.row(key, what, style="bold", indent=2)
    screen.line(_SAVED, indent=1)
