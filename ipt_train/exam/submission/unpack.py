"""Opening a submission without trusting it: everything is checked before anything is believed."""

import json
import math
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from ipt_train.errors import SubmissionError, in_words
from ipt_train.exam.core.canonical import canonical, digest
from ipt_train.exam.submission.pack import (
    CHAINED,
    FORMAT,
    MANIFEST,
    RECORDS,
    SECTIONS,
    SIGNATURE,
    bound_to,
    signed_part,
)
from ipt_train.exam.submission.plain_archive import plain_members
from ipt_train.exam.submission.record import BrokenError, Rows, digest_of, read_lines, unchained
from ipt_train.exam.submission.seal import signed_by
from ipt_train.exam.submission.zip_member import member_content

FILE = 8_000_000
"""Most bytes of a file that is looked at."""

_CAPS = {MANIFEST: 20_000, RECORDS: 6_000_000, SIGNATURE: 200} | dict.fromkeys(SECTIONS, 2_000_000)
_PLAIN_CAPS = {name.encode(): most for name, most in _CAPS.items()}
LOOSE = (b'{"attempt":', b'{"at":')
"""How the manifest and the records of a submission begin."""
_HANDED_IN = (".zip", ".json")
_RECORDS = 2_000
_DEPTH = 8
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SIGNED = re.compile(rb"[0-9a-f]{128}\s*")
_HEX = re.compile(r"[0-9a-f]{64}")
_KEYS = {
    "format", "person", "course", "exam", "paper", "attempt", "started_at", "ended_at",
    "records", "public_key", "sections", "head",
}  # fmt: skip  # a table


class ZipOfFilesError(SubmissionError):
    """It is a zip of several files, as learning platforms make one of all that was handed in."""

    def __init__(self, why: str) -> None:
        super().__init__(why, hint="collect the zip itself, or the folder that unpacking makes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A submission whose signature and digest hold. Whose it is, the course must say.

    Attributes:
        manifest: What was signed, and ``signed`` its bytes.
        signature: The signature in hexadecimal.
        started_at: When it was begun, and ``ended_at`` when it was ended, by the learner's clock.
        rows: The answers.
        sections: What was added, by name without ``.json``.
    """

    manifest: dict[str, Any]
    signed: bytes
    signature: str
    started_at: datetime
    ended_at: datetime
    rows: Rows
    sections: dict[str, Any]

    @property
    def person(self) -> str:
        """The pseudonym that it claims."""
        return str(self.manifest["person"])


def unpack(data: bytes) -> Opened:
    """Open the bytes of a submission.

    Raises:
        SubmissionError: It is refused; the message says why.
    """
    members = _members(data)
    manifest = _manifest(members[MANIFEST])
    signature = members[SIGNATURE].decode("ascii", "replace")
    if not signed_by(manifest["public_key"], signature, signed_part(members[MANIFEST])):
        raise _refused("the signature does not match: the file was changed after it was signed")
    rows, head = _records(members[RECORDS], manifest)
    if len(rows.items) != manifest["records"]:
        raise _refused(
            f"there are {len(rows.items)} records, but {manifest['records']} were signed"
        )
    if head != manifest["head"]:
        raise _refused("the records are not those that were signed")
    if len(set(rows.items)) != len(rows.items):
        twice = next(name for name in rows.items if rows.items.count(name) > 1)
        raise _refused(f"the item {twice.decode()} is answered twice")
    return Opened(
        manifest=manifest,
        signed=members[MANIFEST],
        signature=signature,
        started_at=_instant(manifest, "started_at"),
        ended_at=_instant(manifest, "ended_at"),
        rows=rows,
        sections=_sections(members, manifest["sections"]),
    )


def _records(data: bytes, manifest: dict[str, Any]) -> tuple[Rows, str]:
    """Read the records; return them with what the manifest should have signed of them."""
    bound = bound_to(manifest)
    try:
        if manifest["format"] == CHAINED:
            return unchained(data, bound, most=_RECORDS)
        return read_lines(data, most=_RECORDS), digest_of(data, bound)
    except BrokenError as error:
        raise _refused(f"{RECORDS}: {error}") from None


def _refused(why: str) -> SubmissionError:
    return SubmissionError(why, hint="ask for the file again, as the program wrote it")


def _members(data: bytes) -> dict[str, bytes]:
    """Read the members by name; nothing is ever unpacked to a disk."""
    if len(data) > FILE:
        raise _refused(f"the file has more than {FILE:,} bytes")
    if data.startswith(LOOSE) or _SIGNED.fullmatch(data):
        raise _refused(
            "it is a part of a submission that was unpacked, as some browsers do by themselves: zip"
            f" {MANIFEST}, {RECORDS} and {SIGNATURE} again, without their folder"
        )
    if not data.startswith(b"PK"):
        raise _refused("it is not a submission: not a zip file")
    members = plain_members(data, _PLAIN_CAPS)
    if members is None:
        members = _careful_members(data)
    for name in (MANIFEST, RECORDS, SIGNATURE):
        if name not in members:
            raise _refused(f"{name} is missing from it")
    return members


def _careful_members(data: bytes) -> dict[str, bytes]:
    """Read the members of any zip file by name, or say what is wrong with it."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _refused(f"the zip file is damaged: {error}") from None
    names = [one.filename for one in infos]
    if another := _another_zip(names):
        raise another
    if len(infos) > len(_CAPS) or len(set(names)) != len(names):
        strange = next((name for name in names if name not in _CAPS), "")
        raise _refused(
            f"it contains a file that does not belong in a submission: {strange[:80]!r}"
            if strange
            else "a file appears twice in it"
        )
    members = {}
    for info in infos:
        if info.filename not in _CAPS:
            raise _refused(
                f"it contains a file that does not belong in a submission: {info.filename[:80]!r}"
            )
        members[info.filename] = member_content(archive, info, _CAPS[info.filename])
    return members


def _another_zip(names: Sequence[str]) -> SubmissionError | None:
    """Return what to do with a zip of submissions, or with one that was unpacked and zipped again."""
    files = [name for name in names if not name.endswith("/") and not name.startswith("__MACOSX/")]
    folders = {PurePosixPath(name).parent for name in files}
    parts = {PurePosixPath(name).name for name in files} - {".DS_Store"}
    whole = {MANIFEST, RECORDS, SIGNATURE} <= parts <= set(_CAPS)
    if whole and len(folders) == 1 and set(names) - set(_CAPS):
        return _refused(
            "it was unpacked and zipped again with a folder: zip the files themselves, without the"
            " folder, or ask for the file as it was handed in"
        )
    inner = next((name for name in files if name.casefold().endswith(_HANDED_IN)), "")
    if inner and not {MANIFEST, RECORDS, SIGNATURE} & set(names):
        return ZipOfFilesError(
            f"it is a zip of other files, such as {inner[-80:]!r}, within a zip: unpack that, and collect the unpacked folder"
        )
    return None


def _json(data: bytes, name: str) -> Any:
    depth = most = 0
    for sign in data.translate(None, _NO_BRACKETS):  # brackets in texts count too: no matter
        depth += 1 if sign in b"[{" else -1
        most = max(most, depth)
    if most > _DEPTH:
        raise _refused(f"{name} is nested more than {_DEPTH} deep")

    def finite(text: str) -> float:
        if math.isfinite(value := float(text)):
            return value
        raise _refused(f"{name} contains {text[:20]}, which is not a number that can be used")

    try:
        return json.loads(data, parse_float=finite, parse_constant=finite)
    except (ValueError, RecursionError) as error:
        raise _refused(f"{name}: {in_words(error)}") from None


def _manifest(data: bytes) -> dict[str, Any]:
    found = _json(data, MANIFEST)
    if not isinstance(found, dict) or found.get("format") not in (FORMAT, CHAINED):
        raise _refused(f"the manifest is not of the format {FORMAT}")
    if set(found) != _KEYS or canonical(found) != data:
        raise _refused("the manifest is not what the program writes")
    for name in ("person", "course", "exam"):
        if not isinstance(found[name], str) or not _ID.fullmatch(found[name]):
            raise _refused(f"the manifest's {name} is not an id")
    for name in ("paper", "public_key", "head"):
        if not isinstance(found[name], str) or not _HEX.fullmatch(found[name]):
            raise _refused(f"the manifest's {name} is not a digest")
    for name in ("attempt", "records"):
        if type(found[name]) is not int or not 0 <= found[name] <= _RECORDS:
            raise _refused(f"the manifest's {name} is not a possible number")
    if not isinstance(found["sections"], dict):
        raise _refused("the manifest's sections are not a mapping")
    return found


def _instant(manifest: dict[str, Any], name: str) -> datetime:
    try:
        instant = datetime.fromisoformat(manifest[name])
        instant.timestamp()
    except (TypeError, ValueError, OverflowError):
        raise _refused(f"the manifest's {name} is not a valid time") from None
    if instant.tzinfo is None:
        raise _refused(f"the manifest's {name} has no offset from UTC")
    return instant


def _sections(members: dict[str, bytes], signed: dict[str, Any]) -> dict[str, Any]:
    there = {name for name in members if name in SECTIONS}
    if there != set(signed):
        raise _refused("the added sections are not those that were signed")
    found = {}
    for name in sorted(there):
        content = _json(members[name], name)
        if digest(content) != signed[name]:
            raise _refused(f"{name} is not what was signed")
        found[name.removesuffix(".json")] = content
    return found
