"""Where in a therapy a case or a drill belongs, in words."""

from collections.abc import Sequence


def place_in_words(phase: str, areas: Sequence[str]) -> str:
    """Return a phase and problem areas: "middle phase, role dispute, role transition"."""
    if list(areas) == ["undecided"]:
        return f"{phase} phase, problem area not yet decided"
    return f"{phase} phase, {', '.join(area.replace('-', ' ') for area in areas)}"
