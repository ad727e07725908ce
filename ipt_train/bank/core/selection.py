"""Which codes are wanted."""

from dataclasses import dataclass

ALWAYS = "YS"
"""Families that ``select`` cannot leave out; ``ignore`` can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Codes, or the beginnings of codes, that are asked for or not.

    Attributes:
        lint: Whether item-writing rules run at all; to study a bank they need not.
        select: Only these, with the rules among them that are off by default. Syntax and schema
            (Y, S) are always checked: without them nothing else can be.
        ignore: None of these, of whatever family.
    """

    lint: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants_rule(self, code: str, default: bool) -> bool:
        """Whether an item-writing rule runs."""
        chosen = code.startswith(self.select) if self.select else default
        return self.lint and chosen and not self.ignores(code)

    def ignores(self, code: str) -> bool:
        """Whether findings of a code are left out."""
        if self.select and code[0] not in ALWAYS and not code.startswith(self.select):
            return True
        return bool(self.ignore) and code.startswith(self.ignore)
