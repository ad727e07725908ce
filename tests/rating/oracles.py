"""Published worked examples that the statistics of agreement are held to."""


def by_rater(*raters: str) -> list[tuple[int | None, ...]]:
    """Return one row a unit from one string a rater; a point is a missing rating."""
    columns = [[None if sign == "." else int(sign) for sign in rater] for rater in raters]
    return list(zip(*columns, strict=True))


SHROUT_FLEISS = [
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
]
"""Shrout and Fleiss, Psychological Bulletin 1979; 86: 420-428, table 2: six targets, four judges."""

ANXIETY = by_rater("33345523522615221243", "36462424332333221334", "21443216111233113322")
"""R package irr, data set `anxiety`: 20 people, three raters, a scale of 1 to 6."""

KRIPPENDORFF = by_rater("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
"""Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section C: four observers, 12 units."""

COHEN_1968 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
COHEN_1968_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
"""Cohen, Psychological Bulletin 1968; 70: 213-220: two judges, 200 people, three diagnoses."""

FLEISS_1971 = [
    "444444",
    "222555",
    "233335",
    "555555",
    "222444",
    "113333",
    "333355",
    "113334",
    "114444",
    "555555",
    "144444",
    "124444",
    "222333",
    "144444",
    "224445",
    "333335",
    "111455",
    "111112",
    "224444",
    "133555",
    "555555",
    "244444",
    "224555",
    "114444",
    "144445",
    "222224",
    "111155",
    "224444",
    "133333",
    "555555",
]
"""Fleiss, Psychological Bulletin 1971; 76: 378-382 (R package irr, `diagnoses`): 30 patients, 6 raters."""

WIKIPEDIA_FLEISS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip
"""The worked example of Wikipedia's article on Fleiss' kappa: 10 subjects, 14 raters."""

WRIGHT = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427]
MINI = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451]
"""Bland and Altman, Lancet 1986; i: 307-310: peak flow by two meters, 17 people, first readings."""
