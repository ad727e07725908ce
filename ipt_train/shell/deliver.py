"""Writing a reply in the form that was asked for: the one place where commands speak."""

import sys
from contextlib import redirect_stdout
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path

from ipt_train.errors import UsageError
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Delivery, Reply, ReplyForm


def deliver(delivery: Delivery) -> int:
    """Write a reply, and those that come after it, and return the exit status of its command.

    Raises:
        UsageError: Another form was asked for than that of the document that is to be written, or
            a terminal would get what is not text.
        OutputError: A file that was named cannot be written.
    """
    _write(delivery)
    while (then := delivery.reply.then) is not None:
        _say("watching; Ctrl-C ends it", error=True)
        sys.stderr.flush()
        delivery = replace(delivery, reply=then())
        _write(delivery)
    return delivery.reply.status


def _write(delivery: Delivery) -> None:
    """Write one reply: its notes, what it says, its files, and what is to be said after them."""
    reply = delivery.reply
    option, target = _place(delivery)
    for note in reply.notes:
        _say(note, error=True)
    document = _document(delivery)
    if document is None and target is not None:
        document = _shown(delivery)
    if document is None:
        _show(delivery)
    elif target is None:
        _hand_over(document, option)
    else:
        _write_file(reply, target, document, option)
        if not reply.after:
            _say(f"{reply.holds} written to {target}".lstrip(), error=True)
    for named_by, file, content in reply.files:
        _write_file(reply, file, content, named_by)
    if reply.apart and delivery.form is ReplyForm.JSON:
        write_bytes(_envelope(delivery).encode())
    sys.stdout.flush()
    for line in reply.after if delivery.form is not ReplyForm.JSON else ():
        _say(line, error=True)


def _place(delivery: Delivery) -> tuple[str, Path | None]:
    """Return where the document goes and the option that says so; None is standard output.

    Raises:
        UsageError: The form that was asked for cannot go there.
    """
    reply, form = delivery.reply, delivery.form
    option, target = delivery.option, delivery.target
    if reply.target is not None:
        option, target = reply.option, reply.target
        if form in (ReplyForm.JSON, ReplyForm.CSV, ReplyForm.HTML) and not reply.apart:
            both = f"{option} and --{form}"
            raise UsageError(f"{both} cannot be combined", hint="choose one of them")
    if target is not None and str(target) != "-":
        return option, Path(target)
    if reply.apart and form is ReplyForm.JSON:
        told = f"with --json, {reply.apart} goes into a file"
        raise UsageError(told, hint=f"give its name with {reply.option}")
    return option, None


def _hand_over(document: str | bytes, option: str) -> None:
    """Write a document to standard output.

    Raises:
        UsageError: It is not text, and a terminal would get it.
    """
    if isinstance(document, bytes) and sys.stdout.isatty():
        raise UsageError("this is not text for a terminal", hint=f"give a file name with {option}")
    write_bytes(document if isinstance(document, bytes) else document.encode())


def _write_file(reply: Reply, file: Path, content: str | bytes, option: str) -> None:
    from ipt_train.shell.output import write_output

    write_output(file, content, option=option, private=reply.private)


def write_bytes(data: bytes) -> None:
    """Write data for other programs to standard output, the same whatever its code page is."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:  # a stream of text alone, such as a test's
        sys.stdout.write(data.decode())
    else:
        stream.write(data)
        stream.flush()


def _document(delivery: Delivery) -> str | bytes | None:
    """Return what goes out as it is; None where a person is shown the reply."""
    reply = delivery.reply
    match delivery.form:
        case ReplyForm.JSON if not reply.apart:
            return _envelope(delivery)
        case ReplyForm.CSV if reply.table is None and reply.text is None and _is_shown(reply):
            raise UsageError("this is not a table, so there is no CSV form", hint="use --json")
        case ReplyForm.CSV if reply.table is not None:
            from ipt_train.csv_file import csv_text

            columns, rows = reply.table()
            return csv_text(columns, rows)
        case ReplyForm.HTML if reply.page is not None:
            return reply.page()
    return reply.text


def _is_shown(reply: Reply) -> bool:
    """Whether a reply has something for a person; one that was written to a file has nothing left."""
    return bool(reply.show or reply.say or reply.lines)


def _envelope(delivery: Delivery) -> str:
    """Return the JSON form."""
    from ipt_train.shell.envelope import envelope

    reply = delivery.reply
    name = reply.command or delivery.context.command_path.partition(" ")[2]
    return envelope(name, reply.data, exit_code=reply.status, findings=reply.findings) + "\n"


def _show(delivery: Delivery) -> None:
    """Show a person the reply on standard output."""
    reply, app = delivery.reply, runtime(delivery.context)
    plain = delivery.form is ReplyForm.PLAIN
    if reply.show is not None:
        reply.show(app.screen(plain=plain, pausing=reply.then is None))
    if reply.say is not None:
        reply.say(*app.lines(plain=plain))
    for line in reply.lines:
        for row in _rows(line, ascii_only=app.ascii_only()):
            _say(row)


def _rows(line: str, *, ascii_only: bool) -> list[str]:
    """Return a line as it is said: broken between words where a terminal would break it anywhere."""
    from ipt_train.shell.gate import clean

    line = clean(line, ascii_only=ascii_only)
    if not sys.stdout.isatty():
        return [line]
    from shutil import get_terminal_size
    from textwrap import wrap

    width, indent = get_terminal_size().columns or len(line), line[: len(line) - len(line.lstrip())]
    if len(line) <= width:
        return [line]
    return wrap(
        line,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _shown(delivery: Delivery) -> str:
    """Return what a person would be shown, for a file."""
    pages = BytesIO()
    with TextIOWrapper(pages, encoding="utf-8") as stream, redirect_stdout(stream):
        _show(delivery)
        stream.flush()
        return pages.getvalue().decode()


def _say(text: str, *, error: bool = False) -> None:
    """Say a line; no text stops a stream that cannot show it."""
    from ipt_train.shell.gate import clean
    from ipt_train.shell.streams import complain

    stream = sys.stderr if error else sys.stdout
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    if error:
        complain(clean(text))
    else:
        sys.stdout.write(clean(text) + "\n")
