"""Whatever one change does to a good file: it is found, or the file still builds. Never a crash."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.kind import SCHEMAS
from ipt_train.bank.core.register import ReferenceIndex, gather
from ipt_train.bank.core.schema import load_schema
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.rules.explain import explanations
from ipt_train.bank.source.examine import examine, read
from ipt_train.bank.source.source import parse
from ipt_train.rating.core.excerpt import excerpts
from ipt_train.rating.core.form import form_set
from tests.conftest import ROOT

GOOD = Path(__file__).parent / "good"
SCHEMA = load_schema([(ROOT / "schemas" / f"{name}.schema.json").read_bytes() for name in SCHEMAS])
FORMS, EXCERPTS = (
    json.loads(json.dumps(parse((GOOD / name).read_bytes()).tree))
    for name in ("fidelity-forms.yaml", "excerpts.yaml")
)
JUNK = st.sampled_from(
    [None, "", "x", "i1", "n/a", 0, 3, 99, 1.5, True, [], ["a"], [1], {}, {"id": "a"}]
)
STEPS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


def changed(data: Any, steps: list[int], junk: object, how: str) -> Any:
    """Return a copy with one value set, dropped or added somewhere."""
    copy = json.loads(json.dumps(data))
    node = copy
    for step in steps:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = keys[step % len(keys)]
        if isinstance(node[key], dict | list) and step != steps[-1]:
            node = node[key]
            continue
        if how == "set":
            node[key] = junk
        elif how == "drop":
            del node[key]
        elif isinstance(node, dict):
            node["extra"] = junk
        else:
            node.append(junk)
        break
    return copy


def register_of(data: Any) -> ReferenceIndex:
    parsed = read("forms", json.dumps(data).encode(), SCHEMA)
    sound = [] if parsed.flawed or parsed.tree is None else [("forms", parsed.tree)]
    return gather(sound)[0]


@given(STEPS, JUNK, st.sampled_from(["set", "drop", "add"]))
def test_a_file_of_forms_is_found_faulty_or_builds(
    steps: list[int], junk: object, how: str
) -> None:
    data = changed(FORMS, steps, junk, how)
    parsed = read("forms", json.dumps(data).encode(), SCHEMA)
    found = examine(parsed, register_of(data), Selection())
    if found.findings:
        assert {one.code for one in found.findings} <= set(explanations())
        assert all(one.line == 1 and one.column >= 1 for one in found.findings)
    else:
        assert [item.id for form in form_set(data).forms for item in form.items]


@given(STEPS, JUNK, st.sampled_from(["set", "drop", "add"]))
def test_a_file_of_excerpts_is_found_faulty_or_builds(
    steps: list[int], junk: object, how: str
) -> None:
    data = changed(EXCERPTS, steps, junk, how)
    parsed = read("excerpts", json.dumps(data).encode(), SCHEMA)
    found = examine(parsed, register_of(FORMS), Selection())
    if found.findings:
        assert {one.code for one in found.findings} <= set(explanations())
    else:
        (excerpt,) = excerpts(data)
        form = next(one for one in form_set(FORMS).forms if one.id == excerpt.form)
        assert {rating.item for rating in excerpt.ratings} == {item.id for item in form.items}
        for rating in excerpt.ratings:
            assert (rating.competence is None) == (not rating.adherence)
            assert all(1 <= turn <= len(excerpt.turns) for turn in rating.turns)
