"""Beginning a sitting: on what is due and new, or as practice beside the schedule."""

from dataclasses import dataclass

from ipt_train.bank.core.drill import Drill
from ipt_train.bank.core.model import Library, Vignette
from ipt_train.errors import UsageError
from ipt_train.log.operation.journal import Journal
from ipt_train.study.core.queue import Agenda
from ipt_train.study.operation.practice import begin_practice
from ipt_train.study.operation.study import Sitting, begin_study


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What is practised beside the schedule; none of these stands for study by the schedule.

    Attributes:
        topic: This topic.
        competency: This competency.
        cram: All that was seen.

    Raises:
        UsageError: Two of these were asked for.
    """

    topic: str | None = None
    competency: str | None = None
    cram: bool = False

    def __post_init__(self) -> None:
        kinds = {"--cram": self.cram, "--topic": self.topic, "--competency": self.competency}
        asked = [name for name, given in kinds.items() if given]
        if len(asked) > 1:
            raise UsageError(
                f"{asked[0]} and {asked[1]} cannot be combined", hint="choose one of them"
            )

    def __bool__(self) -> bool:
        """Whether it moves no schedule."""
        return self.cram or bool(self.topic or self.competency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a learner wants to study, and how much.

    Attributes:
        theme: What is practised, if it is practice.
        limit: Stop after this many answers.
        new: New entries, instead of what is left of the daily limit.
        minutes: Stop asking after so many minutes.
        more: New entries beyond what is left of the daily limit.

    Raises:
        UsageError: Two of these do not go together.
    """

    theme: Theme = Theme()
    limit: int | None = None
    new: int | None = None
    minutes: int | None = None
    more: int | None = None

    def __post_init__(self) -> None:
        for name, count in (("--new", self.new), ("--more", self.more)):
            if count is not None and self.theme:
                raise UsageError(
                    f"{name} is for study",
                    hint=f"practice asks what you have seen or what is on the topic; leave {name} out",
                )
        if self.new is not None and self.more is not None:
            raise UsageError(
                "--new and --more cannot be combined",
                hint="--more 5 adds five to what is left of today, --new 5 asks five in all",
            )


def begin_sitting(
    journal: Journal, library: Library, aim: Aim, *, session: str, exercise: bool = False
) -> Sitting:
    """Begin a sitting.

    Args:
        journal: The learner's log and state.
        library: Banks and bibliography.
        aim: What is to be studied.
        session: Id of the sitting.
        exercise: Hold the exercise of the day too, which needs a person; never in practice.

    Raises:
        UsageError: No entry has such a topic or competency, or nothing was seen so far.
    """
    limit, minutes = aim.limit, aim.minutes
    if theme := aim.theme:
        return begin_practice(
            journal,
            library,
            session=session,
            topic_name=theme.topic,
            competency_name=theme.competency,
            limit=limit,
            minutes=minutes,
        )
    return begin_study(
        journal,
        library,
        session=session,
        limit=limit,
        new_limit=aim.new,
        minutes=minutes,
        more=aim.more or 0,
        exercise=exercise,
    )


def begin_drill(journal: Journal, library: Library, drill: Drill, *, session: str) -> Sitting:
    """Begin a sitting on one drill, due or not."""
    chosen = Agenda(
        entries=(), reviews=0, new=1, buried=0, over_limit=0, exercise=drill, apart=True
    )
    return Sitting(journal, library, [], chosen, session=session)


def begin_case(journal: Journal, library: Library, case: Vignette, *, session: str) -> Sitting:
    """Begin a sitting on one case, due or not."""
    chosen = Agenda(entries=(case,), reviews=0, new=0, buried=0, over_limit=0, apart=True)
    return Sitting(journal, library, [case], chosen, session=session)
