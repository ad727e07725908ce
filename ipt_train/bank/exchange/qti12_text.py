"""The texts of a QTI 1.2 item: what is asked, with its picture, and the feedback by its name."""

from collections.abc import Iterable, Iterator

from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import StemPicture
from ipt_train.bank.exchange.xml_read import Element

GENERAL = ("general_fb", "general", "_explanation", "general_feedback")
"""What feedback to every answer is called."""
RESPONSES = ("response_lid", "response_str", "response_num")
RIGHT_SIDE = "RIGHT_MATCH_BLOCK"
"""Where Blackboard keeps the options of a matching question, apart from its prompts."""

_ANSWERS = ("RESPONSE_BLOCK", RIGHT_SIDE)
_TEXTS = ("mattext", "matemtext", "mat_formattedtext")
_WHOLE = "feedback on the whole answer"


class Qti12Texts:
    """Reads the texts of one item, and remembers which feedback was asked for.

    Args:
        item: The item.
        lost: Takes up what a bank cannot hold.
        picture: Takes the picture out of what is asked.
    """

    def __init__(self, item: Element, lost: Lost, picture: StemPicture) -> None:
        self._lost, self._picture = lost, picture
        self._pieces = {
            one.attributes.get("ident", ""): self.of(one, ("hint",))
            for one in item.each("itemfeedback")
        }
        self._used: set[str] = set()

    def asked(self, shown: Element) -> str:
        """Return what is asked, without the answers to it."""
        return self._picture.stem(self._joined(self._texts(shown, RESPONSES, self._picture)))

    def of(self, element: Element, without: tuple[str, ...] = ()) -> str:
        """Return the texts of material in an element."""
        return self._joined(self._texts(element, without, None))

    @staticmethod
    def _joined(texts: Iterable[str]) -> str:
        return "\n\n".join(text for text in texts if text)

    def _texts(
        self, element: Element, without: tuple[str, ...], picture: StemPicture | None
    ) -> Iterator[str]:
        for one in element.children:
            if one.name in _TEXTS:
                kind = one.attributes.get("texttype") or one.attributes.get("type", "text/plain")
                form = "plain" if "plain" in kind.lower() else "html"
                if one.name == "mat_formattedtext" and kind == "SMART_TEXT":
                    form = "auto"
                text = foreign_text(one.text, form, self._lost, picture)
                if picture and text:
                    picture.begun = True
                yield text
            elif one.name not in without and not (
                picture and one.attributes.get("class") in _ANSWERS
            ):
                yield from self._texts(one, without, picture)

    def feedback(self, names: Iterable[str]) -> str:
        """Return what is said under some names, and remember that it is kept."""
        kept = [name for name in dict.fromkeys(names) if self._pieces.get(name)]
        self._used |= set(kept)
        return self._joined(self._pieces[name] for name in kept)

    def tell(self) -> None:
        """Take up feedback that nobody asked for."""
        if any(text and name not in self._used for name, text in self._pieces.items()):
            self._lost[_WHOLE] = None
