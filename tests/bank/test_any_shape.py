"""Files of any shape get findings, never a fault: whatever stands where something else should."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ipt_train.bank.core.kind import SCHEMAS
from ipt_train.bank.core.schema import load_schema
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.source.check import check_together
from tests.conftest import BANK, ROOT

SCHEMA = load_schema([(ROOT / "schemas" / f"{name}.schema.json").read_bytes() for name in SCHEMAS])
EVERYTHING = Selection(lint=True)
SHIPPED = ROOT / "question_banks"


def plain(file: Path) -> Any:
    return json.loads(json.dumps(YAML(typ="safe", pure=False).load(file)))


def short(file: Path, kind: str) -> Any:
    """A document with its first two entries: enough shapes, and quick to check."""
    whole = plain(file)
    return whole | {kind: whole[kind][:2]}


DOCUMENTS: dict[str, Any] = {
    "bank": plain(BANK / "sample.yaml"),
    "cases": short(SHIPPED / "cases.yaml", "items"),
    "drills": short(SHIPPED / "drills.yaml", "drills"),
    "readings": short(SHIPPED / "readings.yaml", "readings"),
    "facts": short(SHIPPED / "facts.yaml", "facts"),
    "bibliography": plain(BANK / "bibliography.yaml"),
    "claims": short(SHIPPED / "claims.yaml", "claims"),
    "competencies": short(SHIPPED / "competencies.yaml", "competencies"),
    "forms": plain(SHIPPED / "fidelity-forms.yaml"),
    "excerpts": short(SHIPPED / "excerpts.yaml", "excerpts"),
}
ANYTHING = st.sampled_from(
    [None, True, 0, -1, 1.5, 10**400, "", "x", "vignette", "R01", [], [[]], ["x", 3], {}, {"x": 1}]
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a document but its top."""
    below = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )  # fmt: skip
    return [each for key, one in below for each in ((*path, key), *places(one, (*path, key)))]


BESIDE = [
    (f"{name}.yaml", json.dumps(DOCUMENTS[name]).encode())
    for name in ("bibliography", "facts", "competencies")
]
PLACES = {name: places(document) for name, document in DOCUMENTS.items()}


def findings(document: Any, name: str = "own.yaml") -> list[str]:
    files = [(name, json.dumps(document).encode()), *BESIDE]
    return [one.code for one in check_together(files, SCHEMA, EVERYTHING, {}, 1).findings]


@st.composite
def misshapen(draw: st.DrawFn) -> Any:
    """A sound document with up to three places changed to something else, renamed or removed."""
    name = draw(st.sampled_from(sorted(DOCUMENTS)))
    document = copy.deepcopy(DOCUMENTS[name])
    for path in draw(st.lists(st.sampled_from(PLACES[name]), min_size=1, max_size=3)):
        try:
            parent = document
            for key in path[:-1]:
                parent = parent[key]
            match draw(st.sampled_from(["change", "remove", "rename"])):
                case "change":
                    parent[path[-1]] = draw(ANYTHING)
                case "remove":
                    del parent[path[-1]]
                case "rename" if isinstance(parent, dict):
                    parent[f"{path[-1]}x"] = parent.pop(path[-1])
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # an earlier change took the place away
    return document


@settings(max_examples=300)
@given(misshapen())
def test_no_shape_is_a_fault(document: Any) -> None:
    findings(document)


BARE = {"format": "ipt-bank/1", "id": "own", "title": "Own", "language": "en-GB", "licence": "x", "domain": "history"}  # fmt: skip


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"id": "a", "steps": []}, "S002"),
        ({"id": "a", "steps": [{"id": "b", "references": {"R01": 1}}]}, "S002"),
        ({"id": "a", "type": "odd", "steps": [{"id": "b", "references": [{"R01": 1}]}]}, "S006"),
        ({"id": "a", "type": "cloze", "steps": [{"id": "b", "facts": [["F001"]]}]}, "S004"),
        ({"id": "a", "tipe": "vignette", "steps": [{"id": "b", "type": "cloze"}]}, "S004"),
        ({"id": "a", "type": ["vignette"], "steps": [{"id": "b", "certainty": 3}]}, "S006"),
    ],
)
def test_steps_of_an_item_whose_type_is_missing_or_unknown(item: Any, code: str) -> None:
    assert code in findings(BARE | {"items": [item]})
