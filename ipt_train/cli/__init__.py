"""The command ``ipt-train``: turns what happened into an exit status."""

import gc
import os
import sys

from ipt_train.errors import CANNOT_RUN, INTERNAL, INTERRUPTED, IptTrainError, Note
from ipt_train.shell.streams import complain, complete, drop, is_lost
from ipt_train.version import __version__

TYPE_CHECKING = False  # typing is not loaded for it: every command begins here
if TYPE_CHECKING:
    from typing import TextIO

_OBJECTS = 200_000
"""New objects before the collector of cyclic garbage looks at them. Modules and banks are none, and
the shipped banks come to fewer than 100,000; with Python's 700 the collector looks 60 times."""


def main() -> None:
    """Run the command line and leave with one of the documented statuses."""
    complete()
    words = sys.argv[1:]
    status = _at_once(words)
    if status is None:
        gc.set_threshold(_OBJECTS, 20, 20)
        import signal

        if hasattr(signal, "SIGPIPE"):  # a reader that goes away ends us quietly, as it does cat
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        status = _run(words or ["today"])
        gc.freeze()  # the system takes all memory back at once: collecting it first costs 10 ms
    sys.exit(status)


def _at_once(words: list[str]) -> int | None:
    """Answer what nobody should wait for before the parser is loaded; None for all the rest.

    Where the answer cannot be written the rest is done, which ends as every command does.
    """
    try:
        if words == ["--version"]:
            print(f"ipt-train {__version__}", flush=True)  # noqa: T201
            return 0
        if words in (["--help"], ["-h"]):
            from ipt_train.cli.front_page import columns, kept

            page = kept(columns())
            if page is None:
                return None
            print(page, end="", flush=True)  # noqa: T201
            return 0
        if words[:1] == ["due"] and "--brief" in words:  # a shell prompt waits for it
            from ipt_train.study.exchange.brief import answer

            status = answer(words)
            sys.stdout.flush()
            return status
    except (OSError, IptTrainError):
        pass
    return None


def _run(words: list[str]) -> int:
    import warnings

    from typer import Abort, TyperException

    from ipt_train.cli.app import defaults
    from ipt_train.cli.placeholder import command_tree

    warnings.simplefilter("always", Note)
    warnings.showwarning = _warned
    try:
        result = command_tree(words)(
            args=words, prog_name="ipt-train", standalone_mode=False, default_map=defaults(words)
        )
        if result == INTERRUPTED:
            return _interrupted()
        status = result if isinstance(result, int) else _delivered(result)
        sys.stdout.flush()
        return status
    except IptTrainError as error:
        return _said(error, words)
    except TyperException as error:  # a usage error, in the words of the command parser
        return _usage(error)
    except (Abort, KeyboardInterrupt):
        return _interrupted()
    except OSError as error:
        return _unwritten(error) if is_lost(sys.stdout) else _fault()
    except Exception:  # noqa: BLE001 - the last resort: said in one line, kept in a file
        return _fault()


def _interrupted() -> int:
    """Say that Ctrl-C ended the command; a sitting says itself what it has kept."""
    if sys.stderr.isatty():
        _complain("")  # ends the line of a prompt
    _complain("ipt-train: interrupted")
    return INTERRUPTED


def _unwritten(error: OSError) -> int:
    """Say that standard output cannot be written; what was recorded by then is recorded."""
    reason = (error.strerror or str(error)).lower()
    _complain(f"ipt-train: error: standard output cannot be written: {reason}")
    _complain("hint: make some space there, or send the output somewhere else")
    return CANNOT_RUN


def _delivered(result: object) -> int:
    """Write what a command returned; some have nothing to say."""
    from ipt_train.shell.deliver import deliver
    from ipt_train.shell.reply import Delivery

    return deliver(result) if isinstance(result, Delivery) else 0


def _said(error: IptTrainError, words: list[str]) -> int:
    """Say an error on standard error after its notes, and in the envelope if that was asked for."""
    for note in getattr(error, "__notes__", ()):
        _complain(note)
    _complain(f"ipt-train: error: {error.message}")
    if error.hint:
        from ipt_train.cli.hint import in_same_course

        _complain(f"hint: {in_same_course(error.hint, words)}")
    if {"--json", "json", "--format=json"} & set(words):
        from ipt_train.shell.envelope import envelope

        try:
            print(envelope(_command(words), error=error), flush=True)  # noqa: T201
        except OSError:
            drop(sys.stdout)
    return error.exit_status


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: "TextIO | None" = None,
    line: str | None = None,
) -> None:
    """Say a note in a line; every other warning looks as Python shows it."""
    if issubclass(category, Note):
        _complain(f"ipt-train: note: {message}")
    else:
        from warnings import formatwarning

        print(formatwarning(message, category, filename, lineno, line), file=file or sys.stderr)


def _complain(text: str) -> None:
    """Write a line to standard error, broken between words where it is a terminal."""
    import shutil
    import textwrap

    from ipt_train.shell.gate import clean

    if sys.stderr.isatty():
        text = textwrap.fill(text, shutil.get_terminal_size().columns, break_on_hyphens=False)
    complain(clean(text))


def _command(words: list[str]) -> str:
    """Return the command in the words that were typed: one word, or a group and its command."""
    from ipt_train.cli.app import GROUPS

    return " ".join(words[: 2 if words[0] in GROUPS else 1])


def _usage(error: Exception) -> int:
    from ipt_train.cli.usage import in_words

    message = getattr(error, "format_message", lambda: str(error))()
    context = getattr(error, "ctx", None)
    path = "ipt-train" if context is None else context.command_path
    group = None if context is None else context.command
    told, hint = in_words(message, path, list(getattr(group, "commands", ())))
    _complain(f"ipt-train: error: {told}")
    _complain(f"hint: {hint}")
    return int(getattr(error, "exit_code", 2))


def _fault() -> int:
    """Keep the traceback of a fault of the program in a file and say where."""
    import traceback

    from ipt_train.errors import OutputError
    from ipt_train.files import write_whole
    from ipt_train.shell.places import real_paths

    path = real_paths(os.environ).state / f"fault-{os.getpid()}.txt"
    report = traceback.format_exc()
    try:
        write_whole(path, report, private=True, make_folder=True)  # it may hold words of a sitting
        where = f"the details are in {path}"
    except OutputError:
        where = report.strip().splitlines()[-1]
    drop(sys.stdout)
    complain("ipt-train: error: a fault of the program, not of yours")
    complain(f"hint: what was acknowledged is saved; {where}")
    return INTERNAL
