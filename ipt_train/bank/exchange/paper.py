"""An item as it is put on paper or on a card: what is asked, the answer, why."""

from dataclasses import dataclass
from string import ascii_uppercase

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Ordering,
    TextEntry,
    TrueFalse,
)
from ipt_train.bank.core.number import number_key, shown_number
from ipt_train.bank.core.passage import GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A lettered line under the stem: its letter, text, whether it is a key, and why."""

    letter: str
    text: str
    key: bool
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An item in lines of text.

    Attributes:
        item: The item.
        stem: What is asked.
        ask: What to do, in a few words.
        rows: Lettered lines to choose from, match with, or put in order.
        prompts: What to match the rows with, or a passage to fill, line by line.
        answer: The key in one line.
        rationales: Why, for what has no row of its own.
    """

    item: Item
    stem: str
    ask: str
    rows: tuple[PrintedLine, ...]
    prompts: tuple[str, ...]
    answer: str
    rationales: tuple[str, ...]


def _ask(stem: str, *, multiple: bool) -> str:
    """Return what to do, unless the stem says it."""
    ask = "Choose all that apply." if multiple else "Choose one."
    return "" if stem.rstrip().endswith(ask) else ask


def printed(item: Item) -> Printed:
    """Return an item for paper; an ordering is shown in the order of its texts."""
    ask, rows, prompts, answer, rationales = "", [], [], "", []
    match item.interaction:
        case Choice(options=options, multiple=multiple):
            ask = _ask(item.stem, multiple=multiple)
            rows = [
                PrintedLine(
                    letter=ascii_uppercase[n], text=o.text, key=o.key, rationale=o.rationale
                )
                for n, o in enumerate(options)
            ]
            answer = ", ".join(row.letter for row in rows if row.key)
        case TrueFalse() as task:
            ask, answer = "True or false?", "True" if task.key else "False"
            rationales = [
                f"True: {task.rationale_true}",
                f"False: {task.rationale_false}",
            ]
        case TextEntry() as task:
            ask, answer = "Write a word or a short phrase.", " / ".join(task.accepted)
            rationales = [
                task.rationale,
                *(f"{wrong.text}: {wrong.rationale}" for wrong in task.anticipated),
            ]
        case NumberEntry() as task:
            ask = f"Write a number, in {task.units[0]}." if task.units else "Write a number."
            answer = number_key(task)
            wrong = (f"{shown_number(one.value)}: {one.rationale}" for one in task.anticipated)
            rationales = [task.rationale, *wrong]
        case Ordering(sequence=sequence):
            ask = "Put in order."
            shown = sorted(sequence, key=lambda one: one.text.casefold())
            rows = [
                PrintedLine(
                    letter=ascii_uppercase[n], text=o.text, key=False, rationale=o.rationale
                )
                for n, o in enumerate(shown)
            ]
            letters = {o.id: ascii_uppercase[n] for n, o in enumerate(shown)}
            answer = ", ".join(letters[one.id] for one in sequence)
        case Matching() as task:
            ask = "Match each line with a letter."
            rows = [
                PrintedLine(
                    letter=ascii_uppercase[n], text=o.text, key=False, rationale=o.rationale
                )
                for n, o in enumerate(task.options)
            ]
            letters = {o.id: ascii_uppercase[n] for n, o in enumerate(task.options)}
            prompts = [f"{n}. {one.text}" for n, one in enumerate(task.prompts, 1)]
            answer = ", ".join(f"{n}{letters[one.key]}" for n, one in enumerate(task.prompts, 1))
            rationales = [f"{n}. {one.rationale}" for n, one in enumerate(task.prompts, 1)]
        case Cloze() as task:
            ask = "Fill the gaps."
            numbers = {gap.id: n for n, gap in enumerate(task.gaps, 1)}
            prompts = [GAP.sub(lambda found: f"({numbers[found[1]]}) ________", task.passage)]
            answer = ", ".join(
                f"({n}) {' / '.join(gap.accepted)}" for n, gap in enumerate(task.gaps, 1)
            )
            rationales = [f"({n}) {gap.rationale}" for n, gap in enumerate(task.gaps, 1)]
    return Printed(
        item=item,
        stem=f"{item.scene}\n\n{item.stem}" if item.scene else item.stem,
        ask=ask,
        rows=tuple(rows),
        prompts=tuple(prompts),
        answer=answer,
        rationales=tuple(rationales),
    )
