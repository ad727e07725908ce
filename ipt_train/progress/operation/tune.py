"""Fitting the memory model to one learner's own log, and keeping it only if it predicts better."""

from dataclasses import dataclass

from ipt_train.advance import Advance, unwatched
from ipt_train.errors import TooFewReviewsError
from ipt_train.log.core.event import Chosen, Undone
from ipt_train.log.core.fold import LearnerState
from ipt_train.log.operation.journal import Journal
from ipt_train.plural import are
from ipt_train.schedule.memory import Training, fitted, log_loss, training_items

LEAST = 400
"""Reviews below which fitting is refused: with few, optimised parameters are worse than the
default ones (fsrs-rs issues 152 and 211; 50 items gave a first stability of 0.00 days)."""

SPLITS = 5
NAME = "parameters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """Parameters fitted to a log, and how they predict what they were not fitted to.

    Attributes:
        reviews: Reviews in the log.
        predicted: Recalls on later days that were predicted, held out.
        before: Log loss of the parameters in force on the held-out recalls, in nats.
        after: Log loss of parameters fitted to what came before them.
        parameters: Parameters fitted to the whole log.
        better: Whether the held-out log loss falls.
    """

    reviews: int
    predicted: int
    before: float
    after: float
    parameters: tuple[float, ...]
    better: bool


def tune(state: LearnerState, advance: Advance = unwatched) -> Tuning:
    """Fit the parameters to a learner's reviews, and judge them by time-series splits.

    The recalls are put in order of time and cut into six parts; parameters fitted to the first
    one, two ... five parts predict the part that follows. No recall is predicted by itself.

    Args:
        state: What the learner's log folds to.
        advance: Told how many of the six fits are done.

    Raises:
        TooFewReviewsError: There are fewer than 400 reviews.
    """
    reviews = state.histories.reviews
    if reviews < LEAST:
        raise TooFewReviewsError(
            f"{are(reviews, 'review')} too few to fit the memory model to; {LEAST} are needed",
            hint="carry on with `ipt-train study`; the default parameters will do until then",
        )
    recalls = _in_time(state)
    now = state.settings.schedule.parameters
    bounds = [len(recalls) * part // (SPLITS + 1) for part in range(SPLITS + 2)]
    before = after = 0.0
    count = 0
    for part in range(1, SPLITS + 1):
        held_out = recalls[bounds[part] : bounds[part + 1]]
        if held_out:
            before += log_loss(held_out, now) * len(held_out)
            after += log_loss(held_out, fitted(recalls[: bounds[part]])) * len(held_out)
            count += len(held_out)
        advance(part, SPLITS + 1)
    if not count:
        raise TooFewReviewsError(
            "no review is on a later day than the one before it",
            hint="the memory model learns from what you recall after a day or more",
        )
    parameters = fitted(recalls)
    advance(SPLITS + 1, SPLITS + 1)
    return Tuning(
        reviews=reviews,
        predicted=count,
        before=before / count,
        after=after / count,
        parameters=parameters,
        better=after < before,
    )


def keep(journal: Journal, tuning: Tuning) -> None:
    """Put fitted parameters in force, by an event."""
    value = " ".join(f"{one:g}" for one in tuning.parameters)
    journal.record(Chosen(name=NAME, value=value))


def revert(journal: Journal) -> bool:
    """Take back the last change of parameters, by an event; return whether there was one."""
    last = journal.state.chosen.get(NAME)  # the newest that counts
    if last is None:
        return False
    journal.record(Undone(target=last))
    return True


def _in_time(state: LearnerState) -> list[Training]:
    """Return every recall on a later day, in order of its day; ties by item."""
    found: list[tuple[int, str, Training]] = []
    for item, history in state.histories.items():
        day = state.seen[item].first_day
        days = []
        for _, elapsed in history:
            day += elapsed
            days.append(day)
        for recall in training_items(history):
            found.append((days[len(recall) - 1], str(item), recall))
    return [recall for *_, recall in sorted(found, key=lambda one: one[:2])]
