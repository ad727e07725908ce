"""What is said when a course was made."""

from pathlib import Path


def next_steps(folder: Path, *, filled: bool) -> tuple[str, str]:
    """Return what to keep, and what to do next, with a course that was just made.

    Args:
        folder: The course.
        filled: Whether its roster holds people already.
    """
    fill = "" if filled else f"{folder / 'roster.csv'} and "
    return (
        f"{folder / 'private'} contains the secret keys: keep a copy where only you can read it.",
        f"Next: fill in {fill}{folder / 'course.yaml'}, then `ipt-train course check {folder}`.",
    )
