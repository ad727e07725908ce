"""The columns of a table of questions, one row an item: what a spreadsheet of questions is made of."""

from string import ascii_lowercase

LETTERS = ascii_lowercase[:9]
"""Most options of an item in a bank: a to i."""

SINGLE = ("item", "type", "case", "domain", "objective", "level", "scene", "stem")
ROWS = tuple(f"{kind}_{sign}" for sign in LETTERS for kind in ("option", "why"))
PROMPTS = tuple(f"{kind}_{number}" for number in range(1, 10) for kind in ("prompt", "reason"))
LISTS = ("references", "facts", "claims", "competencies", "tags", "replaces")
AFTER = (
    "key",
    "tolerance",
    "unit",
    "why",
    "passage",
    "explanation",
    *LISTS,
    "certainty",
    "status",
    "revision",
    "credit",
    "shuffle",
    "ids",
)

COLUMNS: dict[str, str] = {
    "item": "Id or title of the item.",
    "type": "single-best-answer, multiple-response, true-false, short-answer, numerical, ordering, matching or cloze.",
    "case": "Id of the case that the item is a step of; not imported.",
    "domain": "The item's domain; leave empty for the bank's domain.",
    "objective": "The point that it tests, as a short name.",
    "level": "remember, understand, apply or analyse.",
    "scene": "New information before the stem, for a step of a case.",
    "stem": "The question (required).",
    **{f"option_{sign}": "An option; in an ordering, an element in its place; for a short answer or a number, a wrong answer that people give." for sign in LETTERS},
    **{f"why_{sign}": "Its rationale." for sign in LETTERS},
    **{f"prompt_{number}": "What is matched; in a cloze, the accepted answers for a gap, one per line." for number in range(1, 10)},
    **{f"reason_{number}": "Its rationale." for number in range(1, 10)},
    "key": "Letters of the right options, such as `B` or `A C`; in a matching, one letter for each prompt; true or false; in a short answer, the accepted answers, one per line; in a numerical item, the right number.",
    "tolerance": "How far from the right number an answer may be.",
    "unit": "Spellings of the unit of a number, separated by semicolons.",
    "why": "Why a short answer or a number is right.",
    "passage": "The text of a cloze; gaps are written {{1}}, {{2}} or by their ids.",
    "explanation": "What to remember.",
    **dict.fromkeys(LISTS, "Ids or words, separated by spaces."),
    "certainty": "verified, partly-verified or from-memory.",
    "status": "draft, reviewed or approved.",
    "revision": "A whole number.",
    "credit": "The credit rule of an item that can be partly right.",
    "shuffle": "`no` if the options keep their order.",
    "ids": "Ids of the options, then of the prompts or gaps, separated by spaces; if left empty, letters and numbers are used.",
}  # fmt: skip  # a table
"""Every column and what stands in it; only `stem` and `key` or what stands for it are needed."""
assert set(COLUMNS) == {*SINGLE, *ROWS, *PROMPTS, *AFTER}
ORDER = (*SINGLE, *ROWS, *PROMPTS, *AFTER)
"""The order in which they are written."""
