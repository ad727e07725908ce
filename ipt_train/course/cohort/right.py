"""Who is right where: how many sittings with each number of right items are right in each item.

These integers carry all that a Rasch model of a paper and its conditional fit can use. Only full
marks count as right; a blank answer is not right, as everywhere else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ipt_train.course.cohort.answer import ItemResponse

RightRow = tuple[str, str, int, int, int, int]
"""Paper, item, revision, score, answers, and how many of them are right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreGroup:
    """Sittings with one number of right items.

    Attributes:
        score: That number, 0 or more.
        n: How many sittings they are.
        asked: How many of them were asked each item, in the order of the paper's items.
        right: How many of them are right in it.
    """

    score: int
    n: int
    asked: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightTally:
    """Right answers of one paper.

    Attributes:
        paper: Its id.
        items: Id and revision of its items, in order.
        groups: Its sittings, in ascending order of score.
    """

    paper: str
    items: tuple[tuple[str, int], ...]
    groups: tuple[ScoreGroup, ...]


def rights(answers: Iterable[ItemResponse], *, first_only: bool = True) -> tuple[RightTally, ...]:
    """Count right answers, paper by paper.

    Args:
        answers: The rows, in any order, each item once in a sitting.
        first_only: Whether to leave out every attempt but the first.
    """
    kept = [one for one in answers if one.attempt == 1 or not first_only]
    scores: Counter[tuple[str, str, int]] = Counter()
    for one in kept:
        scores[one.paper, one.person, one.attempt] += one.units == one.full
    sittings: dict[str, Counter[int]] = defaultdict(Counter)
    for (paper, _, _), score in scores.items():
        sittings[paper][score] += 1
    asked: Counter[tuple[str, str, int, int]] = Counter()
    right: Counter[tuple[str, str, int, int]] = Counter()
    for one in kept:
        score = scores[one.paper, one.person, one.attempt]
        asked[one.paper, one.item, one.revision, score] += 1
        right[one.paper, one.item, one.revision, score] += one.units == one.full
    return assemble_rights(((*place, n, right[place]) for place, n in asked.items()), sittings)


def assemble_rights(
    rows: Iterable[RightRow], sittings: Mapping[str, Mapping[int, int]]
) -> tuple[RightTally, ...]:
    """Put counts together in one order, whoever counted them.

    Args:
        rows: Answers and right answers by paper, item, revision and score.
        sittings: How many sittings have each score, by paper.
    """
    found: dict[str, dict[tuple[str, int], dict[int, tuple[int, int]]]] = defaultdict(dict)
    for paper, item, revision, score, asked, right in rows:
        found[paper].setdefault((item, revision), {})[score] = (asked, right)
    tallies = []
    for paper in sorted(sittings):
        items = sorted(found[paper])
        groups = []
        for score in sorted(sittings[paper]):
            cells = [found[paper][item].get(score, (0, 0)) for item in items]
            groups.append(
                ScoreGroup(
                    score=score,
                    n=sittings[paper][score],
                    asked=tuple(asked for asked, _ in cells),
                    right=tuple(right for _, right in cells),
                )
            )
        tallies.append(RightTally(paper=paper, items=tuple(items), groups=tuple(groups)))
    return tuple(tallies)
