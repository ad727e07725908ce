"""Records of submissions: what is written comes back, and no line can be changed, moved or lost."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.exam.submission.record import (
    AnswerRecord,
    BrokenError,
    beginning,
    chained,
    digest_of,
    from_columns,
    in_columns,
    lines_of,
    read_lines,
    record,
    unchained,
)

SEAL = beginning("course", "exam", "p-1", "0" * 64, 1)
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
ANSWER = st.one_of(
    st.none(), st.booleans(), TEXT, st.lists(TEXT, max_size=3), st.dictionaries(TEXT, TEXT, max_size=3),
    st.just('","revision":1,"seal":"'), st.just('{"at":1,"item":"x","ms":1,"n":1,"response":null,"revision":1,"seal":"'),
)  # fmt: skip
RECORDS = st.lists(
    st.builds(
        record, st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True), st.integers(1, 999), ANSWER,
        st.integers(0, 2**48), st.integers(0, 2**40),
    ),
    max_size=8,
)  # fmt: skip


def written(records: list[AnswerRecord]) -> tuple[bytes, str]:
    lines, seal = chained(records, SEAL)
    return b"".join(line + b"\n" for line in lines), seal


@given(RECORDS)
def test_law_records_come_back(records: list[AnswerRecord]) -> None:
    data, seal = written(records)
    rows, last = unchained(data, SEAL, most=100)
    assert rows.records() == records
    assert last == seal


@given(RECORDS)
def test_law_lines_under_one_digest_come_back(records: list[AnswerRecord]) -> None:
    data = b"".join(line + b"\n" for line in lines_of(records))
    rows = read_lines(data, most=100)
    assert rows.records() == records
    assert from_columns(in_columns(rows)) == rows
    assert digest_of(data, SEAL) != digest_of(data, beginning("course", "exam", "p-2", "0" * 64, 1))
    assert digest_of(data, SEAL) != digest_of(data + b"\n", SEAL)


@given(RECORDS)
def test_law_columns_give_the_lines_again(records: list[AnswerRecord]) -> None:
    data, seal = written(records)
    rows, _ = unchained(data, SEAL, most=100)
    again = from_columns(in_columns(rows))
    assert again == rows
    assert written(again.records()) == (data, seal)


@pytest.mark.parametrize(
    "data", [b"", b"1\n2\n3\n4", b"1\t2\na\n1\nnull\n1", b"1\na\n1\nnull\n1\n"]
)
def test_what_are_no_columns(data: bytes) -> None:
    with pytest.raises(BrokenError, match="not all the same length"):
        from_columns(data)


@given(RECORDS.filter(bool), st.data())
def test_law_no_line_is_changed_moved_or_lost_unseen(
    records: list[AnswerRecord], data: Any
) -> None:
    whole, seal = written(records)
    lines = [line + b"\n" for line in whole.split(b"\n")[:-1]]
    at = data.draw(st.integers(0, len(lines) - 1))
    match data.draw(st.sampled_from(["drop", "swap", "repeat", "edit"])):
        case "drop":
            lines.pop(at)
        case "swap":
            lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        case "repeat":
            lines.insert(at, lines[at])
        case "edit":
            place = data.draw(st.integers(0, len(lines[at]) - 1))
            value = data.draw(st.integers(0, 255))
            lines[at] = lines[at][:place] + bytes([value]) + lines[at][place + 1 :]
    changed = b"".join(lines)
    if changed == whole:
        return
    try:
        _, last = unchained(changed, SEAL, most=100)
    except BrokenError:
        return
    assert last != seal  # the end was cut, which the signed head shows


def sealed(body: bytes) -> bytes:
    """One line with the right seal, whatever stands in it."""
    import hashlib

    seal = hashlib.sha256(SEAL.encode() + body).hexdigest()
    return body + f',"seal":"{seal}"}}\n'.encode()


@pytest.mark.parametrize(
    "body",
    [
        b'{"at":1,"item":"x","ms":1,"n":2,"response":null,"revision":1',
        b'{"at":01,"item":"x","ms":1,"n":1,"response":null,"revision":1',
        b'{"at":1,"item":"x","ms":1,"n":1,"response":[1, 2],"revision":1',
        b'{"at":1,"item":"x","ms":1,"n":1,"response":NaN,"revision":1',
        b'{"at":1,"item":"x","ms":1,"n":1,"response":"a"b","revision":1',
        b'{"at":1,"item":"x","ms":1,"n":1,"response":,"revision":1',
        b'{"at":1,"item":"x","ms":1,"n":1,"response":"\xff","revision":1',
        b'{"at":1,"item":"x","ms":1,"n":1,"response":null,"extra":1,"revision":1',
        b'rubbish{"at":1,"item":"x","ms":1,"n":1,"response":null,"revision":1',
        b'{"item":"x","at":1,"ms":1,"n":1,"response":null,"revision":1',
        b'{"at":1,"item":"x y","ms":1,"n":1,"response":null,"revision":1',
        b'{"at":9999999999999999999,"item":"x","ms":1,"n":1,"response":null,"revision":1',
        b"",
    ],
)
def test_a_line_in_another_spelling_is_no_record(body: bytes) -> None:
    good = sealed(b'{"at":1,"item":"x","ms":1,"n":1,"response":null,"revision":1')
    assert len(unchained(good, SEAL, most=1)[0].items) == 1
    with pytest.raises(BrokenError, match="line 1"):
        unchained(sealed(body), SEAL, most=1)
    with pytest.raises(BrokenError, match="line 1"):
        read_lines(body + b"}\n", most=1)


def test_nothing_is_no_record() -> None:
    assert unchained(b"", SEAL, most=1)[0].records() == []
    with pytest.raises(BrokenError):
        unchained(b"x", SEAL, most=1)
    with pytest.raises(BrokenError, match="at most 1"):
        unchained(written([record("a", 1, None, 1, 1), record("b", 1, None, 1, 1)])[0], SEAL, most=1)  # fmt: skip
