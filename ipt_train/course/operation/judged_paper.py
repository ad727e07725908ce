"""Judgements matched to the paper that they are about: its items, its marks, and nothing else."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ipt_train.course.cohort.standard.compromise import HofsteeBounds
from ipt_train.course.cohort.standard.judged import EbelCell
from ipt_train.course.operation.judgements import JudgedLine, Judgements
from ipt_train.errors import ResponsesError
from ipt_train.exam.core.key import Key
from ipt_train.shell.suggest import suggestion

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPaper:
    """The items of one form of an exam; each is worth one mark.

    Attributes:
        name: The exam and the letter of the form, such as final-A.
        items: Ids of the items that count, in the order of the paper.
        left_out: Ids of those that a regrade left out for everybody.
    """

    name: str
    items: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def full(self) -> float:
        """Full marks."""
        return float(len(self.items))


def judged_paper(key: Key) -> JudgedPaper:
    """Return the items of the form that a key belongs to."""
    return JudgedPaper(
        name=f"{key.exam}-{key.form}",
        items=tuple(str(one.item.id) for one in key.entries if not one.left_out),
        left_out=tuple(str(one.item.id) for one in key.entries if one.left_out),
    )


def check_known(judgements: Judgements, papers: Collection[JudgedPaper]) -> None:
    """Check that every item judged is on one of the papers.

    Raises:
        ResponsesError: One is on none of them.
    """
    if "item" not in judgements.columns:
        return
    known = {item for paper in papers for item in (*paper.items, *paper.left_out)}
    unknown = [row for row in judgements.rows if row.texts["item"] not in known]
    if unknown:
        item = unknown[0].texts["item"]
        more = f", and {len(unknown) - 1} more lines have the same fault" if unknown[1:] else ""
        raise judgements.fault(
            unknown[0].line,
            f"the item `{item}` is not on {_listed([paper.name for paper in papers], 'or')}{more}",
            suggestion(item, sorted(known)),
        )


def angoff_table(judgements: Judgements, paper: JudgedPaper) -> list[list[float]]:
    """Return each judge's shares, 0-1, in the order of the items of a paper that count.

    Raises:
        ResponsesError: A judge did not judge one of them.
    """
    return [
        [row.numbers["share"] for row in rows] for rows in _of_paper(judgements, paper).values()
    ]


def ebel_tables(
    judgements: Judgements, paper: JudgedPaper, *, alone: bool
) -> list[dict[tuple[str, str], EbelCell]]:
    """Return each judge's table of relevance and difficulty for the items of a paper that count.

    Args:
        judgements: A line an item, or a line a cell with how many items are in it.
        paper: The paper.
        alone: Whether the standard is set for this paper only: a table that names no items
            cannot be divided among several.

    Raises:
        ResponsesError: A judge did not sort one of the items, or another number of items.
    """
    if "item" not in judgements.columns:
        if not alone:
            raise judgements.fault(
                1,
                "these columns do not say which items were sorted, and there are several forms",
                "give the form with --form, or write a line for each item with the columns"
                " judge, item, relevance, difficulty, share",
            )
        _check_counts(judgements, paper)
        return [
            {_cell(row): _counted(row) for row in rows} for rows in judgements.judges().values()
        ]
    tables = []
    for rows in _of_paper(judgements, paper).values():
        table: dict[tuple[str, str], EbelCell] = {}
        for row in rows:
            before = table.get(_cell(row))
            items = before.items + 1 if before else 1
            table[_cell(row)] = EbelCell(items=items, share=row.numbers["share"])
        tables.append(table)
    return tables


def _cell(row: JudgedLine) -> tuple[str, str]:
    return row.texts["relevance"], row.texts["difficulty"]


def _counted(row: JudgedLine) -> EbelCell:
    return EbelCell(items=int(row.numbers["items"]), share=row.numbers["share"])


def _check_counts(judgements: Judgements, paper: JudgedPaper) -> None:
    for judge, rows in judgements.judges().items():
        sorted_items = int(sum(row.numbers["items"] for row in rows))
        if sorted_items != len(paper.items):
            raise judgements.fault(
                rows[-1].line,
                f"{judge} sorts {sorted_items} items, but {paper.name} has {_counting(paper)}",
                "sort every item that counts exactly once",
            )


def hofstee_bounds(judgements: Judgements, paper: JudgedPaper) -> list[HofsteeBounds]:
    """Return what each judge finds bearable, with cuts in marks of the paper.

    Raises:
        ResponsesError: A cut is above the marks of the paper, or is a share of them.
    """
    for row in judgements.rows:
        cuts = {name: row.numbers[name] for name in ("least_cut", "most_cut")}
        _check_marks(judgements, row, cuts, paper)
        if paper.full > 1 and (cuts["most_cut"] <= 1 or 0 < cuts["least_cut"] < 1):
            raise _shares(judgements, row.line, "least_cut and most_cut are", paper)
    return [
        HofsteeBounds(
            least_cut=row.numbers["least_cut"],
            most_cut=row.numbers["most_cut"],
            least_failed=row.numbers["least_failed"],
            most_failed=row.numbers["most_failed"],
        )
        for row in judgements.rows
    ]


def borderline_sittings(
    judgements: Judgements, paper: JudgedPaper
) -> tuple[list[float], list[float]]:
    """Return the grades and the scores of sittings, scores in marks of the paper.

    Raises:
        ResponsesError: A score is above the marks of the paper, or all are shares of them.
    """
    grades = [row.numbers["grade"] for row in judgements.rows]
    scores = [row.numbers["score"] for row in judgements.rows]
    for row in judgements.rows:
        _check_marks(judgements, row, {"score": row.numbers["score"]}, paper)
    if paper.full > 1 and max(scores) <= 1:
        raise _shares(judgements, judgements.rows[0].line, "every score is", paper)
    return grades, scores


def _check_marks(
    judgements: Judgements, row: JudgedLine, marks: dict[str, float], paper: JudgedPaper
) -> None:
    for name, value in marks.items():
        if value > paper.full:
            raise judgements.fault(
                row.line,
                f"{name} {value:g} is above the {paper.full:g} marks of {paper.name}",
                f"write {name} in marks, not as a percentage: 60% of {paper.full:g} is"
                f" {0.6 * paper.full:g}",
            )


def _shares(judgements: Judgements, line: int, what: str, paper: JudgedPaper) -> ResponsesError:
    return judgements.fault(
        line,
        f"{what} in marks, 0 to {paper.full:g} on {paper.name}, but these look like shares",
        f"write marks: a share of 0.6 is {0.6 * paper.full:g} marks here",
    )


def _of_paper(judgements: Judgements, paper: JudgedPaper) -> dict[str, list[JudgedLine]]:
    """Return the lines of each judge for the items of a paper that count, in its order.

    Raises:
        ResponsesError: An item was judged by nobody, or not by every judge.
    """
    judges = {
        judge: {row.texts["item"]: row for row in rows}
        for judge, rows in judgements.judges().items()
    }
    judged = {item for rows in judges.values() for item in rows}
    if nobody := [item for item in paper.items if item not in judged]:
        some = "any" if len(nobody) == len(paper.items) else str(len(nobody))
        raise ResponsesError(
            f"{judgements.file}: nobody judged {some} of the {len(paper.items)} items of"
            f" {paper.name}: {_listed(nobody, 'and')}",
            hint="write a line for each judge and item; for the standard of one form only, give the form with --form",
        )
    for judge, rows in judges.items():
        if lacking := [item for item in paper.items if item not in rows]:
            raise judgements.fault(
                judgements.judges()[judge][-1].line,
                f"{judge} did not judge {len(lacking)} of the {len(paper.items)} items of"
                f" {paper.name}: {_listed(lacking, 'and')}",
                "write a line for each; every judge judges every item that counts",
            )
    return {judge: [rows[item] for item in paper.items] for judge, rows in judges.items()}


def _counting(paper: JudgedPaper) -> str:
    left_out = f" ({len(paper.left_out)} more left out by a regrade)" if paper.left_out else ""
    return f"{len(paper.items)} that count{left_out}"


def _listed(names: Sequence[str], word: str) -> str:
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} {word} {len(names) - _MOST_NAMED} more"
    before = ", ".join(names[:-1])
    return f"{before} {word} {names[-1]}" if before else names[-1]
