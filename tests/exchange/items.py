"""Items of every type and wording, for the laws of exchange."""

from typing import Any

from hypothesis import strategies as st

from ipt_train.bank.model import (
    AnticipatedAnswer,
    Choice,
    Cloze,
    Gap,
    Item,
    Matching,
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


def options(keys: st.SearchStrategy[list[bool]]) -> st.SearchStrategy[tuple[Option, ...]]:
    return st.builds(
        lambda marks, texts: tuple(
            Option(id=chr(97 + index), text=text, rationale=why, key=mark)
            for index, (mark, (text, why)) in enumerate(zip(marks, texts, strict=False))
        ),
        keys,
        st.lists(st.tuples(TEXTS, TEXTS), min_size=6, max_size=6),
    )


ONE_KEY = st.tuples(st.integers(2, 6), st.integers(0, 5)).map(
    lambda two: [index == two[1] % two[0] for index in range(two[0])]
)
SOME_KEYS = st.lists(st.booleans(), min_size=3, max_size=6).filter(
    lambda marks: any(marks) and not all(marks)
)
INTERACTIONS = st.one_of(
    st.builds(Choice, options=options(ONE_KEY)),
    st.builds(Choice, options=options(SOME_KEYS), multiple=st.just(True)),
    st.builds(TrueFalse, key=st.booleans(), rationale_true=TEXTS, rationale_false=TEXTS),
    st.builds(
        lambda texts, count, rationale: TextEntry(
            accepted=tuple(texts[:count]), rationale=rationale,
            anticipated=tuple(AnticipatedAnswer(text=text, rationale=rationale) for text in texts[count:]),
        ),
        st.lists(TEXTS, min_size=1, max_size=5, unique_by=str.casefold), st.integers(1, 3), TEXTS,
    ),
)  # fmt: skip


SEQUENCES = st.lists(st.tuples(TEXTS, TEXTS), min_size=3, max_size=6).map(
    lambda rows: Ordering(
        sequence=tuple(
            Option(id=f"s{n}", text=text, rationale=why) for n, (text, why) in enumerate(rows)
        )
    )
)
MATCHINGS = st.lists(
    st.tuples(TEXTS, TEXTS, TEXTS), min_size=2, max_size=5, unique_by=lambda row: row[1]
).map(
    lambda rows: Matching(
        prompts=tuple(
            Prompt(id=f"p{n}", text=left, key=f"o{n}", rationale=why)
            for n, (left, _, why) in enumerate(rows[:-1])
        ),
        options=tuple(
            Option(id=f"o{n}", text=right, rationale=why) for n, (_, right, why) in enumerate(rows)
        ),
    )
)
GAPS = st.lists(
    st.tuples(TEXTS, st.lists(ONE_LINE, min_size=1, max_size=3, unique=True), ONE_LINE),
    min_size=1,
    max_size=3,
).map(
    lambda rows: Cloze(
        passage=" ".join(f"{text} {{{{gap-{n}}}}}" for n, (text, _, _) in enumerate(rows, 1)),
        gaps=tuple(
            Gap(id=f"gap-{n}", accepted=tuple(accepted), rationale=why)
            for n, (_, accepted, why) in enumerate(rows, 1)
        ),
    )
)
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
    }
)


def item(interaction: Any, stem: str, explanation: str, **more: Any) -> Item:
    kinds = {
        TrueFalse: ItemType.TRUE_FALSE,
        TextEntry: ItemType.SHORT_ANSWER,
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
