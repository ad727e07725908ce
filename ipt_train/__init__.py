"""ipt-train: learn Interpersonal Psychotherapy and show that one has learned it.

The names below are the Python interface; the command line is a skin over it. They are
loaded when they are first asked for::

    from pathlib import Path
    from ipt_train import Shelf, check

    shelf = Shelf(banks=(Path("question_banks"),), schemas=Path("schemas"), cache=Path("cache"))
    for finding in check(shelf, [Path("my-bank.yaml")]).findings:
        print(finding.line, finding.column, finding.code, finding.message)
"""

from ipt_train.version import __version__

TYPE_CHECKING = False  # typing is not loaded for it: every command begins here
if TYPE_CHECKING:
    from ipt_train.bank.core.checked import Checked
    from ipt_train.bank.core.finding import Finding
    from ipt_train.bank.core.model import Bank, Item, Library, Option, Vignette
    from ipt_train.bank.source.shelf import Shelf, check
    from ipt_train.errors import IptTrainError
    from ipt_train.log.core.fold import LearnerState, fold
    from ipt_train.log.operation.journal import Journal
    from ipt_train.log.store.log import Log
    from ipt_train.study.operation.study import Sitting, begin_study


_HOMES = {
    "Bank": "bank.core.model",
    "Checked": "bank.core.checked",
    "Finding": "bank.core.finding",
    "IptTrainError": "errors",
    "Item": "bank.core.model",
    "Journal": "log.operation.journal",
    "LearnerState": "log.core.fold",
    "Library": "bank.core.model",
    "Log": "log.store.log",
    "Option": "bank.core.model",
    "Shelf": "bank.source.shelf",
    "Sitting": "study.operation.study",
    "Vignette": "bank.core.model",
    "begin_study": "study.operation.study",
    "check": "bank.source.shelf",
    "fold": "log.core.fold",
}

__all__ = [
    "Bank",
    "Checked",
    "Finding",
    "IptTrainError",
    "Item",
    "Journal",
    "LearnerState",
    "Library",
    "Log",
    "Option",
    "Shelf",
    "Sitting",
    "Vignette",
    "__version__",
    "begin_study",
    "check",
    "fold",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
