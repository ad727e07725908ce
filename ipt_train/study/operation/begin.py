"""Beginning a sitting: on what is due and new, or as practice beside the schedule."""

from dataclasses import dataclass

from ipt_train.bank.core.model import Library
from ipt_train.errors import UsageError
from ipt_train.log.operation.journal import Journal
from ipt_train.study.operation.practice import begin_practice
from ipt_train.study.operation.study import Sitting, begin_study


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a learner wants to study.

    Attributes:
        topic: Practise this topic.
        cram: Practise all that was seen.
        limit: Stop after this many answers.
        new: New entries, instead of what is left of the daily limit.
        minutes: Ask nothing more after so many minutes.

    Raises:
        UsageError: Two of these do not go together.
    """

    topic: str | None = None
    cram: bool = False
    limit: int | None = None
    new: int | None = None
    minutes: int | None = None

    def __post_init__(self) -> None:
        if self.cram and self.topic:
            raise UsageError("--cram and --topic are two things", hint="choose one of them")
        if self.new is not None and self.is_practice:
            raise UsageError(
                "--new is for study", hint="practice asks what was seen or is on the topic"
            )

    @property
    def is_practice(self) -> bool:
        """Whether it moves no schedule."""
        return self.cram or bool(self.topic)


def begin_sitting(journal: Journal, library: Library, aim: Aim, *, session: str) -> Sitting:
    """Begin a sitting.

    Args:
        journal: The learner's log and state.
        library: Banks and bibliography.
        aim: What is to be studied.
        session: Id of the sitting.

    Raises:
        UsageError: No entry has such a topic, or nothing was seen so far.
    """
    limit, minutes = aim.limit, aim.minutes
    if aim.is_practice:
        return begin_practice(
            journal, library, session=session, topic_name=aim.topic, limit=limit, minutes=minutes
        )
    return begin_study(
        journal, library, session=session, limit=limit, new_limit=aim.new, minutes=minutes
    )
