"""The cells of a row that say what is asked, as the keys of an item."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ipt_train.bank.core.passage import GAP
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.table_column import COLUMNS, LETTERS
from ipt_train.bank.exchange.typed_number import (
    NumberAnswer,
    around,
    number_entry,
    number_of,
    unit_spellings,
)

_NAMES = {"true": True, "t": True, "yes": True, "false": False, "f": False, "no": False}


class RowRefusedError(Exception):
    """A row that cannot be read; its line is told by whoever reads the table."""


class TableRow:
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
            raise RowRefusedError(
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
                raise RowRefusedError(f"why_{sign} has no option_{sign} to go with it")
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
            raise RowRefusedError("an option column is empty, but later ones are not")
        return [one for _, one in found]

    def _ids(self, wanted: int) -> list[str]:
        ids = self._cell("ids").split()
        if ids and len(ids) != wanted:
            raise RowRefusedError(f"the column ids has {len(ids)} of {wanted} ids")
        return ids

    def _count(self, kind: str) -> int:
        return sum(1 for one in self._row if one.startswith(f"{kind}_") and self._row[one])

    def _choice(self, kind: str) -> dict[str, Any]:
        options = self._rows(self._ids(self._count("option")))
        signs = _signs(self._cell("key"))
        if not signs or not all(sign in LETTERS[: len(options)] for sign in signs):
            raise RowRefusedError(f"the key `{self._cell('key')}` is not the letter of an option")
        if kind == "single-best-answer" and len(signs) > 1:
            raise RowRefusedError("a single best answer has one key")
        for sign in signs:
            options[LETTERS.index(sign)]["key"] = True
        return {"options": options}

    def _truth(self, _: str) -> dict[str, Any]:
        key = _NAMES.get(self._cell("key").lower())
        if key is None:
            raise RowRefusedError(f"the key `{self._cell('key')}` is neither true nor false")
        shown = self._cell("option_a").lower(), self._cell("option_b").lower()
        if shown not in (("true", "false"), ("", "")):
            raise RowRefusedError(
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
            raise RowRefusedError("a short answer needs its accepted answers in the column key")
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
            raise RowRefusedError(str(error)) from None
        data = number_entry([right, *wrong], lambda _, words: RowRefusedError(words), lost)
        units = [one.strip() for one in self._cell("unit").split(";") if one.strip()]
        data |= unit_spellings(units, lost)
        self.lost += lost
        return data

    def _number(self, name: str) -> Decimal:
        try:
            return number_of(self._cell(name))
        except ValueError as error:
            raise RowRefusedError(f"in the column {name}, {error}") from None

    def _ordering(self, _: str) -> dict[str, Any]:
        return {"sequence": self._rows(self._ids(self._count("option")))}

    def _prompts(self) -> list[tuple[str, str]]:
        found = [(self._cell(f"prompt_{n}"), self._cell(f"reason_{n}")) for n in range(1, 10)]
        while found and not any(found[-1]):
            found.pop()
        if not found or not all(text for text, _ in found):
            raise RowRefusedError("a prompt column is empty, but later ones are not")
        return found

    def _matching(self, _: str) -> dict[str, Any]:
        prompts = self._prompts()
        ids = self._ids(self._count("option") + len(prompts))
        options = self._rows(ids)
        signs = _signs(self._cell("key"))
        if len(signs) != len(prompts) or not all(sign in LETTERS[: len(options)] for sign in signs):
            raise RowRefusedError("the key of a matching item is one option letter for each prompt")
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
            raise RowRefusedError("the passage does not have each gap, such as {{1}}, exactly once")
        gaps = [
            {"id": name, "accepted": list(dict.fromkeys(_lines(text))), "rationale": why}
            for name, (text, why) in zip(ids, prompts, strict=True)
        ]
        return {"passage": passage, "gaps": gaps}


def _signs(key: str) -> list[str]:
    return key.lower().replace(",", " ").replace(";", " ").split()


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.split("\n") if line.strip()]
