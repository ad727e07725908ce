"""The kinds of document: their schemas, where their entries stand, where they are looked for."""

import re

SCHEMAS = (
    "bank",
    "bibliography",
    "blueprint",
    "claims",
    "competencies",
    "course",
    "drills",
    "excerpt",
    "facts",
    "form",
    "readings",
)
"""The kinds by the names of their schemas; the one of banks first."""

STUDIED = {
    "ipt-bank/1": "items",
    "ipt-drills/1": "drills",
    "ipt-readings/1": "readings",
    "ipt-excerpts/1": "excerpts",
}
"""Where a kind keeps the entries that learners meet; their ids are unique over all."""

GROUND = {
    "ipt-bibliography/1": "references",
    "ipt-facts/1": "facts",
    "ipt-claims/1": "claims",
    "ipt-competencies/1": "competencies",
    "ipt-fidelity-forms/1": "forms",
}
"""Where a kind keeps the entries that others point into; items name them under the same key."""

FORMS = "ipt-fidelity-forms/1"
"""The one of these kinds whose parts point into each other, and into facts and competencies."""

BIBLIOGRAPHY = "bibliography.yaml"
"""The one of these files that adds to the shipped one; each other stands in its place."""

BESIDE = (
    BIBLIOGRAPHY,
    "facts.yaml",
    "claims.yaml",
    "competencies.yaml",
    "fidelity-forms.yaml",
)
"""The names under which what items point into is looked for beside a bank."""

_TOP_KEY = re.compile(r"^[\"']?([\w-]+)[\"']?[ \t]*:(?=\s|$)", re.M)
_TOP_KEYS = {
    "format",
    "id",
    "title",
    "description",
    "language",
    "licence",
    "authors",
    "domain",
    "retired",
}
_TOP_KEYS |= {*STUDIED.values(), *GROUND.values()}


def is_foreign(text: str) -> bool:
    """Whether a YAML text is plainly of another program: no format of ours, and mostly other keys at the top."""
    keys = set(_TOP_KEY.findall(text))
    return "ipt-" not in text and len(keys - _TOP_KEYS) > len(keys & _TOP_KEYS)
