"""What is asked about instead of being judged wrong, and what is never asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.lexicon import lexicon_of
from ipt_train.bank.core.model import Item, Library
from ipt_train.bank.core.near import distance, near
from ipt_train.bank.core.spelling import same_text
from ipt_train.log.core.event import Response
from ipt_train.study.core.judge import judge, judge_meant
from ipt_train.study.core.typed import near_miss


@pytest.mark.parametrize(
    ("said", "accepted", "asked"),
    [
        ("attachement teory", "attachment theory", True),
        ("grife", "grief", True),
        ("kontent", "content", True),
        ("psychoterapie", "psychotherapy", True),
        ("imterpersonel", "interpersonal", True),
        ("intrapersonal", "interpersonal", False),  # another prefix
        ("hypothyroid", "hyperthyroid", False),
        ("hypothroid", "hyperthyroid", False),
        ("undepressed", "depressed", False),
        ("atypical", "typical", False),
        ("not able", "notable", False),
        ("never able", "ever able", False),
        ("1985", "1984", False),
        ("12 weeks", "16 weeks", False),
        ("fourteen", "fourteenth", False),  # number words are known as they are
        ("bipolar I", "bipolar II", False),
        ("type A", "type B", False),
        ("role dispute", "role transition", False),
        ("sadness", "gladness", False),
        ("loss", "grief", False),
    ],
)
def test_a_near_miss_is_asked_about(said: str, accepted: str, asked: bool) -> None:
    assert not same_text(said, [accepted])
    assert near(said, [accepted], frozenset()) == (accepted if asked else "")


@pytest.mark.parametrize(
    ("said", "others", "known", "asked"),
    [
        ("atachmant", (), (), True),
        ("atachmant", ("attraction",), (), True),
        ("atachmant", ("attachmant",), (), False),  # a listed wrong answer is nearer
        ("attachemant", ("attachemint",), (), False),  # or as near
        ("attachemant", (), ("attachemant",), False),  # a word of the banks
    ],
)
def test_nearer_answers_and_words_of_the_banks_rule_it_out(
    said: str, others: tuple[str, ...], known: tuple[str, ...], asked: bool
) -> None:
    assert bool(near(said, ["attachment"], frozenset(known), others)) is asked


@given(st.text("abcd ", max_size=8), st.text("abcd ", max_size=8), st.text("abcd ", max_size=8))
def test_the_distance_of_texts(one: str, two: str, three: str) -> None:
    """Of a text to itself 0, the same both ways, and a detour by letters never helps much."""
    assert (distance(one, two) == 0) == (one == two)
    assert distance(one, two) == distance(two, one)
    assert distance(one, two) <= max(len(one), len(two))
    assert distance(one, two) <= 2 * (distance(one, three) + distance(three, two))


def item_named(library: Library, name: str) -> Item:
    return next(item for item in library.items() if item.id == name)


@pytest.mark.parametrize(
    ("name", "response", "meant"),
    [
        ("word", "attachement teory", "attachment theory"),
        ("word", "attachment theory", None),
        ("word", "atachment", None),  # one slip is right as it is
        ("word", "attraction", None),
        ("word", "atraction", None),  # a slip of a listed wrong answer
        ("word", "something else", None),
        ("gaps", {"year": "1984", "number": "fuor"}, None),  # too short to guess
        ("gaps", {"year": "1985", "number": "four"}, None),
        ("one", ("a",), None),
        ("claim", True, None),
    ],
)
def test_only_typed_answers_are_asked_about(
    library: Library, name: str, response: Response, meant: Response | None
) -> None:
    item, known = item_named(library, name), lexicon_of(library)
    assert near_miss(item, response, known) == meant
    if meant is not None:
        assert not judge(item, response, known).correct
        accepted = judge_meant(item, response, meant, known)
        assert accepted.correct
        assert accepted.score == 1
        assert [note.label for note in accepted.notes] == ["Right, with a slip"]
