"""The picture of README is what the program shows, and can be read by everybody."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pyte
import pytest

from tests.conftest import ROOT
from tests.packaging.picture import driven, page, picture

FILE = ROOT / "docs" / "pictures" / "study.svg"
SVG = "{http://www.w3.org/2000/svg}"
ANEW = "draw it anew: python -m tests.packaging.picture > docs/pictures/study.svg"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> pyte.Screen:
    return driven(tmp_path_factory.mktemp("home"))


def test_the_picture_is_what_the_program_shows_now() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), ANEW


def test_who_cannot_see_it_is_read_all_of_it(screen: pyte.Screen) -> None:
    tree = ET.fromstring(FILE.read_text(encoding="utf-8"))
    texts = {name: tree.findtext(f"{SVG}{name}") for name in ("title", "desc")}
    assert tree.get("role") == "img"
    assert texts["title"]
    for line in screen.display:
        assert line.strip() in str(texts["desc"])
    drawn = " ".join("".join(one.itertext()) for one in tree.iter(f"{SVG}text"))
    assert drawn.split() == str(texts["desc"]).split()


def test_it_loads_nothing_and_has_colours_for_dark_readers() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert not re.search(r"(?:href|url\(|@import|<script|<image|<foreignObject)", text)
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    for name in ("text", ".paper", ".dim", ".red", ".green", ".cyan"):
        assert f"\n{name} {{" in light
        assert f"\n  {name} {{" in dark


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("\x1b[1mx", "bold"),
        ("\x1b[2mx", "dim"),
        ("\x1b[1;36mx", "bold cyan"),
        ("\x1b[31mx", "red"),
        ("\x1b[2mx\x1b[0my", "dim"),
        ("<&", None),
    ],
)
def test_how_text_was_written_is_how_it_is_drawn(written: str, style: str | None, screen: pyte.Screen) -> None:  # fmt: skip
    other = type(screen)(80, 3)
    pyte.Stream(other).feed(written)
    tree = ET.fromstring(picture(other, "A title"))
    first = next(tree.iter(f"{SVG}text"))
    assert first.get("class") == style


def test_the_readme_shows_it() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", text)
    assert shown[0]
    assert Path(ROOT / shown[1]) == FILE
