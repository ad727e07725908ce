"""Plain data against the JSON Schemas, one flat schema an item type.

The schema of an item is picked by its ``type``, never by ``oneOf``: that gives
the right first message and is several times faster. Messages are sentences of
our own; a missing key beside an unknown one of a similar name is one misspelling.
"""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from jsonschema import Draft202012Validator

from ipt_train.bank.finding import Finding, at
from ipt_train.bank.tree import Mapping, Node, Place, Sequence, place_of, pointer

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Error:
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


class BankSchema:
    """The compiled schemas of banks and bibliographies.

    Args:
        bank: The parsed ``bank.schema.json``.
        bibliography: The parsed ``bibliography.schema.json``.
    """

    def __init__(self, bank: dict[str, Any], bibliography: dict[str, Any]) -> None:
        definitions = bank["$defs"]
        self._bank = Draft202012Validator(_inlined(_shallow(bank, "items"), definitions))
        self._items = {
            name.removeprefix("item-"): Draft202012Validator(
                _inlined(_shallow(definition, "steps"), definitions)
            )
            for name, definition in definitions.items()
            if name.startswith("item-")
        }
        self._bibliography = Draft202012Validator(_inlined(bibliography, bibliography["$defs"]))

    def problems(self, tree: Node) -> Iterator[Finding]:
        """Yield what does not fit the schema of a document, with places.

        Args:
            tree: A parsed document; its ``format`` says what it is.
        """
        if not isinstance(tree, Mapping):
            yield at(
                place_of(tree, ()),
                "S005",
                "a bank is a mapping of keys to values",
                help="begin with `format: ipt-bank/1`",
            )
            return
        kind = tree.get("format")
        if kind == "ipt-bibliography/1":
            yield from _described(self._bibliography, tree, (), tree)
        elif kind == "ipt-bank/1":
            yield from _described(self._bank, tree, (), tree)
            yield from self._entries(tree)
        else:
            place = tree.value_places.get("format", tree.place)
            said = (
                f"the format {_shown(kind)} is unknown" if kind else "the key `format` is missing"
            )
            yield at(
                place,
                "S001",
                said,
                path="/format",
                help="write `format: ipt-bank/1` or `format: ipt-bibliography/1`",
            )

    def _entries(self, bank: Mapping) -> Iterator[Finding]:
        items = bank.get("items")
        if not isinstance(items, Sequence):
            return
        for index, item in enumerate(items):
            path: Path = ("items", index)
            yield from self._typed(item, path, bank, vignettes=True)
            steps = item.get("steps") if isinstance(item, Mapping) else None
            if isinstance(steps, Sequence) and item["type"] == "vignette":
                for number, step in enumerate(steps):
                    yield from self._typed(step, (*path, "steps", number), bank, vignettes=False)

    def _typed(
        self, item: Node, path: Path, bank: Mapping, *, vignettes: bool
    ) -> Iterator[Finding]:
        """Check one item by the schema that its type names."""
        if not isinstance(item, Mapping):
            yield at(
                place_of(bank, path),
                "S005",
                "an item is a mapping of keys to values",
                path=pointer(path),
            )
            return
        allowed = [name for name in self._items if vignettes or name != "vignette"]
        kind = item.get("type")
        if isinstance(kind, str) and kind in allowed:
            yield from _described(self._items[kind], item, path, bank)
        elif "type" not in item:
            yield at(
                item.place,
                "S002",
                "the key `type` is missing",
                path=pointer(path),
                item=_name(item),
                help=f"one of {_listed(allowed)}",
            )
        else:
            yield at(
                item.value_places["type"],
                "S006",
                _not_allowed("type", kind, allowed),
                path=pointer((*path, "type")),
                item=_name(item),
                help=f"one of {_listed(allowed)}",
            )


def load_schema(bank: bytes, bibliography: bytes) -> BankSchema:
    """Compile the schemas from the bytes of their two files."""
    return BankSchema(json.loads(bank), json.loads(bibliography))


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """Replace every ``$ref`` by what it points to: validation is four times faster so."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
        return {
            key: _inlined(value, definitions) for key, value in schema.items() if key != "$defs"
        }
    if isinstance(schema, list):
        return [_inlined(part, definitions) for part in schema]
    return schema


def _shallow(schema: Any, name: str) -> Any:
    """Drop the schema of the elements of the list ``name``: they are checked one by one."""
    properties = schema["properties"]
    if name not in properties:
        return schema
    elements = {key: value for key, value in properties[name].items() if key != "items"}
    return {**schema, "properties": {**properties, name: elements}}


def _described(
    validator: Draft202012Validator, value: Mapping, path: Path, root: Mapping
) -> Iterator[Finding]:
    """Validate one mapping and say each error in a sentence with its place."""
    errors = list(validator.iter_errors(value))
    if not errors:
        return
    name = _name(value) if path else ""
    for one in errors:
        error = _Error(
            keyword=str(one.validator),
            limit=one.validator_value,
            found=one.instance,
            schema=one.schema if isinstance(one.schema, dict) else {},
            message=one.message,
        )
        for finding in _sentences(error, (*path, *one.absolute_path), root):
            yield replace(finding, item=name)


def _sentences(error: _Error, path: Path, root: Mapping) -> Iterator[Finding]:
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
            allowed = limit if isinstance(limit, list) else [limit]
            yield at(
                place,
                "S006",
                _not_allowed(key, found, allowed),
                path=where,
                help=f"one of {_listed(allowed)}"
                if len(allowed) > 1
                else f"write {_shown(allowed[0])}",
            )
        case "pattern" if not str(found).strip():
            yield at(place, "S010", f"`{key}` is empty", path=where, help="write a text")
        case "minLength":
            if "pattern" not in error.schema or str(found).strip():  # else said by the pattern
                yield at(place, "S010", f"`{key}` is empty", path=where, help="write a text")
        case "pattern" | "maxLength":
            yield at(
                place,
                "S007",
                f"{_shown(found)} does not have the form of `{key}`",
                path=where,
                help=error.schema.get("description", ""),
            )
        case "minItems" | "maxItems":
            side = "at least" if error.keyword == "minItems" else "at most"
            yield at(
                place,
                "S008",
                f"`{key}` has {len(found)} elements; {side} {limit} are needed",
                path=where,
                help=error.schema.get("description", ""),
            )
        case "minimum" | "maximum":
            side = "at least" if error.keyword == "minimum" else "at most"
            yield at(
                place, "S009", f"`{key}` is {_shown(found)}; {side} {limit} is needed", path=where
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


def _missing(error: _Error, place: Place, where: str) -> Iterator[Finding]:
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


def _unknown(error: _Error, path: Path) -> Iterator[Finding]:
    """Report every unknown key at its own place, with the key that was probably meant."""
    mapping = error.found
    known = error.known
    unknown = [key for key in mapping if key not in known]
    meant = {wrong: right for right, wrong in _misspelt(unknown, error).items()}
    for key in unknown:
        place = mapping.key_places[key]
        where = pointer((*path, key))
        near = meant.get(key) or _near(key, known)
        if near:
            yield at(
                place,
                "S004",
                f"`{key}` is not a key here; did you mean `{near}`?",
                path=where,
                help=f"rename it to `{near}`",
            )
        else:
            yield at(
                place,
                "S003",
                f"`{key}` is not a key here",
                path=where,
                help=f"known keys: {_listed(list(known))}",
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


def _misspelt(unknown: list[str], error: _Error) -> dict[str, str]:
    """Return the required key that is missing for each unknown key that looks like it."""
    known = error.known
    missing = [key for key in error.schema.get("required", ()) if key not in error.found]
    found: dict[str, str] = {}
    for key in unknown:
        for near in difflib.get_close_matches(key, known, 1, 0.6):
            if near in missing and near not in found:
                found[near] = key
    return found


def _wrong_type(key: str, found: Node, wanted: str, place: Place, where: str) -> Finding:
    if found is None:
        return at(place, "S010", f"`{key}` is empty", path=where, help=f"write {_NAMES[wanted]}")
    advice = f"write {_NAMES[wanted]}"
    if wanted == "string" and isinstance(found, bool | int | float):
        advice = f'quote it: "{found}"'
    kind = _KINDS.get(type(found), "a list" if isinstance(found, list) else "a mapping")
    return at(place, "S005", f"`{key}` is {kind}, not {_NAMES[wanted]}", path=where, help=advice)


def _not_allowed(key: str, found: Any, allowed: list[Any]) -> str:
    near = difflib.get_close_matches(str(found), [str(one) for one in allowed], 1, 0.6)
    guess = f"; did you mean `{near[0]}`?" if near else ""
    return f"{_shown(found)} is not a {key} that is known{guess}"


def _name(item: Mapping) -> str:
    name = item.get("id")
    return name if isinstance(name, str) else ""


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def _listed(names: list[Any]) -> str:
    return ", ".join(str(name) for name in names)
