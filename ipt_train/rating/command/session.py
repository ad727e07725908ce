"""``rate session``: the rating of a recorded session, a trainee's own or for a supervisor."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.rating.command.rate import app
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, ReplyForm, replies


@app.command("session")
@replies(json=False)
def session(
    context: typer.Context,
    form: ReplyForm,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[FORM]", help="Id of a form. Leave out to carry on, or to list them."
        ),
    ] = None,
    rater: Annotated[
        str, typer.Option("--as", help="self, or supervisor for a trainee's session.")
    ] = "self",
    request: Annotated[
        Path | None, typer.Option("--session", help="A trainee's request, for a supervisor.")
    ] = None,
    case: Annotated[
        str | None,
        typer.Option("--case", help="Code of a case that was rated before; otherwise a new one."),
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", min=1, max=99, help="Number of the session.")
    ] = None,
    another: Annotated[
        bool, typer.Option("--another", help="Start another even if one is open.")
    ] = False,
    new: Annotated[bool, typer.Option("--new", hidden=True, help="The same, as before.")] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Rate a recorded session, or carry on with one.

    Adherence is rated first, item by item, and competence afterwards. Every point is kept as it is
    given. `ipt-train rate FORM` does the same.

    \b
    Examples:
      ipt-train rate initial --number 2
      ipt-train rate
      ipt-train rate --as supervisor --session request.json
    """
    from ipt_train.rating.exchange.handed_file import handed_text
    from ipt_train.rating.operation.begin import Wish, check_side
    from ipt_train.rating.operation.files import read_request
    from ipt_train.rating.operation.open import open_rater
    from ipt_train.rating.screen.begin import begin
    from ipt_train.rating.screen.sitting import show_end, sit
    from ipt_train.shell.person import person

    check_side(rater, has_request=request is not None)
    who = person(runtime(context), form, "a rating", hint="leave out the form")
    log = open_rater(runtime(context), profile, bank)
    handed = None if request is None else read_request(handed_text(request), str(request))
    wish = Wish(form=name, case=case, number=number, new=another or new, request=handed)
    end = sit(who, lambda: begin(who, log, wish))
    return Reply(show=lambda screen: show_end(screen, end), status=end.ending.status)
