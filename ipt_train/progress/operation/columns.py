"""The columns of exported tables, with types and units, in one place: the data dictionary."""

from dataclasses import dataclass

from ipt_train.csv_file import csv_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, type, unit and meaning."""

    name: str
    type: str
    unit: str
    meaning: str


def _columns(*rows: tuple[str, str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(name=a, type=b, unit=c, meaning=d) for a, b, c, d in rows)


REVIEWS = _columns(
    ('card_id', 'text', '', 'Id of the item or step; for one that was replaced, of the item that has its history now'),
    ('review_time', 'integer', 'ms since 1970', "When it was answered, by the device's clock"),
    ('review_rating', '1 to 4', '', 'FSRS rating: 1 again, 2 hard, 3 good, 4 easy'),
    ('review_state', '0 to 3', '', 'Before it: 0 new, 1 learning, 2 review, 3 relearning'),
    ('review_duration', 'integer', 'ms', 'From question to answer'),
    ('timezone', 'text', '', 'IANA zone by which the day was counted'),
    ('day_start', 'integer', 'hour', 'Hour at which the study day began'),
    ('event_id', 'text', '', 'Id of the event in the log'),
    ('device', 'text', '', 'Installation that wrote it'),
    ('session', 'text', '', 'Sitting it belongs to'),
    ('study_day', 'date', '', 'Study day'),
    ('revision', 'integer', '', 'Revision of the item that was asked'),
    ('vignette', 'text', '', 'Case it is a step of, if any'),
    ('correct', '0 or 1', '', 'Whether it was wholly right'),
    ('score', 'number', 'share, 0 to 1', "Marks by the item's partial-credit rule"),
    ('confidence', 'text', '', 'guessed, unsure or certain, as said before feedback'),
    ('response', 'JSON', '', 'What was answered, by option ids'),
    ('stability', 'number', 'days', 'After it: days until recall falls to 0.9'),
    ('difficulty', 'number', '1 to 10', 'After it: FSRS difficulty'),
    ('next_interval_days', 'integer', 'days', 'After it: days until it comes back, empty while it is being learned'),
)  # fmt: skip
"""One answer in study a row; the first seven are those that FSRS tools exchange."""

ITEMS = _columns(
    ('item', 'text', '', 'Id of the item or step'),
    ('bank', 'text', '', 'Its bank'),
    ('domain', 'text', '', 'Its domain'),
    ('level', 'text', '', 'Its cognitive level'),
    ('objective', 'text', '', 'What it asks for'),
    ('vignette', 'text', '', 'Case it is a step of, if any'),
    ('state', 'text', '', 'new, learning, relearning or review'),
    ('stability', 'number', 'days', 'Days until recall falls to 0.9'),
    ('difficulty', 'number', '1 to 10', 'FSRS difficulty'),
    ('retrievability_today', 'number', 'chance, 0 to 1', 'Chance of recall today'),
    ('due_day', 'date', '', 'Study day on which it comes back'),
    ('interval_days', 'integer', 'days', 'Interval it is in'),
    ('repetitions', 'integer', '', 'Reviews so far'),
    ('lapses', 'integer', '', 'Times forgotten after graduating'),
    ('reviews', 'integer', '', 'Answers so far'),
    ('correct', 'integer', '', 'Answers wholly right'),
    ('first_day', 'date', '', 'Study day of the first answer'),
    ('last_day', 'date', '', 'Study day of the last answer'),
    ('flagged', '0 or 1', '', 'Whether it is flagged'),
    ('suspended', '0 or 1', '', 'Whether it is set aside'),
)  # fmt: skip
"""One item a row, as it stands now."""

SESSIONS = _columns(
    ('session', 'text', '', 'Id of the sitting'),
    ('study_day', 'date', '', 'Study day'),
    ('started', 'ISO instant', '', 'First answer'),
    ('ended', 'ISO instant', '', 'Last answer'),
    ('answers', 'integer', '', 'Answers that count'),
    ('correct', 'integer', '', 'Of them wholly right'),
    ('new_items', 'integer', '', 'Of them first answers'),
    ('answer_seconds', 'number', 's', 'From question to answer, added up'),
)  # fmt: skip
"""One sitting a row."""

ANSWERS = _columns(
    ('person', 'text', '', 'Pseudonym in the course'),
    ('paper', 'text', '', 'Exam and letter of the form'),
    ('attempt', 'integer', '', 'Attempts of the person at the exam, counted from 1 in the order of arrival'),
    ('item', 'text', '', 'Id of the item in its bank'),
    ('revision', 'integer', '', 'Revision of the item that was asked'),
    ('response', 'text', '', 'Option ids joined by +, true or false, a text, or prompt=option; empty for a blank'),
    ('blank', '0 or 1', '', 'Whether nothing was answered'),
    ('units', 'integer', 'thousandths of a mark', 'What it earned'),
    ('full', 'integer', 'thousandths of a mark', 'What a wholly right answer earns'),
)  # fmt: skip
"""One answer to a course's exam a row."""


def _with_ends(name: str, unit: str, meaning: str) -> tuple[Column, ...]:
    """Return a figure and the ends of its 95 % interval."""
    return _columns(
        (name, 'number', unit, meaning),
        (f'{name}_low', 'number', unit, f'Lower end of the 95 % interval of {name}'),
        (f'{name}_high', 'number', unit, f'Upper end of the 95 % interval of {name}'),
    )  # fmt: skip


COURSE_ITEMS = (
    *_columns(
        ('paper', 'text', '', 'Exam and letter of the form'),
        ('item', 'text', '', 'Id of the item in its bank'),
        ('revision', 'integer', '', 'Revision of the item that was asked'),
        ('n', 'integer', '', 'Answers, blank ones too'),
    ),
    *_with_ends('blank', 'share, 0 to 1', 'Answers left blank'),
    *_with_ends('facility', 'share, 0 to 1', 'Mean share of the marks'),
    *_with_ends('item_rest', 'correlation, -1 to 1', 'Of the marks with those of the rest of the paper'),
    *_with_ends('upper_lower', '-1 to 1', 'D: share of the marks in the upper less the lower 27 % of totals'),
    *_with_ends('efficiency', '1 at most', 'Discriminative efficiency: covariance with the rest over the largest possible'),
    *_with_ends('weight', 'share, 0 to 1', 'Share in the spread of totals'),
    *_with_ends('alpha_if_deleted', '1 at most', 'Alpha of the paper without the item'),
    *_with_ends('location', 'logits', 'Rasch location, higher is harder; those of a paper add up to 0'),
    *_columns(('location_error', 'number', 'logits', 'Standard error of the location')),
    *_with_ends('infit', '1 expected', 'Conditional infit mean square; above 1 answers are more erratic than the Rasch model'),
    *_columns(
        ('n_reference', 'integer', '', 'Answers of the reference group, with --compare'),
        ('n_focal', 'integer', '', 'Answers of the focal group, with --compare'),
    ),
    *_with_ends('odds_ratio', 'ratio', 'Mantel-Haenszel odds of being right, reference to focal group'),
    *_with_ends('delta', 'ETS delta', 'The same as -2.35 times its logarithm; below 0 is harder for the focal group'),
    *_columns(
        ('ets_class', 'A, B or C', '', 'Difference between groups: negligible, moderate, large'),
        ('flags', 'text', '', 'Codes of what stands out, with spaces between'),
        ('codes', 'text', '', 'Codes of item-writing rules that the item breaks, with spaces between'),
    ),
)  # fmt: skip
"""One item of a paper a row, as ``course items --csv`` writes it; empty where a figure is withheld."""

TABLES = {
    "reviews": REVIEWS,
    "items": ITEMS,
    "sessions": SESSIONS,
    "answers": ANSWERS,
    "course-items": COURSE_ITEMS,
}


def dictionary_text() -> str:
    """Return the data dictionary as CSV: every column of every table."""
    rows = [
        (table, one.name, one.type, one.unit, one.meaning)
        for table, columns in TABLES.items()
        for one in columns
    ]
    return csv_text(("table", "column", "type", "unit", "meaning"), rows)
