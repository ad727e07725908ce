"""Lists as tables: the columns are those of the lines, and cells are those of the JSON form."""

import csv
import io
import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.shell.listing import line_table, listing
from tests.program import BANK, run

Env = dict[str, str]
ANSWERS = "item,response\ntwo,c\none,b\n"


@dataclass(frozen=True)
class Line:
    name: str
    count: int | None
    sure: bool
    kinds: tuple[str, ...]


LINES = st.builds(
    Line, name=st.text(), count=st.none() | st.integers(), sure=st.booleans(),
    kinds=st.lists(st.text("ab-", min_size=1)).map(tuple),
)  # fmt: skip


@given(st.lists(LINES))
def test_every_field_is_a_cell(lines: list[Line]) -> None:
    columns, rows = line_table(Line, lines)
    assert columns == ["name", "count", "sure", "kinds"]
    assert [(row[0], row[1], bool(row[2]), tuple(str(row[3]).split())) for row in rows] == [
        (line.name, line.count, line.sure, line.kinds) for line in lines
    ]
    reply = listing("lines", Line, lines, lambda screen, all_of_them: None)
    assert reply.data == {"lines": lines}


def test_what_is_no_cell_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        what: object

    with pytest.raises(TypeError, match="dict is not a cell"):
        line_table(Odd, [Odd(what={})])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("case",), "cases"), (("drill", "--list"), "drills"), (("exam", "list"), "exams"),
        (("study", "--answers", "-"), "answers"), (("case", "sample", "--answers", "-"), "answers"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_lists_say_the_same_in_every_form(environment: Env, words: tuple[str, ...], name: str) -> None:  # fmt: skip
    exam = ("exam", "practice", "-n", "3", "--seed", "3", "--bank", BANK, "--answers", "-")
    run(*exam, env=environment, stdin=ANSWERS)
    forms = [
        run(*words, "--bank", BANK, f"--{form}", env=environment, stdin="item,response\n")
        for form in ("csv", "json", "plain")
    ]
    assert [done.returncode for done in forms] == [0, 0, 0], forms[0].stderr
    rows = list(csv.reader(io.StringIO(forms[0].stdout)))
    lines = json.loads(forms[1].stdout)["data"][name]
    assert len(rows) == len(lines) + 1
    assert bool(lines) == (name in ("cases", "exams"))  # an empty list has its header too
    assert rows[0]
    for cells, line in zip(rows[1:], lines, strict=True):
        assert rows[0] == list(line)
        assert cells[0] == next(iter(line.values()))
        assert cells[0] in forms[2].stdout


def test_marked_answers_are_a_table(environment: Env) -> None:
    words = ("study", "--bank", BANK, "--answers", "-", "--csv")
    done = run(*words, env=environment, stdin="item,response\ntwo,c\none,a\n")
    rows = [row[:3] for row in csv.reader(io.StringIO(done.stdout))]
    assert rows[0] == ["item", "correct", "score"]
    assert sorted(rows[1:]) == [["one", "0", "0.0"], ["two", "1", "1.0"]]
