"""The screen for today, and the welcome for a new learner."""

from ipt_train.log.core.event import Chosen
from ipt_train.log.operation.journal import Journal
from ipt_train.plural import counted
from ipt_train.shell.person import AtTerminal
from ipt_train.shell.screen import Screen
from ipt_train.study.operation.today import Today, is_unpromised
from ipt_train.study.screen.due import day_in_words
from ipt_train.study.screen.question import minutes, of_them

USUAL_MINUTES = 10
WELCOME = (
    "Welcome. Learn Interpersonal Psychotherapy (IPT) in a few minutes a day.",
    "What you forget comes back soon, what you know comes back later.",
    "Every answer is saved at once, on this computer only.",
    "`ipt-train study` asks the first question; `ipt-train -h` lists the rest.",
)


def show_welcome(screen: Screen) -> None:
    """Receive somebody who has not answered anything yet."""
    for line in WELCOME:
        screen.line(line)


def show_today(screen: Screen, today: Today) -> None:
    """Show what waits, about how long, the streak, tomorrow, and the one command to type."""
    if not today.began:
        show_welcome(screen)
        return
    due = today.due
    screen.rule(today.weekday)
    waits = [
        counted(due.reviews, "review") if due.reviews else "",
        f"{due.new} new{of_them(due.new, due.exercise)}" if due.new else "",
        f"{due.learning} to ask again" if due.learning else "",
    ]
    listed = ", ".join(part for part in waits if part)
    if listed:
        screen.line(f"{listed}: about {minutes(today.seconds)}.", "bold", indent=1)
    else:
        screen.line("Done for today.", "bold", indent=1)
    more = f"`ipt-train study --more {min(5, due.more)}`, " if due.more else ""
    for line in _background(today):
        screen.line(line, indent=1)
    screen.line(
        "Begin with `ipt-train study`."
        if listed
        else f"More: {more}`ipt-train case` or `ipt-train drill`.",
        indent=1,
    )


def _background(today: Today) -> list[str]:
    """Return in words the streak and what comes next."""
    lines = []
    if today.streak > 1:
        lines.append(f"You have studied {today.streak} days in a row.")
    if today.due.next_due:
        day = day_in_words(today.due.next_due, today.due.day)
        due = counted(today.due.next_count, "review")
        lines.append(f"{day}: {due}, about {minutes(today.next_seconds)}.")
    return lines


def promise(someone: AtTerminal, journal: Journal) -> bool:
    """Ask a new learner once how many minutes a day to study; return whether it was asked.

    Raises:
        StoreError: It could not be written.
    """
    if not is_unpromised(journal):
        return False
    someone.screen.line(f"How many minutes a day do you want to study? Enter for {USUAL_MINUTES}.")
    while True:
        text = someone.keys.line("Minutes: ").strip() or str(USUAL_MINUTES)
        if text.isdecimal() and 1 <= int(text) <= 240:
            break
        someone.screen.line("A whole number from 1 to 240, please.")
    journal.record(Chosen(name="minutes-per-day", value=str(int(text))))
    someone.screen.line(
        f"{counted(int(text), 'minute')} a day. `ipt-train config set minutes-per-day N` changes it.",
        "dim",
    )
    return True
