"""A library with drills, cases and competencies, for tests of the exercise of the day."""

import dataclasses

from ipt_train.bank.core.drill import Criterion, Drill, ModelReply
from ipt_train.bank.core.model import Item, Library, Vignette
from ipt_train.vocabulary import Certainty, ItemId, Mark, Status


def drill(name: str, *competencies: str) -> Drill:
    """Return a drill of two criteria."""
    criteria = tuple(
        Criterion(id=letter, text=f"Criterion {letter}", why="It helps.", facts=())
        for letter in "ab"
    )
    replies = (ModelReply(id="a", text="This is depression.", comment="Short."),)
    return Drill(
        id=ItemId(f"drill-{name}"), revision=1, objective=name, competencies=competencies, phase="initial",
        problem_area="grief", situation="Second session.", client="I am lazy.", task="Reply.", criteria=criteria,
        replies=replies, mistakes=replies, explanation="Blame is lifted first.", references=(), facts=(),
        certainty=Certainty.VERIFIED, status=Status.DRAFT,
    )  # fmt: skip


def marks(drill: Drill, mark: Mark) -> dict[str, Mark]:
    """Return the same mark for every criterion."""
    return {criterion.id: mark for criterion in drill.criteria}


def trained(library: Library, competencies: dict[str, str], *drills: Drill) -> Library:
    """Return a library with some drills, whose questions train a competency each, by their ids."""

    def changed(item: Item) -> Item:
        name = competencies.get(item.vignette or item.id)
        return dataclasses.replace(item, competencies=(name,) if name else ())

    entries = tuple(
        dataclasses.replace(entry, steps=tuple(map(changed, entry.steps)))
        if isinstance(entry, Vignette)
        else changed(entry)
        for bank in library.banks
        for entry in bank.entries
    )
    bank = dataclasses.replace(library.banks[0], entries=entries)
    return dataclasses.replace(library, banks=(bank,), drills=drills)


def long_case(library: Library, name: str, steps: int) -> Vignette:
    """Return a case like the one of the library, with so many steps."""
    case = next(entry for entry in library.entries() if isinstance(entry, Vignette))
    return dataclasses.replace(
        case,
        id=ItemId(name),
        steps=tuple(
            dataclasses.replace(
                case.steps[0], id=ItemId(f"{name}-{number}"), vignette=ItemId(name), objective=f"{name}-{number}"
            )
            for number in range(1, steps + 1)
        ),
    )  # fmt: skip


def with_cases(library: Library, *cases: Vignette) -> Library:
    """Return a library with these cases and no other."""
    items = tuple(entry for entry in library.entries() if isinstance(entry, Item))
    bank = dataclasses.replace(library.banks[0], entries=(*items, *cases))
    return dataclasses.replace(library, banks=(bank,))
