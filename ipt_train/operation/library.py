"""The library to study from: sound banks only, narrowed to what was asked for."""

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from ipt_train.bank.model import Item, Library, Vignette
from ipt_train.bank.shelf import SUFFIXES, Shelf, check
from ipt_train.errors import BankNotFoundError, BankUnusableError, ItemNotFoundError, UsageError


def load_library(shelf: Shelf, banks: Sequence[str] = ()) -> Library:
    """Load banks that have no errors.

    Args:
        shelf: Where banks are found.
        banks: Bank ids, or paths of banks; none stands for the whole shelf.

    Raises:
        BankNotFoundError: A name is neither a bank of the shelf nor a path.
        BankUnusableError: A bank has errors.
    """
    paths = [Path(name) for name in banks if _is_path(name)]
    names = [name for name in banks if not _is_path(name)]
    found: list[Library] = []
    if names or not banks:
        found.append(_sound(shelf, []))
    if paths:
        found.append(_sound(shelf, paths))
    shelved = (
        [bank for bank in found[0].banks if not names or bank.id in names]
        if names or not banks
        else []
    )
    missing = [name for name in names if name not in {bank.id for bank in shelved}]
    if missing:
        known = [bank.id for bank in found[0].banks]
        raise BankNotFoundError(
            f"there is no bank `{missing[0]}`", hint=suggestion(missing[0], known)
        )
    given = list(found[-1].banks) if paths else []
    works = {name: work for library in found for name, work in library.bibliography.items()}
    return Library(banks=(*shelved, *given), bibliography=works)


def topic(library: Library, name: str | None) -> list[Item | Vignette]:
    """Return the entries of a topic: a domain, level, objective, tag, phase or problem area.

    Raises:
        UsageError: No entry has such a topic.
    """
    entries = list(library.entries())
    if name is None:
        return entries
    chosen = [entry for entry in entries if name in _topics(entry)]
    if not chosen:
        known = sorted({word for entry in entries for word in _topics(entry)})
        raise UsageError(f"no item has the topic `{name}`", hint=suggestion(name, known))
    return chosen


def vignette(library: Library, name: str) -> Vignette:
    """Return a vignette by its id.

    Raises:
        ItemNotFoundError: No vignette has this id.
    """
    cases = {entry.id: entry for entry in library.entries() if isinstance(entry, Vignette)}
    for case in cases.values():
        if name in (case.id, case.id.removeprefix("case-")):
            return case
    raise ItemNotFoundError(f"there is no case `{name}`", hint=suggestion(name, list(cases)))


def _sound(shelf: Shelf, paths: Sequence[Path]) -> Library:
    checked = check(shelf, paths)
    if checked.errors:
        first = checked.errors[0]
        more = f" and {len(checked.errors) - 1} more" if len(checked.errors) > 1 else ""
        raise BankUnusableError(
            f"{first.file}:{first.line}:{first.column}: {first.code} {first.message}{more}",
            hint=f"run `ipt-train bank check {' '.join(map(str, paths))}`".replace(" `", "`"),
        )
    library = checked.library()
    if not library.banks:
        raise BankNotFoundError(
            "no bank was found", hint="`ipt-train data path` shows where banks are looked for"
        )
    return library


def _topics(entry: Item | Vignette) -> set[str]:
    words = {str(entry.domain), str(entry.bank), *entry.tags}
    if isinstance(entry, Vignette):
        return words | {
            entry.phase,
            *entry.problem_areas,
            "case",
            *(step.objective for step in entry.steps),
        }
    return words | {str(entry.level), entry.objective}


def _is_path(name: str) -> bool:
    return Path(name).suffix in SUFFIXES or "/" in name or "\\" in name or name in (".", "..")


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return the known name that was probably meant, or the first of them."""
    known = list(known)
    near = difflib.get_close_matches(name, known, 1, 0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    shown = ", ".join(known[:12])
    return f"known: {shown}{', ...' if len(known) > 12 else ''}"
