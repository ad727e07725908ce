"""Mixed content of QTI 2.1 as text: what is read before an answer, and no more."""

from collections.abc import Mapping

from ipt_train.bank.exchange.rich_text import rich_text
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import StemPicture
from ipt_train.bank.exchange.xml_read import Element

FEEDBACK = ("modalFeedback", "feedbackBlock", "feedbackInline")
"""What is shown after an answer; it is read by itself (``qti_feedback``)."""


class QtiTexts:
    """Reads mixed content as text and remembers what was lost.

    Args:
        picture: Takes the picture out of what is asked.
        exact: Whether blanks and line ends stand for themselves, as in our own files.
    """

    def __init__(self, picture: StemPicture | None = None, *, exact: bool = False) -> None:
        self.lost: Lost = {}
        self._picture = picture
        self._exact = exact

    def asked(self, element: Element, *, gaps: Mapping[str, str] | None = None) -> str:
        """Return a text of what is asked, whose picture may come along, as ``of`` does."""
        return self._read(element, self._picture, gaps)

    def of(self, element: Element) -> str:
        """Return the text below an element."""
        return self._read(element, None, None)

    def _read(
        self, element: Element, picture: StemPicture | None, gaps: Mapping[str, str] | None
    ) -> str:
        """Return a text; entries stand as ``{{gap}}`` where gaps are named."""

        def special(part: Element) -> str | None:
            if self.hidden(part):
                return ""
            if part.name.endswith("Interaction"):
                gap = (gaps or {}).get(part.attributes.get("responseIdentifier", ""))
                return f"{{{{{gap}}}}}" if gap else ""
            return None

        return rich_text(element, self.lost, special, picture, exact=self._exact)

    def asked_part(self, part: Element, *, gaps: Mapping[str, str] | None = None) -> str:
        """Return a paragraph or other part of what is asked."""
        if self._exact:  # our own passages stand in a blockquote, which says nothing
            return self.asked(part, gaps=gaps)
        around = Element(name="itemBody", attributes={}, line=part.line, column=part.column)
        around.children.append(part)
        around.parts.append(part)
        return self.asked(around, gaps=gaps)

    def hidden(self, part: Element) -> bool:
        """Whether an element is not shown to everybody before an answer; notes what is lost so."""
        if part.name == "infoControl":
            return True
        if (
            part.name == "rubricBlock"
            and "candidate" not in part.attributes.get("view", "").split()
        ):
            self.lost["a note that is not for the learner"] = None
            return True
        return part.name in FEEDBACK
