"""What a course file says that its schema cannot judge: dates, names, weights."""

from collections.abc import Collection, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from ipt_train.bank.core.finding import Finding, as_warning, at
from ipt_train.bank.core.tree import Mapping, place_of, pointer
from ipt_train.course.core.course import local_instant

Path = tuple[str | int, ...]


def course_findings(tree: Mapping, people: Collection[str] | None) -> Iterator[Finding]:
    """Yield what does not fit in a course file that passed its schema.

    Args:
        tree: The parsed file.
        people: The pseudonyms of the roster; None where they are not known.
    """
    zone = tree["zone"]
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        yield _at(
            tree, ("zone",), "K001", f"`{zone[:60]}` is no time zone", "such as Europe/London"
        )
        return
    yield from _dates(tree, zone)
    yield from _exams(tree)
    exams = {one["id"] for one in tree["exams"]}
    for number, exam in enumerate(tree["exams"]):
        for place, other in enumerate(exam.get("may_share", ())):
            if other not in exams - {exam["id"]}:
                others = ", ".join(sorted(exams - {exam["id"]}))
                yield _at(
                    tree,
                    ("exams", number, "may_share", place),
                    "K004",
                    f"there is no other exam `{other}`",
                    f"one of {others}" if others else "the course has no other exam: remove it",
                )
    for number, one in enumerate(tree.get("extensions", ())):
        path: Path = ("extensions", number)
        if one.get("exam", next(iter(exams))) not in exams:
            yield _at(
                tree,
                (*path, "exam"),
                "K004",
                f"there is no exam `{one['exam']}`",
                f"one of {', '.join(sorted(exams))}",
            )
        if people is not None and one["person"] not in people:
            yield _at(
                tree,
                (*path, "person"),
                "K005",
                f"nobody on the roster has the pseudonym {one['person']}",
                "`ipt-train course people` lists them",
            )
    names = [one["name"] for one in tree.get("thresholds", ())]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield _at(
                tree,
                ("thresholds", number, "name"),
                "K003",
                f"`{name[:60]}` appears twice",
                "keep one",
            )


def _exams(tree: Mapping) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, exam in enumerate(tree["exams"]):
        path: Path = ("exams", number)
        if exam["id"] in seen:
            yield _at(
                tree, (*path, "id"), "K003", f"two exams have the id `{exam['id']}`", "rename one"
            )
        seen.add(exam["id"])
        if "blueprint" not in exam and "length" not in exam:
            yield _at(
                tree,
                path,
                "K006",
                f"the exam `{exam['id']}` says neither blueprint nor length",
                "name a blueprint, or a number of items",
            )
        if "due" not in exam and exam.get("late", {}).get("rule", "accept") != "accept":
            yield as_warning(
                _at(
                    tree,
                    path,
                    "K007",
                    f"the exam `{exam['id']}` has a rule for late attempts and is never due",
                    "say when it is due",
                )
            )
        rule = exam.get("attempts", {})
        if rule.get("rule") in ("best", "last", "mean") and rule.get("allowed", 1) == 1:
            yield as_warning(
                _at(
                    tree,
                    (*path, "attempts"),
                    "K008",
                    f"`{rule['rule']}` of one attempt is that attempt",
                    "say how many are allowed",
                )
            )
    if not any(exam.get("weight", 1) for exam in tree["exams"]):
        yield _at(
            tree,
            ("exams",),
            "K009",
            "every exam has the weight 0, so there is no course grade",
            "give one a weight",
        )


def _dates(tree: Mapping, zone: str) -> Iterator[Finding]:
    places: list[tuple[Any, Path]] = [
        (one, (kind, number))
        for kind in ("exams", "extensions")
        for number, one in enumerate(tree.get(kind, ()))
    ]
    for one, path in places:
        instants = {}
        for name in ("opens", "due"):
            if name not in one:
                continue
            try:
                instants[name] = local_instant(one[name], zone)
            except (ValueError, OverflowError) as error:
                yield _at(
                    tree,
                    (*path, name),
                    "K002",
                    f"{one[name]} is not a time in {zone}: {error}",
                    "such as 2026-11-02T09:00",
                )
        if len(instants) == 2 and instants["due"] <= instants["opens"]:
            yield _at(tree, (*path, "due"), "K002", "it is due before it opens", "exchange them")


def _at(tree: Mapping, path: Path, code: str, message: str, help: str) -> Finding:
    return at(place_of(tree, path), code, message, path=pointer(path), help=help)
