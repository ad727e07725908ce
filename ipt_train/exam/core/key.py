"""The key of a paper: its items as the bank has them, and what the paper's labels stand for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ipt_train.bank.core import compile as compiled
from ipt_train.bank.core.item_data import item_data
from ipt_train.bank.core.lexicon import Lexicon
from ipt_train.bank.core.model import (
    Cloze,
    Item,
    TextEntry,
)
from ipt_train.bank.core.spelling import rivals
from ipt_train.errors import PaperError, in_words
from ipt_train.exam.core.assemble import PaperForm
from ipt_train.exam.core.canonical import digest
from ipt_train.exam.core.paper import option_labels, prompt_labels
from ipt_train.vocabulary import BankId, Domain

FORMAT = "ipt-key/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """The key of one question.

    Attributes:
        item: The item with its key, rationales and explanation.
        options: The bank's option id by the paper's label.
        prompts: The bank's prompt or gap id by the paper's label.
        left_out: Whether the question counts for nobody, since it proved faulty.
        rivals: Words of the banks that are no slip of an accepted answer, so that a typed answer
            is marked as it is judged in study.
        full_marks: Whether everybody has full marks for it, a blank too.
        also: The item with other keys that are as right; an answer earns by the key that it fits best.
    """

    item: Item
    options: dict[str, str]
    prompts: dict[str, str]
    left_out: bool = False
    rivals: tuple[str, ...] = ()
    full_marks: bool = False
    also: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The key of one form; ``paper`` is the digest of the paper that it belongs to."""

    course: str
    exam: str
    form: str
    paper: str
    entries: tuple[KeyEntry, ...]

    @property
    def bank_digest(self) -> str:
        """SHA-256 of the items with their keys, and of what a regrade decided of them."""
        return digest([_digested(one) for one in self.entries])

    def data(self) -> dict[str, Any]:
        """Return the key as the plain data of its file; what a regrade decided is not in it."""
        return {
            "format": FORMAT,
            "course": self.course,
            "exam": self.exam,
            "form": self.form,
            "paper": self.paper,
            "entries": [
                {
                    "bank": one.item.bank,
                    "item": item_data(one.item),
                    "options": one.options,
                    "prompts": one.prompts,
                    "left_out": one.left_out,
                    "rivals": list(one.rivals),
                }
                for one in self.entries
            ],
        }


def key_of(
    form: PaperForm, *, course: str, exam: str, paper: str, known: Iterable[str] = ()
) -> Key:
    """Make the key of a form whose paper has the digest ``paper``.

    Args:
        form: The form.
        course: Id of the course.
        exam: Id of the exam.
        paper: Digest of the paper.
        known: The words of the banks (see ``bank.lexicon``).
    """
    return Key(
        course=course,
        exam=exam,
        form=form.name,
        paper=paper,
        entries=tuple(
            KeyEntry(
                item=one.item,
                options=option_labels(one),
                prompts=prompt_labels(one),
                rivals=rivals_of(one.item, known),
            )
            for one in form.questions
        ),
    )


def rivals_of(item: Item, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known words that are no slip of an item's accepted answers; none if none is typed."""
    match item.interaction:
        case TextEntry(accepted=accepted):
            return rivals(accepted, known)
        case Cloze(gaps=gaps):
            return rivals([text for gap in gaps for text in gap.accepted], known)
    return ()


def read_key(data: Any) -> Key:
    """Read a key from the plain data of its file.

    Raises:
        PaperError: It is no key.
    """
    try:
        if data["format"] != FORMAT:
            raise ValueError("another format")
        return Key(
            course=data["course"],
            exam=data["exam"],
            form=data["form"],
            paper=data["paper"],
            entries=tuple(map(_entry, data["entries"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PaperError(
            f"the key cannot be read: {in_words(error)}",
            hint="restore it from a backup, or build the exam again from its seed",
        ) from None


def _entry(data: Any) -> KeyEntry:
    """Read the key of one question; one of an older program has the words of its item as rivals."""
    item = compiled.item(data["item"], BankId(data["bank"]), Domain(data["item"]["domain"]))
    stored = data.get("rivals")
    return KeyEntry(
        item=item,
        options=dict(data["options"]),
        prompts=dict(data["prompts"]),
        left_out=bool(data["left_out"]),
        rivals=rivals_of(item, Lexicon(lambda: item))
        if stored is None
        else tuple(map(str, stored)),
    )


def _digested(entry: KeyEntry) -> list[Any]:
    decided = [entry.full_marks, [item_data(one) for one in entry.also]]
    plain = [item_data(entry.item), entry.left_out]
    return [*plain, *decided] if any(decided) else plain
