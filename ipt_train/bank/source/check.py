"""Files checked together: each by itself, side by side where there are many, then all as one."""

import json
import multiprocessing
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ipt_train.advance import Advance, unwatched
from ipt_train.bank.core.checked import Checked
from ipt_train.bank.core.finding import Finding, by_place, in_file
from ipt_train.bank.core.identity import clashes
from ipt_train.bank.core.kind import BESIDE, GROUND
from ipt_train.bank.core.register import ReferenceIndex, gather
from ipt_train.bank.core.schema import BankSchema
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.core.suppression import suppress
from ipt_train.bank.rules.explain import unknown
from ipt_train.bank.rules.lint import lint_all
from ipt_train.bank.rules.registry import RULES
from ipt_train.bank.rules.rule import NoRuleMemory, RuleMemory
from ipt_train.bank.source.examine import FileResult, Parsed, examine, read, skim
from ipt_train.bank.source.glance import MistakenError
from ipt_train.bank.source.part import PartCache, digest_of_register
from ipt_train.vocabulary import Severity

_WORTH_A_PROCESS = 2_000_000
"""Bytes from which a second process pays for its start."""

Loaded = tuple[str, bytes | str]
"""Name of a file, and its bytes or in words why it cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every file is examined with.

    Attributes:
        skims: Read plain files quickly.
        keeps: Keep their data.
    """

    schema: BankSchema
    register: ReferenceIndex
    selection: Selection
    skims: bool
    keeps: bool

    def examine(self, one: Loaded) -> FileResult:
        """Examine one file and let its data go."""
        parsed = self.open(one)
        examined = self.finish(parsed)
        if parsed.tree is not None:
            parsed.tree.let_go()
        return examined

    def open(self, one: Loaded) -> Parsed:
        """Read one file."""
        return (skim(*one, self.schema) if self.skims else None) or read(*one, self.schema)

    def finish(self, parsed: Parsed) -> FileResult:
        """Examine a file that was read."""
        try:
            return examine(parsed, self.register, self.selection, keeps=self.keeps)
        except MistakenError:
            again = read(parsed.name, parsed.data, self.schema)
            return examine(again, self.register, self.selection, keeps=self.keeps)

    def counts(self, findings: Iterable[Finding]) -> bool:
        """Whether any of the findings is asked for."""
        return any(not self.selection.ignores(one.code) for one in findings)


def check_together(
    loaded: Sequence[Loaded],
    schema: BankSchema,
    selection: Selection,
    taken: Mapping[str, str],
    asked: int,
    shipped: int = 0,
    *,
    keeps: bool = True,
    parts: PartCache | None = None,
    advance: Advance = unwatched,
) -> Checked:
    """Check files that were read.

    Args:
        loaded: Their names and bytes; the first ``asked`` are those that were asked for, the
            rest is what these point into.
        schema: The schemas.
        selection: Which rules run and which codes are left out.
        taken: For ids of other banks, the id of the bank that has them.
        asked: How many files were asked for.
        shipped: How many at the end stand in for what a folder lacks: an id that is also in
            another file is no finding there.
        keeps: Keep the data, for who wants to load it.
        parts: What was found in files before, to be believed and added to.
        advance: Told how many files are checked.
    """
    stand_in = {name for name, _ in loaded[len(loaded) - shipped :]}
    memory = parts.memory(name for name, _ in loaded[:asked]) if parts else NoRuleMemory()
    for skims in (True, False):
        desk = _Desk(
            schema=schema, register=ReferenceIndex(), selection=selection, skims=skims, keeps=keeps
        )
        examined, twice = _each(loaded, desk, stand_in, parts, advance)
        between = [*twice, *_between(examined, selection, taken, memory)]
        compared = [one for one in examined if one.identity or one.outlines]
        if not desk.counts(between) or (not twice and all(one.placed for one in compared)):
            break  # else the places of all entries are needed
    return _together(examined, between, selection, asked)


def _each(
    loaded: Sequence[Loaded],
    desk: _Desk,
    stand_in: Collection[str],
    parts: PartCache | None,
    advance: Advance,
) -> tuple[list[FileResult], list[Finding]]:
    """Examine every file; also return ids that are twice in what items point into."""
    ground = [one for one in loaded if one[0].endswith(BESIDE) or _is_ground(one[1])]
    parsed = [desk.open(one) for one in ground]
    whole = [(one.name, one.tree) for one in parsed if one.tree is not None and not one.flawed]
    register, twice = gather(whole, stand_in)
    known = {
        one.name: (desk if one.name in stand_in else replace(desk, register=register)).finish(one)
        for one in parsed  # a shipped file that stands in rests on what was shipped with it
    }
    rest = [one for one in loaded if one[0] not in known]
    if parts is None:
        known |= {
            one.name: one for one in _examined(rest, replace(desk, register=register), advance)
        }
    else:
        ground_digest = digest_of_register({name: parts.digests[name] for name, _ in ground})
        before = _kept_before(rest, desk, parts, ground_digest)
        anew = [one for one in rest if one[0] not in before]
        places = any(one.placed for one in before.values())  # they were asked for before
        wanted = replace(desk, register=register, skims=desk.skims and not places)
        known |= before
        for result in _examined(anew, wanted, advance):
            known[result.name] = result
            parts.keep(result, ground_digest)
        if anew:
            parts.tidy(sum(len(data) for _, data in loaded))
    return [known[name] for name, _ in loaded], twice


def _kept_before(
    files: Iterable[Loaded], desk: _Desk, parts: PartCache, ground: str
) -> dict[str, FileResult]:
    """Return what is kept of files that did not change; with their places, where these are needed."""
    kept = {name: parts.get(name, ground) for name, data in files if isinstance(data, bytes)}
    return {
        name: result
        for name, result in kept.items()
        if result is not None and (desk.skims or result.placed)
    }


def _is_ground(data: bytes | str) -> bool:
    """Whether a file of any name says in its first lines that others point into it."""
    said = _FORMAT.search(data[:4096]) if isinstance(data, bytes) else None
    return said is not None and said[1].decode() in GROUND


_FORMAT = re.compile(rb"^format:[ \t]*[\"']?(ipt-[a-z-]+/[0-9]+)", re.M)


def _between(
    examined: Iterable[FileResult],
    selection: Selection,
    taken: Mapping[str, str],
    memory: RuleMemory,
) -> Iterator[Finding]:
    """Yield what is found over all files."""
    ids = [one.identity for one in examined if one.identity]
    yield from clashes(ids, taken)
    everything = [item for one in examined for item in one.outlines]
    yield from lint_all(everything, selection.wants_rule, memory)


def _together(
    examined: Sequence[FileResult], between: Iterable[Finding], selection: Selection, asked: int
) -> Checked:
    """Add what is found over all files, set aside what comments say, and keep what is sound."""
    found = {one.name: list(one.findings) for one in examined}
    for finding in between:
        found[finding.file].append(finding)
    findings: list[Finding] = []
    for one in examined:
        wanted = (each for each in found[one.name] if not selection.ignores(each.code))
        left = suppress(one.suppressions, wanted, unknown, lambda code: _asked(code, selection))
        findings += in_file((each for each in left if not selection.ignores(each.code)), one.name)
    usable = [one for one in examined if one.sound and not _unusable(found[one.name])]
    raw = tuple(one.data for one in usable if one.data)
    ids = [one.identity for one in examined if one.identity]
    return Checked(
        findings=tuple(by_place(findings)),
        names=tuple(one.name for one in examined[:asked]),
        items_in={one.name: one.items for one in examined if one.items},
        unread=tuple(one.name for one in examined[:asked] if not one.readable),
        unjudged=sum(one.unjudged for one in examined),
        cached=False,
        load=lambda: tuple(json.loads(one) for one in raw),
        ids={
            name: one.id for one in ids for name in (*(item.id for item in one.items), *one.retired)
        },
        raw=raw,
    )


def _asked(code: str, selection: Selection) -> bool:
    """Whether findings of a code, or of codes that begin so, were all looked for."""
    if selection.ignores(code):
        return False
    return all(
        selection.wants_rule(rule.code, default=rule.default)
        for rule in RULES
        if rule.code.startswith(code)
    )


def _unusable(findings: Iterable[Finding]) -> bool:
    """Whether a file cannot be studied; flaws of writing do not hinder that."""
    return any(one.severity is Severity.ERROR and one.code[0] in "YSI" for one in findings)


def _examined(files: Sequence[Loaded], desk: _Desk, advance: Advance) -> Iterator[FileResult]:
    """Examine files, over several processes where there is much to do, telling how many are done."""
    for count, result in enumerate(_shared(files, desk), 1):
        advance(count, len(files))
        yield result


def _shared(files: Sequence[Loaded], desk: _Desk) -> Iterator[FileResult]:
    """Examine files, over several processes where there is much to do and the system forks."""
    cores = min(len(files), os.cpu_count() or 1)
    much = sum(len(data) for _, data in files) >= _WORTH_A_PROCESS
    if cores < 2 or not much or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(desk.examine, files)
        return
    with multiprocessing.get_context("fork").Pool(cores, _sit_down, (files, desk)) as pool:
        yield from pool.imap(_at_desk, range(len(files)))


def _sit_down(files: list[Loaded], desk: _Desk) -> None:
    global _pile, _desk
    _pile, _desk = files, desk


def _at_desk(index: int) -> FileResult:
    return _desk.examine(_pile[index])


_pile: list[Loaded]
_desk: _Desk
