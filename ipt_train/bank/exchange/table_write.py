"""Items to a table, CSV or workbook: one row an item, for a spreadsheet and back (``table_column``)."""

import io
from collections.abc import Iterable, Sequence

from ipt_train.bank.core.model import (
    Choice,
    Cloze,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
    Vignette,
)
from ipt_train.bank.core.number import shown_number
from ipt_train.bank.exchange.case import STEP_OF, case_losses
from ipt_train.bank.exchange.loss import PICTURE, Loss
from ipt_train.bank.exchange.table_column import LETTERS, LISTS, ORDER
from ipt_train.csv_file import csv_text
from ipt_train.csv_lines import guarded


def write_table(entries: Iterable[Item | Vignette]) -> tuple[str, list[Loss]]:
    """Return entries as CSV, and what a row cannot carry."""
    columns, rows, losses = _table(entries)
    return csv_text(columns, rows), losses


def write_workbook(entries: Iterable[Item | Vignette]) -> tuple[bytes, list[Loss]]:
    """Return entries as a workbook of one sheet, and what a row cannot carry."""
    from openpyxl import Workbook  # noqa: PLC0415 - a library that few exports need

    columns, rows, losses = _table(entries)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Questions")
    for row in (columns, *rows):
        sheet.append([guarded(text) for text in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue(), losses


def _table(
    entries: Iterable[Item | Vignette],
) -> tuple[Sequence[str], list[list[str]], list[Loss]]:
    rows: list[dict[str, str]] = []
    losses: list[Loss] = []
    for entry in entries:
        if isinstance(entry, Vignette):
            losses += case_losses(entry, kept=(), text=False)
        for item in entry.steps if isinstance(entry, Vignette) else (entry,):
            if too_long := _too_long(item):
                losses.append(Loss(item=item.id, what=f"the whole item: {too_long}"))
                continue
            if item.vignette:
                losses.append(Loss(item=item.id, what=STEP_OF))
            if item.picture:
                losses.append(Loss(item=item.id, what=PICTURE))
            rows.append(_row(item))
    used = {name for row in rows for name, cell in row.items() if cell} | {
        "item",
        "type",
        "stem",
        "key",
    }
    columns = [name for name in ORDER if name in used]
    return columns, [[row.get(name, "") for name in columns] for row in rows], losses


def _too_long(item: Item) -> str:
    """Return why a table cannot hold an item; empty where it can."""
    task = item.interaction
    if any(";" in unit for unit in getattr(task, "units", ())):
        return "a unit has a semicolon"
    listed = [
        getattr(task, name, ())
        for name in ("options", "sequence", "prompts", "gaps", "anticipated")
    ]
    if any(len(one) > len(LETTERS) for one in listed):
        return f"a table has {len(LETTERS)} columns of options"
    texts = [
        *getattr(task, "accepted", ()),
        *(text for gap in getattr(task, "gaps", ()) for text in gap.accepted),
    ]
    return "an accepted answer has several lines" if any("\n" in text for text in texts) else ""


def _row(item: Item) -> dict[str, str]:
    row = {
        "item": item.id,
        "type": str(item.type),
        "case": item.vignette or "",
        "domain": str(item.domain),
        "objective": item.objective,
        "level": str(item.level),
        "scene": item.scene,
        "stem": item.stem,
        "explanation": item.explanation,
        "certainty": str(item.certainty),
        "status": str(item.status),
        "revision": str(item.revision),
        **{name: " ".join(getattr(item, name)) for name in LISTS},
    }
    match item.interaction:
        case Choice(options=options, shuffle=shuffle):
            signs = [
                sign.upper() for sign, option in zip(LETTERS, options, strict=False) if option.key
            ]
            row |= {**_options(options), "key": " ".join(signs), "ids": _ids(options)}
            row["shuffle"] = "" if shuffle else "no"
        case TrueFalse() as task:
            row |= {"key": "true" if task.key else "false", "option_a": "True", "option_b": "False"}
            row |= {"why_a": task.rationale_true, "why_b": task.rationale_false}
        case TextEntry() as task:
            row |= {"key": "\n".join(task.accepted), "why": task.rationale}
            for sign, wrong in zip(LETTERS, task.anticipated, strict=False):
                row |= {f"option_{sign}": wrong.text, f"why_{sign}": wrong.rationale}
        case NumberEntry() as task:
            row |= {"key": shown_number(task.value), "why": task.rationale}
            row["tolerance"] = shown_number(task.tolerance) if task.tolerance else ""
            row["unit"] = "; ".join(task.units)
            for sign, foreseen in zip(LETTERS, task.anticipated, strict=False):
                row |= {f"option_{sign}": shown_number(foreseen.value)}
                row |= {f"why_{sign}": foreseen.rationale}
        case Ordering(sequence=sequence):
            row |= {**_options(sequence), "ids": _ids(sequence)}
        case Matching() as task:
            letters = dict(zip((one.id for one in task.options), LETTERS, strict=False))
            row |= {**_options(task.options), "ids": f"{_ids(task.options)} {_ids(task.prompts)}"}
            row["key"] = " ".join(letters[one.key].upper() for one in task.prompts)
            for number, prompt in enumerate(task.prompts, 1):
                row |= {f"prompt_{number}": prompt.text, f"reason_{number}": prompt.rationale}
        case Cloze() as task:
            row |= {"passage": task.passage, "ids": _ids(task.gaps)}
            for number, gap in enumerate(task.gaps, 1):
                row |= {
                    f"prompt_{number}": "\n".join(gap.accepted),
                    f"reason_{number}": gap.rationale,
                }
    if item.type not in ("single-best-answer", "true-false", "short-answer", "numerical"):
        row["credit"] = str(item.credit)
    return row


def _options(options: Iterable[Option]) -> dict[str, str]:
    row: dict[str, str] = {}
    for sign, option in zip(LETTERS, options, strict=False):
        row |= {f"option_{sign}": option.text, f"why_{sign}": option.rationale}
    return row


def _ids(several: Iterable[object]) -> str:
    return " ".join(getattr(one, "id", "") for one in several)
