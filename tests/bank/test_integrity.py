"""What must fit together within and between banks: each break gives its code at its place."""

from pathlib import Path

import pytest

from ipt_train.bank.core.checked import Checked
from ipt_train.bank.source.shelf import Shelf, check
from tests.conftest import BANK

GOOD = (BANK / "sample.yaml").read_text()

BREAKS = {
    "id twice": ("  - id: two\n", "  - id: one\n", "I001", "one\n    revision: 1\n    type: single-best-answer\n    objective: second"),
    "step id twice": ("id: case-sample-2", "id: case-sample-1", "I001", None),
    "dangling reference": ("references: [R01]", "references: [R99]", "I002", "R99"),
    "option id twice": ("- id: c\n        text: Option c", "- id: a\n        text: Option c", "I003", "a\n        text: Option c"),
    "no key": ("        key: true\n", "", "I004", None),
    "two keys": ("text: Option a\n", "text: Option a\n        key: true\n", "I004", None),
    "prompt without option": ("        key: x\n", "        key: w\n", "I005", "w\n        rationale"),
    "gap without passage": ("{{year}}", "1984", "I006", None),
    "passage without gap": ("manual had", "{{book}} had", "I006", None),
    "order of twins": ("text: The second thing", "text: the first thing.", "I034", "the first thing."),
    "gap that cannot be typed": ('accepted: ["1984"]', 'accepted: ["1984; 1985"]', "I035", '["1984; 1985"]'),
    "scene outside a case": ("    stem: Which option is right in two?", "    scene: Something new.\n    stem: Which?", "I007", "Something new."),
    "retired id": ("domain: history\nitems:", "domain: history\nretired:\n  - id: one\n    reason: wrong\nitems:", "I008", None),
    "accepted and wrong": ("text: attraction", "text: Attachment", "I010", "Attachment\n"),
    "accepted and wrong, but for signs": ("text: attraction", "text: “Attachment”.", "I010", "“Attachment”"),
    "replaces a living item": ("  - id: two\n    revision: 1\n", "  - id: two\n    revision: 1\n    replaces: [one]\n", "I011", "[one]"),
}  # fmt: skip


def checked(tmp_path: Path, shelf: Shelf, *texts: str) -> Checked:
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "bibliography.yaml").write_text((BANK / "bibliography.yaml").read_text())
    for number, text in enumerate(texts):
        (tmp_path / "banks" / f"{number}.yaml").write_text(text)
    return check(shelf, [tmp_path / "banks"])


@pytest.mark.parametrize(("old", "new", "code", "words"), BREAKS.values(), ids=BREAKS)
def test_a_break_gives_its_code(
    old: str, new: str, code: str, words: str | None, tmp_path: Path, shelf: Shelf
) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    found = checked(tmp_path, shelf, text)
    assert {finding.code for finding in found.findings} == {code}
    if words:
        index = text.index(words)
        expected = (text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
        assert (found.findings[0].line, found.findings[0].column) == expected


def test_ids_are_unique_over_banks(tmp_path: Path, shelf: Shelf) -> None:
    found = checked(tmp_path, shelf, GOOD, GOOD.replace("id: sample", "id: other", 1))
    assert {finding.code for finding in found.findings} == {"I001"}
    assert all(finding.file.endswith("1.yaml") for finding in found.findings)


def test_bank_ids_are_unique(tmp_path: Path, shelf: Shelf) -> None:
    found = checked(tmp_path, shelf, GOOD, GOOD)
    assert "I009" in {finding.code for finding in found.findings}


def test_findings_are_sorted_by_place(tmp_path: Path, shelf: Shelf) -> None:
    found = checked(
        tmp_path,
        shelf,
        GOOD.replace("[R01]", "[R98]"),
        GOOD.replace("level: remember", "level: recall"),
    )
    places = [(finding.file, finding.line, finding.column) for finding in found.findings]
    assert places == sorted(places)
    assert len(places) > 10


def test_a_bank_without_a_bibliography_beside_it_uses_that_of_the_shelf(
    tmp_path: Path, shelf: Shelf
) -> None:
    bank = tmp_path / "alone.yaml"
    bank.write_text(GOOD)
    assert check(shelf, [bank]).findings == ()


class TestCache:
    def test_second_check_is_the_same_from_the_cache(self, shelf: Shelf) -> None:
        first, second = check(shelf, []), check(shelf, [])
        assert (first.cached, second.cached) == (False, True)
        assert first.library() == second.library()

    def test_findings_come_from_the_cache_too(self, tmp_path: Path, shelf: Shelf) -> None:
        text = GOOD.replace("level: remember", "level: recall", 1)
        first = checked(tmp_path, shelf, text)
        assert check(shelf, [tmp_path / "banks"]).findings == first.findings

    def test_a_changed_file_is_checked_anew(self, tmp_path: Path, shelf: Shelf) -> None:
        checked(tmp_path, shelf, GOOD)
        (tmp_path / "banks" / "0.yaml").write_text(GOOD.replace("Option a", "Another"))
        assert not check(shelf, [tmp_path / "banks"]).cached

    def test_a_spoilt_cache_is_not_believed(self, shelf: Shelf) -> None:
        sound = check(shelf, [])
        for entry in shelf.cache.glob("*.json"):
            entry.write_text('{"findings": 3')
        assert check(shelf, []).library() == sound.library()

    def test_a_cache_that_cannot_be_written_is_done_without(
        self, tmp_path: Path, shelf: Shelf
    ) -> None:
        blocked = tmp_path / "file"
        blocked.write_text("")
        other = Shelf(banks=shelf.banks, schemas=shelf.schemas, cache=blocked / "cache")
        assert not check(other, []).cached

    def test_it_stays_small(self, tmp_path: Path, shelf: Shelf) -> None:
        bank = tmp_path / "bank.yaml"
        for number in range(30):
            bank.write_text(GOOD.replace("Option a", f"Option {number}"))
            check(shelf, [bank])
        left = [one for one in shelf.cache.iterdir() if not one.name.endswith(".part.json")]
        assert len(left) <= 32


class TestWorksThatChanged:
    """A bank of one's own that names a work by an id of before stays usable."""

    BIBLIOGRAPHY = (BANK / "bibliography.yaml").read_text()

    def checked(self, tmp_path: Path, shelf: Shelf, bibliography: str, cited: str) -> Checked:
        (tmp_path / "bibliography.yaml").write_text(bibliography)
        (tmp_path / "bank.yaml").write_text(GOOD.replace("references: [R01]", f"references: [{cited}]", 1))  # fmt: skip
        return check(shelf, [tmp_path / "bank.yaml"])

    def test_a_former_id_stands_for_the_work(self, tmp_path: Path, shelf: Shelf) -> None:
        merged = self.BIBLIOGRAPHY.replace(
            "  - id: R01\n", "  - id: R01\n    formerly: [R90, R91]\n"
        )
        found = self.checked(tmp_path, shelf, merged, "R91")
        assert found.findings == ()
        works = found.library().bibliography
        assert works["R91"] == works["R90"] == works["R01"]
        assert works["R91"].id == "R01"

    def test_a_former_id_is_never_given_to_another_work(self, tmp_path: Path, shelf: Shelf) -> None:
        other = "  - {id: R90, short: Other, citation: Other, verification: verified}\n"
        merged = self.BIBLIOGRAPHY.replace("  - id: R01\n", "  - id: R01\n    formerly: [R90]\n")
        self.checked(tmp_path, shelf, merged.rstrip() + "\n" + other, "R01")
        codes = [finding.code for finding in check(shelf, [tmp_path]).findings]
        assert codes == ["I001"]

    def test_a_work_that_was_taken_out_is_told_and_stops_nothing(
        self, tmp_path: Path, shelf: Shelf
    ) -> None:
        gone = "retired:\n  - {id: R77, reason: it could not be traced}\n"
        found = self.checked(tmp_path, shelf, self.BIBLIOGRAPHY.rstrip() + "\n" + gone, "R01, R77")
        (finding,) = found.findings
        assert (finding.code, str(finding.severity)) == ("I002", "warning")
        assert "it could not be traced" in finding.message
        assert found.library().banks
