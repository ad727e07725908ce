"""Keeping the figure that ``due --brief`` answers from."""

from contextlib import suppress
from typing import TYPE_CHECKING

from ipt_train.errors import OutputError
from ipt_train.files import write_whole
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.day import day_begins, to_milliseconds
from ipt_train.shell.places import Paths
from ipt_train.study.exchange.brief import figure, how_banks_stand

if TYPE_CHECKING:
    from ipt_train.study.operation.due import Due


def waiting(due: "Due") -> int:
    """Return what waits to be answered: reviews within the daily limit, and items in learning."""
    return due.reviews + due.learning


def banks_of(paths: Paths) -> str:
    """Return how the banks stand, to be asked before they are read: a sitting may take long."""
    return how_banks_stand(str(paths.banks))


def keep_brief(paths: Paths, profile: str, journal: Journal, due: "Due", banks: str) -> None:
    """Keep the figure for the next prompt, if the cache can be written.

    Nothing is kept where a bank has changed since it was read: what was counted is no longer so.

    Args:
        paths: Folders of the program.
        profile: Learner profile to use.
        journal: The log and its state.
        due: What is due by it in all banks of the shelf.
        banks: What ``banks_of`` returned before the banks were read.
    """
    settings, today = journal.state.settings, journal.today()
    events, newest = journal.extent  # of what was counted, whatever was added meanwhile
    first, until = (
        to_milliseconds(day_begins(day, settings.zone, settings.rollover))
        for day in (today, today + 1)
    )
    if due.learning_later:  # then there is more to be asked, though nothing was written
        until = min(until, journal.at() + round(due.later_seconds * 1000))
    text = figure(
        waiting(due),
        str(paths.log(profile)),
        str(paths.banks),
        newest=newest,
        events=events,
        first=first,
        until=until,
    )
    if banks_of(paths) != banks:
        return
    file = paths.due(profile)
    with suppress(OutputError):  # a cache that cannot be written is done without
        write_whole(file, text, make_folder=True, durable=False)
