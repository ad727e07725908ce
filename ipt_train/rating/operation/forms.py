"""Fidelity forms: which there are, and one by its id."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ipt_train.bank.core.model import Library
from ipt_train.errors import ItemNotFoundError
from ipt_train.rating.core.form import FormSet, RatingForm, forms_of
from ipt_train.shell.suggest import suggestion


def list_forms(library: Library) -> list[tuple[FormSet, RatingForm]]:
    """Return every form with the set that it belongs to, in the order of the files."""
    return list(_forms(library))


def find_form(library: Library, name: str) -> tuple[FormSet, RatingForm]:
    """Return a form by its id, with the set whose scales and rules it uses.

    Raises:
        ItemNotFoundError: No form has this id.
    """
    return form_named(forms_of(library), name)


def form_named(sets: Sequence[FormSet], name: str) -> tuple[FormSet, RatingForm]:
    """Return a form by its id among several sets; see ``find_form``."""
    known = {form.id: (one, form) for one in sets for form in one.forms}
    wanted = name.strip().lower().replace(" ", "-")
    if wanted not in known:
        raise ItemNotFoundError(f"there is no form `{name}`", hint=suggestion(wanted, known))
    return known[wanted]


def forms_data(forms: Sequence[tuple[FormSet, RatingForm]]) -> list[dict[str, Any]]:
    """Return forms as plain data: what each is for, and the ids of its items."""
    return [
        {
            "id": form.id,
            "title": form.title,
            "set": whole.id,
            "revision": whole.revision,
            "phase": form.phase,
            "problem_area": form.problem_area,
            "items": [item.id for item in form.items],
        }
        for whole, form in forms
    ]


def form_data(whole: FormSet, form: RatingForm) -> dict[str, Any]:
    """Return a form as plain data, with what its set says for all forms."""
    rest = {name: part for name, part in asdict(whole).items() if name not in _PARTS}
    return {"form": asdict(form), "set": rest}


_PARTS = ("items", "forms")
"""Of a set, what stands in the form itself or belongs to the other forms."""


def _forms(library: Library) -> Iterator[tuple[FormSet, RatingForm]]:
    for forms in forms_of(library):
        for form in forms.forms:
            yield forms, form
