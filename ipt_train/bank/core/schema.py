"""Plain data against the JSON Schemas, one flat schema an item type.

The schema of an item is picked by its ``type``, never by ``oneOf``: that gives
the right first message and is several times faster.
"""

import difflib
import json
from collections.abc import Iterator
from collections.abc import Sequence as AnySequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.sentence import (
    Path,
    SchemaError,
    listed,
    name_of,
    not_allowed,
    sentences,
    shown,
)
from ipt_train.bank.core.tree import Mapping, Node, Sequence, place_of, pointer

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

try:
    import jsonschema_rs
except ImportError:
    ACCELERATED = False
else:
    ACCELERATED = True
"""Whether ``jsonschema-rs`` is there to pass sound items; ``jsonschema`` words the rest."""


class _Validator:
    """One compiled schema: a quick yes or no where that can be had, and errors in full."""

    def __init__(self, schema: dict[str, Any], *, quick: bool) -> None:
        self._schema = schema
        self._quick = jsonschema_rs.Draft202012Validator(schema) if quick else None

    @cached_property
    def _slow(self) -> "Draft202012Validator":
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - longer to load than most checks take

        return Draft202012Validator(self._schema)

    def errors(self, value: Mapping) -> "list[ValidationError]":
        """Return every error; none for a sound value."""
        if self._quick is not None and self._quick.is_valid(value):
            return []
        return list(self._slow.iter_errors(value))


class BankSchema:
    """The compiled schemas of banks, bibliographies and blueprints.

    Args:
        bank: The parsed ``bank.schema.json``.
        others: The parsed schemas of the other kinds of document, by their ``format``.
        quick: Let ``jsonschema-rs`` pass what is sound.
    """

    def __init__(
        self,
        bank: dict[str, Any],
        others: dict[str, dict[str, Any]],
        *,
        quick: bool = ACCELERATED,
    ) -> None:
        definitions = bank["$defs"]
        self._bank = _Validator(_inlined(_shallow(bank, "items"), definitions), quick=quick)
        self._items = {
            name.removeprefix("item-"): _Validator(
                _inlined(_shallow(definition, "steps"), definitions), quick=quick
            )
            for name, definition in definitions.items()
            if name.startswith("item-")
        }
        self._others = {
            name: _Validator(_inlined(schema, schema["$defs"]), quick=quick)
            for name, schema in others.items()
        }

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
        if isinstance(kind, str) and kind in self._others:
            yield from _described(self._others[kind], tree, (), tree)
        elif kind == "ipt-bank/1":
            yield from _described(self._bank, tree, (), tree)
            yield from self._entries(tree)
        else:
            place = tree.value_places.get("format", tree.place)
            said = f"the format {shown(kind)} is unknown" if kind else "the key `format` is missing"
            yield at(
                place,
                "S001",
                said,
                path="/format",
                help=f"write `format: ipt-bank/1`, or one of {listed(list(self._others))}",
            )

    def _entries(self, bank: Mapping) -> Iterator[Finding]:
        items = bank.get("items")
        if not isinstance(items, Sequence):
            return
        for index, item in enumerate(items):
            path: Path = ("items", index)
            yield from self._typed(item, path, bank, vignettes=True)
            steps = item.get("steps") if isinstance(item, Mapping) else None
            if isinstance(steps, Sequence) and item.get("type") == "vignette":
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
        elif "type" not in item and (near := difflib.get_close_matches("type", list(item), 1, 0.7)):
            yield at(
                item.key_places[near[0]],
                "S004",
                f"`{near[0]}` is not a key here; did you mean `type`?",
                path=pointer((*path, near[0])),
                item=name_of(item),
                help="rename it to `type`",
                replacement="type",
            )
        elif "type" not in item:
            yield at(
                item.place,
                "S002",
                "the key `type` is missing",
                path=pointer(path),
                item=name_of(item),
                help=f"one of {listed(allowed)}",
            )
        else:
            yield at(
                item.value_places["type"],
                "S006",
                not_allowed("type", kind, allowed),
                path=pointer((*path, "type")),
                item=name_of(item),
                help=f"one of {listed(allowed)}",
            )


def load_schema(texts: AnySequence[bytes], *, quick: bool = ACCELERATED) -> BankSchema:
    """Compile the schemas from the bytes of their files, the one of banks first."""
    bank, *others = (json.loads(text) for text in texts)
    named = {str(one["properties"]["format"]["const"]): one for one in others}
    return BankSchema(bank, named, quick=quick)


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
    validator: _Validator, value: Mapping, path: Path, root: Mapping
) -> Iterator[Finding]:
    """Validate one mapping and say each error in a sentence with its place."""
    errors = validator.errors(value)
    if not errors:
        return
    name = name_of(value) if path else ""
    for one in errors:
        error = SchemaError(
            keyword=str(one.validator),
            limit=one.validator_value,
            found=one.instance,
            schema=one.schema if isinstance(one.schema, dict) else {},
            message=one.message,
        )
        for finding in sentences(error, (*path, *one.absolute_path), root):
            yield replace(finding, item=name)
