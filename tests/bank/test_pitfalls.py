"""What YAML does to unwary banks: each file gives one finding with code and place, quickly.

The cases are those that were found to break loaders: wrong types, silent loss,
crashes, hangs and bombs.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ipt_train.bank.source.shelf import Shelf, check
from ipt_train.bank.source.source import parse

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED = {
    "duplicate key": ("id: one\ntitle: x\nid: two\n", "Y004", 3, 1),
    "duplicate key below": ("a:\n  b: 1\n  b: 2\n", "Y004", 3, 3),
    "alias": ("a: 1\nb: *x\n", "Y005", 2, 4),
    "anchor": ("a: &x 1\n", "Y005", 1, 4),
    "alias bomb": (BOMB, "Y005", 1, 4),
    "self alias": ("a: &a [1, *a]\n", "Y005", 1, 4),
    "deep flow": ("[" * 100_000, "Y010", 1, 65),
    "deep mapping": ("{a: " * 100_000, "Y010", 1, 257),
    "huge integer": ("a: " + "9" * 20_000 + "\n", "Y011", 1, 4),
    "huge float": ("a: 0." + "9" * 20_000 + "\n", "Y011", 1, 4),
    "tab indent": ("a:\n\tb: 1\n", "Y013", 2, 1),
    "UTF-16": ("a: 1\n".encode("utf-16"), "Y002", 1, 1),
    "UTF-16 big": (b"\xfe\xff" + "a: 1\n".encode("utf-16-be"), "Y002", 1, 1),
    "Latin-1": ("title: Café\n".encode("latin-1"), "Y002", 1, 11),
    "NUL": (b"a: x\nb: y\x00z\n", "Y003", 2, 5),
    "control": (b"a: x\x1b[31m\n", "Y003", 1, 5),
    "C1 control": ("a: x\x9by\n", "Y003", 1, 5),
    "U+2028": ("a: x\u2028y\n", "Y017", 1, 5),
    "U+0085": ("a: x\x85y\n", "Y017", 1, 5),
    "python tag": ("a: !!python/object/apply:os.system [ls]\n", "Y006", 1, 4),
    "own tag": ("a: !mine x\n", "Y006", 1, 4),
    "bare tag": ("a: ! x\n", "Y006", 1, 4),
    "merge key": ("a: 1\n<<: {b: 2}\n", "Y007", 2, 1),
    "number key": ("1: a\n", "Y012", 1, 1),
    "null key": ("null: c\n", "Y012", 1, 1),
    "true key": ("true: c\n", "Y012", 1, 1),
    "list key": ("? [a, b]\n: 1\n", "Y012", 1, 3),
    "two documents": ("a: 1\n---\nb: 2\n", "Y008", 2, 1),
    "empty": ("", "Y009", 1, 1),
    "comments only": ("# nothing\n# here\n", "Y009", 1, 1),
    "marker only": ("---\n", "Y009", 2, 1),
    "colon in text": ("stem: Which is best: A?\n", "Y001", 1, 20),
    "unclosed quote": ('a: "x\n', "Y001", 1, 4),
    "unclosed bracket": ("a: [x\n", "Y001", 1, 4),
    "surrogate": ('a: "\\ud800"\n', "Y001", 1, 7),
    "escape in escape": ('a: "\\e[2J"\n', "Y016", 1, 4),
    "bidi override": ('a: "x\\u202ey"\n', "Y016", 1, 4),
}

SOUND = {
    "date": ("a: 2024-01-05\n", {"a": "2024-01-05"}),
    "BOM": ("\ufeffid: x\n", {"id": "x"}),
    "CRLF": ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
    "lone CR": ("a: 1\rb: 2\r", {"a": 1, "b": 2}),
    "tab after colon": ("a: x\nb:\ty\n", {"a": "x", "b": "y"}),
    "words": (
        "a: ~\nb: true\nc: null\nd: 'true'\n",
        {"a": None, "b": True, "c": None, "d": "true"},
    ),
    "numbers": (
        "a: 12\nb: -1\nc: 1.5\nd: '12'\ne: 0x10\nf: 1e3\n",
        {"a": 12, "b": -1, "c": 1.5, "d": "12", "e": 16, "f": 1000.0},
    ),
}


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize(("source", "code", "line", "column"), REFUSED.values(), ids=REFUSED)
def test_refused_with_code_and_place(
    source: str | bytes, code: str, line: int, column: int, pure: bool
) -> None:
    data = source if isinstance(source, bytes) else source.encode()
    began = time.process_time()
    document = parse(data, pure=pure)
    spent = time.process_time() - began
    assert document.tree is None
    first = document.findings[0]
    if pure and code == "Y001" and first.code == "Y016":
        code, column = "Y016", 4  # the pure parser lets a surrogate through; the next gate does not
    assert (first.code, first.line) == (code, line)
    assert pure or first.column == column
    assert first.message
    assert spent < 1.0


@pytest.mark.parametrize(("source", "data"), SOUND.values(), ids=SOUND)
def test_sound(source: str, data: object) -> None:
    document = parse(source.encode())
    assert document.findings == ()
    assert document.tree == data


@pytest.mark.parametrize("value", ["010", "1_000", "12:30", "-007"])
def test_a_value_that_programs_read_differently_is_a_warning(value: str) -> None:
    finding = parse(f"a: {value}\n".encode()).findings[0]
    assert (finding.code, finding.severity, finding.line, finding.column) == (
        "Y015",
        "warning",
        1,
        4,
    )


def test_a_text_cut_by_a_comment_is_a_warning() -> None:
    document = parse(b"a: says #metoo\nb: said # a comment\n")
    assert document.tree == {"a": "says", "b": "said"}
    assert [(finding.code, finding.line) for finding in document.findings] == [("Y014", 1)]


def test_both_places_of_a_duplicate_key_are_named() -> None:
    message = parse(b"a: 1\nb: 2\na: 3\n").findings[0].message
    assert "1:1" in message


def test_a_file_with_many_faults_stops_in_time() -> None:
    document = parse(b"".join(b"a: 1\n" for _ in range(10_000)))
    assert 0 < len(document.findings) <= 50


@pytest.mark.parametrize(
    "name", ["alias bomb", "deep flow", "deep mapping", "huge integer", "two documents"]
)
def test_memory_stays_small(name: str) -> None:
    """By the process's own peak: ``ru_maxrss`` begins with that of the process it was forked from."""
    source = REFUSED[name][0]
    program = (
        "import sys; from ipt_train.bank.source.source import parse; parse(sys.stdin.buffer.read());"
        "print(next(line.split()[1] for line in open('/proc/self/status') if 'VmHWM' in line))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=source if isinstance(source, bytes) else source.encode(),
        capture_output=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)),
    )
    assert int(run.stdout) < 200 * 1024


def test_a_file_that_is_too_large_is_refused_before_it_is_read_as_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ipt_train.bank.core.text.MAX_BYTES", 100)
    assert [finding.code for finding in parse(b"a: " + b"x" * 200).findings] == ["Y018"]


def test_a_file_that_the_system_does_not_hand_over_is_a_finding(shelf: Shelf) -> None:
    """Reading a process's own memory from its beginning is refused by the kernel, even to root."""
    found = check(shelf, [Path("/proc/self/mem")], use_cache=False).findings
    assert [finding.code for finding in found] == ["Y019"]
