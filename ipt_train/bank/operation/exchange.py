"""Banks to and from other formats, each with what was lost on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ipt_train.advance import Advance, unwatched, watched
from ipt_train.bank.core.model import Library
from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.loss import Loss, Problem
from ipt_train.bank.exchange.new_item import new_items
from ipt_train.bank.exchange.own_id import slug
from ipt_train.bank.exchange.yaml_write import yaml_text
from ipt_train.vocabulary import Domain, ExportFormat, ForeignFormat


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
        pictures: The bytes of its pictures, by the file beside the bank.
    """

    text: str
    problems: tuple[Problem, ...]
    items: int
    losses: tuple[Loss, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

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

            written, losses = write_canvas(entries, title, slug(title) or "quiz")
        case ExportFormat.ANKI:
            from ipt_train.bank.exchange.anki_write import write_apkg  # noqa: PLC0415

            written, losses = write_apkg(entries, works, title, moment)
        case ExportFormat.ANKI_TSV:
            from ipt_train.bank.exchange.anki_write import write_tsv  # noqa: PLC0415

            written, losses = write_tsv(entries, works, title)
        case ExportFormat.CSV:
            from ipt_train.bank.exchange.table_write import write_table  # noqa: PLC0415

            written, losses = write_table(entries)
        case ExportFormat.XLSX:
            from ipt_train.bank.exchange.table_write import write_workbook  # noqa: PLC0415

            written, losses = write_workbook(entries)
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
    data: bytes,
    form: ForeignFormat,
    *,
    name: str,
    title: str,
    domain: Domain,
    pictures: bool = True,
    advance: Advance = unwatched,
) -> ImportedBank:
    """Make a bank of a foreign file.

    Args:
        data: The foreign file.
        form: Its format.
        name: Id of the new bank.
        title: Its title.
        domain: Its domain; a question's own category counts where it is a domain.
        pictures: Whether there is a folder for pictures; else they are lost.
        advance: Told how many questions are made.

    Raises:
        UnicodeDecodeError: A format of text is not UTF-8.
    """
    drafts, problems = _read(data, form)
    items = new_items(watched(drafts, advance), name, pictures=pictures)
    head = {
        "format": "ipt-bank/1",
        "id": name,
        "title": title,
        "language": "en-GB",
        "licence": "CC-BY-4.0",
        "domain": str(domain),
    }
    return ImportedBank(
        text=yaml_text({**head, "items": items.rows}) if items.rows else "",
        problems=tuple(problems),
        items=len(items.rows),
        losses=tuple(items.losses),
        pictures=items.pictures,
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
        case ForeignFormat.CSV | ForeignFormat.XLSX:
            from ipt_train.bank.exchange.table_read import read_questions  # noqa: PLC0415

            return read_questions(data)
        case ForeignFormat.ANKI:
            from ipt_train.bank.exchange.anki_read import read_anki  # noqa: PLC0415

            return read_anki(data)
        case ForeignFormat.AIKEN:
            from ipt_train.bank.exchange.aiken_read import read_aiken  # noqa: PLC0415

            return read_aiken(data.decode("utf-8-sig"))
        case ForeignFormat.GIFT:
            from ipt_train.bank.exchange.gift_read import read_gift  # noqa: PLC0415

            return read_gift(data.decode("utf-8-sig"))
