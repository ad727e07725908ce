"""The library to study from: sound banks only, narrowed to what was asked for."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.lexicon import Lexicon
from ipt_train.bank.core.model import Bank, Item, Library, Vignette, steps_of
from ipt_train.bank.core.shelved import ShelvedLibrary, shelved_library
from ipt_train.bank.source.opened import opened
from ipt_train.bank.source.shelf import SUFFIXES, Shelf
from ipt_train.errors import BankNotFoundError, BankUnusableError, ItemNotFoundError, UsageError
from ipt_train.shell.suggest import suggestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A library, and which of the learner's own banks were left out of it.

    Attributes:
        library: Banks and bibliography.
        left_out: Findings, one a file, for own banks that have errors.
    """

    library: Library
    left_out: tuple[Finding, ...] = ()


def load_library(shelf: Shelf, banks: Sequence[str] = (), *, needs_items: bool = True) -> Loaded:
    """Load banks that have no errors.

    Args:
        shelf: Where banks are found; the first of its folders is the shipped one.
        banks: Bank ids, or paths of banks; none stands for the whole shelf. A faulty bank
            in one of the learner's own folders is left out; one that is named is not.
        needs_items: Refuse files without a bank; else forms and excerpts alone will do.

    Raises:
        BankNotFoundError: A name is neither a bank of the shelf nor a path.
        BankUnusableError: A bank that was named, or a shipped one, has errors.
    """
    paths = [Path(name) for name in banks if _is_path(name)]
    names = [name for name in banks if not _is_path(name)]
    chosen: list[Bank] = []
    found: list[Library] = []
    left_out: tuple[Finding, ...] = ()
    if names or not banks:
        opening = opened(shelf)
        own = [one for one in opening.errors if not Path(one.file).is_relative_to(shelf.banks[0])]
        _refuse([one for one in opening.errors if one not in own], [])
        left_out = tuple({one.file: one for one in reversed(own)}.values())
        library = opening.library()
        known = {bank.id: bank for bank in library.banks}
        for name in names:
            if name not in known:
                hint = (
                    suggestion(name, known)
                    if known
                    else "`ipt-train data path` shows where banks are looked for"
                )
                raise BankNotFoundError(f"there is no bank `{name}`", hint=hint)
        chosen += [bank for bank in library.banks if not names or bank.id in names]
        found.append(library)
    if paths:
        opening = opened(shelf, paths)
        _refuse(opening.errors, paths)
        library = opening.library()
        chosen += library.banks
        found.append(library)
    if needs_items and not chosen:
        raise BankNotFoundError(
            "no bank was found", hint="`ipt-train data path` shows where banks are looked for"
        )
    of_shelf = [] if names or not banks else [lambda: opened(shelf).library()]
    lexicon = Lexicon(lambda: found, *of_shelf)
    flags: dict[str, Any] = {
        "whole": not left_out,
        "narrowed": bool(banks),
        "lexicon": lexicon,
    }
    if len(found) == 1 and isinstance(first := found[0], ShelvedLibrary):
        edition = "" if banks else first.edition
        joined: Library = shelved_library(chosen, first.read, edition=edition, **flags)
    else:
        joined = replace(_joined(found, chosen), **flags)
    return Loaded(library=joined, left_out=left_out)


def _joined(libraries: Sequence[Library], banks: Sequence[Bank]) -> Library:
    """Return the chosen banks with everything that the libraries hold beside their banks."""
    return Library(
        banks=tuple(banks),
        bibliography={name: one for each in libraries for name, one in each.bibliography.items()},
        facts={name: one for each in libraries for name, one in each.facts.items()},
        claims={name: one for each in libraries for name, one in each.claims.items()},
        competencies={name: one for each in libraries for name, one in each.competencies.items()},
        drills=tuple({one.id: one for each in libraries for one in each.drills}.values()),
        readings=tuple({one.id: one for each in libraries for one in each.readings}.values()),
        form_data=tuple({one["id"]: one for each in libraries for one in each.form_data}.values()),
        excerpt_data=tuple(
            {one["id"]: one for each in libraries for one in each.excerpt_data}.values()
        ),
    )


def _refuse(errors: Sequence[Finding], paths: Sequence[Path]) -> None:
    """Stop at the first error, and say how many there are."""
    if not errors:
        return
    first = errors[0]
    more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
    raise BankUnusableError(
        f"{first.file}:{first.line}:{first.column}: {first.code} {first.message}{more}",
        hint=f"`{' '.join(['ipt-train bank check', *map(str, paths)])}` shows them all",
    )


def topic(library: Library, name: str | None) -> list[Item | Vignette]:
    """Return the entries of a topic: a domain, level, objective, tag, phase or problem area.

    Raises:
        UsageError: No entry has such a topic.
    """
    entries = list(library.entries())
    if name is None:
        return entries
    wanted = name.strip().lower().replace(" ", "-")
    chosen = [entry for entry in entries if wanted in _topics(entry)]
    if not chosen:
        if any(wanted in step.competencies for step in library.items()):
            raise UsageError(
                f"no item has the topic `{name}`, which is a competency",
                hint=f"practise it with --competency {wanted}",
            )
        known = sorted({word for entry in entries for word in _topics(entry)})
        if difflib.get_close_matches(wanted, known, 1, 0.6):
            raise UsageError(f"no item has the topic `{name}`", hint=suggestion(wanted, known))
        common = sorted({str(step.domain) for entry in entries for step in steps_of(entry)})
        raise UsageError(
            f"no item has the topic `{name}`", hint=f"try one of {', '.join(common)}, apply, case"
        )
    return chosen


def of_competency(library: Library, name: str) -> list[Item | Vignette]:
    """Return the entries that train a competency, by its id or title.

    Raises:
        UsageError: No entry trains such a competency.
    """
    wanted = name.strip().lower().replace(" ", "-")
    titles = {one.title.lower().replace(" ", "-"): one.id for one in library.competencies.values()}
    wanted = titles.get(wanted, wanted)
    entries = list(library.entries())
    chosen = [
        entry for entry in entries if any(wanted in step.competencies for step in steps_of(entry))
    ]
    if not chosen:
        ids = {name for entry in entries for step in steps_of(entry) for name in step.competencies}
        near = difflib.get_close_matches(wanted, [*ids, *titles], 1, 0.6)
        meant = titles.get(near[0], near[0]) if near else wanted
        raise UsageError(
            f"no question trains the competency `{name}`", hint=suggestion(meant, sorted(ids))
        )
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
    raise ItemNotFoundError(
        f"there is no case `{name}`", hint=suggestion(name, cases, "ipt-train case")
    )


def _topics(entry: Item | Vignette) -> set[str]:
    words = {str(entry.bank), *entry.tags}
    if isinstance(entry, Vignette):
        words |= {entry.phase, *entry.problem_areas, "case"}
    for step in steps_of(entry):
        words |= {str(step.domain), str(step.level), step.objective}
    return words


def _is_path(name: str) -> bool:
    return Path(name).suffix in SUFFIXES or "/" in name or "\\" in name or name in (".", "..")
