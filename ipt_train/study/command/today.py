"""``today``: what waits today; ``ipt-train`` alone is the same."""

import typer

from ipt_train.shell.options import DEFAULT_PROFILE, Profile, runtime
from ipt_train.shell.reply import Reply, replies


@replies()
def today(context: typer.Context, profile: Profile = DEFAULT_PROFILE) -> Reply:
    """Show what waits today and about how long it takes.

    \b
    Examples:
      ipt-train
      ipt-train today --plain
    """
    from ipt_train.shell.runtime import checked_profile
    from ipt_train.study.operation.open import open_learner
    from ipt_train.study.operation.today import today_of
    from ipt_train.study.screen.today import WELCOME, show_today, show_welcome

    app = runtime(context)
    if not app.paths.log(checked_profile(profile)).exists():
        return Reply(data={"began": False, "welcome": WELCOME}, show=show_welcome)
    glance = today_of(*open_learner(app, profile))
    return Reply(data=glance, show=lambda screen: show_today(screen, glance))
