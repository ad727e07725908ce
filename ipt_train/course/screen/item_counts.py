"""How often each item was right, forms together: a line an item, the fewest right first."""

from ipt_train.course.operation.item_counts import ExamCounts, ItemCount
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen

SHOWN = 30
"""So many items that not everybody had right are listed; the others are named by their places."""


def show_counts(screen: Screen, exam: ExamCounts) -> None:
    """Show the counts of an exam, each item with its places and the first words of its stem."""
    forms = ", ".join(f"{form} {n}" for form, n in exam.sittings.items())
    people = counted(sum(exam.sittings.values()), "sitting")
    screen.rule(f"Exam {exam.exam}: {people} (form {forms})")
    missed = [count for count in exam.items if count.right < count.n]
    listed, more = missed[:SHOWN], missed[SHOWN:]
    if screen.plain:
        for count in exam.items:
            screen.line(_plain(count))
        return
    shares = [f"{count.right} of {count.n}" for count in listed]
    places = [_places(count) for count in listed]
    widths = [max(map(len, cells), default=0) for cells in (shares, places)]
    if listed:
        head = f"{'Right':<{widths[0]}}  {'Place':<{widths[1]}}  Item and stem, hardest first"
        screen.line(head, "bold", indent=1)
    for count, share, place in zip(listed, shares, places, strict=True):
        row = f"{share:<{widths[0]}}  {place:<{widths[1]}}  {count.item}{_extra(count)}  "
        screen.line(_cut(row + count.stem, screen.width - 1), indent=1)
    if more:
        screen.row("Easier still", _named(more))
    whole = [count for count in exam.items if count.right == count.n]
    if whole:
        screen.row("All right", _named(whole))


def _named(counts: list[ItemCount]) -> str:
    """Return items by their place on the paper, or by id where the paper cannot be read."""
    return f"{len(counts)} items: " + ", ".join(_places(count) or count.item for count in counts)


def _places(count: ItemCount) -> str:
    return " ".join(count.places)


def _extra(count: ItemCount) -> str:
    """Say what else there is to count, where there is."""
    words = (
        f"{count.partly} partly" * bool(count.partly),
        f"{count.blanks} blank" * bool(count.blanks),
    )
    said = ", ".join(filter(None, words))
    return f" ({said})" if said else ""


def _plain(count: ItemCount) -> str:
    return (
        f"{count.item}: {count.right} of {count.n} right, {count.partly} partly, {count.blanks} blank,"
        f" question {_places(count)}. {count.stem}"
    )


def _cut(text: str, width: int) -> str:
    """Return a text in one line, the end cut off where there is no room for it."""
    text = " ".join(text.split(chr(10))).rstrip()
    return text if len(text) <= width else f"{text[: max(width - 3, 0)].rstrip()}..."
