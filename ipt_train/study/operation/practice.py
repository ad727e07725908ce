"""Practice beside the schedule: a topic, a competency, or everything seen before an exam."""

from ipt_train.bank.core.model import Item, Library, Vignette, steps_of
from ipt_train.bank.operation.library import of_competency, topic
from ipt_train.errors import UsageError
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.operation.journal import Journal
from ipt_train.schedule.card import New
from ipt_train.schedule.memory import retrievability
from ipt_train.study.core.queue import Agenda
from ipt_train.study.operation.study import Sitting
from ipt_train.vocabulary import Mode

USUAL = 20
"""Answers of a practice sitting where none are asked for."""


def begin_practice(
    journal: Journal,
    library: Library,
    *,
    session: str,
    topic_name: str | None = None,
    competency_name: str | None = None,
    limit: int | None = None,
    minutes: int | None = None,
) -> Sitting:
    """Begin a sitting that is logged and moves no schedule, the weakest memory first.

    Args:
        journal: The learner's log and state.
        library: Banks and bibliography.
        session: Id of the sitting.
        topic_name: All entries of this topic.
        competency_name: All entries of this competency; neither stands for everything seen so far.
        limit: Stop after this many answers.
        minutes: Stop asking after so many minutes.

    Raises:
        UsageError: No entry has such a topic or competency, or nothing was seen so far.
    """
    state, today = journal.state, journal.today()
    chosen_entries = (
        of_competency(library, competency_name) if competency_name else topic(library, topic_name)
    )
    entries = [entry for entry in chosen_entries if entry.id not in state.suspended]
    everything = not (topic_name or competency_name)
    if everything:
        entries = [entry for entry in entries if _recall(entry, state, today) is not None]
        if not entries:
            raise UsageError(
                "there is nothing to cram: no question has been studied so far",
                hint="`ipt-train study` begins; `--topic NAME` practises a topic that you have not studied yet",
            )
    # What was practised today comes last, so an interrupted practice goes on where it was left.
    entries.sort(
        key=lambda entry: (
            all(state.practised.get(item.id) == today for item in steps_of(entry)),
            _recall(entry, state, today) or 0.0,
        )
    )
    chosen = Agenda(
        entries=tuple(entries), reviews=len(entries), new=0, buried=0, over_limit=0, apart=True
    )
    return Sitting(
        journal,
        library,
        entries,
        chosen,
        session=session,
        limit=limit or USUAL,
        mode=Mode.CRAM if everything else Mode.TOPIC,
        until=None if minutes is None else journal.at() + minutes * 60_000,
    )


def _recall(entry: Item | Vignette, state: LearnerState, today: int) -> float | None:
    """Return the chance of recall of an entry today, its weakest step; None where unseen."""
    cards = [state.cards.get(item.id, New()) for item in steps_of(entry)]
    known = [
        retrievability(card.memory, today - card.last_day, state.settings.schedule.parameters)
        for card in cards
        if not isinstance(card, New)
    ]
    return min(known, default=None)
