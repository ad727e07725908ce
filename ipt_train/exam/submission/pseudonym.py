"""The form of a pseudonym, by which a learner hands in. A course draws them up."""

import re

_FORM = re.compile(r"p-[0-9a-f]{16}")


def is_pseudonym(text: str) -> bool:
    """Whether a text has the form of a pseudonym."""
    return _FORM.fullmatch(text) is not None
