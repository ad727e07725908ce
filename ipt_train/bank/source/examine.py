"""One file by itself: parsed, held to its schema, to integrity and to the rules.

What must be compared over all files is carried along in short, so that the data of a file
can be let go before the next is read, and files can be examined side by side.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ipt_train.bank.core import form_integrity, integrity
from ipt_train.bank.core.file_entry import File
from ipt_train.bank.core.finding import HERE, Finding, at
from ipt_train.bank.core.identity import Identity
from ipt_train.bank.core.item_view import ItemView, Outline, outline, views
from ipt_train.bank.core.kind import FORMS, STUDIED
from ipt_train.bank.core.register import ReferenceIndex
from ipt_train.bank.core.schema import BankSchema
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.core.suppression import Suppressions, read_suppressions
from ipt_train.bank.core.tree import Mapping, Sequence
from ipt_train.bank.rules.lint import compares, lint
from ipt_train.bank.source.glance import glance
from ipt_train.bank.source.pictures import picture_problems, pictured
from ipt_train.bank.source.source import parse
from ipt_train.vocabulary import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file held to syntax and schema.

    Attributes:
        name: Where it stands.
        findings: What was found.
        tree: Its data, or None where it is not a mapping or cannot be read.
        suppressions: Its comments.
        data: Its bytes, or in words why it cannot be read.
        placed: Whether the places of all of it are known.
    """

    name: str
    findings: tuple[Finding, ...]
    tree: Mapping | None
    suppressions: Suppressions
    data: bytes | str
    placed: bool = True

    @property
    def flawed(self) -> frozenset[str]:
        """JSON pointers of what does not fit the schema."""
        return frozenset(one.path for one in self.findings if one.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What is left of a file when it has been looked at.

    Attributes:
        name: Where it stands.
        findings: What was found in it alone.
        suppressions: Its comments, to be applied when all findings are known.
        data: Its data as JSON; empty where there is none, or where it was not to be kept.
        sound: Whether it fits its schema.
        readable: Whether there was more to check than its syntax.
        items: The ids of its answerable items.
        unjudged: How many of them the rules were not asked about, though they were to be.
        identity: Its ids, if it is a bank, a file of drills or of cards.
        outlines: Its items in short, for rules over all banks.
        placed: Whether the places of all of it are known, as where it was read strictly.
    """

    name: str
    findings: tuple[Finding, ...]
    suppressions: Suppressions
    data: bytes
    sound: bool
    readable: bool
    items: tuple[str, ...]
    unjudged: int = 0
    identity: Identity | None = None
    outlines: tuple[Outline, ...] = ()
    placed: bool = False


def skim(name: str, data: bytes | str, schema: BankSchema) -> Parsed | None:
    """Parse a file quickly, if it is plain and fits its schema.

    Args:
        name: Where it stands.
        data: Its bytes, or in words why it cannot be read.
        schema: The schemas.

    Returns:
        The file, or None where it must be read.
    """
    if isinstance(data, str):
        return None
    tree = glance(data)
    if tree is None or next(schema.problems(tree), None):
        return None
    return Parsed(
        name=name, findings=(), tree=tree, suppressions=Suppressions(), data=data, placed=False
    )


def read(name: str, data: bytes | str, schema: BankSchema) -> Parsed:
    """Parse one file and hold it to its schema.

    Args:
        name: Where it stands.
        data: Its bytes, or in words why it cannot be read.
        schema: The schemas.
    """
    if isinstance(data, str):
        finding = at((1, 1, 1, 1), "Y019", f"the file cannot be read: {data}")
        return Parsed(
            name=name, findings=(finding,), tree=None, suppressions=Suppressions(), data=data
        )
    document = parse(data)
    findings = list(document.findings)
    if document.tree is not None:
        findings += _quoting(schema.problems(document.tree), data)
    return Parsed(
        name=name,
        findings=tuple(findings),
        tree=document.tree if isinstance(document.tree, Mapping) else None,
        suppressions=read_suppressions(data.decode("utf-8-sig", "replace"), document.tree),
        data=data,
    )


def examine(
    parsed: Parsed, register: ReferenceIndex, selection: Selection, *, keeps: bool = True
) -> FileResult:
    """Look at one file with all that needs no other bank.

    Args:
        parsed: The file.
        register: What its items may point into.
        selection: Which rules run.
        keeps: Keep its data.
    """
    tree = parsed.tree
    found = list(parsed.findings)
    identity: Identity | None = None
    short: tuple[Outline, ...] = ()
    names, unjudged = _answerable(tree), 0
    if tree is not None and STUDIED.get(str(tree.get("format"))) in tree:
        file = File(name=parsed.name, tree=tree, flawed=parsed.flawed)
        found += integrity.problems(file, register)
        found += picture_problems(file)
        identity = integrity.identity(file)
        if selection.lint and names and file.fits(("language",)) and "language" in tree:
            fitting = list(_judged(file, register.verification))
            unjudged = len(names) - len(fitting)
            unwritten = {one.item for one in found if one.code == "H007"}
            items = [one for one in fitting if one.id not in unwritten]
            found += lint(items, str(tree["language"]), selection.wants_rule)
            short = tuple(map(outline, items)) if compares(selection.wants_rule) else ()
    elif tree is not None and tree.get("format") == FORMS:
        file = File(name=parsed.name, tree=tree, flawed=parsed.flawed)
        found += form_integrity.problems(file, register)
    sound = tree is not None and not parsed.flawed
    return FileResult(
        name=parsed.name,
        findings=tuple(found),
        suppressions=parsed.suppressions,
        data=_kept(parsed.name, tree) if tree is not None and sound and keeps else b"",
        sound=sound,
        readable=tree is not None,
        items=names,
        unjudged=unjudged,
        identity=identity,
        outlines=short,
        placed=parsed.placed,
    )


def _quoting(findings: Iterable[Finding], data: bytes) -> Iterator[Finding]:
    """Yield findings, in whose advice stands what is written at their place."""
    lines: list[str] = []
    for one in findings:
        if HERE in one.help:
            lines = lines or re.split("\r\n|\r|\n", data.decode("utf-8-sig", "replace"))
            written = lines[one.line - 1][one.column - 1 : one.end_column - 1]
            yield replace(one, help=one.help.replace(HERE, written))
        else:
            yield one


def _kept(name: str, tree: Mapping) -> bytes:
    """Return a file's data as JSON; a bank with an item on each line, and with its folder if pictures lie there."""
    if tree.get("format") != "ipt-bank/1":
        return json.dumps(tree).encode()
    folder = {"folder": str(Path(name).parent.absolute())} if pictured(tree) else {}
    head = {key: value for key, value in tree.items() if key != "items"} | folder
    items = ",\n".join(map(json.dumps, tree["items"]))
    return f'{json.dumps(head)[:-1]}, "items": [\n{items}\n]}}'.encode()


def _answerable(tree: Mapping | None) -> tuple[str, ...]:
    """Return the ids of the items of a bank that can be answered, as far as they have one."""
    items = tree.get("items") if tree is not None and tree.get("format") == "ipt-bank/1" else None
    names: list[str] = []
    for item in items if isinstance(items, Sequence) else ():
        steps = item.get("steps") if isinstance(item, Mapping) else None
        for one in steps if isinstance(steps, Sequence) and steps else (item,):
            name = one.get("id") if isinstance(one, Mapping) else None
            names.append(name if isinstance(name, str) else f"item {len(names) + 1}")
    return tuple(names)


def _judged(file: File, verification: dict[str, str]) -> Iterator[ItemView]:
    """Yield the items, and steps of vignettes, that fit the schema."""
    if not file.flawed:
        yield from views(file.name, file.tree, verification)
        return
    items = file.tree["items"]
    for index, item in enumerate(items if isinstance(items, Sequence) else ()):
        if file.fits(("items", index)):
            steps: Any = item.get("steps", ())
            for number, step in enumerate(steps):
                yield ItemView(file.name, step, ("items", index, "steps", number), verification)
            if not steps:
                yield ItemView(file.name, item, ("items", index), verification)
