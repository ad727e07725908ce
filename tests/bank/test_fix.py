"""``--fix``: what is mended is certain, and a sound bank stays sound and says the same."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.schema import load_schema
from ipt_train.bank.core.selection import Selection
from ipt_train.bank.operation.check import mend
from ipt_train.bank.source.shelf import Shelf
from ipt_train.bank.source.source import parse
from tests.conftest import BANK, ROOT

SHELF = Shelf(banks=(), schemas=ROOT / "schemas", cache=Path("none"))
SCHEMA = load_schema(SHELF.schema_texts())
GOOD = (BANK / "sample.yaml").read_text(encoding="utf-8")
STEM = "stem: Which option is right in one?"


def mended(text: str) -> str:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.yaml"
        file.write_text(text, encoding="utf-8")
        mend(SHELF, [file], selection=Selection(), write=True)
        return file.read_text(encoding="utf-8")


def errors(text: str) -> list[str]:
    document = parse(text.encode())
    found = [*document.findings]
    if document.tree is not None:
        found += SCHEMA.problems(document.tree)
    return [one.code for one in found if one.severity == "error"]


MENDED = {
    "a number with a zero before it": ("revision: 1\n", "revision: 01\n", "revision: 1\n"),
    "a number with a sign": ("revision: 1\n", "revision: +001\n", "revision: 1\n"),
    "a text of digits": (STEM, "stem: 012", 'stem: "012"'),
    "a time": (STEM, "stem: 12:30", 'stem: "12:30"'),
    "a number with underscores": (STEM, "stem: 1_000", 'stem: "1_000"'),
    "a number of many digits": (STEM, "stem: 0123456789012345678", 'stem: "0123456789012345678"'),
    "a year": (STEM, "stem: 1984", 'stem: "1984"'),
    "a key of digits": (STEM, f"{STEM}\n    012: x", f'{STEM}\n    "012": x'),
    "a misspelt key": (STEM, STEM.replace("stem", "stm"), STEM),
    "two misspelt keys": (STEM, STEM.replace("stem", "stm") + "\n    stemm: x", STEM.replace("stem", "stm") + "\n    stemm: x"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "wrong", "right"), MENDED.values(), ids=MENDED)
def test_what_is_mended(old: str, wrong: str, right: str) -> None:
    assert old in GOOD
    assert mended(GOOD.replace(old, wrong, 1)) == GOOD.replace(old, right, 1)


NUMBERS = st.one_of(
    st.from_regex(r"[-+]?0{0,2}[0-9]{1,3}", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}[:_][0-9]{1,2}", fullmatch=True),
    st.sampled_from(["1.0", "1e3", "0o7", "0x1", ".5", "true", "no", "~", "", "1 000"]),
)
PLACES = ("revision: 1\n", STEM, "text: Option a", "explanation: What to remember.", "title: ")


@given(st.sampled_from(PLACES), NUMBERS)
def test_a_sound_bank_stays_sound_and_says_the_same(place: str, value: str) -> None:
    assert place in GOOD
    key = place.partition(":")[0]
    before = GOOD.replace(place, f"{key}: {value}" + "\n" * place.endswith("\n"), 1)
    after = mended(before)
    if not errors(before):
        assert errors(after) == []
        assert repr(parse(after.encode()).tree) == repr(parse(before.encode()).tree)
    assert len(errors(after)) <= len(errors(before))
