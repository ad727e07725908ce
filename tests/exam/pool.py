"""Items made for tests: what matters is domain, level, objective and type."""

from ipt_train.bank.core.model import Choice, Item, Option, Ordering, TrueFalse
from ipt_train.vocabulary import BankId, Certainty, Domain, ItemId, ItemType, Level, Status


def item(
    name: str,
    *,
    domain: Domain = Domain.TECHNIQUES,
    level: Level = Level.APPLY,
    objective: str | None = None,
    certainty: Certainty = Certainty.VERIFIED,
    type: ItemType = ItemType.SINGLE_BEST_ANSWER,
    vignette: str | None = None,
    tags: tuple[str, ...] = (),
) -> Item:
    options = tuple(
        Option(id=letter, text=f"{name} {letter}", rationale=f"why {letter}", key=letter == "a")
        for letter in "abcd"
    )
    interaction = {
        ItemType.ORDERING: Ordering(sequence=options),
        ItemType.TRUE_FALSE: TrueFalse(key=True, rationale_true="yes", rationale_false="no"),
    }.get(type, Choice(options=options))
    return Item(
        id=ItemId(name), bank=BankId("bank"), revision=1, type=type, objective=objective or name,
        domain=domain, level=level, stem=f"What of {name}?", interaction=interaction,
        explanation="Because.", references=("R01",), facts=("F001",), certainty=certainty,
        status=Status.REVIEWED, vignette=ItemId(vignette) if vignette else None, tags=tags,
    )  # fmt: skip
