"""The screen for today, and the welcome for a new learner."""

from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.plural import be, counted, listed, minutes
from ipt_train.schedule.day import begins, in_words
from ipt_train.shell.person import AtTerminal
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.today import Today, is_unpromised
from ipt_train.study.screen.due import coming_back, done_for_now, of_them

USUAL_MINUTES = 10
WELCOME = (
    "Welcome. Learn Interpersonal Psychotherapy (IPT) in a few minutes a day.",
    "What you forget comes back soon, what you know comes back later.",
    "Every answer is saved at once, on this computer only.",
    "`ipt-train study` asks the first question; `ipt-train -h` lists the rest.",
)
_LONG_AWAY = 8
"""Days without an answer from which on somebody is welcomed back."""
_THEN = "First say how much time you have; then you get the first question."


def show_welcome(screen: Screen, *, begins: bool = False) -> None:
    """Receive somebody who has not answered anything yet.

    Args:
        screen: Where to.
        begins: The first question follows at once.
    """
    for line in (*WELCOME[:-1], _THEN) if begins else WELCOME:
        screen.line(line)


def show_today(screen: Screen, today: Today) -> None:
    """Show what waits, about how long, the streak, tomorrow, and the one command to type."""
    if not today.began:
        show_welcome(screen)
        return
    due = today.due
    screen.rule(today.weekday)
    if today.away >= _LONG_AWAY:
        screen.line(f"Welcome back. You last studied {counted(today.away, 'day')} ago.", indent=1)
    waits = [
        counted(due.reviews, "review") if due.reviews else "",
        f"{due.new} new{of_them(due.new, due.exercise)}" if due.new else "",
        f"{due.learning} to ask again" if due.learning else "",
    ]
    if waiting := listed(waits):
        screen.line(f"{waiting}: about {minutes(today.seconds)}.", "bold", indent=1)
    elif due.learning_later:
        screen.line(done_for_now(due.learning_later, due.later_seconds), "bold", indent=1)
    else:
        screen.line("Done for today.", "bold", indent=1)
    more = f"`ipt-train study --more {min(5, due.more)}`, " if due.more else ""
    for line in _background(today):
        screen.line(line, indent=1)
    screen.line(
        "Begin with `ipt-train study`."
        if waiting
        else f"More: {more}`ipt-train case` or `ipt-train drill`.",
        indent=1,
    )


def _background(today: Today) -> list[str]:
    """Return in words the streak and what comes next."""
    lines = []
    if today.streak > 1:
        lines.append(f"You have studied {counted(today.streak, 'day')} in a row.")
    if today.due.over_limit:
        more = today.due.over_limit
        lines.append(f"{more} more {be(more)} spread over the coming days, the weakest first.")
    elif today.due.next_due:
        day = begins(in_words(today.due.next_due, today.due.day))
        due = coming_back(today.due.next_count, today.due.next_learning)
        lines.append(f"{day}: {due}, about {minutes(today.next_seconds)}.")
    return lines


def promise(someone: AtTerminal, journal: Journal) -> bool:
    """Ask a learner once how many minutes a day to study; return whether it was asked.

    Who has answers already may leave it as it is: so many new ones a day, however long that takes.

    Raises:
        KeyboardInterrupt: The learner leaves instead; nothing was recorded.
        StoreError: It could not be written.
    """
    if not is_unpromised(journal):
        return False
    screen, began = someone.screen, bool(journal.state.habit.days)
    number = journal.state.settings.new_per_day
    if began:
        screen.line(f"So far you get up to {number} new a day, however long that takes.")
        screen.line("How many minutes a day do you want to study? Enter keeps it as it is.")
    else:
        screen.line(f"How many minutes a day do you want to study? Enter for {USUAL_MINUTES}.")
    text = _minutes(someone, "" if began else str(USUAL_MINUTES))
    if text:
        journal.record(Chosen(name="minutes-per-day", value=text))
        kept = f"{counted(int(text), 'minute')} a day."
    else:
        journal.record(Chosen(name="new-per-day", value=str(number)))
        kept = f"Kept at {number} new a day."
    screen.line(f"{kept} `ipt-train config set minutes-per-day N` changes it.", "dim")
    return True


def _minutes(someone: AtTerminal, usual: str) -> str:
    """Return the minutes that are typed, or what Enter alone stands for."""
    while True:
        try:
            text = someone.keys.line("Minutes: ").strip() or usual
        except EOFError:
            raise KeyboardInterrupt from None
        if not text or (text.isdecimal() and 1 <= int(text) <= 240):
            return text and str(int(text))
        someone.screen.line("A whole number from 1 to 240, please.")
