"""Banks to and from other formats, each with what was lost on the way."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from ipt_train.bank.core.model import Library
from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.loss import Loss, Problem
from ipt_train.vocabulary import Domain, ExportFormat, ForeignFormat

_ORDER = (
    "id", "revision", "type", "objective", "competencies", "domain", "level", "stem", "shuffle", "prompts", "options", "sequence",
    "key", "rationale_true", "rationale_false", "accepted", "rationale", "anticipated", "passage", "gaps", "credit", "explanation",
    "references", "facts", "claims", "certainty", "status", "tags", "replaces",
)  # fmt: skip  # a table
_TO_WRITE: dict[str, Any] = {
    "objective": None,
    "level": None,
    "explanation": None,
    "references": [],
    "facts": [],
    "certainty": None,
}
"""What no other format has: left empty, so that the check of the new bank asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A library in another format.

    Attributes:
        data: The file.
        text: Whether the file is text.
        losses: What it could not carry, item by item.
        items: How many items it holds.
    """

    data: bytes
    text: bool
    losses: tuple[Loss, ...]
    items: int

    @property
    def document(self) -> str | bytes:
        """The file as text, or as bytes where it is none."""
        return self.data.decode() if self.text else self.data

    def record(self, file: str) -> dict[str, Any]:
        """Return it as plain data, with the name of its file."""
        return _record(file, self.items, self.losses, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedBank:
    """A bank made from another format; its check says what is still to be written.

    Attributes:
        text: The bank as YAML; empty where nothing could be read.
        problems: What could not be read, with its place.
        items: How many items it holds.
        losses: What was left out and what has to be written by hand, item by item.
    """

    text: str
    problems: tuple[Problem, ...]
    items: int
    losses: tuple[Loss, ...]

    def record(self, file: str) -> dict[str, Any]:
        """Return it as plain data, with the name of its file."""
        return _record(file, self.items, self.losses, self.problems)


def title_of(library: Library) -> str:
    """Return what a quiz, deck or page of these banks is called where nobody names it."""
    return library.banks[0].title if len(library.banks) == 1 else "IPT questions"


def export_bank(
    library: Library, form: ExportFormat, *, title: str, moment: float, key: bool
) -> Exported:
    """Write a library in another format.

    Args:
        library: Banks and their bibliography.
        form: The format.
        title: What the quiz, deck or page is called there.
        moment: Seconds since 1970, for formats that want a time stamp.
        key: Print keys and rationales; only paper can do without.
    """
    entries, works = list(library.entries()), library.bibliography
    # A format's library is loaded only when that format is asked for.
    written: str | bytes
    match form:
        case ExportFormat.GIFT:
            from ipt_train.bank.exchange.gift_write import write_gift  # noqa: PLC0415

            written, losses = write_gift(entries)
        case ExportFormat.MOODLE_XML:
            from ipt_train.bank.exchange.moodle_write import write_moodle  # noqa: PLC0415

            written, losses = write_moodle(entries)
        case ExportFormat.QTI:
            from ipt_train.bank.exchange.qti_write import write_qti  # noqa: PLC0415

            written, losses = write_qti(entries, title)
        case ExportFormat.CANVAS:
            from ipt_train.bank.exchange.canvas_write import write_canvas  # noqa: PLC0415

            written, losses = write_canvas(entries, title, _slug(title) or "quiz")
        case ExportFormat.ANKI:
            from ipt_train.bank.exchange.anki_write import write_apkg  # noqa: PLC0415

            written, losses = write_apkg(entries, works, title, moment)
        case ExportFormat.ANKI_TSV:
            from ipt_train.bank.exchange.anki_write import write_tsv  # noqa: PLC0415

            written, losses = write_tsv(entries, works, title)
        case ExportFormat.CSV:
            from ipt_train.bank.exchange.table_write import write_table  # noqa: PLC0415

            written, losses = write_table(entries)
        case ExportFormat.HTML:
            from ipt_train.bank.exchange.page_write import write_page  # noqa: PLC0415

            language = library.banks[0].language if library.banks else "en-GB"
            written, losses = write_page(entries, works, title=title, language=language, key=key)
    whole = sum(one.what.startswith("the whole item") for one in losses)
    return Exported(
        data=written.encode() if isinstance(written, str) else written,
        text=isinstance(written, str) or form is ExportFormat.MOODLE_XML,
        losses=tuple(losses),
        items=sum(1 for _ in library.items()) - whole,
    )


def import_bank(
    data: bytes, form: ForeignFormat, *, name: str, title: str, domain: Domain
) -> ImportedBank:
    """Make a bank of a foreign file.

    Args:
        data: The foreign file.
        form: Its format.
        name: Id of the new bank.
        title: Its title.
        domain: Its domain; a question's own category counts where it is a domain.

    Raises:
        UnicodeDecodeError: A format of text is not UTF-8.
    """
    drafts, problems = _read(data, form)
    taken: set[str] = set()
    items: list[dict[str, Any]] = []
    losses: list[Loss] = []
    for draft in drafts:
        lost = list(draft.lost)
        if draft.data:
            if draft.domain and draft.domain not in set(Domain):
                lost.append("the category")
            items.append(_item(draft, name, taken))
            lost += [f"{key} is to be written" for key in _missing(items[-1])]
        called = items[-1]["id"] if draft.data else draft.id or f"line {draft.line}"
        losses += [Loss(item=called, what=what) for what in lost]
    head = {
        "format": "ipt-bank/1",
        "id": name,
        "title": title,
        "language": "en-GB",
        "licence": "CC-BY-4.0",
        "domain": str(domain),
    }
    yaml = YAML()
    yaml.width = 88
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    yaml.dump({**head, "items": items}, buffer)
    return ImportedBank(
        text=buffer.getvalue() if items else "",
        problems=tuple(problems),
        items=len(items),
        losses=tuple(losses),
    )


def _record(
    file: str, items: int, losses: Iterable[Loss], problems: Iterable[Problem]
) -> dict[str, Any]:
    return {"file": file, "items": items, "losses": list(losses), "problems": list(problems)}


def _read(data: bytes, form: ForeignFormat) -> tuple[list[Draft], list[Problem]]:
    match form:
        case ForeignFormat.MOODLE_XML:
            from ipt_train.bank.exchange.moodle_read import read_moodle  # noqa: PLC0415

            return read_moodle(data)
        case ForeignFormat.QTI:
            from ipt_train.bank.exchange.qti_read import read_qti  # noqa: PLC0415

            return read_qti(data)
        case ForeignFormat.AIKEN:
            from ipt_train.bank.exchange.aiken_read import read_aiken  # noqa: PLC0415

            return read_aiken(data.decode("utf-8-sig"))
        case ForeignFormat.GIFT:
            from ipt_train.bank.exchange.gift_read import read_gift  # noqa: PLC0415

            return read_gift(data.decode("utf-8-sig"))


def _item(draft: Draft, bank: str, taken: set[str]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": _name(draft, bank, taken),
        "revision": 1,
        "status": "draft",
        **_TO_WRITE,
        **draft.data,
    }
    if draft.domain in set(Domain) and "domain" not in draft.data:
        data["domain"] = draft.domain
    return {key: _blank(data[key]) for key in _ORDER if key in data}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _blank(value: Any) -> Any:
    """Return a value with empty texts as nothing, which the check reports as empty."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, Mapping):
        return {key: _blank(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_blank(one) for one in value]
    return value


def _missing(item: Mapping[str, Any]) -> Iterable[str]:
    for key, value in item.items():
        if value is None or value == []:
            yield key
        for part in value if isinstance(value, list) else ():
            if isinstance(part, Mapping) and part.get("rationale", "") is None:
                yield f"a rationale of {key}"


def _name(draft: Draft, bank: str, taken: set[str]) -> str:
    """Return an id for a draft: its own where that can be one, else the bank's name and a number."""
    slug = _slug(draft.id)[:64].strip("-")
    name = slug or f"{bank}-{draft.line}"
    number = 2
    while name in taken:
        name = f"{(slug or bank)[:58]}-{number}"
        number += 1
    taken.add(name)
    return name
