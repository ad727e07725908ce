"""The banks as a learner last met them: whole the first time, then by what differed."""

from collections.abc import Mapping

from ipt_train.log.core.event import BanksMet


def met_after(before: dict[str, int], edition: str, event: BanksMet) -> tuple[dict[str, int], str]:
    """Return revisions by id, and their edition, after banks were met.

    Two devices may have told their differences from the same base. What was told twice counts once;
    what does not fit is added, and its edition is not known then, so that the next comparison looks
    at every item.

    Args:
        before: Revisions by id before.
        edition: Their edition; empty where it is not known.
        event: What was met.
    """
    if not event.base:
        return dict(event.revisions), event.edition
    if event.edition == edition:
        return before, edition
    after = {**before, **event.revisions}
    for name, revision in event.revisions.items():
        if not revision:
            del after[name]
    return after, event.edition if event.base == edition else ""


def meeting(
    before: Mapping[str, int], edition: str, now: Mapping[str, int], edition_now: str
) -> BanksMet:
    """Return the event that tells of banks, by what differs where it is known against what.

    Args:
        before: Revisions by id as they were last met.
        edition: Their edition; empty where it is not known.
        now: Revisions by id now.
        edition_now: Their edition.
    """
    if not edition:
        return BanksMet(revisions=dict(now), edition=edition_now)
    differing = {name: revision for name, revision in now.items() if before.get(name) != revision}
    differing |= dict.fromkeys((name for name in before if name not in now), 0)
    return BanksMet(revisions=differing, edition=edition_now, base=edition)
