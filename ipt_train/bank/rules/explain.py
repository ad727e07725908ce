"""What each code means: title, why, a bad and a good example, and how to fix it.

Rules explain themselves in their docstrings; the codes of parser, schema and integrity
stand in ``codes.txt`` in the same form, and so do those of other checks in theirs.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from textwrap import dedent

from ipt_train.bank.rules.evidence import Coded, measured, overview, sentence_of
from ipt_train.bank.rules.registry import RULES
from ipt_train.bank.rules.rule import Rule
from ipt_train.errors import UsageError

_PARTS = re.compile(r"^(Severity|Why|Bad|Good|Fix):", re.M)
BANK = "ipt_train.bank.rules"
CODES = "codes.txt"
COLUMNS = ("code", "title", "why", "bad", "good", "fix", "severity", "default", "evidence")


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
        severity: How grave it is: error, warning or info; empty where the code belongs to no bank.
        default: Whether it is looked for unless asked otherwise.
        evidence: How far the rule agrees with people, in a sentence or two; empty where nobody measured it.
    """

    code: str
    title: str
    why: str
    bad: str
    good: str
    fix: str
    severity: str = ""
    default: bool = True
    evidence: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of its row, one for each of ``COLUMNS``."""
        default = "on" if self.default else "off"
        told = (self.severity, default if self.severity else "", self.evidence)
        return (self.code, self.title, self.why, self.bad, self.good, self.fix, *told)

    @property
    def state(self) -> str:
        """How grave it is and whether it is looked for, in a sentence; empty where the code belongs to no bank."""
        if not self.severity:
            return ""
        if self.default:
            return f"Severity: {self.severity}. On by default."
        return f"Severity: {self.severity}. Off by default: `--select {self.code}` turns it on."

    def text(self) -> str:
        """Return the whole explanation as it is printed."""
        parts = [f"{self.code}  {self.title}", self.why]
        parts += [told for told in (self.state, self.evidence) if told]
        if self.bad:
            parts += [f"Bad:\n\n{_indented(self.bad)}", f"Good:\n\n{_indented(self.good)}"]
        return "\n\n".join([*parts, f"Fix: {self.fix}"]) + "\n"


@cache
def explanations() -> dict[str, Explanation]:
    """Return the explanation of every code of ``bank check``, in order."""
    coded = (replace(one, severity=one.severity or "error") for one in _written(files(BANK)))
    return _in_order([*map(_of_rule, RULES), *coded])


@cache
def every_explanation() -> dict[str, Explanation]:
    """Return the explanation of every code of the program, in order.

    The codes of a check stand in the file ``codes.txt`` of a folder of its room.
    """
    rooms = (room for room in files("ipt_train").iterdir() if room.is_dir())
    folders = (folder for room in rooms for folder in room.iterdir() if folder.is_dir())
    codes = (one for folder in folders for one in _written(folder))
    return _in_order([*explanations().values(), *codes])


def explain(code: str) -> Explanation:
    """Return the explanation of one code, in small letters or capitals.

    Raises:
        UsageError: There is no such code.
    """
    codes = every_explanation()
    if code.upper() in codes:
        return codes[code.upper()]
    near = difflib.get_close_matches(code.upper(), codes, 1, 0.6)
    raise UsageError(
        f"there is no code `{code}`",
        hint=f"did you mean `{near[0]}`?" if near else "`ipt-train explain` lists them all",
    )


def selected(words: Iterable[str], option: str) -> tuple[str, ...]:
    """Return codes, or beginnings of codes, as they were meant.

    Args:
        words: What was given, in any case; several may stand in one word, with commas.
        option: The option that they were given to, for the message.

    Raises:
        UsageError: No code begins so.
    """
    given = (code.strip().upper() for word in words for code in word.split(","))
    codes = tuple(code for code in given if code)
    for code in codes:
        if advice := unknown(code):
            several = together(code)
            raise UsageError(
                f"{option}: no code begins with `{code}`",
                hint=f"put commas between codes: {','.join(several)}" if several else advice,
            )
    return codes


def unknown(beginning: str) -> str:
    """Return what to write in place of a code that there is not; empty where a code begins so."""
    codes = list(explanations())
    if any(code.startswith(beginning) for code in codes):
        return ""
    if near := difflib.get_close_matches(beginning, codes, 5, 0.6):
        nearest = next((code for code in near if code[:2] == beginning[:2]), near[0])
        return f"did you mean `{nearest}`?"
    families = list(dict.fromkeys(code[0] for code in codes))
    if beginning[0] in families:
        return f"known codes: {', '.join(code for code in codes if code[0] == beginning[0])}"
    return f"codes begin with {', '.join(families)}; `ipt-train explain` lists them"


def together(text: str) -> list[str]:
    """Return the codes in a text that holds several, however they are separated; else none."""
    parts = [part for part in re.split(r"[\s,;|+/]+", text) if part]
    return parts if len(parts) > 1 and not any(map(unknown, parts)) else []


def titles() -> dict[str, str]:
    """Return the title of every code of ``bank check``."""
    return {code: one.title for code, one in explanations().items()}


def markdown() -> str:
    """Return the page ``docs/rules.md``."""
    parts = [
        "# What `ipt-train bank check` finds",
        "This page is generated from the rules themselves: `ipt-train explain --markdown`.\n"
        "In a bad example `»` marks the place that is reported.",
    ]
    parts += overview(
        Coded(one.code, one.title, one.severity, one.default) for one in explanations().values()
    )
    for one in explanations().values():
        parts += [f"## {one.code} {one.title}", one.why, one.state]
        parts += [one.evidence] if one.evidence else []
        if one.bad:
            parts += [f"Bad:\n\n```yaml\n{one.bad}\n```", f"Good:\n\n```yaml\n{one.good}\n```"]
        parts.append(f"Fix: {one.fix}")
    return "\n\n".join(parts) + "\n"


def _in_order(explained: Iterable[Explanation]) -> dict[str, Explanation]:
    return {one.code: one for one in sorted(explained, key=lambda one: one.code)}


def _written(folder: Traversable) -> Iterator[Explanation]:
    """Yield the explanations in the ``codes.txt`` of a folder, if it has one."""
    file = folder.joinpath(CODES)
    if file.is_file():
        for entry in re.split(r"^== ", file.read_text(encoding="utf-8"), flags=re.M)[1:]:
            code, rest = entry.split(" ", 1)
            yield _read(code, rest.strip())


def _of_rule(rule: Rule) -> Explanation:
    """Return the explanation of a rule, with what its record says."""
    return replace(
        _read(rule.code, rule.explanation.strip()),
        severity=rule.severity.value,
        default=rule.default,
        evidence=sentence_of(told) if (told := measured().get(rule.code)) else "",
    )


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
        severity=parts.get("Severity", "").strip(),
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
