"""How every group of commands is made."""

import typer


def group(help_text: str, example: str) -> typer.Typer:
    """Return a group with the program's habits: plain help, ``-h``, and help when named alone."""
    return typer.Typer(
        help=f"{help_text}\n\n\b\nExample:\n  ipt-train {example}",
        no_args_is_help=False,
        invoke_without_command=True,
        callback=_help,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
