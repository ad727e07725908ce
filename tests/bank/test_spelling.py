"""Typed answers: what counts for nothing, what is a slip, and what is another word."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.bank.core.lexicon import Lexicon, lexicon_of
from ipt_train.bank.core.model import Cloze, Library, TextEntry
from ipt_train.bank.core.spelling import normal, rivals, same_text, words
from ipt_train.bank.source.shelf import Shelf, check
from tests.conftest import ROOT

KNOWN = words(
    "Consent to the content, and its context. Brief grief. A morning of mourning. A phrase of the "
    "phase. Less loss. He disputed it: the dispute's end, and more disputes. The analyses. "
    "Eighty sessions, not eight. Working with a play's plan."
)


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        ("client´s", "client's"), ("client`s", "client's"), ("clientʼs", "client's"), ("client′s", "client’s"),
        ("gri\u00adef", "grief"), ("grief\u200b", "grief"), ("\ufeffgrief", "grief"), ("„grief“", "grief"),
        ("«grief»", "grief"), ("‹grief›", "grief"), ("“Grief.”", "grief"), ("grief!", "grief"),
        ("12 - 16", "12-16"), ("12 – 16", "12-16"), ("12−16", "12-16"), ("12- 16", "12-16"), ("12—16", "12 - 16"),
        ("role‑dispute", "role dispute"), ("role – dispute", "role-dispute"), ("  a  role\tdispute ", "role dispute"),
        ("0.05", ".05"), (".05", "0.05"), ("p < .05", "p < 0.05"), ("−2", "-2"), ("–2", "-2"), ("?", "?"), ("…", "..."),
        ("ＩＰＴ", "ipt"), ("the A", "A"),
    ],
)  # fmt: skip
def test_what_counts_for_nothing(said: str, accepted: str) -> None:
    assert normal(said) == normal(accepted)
    assert same_text(said, [accepted]) == accepted


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        ("05", ".05"), ("5", ".5"), ("!", "?"), ("??", "?"), ("-", "?"), ("2", "-2"), ("below 2", "below -2"),
        ("12 -16", "12 16"), ("0.5", "0.05"),
    ],
)  # fmt: skip
def test_what_counts(said: str, accepted: str) -> None:
    assert same_text(said, [accepted]) == ""


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        ("Klermann", "Klerman"), ("Weisman", "Weissman"), ("Bowbly", "Bowlby"), ("Markovitz", "Markowitz"),
        ("interpersonel", "interpersonal"), ("transistion", "transition"), ("bereavment", "bereavement"),
        ("complicated greif", "complicated grief"), ("roel dispute", "role dispute"), ("role disptue", "role dispute"),
        ("roleplay", "role play"), ("post partum", "postpartum"), ("role plya", "role-play"), ("fourten", "fourteen"),
        ("disputes", "dispute"), ("role dispute", "role disputes"), ("analyses", "analysis"), ("clients need", "client's need"),
        ("behavior", "behaviour"), ("Celik Demir", "Çelik Demir"), ("counseling", "counselling"), ("socialization", "socialisation"),
        ("Columbia University New York", "Columbia University, New York"),
    ],
)  # fmt: skip
def test_a_slip_is_forgiven(said: str, accepted: str) -> None:
    everywhere = KNOWN | words("behavior counseling socialization clients disputes analyses")
    assert same_text(said, [accepted], everywhere) == accepted


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        # letters, Roman numerals, short words
        ("bipolar I", "bipolar II"), ("bipolar III", "bipolar II"), ("type A", "type B"), ("vitamin B", "vitamin D"),
        ("stage VIII", "stage XIII"), ("stage XVIII", "stage XXIII"), ("hepatitis", "hepatitis C"), ("not now", "now now"),
        # figures, years, numbers as words
        ("1985", "1984"), ("in 1985", "in 1984"), ("section 4b", "section 5b"), ("twelve weeks 1", "twelve weeks 2"),
        ("eighty sessions", "eight sessions"), ("eighth session", "eight session"), ("sixty session", "sixth session"),
        ("seventy", "seventh"), ("forty session", "forth session"),
        # negations and opposites
        ("adequate", "not adequate"), ("nor adequate", "not adequate"), ("typical", "atypical"), ("atypical", "typical"),
        ("symptomatic", "asymptomatic"), ("moral", "amoral"), ("never better", "ever better"), ("none better", "one better"),
        # another word, known to the banks
        ("consent", "content"), ("context", "content"), ("morning", "mourning"), ("phrase theory", "phase theory"),
        ("role less", "role loss"), ("brief work", "grief work"), ("disputed", "dispute"), ("working plan", "working play"),
        # another word, whether the banks have it or not
        ("effect on mood", "affect on mood"), ("panic episode", "manic episode"), ("paternal", "maternal"), ("motion", "emotion"),
        ("martial", "marital"), ("casual", "causal"), ("adoption", "adaption"), ("addition", "addiction"),
        ("trainer", "trainee"), ("interviewer", "interviewee"), ("repression", "regression"), ("protection", "projection"),
        # words that no slip leads to
        ("interpersonal", "intrapersonal"), ("adult", "adolescent"), ("disrepute", "dispute"), ("Wiesmann", "Weissman"),
        ("grife", "grief"), ("role dispvte transtion", "role dispute transition"), ("", "content"),
    ],
)  # fmt: skip
def test_another_word_is_no_slip(said: str, accepted: str) -> None:
    assert same_text(said, [accepted], KNOWN) == ""


def test_what_may_be_a_slip_of_a_foreseen_wrong_answer_is_not_right() -> None:
    assert same_text("conxent", ["content"]) == "content"
    assert same_text("conxent", ["content"], wrong=["consent"]) == ""
    assert same_text("Consent.", ["content"], wrong=["consent"]) == ""


LETTERS = st.sampled_from(string.ascii_lowercase[:4])
WORD = st.text(LETTERS, min_size=1, max_size=7)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)


@given(PHRASE, st.lists(PHRASE, min_size=1, max_size=3), st.sets(WORD))
def test_the_rivals_are_all_that_a_judgement_hangs_on(
    said: str, accepted: list[str], known: set[str]
) -> None:
    carried = rivals(accepted, known)
    assert set(carried) <= known
    assert same_text(said, accepted, carried) == same_text(said, accepted, known)


@given(PHRASE, PHRASE, st.sets(WORD))
def test_more_words_never_make_more_answers_right(said: str, meant: str, known: set[str]) -> None:
    if same_text(said, [meant], known):
        assert same_text(said, [meant])
    assert same_text(meant, [meant], known | words(meant)) == meant


@given(st.text(), st.text())
def test_any_text_is_compared(said: str, meant: str) -> None:
    assert same_text(meant, [meant]) == meant
    assert same_text(said, [meant]) in ("", meant)


class TestLexicon:
    def test_it_has_the_words_of_every_part_of_a_library(self, library: Library) -> None:
        known = lexicon_of(library)
        for word in ("attraction", "option", "manual"):  # a wrong answer, options, a passage
            assert word in known
        assert "atraction" not in known

    def test_it_is_gathered_when_a_word_is_looked_for(self) -> None:
        asked: list[str] = []

        def source() -> str:
            asked.append("once")
            return "Some Words' sake"

        known = Lexicon(source)
        assert not asked
        assert "words" in known
        assert sorted(known) == ["sake", "some", "words"]
        assert asked == ["once"]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    shelf = Shelf(banks=(ROOT / "question_banks",), schemas=ROOT / "schemas", cache=cache)
    return check(shelf, []).library()


def test_no_word_of_the_shipped_banks_is_taken_for_another(shipped: Library) -> None:
    """Each word of an accepted answer is exchanged for each word of the banks beside it."""
    known = lexicon_of(shipped)
    typed = [item.interaction for item in shipped.items()]
    keys = [one.accepted for one in typed if isinstance(one, TextEntry)]
    keys += [gap.accepted for one in typed if isinstance(one, Cloze) for gap in one.gaps]
    assert len(keys) > 30
    refused = 0
    for accepted in keys:
        for text in accepted:
            for word in normal(text).split():
                for other in rivals([word], known):
                    said = " ".join(other if one == word else one for one in normal(text).split())
                    right = same_text(said, accepted, known)
                    refused += not right
                    plural = word.replace("'", "").rstrip("s") == other.rstrip("s")
                    assert (
                        not right or normal(right) == normal(said) or plural or other == "analyses"
                    )
    assert refused > 30
    assert same_text("consent", ["content"], known) == ""
