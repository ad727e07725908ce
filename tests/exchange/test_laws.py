"""Moodle XML and QTI 2.1: what goes out comes back, minus exactly the declared losses."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_train.bank.model import (
    GAP,
    Choice,
    Cloze,
    Item,
    Matching,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
    Vignette,
)
from ipt_train.bank.shelf import Shelf, check
from ipt_train.exchange.draft import Draft, letter
from ipt_train.exchange.loss import Loss
from ipt_train.exchange.moodle_read import read_moodle
from ipt_train.exchange.moodle_write import write_moodle
from ipt_train.exchange.qti_read import read_qti
from ipt_train.exchange.qti_write import write_qti
from ipt_train.vocabulary import ItemId
from tests.exchange.items import (
    GAPS,
    INTERACTIONS,
    LABELS,
    MATCHINGS,
    ONE_LINE,
    SEQUENCES,
    TEXTS,
    item,
)

ROOT = Path(__file__).parent.parent.parent

Write = Callable[[list[Any]], tuple[bytes, list[Loss]]]
FORMATS: dict[str, tuple[Write, Any]] = {
    "moodle-xml": (write_moodle, read_moodle),
    "qti": (lambda items: write_qti(items, "A title"), read_qti),
}
EVERYTHING = st.one_of(INTERACTIONS, SEQUENCES, MATCHINGS, GAPS)


def data_of(one: Item) -> dict[str, Any]:
    """Return an item as the keys of a bank."""
    rows = lambda several, *keys: [  # noqa: E731
        {key: value for key in ("id", "text", "key", "rationale", *keys) if (value := getattr(row, key, None)) not in (None, False)}
        for row in several
    ]  # fmt: skip
    data: dict[str, Any] = {"type": str(one.type), "stem": one.stem, "explanation": one.explanation}
    data |= {"scene": one.scene} if one.scene else {}
    match one.interaction:
        case Choice() as task:
            data |= {"options": rows(task.options)} | ({} if task.shuffle else {"shuffle": False})
        case TrueFalse() as task:
            data |= {
                name: getattr(task, name) for name in ("key", "rationale_true", "rationale_false")
            }
        case TextEntry() as task:
            data |= {"accepted": list(task.accepted), "rationale": task.rationale}
            if task.anticipated:
                data["anticipated"] = rows(task.anticipated)
        case Ordering() as task:
            data["sequence"] = rows(task.sequence)
        case Matching() as task:
            data |= {"prompts": rows(task.prompts), "options": rows(task.options)}
        case Cloze() as task:
            gaps = [
                {"id": gap.id, "accepted": list(gap.accepted), "rationale": gap.rationale}
                for gap in task.gaps
            ]
            data |= {"passage": task.passage, "gaps": gaps}
    lists = {
        name: list(getattr(one, name))
        for name in ("references", "facts", "claims", "competencies", "tags")
    }
    data |= {name: value for name, value in lists.items() if value}
    for name in ("objective", "level", "domain", "certainty", "status", "credit", "revision"):
        data[name] = getattr(one, name)
    if one.type in ("single-best-answer", "true-false", "short-answer"):
        del data["credit"]  # they are right or wrong
    return data


def minus(data: dict[str, Any], losses: Iterable[str]) -> dict[str, Any]:  # noqa: PLR0912 - one branch a loss
    """Take out of an item what was declared lost, and put in what an import puts there."""
    for what in losses:
        match what:
            case "ids of options":
                rows = data.get("options") or data["sequence"]
                paired = data["type"] == "matching"
                new = {
                    row["id"]: f"o{n}" if paired else letter(n - 1) for n, row in enumerate(rows, 1)
                }
                for row in rows:
                    row["id"] = new[row["id"]]
                for row in data.get("prompts", ()):
                    row["key"] = new[row["key"]]
                for n, row in enumerate(data.get("prompts", ())):
                    row["id"] = letter(n)
            case "the order of options":  # those of the prompts come first
                used = [row["key"] for row in data["prompts"]]
                data["options"].sort(key=lambda row: (*used, row["id"]).index(row["id"]))
            case "rationales of a matching" | "rationales of an ordering":
                for key in ("prompts", "options", "sequence"):
                    for row in data.get(key, ()):
                        row["rationale"] = ""
            case "the border between stem and passage":
                data["passage"] = f"{data['stem']}\n\n{data['passage']}"
                data["stem"] = "Fill the gaps."
            case "ids of gaps":
                new = {name: f"gap-{n}" for n, name in enumerate(GAP.findall(data["passage"]), 1)}
                data["passage"] = GAP.sub(
                    lambda gap, new=new: f"{{{{{new[gap[1]]}}}}}", data["passage"]
                )
                data["gaps"] = sorted(
                    ({**gap, "id": new[gap["id"]]} for gap in data["gaps"]),
                    key=lambda gap: gap["id"],
                )
            case (
                "answers that differ in spacing or end punctuation"
                | "the case that a step belongs to"
            ):
                pass  # a rule of marking, and where it stood: neither is a text
            case "the border between scene and stem":
                data["stem"] = f"{data.pop('scene')}\n\n{data['stem']}"
            case _:
                raise AssertionError(f"an unknown loss: {what}")
    return data


def alike(value: Any) -> Any:
    """Forget what XML of either format may do to blanks at line ends and between paragraphs."""
    if isinstance(value, dict):
        return {key: alike(one) for key, one in value.items()}
    if isinstance(value, list):
        return [alike(one) for one in value]
    if isinstance(value, str):
        lines = "\n".join(line.strip() for line in value.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip()
    return value


@pytest.mark.parametrize("form", FORMATS)
@given(EVERYTHING, TEXTS, TEXTS, LABELS)
def test_what_goes_out_comes_back_minus_the_losses(
    form: str, interaction: Any, stem: str, explanation: str, labels: dict[str, Any]
) -> None:
    write, read = FORMATS[form]
    one = item(interaction, stem, explanation, **labels)
    text, losses = write([one])
    drafts: list[Draft]
    drafts, problems = read(text)
    assert problems == []
    assert [draft.id for draft in drafts] == ["an-item"]
    assert drafts[0].lost == []
    expected = minus(data_of(one), [loss.what for loss in losses])
    assert alike(drafts[0].data) == alike(expected)


def test_a_fixed_order_of_options_comes_back() -> None:
    options = (
        Option(id="a", text="1970", rationale="x", key=True),
        Option(id="b", text="1980", rationale="y"),
    )
    one = item(Choice(options=options, shuffle=False), "s", "e")
    for write, read in FORMATS.values():
        assert read(write([one])[0])[0][0].data["shuffle"] is False


CASE_LOSSES = {
    "moodle-xml": {"the unfolding of a case", "the debrief of a case"},
    "qti": {"the debrief of a case", "phase, problem area and challenge of a case"},
}
"""What each format says of a case itself; its steps come back as items of their own."""


@st.composite
def banks(draw: st.DrawFn) -> list[Item | Vignette]:
    """Entries of a bank: items of every type, and cases with steps, some of them with a scene."""
    entries: list[Item | Vignette] = []
    for number in range(draw(st.integers(1, 4))):
        steps = draw(st.integers(0, 3))
        made = [
            dataclasses.replace(
                item(draw(EVERYTHING), draw(TEXTS), draw(TEXTS), **draw(LABELS)),
                id=ItemId(f"entry-{number}-{step}"),
                scene=draw(st.one_of(st.just(""), TEXTS)) if steps else "",
                vignette=ItemId(f"case-{number}") if steps else None,
            )
            for step in range(max(1, steps))
        ]
        if not steps:
            entries += made
            continue
        first = made[0]
        entries.append(
            Vignette(
                id=ItemId(f"case-{number}"), bank=first.bank, revision=1, title=draw(ONE_LINE),
                domain=first.domain, phase="middle", problem_areas=("grief",), case=draw(TEXTS),
                steps=tuple(made), debrief=draw(TEXTS), references=("R01",), facts=("F001",),
                certainty=first.certainty, status=first.status,
            )
        )  # fmt: skip
    return entries


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=60, deadline=None)
@given(banks())
def test_a_whole_bank_with_cases_comes_back_minus_the_losses(
    form: str, entries: list[Item | Vignette]
) -> None:
    came_back(form, entries)


@pytest.mark.parametrize("form", FORMATS)
def test_the_shipped_banks_come_back_minus_the_losses(form: str, tmp_path: Path) -> None:
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=tmp_path)
    came_back(form, list(check(shelf, []).library().entries()))


def came_back(form: str, entries: list[Item | Vignette]) -> None:
    """Hold that every item and step came back in its place, minus what was declared item by item."""
    write, read = FORMATS[form]
    data, losses = write(entries)
    drafts, problems = read(data)
    assert problems == []
    lost = defaultdict(list)
    for loss in losses:
        lost[loss.item].append(loss.what)
    cases = [one for one in entries if isinstance(one, Vignette)]
    assert all(set(lost.pop(case.id)) == CASE_LOSSES[form] for case in cases)
    items = [
        item for one in entries for item in (one.steps if isinstance(one, Vignette) else (one,))
    ]
    assert [draft.id for draft in drafts] == [one.id for one in items]
    for one, draft in zip(items, drafts, strict=True):
        assert ("the case that a step belongs to" in lost[one.id]) == (one.vignette is not None)
        losses_of = sorted(lost[one.id], key=lambda what: "scene" not in what)  # it stands first
        assert alike(draft.data) == alike(minus(data_of(one), losses_of)), one.id
