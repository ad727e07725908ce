"""Data stays data: the gates to the terminal and to CSV."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ipt_train.csv_file import csv_text
from ipt_train.csv_lines import guarded, unguarded
from ipt_train.shell.gate import clean
from ipt_train.shell.screen import Screen

ANY = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.text())
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    shown = clean(text)
    assert not any(
        sign not in {"\n", "\t"} and (ord(sign) < 32 or 127 <= ord(sign) < 160) for sign in shown
    )
    assert not {"\u202e", "\u2066", "\u200f"} & set(shown)
    assert clean(text, ascii_only=True).isascii()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Café – “x” …", 'Cafe - "x" ...'),
        ("naïve", "naive"),
        ("日本", "??"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("✓", "?"),
    ],
)
def test_ascii_keeps_what_it_can(text: str, shown: str) -> None:
    assert clean(text, ascii_only=True) == shown


@pytest.mark.parametrize("plain", [False, True])
def test_rich_markup_is_text(plain: bool) -> None:
    out = io.StringIO()
    screen = Screen(console=Console(file=out, width=80, markup=False, highlight=False), plain=plain)
    screen.line("[bold]x[/bold] [link=file:///etc]y[/link] :smile:")
    screen.row("[red]1", "[/]")
    screen.table(("a", "b"), (("[red]", "[/red]"),))
    assert "[bold]x[/bold] [link=file:///etc]y[/link] :smile:" in out.getvalue()
    assert "[red]1" in out.getvalue()


@given(ANY)
def test_a_guarded_cell_is_no_formula_and_comes_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


@given(st.lists(st.tuples(ANY, st.integers(), st.none() | ANY.filter(bool)), max_size=5))
def test_csv_comes_back_from_the_standard_reader(rows: list[tuple[str, int, str | None]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(("a", "b", "c"), rows), newline="")))
    assert read[0] == ["a", "b", "c"]
    assert [(unguarded(a), int(b), unguarded(c)) for a, b, c in read[1:]] == [
        (a, b, c or "") for a, b, c in rows
    ]


def test_a_negative_number_stays_a_number() -> None:
    assert csv_text(("a",), [(-3,), (-0.5,)]) == "a\r\n-3\r\n-0.5\r\n"
