"""What a command says, and the forms that it can be had in.

A command parses, calls one operation and returns a ``Reply``: the data, and how a person is shown
them. ``replies`` gives the command the options of its forms; ``shell/deliver`` writes the reply in
the one that was asked for. So a body never asks which form that is, writes to no stream and does
not end the program.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ipt_train.errors import OK, UsageError

if TYPE_CHECKING:
    from ipt_train.shell.screen import Screen

Put = Callable[[str, str], None]
"""Writes one line, however long, in a style."""


class ReplyForm(StrEnum):
    """A form that a reply can be had in."""

    TABLE = "table"
    PLAIN = "plain"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a command says.

    Attributes:
        data: For programs: plain data, or dataclasses anywhere in it.
        show: Shows them to a person; without it ``lines`` are said.
        lines: Said one by one where no screen is needed, so that Rich is not loaded.
        say: Says them line by line, handed what writes a line and whether output is plain: lines
            with styles, for which Rich is loaded only where a terminal can show them.
        text: A document that goes out as it is in place of what is shown, such as a calendar;
            bytes are refused where they would go to a terminal.
        table: Makes the columns and rows of the CSV form.
        page: Makes the HTML form.
        notes: Lines for standard error, whatever the form.
        after: Lines for standard error once everything is written, such as how much was exported;
            the JSON form, whose data say it, goes without.
        findings: What a check found, for the JSON form.
        status: The exit status.
        target: The file that the document goes to; None for what ``--output`` says, ``-`` for
            standard output.
        option: The option by which ``target`` was named.
        holds: What the output holds, such as ``12 rows``, to be said when it was written.
        apart: What the document is, such as ``the bank``, where it goes to its file in the JSON
            form too, and that form tells of it; without a file that form is refused.
        files: Files that are written besides: the option that named each, its path, its content.
        private: The output is made from a learner's log or a course's people.
        command: The name in the JSON form, where it is not the command's own.
        then: Waits, and makes the reply that comes after this one; for commands that watch.
    """

    data: Any = None
    show: "Callable[[Screen], object] | None" = None
    lines: Sequence[str] = ()
    say: Callable[[Put, bool], object] | None = None
    text: str | bytes | None = None
    table: Callable[[], tuple[Sequence[str], Sequence[Sequence[Any]]]] | None = None
    page: Callable[[], str] | None = None
    notes: Sequence[str] = ()
    after: Sequence[str] = ()
    findings: Sequence[object] = ()
    status: int = OK
    target: Path | str | None = None
    option: str = "--output"
    holds: str = ""
    apart: str = ""
    files: Sequence[tuple[str, Path, str | bytes]] = ()
    private: bool = False
    command: str = ""
    then: "Callable[[], Reply] | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A reply, the form that was asked for, and where it goes.

    Attributes:
        reply: What is said.
        form: In which form.
        target: The file; None or ``-`` for standard output.
        option: The option by which the file was named.
        context: The command that says it.
    """

    reply: Reply
    form: ReplyForm
    target: Path | str | None
    option: str
    context: typer.Context


def replies(
    *,
    json: bool = True,
    csv: bool = False,
    html: bool = False,
    output: bool = False,
    default: ReplyForm = ReplyForm.TABLE,
    own: type[StrEnum] | None = None,
) -> Callable[[Callable[..., Reply]], Callable[..., Delivery]]:
    """Give a command the options of the forms that its reply can be had in.

    The command takes ``context``. It may take ``plain`` too, which says whether output is to be
    plain, or ``form``: a sitting needs to know them before it begins. One that may take long takes
    ``meter``, whose work it passes on; what that shows is gone before the reply is written.

    Args:
        json: It has a JSON form, as all have but a sitting that only a person can take.
        csv: It has a CSV form.
        html: It has a page, which ``--html`` writes to a file.
        output: ``--output`` writes to a file what would go to standard output.
        default: The form where none is asked for.
        own: What ``--format`` chooses from instead, the first where nothing is said; the command
            takes it as ``format``. One that is called like a form of all commands, such as
            ``json``, is that form.
    """

    def decorate(body: Callable[..., Reply]) -> Callable[..., Delivery]:
        signature = inspect.signature(body, eval_str=True)
        handed = ("plain", "form", "meter", "format" if own else "")
        kept = [one for one in signature.parameters.values() if one.name not in handed]
        forms = _forms(json=json, csv=csv, html=html)
        names: Sequence[str] = [*own] if own else forms
        added = list(_options(forms, names, output=output))
        known = {one.name for one in added}

        @wraps(body)
        def command(**given: Any) -> Delivery:
            asked = {name: given.pop(name) for name in known}
            form = _form(asked, names, default=default)
            if own is not None:
                given["format"] = own(str(asked["form_name"]).lower() or names[0])
            if "form" in signature.parameters:
                given["form"] = form
            if "plain" in signature.parameters:
                given["plain"] = form is ReplyForm.PLAIN or asked["plain"]
            page = asked.get("html")
            plain = form is ReplyForm.PLAIN or bool(asked["plain"])
            watched = "meter" in signature.parameters
            return Delivery(
                reply=_watched(body, given, form, plain=plain) if watched else body(**given),
                form=form,
                target=page if page is not None else asked.get("output"),
                option="--html" if page is not None else "--output",
                context=given["context"],
            )

        parameters = [*kept, *added]
        command.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=parameters, return_annotation=Delivery
        )
        command.__annotations__ = {one.name: one.annotation for one in parameters}
        return command

    return decorate


def _watched(
    body: Callable[..., Reply], given: dict[str, Any], form: ReplyForm, *, plain: bool
) -> Reply:
    """Run a command that shows how far it has come, and leave the terminal as it was."""
    from ipt_train.shell.options import runtime

    meter = runtime(given["context"]).meter(plain=plain, silent=form is ReplyForm.JSON)
    try:
        return body(**given, meter=meter)
    finally:
        meter.close()


def _options(
    forms: Sequence[ReplyForm], names: Sequence[str], *, output: bool
) -> Iterable[Parameter]:
    """Yield the parameters of the forms, of which ``--format`` takes the names."""
    listed = f"One of {', '.join(names)}."
    yield _option("form_name", str, "", "--format", help=listed, metavar="FORM")
    plain = "One fact per line, no boxes, answers typed as lines. For screen readers."
    yield _option("plain", bool, False, "--plain", help=plain)
    if ReplyForm.JSON in forms:
        yield _option("json", bool, False, "--json", help="One JSON document on standard output.")
    if ReplyForm.CSV in forms:
        yield _option("csv", bool, False, "--csv", help="One CSV table on standard output.")
    if ReplyForm.HTML in forms:
        page = "Write a page to a file; - for standard output."
        yield _option("html", Path | None, None, "--html", metavar="FILE", help=page)
    if output:
        file = "Write to a file instead of standard output."
        yield _option("output", Path | None, None, "--output", "-o", help=file)


def _option(name: str, kind: Any, default: object, *names: str, **more: Any) -> Parameter:
    annotation = Annotated[kind, typer.Option(*names, **more)]
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)


def _forms(*, json: bool, csv: bool, html: bool) -> list[ReplyForm]:
    missing = {ReplyForm.JSON: not json, ReplyForm.CSV: not csv, ReplyForm.HTML: not html}
    return [form for form in ReplyForm if not missing.get(form, False)]


def _form(asked: dict[str, Any], names: Sequence[str], *, default: ReplyForm) -> ReplyForm:
    """Return the form that was asked for.

    Raises:
        UsageError: It is none of this command, or two were asked for.
    """
    named = str(asked["form_name"]).lower()
    if named and named not in names:
        raise UsageError(
            f"`{named}` is not a format of this command", hint=f"choose one of {', '.join(names)}"
        )
    flags = [name for name in ("json", "csv", "html") if asked.get(name)]
    if len(flags) > 1 or (named and flags and flags != [named]):
        both = [f"--{name}" for name in flags] + ([f"--format {named}"] if named else [])
        raise UsageError(f"{' and '.join(both)} cannot be combined", hint="choose one of them")
    if (chosen := named or "".join(flags)) in list(ReplyForm):
        return ReplyForm(chosen)
    return ReplyForm.PLAIN if asked["plain"] and default is ReplyForm.TABLE else default
