"""What free text warns of, and what it lets pass."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_train.rating.core.confidential import suspicions

NAME = "capitalised word in mid-sentence, perhaps a name or place"
NUMBER = "number longer than two digits"

WARNED = [
    ("I should have asked Maria about the quarrel", "Maria", NAME),
    ("Her sister Ana came too", "Ana", NAME),
    ("She moved from Leeds last year", "Leeds", NAME),
    ("He works at the Royal Mail depot", "Royal", NAME),
    ("Next time ask about life in Łódź", "Łódź", NAME),
    ("Talked about O'Brien's visit", "O'Brien's", NAME),
    ("Her mother, Anne-Marie, was present", "Anne-Marie", NAME),
    ("I met Dr. Patel beforehand", "Patel", NAME),
    ("Ask about others, e.g. Tomas", "Tomas", NAME),
    ("Ask more: Tomas was hardly mentioned", "Tomas", NAME),
    ('He calls him "Bobby" at home', "Bobby", NAME),
    ("At the Christmas dinner I lost the focus", "Christmas", NAME),
    ("I spoke over her (Maria) twice", "Maria", NAME),
    ("His Polish family was left out", "Polish", NAME),
    ("Slower in the talk with MARIA", "MARIA", NAME),
    ("The loss was in April", "April", "name of a month"),
    ("The loss was on 3 May", "3 May", "date"),
    ("The loss was on the 3rd of may", "3rd of may", "date"),
    ("The funeral was 14 june 2023", "14 june 2023", "date"),
    ("It began March 5th", "March 5th", "date"),
    ("Born 12/05/1981", "12/05/1981", "date"),
    ("Born 1981-05-12", "1981-05-12", "date"),
    ("Born 12.5.81", "12.5.81", "date"),
    ("Since 24/12 it was worse", "24/12", "date"),
    ("They meet again on the 14th.", "on the 14th", "date"),
    ("It began in 1998", "1998", NUMBER),
    ("He owes 1,200 pounds", "1,200", NUMBER),
    ("Lives at number 117", "117", NUMBER),
    ("Write to a.b@example.org first", "a.b@example.org", "email address"),
    ("Write to ana@intranet first", "ana@intranet", "email address"),
    ("Since 8/9 it was worse", "8/9", "date"),
    ("JBK was angry with me", "JBK", "initials"),
    ("See www.example.org/family for it", "www.example.org/family", "web address or account name"),
    ("She posts as @sunny", "@sunny", "web address or account name"),
    ("Ring 020 7946 0018 first", "020 7946 0018", "phone number"),
    ("Ring +44 (0)20 7946-0018 first", "+44 (0)20 7946-0018", "phone number"),
    ("Ring 555-0199 first", "555-0199", "phone number"),
    ("I missed what J.B. meant", "J.B.", "initials"),
    ("I missed what J. meant", "J.", "initials"),
    ("JB was angry with me", "JB", "initials"),
    ("I interrupted K twice", "K", "initials"),
    ("K cried and I hurried on", "K", "initials"),
    ("Lives near SW1A", "SW1A", "code of letters and digits"),
]

PASSED = [
    "",
    "I interrupted too early",
    "I think I'd wait longer, and I've noted why; I'll try",
    "Wait longer after a question. Then reflect. Do not advise",
    "Stay with sadness! Why did I leave it? Because it hurt me too…",
    "Link mood with the dispute\nAsk for an example\n- Plan less",
    "IPT asks for one focus; I drifted into CBT and back",
    "IPT's time limit was not named",
    "An IPT-based link, and the IPT-A form",
    "On Monday I will watch the tape again",
    "We planned the talk for Thursday",
    "At 12:30 I gave advice",
    "Between 00:12:30 and 1:05:00 there was no link",
    "M2 and D5 were weaker than I12",
    "I rated 3/4 and 2/4 here",
    "A mean of 2.75 is too kind, and so is 2.7551",
    "A silence of 20 seconds would have helped",
    "Session 8 of 16 and no word on the ending",
    "The 2nd example was better than the 1st",
    "The 10th session is near",
    "PHQ-9 was not linked with the week; GAD-7 neither",
    "M3 was N/A and I should have said why",
    "My GP letter is overdue, OK",
    '"What was that like?" would have been better',
    'I said "That must be hard" too soon',
    "Name the feeling (grief) and wait",
    "Plan B was not needed; option A was hers",
    "A role play would have helped",
    "She may be ready to decide",
    "We march on too quickly",
    "3 may be too kind a rating",
    "Ask for feelings, e.g. anger, before options",
    "Résumé at the end helps",
    "so did I.",
    "50 % of my turns were advice",
    "Too many questions - too few links",
]


@pytest.mark.parametrize(("text", "span", "reason"), WARNED, ids=[text for text, _, _ in WARNED])
def test_looks_like_client_detail(text: str, span: str, reason: str) -> None:
    found = suspicions(text)
    assert (span, reason) in [(each.text, each.reason) for each in found]
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize("text", PASSED)
def test_nothing_to_warn_of(text: str) -> None:
    assert suspicions(text) == ()


def test_both_lists_are_long_enough() -> None:
    assert len(WARNED) >= 30
    assert len(PASSED) >= 30


def test_every_span_is_reported_once_and_in_order() -> None:
    found = suspicions("On 3 May Ana rang 020 7946 0018, then wrote to ana@example.org")
    assert [each.text for each in found] == ["3 May", "Ana", "020 7946 0018", "ana@example.org"]


def test_a_course_may_allow_words_of_its_own() -> None:
    assert suspicions("I used the Socratic way") != ()
    assert suspicions("I used the Socratic way", frozenset({"I", "Socratic"})) == ()


@given(st.text(max_size=300))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = suspicions(text)
    assert all(text[each.start : each.end] == each.text and each.reason for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "1 " * 100_000, "A." * 100_000, "x@" * 100_000, "Ab " * 60_000]
)
def test_huge_text_is_read_in_time_that_grows_with_its_length(text: str) -> None:
    begun = perf_counter()
    suspicions(text)
    assert perf_counter() - begun < 30  # about a second; a quadratic rule takes minutes
