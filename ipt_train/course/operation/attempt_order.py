"""Attempts that arrived after others with a higher number, and so count after them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ipt_train.course.exchange.receipts import ReceiptLine


def out_of_order(
    accepted: Iterable[Mapping[str, Any]], entries: Mapping[tuple[str, str, int], ReceiptLine]
) -> list[str]:
    """Name the attempts taken now that came after one of a higher number.

    Args:
        accepted: What was taken now: person, exam and attempt.
        entries: The receipts of all attempts, by person, exam and number.
    """
    later: dict[tuple[str, str], list[ReceiptLine]] = defaultdict(list)
    for one in entries.values():
        later[one.attempt[:2]].append(one)
    names = []
    for new in accepted:
        person, exam, number = new["person"], new["exam"], new["attempt"]
        mine = entries[person, exam, number]
        before = [
            one.attempt[2]
            for one in later[person, exam]
            if one.attempt[2] > number and (one.arrived, one.run) < (mine.arrived, mine.run)
        ]
        if before:
            names.append(
                f"attempt {number} at {exam} by {person} arrived after attempt {max(before)}, and counts "
                "after it"
            )
    return names
