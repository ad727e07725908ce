"""A case in a format that has none: what stands before its steps, and what of it is lost."""

from collections.abc import Collection, Mapping

from ipt_train.bank.core.model import Vignette
from ipt_train.bank.exchange.loss import Loss

_TEXT = "the text of a case"
LOST: Mapping[str, tuple[str, ...]] = {
    _TEXT: ("case", "content_warning"),
    "the unfolding of a case": ("steps",),
    "the debrief of a case": ("debrief",),
    "the title of a case": ("title",),
    "the domain of a case": ("domain",),
    "phase, problem areas and challenge of a case": ("phase", "problem_areas", "challenge"),
    "references, facts, claims and tags of a case": ("references", "facts", "claims", "tags"),
    "revision, certainty and status of a case": ("revision", "certainty", "status"),
    "ids that a case replaces": ("replaces",),
}
"""What can be lost of a case, and the fields of a vignette that each of these speaks of."""

TEXT_ALONE = "a text without a question"
STEP_OF = "the case that a step belongs to"
"""What an import says of the text of a case, and of each of its steps."""


def case_text(case: Vignette) -> str:
    """Return what is read before the steps: the warning about the content, then the case."""
    return f"Content: {case.content_warning}\n\n{case.case}" if case.content_warning else case.case


def case_losses(case: Vignette, kept: Collection[str], *, text: bool = True) -> list[Loss]:
    """Return what a format cannot carry of a case.

    Args:
        case: The case.
        kept: Fields of it that the format has a place for.
        text: Whether the format carries its text and its warning.
    """
    return [
        Loss(item=case.id, what=what)
        for what, fields in LOST.items()
        if any(getattr(case, name) for name in fields if name not in kept)
        and not (text and what == _TEXT)
    ]
