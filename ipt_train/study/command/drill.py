"""``drill``: answer what a client says."""

from typing import Annotated

import typer

from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies


@replies(csv=True)
def drill(
    context: typer.Context,
    form: ReplyForm,
    name: Annotated[
        str | None, typer.Argument(metavar="[DRILL]", help="Id of a drill; otherwise what is due.")
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the drills and when they are due.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep-text", help="Keep what you type in your log.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Reply to what a client says, and mark your reply.

    You mark it against criteria, say it again with what was missing, and compare both with good replies.
    Your first marks decide when a drill comes back. What you type is not kept unless you ask for it.

    \b
    Examples:
      ipt-train drill
      ipt-train drill --list
      ipt-train drill drill-few-words --keep-text
    """
    from ipt_train.shell.listing import listing
    from ipt_train.shell.person import person, refuse_documents
    from ipt_train.study.operation.begin import begin_drill
    from ipt_train.study.operation.drills import DrillLine, choose_drill, list_drills
    from ipt_train.study.operation.open import open_learner
    from ipt_train.study.screen.drill import show_drills
    from ipt_train.study.screen.sit import sit_drill, what_was_kept

    app = runtime(context)
    journal, library = open_learner(app, profile, bank)
    if list_:
        return listing("drills", DrillLine, list_drills(library, journal.state), show_drills)
    refuse_documents(form, "a drill", hint="add --list for the drills and when they are due")
    chosen = choose_drill(library, journal.state, journal.today(), name=name)
    if chosen is None:
        return Reply(
            lines=["No drill is due and none is new; `ipt-train drill --list` shows when."]
        )
    someone = person(app, form, "a drill", hint="")
    sitting = begin_drill(journal, library, chosen, session=app.new_id())
    ending = sit_drill(someone, sitting, keep_text=keep)
    return Reply(notes=what_was_kept(ending, sitting), status=ending.status)
