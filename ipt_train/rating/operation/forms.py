"""Fidelity forms: which there are, and one by its id."""

from collections.abc import Iterator, Sequence

from ipt_train.bank.core.model import Library
from ipt_train.bank.operation.library import suggestion
from ipt_train.errors import ItemNotFoundError
from ipt_train.rating.core.form import Form, FormSet, forms_of


def list_forms(library: Library) -> list[tuple[FormSet, Form]]:
    """Return every form with the set that it belongs to, in the order of the files."""
    return list(_forms(library))


def find_form(library: Library, name: str) -> tuple[FormSet, Form]:
    """Return a form by its id, with the set whose scales and rules it uses.

    Raises:
        ItemNotFoundError: No form has this id.
    """
    return form_named(forms_of(library), name)


def form_named(sets: Sequence[FormSet], name: str) -> tuple[FormSet, Form]:
    """Return a form by its id among several sets; see ``find_form``."""
    known = {form.id: (one, form) for one in sets for form in one.forms}
    wanted = name.strip().lower().replace(" ", "-")
    if wanted not in known:
        raise ItemNotFoundError(f"there is no form `{name}`", hint=suggestion(wanted, known))
    return known[wanted]


def _forms(library: Library) -> Iterator[tuple[FormSet, Form]]:
    for forms in forms_of(library):
        for form in forms.forms:
            yield forms, form
