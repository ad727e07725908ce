"""An exam paper as it is handed out. Nothing in it is the key, and nothing leads to it.

Options, prompts and gaps have numbers in the order shown in place of the bank's ids, since an
author may have written the steps of an ordering as a, b, c, d. What the numbers stand for is in
the key.
"""

import base64
import string
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from ipt_train.bank.core.model import Cloze, Matching, NumberEntry, Picture
from ipt_train.bank.core.passage import GAP
from ipt_train.bank.core.picture import kind_of
from ipt_train.errors import PaperError, in_words
from ipt_train.exam.core.assemble import PaperForm
from ipt_train.exam.core.canonical import digest
from ipt_train.study.core.presentation import Presentation, letters
from ipt_train.vocabulary import ItemType

FORMAT = "ipt-paper/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPicture:
    """A picture of a question: what it shows in words, its media type, and its bytes in base64."""

    text: str
    type: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQuestion:
    """One question of a paper: texts to show, by labels in the order shown."""

    item: str
    revision: int
    type: ItemType
    stem: str
    options: dict[str, str]
    prompts: dict[str, str]
    gaps: tuple[str, ...] = ()
    passage: str = ""
    unit: str = ""
    picture: PaperPicture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One form of an exam.

    Attributes:
        course: Id of the course.
        exam: Id of the exam in it.
        form: Its letter.
        title: Title to show.
        minutes: How long it lasts, if that is limited.
        opens: When it may be begun, and ``due`` when it is due: ISO instants with offset, or empty.
        questions: The questions in order.
    """

    course: str
    exam: str
    form: str
    title: str
    questions: tuple[PaperQuestion, ...]
    minutes: int | None = None
    opens: str = ""
    due: str = ""

    def data(self) -> dict[str, Any]:
        """Return the paper as the plain data of its file."""
        return {
            "format": FORMAT,
            "course": self.course,
            "exam": self.exam,
            "form": self.form,
            "title": self.title,
            "minutes": self.minutes,
            "opens": self.opens,
            "due": self.due,
            "questions": [
                {
                    "item": one.item,
                    "revision": one.revision,
                    "type": str(one.type),
                    "stem": one.stem,
                    "passage": one.passage,
                    "options": [{"id": name, "text": text} for name, text in one.options.items()],
                    "prompts": [{"id": name, "text": text} for name, text in one.prompts.items()],
                    "gaps": list(one.gaps),
                }
                | ({"unit": one.unit} if one.unit else {})
                | ({"picture": asdict(one.picture)} if one.picture else {})
                for one in self.questions
            ],
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the paper's canonical JSON; a submission is bound to it."""
        return digest(self.data())


def paper_of(
    form: PaperForm,
    *,
    course: str,
    exam: str,
    title: str,
    minutes: int | None = None,
    opens: str = "",
    due: str = "",
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> Paper:
    """Make the paper of a form.

    The arguments are the attributes of ``Paper``, and the bytes of pictures by their paths.
    """
    return Paper(
        course=course,
        exam=exam,
        form=form.name,
        title=title,
        minutes=minutes,
        opens=opens,
        due=due,
        questions=tuple(_question(one, pictures) for one in form.questions),
    )


def option_labels(shown: Presentation) -> dict[str, str]:
    """Return the bank's option id of every label of a question."""
    if shown.item.type is ItemType.TRUE_FALSE:
        return {"true": "true", "false": "false"}
    return {str(number): option.id for number, option in enumerate(shown.options, 1)}


def prompt_labels(shown: Presentation) -> dict[str, str]:
    """Return the bank's prompt or gap id of every label of a question."""
    match shown.item.interaction:
        case Matching(prompts=prompts):
            return dict(zip(letters(prompts), (one.id for one in prompts), strict=True))
        case Cloze(gaps=gaps):
            return {str(number): gap.id for number, gap in enumerate(gaps, 1)}
    return {}


def _question(shown: Presentation, pictures: Mapping[str, bytes]) -> PaperQuestion:
    item, texts = shown.item, {option.id: option.text for option in shown.options}
    prompts: dict[str, str] = {}
    passage = ""
    gaps: tuple[str, ...] = ()
    unit = ""
    match item.interaction:
        case Matching(prompts=rows):
            prompts = dict(zip(letters(rows), (one.text for one in rows), strict=True))
        case Cloze(passage=written):
            labels = {gap: label for label, gap in prompt_labels(shown).items()}
            passage = GAP.sub(lambda found: f"{{{{{labels[found[1]]}}}}}", written)
            gaps = tuple(labels.values())
        case NumberEntry(units=(first, *_)):
            unit = first
    return PaperQuestion(
        item=item.id,
        revision=item.revision,
        type=item.type,
        stem=item.stem,
        options={label: texts[name] for label, name in option_labels(shown).items()},
        prompts=prompts,
        passage=passage,
        gaps=gaps,
        unit=unit,
        picture=_picture(item.picture, pictures) if item.picture else None,
    )


def _picture(picture: Picture, pictures: Mapping[str, bytes]) -> PaperPicture:
    data = pictures[picture.path]
    return PaperPicture(text=picture.text, type=kind_of(data), data=base64.b64encode(data).decode())


def read_paper(data: Any) -> Paper:
    """Read a paper from the plain data of its file.

    Raises:
        PaperError: It is not a paper; the message says where.
    """
    where = "the file"
    try:
        if data["format"] != FORMAT:
            raise PaperError(
                f"the format is {str(data['format'])[:40]!r}", hint=f"a paper begins with {FORMAT}"
            )
        questions = []
        for number, one in enumerate(data["questions"], 1):
            where = f"question {number}"
            questions.append(_read_question(one))
        where = "the head"
        if data["minutes"] is not None and not isinstance(data["minutes"], int):
            raise TypeError("minutes")
        return Paper(
            **{name: _text(data, name) for name in ("course", "exam", "form", "title")},
            **{name: _text(data, name) for name in ("opens", "due")},
            minutes=data["minutes"],
            questions=tuple(questions),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PaperError(
            f"the paper cannot be read: {where}: {in_words(error)}",
            hint="ask your instructor for the file again",
        ) from None


def _read_question(one: Mapping[str, Any]) -> PaperQuestion:
    kind = ItemType(one["type"])
    question = PaperQuestion(
        item=_text(one, "item"),
        revision=int(one["revision"]),
        type=kind,
        stem=_text(one, "stem"),
        passage=_text(one, "passage"),
        options={_text(option, "id"): _text(option, "text") for option in one["options"]},
        prompts={_text(prompt, "id"): _text(prompt, "text") for prompt in one["prompts"]},
        gaps=tuple(str(gap) for gap in one["gaps"]),
        unit=_text(one, "unit") if "unit" in one else "",
        picture=_read_picture(one["picture"]) if "picture" in one else None,
    )
    known = set(string.ascii_lowercase) | {str(number) for number in range(1, 1000)}
    if not {*question.options, *question.prompts, *question.gaps} <= known | {"true", "false"}:
        raise ValueError("a label is neither a number nor a letter")
    return question


def _read_picture(data: Mapping[str, Any]) -> PaperPicture:
    picture = PaperPicture(
        text=_text(data, "text"), type=_text(data, "type"), data=_text(data, "data")
    )
    if kind_of(base64.b64decode(picture.data, validate=True)) != picture.type:
        raise ValueError("a picture is not what its type says")
    return picture


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is not text")
    return value
