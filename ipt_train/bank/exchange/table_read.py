"""A table of questions, CSV or workbook, to drafts of items, with the place of what cannot be read."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange.case import STEP_OF
from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.label import labelled
from ipt_train.bank.exchange.loss import Problem
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.table_column import COLUMNS, LETTERS, LISTS
from ipt_train.bank.exchange.typed_number import (
    NumberAnswer,
    around,
    number_entry,
    number_of,
    unit_spellings,
)
from ipt_train.csv_file import read_table

_NEEDED = ("stem",)
_WORDS = ("objective", "domain", "level", "certainty", "status", "revision", "credit")
_NAMES = {"true": True, "t": True, "yes": True, "false": False, "f": False, "no": False}


class _Refused(Exception):  # noqa: N818 - a row that cannot be read, told with its line
    pass


def read_questions(data: bytes) -> tuple[list[Draft], list[Problem]]:
    """Read a table; a row that cannot be read is a problem with its line, and the rest goes on."""
    table = read_table(data, lower=True, ragged=True)
    faults = [
        Problem(line=one.line, column=1, message=f"{one.message}; {one.hint}")
        for one in table.faults
    ]
    missing = [name for name in _NEEDED if name not in table.columns]
    if missing:
        columns = ", ".join(name for name in COLUMNS if "_" not in name)
        message = f"the column `{missing[0]}` is missing; the columns are {columns}, option_a, why_a and so on"
        return [], faults or [Problem(line=1, column=1, message=message)]
    beside = [name for name in table.columns if name and name not in COLUMNS]
    drafts: list[Draft] = []
    for line, row in table.rows:
        try:
            drafts.append(_draft(line, row, [name for name in beside if row[name]]))
        except _Refused as why:
            faults.append(Problem(line=line, column=1, message=str(why)))
    return drafts, sorted(faults, key=lambda one: one.line)


def _draft(line: int, row: dict[str, str], beside: Sequence[str]) -> Draft:
    cell: Callable[[str], str] = lambda name: row.get(name, "")  # noqa: E731
    if not cell("stem"):
        raise _Refused("the row has no stem")
    reader = _Row(row)
    data: dict[str, Any] = {"stem": cell("stem")} | reader.data()
    lost = [*reader.lost, *(f"an unknown column {name}" for name in beside)]
    labels = [f"{name}:{cell(name)}" for name in _WORDS if cell(name)]
    labels += [f"{name}:{word}" for name, key in _LABELS.items() for word in cell(key).split()]
    if cell("shuffle"):
        if cell("shuffle").lower() not in ("yes", "no", "true", "false"):
            lost.append("an unknown value in the column shuffle")
        elif cell("shuffle").lower() in ("no", "false"):
            labels.append("shuffle:no")
    held = labelled(labels, data["type"])
    for name in _WORDS:
        if cell(name) and name not in held:
            lost.append(f"an unknown value in the column {name}")
    if cell("shuffle").lower() in ("no", "false") and "shuffle" not in held:
        lost.append("an unknown value in the column shuffle")
    for name in ("scene", "explanation"):
        if cell(name):
            data[name] = cell(name)
    lost += [
        f"the column {name}, which belongs to another type of item" for name in reader.unused()
    ]
    lost += [STEP_OF] if cell("case") else []
    ours = bool(cell("objective") and cell("item"))
    return Draft(id=cell("item"), domain="", line=line, data=data | held, lost=lost, ours=ours)


_LABELS = {"reference": "references", "fact": "facts", "claim": "claims", "competency": "competencies", "tag": "tags", "replaces": "replaces"}  # fmt: skip  # a table
assert set(_LABELS.values()) == set(LISTS)


class _Row:
    """The cells of a row that say what is asked; remembers which of them were read."""

    def __init__(self, row: dict[str, str]) -> None:
        self._row = row
        self._used: set[str] = set()
        self.lost: list[str] = []

    def unused(self) -> list[str]:
        """Return the columns with something in them that this type of item has no use for."""
        names = ("option_", "why_", "prompt_", "reason_")
        about = [
            name
            for name in COLUMNS
            if name.startswith(names)
            or name in ("key", "tolerance", "unit", "why", "passage", "ids")
        ]
        return [name for name in about if self._row.get(name) and name not in self._used]

    def _cell(self, name: str) -> str:
        self._used.add(name)
        return self._row.get(name, "")

    def data(self) -> dict[str, Any]:
        """Return the keys of the item."""
        kind = (
            self._row.get("type", "").strip().lower().replace(" ", "-").replace("_", "-")
            or self._guess()
        )
        reader = {
            "single-best-answer": self._choice,
            "multiple-response": self._choice,
            "true-false": self._truth,
            "short-answer": self._short,
            "numerical": self._numerical,
            "ordering": self._ordering,
            "matching": self._matching,
            "cloze": self._cloze,
        }.get(kind)
        if reader is None:
            raise _Refused(
                f"`{kind}` is not a type of item: the types are single-best-answer, multiple-response, true-false, short-answer, numerical, ordering, matching and cloze"
            )
        return {"type": kind, **reader(kind)}

    def _guess(self) -> str:
        """Return the type of a row that names none, by what it holds."""
        row = self._row
        if row.get("passage"):
            return "cloze"
        if row.get("prompt_1"):
            return "matching"
        if row.get("tolerance") or row.get("unit"):
            return "numerical"
        key = row.get("key", "").lower()
        if key in _NAMES and not row.get("option_c"):
            return "true-false"
        if row.get("option_a"):
            return "multiple-response" if len(_signs(key)) > 1 else "single-best-answer"
        return "short-answer"

    def _rows(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        found = []
        for number, sign in enumerate(LETTERS):
            text, why = self._cell(f"option_{sign}"), self._cell(f"why_{sign}")
            if not text and not why:
                continue
            if not text:
                raise _Refused(f"why_{sign} has no option_{sign} to go with it")
            found.append(
                (
                    sign,
                    {
                        "id": ids[number] if number < len(ids) else sign,
                        "text": text,
                        "rationale": why,
                    },
                )
            )
        if [sign for sign, _ in found] != list(LETTERS[: len(found)]):
            raise _Refused("an option column is empty, but later ones are not")
        return [one for _, one in found]

    def _ids(self, wanted: int) -> list[str]:
        ids = self._cell("ids").split()
        if ids and len(ids) != wanted:
            raise _Refused(f"the column ids has {len(ids)} of {wanted} ids")
        return ids

    def _count(self, kind: str) -> int:
        return sum(1 for one in self._row if one.startswith(f"{kind}_") and self._row[one])

    def _choice(self, kind: str) -> dict[str, Any]:
        options = self._rows(self._ids(self._count("option")))
        signs = _signs(self._cell("key"))
        if not signs or not all(sign in LETTERS[: len(options)] for sign in signs):
            raise _Refused(f"the key `{self._cell('key')}` is not the letter of an option")
        if kind == "single-best-answer" and len(signs) > 1:
            raise _Refused("a single best answer has one key")
        for sign in signs:
            options[LETTERS.index(sign)]["key"] = True
        return {"options": options}

    def _truth(self, _: str) -> dict[str, Any]:
        key = _NAMES.get(self._cell("key").lower())
        if key is None:
            raise _Refused(f"the key `{self._cell('key')}` is neither true nor false")
        shown = self._cell("option_a").lower(), self._cell("option_b").lower()
        if shown not in (("true", "false"), ("", "")):
            raise _Refused(
                "option_a and option_b of a true-false item must be True and False, or empty"
            )
        return {
            "key": key,
            "rationale_true": self._cell("why_a"),
            "rationale_false": self._cell("why_b"),
        }

    def _short(self, _: str) -> dict[str, Any]:
        accepted = list(dict.fromkeys(_lines(self._cell("key"))))
        if not accepted:
            raise _Refused("a short answer needs its accepted answers in the column key")
        wrong = [{"text": one["text"], "rationale": one["rationale"]} for one in self._rows(())]
        data: dict[str, Any] = {"accepted": accepted, "rationale": self._cell("why")}
        return data | ({"anticipated": wrong} if wrong else {})

    def _numerical(self, _: str) -> dict[str, Any]:
        lost: Lost = {}
        room = self._number("tolerance") if self._row.get("tolerance") else Decimal(0)
        wrong = []
        for one, sign in zip(self._rows(()), LETTERS, strict=False):
            value = self._number(f"option_{sign}")
            wrong.append(NumberAnswer(low=value, high=value, share=0, feedback=one["rationale"]))
        try:
            right = around(self._number("key"), room, share=1, feedback=self._cell("why"))
        except ValueError as error:
            raise _Refused(str(error)) from None
        data = number_entry([right, *wrong], lambda _, words: _Refused(words), lost)
        units = [one.strip() for one in self._cell("unit").split(";") if one.strip()]
        data |= unit_spellings(units, lost)
        self.lost += lost
        return data

    def _number(self, name: str) -> Decimal:
        try:
            return number_of(self._cell(name))
        except ValueError as error:
            raise _Refused(f"in the column {name}, {error}") from None

    def _ordering(self, _: str) -> dict[str, Any]:
        return {"sequence": self._rows(self._ids(self._count("option")))}

    def _prompts(self) -> list[tuple[str, str]]:
        found = [(self._cell(f"prompt_{n}"), self._cell(f"reason_{n}")) for n in range(1, 10)]
        while found and not any(found[-1]):
            found.pop()
        if not found or not all(text for text, _ in found):
            raise _Refused("a column of prompts is empty")
        return found

    def _matching(self, _: str) -> dict[str, Any]:
        prompts = self._prompts()
        ids = self._ids(self._count("option") + len(prompts))
        options = self._rows(ids)
        signs = _signs(self._cell("key"))
        if len(signs) != len(prompts) or not all(sign in LETTERS[: len(options)] for sign in signs):
            raise _Refused("the key of a matching item is one option letter for each prompt")
        rows = [
            {
                "id": ids[len(options) + number] if ids else LETTERS[number],
                "text": text,
                "key": options[LETTERS.index(sign)]["id"],
                "rationale": why,
            }
            for number, ((text, why), sign) in enumerate(zip(prompts, signs, strict=True))
        ]
        return {"prompts": rows, "options": options}

    def _cloze(self, _: str) -> dict[str, Any]:
        prompts = self._prompts()
        ids = self._ids(len(prompts)) or [str(number) for number in range(1, len(prompts) + 1)]
        passage = self._cell("passage")
        if sorted(GAP.findall(passage)) != sorted(ids):
            raise _Refused("the passage does not have each gap, such as {{1}}, exactly once")
        gaps = [
            {"id": name, "accepted": list(dict.fromkeys(_lines(text))), "rationale": why}
            for name, (text, why) in zip(ids, prompts, strict=True)
        ]
        return {"passage": passage, "gaps": gaps}


def _signs(key: str) -> list[str]:
    return key.lower().replace(",", " ").replace(";", " ").split()


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.split("\n") if line.strip()]
