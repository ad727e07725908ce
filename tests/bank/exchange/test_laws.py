"""Every format that is read back: what goes out comes back, minus exactly the declared losses.

A bank is exported, imported and read as YAML again. Aiken is only read, and
of Anki also the cards that people make.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ipt_train.bank.core.model import (
    Bank,
    Cloze,
    Gap,
    Item,
    Library,
    Picture,
    Vignette,
)
from ipt_train.bank.exchange.case import LOST, STEP_OF, TEXT_ALONE
from ipt_train.bank.exchange.html_field import TEX
from ipt_train.bank.exchange.loss import Loss
from ipt_train.bank.operation.exchange import export_bank, import_bank
from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.vocabulary import (
    BankId,
    Certainty,
    Domain,
    ExportFormat,
    ForeignFormat,
    ItemId,
    Status,
)
from tests.bank.exchange.items import (
    GAPS,
    INTERACTIONS,
    LABELS,
    MATCHINGS,
    NUMBERS,
    ONE_LINE,
    SEQUENCES,
    TAKEN,
    TEXTS,
    item,
)
from tests.bank.exchange.law import alike, data_of, minus
from tests.conftest import ROOT

READ_BACK: dict[str, str] = {
    **{str(form): str(form) for form in sorted(set(ForeignFormat) & set(ExportFormat))},
    "anki-tsv": "anki",
    "canvas": "qti",
}
"""Formats that are written, and as which of those that are read they come back."""
FORMATS = [*READ_BACK]
EVERYTHING = st.one_of(INTERACTIONS, NUMBERS, SEQUENCES, MATCHINGS, GAPS)


def test_the_law_speaks_of_every_format_that_is_read_and_written() -> None:
    assert set(ForeignFormat) - set(READ_BACK.values()) == {"aiken"}
    assert set(ExportFormat) - set(FORMATS) == {"html"}


CURVE = Path(__file__).with_name("curve.png")
PICTURE = Picture(file="assets/curve.png", text='A "curve" & its <fall>', path=str(CURVE))


@st.composite
def banks(draw: st.DrawFn) -> list[Item | Vignette]:
    """Entries of a bank: items of every type, and cases with steps, some of them with a scene."""
    names = draw(
        st.permutations([*TAKEN, "case-2", "section-1", "ref-1", "ref-test", "res-1", "manifest"])
    )
    sizes = draw(st.lists(st.sampled_from([0, 1, 2, 3]), min_size=1, max_size=4))
    unused = iter(names)
    entries: list[Item | Vignette] = []
    for steps in sizes:
        case = ItemId(next(unused)) if steps else None
        made = [
            dataclasses.replace(
                item(draw(EVERYTHING), draw(TEXTS), draw(TEXTS), **draw(LABELS)),
                id=ItemId(next(unused)),
                scene=draw(st.one_of(st.just(""), TEXTS)) if steps else "",
                vignette=case,
                picture=draw(st.sampled_from([None, None, PICTURE])),
            )
            for _ in range(max(1, steps))
        ]
        entries += made if case is None else [draw(cases(case, tuple(made)))]
    return entries


def cases(name: ItemId, steps: tuple[Item, ...]) -> st.SearchStrategy[Vignette]:
    listed = st.sampled_from([(), ("a-tag",)])
    return st.builds(
        Vignette, id=st.just(name), bank=st.just(steps[0].bank), steps=st.just(steps), revision=st.integers(1, 9),
        title=ONE_LINE, domain=st.sampled_from(Domain), phase=st.just("middle"), problem_areas=st.just(("grief",)),
        case=TEXTS, debrief=TEXTS, references=st.just(("R01",)), facts=st.just(("F001",)), certainty=st.sampled_from(Certainty),
        status=st.sampled_from(Status), tags=listed, replaces=listed, content_warning=st.one_of(st.just(""), ONE_LINE),
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=50, deadline=None)
@given(banks())
def test_a_whole_bank_with_cases_comes_back_minus_the_losses(
    form: str, entries: list[Item | Vignette]
) -> None:
    came_back(form, entries)


@pytest.mark.parametrize("form", FORMATS)
def test_the_shipped_banks_come_back_minus_the_losses(form: str, tmp_path: Path) -> None:
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=tmp_path)
    came_back(form, list(check(shelf, []).library().entries()))


def came_back(form: str, entries: Sequence[Item | Vignette]) -> None:
    """Hold that every item and step came back in its place, minus what was declared item by item."""
    bank = Bank(id=BankId("b"), title="B", language="en-GB", licence="CC-BY-4.0", domain=Domain.PROCESS, entries=tuple(entries))  # fmt: skip
    library = Library(banks=(bank,), bibliography={})
    sent = export_bank(library, ExportFormat(form), title="A title", moment=0, key=True)
    found = import_bank(
        sent.data,
        ForeignFormat(READ_BACK[form]),
        name="again",
        title="Again",
        domain=Domain.HISTORY,
    )
    assert found.problems == ()
    lost, told = each(sent.losses), each(found.losses)
    new = "again-" if form in PREFIXED else ""
    for case in entries:
        if isinstance(case, Vignette):
            is_told(form, case, lost.pop(case.id), told.pop(case.id, []))
    whole = {name for name, what in lost.items() if any("the whole item" in one for one in what)}
    items = [one for one in library.items() if one.id not in whole]
    assert sent.items == found.items == len(items)
    rows = YAML(typ="safe").load(found.text)["items"] if items else []
    assert [row.pop("id") for row in rows] == [f"{new}{one.id}" for one in items]
    for one, row in zip(items, rows, strict=True):
        assert (STEP_OF in lost[one.id]) == (one.vignette is not None)
        expected = minus(data_of(one), lost[one.id])
        if form == "gift":
            assert filled(row) == expected, one.id
        else:
            html = form in ("canvas", "moodle-xml")
            assert alike(filled(row), html=html) == alike(expected, html=html), one.id
        empty = {f"{key} is to be written" for key, value in row.items() if value in (None, [])}
        every = told[f"{new}{one.id}"]
        said = [what for what in every if not what.startswith("a rationale") and what != TEX]
        if "picture" in expected:
            assert found.pictures[row["picture"]["file"]] == CURVE.read_bytes()
        step = {STEP_OF} if one.vignette and form not in PREFIXED else set()
        assert set(said) == empty | step
    for name in whole:
        assert f"{new}{name}" not in told


PREFIXED = ("gift", "canvas")
"""Formats that say neither whose the ids are nor which questions are steps."""


def each(losses: Sequence[Loss]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for loss in losses:
        found[loss.item].append(loss.what)
    return found


def filled(row: Any) -> Any:
    """Give an empty rationale, which the bank that is made shows as nothing, its text again."""
    if isinstance(row, dict):
        return {
            key: "" if value is None and "rationale" in key else filled(value)
            for key, value in row.items()
        }
    return [filled(one) for one in row] if isinstance(row, list) else row


READ_AS_TEXT = {
    "gift": {"case", "content_warning", "domain"},
    "moodle-xml": {"case", "content_warning", "domain"},
    "qti": {"case", "content_warning", "title", "steps"},
    "canvas": {"case", "content_warning", "title"},
    "anki": {"case", "content_warning"},
    "anki-tsv": {"case", "content_warning"},
    "csv": set(),
    "xlsx": set(),
}
"""What the file holds of a case and an import leaves out as a text without a question."""


def is_told(form: str, case: Vignette, exported: list[str], imported: list[str]) -> None:
    """Hold that each field of a case is declared lost: on the way out, or on the way in."""
    assert imported == ([TEXT_ALONE] if READ_AS_TEXT[form] else [])
    gone = [name for what in exported for name in LOST[what]]
    held = {one.name for one in dataclasses.fields(case) if getattr(case, one.name)}
    assert held - {"id", "bank"} <= READ_AS_TEXT[form] | set(gone)
    assert not READ_AS_TEXT[form] & set(gone)
    assert all(held & set(LOST[what]) for what in exported)


def test_a_gap_keeps_what_stands_around_it() -> None:
    gap = Gap(id="g", accepted=("x",), rationale="y")
    for passage in ("({{g}})", "a {{g}}b", "{{g}}, [html]b", "a\n\n{{g}}\n\nb"):
        for form in FORMATS:
            came_back(form, [item(Cloze(passage=passage, gaps=(gap,)), "s", "e")])
