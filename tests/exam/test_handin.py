"""What a page hands in is read without trust: a file is refused with its reason, or holds what it says."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipt_train.errors import SubmissionError
from ipt_train.exam.submission.handin import (
    is_hand_in,
    is_page,
    is_sealed_by,
    read_hand_in,
    seal_of,
)

TICKET = "ab" * 32
WORK: dict[str, Any] = {
    "course": "autumn", "exam": "final", "paper": "0" * 64, "person": "p-0123456789abcdef", "attempt": 1,
    "started_at": "2026-11-09T09:00:00.000Z", "ended_at": "2026-11-09T09:50:00.000Z",
    "answers": [
        {"item": "one", "revision": 1, "response": ["1"], "at": 1794214800000, "ms": 5000},
        {"item": "two", "revision": 1, "response": None, "at": 1794214800000, "ms": 0},
    ],
}  # fmt: skip  # a table


def file_of(work: Any = None, **outside: Any) -> bytes:
    text = work if isinstance(work, str) else json.dumps(WORK if work is None else work)
    whole = {"format": "ipt-hand-in/1", "seal": seal_of(text.encode("utf-8", "replace"), TICKET), "work": text}  # fmt: skip
    return json.dumps(whole | outside).encode()


def test_it_holds_what_it_says() -> None:
    opened = read_hand_in(file_of())
    assert opened.person == "p-0123456789abcdef"
    assert (opened.manifest["records"], opened.manifest["attempt"]) == (2, 1)
    assert opened.manifest["ended_at"] == "2026-11-09T09:50:00.000+00:00"
    assert [one.response for one in opened.rows.records()] == [["1"], None]
    assert is_sealed_by(opened, TICKET)
    assert not is_sealed_by(opened, "ba" * 32)


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n  "])
def test_a_byte_order_mark_or_blanks_do_no_harm(before: bytes) -> None:
    assert is_hand_in(before + file_of())
    assert is_sealed_by(read_hand_in(before + file_of() + b"\r\n"), TICKET)


def test_a_page_is_known_from_what_it_saves() -> None:
    assert is_page(b"<!DOCTYPE html>\n<html>")
    assert not is_page(file_of())
    assert not is_hand_in(b"PK\x03\x04")


REFUSED = {
    "cut off": file_of()[:-40],
    "no JSON": b"{nothing",
    "another format": file_of(format="ipt-hand-in/2"),
    "a key more": file_of(more=1),
    "the work is not text": json.dumps(json.loads(file_of()) | {"work": WORK}).encode(),
    "the work is no JSON": file_of("{"),
    "an infinite attempt": file_of(json.dumps(WORK).replace('"attempt": 1', '"attempt": 1e999')),
    "NaN": file_of(json.dumps(WORK).replace('"attempt": 1', '"attempt": NaN')),
    "attempt 0": file_of(WORK | {"attempt": 0}),
    "attempt true": file_of(WORK | {"attempt": True}),
    "a person who is a list": file_of(WORK | {"person": ["p"]}),
    "a person with half a character": file_of(WORK | {"person": "\ud800"}),
    "no zone": file_of(WORK | {"ended_at": "2026-11-09T09:50:00"}),
    "no day": file_of(WORK | {"ended_at": "2026-02-31T09:50:00Z"}),
    "the year 0001": file_of(WORK | {"started_at": "0001-01-01T00:00:00+14:00"}),
    "answers of nothing": file_of(WORK | {"answers": None}),
    "an answer of nothing": file_of(WORK | {"answers": [None]}),
    "an answer twice": file_of(WORK | {"answers": WORK["answers"][:1] * 2}),
    "too many answers": file_of(WORK | {"answers": [WORK["answers"][0]] * 2001}),
    "an item with a line feed": file_of(WORK | {"answers": [WORK["answers"][0] | {"item": "a\nb"}]}),
    "an item that is not an id": file_of(WORK | {"answers": [WORK["answers"][0] | {"item": "ü"}]}),
    "a time before 1970": file_of(WORK | {"answers": [WORK["answers"][0] | {"at": -1}]}),
    "a time that is true": file_of(WORK | {"answers": [WORK["answers"][0] | {"ms": True}]}),
    "an endless answer": file_of(WORK | {"answers": [WORK["answers"][0] | {"response": "x" * 30_000}]}),
    "nested for ever": b'{"format":' + b"[" * 100_000,
    "a number for ever": file_of(json.dumps(WORK).replace('"attempt": 1', '"attempt": ' + "1" * 5000)),
}  # fmt: skip  # a table


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_no_page_writes_is_refused(data: bytes) -> None:
    with pytest.raises(SubmissionError) as refused:
        read_hand_in(data)
    assert "\n" not in refused.value.message


@given(st.integers(0, len(file_of()) - 1), st.integers(0, 7))
@example(len(file_of()) - 3, 0)
def test_a_flipped_bit_is_seen(place: int, bit: int) -> None:
    """It is refused, or the seal does not fit; or it stands outside of what is sealed and says the same."""
    data = bytearray(file_of())
    data[place] ^= 1 << bit
    try:
        opened = read_hand_in(bytes(data))
    except SubmissionError:
        return
    assert not is_sealed_by(opened, TICKET) or opened == read_hand_in(file_of())


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)), st.sampled_from(sorted(WORK)))  # fmt: skip
def test_whatever_stands_in_it_nothing_else_is_raised(value: Any, name: str) -> None:
    for work in (
        WORK | {name: value},
        WORK | {"answers": [WORK["answers"][0] | {"response": value}]},
    ):
        try:
            read_hand_in(file_of(work))
        except SubmissionError as error:
            assert error.hint
