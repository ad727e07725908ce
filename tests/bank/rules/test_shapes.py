"""Rules look at items of any shape: what is not text counts as empty, and nothing is a fault."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.core.item_view import ItemView, outline, views
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.core.tree import Mapping, Sequence
from ipt_train.bank.rules.lint import lint, lint_all
from ipt_train.bank.rules.rule import NoRuleMemory
from ipt_train.vocabulary import ItemType

EVERYTHING = Selection(lint=True, select=("W", "H", "B")).wants_rule
ODD = st.sampled_from(
    [None, True, 0, 7, -1.5, "", " ", "a", "1", "A and B", "None", [], ["x"], {}, {"text": 3}]
)
TEXT = ODD | st.text(alphabet='aA1 .,_?-()%’"', max_size=30)
PART = ODD | st.fixed_dictionaries(
    {}, optional={"id": ODD, "text": TEXT, "key": ODD, "rationale": TEXT, "response": ODD}
)
ITEM = st.fixed_dictionaries(
    {},
    optional={
        "id": ODD, "type": ODD | st.sampled_from([one.value for one in ItemType]), "stem": TEXT,
        "options": ODD | st.lists(PART, max_size=4), "sequence": ODD | st.lists(PART, max_size=2),
        "prompts": ODD | st.lists(PART, max_size=2), "gaps": ODD | st.lists(PART, max_size=2),
        "anticipated": ODD | st.lists(PART, max_size=2), "steps": ODD | st.lists(PART, max_size=2),
        "references": ODD | st.lists(ODD, max_size=2), "certainty": ODD, "status": ODD, "shuffle": ODD, "scene": ODD,
    },
)  # fmt: skip


def placed(value: Any) -> Any:
    """Give plain data places, as the parser does."""
    place = (1, 1, 1, 2)
    if isinstance(value, dict):
        mapping = Mapping(place)
        mapping.update({key: placed(one) for key, one in value.items()})
        mapping.value_places.update(dict.fromkeys(value, place))
        return mapping
    if isinstance(value, list):
        sequence = Sequence(place)
        sequence.extend(map(placed, value))
        return sequence
    return value


@settings(max_examples=400)
@given(st.lists(ITEM | ODD, max_size=3))
def test_no_item_is_a_fault(items: list[Any]) -> None:
    bank = placed({"items": items})
    looked_at = list(views("bank.yaml", bank, {"x": "from-memory"}))
    list(lint(looked_at, "en-GB", EVERYTHING))
    list(lint_all(map(outline, looked_at), EVERYTHING, NoRuleMemory()))


def codes(
    stem: Any, *select: str, texts: tuple[Any, ...] = ("first", "second", "third")
) -> list[str]:
    options = [{"id": f"o{n}", "text": text, "key": n == 1} for n, text in enumerate(texts)]
    item = {
        "id": "q",
        "type": "single-best-answer",
        "stem": stem,
        "options": options,
        "shuffle": False,
    }
    view = ItemView("bank.yaml", placed(item), ("items", 0), {})
    wanted = Selection(lint=True, select=select or ("W",)).wants_rule
    return [finding.code for finding in lint([view], "en-GB", wanted)]


@pytest.mark.parametrize(
    ("stem", "select", "found"),
    [
        ("The ____ is the largest organ.", (), ["W005"]),
        ("The ____ is the largest organ.", ("W105",), ["W105"]),
        ("The largest organ is the ____.", (), ["W105"]),
        ("The largest organ is an", (), ["W105"]),
        ("Which organ is the largest?", (), []),
        ("Which is true?", (), ["W102"]),
        ("Which is true?", ("W0", "W101", "W105"), []),
        (7, (), []),
    ],
)
def test_a_flaw_is_named_once(stem: Any, select: tuple[str, ...], found: list[str]) -> None:
    assert codes(stem, *select) == found


def test_an_article_is_the_better_word_for_a_stem_that_breaks_off() -> None:
    texts = ("acid", "base", "salt")
    assert codes("Vinegar is an", texts=texts) == ["W104"]
    assert codes("Vinegar is an", "W105", texts=texts) == ["W105"]


def test_numbers_for_texts_are_passed_over() -> None:
    assert codes("How many sessions are held?", texts=(3, 1, 2)) == []
