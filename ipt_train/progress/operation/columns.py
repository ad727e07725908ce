"""The columns of exported tables, with types and units, in one place: the data dictionary."""

from dataclasses import dataclass

from ipt_train.csv_file import csv_text
from ipt_train.progress.core.cell_kind import (
    AMOUNT,
    CODES,
    CORRELATION,
    COUNT,
    DATE,
    FLAG,
    FSRS_RATING,
    FSRS_STATE,
    HOUR,
    ID,
    INSTANT,
    NUMBER,
    ONE_AT_MOST,
    ONE_TO_TEN,
    SHARE,
    TEXT,
    ZONE,
    CellKind,
    any_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: Its name, the same in the header of the table.
        kind: What its cells may be, the empty ones apart.
        unit: The unit of its figures, or the ends of a scale; may be empty.
        meaning: What it says of its row.
        empty: Where its cells are empty, in words; without them none is.
    """

    name: str
    kind: CellKind
    unit: str
    meaning: str
    empty: str = ""

    @property
    def description(self) -> str:
        """What it means and where it is empty."""
        return f"{self.meaning}; empty {self.empty}" if self.empty else self.meaning


_Row = tuple[str, CellKind, str, str] | tuple[str, CellKind, str, str, str]


def _columns(*rows: _Row) -> tuple[Column, ...]:
    return tuple(
        Column(name=name, kind=kind, unit=unit, meaning=meaning, empty="".join(empty))
        for name, kind, unit, meaning, *empty in rows
    )


REVIEWS = _columns(
    ("card_id", ID, "", "Id of the item or step; for one that was replaced, of the item that has its history now"),
    ("review_time", COUNT, "ms since 1970", "When it was answered, by the device's clock"),
    ("review_rating", FSRS_RATING, "", "FSRS rating: 1 again, 2 hard, 3 good, 4 easy"),
    ("review_state", FSRS_STATE, "", "Before it: 0 new, 1 learning, 2 review, 3 relearning"),
    ("review_duration", COUNT, "ms", "From question to answer"),
    ("timezone", ZONE, "", "IANA zone by which the day was counted"),
    ("day_start", HOUR, "hour", "Hour at which the study day began"),
    ("event_id", ID, "", "Id of the event in the log"),
    ("device", ID, "", "Installation that wrote it"),
    ("session", ID, "", "Sitting it belongs to", "where it belongs to none"),
    ("study_day", DATE, "", "Study day"),
    ("revision", COUNT, "", "Revision of the item that was asked"),
    ("vignette", ID, "", "Case it is a step of", "where it is not a step"),
    ("correct", FLAG, "", "Whether it was wholly right"),
    ("score", SHARE, "share, 0 to 1", "Marks by the item's partial-credit rule"),
    ("confidence", any_of("guessed", "unsure", "certain"), "", "How sure, as said before feedback", "where nothing was said"),
    ("response", TEXT, "", 'What was answered: ids of options separated by spaces, true or false, the words typed, or prompt=option or gap=words separated by "; "'),
    ("stability", AMOUNT, "days", "After it: days until recall falls to 0.9"),
    ("difficulty", ONE_TO_TEN, "1 to 10", "After it: FSRS difficulty"),
    ("next_interval_days", COUNT, "days", "After it: days until it comes back; 0 if within minutes"),
)  # fmt: skip  # a table
"""One answer in study a row; the first seven are those that FSRS tools exchange."""

ITEMS = _columns(
    ("item", ID, "", "Id of the item or step"),
    ("bank", ID, "", "Its bank"),
    ("domain", ID, "", "Its domain"),
    ("level", ID, "", "Its cognitive level"),
    ("objective", ID, "", "What it asks for"),
    ("vignette", ID, "", "Case it is a step of", "where it is not a step"),
    ("state", any_of("new", "learning", "review", "relearning"), "", "new, learning, relearning or review"),
    ("stability", AMOUNT, "days", "Days until recall falls to 0.9", "while it is new"),
    ("difficulty", ONE_TO_TEN, "1 to 10", "FSRS difficulty", "while it is new"),
    ("retrievability_today", SHARE, "chance, 0 to 1", "Chance of recall today", "while it is new"),
    ("due_day", DATE, "", "Study day on which it comes back", "while it is new or comes back within minutes"),
    ("interval_days", COUNT, "days", "Interval it is in", "while it is new or comes back within minutes"),
    ("repetitions", COUNT, "", "Reviews so far"),
    ("lapses", COUNT, "", "Times forgotten after its first steps"),
    ("reviews", COUNT, "", "Answers so far"),
    ("correct", COUNT, "", "Answers wholly right"),
    ("first_day", DATE, "", "Study day of the first answer", "while it is new"),
    ("last_day", DATE, "", "Study day of the last answer", "while it is new"),
    ("flagged", FLAG, "", "Whether it is flagged"),
    ("suspended", FLAG, "", "Whether it is set aside"),
)  # fmt: skip  # a table
"""One item a row, as it stands now."""

SESSIONS = _columns(
    ("session", ID, "", "Id of the sitting", "for answers that belong to none"),
    ("study_day", DATE, "", "Study day"),
    ("started", INSTANT, "", "When its first question was shown"),
    ("ended", INSTANT, "", "When its last answer was given"),
    ("answers", COUNT, "", "Answers that count"),
    ("correct", COUNT, "", "How many of them were wholly right"),
    ("new_items", COUNT, "", "How many of them were first answers"),
    ("answer_seconds", AMOUNT, "s", "From question to answer, added up"),
)  # fmt: skip  # a table
"""One sitting a row."""

ANSWERS = _columns(
    ("person", ID, "", "Pseudonym in the course"),
    ("paper", ID, "", "Exam and letter of the form; where several courses are read, the course and a colon before them"),
    ("attempt", COUNT, "", "Attempts of the person at the exam, counted from 1 in the order of arrival"),
    ("item", ID, "", "Id of the item in its bank"),
    ("revision", COUNT, "", "Revision of the item that was asked"),
    ("response", TEXT, "", "Ids of options joined by +, true or false, the words typed, or prompt=option or gap=words joined by +", "where nothing was answered"),
    ("blank", FLAG, "", "Whether nothing was answered"),
    ("units", COUNT, "thousandths of a mark", "What it earned; where the item is left out, what it would have earned"),
    ("full", COUNT, "thousandths of a mark", "What a wholly right answer earns"),
    ("left_out", FLAG, "", "Whether a regrade left the item out, so that it counts for nobody"),
    ("correction", TEXT, "", "What regrades decided about the item: what, why, by whom and when", "where they decided nothing"),
    ("mark", SHARE, "share of a mark, 0 to 1", "What it earned, to twelve decimals; `units` is rounded from it", "where an earlier version packed the answers"),
)  # fmt: skip  # a table
"""One answer to a course's exam a row."""


_WITHHELD = "where it is withheld or undefined"
NO_INTERVAL = "always, since no interval is defined for it"
_COMPARED = "without --compare"
_COMPARED_OR_WITHHELD = f"{_COMPARED}, or {_WITHHELD}"


def _with_ends(
    name: str, kind: CellKind, unit: str, meaning: str, empty: str = _WITHHELD, ends: str = ""
) -> tuple[Column, ...]:
    """Return a figure and the ends of its 95% interval, which are empty where it is unless ``ends`` says where."""
    return _columns(
        (name, kind, unit, meaning, empty),
        (f"{name}_low", kind, unit, f"Lower end of the 95% interval of {name}", ends or empty),
        (f"{name}_high", kind, unit, f"Upper end of the 95% interval of {name}", ends or empty),
    )


COURSE_ITEMS = (
    *_columns(
        ("paper", ID, "", "Exam and letter of the form; where several courses are read, the course and a colon before them"),
        ("item", ID, "", "Id of the item in its bank"),
        ("revision", COUNT, "", "Revision of the item that was asked"),
        ("n", COUNT, "", "Answers, blank ones too"),
    ),
    *_with_ends("blank", SHARE, "share, 0 to 1", "Answers left blank"),
    *_with_ends("facility", SHARE, "share, 0 to 1", "Mean share of the marks"),
    *_with_ends("item_rest", CORRELATION, "correlation, -1 to 1", "Correlation of the marks with those on the rest of the paper"),
    *_with_ends("upper_lower", CORRELATION, "-1 to 1", "D: share of the marks in the upper less the lower 27% of totals"),
    *_with_ends("efficiency", ONE_AT_MOST, "1 at most", "Discriminative efficiency: covariance with the rest over the largest possible"),
    *_with_ends("weight", SHARE, "share, 0 to 1", "Share in the spread of totals", ends=NO_INTERVAL),
    *_with_ends("alpha_if_deleted", ONE_AT_MOST, "1 at most", "Alpha of the paper without the item"),
    *_with_ends("location", NUMBER, "logits", "Rasch location, higher means harder; those of a paper add up to 0"),
    *_columns(("location_error", AMOUNT, "logits", "Standard error of the location", _WITHHELD)),
    *_with_ends("infit", AMOUNT, "1 expected", "Conditional infit mean square; above 1 answers are more erratic than the Rasch model predicts"),
    *_columns(
        ("n_reference", COUNT, "", "Answers of the reference group", _COMPARED),
        ("n_focal", COUNT, "", "Answers of the focal group", _COMPARED),
    ),
    *_with_ends("odds_ratio", AMOUNT, "ratio", "Mantel-Haenszel odds of being right, reference to focal group", _COMPARED_OR_WITHHELD),
    *_with_ends("delta", NUMBER, "ETS delta", "The same as -2.35 times its logarithm; below 0 is harder for the focal group", _COMPARED_OR_WITHHELD),
    *_columns(
        ("ets_class", any_of("A", "B", "C"), "", "Difference between groups: negligible, moderate, large", _COMPARED_OR_WITHHELD),
        ("flags", CODES, "", "Codes of what stands out, separated by spaces", "where nothing does"),
        ("codes", CODES, "", "Codes of item-writing rules that the item breaks, separated by spaces", "where it breaks none"),
        ("right", COUNT, "", "Answers that earned full marks"),
        ("place", COUNT, "", "Number of the question on the paper, from 1", "where the paper is not in the course's folder"),
    ),
)  # fmt: skip  # a table
"""One item of a paper a row, as ``course items --csv`` writes it."""

TABLES = {
    "reviews": REVIEWS,
    "items": ITEMS,
    "sessions": SESSIONS,
    "answers": ANSWERS,
    "course-items": COURSE_ITEMS,
}


MEANING = ("table", "column", "type", "unit", "meaning")
"""Columns of the data dictionary."""


def dictionary_rows() -> list[tuple[str, ...]]:
    """Return the data dictionary, a row a column of every table."""
    return [
        (table, column.name, column.kind.words, column.unit, column.description)
        for table, columns in TABLES.items()
        for column in columns
    ]


def dictionary_text() -> str:
    """Return the data dictionary as CSV."""
    return csv_text(MEANING, dictionary_rows())
