"""Items of every type and wording, for the laws of exchange."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from ipt_train.bank.core.model import (
    AnticipatedAnswer,
    AnticipatedNumber,
    Choice,
    Cloze,
    Gap,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    Prompt,
    TextEntry,
    TrueFalse,
)
from ipt_train.vocabulary import BankId, Certainty, Credit, Domain, ItemId, ItemType, Level, Status

SIGNS = st.sampled_from("abcXYZ é=~#{}:\\->%[]/'\"$*1.5")
TEXTS = (
    st.text(st.one_of(SIGNS, SIGNS, st.just("\n")), min_size=1, max_size=24)
    .map(str.strip)
    .filter(bool)
)
ONE_LINE = TEXTS.map(lambda text: " ".join(text.split()))


TAKEN = ["explanation", "response", "score", "1", "0-a", "true", "false", "case-1", "part", "test"]
"""Names that are ids like any other, and that a format may want for itself."""
IDS = st.one_of(
    st.sampled_from([*"abcdefgh", *TAKEN]), st.from_regex(r"[a-z0-9]{1,3}(-[a-z0-9]{1,3})?", fullmatch=True)
)  # fmt: skip


def several_ids(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(IDS, min_size=count, max_size=count, unique=True)


def options(keys: st.SearchStrategy[list[bool]]) -> st.SearchStrategy[tuple[Option, ...]]:
    return st.builds(
        lambda marks, ids, texts: tuple(
            Option(id=name, text=text, rationale=why, key=mark)
            for mark, name, (text, why) in zip(marks, ids, texts, strict=False)
        ),
        keys,
        several_ids(6),
        st.lists(st.tuples(TEXTS, TEXTS), min_size=6, max_size=6),
    )


ONE_KEY = st.tuples(st.integers(2, 6), st.integers(0, 5)).map(
    lambda two: [index == two[1] % two[0] for index in range(two[0])]
)
SOME_KEYS = st.lists(st.booleans(), min_size=3, max_size=6).filter(
    lambda marks: any(marks) and not all(marks)
)
INTERACTIONS = st.one_of(
    st.builds(Choice, options=options(ONE_KEY), shuffle=st.booleans()),
    st.builds(Choice, options=options(SOME_KEYS), multiple=st.just(True), shuffle=st.booleans()),
    st.builds(TrueFalse, key=st.booleans(), rationale_true=TEXTS, rationale_false=TEXTS),
    st.builds(
        lambda texts, count, rationale: TextEntry(
            accepted=tuple(texts[:count]), rationale=rationale,
            anticipated=tuple(AnticipatedAnswer(text=text, rationale=rationale) for text in texts[count:]),
        ),
        st.lists(TEXTS, min_size=1, max_size=5, unique_by=str.casefold), st.integers(1, 3), TEXTS,
    ),
)  # fmt: skip


DECIMALS = st.decimals(min_value=-9999, max_value=9999, places=3)
UNITS = st.lists(
    st.sampled_from(["weeks", "wk.", "%", "h", "\u20ac a", "Weeks"]), max_size=3, unique=True
)


@st.composite
def numbers(draw: st.DrawFn) -> NumberEntry:
    """A right range, and wrong numbers outside it."""
    value = draw(st.one_of(DECIMALS, st.integers(-99, 99).map(Decimal)))
    room = draw(st.one_of(st.just(Decimal(0)), DECIMALS.map(abs)))
    wrong = draw(st.lists(DECIMALS, max_size=4, unique=True))
    return NumberEntry(
        value=value,
        tolerance=room,
        units=tuple(draw(UNITS)),
        rationale=draw(TEXTS),
        anticipated=tuple(
            AnticipatedNumber(value=one, rationale=draw(TEXTS))
            for one in wrong
            if abs(one - value) > room
        ),
    )


NUMBERS = numbers()
SEQUENCES = st.builds(
    lambda ids, texts: Ordering(
        sequence=tuple(
            Option(id=name, text=text, rationale=why)
            for name, (text, why) in zip(ids, texts, strict=False)
        )
    ),
    several_ids(6),
    st.lists(st.tuples(TEXTS, TEXTS), min_size=3, max_size=6),
)


@st.composite
def matchings(draw: st.DrawFn) -> Matching:
    """Prompts and options in any order; an option may serve several prompts or none."""
    shown = draw(st.lists(TEXTS, min_size=2, max_size=5, unique=True))
    names = draw(several_ids(len(shown)))
    rows = draw(st.lists(st.tuples(TEXTS, st.sampled_from(names), TEXTS), min_size=1, max_size=5))
    ids = draw(several_ids(len(rows)))
    return Matching(
        prompts=tuple(
            Prompt(id=name, text=text, key=key, rationale=why)
            for name, (text, key, why) in zip(ids, rows, strict=True)
        ),
        options=tuple(
            Option(id=name, text=text, rationale=draw(TEXTS))
            for name, text in zip(names, shown, strict=True)
        ),
    )


MATCHINGS = matchings()


@st.composite
def passages(draw: st.DrawFn) -> Cloze:
    """Gaps with or without a text and a blank on either side."""
    around, blank = st.one_of(st.just(""), TEXTS), st.sampled_from(["", " "])
    names = draw(st.integers(1, 3).flatmap(several_ids))
    parts = [
        part
        for name in names
        for part in (draw(around), draw(blank), f"{{{{{name}}}}}", draw(blank))
    ]
    answers = st.lists(ONE_LINE, min_size=1, max_size=3, unique=True)
    return Cloze(
        passage="".join([*parts, draw(around)]).strip(),
        gaps=tuple(
            Gap(id=name, accepted=tuple(draw(answers)), rationale=draw(ONE_LINE)) for name in names
        ),
    )


GAPS = passages()
LABELS = st.fixed_dictionaries(
    {
        "objective": st.sampled_from(["one-idea", "another"]),
        "level": st.sampled_from(Level),
        "domain": st.sampled_from(Domain),
        "certainty": st.sampled_from(Certainty),
        "status": st.sampled_from(Status),
        "credit": st.sampled_from(Credit),
        "revision": st.integers(1, 99),
        "references": st.sampled_from([("R01",), ("R01", "RP02")]),
        "facts": st.sampled_from([("F001",), ("F001", "P002")]),
        "claims": st.sampled_from([(), ("S01",)]),
        "competencies": st.sampled_from([(), ("telling-the-history",)]),
        "tags": st.sampled_from([(), ("a-tag", "another")]),
        "replaces": st.sampled_from([(), ("an-old-one",)]),
    }
)


def item(interaction: Any, stem: str, explanation: str, **more: Any) -> Item:
    kinds = {
        TrueFalse: ItemType.TRUE_FALSE,
        TextEntry: ItemType.SHORT_ANSWER,
        NumberEntry: ItemType.NUMERICAL,
        Matching: ItemType.MATCHING,
        Ordering: ItemType.ORDERING,
        Cloze: ItemType.CLOZE,
    }
    kind = kinds.get(type(interaction))
    if kind is None:
        kind = ItemType.MULTIPLE_RESPONSE if interaction.multiple else ItemType.SINGLE_BEST_ANSWER
    given: dict[str, Any] = {
        "revision": 1, "objective": "o", "domain": Domain.PROCESS, "level": Level.APPLY, "references": ("R01",), "facts": ("F001",),
        "certainty": Certainty.VERIFIED, "status": Status.DRAFT,
    }  # fmt: skip
    return Item(
        id=ItemId("an-item"), bank=BankId("b"), type=kind, stem=stem, interaction=interaction, explanation=explanation,
        **given | more,
    )  # fmt: skip
