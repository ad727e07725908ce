"""Aiken to drafts of items: a question, lettered options, ANSWER: LETTER.

What becomes of the parts: question, option and answer are imported; anything else is refused with
its place. Texts are plain, as in Moodle: a tag in one is shown as it stands.
"""

import re

from ipt_train.bank.exchange.draft import Draft
from ipt_train.bank.exchange.loss import Problem

_OPTION = re.compile(r"^([A-Z])(?:\)\s*|\.\s+)(.+)$")
_ANSWER = re.compile(r"^ANSWER\s*:\s*(.*)$", re.I)


class _Question:
    """One question on its way; its first fault is told, and what follows belongs to it."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.stem: list[str] = []
        self.options: list[tuple[str, str]] = []
        self.fault: Problem | None = None

    def refuse(self, line: int, column: int, message: str) -> None:
        """Remember the first fault."""
        self.fault = self.fault or Problem(line=line, column=column, message=message)

    def take(self, number: int, line: str) -> None:
        """Take a line before the answer."""
        bare = line.strip()
        if option := _OPTION.match(bare):
            if not self.stem:
                self.refuse(number, 1, "an option before its question")
            if option[1] in (letter for letter, _ in self.options):
                self.refuse(number, 1, f"a second option {option[1]}")
            self.options.append((option[1], option[2]))
        elif self.options:
            self.refuse(number, 1, "ANSWER: and a letter is expected here")
        else:
            self.stem.append(bare)

    def answered(self, number: int, line: str, answer: str) -> Draft | None:
        """Return the question with its answer; None where it has a fault."""
        letters = [letter for letter, _ in self.options]
        after = line[line.index(":") + 1 :]
        column = len(line) - len(after.lstrip()) + 1
        if not self.stem or len(letters) < 2:
            self.refuse(number, 1, "an ANSWER without a question and two options")
        elif answer.upper() not in letters:
            self.refuse(number, column, f"{answer or 'nothing'} is not one of the options")
        if self.fault:
            return None
        rows = []
        for letter, text in self.options:
            key = {"key": True} if letter == answer.upper() else {}
            rows.append({"id": letter.lower(), "text": text, **key, "rationale": ""})
        data = {"type": "single-best-answer", "stem": " ".join(self.stem), "options": rows}
        return Draft(id="", domain="", line=self.line, data=data)


def read_aiken(text: str) -> tuple[list[Draft], list[Problem]]:
    """Read questions; what cannot be read is a problem with its place, and the rest goes on."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    question: _Question | None = None
    blank = False
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        bare = line.strip()
        if not bare:
            blank = True
            continue
        if (
            question
            and question.options
            and blank
            and not _OPTION.match(bare)
            and not _ANSWER.match(bare)
        ):
            question.refuse(number, 1, "ANSWER: and a letter is expected before this question")
            problems += [question.fault] if question.fault else []
            question = None
        blank = False
        question = question or _Question(number)
        if answer := _ANSWER.match(bare):
            draft = question.answered(number, line, answer[1].strip())
            drafts += [draft] if draft else []
            problems += [question.fault] if question.fault else []
            question = None
        else:
            question.take(number, line)
    if question:
        question.refuse(question.line, 1, "this question has no ANSWER")
        problems += [question.fault] if question.fault else []
    return drafts, problems
