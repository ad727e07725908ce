"""``today``: what waits today; ``ipt-train`` alone is the same."""

from typing import TYPE_CHECKING

import typer

from ipt_train.shell.options import DEFAULT_PROFILE, Profile, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies

if TYPE_CHECKING:
    from ipt_train.shell.person import AtTerminal
    from ipt_train.shell.runtime import Runtime


@replies()
def today(context: typer.Context, form: ReplyForm, profile: Profile = DEFAULT_PROFILE) -> Reply:
    """Show what is waiting today and how long it will take.

    The first time at a terminal it asks the first question at once.

    \b
    Examples:
      ipt-train
      ipt-train today --plain
    """
    from ipt_train.shell.person import at_terminal
    from ipt_train.shell.runtime import checked_profile
    from ipt_train.study.operation.open import open_learner
    from ipt_train.study.operation.today import today_of
    from ipt_train.study.screen.today import WELCOME, show_today, show_welcome

    app = runtime(context)
    someone = at_terminal(app, form)
    if someone is None and not app.paths.log(checked_profile(profile)).exists():
        return Reply(data={"began": False, "welcome": WELCOME}, show=show_welcome)
    glance = today_of(*open_learner(app, profile))
    if someone is not None and not glance.began:
        return _first(app, someone, profile)
    return Reply(data=glance, show=lambda screen: show_today(screen, glance))


def _first(app: "Runtime", someone: "AtTerminal", profile: str) -> Reply:
    """Receive a new learner and ask the first question."""
    from ipt_train.study.exchange.keep_brief import banks_of, keep_brief
    from ipt_train.study.operation.begin import Aim, begin_sitting
    from ipt_train.study.operation.due import due_of
    from ipt_train.study.operation.open import open_learner
    from ipt_train.study.screen.sit import sit, what_was_saved
    from ipt_train.study.screen.today import promise, show_welcome

    banks = banks_of(app.paths)
    journal, library = open_learner(app, profile)
    show_welcome(someone.screen, begins=True)
    promise(someone, journal)
    try:
        ending = sit(someone, begin_sitting(journal, library, Aim(), session=app.new_id()))
    finally:
        keep_brief(app.paths, profile, journal, due_of(journal, library), banks)
    return Reply(notes=what_was_saved(ending), status=ending.status)
