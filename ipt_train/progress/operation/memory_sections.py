"""The sections on memory and on being sure: true retention and calibration."""

from ipt_train.log.core.tally import MATURE_DAYS
from ipt_train.plural import counted, times, was
from ipt_train.progress.core.share import FEW, Share
from ipt_train.progress.operation.progress import Progress
from ipt_train.report.chart import Point, dots, line
from ipt_train.report.section import Figure, Section, SectionTable
from ipt_train.report.text import between, month_words, percent, too_few
from ipt_train.vocabulary import Confidence

_SHARE = ("True retention", "95% range", "Recalled")


def retained(progress: Progress) -> Section:
    """Return the section on true retention: all, by interval and by month."""
    kept = progress.record.retention
    asked = f"{progress.desired_retention:.0%}"
    parts = (
        ("all", kept.all),
        (f"young (<{MATURE_DAYS} d)", kept.young),
        (f"mature ({MATURE_DAYS} d+)", kept.mature),
    )
    lead = f"Of {counted(kept.all.n, 'review')} that {was(kept.all.n)} due you recalled {kept.all.count}: too few to give a share, which needs {FEW}. You asked for {asked}."
    if kept.all.share is not None:
        lead = (
            f"Of {counted(kept.all.n, 'review')} that {was(kept.all.n)} due you recalled {percent(kept.all.share)} "
            f"({between(kept.all.low, kept.all.high)}). You asked for {asked}."
        )
    elif not kept.all.n:
        return Section(
            heading="True retention",
            lead="No review has come due yet. `ipt-train due` shows when the next ones are; come back on that day.",
            note=_NOTE,
        )
    months = kept.months
    points = [_point(_short_month(one.month), one.retention) for one in months]
    bottom = 0.5 if all(one.low is None or one.low >= 0.5 for one in points) else 0.0
    figures = [
        Figure(
            chart=dots(
                "retention",
                [_point(name.split(" (")[0], share) for name, share in parts],
                title="True retention by interval",
                desc=f"{lead} The dashed line is what you asked for.",
                across="True retention, with its 95% range",
                reference=progress.desired_retention,
                reference_label=f"dashed: {asked} asked for",
            ),
            table=SectionTable(
                caption="True retention by interval",
                columns=("Interval", *_SHARE),
                rows=tuple((name, *_cells(share)) for name, share in parts),
            ),
        )
    ]
    table = SectionTable(
        caption="True retention by month",
        columns=("Month", *_SHARE),
        rows=tuple((month_words(one.month), *_cells(one.retention)) for one in months),
    )
    chart = line(
        "months",
        points,
        title="True retention by month",
        across="Month",
        upright="True retention",
        bottom=bottom,
        reference=progress.desired_retention,
        reference_label=f"dashed: {asked} asked for",
        desc="Share of due reviews recalled in each month, in a band of its 95% range. A question mark stands for too few.",
    )
    figures.append(Figure(table=table, chart=chart))
    return Section(heading="True retention", lead=lead, figures=tuple(figures), note=_NOTE)


_NOTE = (
    "Only due reviews at intervals of a day or more count: no first answers, no second answers on the same day, no early "
    "answers, and nothing that is still in learning because the memory model wanted it back within half a day. "
    f"A right answer called a guess is not recall. An interval of {MATURE_DAYS} days divides young from mature, as in Anki. Below {FEW} it says too few (a convention, not validated). "
    "The 95% ranges treat reviews as independent, which they are not quite: the true ranges are a little wider."
)


def calibrated(progress: Progress) -> Section:
    """Return the section on calibration: of what you felt, and of the memory model."""
    found = progress.record.calibration
    said = [
        (str(one.confidence or "said nothing"), one.confidence, one.right)
        for one in (
            *reversed(found.confidence[:-1]),
            found.confidence[-1],
        )  # surest first, nothing said last
    ]
    figures = []
    if any(confidence and share.n for _, confidence, share in said):
        figures.append(_confidence([(name, share) for name, _, share in said]))
        lead = _certain(next(share for _, one, share in said if one is Confidence.CERTAIN))
    else:
        lead = (
            "You have not said yet how sure you were. Press `c` (certain) or `g` (a guess) with an answer, "
            "and this shows whether being sure means being right."
        )
    foretold = found.all
    if foretold.recalled.n:
        if found.gap is None:
            lead += f" Of the memory model's forecasts, {foretold.recalled.n} {was(foretold.recalled.n)} tested: too few to say."
        else:
            lead += (
                f" The memory model predicted {percent(foretold.predicted)} recall; it was {percent(foretold.recalled.share)} "
                f"({between(foretold.recalled.low, foretold.recalled.high)})."
            )
        figures.append(_foretold(progress))
    else:
        lead += " The memory model's forecasts are tested from your second day of study."
    return Section(
        heading="Calibration",
        lead=lead,
        figures=tuple(figures),
        note="Confidence: every answer, first answers too. Forecasts: every answer on a later day than the last, due or not, "
        "by tenths of the chance of recall (FSRS-6) that the model gave it just before; tenths without any are not shown.",
    )


def _short_month(month: str) -> str:
    name, year = month_words(month).split()
    return f"{name[:3]} {year}"


def _certain(share: Share) -> str:
    if share.share is None:
        return f"You said certain {times(share.n)}: too few to say how often that was right."
    return f"When you said certain, you were right {percent(share.share)} of the time ({between(share.low, share.high)})."


def _confidence(said: list[tuple[str, Share]]) -> Figure:
    return Figure(
        chart=dots(
            "confidence",
            [_point(name, share) for name, share in said],
            title="Share right by what you said before feedback",
            desc="The share of right answers for each confidence, with its 95% range.",
            across="Share right, with its 95% range",
        ),
        table=SectionTable(
            caption="Share right by confidence",
            columns=("You said", "Share right", "95% range", "Right"),
            rows=tuple((name, *_cells(share)) for name, share in said),
        ),
    )


def _foretold(progress: Progress) -> Figure:
    found = progress.record.calibration
    tenths = [one for one in found.predicted if one.recalled.n]
    named = [(f"{one.low * 100:.0f}% to {one.high * 100:.0f}%", one) for one in tenths]
    return Figure(
        chart=dots(
            "foretold",
            [_point(name, one.recalled, expected=one.predicted) for name, one in named],
            across="Share recalled, with its 95% range",
            came="recalled",
            expected="foretold",
            title="Recall against the memory model's forecast",
            desc="For each tenth of the predicted chance: the share recalled with its 95% range, and the mean prediction as a diamond.",
        ),
        table=SectionTable(
            caption="Recall by predicted chance",
            columns=("Predicted", "Mean prediction", "Recalled", "95% range", "Reviews"),
            rows=tuple(
                (
                    name,
                    percent(one.predicted, "-"),
                    too_few(one.recalled.share, one.recalled.n),
                    between(one.recalled.low, one.recalled.high),
                    str(one.recalled.n),
                )
                for name, one in [*named, ("all", found.all)]
            ),
        ),
    )


def _point(name: str, share: Share, expected: float | None = None) -> Point:
    return Point(
        label=name,
        value=share.share,
        low=share.low,
        high=share.high,
        expected=expected,
        note=too_few(share.share, share.n),
    )


def _cells(share: Share) -> tuple[str, ...]:
    return (
        too_few(share.share, share.n),
        between(share.low, share.high),
        f"{share.count} of {share.n}",
    )
