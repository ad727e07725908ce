"""The page: one file that loads and runs nothing, whatever texts it holds; the command that writes it."""

import base64
import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest

from ipt_train.progress.operation.page import progress_page
from ipt_train.report.chart import Point, bars
from ipt_train.report.page import render_page
from ipt_train.report.section import Figure, KeyFigure, Page, Section, SectionTable
from ipt_train.shell.section import show_sections
from tests.program import BANK, run
from tests.report.tables import Reader

GOLDEN = Path(__file__).parent / "golden" / "progress.html"
HOSTILE = '</style></table><script src="https://x.test/a.js">alert(1)</script>{{ 7 * 7 }}\x00\x1b[2J\u202e`<img src=x onerror=alert(1)>`'


def test_golden(report: str, tmp_path: Path) -> None:
    """To renew it: look in a browser at the file that the message names, and copy it here."""
    new = tmp_path / "progress.html"
    new.write_text(report, encoding="utf-8")
    assert report == GOLDEN.read_text(encoding="utf-8"), f"differs: {new}"


def hostile_page() -> Page:
    table = SectionTable(
        caption=HOSTILE, columns=(HOSTILE, "n"), rows=((HOSTILE, "1"), ("a", HOSTILE))
    )
    chart = bars(
        "x",
        [Point(label=HOSTILE, value=1.0)],
        title=HOSTILE,
        desc=HOSTILE,
        across=HOSTILE,
        upright=HOSTILE,
    )
    section = Section(
        heading=HOSTILE, lead=HOSTILE, figures=(Figure(table=table, chart=chart),), note=HOSTILE
    )
    fact = KeyFigure(label=HOSTILE, value=HOSTILE, note=HOSTILE)
    return Page(
        title=HOSTILE,
        subtitle=HOSTILE,
        lead=HOSTILE,
        facts=(fact,),
        sections=(section,) * 1,
        foot=HOSTILE,
    )


@pytest.mark.parametrize("which", ["report", "empty_report", "hostile"])
def test_the_page_loads_and_runs_nothing(which: str, request: pytest.FixtureRequest) -> None:
    page = render_page(hostile_page()) if which == "hostile" else request.getfixturevalue(which)
    reader = Reader(page)
    allowed = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "h1",
        "h2",
        "h3",
        "p",
        "nav",
        "ul",
        "li",
        "a",
        "main",
        "dl",
        "div",
        "dt",
        "dd",
        "strong",
        "span",
        "section",
        "details",
        "summary",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "footer",
        "code",
        "svg",
        "desc",
        "text",
        "line",
        "rect",
        "circle",
        "polygon",
        "polyline",
    ]
    assert {tag for tag, _ in reader.tags} <= set(allowed)
    for _, attributes in reader.tags:
        assert not {"src", "style", "srcset", "action", "data", "xlink:href"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", page)
    assert "{{" not in page or which == "hostile"
    assert "49" not in reader.text or which != "hostile"
    ids = [one["id"] for _, one in reader.tags if "id" in one]
    assert len(ids) == len(set(ids))
    pointed = [(one.get("aria-labelledby"), one.get("aria-describedby")) for _, one in reader.tags]
    assert {name for pair in pointed for name in pair if name} <= set(ids)
    assert {str(one["href"])[1:] for tag, one in reader.tags if tag == "a"} <= set(ids)


def test_the_policy_allows_this_style_and_nothing_else(report: str) -> None:
    policy = next(one["content"] for _, one in Reader(report).tags if "http-equiv" in one)
    style = re.search("<style>(.*?)</style>", report, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert (
        policy
        == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_every_chart_stands_beside_a_table(report: str) -> None:
    figures = re.findall(r'<div class="figure[^"]*">(.*?)</table>', report, re.DOTALL)
    assert len(figures) == report.count("<table>") == len(Reader(report).captions)
    assert sum("<svg" in one for one in figures) == report.count("<svg") >= 6


def test_a_page_without_answers_says_what_to_do(empty_report: str) -> None:
    reader = Reader(empty_report)
    assert "No question has been answered yet. Begin with ipt-train study." in reader.text
    assert "<code>ipt-train study</code>" in empty_report
    assert reader.captions == ["Questions by domain"]
    assert "%" not in "".join(str(row) for row in reader.table("Questions by domain"))


def test_another_subject_is_added_in_three_lines(studied, library, capsys) -> None:  # type: ignore[no-untyped-def]
    from rich.console import Console

    from ipt_train.progress.operation.progress import progress_of
    from ipt_train.shell.screen import Screen

    table = SectionTable(
        caption="Competencies met",
        columns=("Competency", "Evidence"),
        rows=(("contract", "4 answers"),),
    )
    more = [
        Section(
            heading="Competencies",
            lead="One of two is met.",
            figures=(Figure(table=table),),
            note="A note.",
        )
    ]
    page = Reader(render_page(progress_page(progress_of(studied, library), "ann", more=more)))
    assert page.table("Competencies met") == [{"Competency": "contract", "Evidence": "4 answers"}]
    assert "#competencies" in [one.get("href") for _, one in page.tags]
    show_sections(Screen(console=Console(width=80), plain=True), more)
    assert capsys.readouterr().out.splitlines() == [
        "Competencies", "One of two is met.", "contract: Evidence 4 answers", "A note.",
    ]  # fmt: skip


def test_the_command(environment: dict[str, str], tmp_path: Path) -> None:
    answers = "item,response,confidence\none,b,certain\ntwo,a,guessed\n"
    assert (
        run("study", "--bank", BANK, "--answers", "-", env=environment, stdin=answers).returncode
        == 0
    )
    file = tmp_path / "progress.html"
    result = run("progress", "--bank", BANK, "--html", str(file), env=environment)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == f"report written to {file}\n"
    page = Reader(file.read_text(encoding="utf-8"))
    assert "No review has come due yet. ipt-train due shows when the next ones are" in page.text
    assert [one.name for one in tmp_path.glob("*.html*")] == ["progress.html"]
    piped = run("progress", "--bank", BANK, "--html", "-", env=environment)
    assert piped.stdout == file.read_text(encoding="utf-8")
    data = json.loads(run("progress", "--bank", BANK, "--json", env=environment).stdout)["data"]
    assert data["record"]["time"]["answers"] == 2
    assert data["record"]["calibration"]["confidence"][0]["right"] == {
        "count": 0, "n": 1, "share": None, "low": None, "high": None,
    }  # fmt: skip
    rows = list(
        csv.DictReader(
            io.StringIO(run("progress", "--bank", BANK, "--csv", env=environment).stdout)
        )
    )
    assert [
        row["value"] for row in rows if (row["part"], row["figure"]) == ("record", "answers")
    ] == ["2"]
    plain = run("progress", "--bank", BANK, "--plain", env=environment).stdout
    assert "True retention too few to say (0), asked for 90%" in plain
    assert "Said certain too few to say (1)" in plain


def test_what_cannot_be_written_leaves_what_was_there(
    environment: dict[str, str], tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    for file in (tmp_path / "nowhere" / "x.html", taken):
        result = run("progress", "--bank", BANK, "--html", str(file), env=environment)
        assert result.returncode == 2
        assert "cannot be written" in result.stderr and "choose another --html" in result.stderr
    assert sorted(one.name for one in tmp_path.iterdir() if one.name != "home") == ["taken"]
    both = run("progress", "--html", "x", "--json", env=environment)
    assert both.returncode == 2
    assert "choose one of them" in both.stdout + both.stderr
