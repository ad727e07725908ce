"""Dealing the forms of an exam: by a rule that anybody can follow, and evenly."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence


def dealt_forms(
    people: Collection[str],
    forms: Sequence[str],
    *,
    exam: str,
    held: Mapping[str, str],
    had: Mapping[str, Collection[str]],
) -> dict[str, str]:
    """Return the form of each person.

    Who holds a form keeps it. The others come in the order of a digest of exam and pseudonym; each
    gets the form that the fewest people hold, of those that the person has not had before if there
    are any, and where several are left the first by a digest again.

    Args:
        people: Pseudonyms of those to whom forms are dealt.
        forms: The letters of the forms.
        exam: Id of the exam.
        held: The form of each person who holds one already, for the same attempt.
        had: The forms that each person had in other attempts.
    """
    dealt = {person: form for person, form in held.items() if form in forms}
    holders = Counter(dealt.values())
    for person in sorted(set(people) - set(dealt), key=lambda name: _order(exam, name)):
        unseen = [form for form in forms if form not in had.get(person, ())]
        choice = min(unseen or forms, key=lambda form: (holders[form], _order(exam, person, form)))
        dealt[person] = choice
        holders[choice] += 1
    return {person: dealt[person] for person in people}


def _order(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(("ipt-train deal", *parts)).encode()).hexdigest()
