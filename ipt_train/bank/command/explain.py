"""``explain``: what a code means, of whatever check."""

from typing import Annotated

import typer

from ipt_train.shell.reply import Reply, replies


@replies(csv=True)
def explain(
    context: typer.Context,  # noqa: ARG001 - every command is handed it
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code. Leave out to list them all.")
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="All codes of `bank check` as one page.")
    ] = False,
) -> Reply:
    """Explain a code from a check of banks or courses.

    It says what the code means, why it matters with the source, a bad and a good example, and how
    to fix it.

    \b
    Examples:
      ipt-train explain W003
      ipt-train explain
      ipt-train explain --csv > codes.csv
    """
    from ipt_train.bank.rules import explain as codes
    from ipt_train.bank.screen.codes import show_codes

    chosen = [codes.explain(code)] if code else list(codes.every_explanation().values())
    return Reply(
        data={"codes": chosen},
        text=codes.markdown() if markdown else None,
        lines=chosen[0].text().splitlines() if code else (),
        show=None if code else lambda screen: show_codes(screen, chosen),
        table=lambda: (codes.COLUMNS, [one.row for one in chosen]),
    )
