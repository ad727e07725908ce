"""What a validator says, in sentences of our own with the place and what was probably meant."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ipt_train.bank.core.finding import HERE, Finding, at
from ipt_train.bank.core.tree import Mapping, Node, Place, place_of, pointer
from ipt_train.bank.core.unseen import holding
from ipt_train.plural import be, counted

Path = tuple[str | int, ...]

_KINDS = {str: "text", int: "a number", float: "a number", bool: "true or false"}
_MEANT = {
    "correct": "key",
    "answer": "key",
    "right": "key",
    "question": "stem",
    "prompt": "stem",
    "feedback": "rationale",
    "reason": "rationale",
    "choices": "options",
    "difficulty": "level",
    "license": "licence",
    "source": "references",
    "sources": "references",
    "questions": "items",
    "lang": "language",
    "topic": "domain",
    "name": "title",
}
_NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping of keys to values",
    "null": "empty",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaError:
    """What the validator says of one value: the keyword, its limit, the value and its schema."""

    keyword: str
    limit: Any
    found: Any
    schema: dict[str, Any]
    message: str

    @property
    def known(self) -> dict[str, Any]:
        """The properties that the schema of a mapping names."""
        properties: dict[str, Any] = self.schema.get("properties", {})
        return properties


def sentences(error: SchemaError, path: Path, root: Mapping) -> Iterator[Finding]:
    """Yield what one error of the validator means, at its place in the document."""
    place = place_of(root, path)
    where = pointer(path)
    limit, found = error.limit, error.found
    key = _key(path)
    match error.keyword:
        case "required":
            yield from _missing(error, place, where)
        case "additionalProperties":
            yield from _unknown(error, path)
        case "type" if isinstance(limit, str):
            yield _wrong_type(key, found, limit, place, where)
        case "enum" | "const":
            yield _none_of(key, found, limit, place, where)
        case "pattern" if not str(found).strip():
            yield at(place, "S010", f"`{key}` is empty", path=where, help="write a text")
        case "minLength":
            if "pattern" not in error.schema or str(found).strip():  # else said by the pattern
                yield at(place, "S010", f"`{key}` is empty", path=where, help="write a text")
        case "pattern" | "maxLength":
            yield at(
                place,
                "S007",
                f"{shown(found)} does not have the form of `{key}`{holding(found)}",
                path=where,
                help=error.schema.get("description", ""),
            )
        case "minItems" | "maxItems":
            side = "at least" if error.keyword == "minItems" else "at most"
            yield at(
                place,
                "S008",
                f"`{key}` has {counted(len(found), 'element')}; {side} {limit} {be(limit)} needed",
                path=where,
                help=error.schema.get("description", ""),
            )
        case "minimum" | "maximum":
            side = "at least" if error.keyword == "minimum" else "at most"
            yield at(
                place, "S009", f"`{key}` is {shown(found)}; {side} {limit} is needed", path=where
            )
        case "uniqueItems":
            yield at(
                place,
                "S011",
                f"`{key}` names the same thing twice",
                path=where,
                help="remove the repetition",
            )
        case _:
            yield at(place, "S099", error.message[:200], path=where)


def _key(path: Path) -> str:
    """Name what a path points to: its last key, and the list's key for an element."""
    keys = [step for step in path if isinstance(step, str)]
    return keys[-1] if keys else "the document"


def _missing(error: SchemaError, place: Place, where: str) -> Iterator[Finding]:
    """Report the one missing key that the error names, unless a similar unknown key is there."""
    name = error.message.split("'")[1]
    known = error.known
    unknown = [key for key in error.found if key not in known]
    if name in _misspelt(unknown, error):
        return  # said once, at the misspelt key
    yield at(
        place,
        "S002",
        f"the key `{name}` is missing",
        path=where,
        help=known.get(name, {}).get("description", ""),
    )


def _unknown(error: SchemaError, path: Path) -> Iterator[Finding]:
    """Report every unknown key at its own place, with the key that was probably meant."""
    mapping = error.found
    known = error.known
    unknown = [key for key in mapping if key not in known]
    meant = {wrong: right for right, wrong in _misspelt(unknown, error).items()}
    nearest = {key: meant.get(key) or _near(key, known) for key in unknown}
    for key, near in nearest.items():
        place = mapping.key_places[key]
        where = pointer((*path, key))
        if near:
            yield at(
                place,
                "S004",
                f"`{key}` is not a key here{holding(key)}; did you mean `{near}`?",
                path=where,
                help=f"rename it to `{near}`",
                replacement=near
                if near not in mapping and list(nearest.values()).count(near) == 1
                else None,
            )
        else:
            yield at(
                place,
                "S003",
                f"`{key}` is not a key here{holding(key)}",
                path=where,
                help=f"known keys: {listed(list(known))}",
            )


def _near(key: str, known: dict[str, Any]) -> str | None:
    """Return the known key that an unknown one resembles, or is another common word for."""
    near = difflib.get_close_matches(key, list(known), 1, 0.75)
    if near:
        return near[0]
    for word in difflib.get_close_matches(key, _MEANT, 1, 0.8):
        if _MEANT[word] in known:
            return _MEANT[word]
    return None


def _misspelt(unknown: list[str], error: SchemaError) -> dict[str, str]:
    """Return the required key that is missing for each unknown key that looks like it."""
    known = error.known
    missing = [key for key in error.schema.get("required", ()) if key not in error.found]
    found: dict[str, str] = {}
    for key in unknown:
        for near in difflib.get_close_matches(key, known, 1, 0.6):
            if near in missing and near not in found:
                found[near] = key
    return found


def _none_of(key: str, found: Any, limit: Any, place: Place, where: str) -> Finding:
    allowed = limit if isinstance(limit, list) else [limit]
    advice = f"write one of {listed(allowed)}" if len(allowed) > 1 else f"write {shown(allowed[0])}"
    if found is None:
        return at(place, "S010", f"`{key}` is empty", path=where, help=advice)
    return at(place, "S006", not_allowed(key, found, allowed), path=where, help=advice)


def _wrong_type(key: str, found: Node, wanted: str, place: Place, where: str) -> Finding:
    if found is None:
        return at(place, "S010", f"`{key}` is empty", path=where, help=f"write {_NAMES[wanted]}")
    advice, quoted = f"write {_NAMES[wanted]}", None
    if wanted == "string" and isinstance(found, bool | int | float):
        advice, quoted = f'quote it: "{HERE}"', f'"{HERE}"'
    kind = _KINDS.get(type(found), "a list" if isinstance(found, list) else "a mapping")
    said = f"`{key}` is {kind}, not {_NAMES[wanted]}"
    return at(place, "S005", said, path=where, help=advice, replacement=quoted)


def not_allowed(key: str, found: Any, allowed: list[Any]) -> str:
    """Say that a value is none of those allowed, and which was probably meant."""
    near = difflib.get_close_matches(str(found), [str(one) for one in allowed], 1, 0.6)
    guess = f"; did you mean `{near[0]}`?" if near else ""
    return f"{shown(found)} is not a known {key}{holding(found)}{guess}"


def name_of(item: Mapping) -> str:
    """Return the id of an item, or an empty text."""
    name = item.get("id")
    return name if isinstance(name, str) else ""


def shown(value: Any) -> str:
    """Return a value as it would be written, shortened."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def listed(names: list[Any]) -> str:
    """Return names with commas between them."""
    return ", ".join(str(name) for name in names)
