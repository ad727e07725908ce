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


class Form(StrEnum):
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
        text: A document that goes out as it is in place of what is shown, such as a calendar.
        table: Makes the columns and rows of the CSV form.
        page: Makes the HTML form.
        notes: Lines for standard error, whatever the form.
        findings: What a check found, for the JSON form.
        status: The exit status.
        target: The file that the document goes to; None for what ``--output`` says, ``-`` for
            standard output.
        option: The option by which ``target`` was named.
        holds: What the output holds, such as ``12 rows``, to be said when it was written.
        private: The output is made from a learner's log or a course's people.
        command: The name in the JSON form, where it is not the command's own.
    """

    data: Any = None
    show: "Callable[[Screen], object] | None" = None
    lines: Sequence[str] = ()
    text: str | bytes | None = None
    table: Callable[[], tuple[Sequence[str], Sequence[Sequence[Any]]]] | None = None
    page: Callable[[], str] | None = None
    notes: Sequence[str] = ()
    findings: Sequence[object] = ()
    status: int = OK
    target: Path | str | None = None
    option: str = "--output"
    holds: str = ""
    private: bool = False
    command: str = ""


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
    form: Form
    target: Path | str | None
    option: str
    context: typer.Context


def replies(
    *,
    json: bool = True,
    csv: bool = False,
    html: bool = False,
    output: bool = False,
    default: Form = Form.TABLE,
) -> Callable[[Callable[..., Reply]], Callable[..., Delivery]]:
    """Give a command the options of the forms that its reply can be had in.

    The command takes ``context``. It may take ``plain`` too, which says whether output is to be
    plain, or ``form``: a sitting needs to know them before it begins.

    Args:
        json: It has a JSON form, as all have but a sitting that only a person can take.
        csv: It has a CSV form.
        html: It has a page, which ``--html`` writes to a file.
        output: ``--output`` writes to a file what would go to standard output.
        default: The form where none is asked for.
    """

    def decorate(body: Callable[..., Reply]) -> Callable[..., Delivery]:
        signature = inspect.signature(body, eval_str=True)
        own = [one for one in signature.parameters.values() if one.name not in ("plain", "form")]
        forms = _forms(json=json, csv=csv, html=html)
        added = list(_options(forms, output=output))
        known = {one.name for one in added}

        @wraps(body)
        def command(**given: Any) -> Delivery:
            asked = {name: given.pop(name) for name in known}
            form = _form(asked, forms, default=default)
            if "form" in signature.parameters:
                given["form"] = form
            if "plain" in signature.parameters:
                given["plain"] = form is Form.PLAIN or asked["plain"]
            page = asked.get("html")
            return Delivery(
                reply=body(**given),
                form=form,
                target=page if page is not None else asked.get("output"),
                option="--html" if page is not None else "--output",
                context=given["context"],
            )

        parameters = [*own, *added]
        command.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=parameters, return_annotation=Delivery
        )
        command.__annotations__ = {one.name: one.annotation for one in parameters}
        return command

    return decorate


def _options(forms: Sequence[Form], *, output: bool) -> Iterable[Parameter]:
    """Yield the parameters of the forms."""
    names = ", ".join(forms)
    yield _option("form_name", str, "", "--format", help=f"One of {names}.", metavar="FORM")
    plain = "One fact a line, no boxes, answers typed as lines. For screen readers."
    yield _option("plain", bool, False, "--plain", help=plain)
    if Form.JSON in forms:
        yield _option("json", bool, False, "--json", help="One JSON document on standard output.")
    if Form.CSV in forms:
        yield _option("csv", bool, False, "--csv", help="One CSV table on standard output.")
    if Form.HTML in forms:
        page = "Write a page to a file; - for standard output."
        yield _option("html", Path | None, None, "--html", metavar="FILE", help=page)
    if output:
        file = "Write to a file instead of standard output."
        yield _option("output", Path | None, None, "--output", "-o", help=file)


def _option(name: str, kind: Any, default: object, *names: str, **more: Any) -> Parameter:
    annotation = Annotated[kind, typer.Option(*names, **more)]
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)


def _forms(*, json: bool, csv: bool, html: bool) -> list[Form]:
    missing = {Form.JSON: not json, Form.CSV: not csv, Form.HTML: not html}
    return [form for form in Form if not missing.get(form, False)]


def _form(asked: dict[str, Any], forms: Sequence[Form], *, default: Form) -> Form:
    """Return the form that was asked for.

    Raises:
        UsageError: It is none of this command, or two were asked for.
    """
    named = str(asked["form_name"]).lower()
    if named and named not in forms:
        raise UsageError(
            f"`{named}` is not a form of this command", hint=f"one of {', '.join(forms)}"
        )
    flags = [name for name in ("json", "csv", "html") if asked.get(name)]
    if len(flags) > 1 or (named and flags and flags != [named]):
        both = [f"--{name}" for name in flags] + ([f"--format {named}"] if named else [])
        raise UsageError(f"{' and '.join(both)} cannot be combined", hint="choose one of them")
    if named or flags:
        return Form(named or flags[0])
    return Form.PLAIN if asked["plain"] and default is Form.TABLE else default
