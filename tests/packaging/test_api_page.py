"""The page of the Python interface says what the package says of itself."""

import ipt_train
from tests.conftest import ROOT
from tests.packaging.api_page import page


def test_the_page_is_that_of_the_package() -> None:
    anew = "write it anew: python -m tests.packaging.api_page > docs/api.md"
    assert (ROOT / "docs" / "api.md").read_text(encoding="utf-8") == page(), anew


def test_every_public_name_has_a_chapter_with_a_text() -> None:
    text = page()
    for name in ipt_train.__all__:
        if not name.startswith("_"):
            chapter = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
            assert len(chapter.split()) > 8, name
