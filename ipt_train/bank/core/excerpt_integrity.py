"""What a schema cannot say of excerpts: the form, its items, the turns and each rating in itself."""

from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding, at
from ipt_train.bank.core.register import ReferenceIndex
from ipt_train.bank.core.tree import Mapping, Place, pointer

Path = tuple[str | int, ...]

_LEFT_OUT = "n/a"


def problems(excerpt: Mapping, path: Path, register: ReferenceIndex) -> Iterator[Finding]:
    """Yield what does not fit together in one excerpt, or between it and its form.

    Args:
        excerpt: An excerpt that fits its schema.
        path: Where it stands in its document.
        register: The forms that it may name; where no file of forms was read, the form is
            not looked up.
    """
    for index, rating in enumerate(excerpt["ratings"]):
        yield from _rating(excerpt, rating, (*path, "ratings", index))
    forms = register.entries.get("forms")
    if forms is None:
        return
    name = excerpt["form"]
    if name not in forms:
        yield _at(
            excerpt.value_places["form"],
            "I023",
            f"{name} is not a form of the files read",
            excerpt,
            (*path, "form"),
            f"one of {', '.join(sorted(forms))}"
            if forms
            else "put a fidelity-forms.yaml beside the excerpts",
        )
        return
    form, whole = forms[name], register.sets[name]
    for key in ("phase", "problem_area"):
        if key in form and form[key] != excerpt[key]:
            yield _at(
                excerpt.value_places[key],
                "I023",
                f"`{key}` is {excerpt[key]}, and {form[key]} in the form {name}",
                excerpt,
                (*path, key),
                "rate the excerpt by the form that fits it",
            )
    yield from _against(excerpt, path, form, {item["id"]: item for item in whole["items"]})
    yield from _evidence(excerpt, path, whole["rules"]["evidence_from"])


def _at(place: Place, code: str, message: str, excerpt: Mapping, path: Path, help: str) -> Finding:
    return at(place, code, message, item=excerpt["id"], path=pointer(path), help=help)


def _against(
    excerpt: Mapping, path: Path, form: Mapping, items: dict[str, Mapping]
) -> Iterator[Finding]:
    """Report items that are missing, rated twice or of another form, and core items left out."""
    seen: set[str] = set()
    for index, rating in enumerate(excerpt["ratings"]):
        name, where = rating["item"], (*path, "ratings", index, "item")
        place = rating.value_places["item"]
        if name not in form["items"]:
            said = f"{name} is not an item of the form {form['id']}"
            yield _at(place, "I024", said, excerpt, where, "correct the id or remove the rating")
        elif name in seen:
            yield _at(place, "I024", f"{name} is rated twice", excerpt, where, "keep one rating")
        elif rating["adherence"] == _LEFT_OUT and not _may_be_left_out(items.get(name)):
            yield _at(
                rating.value_places["adherence"],
                "I024",
                f"{name} is never left out",
                excerpt,
                (*path, "ratings", index, "adherence"),
                "rate it from 0 to 4",
            )
        seen.add(name)
    if missing := [name for name in form["items"] if name not in seen]:
        yield _at(
            excerpt.value_places["ratings"],
            "I024",
            f"not rated: {', '.join(missing)}",
            excerpt,
            (*path, "ratings"),
            "rate every item of the form, or write n/a with the reason",
        )


def _may_be_left_out(item: Mapping | None) -> bool:
    return item is None or bool(item["not_applicable"]["allowed"])


def _evidence(excerpt: Mapping, path: Path, least: int) -> Iterator[Finding]:
    for index, rating in enumerate(excerpt["ratings"]):
        given = rating["adherence"]
        if given != _LEFT_OUT and given >= least and not rating.get("turns"):
            yield _at(
                rating.value_places.get("turns", rating.place),
                "I025",
                f"{rating['item']} is rated {given} and names no turn",
                excerpt,
                (*path, "ratings", index, "turns"),
                "name the turns that show it, or rate lower",
            )


def _rating(excerpt: Mapping, rating: Mapping, path: Path) -> Iterator[Finding]:
    """Report turns that are not there, and keys that do not belong with the adherence."""
    turns = rating.get("turns", ())
    for index, number in enumerate(turns):
        if number > len(excerpt["turns"]):
            yield _at(
                turns.places[index],
                "I025",
                f"there is no turn {number}; the last is {len(excerpt['turns'])}",
                excerpt,
                (*path, "turns", index),
                "turns are counted from 1",
            )
    given = rating["adherence"]
    said = f"{rating['item']} has adherence {given}"
    wanted = {
        "competence": given not in (0, _LEFT_OUT),
        "argument": given != _LEFT_OUT or "argument" in rating,
        "reason": given == _LEFT_OUT,
    }
    for key, needed in wanted.items():
        if needed and key not in rating:
            yield _at(rating.place, "I026", f"{said} and no `{key}`", excerpt, path, f"add `{key}`")
        elif key in rating and not needed:
            yield _at(
                rating.key_places[key],
                "I026",
                f"{said} and yet `{key}`",
                excerpt,
                (*path, key),
                f"remove `{key}`, or correct the adherence",
            )
