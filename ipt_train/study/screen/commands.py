"""What can be typed in a sitting beside an answer, and what the help says of it."""

from ipt_train.vocabulary import Asking, Confidence

SURE = ("g guess", "c certain")
ASKING = ("f flag", "b not today", "s set aside", "u undo")
AFTER = ("Enter next", "r other options", "u undo", "f flag", "m note", "d dispute", "s set aside")
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
    "Guessing? Press g first: even if it is right, it comes back soon. Sure? Press c first. The same "
    "key again cancels."
)
_HELP = (
    "f flags a question for a second look, m keeps a note to yourself on it, d says that something is "
    "wrong with it and why. b skips it until tomorrow, s sets it aside until `ipt-train item "
    "unsuspend`, u takes back your last answer, v shows a case again, q leaves with a summary. Every "
    "answer is saved at once: closing the window or Ctrl-C loses nothing."
)


def help_of(asking: Asking) -> str:
    """Return the help of a sitting: how sure one is, is only told where it may be said."""
    sure = [_SURE_HELP] if asking is Asking.OFFERED else []
    return " ".join(["Answer as the line above says.", *sure, _HELP])
