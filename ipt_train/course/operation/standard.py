"""Where to pass: a method, its cut for each form, and whom the cut leaves in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ipt_train.course.cohort.estimate import Least
from ipt_train.course.cohort.reliability import sem
from ipt_train.course.cohort.standard.borderline import BorderlineRegression, borderline_regression
from ipt_train.course.cohort.standard.compromise import cohen, hofstee
from ipt_train.course.cohort.standard.cut import CutScore, PassBand, no_cut, pass_band
from ipt_train.course.cohort.standard.judged import angoff, ebel
from ipt_train.course.cohort.tally import PaperTally, tally
from ipt_train.course.exchange.keys import read_keys
from ipt_train.course.operation.answers import course_answers, exam_ids
from ipt_train.course.operation.course import OpenCourse
from ipt_train.course.operation.judged_paper import (
    JudgedPaper,
    angoff_table,
    borderline_sittings,
    check_known,
    ebel_tables,
    hofstee_bounds,
    judged_paper,
)
from ipt_train.course.operation.judgements import Judgements
from ipt_train.errors import CourseError, ResponsesError
from ipt_train.figure.rounding import percent
from ipt_train.vocabulary import Standard

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardSet:
    """A cut by one method, in marks.

    Attributes:
        cut: The cut with its standard error and interval.
        full: Full marks of the paper: one for each item that counts.
        share: The cut as a share of them, 0-1; None without a cut.
        band: Who passes and who is within one SEM of the cut; None where there is no SEM.
        left_out: Items that a regrade left out for everybody; they are not counted.
        note: What else the method says.
    """

    cut: CutScore
    full: float
    share: float | None
    band: PassBand | None
    left_out: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodSettings:
    """What some of the methods go by.

    Attributes:
        borderline: The grade that stands for borderline.
        share: Of Cohen: the share of what the best attain, 0-1.
        best: Of Cohen: the percentile that stands for the best, 0-1.
    """

    borderline: float = 2.0
    share: float = 0.6
    best: float = 0.95


def standards(
    opened: OpenCourse,
    method: Standard,
    judgements: Judgements,
    *,
    exam: str | None = None,
    form: str = "",
    identity: Path | None = None,
    settings: MethodSettings = MethodSettings(),
) -> dict[str, StandardSet]:
    """Return the cut that a method gives for each form of an exam, from its own items.

    Args:
        opened: The course.
        method: The method.
        judgements: What the judges said.
        exam: Id of the exam; none stands for all that were built.
        form: Letter of a form; none stands for all of them.
        identity: File of an instructor's age identity, in place of the course's own.
        settings: What the method goes by.

    Raises:
        CourseError: There is no such exam or form, or it was not built.
        ResponsesError: The judgements do not fit the papers.
        KeyFileError: The keys do not open.
    """
    exams = exam_ids(opened, exam)
    papers = [
        judged_paper(key) for name in exams for key in read_keys(opened.folder, name, identity)
    ]
    check_known(judgements, papers)
    chosen = [paper for paper in papers if paper.name.endswith(f"-{form.upper()}" if form else "")]
    if not chosen:
        raise CourseError(
            f"there is no form `{form[:20]}`",
            hint=f"there are {', '.join(paper.name for paper in papers)}; give the last letter",
        )
    tallies = {
        one.paper: one
        for name in exams
        for one in tally(course_answers(opened, name, identity=identity))
    }
    return {
        paper.name: set_standard(
            method,
            judgements,
            paper,
            tallies.get(paper.name),
            alone=len(chosen) == 1,
            borderline=settings.borderline,
            share=settings.share,
            best=settings.best,
        )
        for paper in chosen
    }


def set_standard(
    method: Standard,
    judgements: Judgements,
    paper: JudgedPaper,
    sat: PaperTally | None,
    *,
    alone: bool = True,
    borderline: float = 2.0,
    share: float = 0.6,
    best: float = 0.95,
) -> StandardSet:
    """Return the cut that a method gives for one paper.

    Args:
        method: The method.
        judgements: What the judges said, of this paper and perhaps of others.
        paper: The paper's items.
        sat: What was answered on it; its totals are used by Cohen and Hofstee. None if nobody
            sat it yet.
        alone: Whether the standard is set for this paper only.
        borderline: The grade that stands for borderline.
        share: Of Cohen: the share of what the best attain.
        best: Of Cohen: the percentile that stands for the best, 0-1.

    Raises:
        ResponsesError: The judgements do not fit the paper, or the cut lies outside its marks.
    """
    sat = sat or PaperTally(paper=paper.name, sittings=0, totals=(), items=())
    totals = [(total / 1000, count) for total, count in sat.totals]
    note, least = "", Least().reliability
    match method:
        case _ if not paper.items:
            cut = no_cut(method, 0, "no item of the paper counts")
        case Standard.ANGOFF:
            cut = angoff(angoff_table(judgements, paper))
        case Standard.EBEL:
            cut = ebel(ebel_tables(judgements, paper, alone=alone))
        case Standard.BORDERLINE:
            grades, scores = borderline_sittings(judgements, paper)
            line = borderline_regression(grades, scores, borderline)
            cut, note = line.cut, _said_of(line, grades, borderline, alone=alone)
        case Standard.COHEN | Standard.HOFSTEE if sat.sittings < least:
            if method is Standard.HOFSTEE:
                hofstee_bounds(judgements, paper)
            cut = no_cut(
                method, sat.sittings, f"too few sittings: {sat.sittings} of {least} needed"
            )
        case Standard.COHEN:
            cut = cohen(totals, share=share, best=best)
        case Standard.HOFSTEE:
            found = hofstee(totals, hofstee_bounds(judgements, paper))
            cut = found.cut
            if found.failed is not None:
                note = f"{percent(found.failed)} fall below it, by linear interpolation between the totals"
    value, error = cut.cut.value, sem(sat, least=least).value
    if value is not None and not -_EPSILON <= value <= paper.full + _EPSILON:
        raise ResponsesError(
            f"the cut of {paper.name} would be {value:.3f} marks of {paper.full:g}",
            hint="check that --borderline is a grade in the file and that scores are in marks",
        )
    return StandardSet(
        cut=cut,
        full=paper.full,
        share=value / paper.full if value is not None else None,
        band=pass_band(sat, value * 1000, error) if value is not None and error else None,
        left_out=paper.left_out,
        note=note,
    )


def _said_of(
    line: BorderlineRegression, grades: Sequence[float], borderline: float, *, alone: bool
) -> str:
    """Say how good the line is, and what it was drawn through."""
    notes = []
    if line.determination is not None:
        notes.append(f"R squared {line.determination:.2f}")
    if not min(grades) <= borderline <= max(grades):
        notes.append(
            f"no sitting has a grade as {'low' if borderline < min(grades) else 'high'} as"
            f" {borderline:g}, so the line is drawn beyond its sittings"
        )
    if not alone:
        notes.append(
            f"one line through all {len(grades)} sittings of the file, which does not say who had"
            " which form; for a line of each form give its sittings alone, with --form"
        )
    return "; ".join(notes)
