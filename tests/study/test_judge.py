"""Judging each type of item, and what is shown for it."""

import pytest

from ipt_train.bank.core.model import Item, Library
from ipt_train.bank.core.spelling import same_text
from ipt_train.log.core.event import Response
from ipt_train.study.core.judge import judge, rating_of
from ipt_train.study.core.presentation import Presentation, ResponseError, present
from ipt_train.vocabulary import Confidence, Rating


def named(library: Library, name: str) -> Item:
    return next(item for item in library.items() if item.id == name)


@pytest.mark.parametrize(
    ("name", "response", "correct", "score"),
    [
        ("one", ("b",), True, 1),
        ("one", ("a",), False, 0),
        ("several", ("a", "c"), True, 1),
        ("several", ("a",), False, 0.5),
        ("several", ("a", "b"), False, 0),
        ("several", ("a", "b", "c"), False, 0.5),
        ("several", ("b", "d"), False, 0),
        ("claim", False, True, 1),
        ("claim", True, False, 0),
        ("word", "attachment theory", True, 1),
        ("word", "  ATTACHMENT  Theory. ", True, 1),
        ("word", "atachment", True, 1),
        ("word", "attraction", False, 0),
        ("order", ("first", "second", "third"), True, 1),
        ("order", ("first", "third", "second"), False, 1 / 3),
        ("pairs", {"p": "x", "q": "y"}, True, 1),
        ("pairs", {"p": "x", "q": "x"}, False, 0.5),
        ("gaps", {"year": "1984", "number": "4"}, True, 1),
        ("gaps", {"year": "1985", "number": "four"}, False, 0.5),
    ],
)
def test_marks(
    library: Library, name: str, response: Response, correct: bool, score: float
) -> None:
    judgement = judge(named(library, name), response)
    assert judgement.correct is correct
    assert judgement.score == pytest.approx(score)


def test_the_chosen_and_the_key_are_explained_first(library: Library) -> None:
    judgement = judge(named(library, "one"), ("a",))
    assert [(note.label, note.rationale) for note in judgement.notes] == [
        ("Your answer, wrong", "Because of a."),
        ("The key", "Because of b."),
    ]
    assert [note.rationale for note in judgement.others] == ["Because of c."]


def test_an_anticipated_wrong_answer_has_feedback_of_its_own(library: Library) -> None:
    assert (
        judge(named(library, "word"), "attraction").notes[0].rationale == "That is another thing."
    )


def test_a_response_of_another_type_is_refused(library: Library) -> None:
    with pytest.raises(TypeError):
        judge(named(library, "one"), "b")


@pytest.mark.parametrize(
    ("said", "accepted", "found"),
    [
        ("The Grief", ["grief"], "grief"),
        ("role-dispute", ["role dispute"], "role dispute"),
        ("Klermann", ["Klerman"], "Klerman"),
        ("Sulivan", ["Sullivan"], "Sullivan"),
        ("Wiesmann", ["Weissman"], ""),
        ("Bowbly", ["Bowlby"], "Bowlby"),
        ("1985", ["1984"], ""),
        ("grife", ["grief"], ""),  # five letters: too short to guess what was meant
        ("-2", ["2"], ""),
        ("’tis", ["'tis"], "'tis"),
        ("bipolar I", ["bipolar II"], ""),
        ("type A", ["type B"], ""),
        ("05", [".05"], ""),
        ("!", ["?"], ""),
        ("client´s", ["client's"], "client's"),
        ("12 – 16", ["12-16"], "12-16"),
        ("grief,loss", ["grief, loss"], "grief, loss"),
        ("grief ; loss", ["grief;loss"], "grief;loss"),
        ("notable to say", ["not able to say"], ""),
    ],
)
def test_texts_are_compared_kindly_and_not_too_kindly(
    said: str, accepted: list[str], found: str
) -> None:
    assert same_text(said, accepted) == found


@pytest.mark.parametrize(
    ("correct", "confidence", "rating"),
    [(True, None, Rating.GOOD), (True, Confidence.CERTAIN, Rating.GOOD), (True, Confidence.GUESSED, Rating.AGAIN),
     (False, None, Rating.AGAIN), (False, Confidence.CERTAIN, Rating.AGAIN)],
)  # fmt: skip
def test_rating(correct: bool, confidence: Confidence | None, rating: Rating) -> None:
    assert rating_of(correct, confidence) is rating


class TestPresentation:
    def shown(self, library: Library, name: str, repetition: int = 0) -> Presentation:
        return present(named(library, name), repetition)

    def test_the_same_repetition_looks_the_same_and_another_does_not(
        self, library: Library
    ) -> None:
        orders = {self.shown(library, "several", number).options for number in range(12)}
        assert len(orders) > 3
        assert self.shown(library, "several", 5) == self.shown(library, "several", 5)

    def test_an_ordering_never_starts_solved(self, library: Library) -> None:
        for number in range(40):
            assert [one.id for one in self.shown(library, "order", number).options] != [
                "first",
                "second",
                "third",
            ]

    def test_numbers_on_the_screen_become_option_ids(self, library: Library) -> None:
        shown = self.shown(library, "one")
        assert shown.by_labels("2") == (shown.options[1].id,)
        shown = self.shown(library, "several")
        assert (
            shown.by_labels("1 3")
            == shown.by_labels("31")
            == tuple(sorted((shown.options[0].id, shown.options[2].id)))
        )
        assert self.shown(library, "claim").by_labels("2") is False
        pairs = self.shown(library, "pairs")
        assert pairs.by_labels("2,1") == {"p": pairs.options[1].id, "q": pairs.options[0].id}
        assert self.shown(library, "gaps").by_labels("1984; four") == {
            "year": "1984",
            "number": "four",
        }

    @pytest.mark.parametrize(
        ("name", "text"),
        [("one", ""), ("one", "0"), ("one", "4"), ("one", "x"), ("one", "12"), ("one", "²"), ("several", ""), ("several", "1 1"),
         ("order", "12"), ("order", "112"), ("pairs", "1"), ("pairs", "123"), ("gaps", "1984"), ("gaps", "1984;"), ("word", " "), ("claim", "3")],
    )  # fmt: skip
    def test_what_is_no_answer_is_said_so(self, library: Library, name: str, text: str) -> None:
        with pytest.raises(ResponseError, match=r"\w"):
            self.shown(library, name).by_labels(text)

    def test_ids_of_a_file_of_answers(self, library: Library) -> None:
        assert self.shown(library, "one").by_ids("b") == ("b",)
        assert self.shown(library, "claim").by_ids("true") is True
        assert self.shown(library, "order").by_ids("second first third") == (
            "second",
            "first",
            "third",
        )
        assert self.shown(library, "pairs").by_ids("q=y p=x") == {"p": "x", "q": "y"}
        for name, text in [
            ("one", "z"),
            ("pairs", "p=x"),
            ("pairs", "p=x q=w"),
            ("order", "first"),
        ]:
            with pytest.raises(ResponseError):
                self.shown(library, name).by_ids(text)
