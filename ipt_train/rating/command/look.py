"""``rate show``, ``compare``, ``history`` and ``agreement``: what the ratings say."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipt_train.rating.command.hand import RatingName
from ipt_train.rating.command.rate import app
from ipt_train.shell.options import DEFAULT_PROFILE, Banks, Profile, runtime
from ipt_train.shell.reply import Reply, replies

if TYPE_CHECKING:
    from ipt_train.rating.operation.compare import RatingHistory


@app.command("show")
@replies(csv=True)
def show(
    context: typer.Context,
    name: RatingName = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Show the scores of a locked rating of yours.

    \b
    Example:
      ipt-train rate show
    """
    from ipt_train.rating.operation.open import open_rater
    from ipt_train.rating.operation.score import score_rating
    from ipt_train.rating.operation.score_table import score_table
    from ipt_train.rating.screen.rating import NOTICE, show_score

    rater = open_rater(runtime(context), profile, bank)
    scored = score_rating(rater.journal, rater.sets, name)
    score, flag = scored.score, scored.safety_flag
    return Reply(
        data={"score": score, "safety": scored.safety, "safety_flag": flag, "notice": NOTICE},
        show=lambda screen: show_score(screen, scored.form, score, flag),
        table=lambda: score_table(scored),
    )


@app.command("compare")
@replies(csv=True)
def compare(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The file that the other side handed over."),
    ] = None,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Compare the other side's rating with yours.

    It is revealed once yours is locked. Without a file the newest pair is shown again.

    \b
    Examples:
      ipt-train rate compare rating.json
      ipt-train rate compare
    """
    from ipt_train.rating.exchange.handed_file import handed_text
    from ipt_train.rating.operation.files import read_rating
    from ipt_train.rating.operation.open import open_rater
    from ipt_train.rating.operation.reveal import reveal
    from ipt_train.rating.operation.score_table import comparison_table
    from ipt_train.rating.screen.rating import NOTICE, show_comparison

    rater = open_rater(runtime(context), profile, bank)
    handed = None if file is None else read_rating(handed_text(file), str(file))
    comparison = reveal(rater.journal, rater.sets, handed)
    return Reply(
        data={"comparison": comparison, "notice": NOTICE},
        show=lambda screen: show_comparison(screen, comparison),
        table=lambda: comparison_table(comparison),
    )


@app.command("history")
@replies(csv=True, html=True)
def history(
    context: typer.Context,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Include your own learning points in the CSV.")
    ] = False,
    profile: Profile = DEFAULT_PROFILE,
    bank: Banks = None,
) -> Reply:
    """Show your rated sessions over time.

    It shows each item on both scales, your supervisor's ratings, and your own bias. The CSV form has every
    entry, a row each, and no free text but what --with-text adds.

    \b
    Examples:
      ipt-train rate history
      ipt-train rate history --html fidelity.html
      ipt-train rate history --csv > ratings.csv
    """
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.compare import history as over_time
    from ipt_train.rating.operation.open import open_rater
    from ipt_train.rating.operation.table import COLUMNS, history_data, rating_rows
    from ipt_train.rating.screen.rating import NOTICE, show_history

    rater = open_rater(runtime(context), profile, bank)
    past = over_time(rater.journal.folded(RATINGS), rater.sets)
    return Reply(
        data=history_data(past) | {"notice": NOTICE},
        show=lambda screen: show_history(screen, past),
        table=lambda: (COLUMNS, rating_rows(rater.journal, rater.sets, with_text=with_text)),
        page=lambda: _page(past, profile),
        holds="report",
        private=True,
    )


def _page(past: "RatingHistory", profile: str) -> str:
    from ipt_train.rating.operation.page import rate_page
    from ipt_train.rating.screen.rating import NOTICE
    from ipt_train.report.page import render_page

    return render_page(rate_page(past, profile, NOTICE))


@app.command("agreement")
@replies(csv=True)
def agreement(
    context: typer.Context, profile: Profile = DEFAULT_PROFILE, bank: Banks = None
) -> Reply:
    """Show how closely you and your supervisor agree.

    It covers all sessions that both of you rated. Counts come first; coefficients need as many
    pairs as the forms' rules say.

    \b
    Examples:
      ipt-train rate agreement
      ipt-train rate agreement --csv
    """
    from ipt_train.rating.core.form import titles_of
    from ipt_train.rating.core.record import RATINGS
    from ipt_train.rating.operation.agreement import own_agreement
    from ipt_train.rating.operation.open import open_rater
    from ipt_train.rating.operation.score_table import agreement_table
    from ipt_train.rating.screen.agreement import show_own_agreement
    from ipt_train.rating.screen.rating import NOTICE

    rater = open_rater(runtime(context), profile, bank)
    own = own_agreement(rater.journal.folded(RATINGS), rater.sets)
    return Reply(
        data={"agreement": own.agreement, "safety_flag": own.safety_flag, "notice": NOTICE},
        show=lambda screen: show_own_agreement(screen, own, titles_of(rater.sets)),
        table=lambda: agreement_table(own),
    )
