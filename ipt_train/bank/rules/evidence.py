"""How far rules agree with people, in words and as the table at the head of the page of rules.

The figures stand in ``evidence.txt``, a line a rule, which ``python -m tests.bank.rules.measure`` writes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FILE = "evidence.txt"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a rule agrees with labelled questions.

    Attributes:
        flawed: How many of them have the flaw.
        clean: How many have not.
        precision: Share of its findings that are labelled so, 0 to 1.
        recall: Share of the flawed ones that it finds, 0 to 1.
    """

    flawed: int
    clean: int
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How far a rule agrees with people.

    Attributes:
        written: With the questions that were written while the rule was made.
        unseen: With questions that were written afterwards, at first sight.
        people: Precision and recall, 0 to 1, of the rule before it was made anew, against the labels of
            several people on 1,075 public questions; None where it never reported anything or nobody measured it.
        real: With questions of public sets, which one reader judged before seeing what the rule says; None
            where nobody did.
    """

    written: Agreement
    unseen: Agreement
    people: tuple[float | None, float | None] = (None, None)
    real: Agreement | None = None


@cache
def measured() -> dict[str, Evidence]:
    """Return the evidence of each rule that was measured, by its code."""
    text = files("ipt_train.bank.rules").joinpath(FILE).read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and line[0] != "#")
    return {code: _evidence(figures) for code, *figures in rows}


def _evidence(figures: list[str]) -> Evidence:
    numbers = [None if figure == "-" else float(figure) for figure in figures]
    return Evidence(
        written=_agreement(numbers[:4]),
        unseen=_agreement(numbers[4:8]),
        people=(numbers[8], numbers[9]),
        real=_agreement(numbers[10:]) if numbers[10] is not None else None,
    )


def _agreement(numbers: list[float | None]) -> Agreement:
    flawed, clean, precision, recall = (number or 0.0 for number in numbers)
    return Agreement(int(flawed), int(clean), precision, recall)


class Coded(NamedTuple):
    """What the table says of a code.

    Attributes:
        code: The code.
        title: What is found.
        severity: How grave it is.
        default: Whether it is looked for unless asked otherwise.
    """

    code: str
    title: str
    severity: str
    default: bool


_NOTE = """Severity and state are those of a check without options: `--select CODE` also runs a rule that is off, and `--ignore CODE`
leaves one out. A rule on the wording of items is off, and of severity info, where fewer than 80% of its findings agreed with what
people say about the same question. W003, W005 and W101 agreed less than that as they were. They were rewritten for that reason, and stay
on with the figures under *Real*.

Figures are precision / recall: the share of findings that are right, and the share of flawed questions that are found.

- *Real*: questions of public sets of exams and lessons (MMLU, ARC, SciQ, OpenBookQA), written by people who knew nothing of these rules:
  a random sample, and for rare flaws a random sample of the questions with a word that could mean one. One reader judged them in
  November 2026 by the published guidelines, before seeing what the rules say; where the reader was in doubt, the question does not count.
  The limits of W003 were set on part of its questions, most of which were picked because the key is a little longer than the rest.
  Doubtful labels of W003 were settled on a second reading, with its findings known: on first reading about two in three of them were
  right. One label of W001 was corrected in the same way. Questions of more than 300 to 420 characters, depending on the set, were left out.
- *Written*: {written} questions of many subjects that were written and labelled for this project while the rules were made.
- *Unseen*: {unseen} more that were written afterwards, in two batches; the figures are those of the first run over each. Both sets were
  written and labelled by one reader, so they show how well a rule does what it is meant to do.
- *People*: the rule as it was before, against the labels of several people on 1,075 public questions; the rules have not been measured
  on those since.

A dash: the rule never reported anything, or was not measured. The written and unseen questions are in `tests/bank/rules/labels/`; of the
real ones only the counts are kept."""


def sentence_of(evidence: Evidence) -> str:
    """Say how far a rule agrees with people."""
    parts = [
        f"Of {_counted(evidence.written)} written with the rule: {_figures(evidence.written)}.",
        f"Of {_counted(evidence.unseen)} written after it, on the first run: {_figures(evidence.unseen)}.",
    ]
    if evidence.real:
        parts.insert(
            0,
            f"Of {_counted(evidence.real)} from real exams and lessons, judged by one reader: {_figures(evidence.real)}.",
        )
    precision, recall = evidence.people
    if recall is not None:
        spoke = (
            f"precision {precision:.2f}" if precision is not None else "it never reported anything"
        )
        parts.append(
            f"The rule as it was before, against people's labels on 1,075 public questions: {spoke}, recall {recall:.2f}."
        )
    return " ".join(parts)


def overview(codes: Iterable[Coded]) -> Iterator[str]:
    """Yield the parts of the page of rules that stand before the codes: a table and what its figures mean.

    Args:
        codes: All codes, in order.
    """
    figures = measured()
    lines = [
        "| Code | What it finds | Severity | By default | Real | Written | Unseen | People, before |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in codes:
        evidence = figures.get(one.code)
        cells = [
            f"[{one.code}](#{_anchor(one)})",
            one.title,
            one.severity,
            "on" if one.default else "off",
        ]
        cells += (
            [
                _short(evidence.real) if evidence.real else "–",
                _short(evidence.written),
                _short(evidence.unseen),
                _pair(*evidence.people),
            ]
            if evidence
            else ["", "", "", ""]
        )
        lines.append(f"| {' | '.join(cells)} |")
    yield "\n".join(lines)
    if figures:
        most = max(figures.values(), key=lambda each: each.written.flawed + each.written.clean)
        yield _NOTE.format(
            written=most.written.flawed + most.written.clean,
            unseen=most.unseen.flawed + most.unseen.clean,
        )


def _anchor(one: Coded) -> str:
    """Return the anchor that GitHub gives to the heading of a code."""
    kept = (
        letter
        for letter in f"{one.code} {one.title}".lower()
        if letter.isalnum() or letter in " -_"
    )
    return "".join(kept).replace(" ", "-")


def _counted(agreement: Agreement) -> str:
    return f"{agreement.flawed + agreement.clean} labelled questions ({agreement.flawed} with the flaw)"


def _figures(agreement: Agreement) -> str:
    return f"precision {agreement.precision:.2f}, recall {agreement.recall:.2f}"


def _short(agreement: Agreement) -> str:
    total = agreement.flawed + agreement.clean
    return f"{agreement.precision:.2f} / {agreement.recall:.2f} ({agreement.flawed} of {total})"


def _pair(precision: float | None, recall: float | None) -> str:
    if precision is None and recall is None:
        return "–"
    return " / ".join("–" if each is None else f"{each:.2f}" for each in (precision, recall))
