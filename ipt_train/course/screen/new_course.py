"""What is said when a course was made."""

from pathlib import Path


def next_steps(folder: Path) -> tuple[str, str]:
    """Return what to keep, and what to do next, with a course that was just made."""
    return (
        f"{folder / 'private'} holds the secret keys: keep a copy where only you can read it.",
        f"Next: fill {folder / 'roster.csv'} and {folder / 'course.yaml'}, then "
        f"`ipt-train course check {folder}`.",
    )
