"""Mixed content of QTI 2.1 as text: what is read before an answer, and no more."""

import re
from collections.abc import Mapping

from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.xml_read import Element

FEEDBACK = ("modalFeedback", "feedbackBlock", "feedbackInline")
"""What is shown after an answer; it is read by itself (``qti_feedback``)."""

_BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "blockquote",
    "prompt",
    "pre",
    "br",
    "rubricBlock",
}
_MEDIA = {"img", "object", "math", "video", "audio"}
_PLAIN = {
    *_BLOCKS,
    "span",
    "ul",
    "ol",
    "simpleChoice",
    "simpleAssociableChoice",
    *FEEDBACK,
    "itemBody",
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "textEntryInteraction",
}


class QtiTexts:
    """Reads mixed content as text and remembers what was lost."""

    def __init__(self) -> None:
        self.lost: Lost = {}

    def of(self, element: Element, *, gaps: Mapping[str, str] | None = None) -> str:
        """Return the text below an element; entries stand as ``{{gap}}`` where gaps are named."""
        self._note(element)
        text = "".join(self._parts(element, gaps or {}))
        lines = "\n".join(line.strip() for line in text.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip()

    def _note(self, element: Element) -> None:
        if element.name in _MEDIA:
            self.lost["a picture or other medium"] = None
        elif element.name not in _PLAIN:
            self.lost["formatting"] = None

    def hidden(self, part: Element) -> bool:
        """Whether an element is not shown to everybody before an answer; notes what is lost so."""
        if part.name == "infoControl":
            self.lost["a hint on request"] = None
            return True
        if (
            part.name == "rubricBlock"
            and "candidate" not in part.attributes.get("view", "").split()
        ):
            self.lost["a note that is not for the learner"] = None
            return True
        return part.name in FEEDBACK

    def _parts(self, element: Element, gaps: Mapping[str, str]) -> list[str]:
        parts: list[str] = []
        for part in element.parts:
            if isinstance(part, str):
                parts.append(part)
            elif self.hidden(part):
                continue
            elif part.name.endswith("Interaction"):
                name = part.attributes.get("responseIdentifier", "")
                parts.append(f"{{{{{gaps[name]}}}}}" if name in gaps else "")
            else:
                self._note(part)
                if part.name in _BLOCKS and "".join(parts).strip():
                    parts.append("\n\n")
                parts += self._parts(part, gaps)
        return parts
