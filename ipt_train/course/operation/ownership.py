"""Whose an examined submission is: by the secret of its handout, or by the key that signed it."""

from collections.abc import Collection
from typing import Any

from ipt_train.course.exchange.enrolment import KeyRegister
from ipt_train.course.exchange.folder import Folder
from ipt_train.course.exchange.handed_out import handed_papers, read_handed_out
from ipt_train.course.exchange.papers import papers_of
from ipt_train.exam.submission.handin import FORMAT
from ipt_train.vocabulary import Enrolment


class Ownership:
    """Says why a submission is not believed to be from the person it names.

    What a page handed in is that person's: its seal was checked when it was examined. Everything
    else goes by the signing key. Under the rule ``handed-out`` the key of somebody who was handed
    the exam as a page must have been told; the key of anybody else is believed at first use.

    Args:
        folder: The course.
        register: Its signing keys, in which new ones are remembered.
        people: The pseudonyms of its roster.

    Raises:
        CourseError: What was handed out cannot be read.
    """

    def __init__(self, folder: Folder, register: KeyRegister, people: Collection[str]) -> None:
        self._register, self._people = register, people
        entries = read_handed_out(folder)
        self._handed = handed_papers(entries, papers_of(folder)) if entries else {}

    def refusal(self, manifest: dict[str, Any]) -> str:
        """Return why a submission is refused, or an empty text."""
        person, exam = manifest["person"], manifest["exam"]
        if why := self.other_form(person, exam, manifest["paper"]):
            return f"it answers {why}"
        if manifest["format"] == FORMAT:
            return ""
        public = manifest["public_key"]
        told = (
            bool(self._handed.get((person, exam))) and self._register.rule is Enrolment.HANDED_OUT
        )
        why = self._register.refusal(person, public, must_be_told=told)
        if not why:
            return ""
        owner = self._register.owner(public) or person
        return why if owner in self._people else f"{why}; {owner} is not on the roster"

    def other_form(self, person: str, exam: str, paper: str) -> str:
        """Return in words that a person was handed another paper than this, or an empty text."""
        handed = self._handed.get((person, exam), {})
        if not handed or paper in handed:
            return ""
        forms = " and ".join(sorted(set(handed.values())))
        return f"a different form from the one handed to {person}, which is {forms}"
