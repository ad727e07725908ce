"""Why items of the banks cannot be asked in an exam, in counts. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable

from ipt_train.bank.core.model import Item
from ipt_train.errors import AssemblyError, TooFewItemsError
from ipt_train.plural import counted
from ipt_train.vocabulary import ItemType


def passed_over(items: Iterable[Item], usable: Collection[str], types: Collection[ItemType]) -> str:
    """Return in words how many items were passed over, and why; an empty text for none.

    Args:
        items: Items of a library.
        usable: Ids of those that can be used.
        types: The types that can be asked.
    """
    reasons = Counter(_reason(item, types) for item in items if item.id not in usable)
    if not reasons:
        return ""
    total = counted(reasons.total(), "item")
    return f"{total} left out: {', '.join(f'{n} {why}' for why, n in reasons.most_common())}"


def with_reasons(
    error: AssemblyError,
    items: Iterable[Item],
    pool: Iterable[Item],
    types: Collection[ItemType],
) -> AssemblyError:
    """Return an error that says too which items of the banks could not be used.

    Args:
        error: What went wrong.
        items: Items of a library.
        pool: Those of them that can be used.
        types: The types that can be asked.
    """
    said = passed_over(items, {item.id for item in pool}, types)
    if not said or not isinstance(error, TooFewItemsError):
        return error
    return TooFewItemsError(f"{error.message}; {said}", hint=error.hint)


def _reason(item: Item, types: Collection[ItemType]) -> str:
    if item.vignette is not None:
        return "in cases"
    if item.warm_up:
        return "for warming up"
    if item.type not in types:
        return f"of the type {item.type}, which no key can mark"
    return "excluded, or with facts that were not checked well enough"
