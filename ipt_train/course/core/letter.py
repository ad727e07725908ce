"""The letter that goes with a page: what to do with it, for somebody who has never seen one."""

from ipt_train.course.core.naming import spoken_name
from ipt_train.exam.core.handout import Handout
from ipt_train.report.text import shown


def letter_text(handout: Handout, *, page: str, printed: bool) -> str:
    """Return the letter to a person as plain text.

    Args:
        handout: What the person is handed.
        page: Name of the file that goes with the letter.
        printed: The file is a paper to print, and no page to sit the exam in.
    """
    lines = [
        f"Dear {spoken_name(_line(handout.name)) or handout.person},",
        "",
        f'This letter comes with {page}, the exam "{_line(handout.paper.title)}" of '
        f'"{_line(handout.course)}". It was made for you alone.',
        "",
        *_time(handout),
        "",
    ]
    steps = _on_paper() if printed else _in_browser(handout)
    for number, step in enumerate(steps, 1):
        lines.append(f"{number}. {step}")
    return "\n".join(lines) + "\n"


def _time(handout: Handout) -> list[str]:
    said = []
    if handout.opens:
        said.append(f"It opens on {handout.opens_words}.")
    if handout.due:
        said.append(f"It is due on {handout.due_words}.")
    if handout.minutes:
        extra = f", of which {handout.extra} are extra time for you" if handout.extra else ""
        said.append(f"You have {handout.minutes} minutes{extra}, from when you begin.")
    else:
        said.append("There is no time limit.")
    return said


def _in_browser(handout: Handout) -> list[str]:
    return [
        "Save the file on the device that you want to take the exam on.",
        "Open it in a browser, such as Chrome, Edge or Firefox. A preview in a mail program or on a "
        "phone does not run it: if nothing happens when you press Begin, you are in a preview.",
        "Press Begin. You need no network, and nothing is sent anywhere. Every answer is kept on the "
        "device. If you close the page, or the device stops, open the same file in the same browser "
        "and go on; the clock keeps running. Do not use a private window, which keeps nothing.",
        "Press Hand in at the end. The browser saves the file "
        f"{handout.file} where it puts downloads.",
        "Send that file, and only that, to your instructor. You have handed in once it has arrived.",
    ]


def _on_paper() -> list[str]:
    return [
        "Print the file.",
        "Mark your answers on the answer sheet, which is the last part, and sign it.",
        "Give the answer sheet to your instructor.",
    ]


def _line(text: str) -> str:
    """Return a text of the course on one line, with nothing in it that acts."""
    return " ".join(shown(text).split())
