"""What an editor can say of the words of a bank: ids with their meaning, values, and keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ipt_train.bank.core.cursor import CursorWord
from ipt_train.bank.core.model import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What can be written, by the key that it is written under.

    Attributes:
        meanings: For each key the values that it may have, each with its meaning.
        keys: What each key of an item is for.
    """

    meanings: Mapping[str, Mapping[str, str]]
    keys: Mapping[str, str]

    def meaning(self, word: CursorWord) -> str:
        """Return what a word means, or an empty text."""
        if word.is_key:
            return self.keys.get(word.text, "")
        of_key = self.meanings.get(word.key, {})
        return of_key.get(word.text) or next(
            (texts[word.text] for texts in self.meanings.values() if word.text in texts), ""
        )

    def offered(self, word: CursorWord) -> Mapping[str, str]:
        """Return what may stand where a word stands, each with its meaning."""
        if word.is_key or not word.key:
            return self.keys
        return self.meanings.get(word.key, {})


def words_of(library: Library, schema: Mapping[str, Any]) -> Words:
    """Gather the words of banks and of what they rest on.

    Args:
        library: The banks.
        schema: The parsed ``bank.schema.json``.
    """
    items = {str(item.id): item.stem for item in library.items()}
    facts = {name: f"{one.statement} ({one.certainty})" for name, one in library.facts.items()}
    works = {name: one.citation for name, one in library.bibliography.items()}
    meanings: dict[str, Mapping[str, str]] = dict(_values(schema))
    meanings |= {
        "facts": facts,
        "references": works,
        "competencies": {name: one.title for name, one in library.competencies.items()},
        "claims": {name: one.claim for name, one in library.claims.items()},
        "replaces": items,
        "objective": {item.objective: item.stem for item in library.items()},
    }
    return Words(meanings=meanings, keys=dict(_keys(schema)))


def _definitions(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every key that a bank may have, with its schema; one that is told elsewhere is followed."""
    shared = schema["$defs"]
    for part in (schema, *shared.values()):
        for key, value in part.get("properties", {}).items():
            name = str(value.get("$ref", "")).removeprefix("#/$defs/")
            yield key, shared.get(name, value)


def _values(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in _definitions(schema):
        if "enum" in value:
            yield key, {str(one): value.get("description", "") for one in value["enum"]}
    types = [name.removeprefix("item-") for name in schema["$defs"] if name.startswith("item-")]
    yield "type", {name: schema["$defs"][f"item-{name}"].get("description", "") for name in types}


def _keys(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in _definitions(schema):
        yield key, value.get("description", "")
