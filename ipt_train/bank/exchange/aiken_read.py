"""Aiken to drafts of items: a question line, lettered options, ANSWER: LETTER."""

import re

from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.loss import Problem

_OPTION = re.compile(r"^([A-Z])(?:\)\s*|\.\s+)(.+)$")
_ANSWER = re.compile(r"^ANSWER:\s*([A-Z])\s*$")


def read_aiken(text: str) -> tuple[list[Draft], list[Problem]]:
    """Read questions; what cannot be read is a problem with its place, and the rest goes on."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    stem, begun = "", 0
    options: list[tuple[str, str]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        bare = line.strip()
        if answer := _ANSWER.match(bare):
            letters = [letter for letter, _ in options]
            if not stem or len(options) < 2:
                problems.append(
                    Problem(
                        line=number,
                        column=1,
                        message="an ANSWER without a question and two options",
                    )
                )
            elif answer[1] not in letters:
                problems.append(
                    Problem(
                        line=number,
                        column=line.index(answer[1], line.index(":")) + 1,
                        message=f"{answer[1]} is not one of the options",
                    )
                )
            else:
                drafts.append(_draft(stem, options, answer[1], begun))
            stem, options = "", []
        elif option := _OPTION.match(bare):
            if not stem:
                problems.append(
                    Problem(line=number, column=1, message="an option before its question")
                )
                continue
            options.append((option[1], option[2]))
        elif bare and options:
            problems.append(
                Problem(line=number, column=1, message="ANSWER: and a letter is expected here")
            )
            stem, begun, options = bare, number, []
        elif bare:
            begun = begun if stem else number
            stem = f"{stem} {bare}".strip()
    if stem:
        problems.append(Problem(line=begun, column=1, message="this question has no ANSWER"))
    return drafts, problems


def _draft(stem: str, options: list[tuple[str, str]], key: str, line: int) -> Draft:
    rows = []
    for letter, text in options:
        option: dict[str, object] = {"id": letter.lower(), "text": text}
        if letter == key:
            option["key"] = True
        rows.append(option | {"rationale": ""})
    return Draft(
        id="",
        domain="",
        line=line,
        data={"type": "single-best-answer", "stem": stem, "options": rows},
    )
