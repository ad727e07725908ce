"""Items to a table: one row an item, for reading and sorting in a spreadsheet."""

from collections.abc import Iterable

from ipt_train.bank.core.model import Item, Vignette
from ipt_train.bank.exchange.loss import PICTURE, Loss
from ipt_train.bank.exchange.paper import printed
from ipt_train.csv_file import csv_text

COLUMNS = (
    "item", "bank", "case", "revision", "type", "domain", "objective", "level", "stem", "options", "key",
    "rationales", "explanation", "references", "facts", "claims", "competencies", "certainty", "status",
)  # fmt: skip  # a table


def write_table(entries: Iterable[Item | Vignette]) -> tuple[str, list[Loss]]:
    """Return entries as CSV, and what a row cannot carry. Cells hold one line for each option."""
    rows: list[list[str | int]] = []
    losses: list[Loss] = []
    for entry in entries:
        if isinstance(entry, Vignette):
            losses.append(Loss(item=entry.id, what="text and debrief of a case"))
        for item in entry.steps if isinstance(entry, Vignette) else (entry,):
            rows.append(_row(item))
            losses.append(Loss(item=item.id, what="ids of options, and the credit rule"))
            losses += [Loss(item=item.id, what=PICTURE)] if item.picture else []
    return csv_text(COLUMNS, rows), losses


def _row(item: Item) -> list[str | int]:
    paper = printed(item)
    options = [*paper.prompts, *(f"{row.letter}. {row.text}" for row in paper.rows)]
    why = [*(f"{row.letter}. {row.rationale}" for row in paper.rows), *paper.rationales]
    return [
        item.id,
        item.bank,
        item.vignette or "",
        item.revision,
        str(item.type),
        str(item.domain),
        item.objective,
        str(item.level),
        paper.stem,
        "\n".join(options),
        paper.answer,
        "\n".join(why),
        item.explanation,
        " ".join(item.references),
        " ".join(item.facts),
        " ".join(item.claims),
        " ".join(item.competencies),
        str(item.certainty),
        str(item.status),
    ]
