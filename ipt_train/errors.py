"""One exception tree; each leaf carries its code, its exit status and a hint.

Exit statuses: 0 ok; 1 findings or a threshold missed; 2 cannot run; 3 store;
70 a fault of the program; 130 interrupted.
"""

from collections.abc import Sequence

TYPE_CHECKING = False  # typing is not loaded for it: every command begins here
if TYPE_CHECKING:
    from typing import ClassVar

OK = 0
FINDINGS = 1
CANNOT_RUN = 2
STORE = 3
INTERNAL = 70
INTERRUPTED = 130


class Note(UserWarning):
    """What a person is told on standard error of something that was done all the same."""


class IptTrainError(Exception):
    """Anything that stops a command for a reason that the person can act on.

    Args:
        message: What happened, one sentence without a full stop.
        hint: What to do about it.
    """

    code: "ClassVar[str]" = "error"
    exit_status: "ClassVar[int]" = CANNOT_RUN

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(IptTrainError):
    """The words of the command do not fit together."""

    code = "usage"


class BankNotFoundError(IptTrainError):
    """A path or bank id names nothing."""

    code = "bank-not-found"


class BankUnusableError(IptTrainError):
    """A bank has errors, so it cannot be studied."""

    code = "bank-unusable"


class ItemNotFoundError(IptTrainError):
    """No item or vignette has this id."""

    code = "item-not-found"


class ImportRefusedError(IptTrainError):
    """A file of another format cannot be read, or not all of it."""

    code = "import-refused"


class AssemblyError(IptTrainError):
    """A paper cannot be assembled from the items that there are."""

    code = "assembly"

    @classmethod
    def lacking(cls, lacks: Sequence[str]) -> "TooFewItemsError":
        """Return the error that names each cell that lacks items."""
        return TooFewItemsError(
            f"there are not enough items: {'; '.join(lacks)}",
            hint="add items or banks, ask for fewer, or change the blueprint",
        )


class TooFewItemsError(AssemblyError):
    """A paper cannot be assembled because cells of its blueprint lack items."""


class PaperError(IptTrainError):
    """A paper or its key cannot be read, or the two do not belong together."""

    code = "paper"


class KeyFileError(IptTrainError):
    """A secret key is missing, damaged, or not the one that fits."""

    code = "key-file"


class CourseError(IptTrainError):
    """A course folder lacks something, or what it says does not fit together."""

    code = "course"


class UnclaimedWorkError(CourseError):
    """Accepted work belongs to nobody on the roster, and nobody said to leave it out."""

    code = "unclaimed-work"
    exit_status = FINDINGS


class SubmissionError(IptTrainError):
    """A submission cannot be made or is refused."""

    code = "submission"


class GradebookError(IptTrainError):
    """A gradebook cannot be written for another system, or its export cannot be filled."""

    code = "gradebook"


class AnswersError(IptTrainError):
    """A file of answers cannot be read or does not fit the items."""

    code = "answers"


class ResponsesError(IptTrainError):
    """Answers of a cohort contradict each other or the marks they could earn."""

    code = "responses"


class NoTerminalError(IptTrainError):
    """An interactive command was started without a terminal."""

    code = "no-terminal"


class UnknownProfileError(IptTrainError):
    """No learner profile has this name."""

    code = "unknown-profile"


class SettingError(IptTrainError):
    """A setting has no such name or no such value."""

    code = "setting"


class TooFewReviewsError(IptTrainError):
    """The log holds too little to say or fit what was asked for."""

    code = "too-few-reviews"


class RatingFileError(IptTrainError):
    """A file between trainee and supervisor cannot be read."""

    code = "rating-file"


class MissingExtraError(IptTrainError):
    """Something needs a package that was not installed with the program."""

    code = "missing-extra"


class OutputError(IptTrainError):
    """A result cannot be written where it was asked for."""

    code = "output"


class StoreError(IptTrainError):
    """The learner's log cannot be opened, read or written."""

    code = "store"
    exit_status = STORE


class StoreNewerError(StoreError):
    """The log was written by a newer ipt-train."""

    code = "store-newer"


class StoreDamagedError(StoreError):
    """The log is not a database or fails its integrity check."""

    code = "store-damaged"


class StoreFullError(StoreError):
    """There is no space left where the log is."""

    code = "store-full"


class NoCopyError(StoreError):
    """The copy that a log is read from cannot be made; nothing is known of the log."""

    code = "no-copy"


class StoreLockedError(StoreError):
    """Another program holds the log."""

    code = "store-locked"


def in_words(error: Exception) -> str:
    """Say what is wrong with data of ours that cannot be read, in words instead of Python's."""
    match error:
        case UnicodeDecodeError():
            return f"byte {error.start} is not UTF-8"
        case ValueError() if hasattr(error, "colno"):  # of the parser of JSON
            return f"not JSON at line {getattr(error, 'lineno', 1)}, column {error.colno}"
        case RecursionError():
            return "it is nested too deeply"
        case KeyError(args=[name, *_]):
            return f"`{str(name)[:40]}` is missing or not known"
        case _:
            return "a value is not one that the program writes"
