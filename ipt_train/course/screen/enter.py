"""What is said of answers that were entered."""

from collections.abc import Mapping

from ipt_train.course.operation.enter import EnteredTable
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def show_entered(screen: Screen, table: EnteredTable, names: Mapping[str, str]) -> None:
    """Show what was entered, a line a person.

    Args:
        screen: Where to.
        table: What became of the table.
        names: Names by pseudonym.
    """
    known = f", {table.known} known from before" if table.known else ""
    people = counted(len(table.entered), "attempt")
    screen.line(f"{table.exam}: {people} entered by {table.by} from {table.file}{known}.")
    for one in table.entered:
        taken = "; in place of what was there before" if one.instead else ""
        blank = f", {one.blank} blank" if one.blank else ""
        words = f"form {one.form}, attempt {one.attempt}: {one.answered} answered{blank}{taken}"
        screen.row(names.get(one.person, one.person), words, style="bold")
