"""How the people of a course look."""

from collections.abc import Sequence

from ipt_train.course.operation.people import ListedPerson
from ipt_train.shell.screen import Screen


def show_people(screen: Screen, people: Sequence[ListedPerson]) -> None:
    """Show people with their pseudonyms and keys."""
    for person in people:
        key = f", key {person.how} {person.key}" if person.key else ", no key yet"
        screen.row(person.pseudonym, f"{person.id}: {person.spoken}{key}", style="bold")
    if not people:
        screen.line("The roster is empty: add lines to roster.csv.")


def renamed_notes(pseudonym: str, rename: tuple[str, str] | None) -> list[str]:
    """Say which id has another's pseudonym now; nothing where no id was corrected."""
    if rename is None:
        return []
    old, new = rename
    return [
        f"{new} has the pseudonym {pseudonym} of {old}, and everything that was handed in under it"
    ]
