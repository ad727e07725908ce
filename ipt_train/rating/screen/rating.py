"""How scores, comparisons and histories of ratings look. Every screen says what the forms are."""

from collections.abc import Mapping, Sequence

from ipt_train.plural import counted
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.form import RatingForm
from ipt_train.rating.core.match import Match
from ipt_train.rating.core.safety import item_flag
from ipt_train.rating.core.score import ItemScore, Mean, SessionScore
from ipt_train.rating.operation.compare import Comparison, RatingHistory, SessionLine
from ipt_train.rating.operation.list import RatingLine
from ipt_train.schedule.day import in_words
from ipt_train.shell.screen import Screen

NOTICE = (
    "These forms are new and unvalidated; every threshold is a teaching default. Scores are for "
    "learning: they forecast nothing for a client and certify nothing."
)


def show_score(screen: Screen, form: RatingForm, score: SessionScore, safety: str) -> None:
    """Show a rated session: both scales apart, and why it stands as it does.

    Args:
        screen: Where to write.
        form: The form.
        score: The score.
        safety: The safety flag in words, or an empty text.
    """
    rating = score.rating
    screen.rule(f"{form.title}: case {rating.case}, session {rating.number}, by {rating.rater}")
    show_flag(screen, safety)
    show_points(screen, form, score)
    screen.row("Not applicable", f"{score.not_applicable} of {len(score.items)}")
    for seen in rating.off_model:
        screen.row("Off model", f"{seen.code}, {seen.degree}")
    for one in score.items:
        for flag in one.flags:
            screen.row(one.item, flag)
    screen.line(f"Session: {score.verdict}.", "bold", indent=1)
    for reason in (*score.reasons, *(f"not good: {why}" for why in score.short_of_good)):
        screen.row("-", reason, indent=2)
    screen.line(NOTICE, "dim", indent=1)


def show_points(screen: Screen, form: RatingForm, score: SessionScore) -> None:
    """Show every item with its points, and the mean of either scale."""
    names = {item.id: item.title for item in form.items}
    screen.table(
        ("Item", "Adherence", "Competence"),
        [
            (f"{one.item} {names[one.item]}", _adherence(one), _point(one.competence))
            for one in score.items
        ],
    )
    screen.gap()
    screen.row("Adherence", mean_in_words(score.adherence))
    screen.row("Competence", mean_in_words(score.competence))


def show_comparison(screen: Screen, one: Comparison) -> None:
    """Show two ratings of one session side by side."""
    rating = one.mine.rating
    screen.rule(f"{one.form.title}: case {rating.case}, session {rating.number}")
    show_flag(screen, one.safety_flag)
    names = {item.id: item.title for item in one.form.items}
    screen.table(
        ("Item", "Adherence, self", "supervisor", "Competence, self", "supervisor"),
        [
            (
                f"{a.item} {names[a.item]}",
                _adherence(a),
                _adherence(b),
                _point(a.competence),
                _point(b.competence),
            )
            for a, b in zip(one.mine.items, one.theirs.items, strict=True)
        ],
    )
    screen.gap()
    found = one.found
    for scale, match, words in (
        ("Adherence", found.adherence, found.adherence_words),
        ("Competence", found.competence, found.competence_words),
    ):
        screen.row(scale, match_in_words(match))
        if isinstance(match, Match):
            screen.line(
                f"The means are {words}; single items can differ all the same: see the mean size.",
                indent=3,
            )
    if isinstance(found.not_applicable, float):
        screen.row("Not applicable", f"the same on {found.not_applicable:.0f}% of {counted(found.not_applicable_n, 'item')}")  # fmt: skip  # a row of the screen
    if one.prediction is not None:
        error = found.prediction_error
        off = f"off by {error:+.2f}" if isinstance(error, float) else error.reason
        screen.row("Prediction", f"{one.prediction:.2f} for the supervisor's mean adherence; {off}")
    for who, score in (("self", one.mine), ("supervisor", one.theirs)):
        seen = ", ".join(f"{each.code} {each.degree}" for each in score.rating.off_model)
        screen.row(f"Off model, {who}", seen or "none")
    if one.next_step:
        screen.row("Next step", one.next_step)
    if found.apart:
        screen.line("To discuss, each from the time in the recording:", indent=1)
    stamps = [_stamps(score) for score in (one.mine, one.theirs)]
    for apart in found.apart:
        times = f"self {stamps[0].get(apart.item) or 'no time'}, supervisor {stamps[1].get(apart.item) or 'no time'}"
        screen.row(
            apart.item,
            f"{names[apart.item]}, {apart.scale}: {apart.own} and {apart.supervisor}; {times}",
            indent=2,
        )
    screen.line(
        "Differences are self less supervisor. Neither rating is the truth, and bias (who rates "
        "higher) is not agreement.",
        "dim",
        indent=1,
    )
    screen.line(NOTICE, "dim", indent=1)


def show_history(screen: Screen, found: RatingHistory) -> None:
    """Show sessions in their order: means, each item, and the trainee's own bias in words."""
    for left_out in found.left_out:
        screen.row("Left out", f"{left_out}: its form is not among the banks, so neither its score nor a safety flag is known", text_style="bold")  # fmt: skip  # a row of the screen
    if not found.lines:
        if not found.left_out:
            screen.line("No session has been rated and locked yet. `ipt-train rate forms` lists the forms.")  # fmt: skip  # a row of the screen
        return
    screen.rule("Rated sessions")
    show_flag(screen, found.safety_flag)
    screen.table(
        ("Session", "Form", "Adherence", "Competence", "Supervisor", "Standing"),
        [
            (
                one.name,
                one.form.id,
                _short(one.mine.adherence),
                _short(one.mine.competence),
                _of_other(one),
                one.standing,
            )
            for one in found.lines
        ],
    )
    screen.gap()
    screen.rule("Items by session")
    for name, (title, shown) in items_by_session(found.lines).items():
        screen.row(name, f"{title}: {'; '.join(shown)}")
    screen.line("Adherence/competence; - where it does not apply.", "dim", indent=1)
    for case, form, phase in found.phases:
        figure = mean_in_words(phase.adherence)
        screen.row(f"Phase, case {case}", f"{form}, {counted(phase.sessions, 'session')}, adherence: {figure}; competence: {mean_in_words(phase.competence)}")  # fmt: skip  # a row of the screen
    screen.gap()
    bias = found.bias.reason if isinstance(found.bias, Undefined) else found.bias.words
    screen.row("Your bias", bias)
    screen.row("Portfolio", "complete by the forms' rules" if found.portfolio.complete else "; ".join(found.portfolio.missing))  # fmt: skip  # a row of the screen
    screen.line(NOTICE, "dim", indent=1)


def show_ratings(screen: Screen, lines: Sequence[RatingLine], safety_flag: str) -> None:
    """List ratings, those with a safety flag marked as such."""
    for line in lines:
        state = "locked" if line.locked else "open"
        about = f"{in_words(line.day)}, {line.form}, case {line.case}, session {line.session}, by {line.rater}, {state}"
        if line.safety:
            about = f"{about}. Safety flag: {line.safety}"
        screen.row(line.id, about, style="bold", text_style="bold red" if line.safety else "")
    if not lines:
        screen.line("No session was rated yet. `ipt-train rate forms` lists the forms.")
    show_flag(screen, safety_flag)


def items_by_session(lines: Sequence[SessionLine]) -> Mapping[str, tuple[str, list[str]]]:
    """Return for each item its title and its ratings in the order of the sessions."""
    found: dict[str, tuple[str, list[str]]] = {}
    for line in lines:
        for asked, rated in zip(line.form.items, line.mine.items, strict=True):
            shown = found.setdefault(rated.item, (asked.title, []))[1]
            flag = ", safety flag" if item_flag(asked, rated, line.forms.rules) else ""
            shown.append(f"{_both(rated.adherence, rated.competence)}{flag}")
    return found


def match_in_words(one: Match | Undefined) -> str:
    """Return how two sets of ratings match: counts, bias, size of difference."""
    if isinstance(one, Undefined):
        return one.reason
    return (
        f"the same on {one.exact:.0f}% of {counted(one.n, 'item')}, within one point on "
        f"{one.within_one:.0f}%; mean difference {one.signed:+.2f}, mean distance {one.absolute:.2f}"
    )


def mean_in_words(one: Mean | Undefined) -> str:
    """Return a mean with its n, or why there is none."""
    return one.reason if isinstance(one, Undefined) else f"{one.value:.2f} of 4, n {one.n}"


def show_flag(screen: Screen, flag: str) -> None:
    """Show a safety flag in words, where one stands."""
    if flag:
        screen.line(flag, "bold red", indent=1)


def _short(one: Mean | Undefined) -> str:
    return "-" if isinstance(one, Undefined) else f"{one.value:.2f} ({one.n})"


def _of_other(one: SessionLine) -> str:
    if one.theirs is None:
        return "-"
    return f"{_short(one.theirs.adherence)} / {_short(one.theirs.competence)}"


def _both(adherence: int | None, competence: int | None) -> str:
    if adherence is None:
        return "-"
    return f"{adherence}/{'-' if competence is None else competence}"


def _stamps(score: SessionScore) -> dict[str, str]:
    return {one.item: one.stamp for one in score.rating.items}


def _adherence(one: ItemScore) -> str:
    if one.adherence is None:
        return f"n/a ({one.not_applicable})" if one.not_applicable else "-"
    return str(one.adherence)


def _point(value: int | None) -> str:
    return "-" if value is None else str(value)
