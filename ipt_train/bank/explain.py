"""What each code means: title, why, a bad and a good example, and how to fix it.

Rules explain themselves in their docstrings; the codes of parser, schema and integrity
stand in ``codes.txt`` in the same form.
"""

import difflib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from textwrap import dedent

from ipt_train.bank.rules import RULES
from ipt_train.errors import UsageError

_PARTS = re.compile(r"^(Why|Bad|Good|Fix):", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The text of one code.

    Attributes:
        code: The code.
        title: What is found, one sentence.
        why: Why it matters, with the source.
        bad: An example where ``»`` stands before the place that is found; may be empty.
        good: The same example put right.
        fix: What to do.
    """

    code: str
    title: str
    why: str
    bad: str
    good: str
    fix: str

    def text(self) -> str:
        """Return the whole explanation as it is printed."""
        parts = [f"{self.code}  {self.title}", self.why]
        if self.bad:
            parts += [f"Bad:\n\n{_indented(self.bad)}", f"Good:\n\n{_indented(self.good)}"]
        return "\n\n".join([*parts, f"Fix: {self.fix}"]) + "\n"


@cache
def explanations(of: str = "bank") -> dict[str, Explanation]:
    """Return the explanation of every code, in order.

    Args:
        of: ``bank`` or ``course``.
    """
    found = [_read(rule.CODE, str(rule.__doc__).strip()) for rule in RULES if of == "bank"]
    text = files(f"ipt_train.{of}").joinpath("codes.txt").read_text(encoding="utf-8")
    for entry in re.split(r"^== ", text, flags=re.M)[1:]:
        code, rest = entry.split(" ", 1)
        found.append(_read(code, rest.strip()))
    return {one.code: one for one in sorted(found, key=lambda one: one.code)}


def explain(code: str, of: str = "bank") -> Explanation:
    """Return the explanation of one code, of ``bank`` or ``course``.

    Raises:
        UsageError: There is no such code.
    """
    known = explanations(of)
    if code.upper() in known:
        return known[code.upper()]
    near = difflib.get_close_matches(code.upper(), known, 1, 0.6)
    raise UsageError(
        f"there is no code `{code}`",
        hint=f"did you mean `{near[0]}`?" if near else f"`ipt-train {of} explain` lists all",
    )


def titles(of: str = "bank") -> dict[str, str]:
    """Return the title of every code, of ``bank`` or ``course``."""
    return {code: one.title for code, one in explanations(of).items()}


def markdown() -> str:
    """Return the page ``docs/rules.md``."""
    parts = [
        "# What `ipt-train bank check` finds",
        "This page is generated from the rules themselves: `ipt-train bank explain --markdown`.\n"
        "In a bad example `»` stands before the place that is reported.",
    ]
    for one in explanations().values():
        parts += [f"## {one.code} {one.title}", one.why]
        if one.bad:
            parts += [f"Bad:\n\n```yaml\n{one.bad}\n```", f"Good:\n\n```yaml\n{one.good}\n```"]
        parts.append(f"Fix: {one.fix}")
    return "\n\n".join(parts) + "\n"


def _read(code: str, text: str) -> Explanation:
    """Take an explanation apart."""
    pieces = _PARTS.split(text)
    parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return Explanation(
        code=code,
        title=" ".join(pieces[0].split()).rstrip("."),
        why=" ".join(parts["Why"].split()),
        bad=dedent(parts.get("Bad", "").strip("\n")).rstrip(),
        good=dedent(parts.get("Good", "").strip("\n")).rstrip(),
        fix=" ".join(parts["Fix"].split()),
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
