"""Writing a reply in the form that was asked for: the one place where commands speak."""

import sys
from pathlib import Path

from ipt_train.errors import UsageError
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Delivery, Form, Reply
from ipt_train.shell.runtime import Runtime


def deliver(delivery: Delivery) -> int:
    """Write a reply and return the exit status of its command.

    Raises:
        UsageError: Another form was asked for than that of the document that is to be written.
        OutputError: The file that was named cannot be written.
    """
    reply, app = delivery.reply, runtime(delivery.context)
    if reply.target is not None and delivery.form in (Form.JSON, Form.CSV, Form.HTML):
        both = f"{reply.option} and --{delivery.form}"
        raise UsageError(f"{both} cannot be combined", hint="choose one of them")
    for note in reply.notes:
        _say(note, error=True)
    document = _document(delivery)
    if document is None:
        _show(reply, app, plain=delivery.form is Form.PLAIN)
        return reply.status
    option, target = delivery.option, delivery.target
    if reply.target is not None:
        option, target = reply.option, reply.target
    if target is None or str(target) == "-":
        write_bytes(document if isinstance(document, bytes) else document.encode())
        return reply.status
    from ipt_train.shell.output import write_output

    write_output(Path(target), document, option=option, private=reply.private)
    _say(f"{reply.holds} written to {target}".lstrip(), error=True)
    return reply.status


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
        case Form.JSON:
            from ipt_train.shell.envelope import envelope

            name = reply.command or delivery.context.command_path.partition(" ")[2]
            status, findings = reply.status, reply.findings
            return envelope(name, reply.data, exit_code=status, findings=findings) + "\n"
        case Form.CSV if reply.table is not None:
            from ipt_train.csv_file import csv_text

            columns, rows = reply.table()
            return csv_text(columns, rows)
        case Form.HTML if reply.page is not None:
            return reply.page()
    return reply.text


def _show(reply: Reply, app: Runtime, *, plain: bool) -> None:
    if reply.show is not None:
        reply.show(app.screen(plain=plain))
    for line in reply.lines:
        _say(line)


def _say(text: str, *, error: bool = False) -> None:
    """Say a line; no text stops a stream that cannot show it."""
    from ipt_train.shell.gate import clean

    stream = sys.stderr if error else sys.stdout
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    print(clean(text), file=stream)
