"""A trainee's ratings as a report: small multiples by item, with the table beside."""

from collections.abc import Sequence

from ipt_train.plural import counted
from ipt_train.rating.core.figure import Undefined
from ipt_train.rating.core.safety import SAFETY
from ipt_train.rating.core.score import Mean, SessionScore
from ipt_train.rating.operation.compare import RatingHistory, SessionLine
from ipt_train.report.section import Chart, Figure, Page, Section, SectionTable
from ipt_train.report.steps import Track, steps

SESSIONS_FOR_A_CHART = 3
"""Sessions that rated the same thing from which on a chart shows more than a table does."""

_ACROSS = "Session, in the order of rating"

EMPTY = (
    "No session has been rated and locked yet. `ipt-train rate forms` lists the forms, and "
    "`ipt-train rate initial --number 1` begins a rating."
)
CONFIDENTIAL = (
    "No client detail belongs here: case codes are random, evidence is times and codes. Learning "
    "points are left out of this page."
)


def rate_page(found: RatingHistory, name: str, notice: str) -> Page:
    """Return a trainee's rated sessions as a report.

    Args:
        found: The sessions.
        name: Whose they are: the profile.
        notice: What the forms are and are not.
    """
    if not found.lines:
        lead = " ".join(_left_out(found)) or EMPTY
        return Page(
            title="IPT training: fidelity", subtitle=f"Profile {name}", lead=lead, foot=notice
        )
    return Page(
        title="IPT training: fidelity",
        subtitle=f"Profile {name}, {counted(len(found.lines), 'rated session')}",
        lead=" ".join((*_left_out(found), notice, CONFIDENTIAL)),
        sections=(*_safety(found), _means(found), *_items(found.lines), _bias(found)),
        foot=notice,
    )


def _safety(found: RatingHistory) -> list[Section]:
    """Return the section that stands first where a safety flag stands: what to do, and why."""
    rows = tuple((line.name, line.form.id, line.safety) for line in found.lines if line.safety)
    if not rows:
        return []
    columns = ("Session", "Form", "Why")
    table = SectionTable(caption="Sessions with a safety flag", columns=columns, rows=rows)
    return [Section(heading="Safety", lead=SAFETY, figures=(Figure(table=table),))]


def _left_out(found: RatingHistory) -> tuple[str, ...]:
    if not found.left_out:
        return ()
    names = ", ".join(found.left_out)
    return (
        f"Left out, since their forms are not among the banks: {names}. Neither their scores nor any safety flags are known.",
    )


def _means(found: RatingHistory) -> Section:
    rows = tuple(
        (
            line.name,
            line.form.id,
            _mean(line.mine.adherence),
            _mean(line.mine.competence),
            _mean(line.theirs.adherence) if line.theirs else "-",
            _mean(line.theirs.competence) if line.theirs else "-",
            line.standing,
        )
        for line in found.lines
    )
    table = SectionTable(
        caption="Sessions in the order of their rating",
        columns=(
            "Session",
            "Form",
            "Adherence, self",
            "Competence, self",
            "Adherence, supervisor",
            "Competence, supervisor",
            "Standing",
        ),
        rows=rows,
    )
    tracks = [
        Track(
            label=label,
            own=tuple(_value(line.mine, scale) for line in found.lines),
            other=tuple(_value(line.theirs, scale) for line in found.lines),
        )
        for label, scale in (("Adherence, mean", "adherence"), ("Competence, mean", "competence"))
    ]
    chart = _chart(
        "means",
        found.lines,
        tracks,
        title="Session means over time",
        upright="Mean rating",
        desc="Mean adherence and mean competence of every session, 0 to 4, by the trainee and by "
        "the supervisor; the table has every figure.",
    )
    return Section(
        heading="Sessions",
        lead="Adherence (how much was done) and competence (how well) are two scales and are never combined.",
        figures=(Figure(table=table, chart=chart),),
    )


def _items(lines: Sequence[SessionLine]) -> list[Section]:
    """Return a section for each scale: every item over the sessions of the forms it is in."""
    names: dict[str, str] = {}
    for line in lines:
        names |= {item.id: item.title for item in line.form.items}
    sections = []
    for scale in ("adherence", "competence"):
        tracks, rows = [], []
        for item, title in names.items():
            own = tuple(_item(line.mine, item, scale) for line in lines)
            other = tuple(_item(line.theirs, item, scale) for line in lines)
            tracks.append(Track(label=f"{item} {title}", own=own, other=other))
            levels = [_levels(*pair) for pair in zip(own, other, strict=True)]
            rows.append((f"{item} {title}", *levels))
        table = SectionTable(
            caption=f"{scale.capitalize()} by item and session",
            columns=("Item", *(f"Session {line.number}" for line in lines)),
            rows=tuple(rows),
        )
        chart = _chart(
            f"items-{scale}",
            lines,
            tracks,
            title=f"{scale.capitalize()} of each item over the sessions",
            upright=scale.capitalize(),
            desc=f"One small chart per item, {scale} from 0 to 4 by session; the table has every figure.",
        )
        sections.append(
            Section(
                heading=f"{scale.capitalize()} by item",
                figures=(Figure(table=table, chart=chart),),
                note="Where two figures stand, the first is yours and the second your supervisor's. "
                f"An item has a small chart once {SESSIONS_FOR_A_CHART} sessions rated it. A dash stands where the item did not apply, is not on that form, or has no rating.",
            )
        )
    return sections


def _bias(found: RatingHistory) -> Section:
    bias = found.bias.reason if isinstance(found.bias, Undefined) else found.bias.words
    rows = [
        (f"Case {case}, {form}", _mean(phase.adherence), _mean(phase.competence))
        for case, form, phase in found.phases
    ]
    lacks = found.portfolio.missing or ("nothing, by the rules of the forms",)
    figures = [
        Figure(
            table=SectionTable(
                caption="What the portfolio still lacks",
                columns=("By the forms' rules",),
                rows=tuple((one,) for one in lacks),
            )
        )
    ]
    if rows:
        phases = SectionTable(
            caption="Phases spread over sessions",
            columns=("Phase", "Adherence", "Competence"),
            rows=tuple(rows),
        )
        figures.insert(0, Figure(table=phases))
    return Section(
        heading="Your own bias",
        lead=f"{bias[:1].upper()}{bias[1:]}.",
        figures=tuple(figures),
        note="Bias says who rates higher. It is not agreement, and neither rating is the truth.",
    )


def _mean(one: Mean | Undefined) -> str:
    return one.reason if isinstance(one, Undefined) else f"{one.value:.2f} ({one.n})"


def _value(score: SessionScore | None, scale: str) -> float | None:
    mean = getattr(score, scale) if score else None
    return mean.value if isinstance(mean, Mean) else None


def _item(score: SessionScore | None, item: str, scale: str) -> float | None:
    found = [one for one in score.items if one.item == item] if score else []
    value = getattr(found[0], scale) if found else None
    return None if value is None else float(value)


def _chart(
    name: str,
    lines: Sequence[SessionLine],
    tracks: Sequence[Track],
    *,
    title: str,
    upright: str,
    desc: str,
) -> Chart | None:
    """Return small multiples of what enough sessions rated; None where there is nothing of the kind."""
    drawn = [
        track
        for track in tracks
        if sum(pair != (None, None) for pair in zip(track.own, track.other, strict=True))
        >= SESSIONS_FOR_A_CHART
    ]
    if not drawn:
        return None
    places = [str(line.number) for line in lines]
    return steps(
        name, drawn, places=places, title=title, desc=desc, across=_ACROSS, upright=upright
    )


def _levels(own: float | None, other: float | None) -> str:
    """Return the ratings of an item by trainee and supervisor, the latter where there is one."""
    levels = ["-" if value is None else f"{value:g}" for value in (own, other)]
    return levels[0] if other is None else " / ".join(levels)
