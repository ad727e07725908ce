"""``plan`` and ``tune``: the way to an exam, and the memory model fitted to one's own log."""

from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.shell.meter import Meter
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, replies

if TYPE_CHECKING:
    from ipt_train.log.operation.journal import Journal


@replies()
def plan(
    context: typer.Context,
    meter: Meter,
    exam: Annotated[
        str, typer.Option("--exam", metavar="DATE", help="Day of the exam, such as 2027-05-14.")
    ],
    new: Annotated[
        int | None,
        typer.Option("--new", min=0, max=999, help="New items a day to try out; --follow sets it."),
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Set the exam date.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Set more than thirty new a day without asking.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Show whether you can learn the banks before an exam.

    It counts what you have begun already and says how much fits into your daily minutes. With
    --follow the exam date is remembered and nothing else changes; everything is reviewed once more
    in the two weeks before. To cancel: `ipt-train config set exam-date none`.

    \b
    Examples:
      ipt-train plan --exam 2027-05-14
      ipt-train plan --exam 2027-05-14 --follow
      ipt-train plan --exam 2027-05-14 --new 8
    """
    from ipt_train.progress.operation import plan as planning
    from ipt_train.progress.screen.plan import agreed, show_plan
    from ipt_train.study.operation.open import open_learner

    app, day = runtime(context), planning.day_of(exam)
    journal, library = open_learner(app, profile, bank)
    made = planning.plan(journal, library, day, new=new, advance=meter.of("Worked out", "forecast"))
    meant = yes or (follow and agreed(app.screen(), made, app.asking))
    done = planning.follow(journal, made, agreed=meant) if follow else ()
    return Reply(
        data={"plan": made, "set": done}, show=lambda screen: show_plan(screen, made, done)
    )


@replies()
def tune(
    context: typer.Context,
    meter: Meter,
    keep: Annotated[
        bool,
        typer.Option("--keep", help="Keep the parameters if they predict better; ask nothing."),
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Go back to the parameters before the last tuning.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
) -> Reply:
    """Fit the memory model to your own log.

    The parameters are kept only if they predict better. Needs 400 reviews. To test this, later
    reviews are predicted with parameters fitted to the earlier ones.

    \b
    Examples:
      ipt-train tune
      ipt-train tune --keep
      ipt-train tune --undo
    """
    from ipt_train.progress.operation import tune as tuning
    from ipt_train.progress.screen.outlook import offer_tuning
    from ipt_train.study.operation.open import open_learner

    app = runtime(context)
    journal, _ = open_learner(app, profile)
    if undo:
        return _undo(journal)
    fitted = tuning.tune(journal.state, meter.of("Fitted", "part of the log", "parts of the log"))
    kept = keep and fitted.better
    if kept:
        tuning.keep(journal, fitted)
    return Reply(
        data={"tuning": fitted, "kept": kept},
        show=lambda screen: offer_tuning(
            screen, fitted, kept, app.asking, lambda: tuning.keep(journal, fitted)
        ),
    )


def _undo(journal: "Journal") -> Reply:
    """Go back to the parameters before the last tuning."""
    from ipt_train.progress.operation.tune import revert

    reverted = revert(journal)
    told = "The earlier parameters are in force again." if reverted else "Nothing to undo."
    return Reply(data={"reverted": reverted}, show=lambda screen: screen.line(told))
