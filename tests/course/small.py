"""A course of eight by two forms of forty items each, which share none: the usual small class."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from ipt_train.course.operation.collect import collect
from ipt_train.rating.operation.files import rating_section
from tests.course.test_look import progress_of
from tests.course.world import NOW, STARTED, World, bank, shelf_for
from tests.report.pages import forms, rated

PEOPLE = [
    ("1001", "Anna Schmidt", "anna@example.org"),
    ("1002", "José García", "jose@example.org"),
    ("1003", "Mei Chen", "mei@example.org"),
    ("1004", "Anna Schmidt", "anna.s@example.org"),
    ("1005", "Tom O'Neil", "tom@example.org"),
    ("1006", "Priya Nair", "priya@example.org"),
    ("1007", "Lars Holm", "lars@example.org"),
    ("1008", "Ida Berg", "ida@example.org"),
]
LATE = timedelta(hours=9)
"""How late the third person hands in, from the beginning of the others."""


def small_class(root: Path) -> World:
    """Seven hand in, the third late and with progress and ratings; the eighth does not.

    The third has an extension and a mark by hand, and a damaged file of hers is refused.
    """
    world = World(root=root, shelf=shelf_for(root), forms=2)
    world.begin([])
    world.people = PEOPLE
    world.write_bank(bank(120))
    text = world.folder.course.read_text().replace("length: 20", "length: 40")
    world.folder.course.write_text(text)
    write_namesakes(world)
    opened = world.open()
    keys = world.build()
    people = list(opened.people)
    for number, person in enumerate(people[:7]):
        more: dict[str, Any] = {"ability": 0.5 + number / 20, "blanks": 0.05}
        if number == 2:
            more |= {
                "progress": progress_of(11),
                "ratings": rating_section(rated(forms(root / "cache"), 2)),
                "ended_at": STARTED + LATE,
            }
        world.hand_in(world.submission(person, keys[number % 2], **more))
    torn = world.submission(people[2], keys[0], attempt=2)
    world.hand_in(torn, f"torn-{people[2]}.submission.zip").write_bytes(torn.data[:-50])
    extension = (
        f'extensions: [{{person: {people[2]}, due: "2026-11-09T17:30", extra_minutes: 15}}]\n'
    )
    world.tail = extension
    with world.folder.course.open("a", encoding="utf-8") as stream:
        stream.write(extension)
    world.folder.marks.write_text(
        "person,exam,item,mark,comment\r\n"
        f"{people[2]},final,{keys[0].entries[0].item.id},1,two readings are possible\r\n",
        newline="",
    )
    found = collect(world.open(), world.inbox, now=NOW + timedelta(hours=12))
    assert (len(found.accepted), len(found.refused)) == (7, 1)
    return world


def write_namesakes(world: World) -> None:
    """Write the roster; two people of one name are marked as two."""
    lines = ["id,name,email,section,namesake"]
    for id_, name, email in world.people:
        lines.append(f"{id_},{name},{email},S1,{'yes' if name == 'Anna Schmidt' else ''}")
    world.folder.roster.write_text("\r\n".join(lines) + "\r\n", newline="", encoding="utf-8")
