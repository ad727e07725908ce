"""The words of the program: one meaning each, standard library only.

Command signatures import these, so nothing here may cost start-up time.
"""

from enum import IntEnum, StrEnum
from typing import NewType

ItemId = NewType("ItemId", str)
"""Author-given, stable id of an item or vignette, unique over all banks."""

BankId = NewType("BankId", str)
"""Id of a question bank."""

EventId = NewType("EventId", str)
"""Id of one event of a learner's log, unique over devices."""


class Domain(StrEnum):
    """The part of IPT that an item belongs to."""

    HISTORY = "history"
    PRINCIPLES = "principles"
    TECHNIQUES = "techniques"
    PROCESS = "process"
    PROBLEM_AREAS = "problem-areas"
    EVIDENCE = "evidence"
    ADAPTATIONS = "adaptations"
    FIDELITY = "fidelity"


class Level(StrEnum):
    """Cognitive level of an item (revised Bloom taxonomy, four of its six levels)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"


class ItemType(StrEnum):
    """What a learner is asked to do."""

    SINGLE_BEST_ANSWER = "single-best-answer"
    MULTIPLE_RESPONSE = "multiple-response"
    TRUE_FALSE = "true-false"
    SHORT_ANSWER = "short-answer"
    NUMERICAL = "numerical"
    ORDERING = "ordering"
    MATCHING = "matching"
    CLOZE = "cloze"
    VIGNETTE = "vignette"


class Certainty(StrEnum):
    """How the facts behind an item were checked; the weakest fact counts."""

    VERIFIED = "verified"
    PARTLY_VERIFIED = "partly-verified"
    FROM_MEMORY = "from-memory"


class Status(StrEnum):
    """How far an item has come in review by its authors."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"


class Credit(StrEnum):
    """A partial-credit rule by its name."""

    ALL_OR_NOTHING = "all-or-nothing"
    NET_CORRECT = "net-correct"
    EACH_ANSWER = "each-answer"
    COVERAGE = "coverage"


class Severity(StrEnum):
    """Weight of a finding: an error must be mended, a warning should be, an info may be."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Rating(IntEnum):
    """Recall rating of one review, numbered as FSRS tools exchange it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Confidence(StrEnum):
    """What a learner said of an answer before seeing feedback."""

    GUESSED = "guessed"
    UNSURE = "unsure"
    CERTAIN = "certain"


class Asking(StrEnum):
    """Whether a learner is asked how sure they are of an answer."""

    OFF = "off"
    OFFERED = "offered"
    ASKED = "asked"


class EventKind(StrEnum):
    """What an event of the learner's log records."""

    REVIEW = "review"
    DRILL = "drill"
    DRILL_AGAIN = "drill-again"
    UNDO = "undo"
    FLAG = "flag"
    UNFLAG = "unflag"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    SETTING = "setting"
    BURY = "bury"
    NOTE = "note"
    DISPUTE = "dispute"
    UNDISPUTE = "undispute"
    QUEUE = "queue"
    BANKS = "banks"
    EXAM_BEGIN = "exam-begin"
    EXAM_ANSWER = "exam-answer"
    EXAM_END = "exam-end"
    RATING_OPEN = "rating-open"
    RATING_ENTRY = "rating-entry"
    RATING_LOCK = "rating-lock"


class Mode(StrEnum):
    """Why an item was asked; only study moves the schedule."""

    STUDY = "study"
    TOPIC = "topic"
    CRAM = "cram"


class Mark(StrEnum):
    """How far a learner's own reply met a criterion, by the learner's own judgement."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class FindingFormat(StrEnum):
    """How ``bank check`` prints its findings."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    AUTO = "auto"


class ForeignFormat(StrEnum):
    """A format of other programs that questions come from."""

    GIFT = "gift"
    AIKEN = "aiken"
    MOODLE_XML = "moodle-xml"
    QTI = "qti"
    CSV = "csv"
    XLSX = "xlsx"
    ANKI = "anki"


class ExportFormat(StrEnum):
    """A format that banks are written in for other programs, or for paper."""

    GIFT = "gift"
    MOODLE_XML = "moodle-xml"
    QTI = "qti"
    CANVAS = "canvas"
    ANKI = "anki"
    ANKI_TSV = "anki-tsv"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


class FailOn(StrEnum):
    """The least weight of a finding that makes ``bank check`` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class ExportTable(StrEnum):
    """A table that ``export`` writes."""

    REVIEWS = "reviews"
    ITEMS = "items"
    SESSIONS = "sessions"


class AttemptRule(StrEnum):
    """Which of a person's attempts counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    MEAN = "mean"


class LateRule(StrEnum):
    """What becomes of a late attempt."""

    ACCEPT = "accept"
    DEDUCT = "deduct"
    ZERO = "zero"
    REFUSE = "refuse"


class LateClock(StrEnum):
    """By whose clock an attempt is late: the learner's own, or that of its arrival."""

    STATED = "stated"
    RECEIVED = "received"


class BlankRule(StrEnum):
    """What a blank answer is worth."""

    NO_MARKS = "no-marks"
    LEFT_OUT = "left-out"


class AbsentRule(StrEnum):
    """What becomes of a person who handed nothing in."""

    NO_GRADE = "no-grade"
    ZERO = "zero"


class Enrolment(StrEnum):
    """When a submission is believed to be from the person it names.

    By the page that was handed out to that person; else by a signing key, at first use or told.
    """

    HANDED_OUT = "handed-out"
    FIRST_USE = "first-use"
    TOLD = "told"


class Gradebook(StrEnum):
    """A system, or a plain table, that grades are written for."""

    WIDE = "wide"
    LONG = "long"
    CANVAS = "canvas"
    MOODLE = "moodle"
    BLACKBOARD = "blackboard"


class CohortEngine(StrEnum):
    """What counts packed answers: Python, DuckDB on this machine, or a Spark cluster."""

    PLAIN = "plain"
    DUCKDB = "duckdb"
    SPARK = "spark"


class Standard(StrEnum):
    """A method of standard setting."""

    ANGOFF = "angoff"
    EBEL = "ebel"
    BORDERLINE = "borderline"
    COHEN = "cohen"
    HOFSTEE = "hofstee"


SETTING_NAMES = (
    "desired-retention", "minutes-per-day", "new-per-day", "reviews-per-day", "confidence", "exam-date", "parameters",
    "learning-steps", "relearning-steps", "maximum-interval", "rollover", "zone",
)  # fmt: skip  # a table
"""Names of the settings that move schedules; they are kept in the log, and preferences are not."""
