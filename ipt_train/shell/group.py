"""How every group of commands is made."""

from typing import Any

import typer
from typer.core import TyperGroup


def group(help_text: str, example: str, *, default: str = "") -> typer.Typer:
    """Return a group with the program's habits: plain help, ``-h``, and help when named alone.

    Args:
        help_text: What the group is for.
        example: One of its commands, without ``ipt-train``.
        default: The command that is meant where none of them is named.
    """
    return typer.Typer(
        help=f"{help_text}\n\n\b\nExample:\n  ipt-train {example}",
        cls=_with_default(default) if default else None,
        no_args_is_help=False,
        invoke_without_command=True,
        callback=_help,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _with_default(default: str) -> type[TyperGroup]:
    """Return a kind of group that takes words which name no command of it as those of one."""

    class Defaulting(TyperGroup):
        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            known = {*self.commands, *ctx.help_option_names}
            if not args or args[0] not in known:
                args = [default, *args]
            return super().parse_args(ctx, args)

    return Defaulting
