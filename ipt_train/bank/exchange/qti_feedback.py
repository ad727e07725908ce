"""The feedback of a QTI 2.1 item, by the option that it belongs to."""

from dataclasses import dataclass

from ipt_train.bank.exchange.qti_text import FEEDBACK, QtiTexts
from ipt_train.bank.exchange.xml_read import Element

OF_NO_OPTION = "feedback that belongs to no option"
WHEN = "when feedback within an option is shown"
_CHOICES = ("simpleChoice", "simpleAssociableChoice")


@dataclass(slots=True, kw_only=True)
class _Piece:
    """One piece of feedback: for which outcome it is shown, and the option that it stands in."""

    identifier: str
    option: str
    shown: bool
    text: str
    kept: bool = False


class Feedback:
    """The feedback of an item; what nobody asks for is lost.

    Args:
        root: The item.
        texts: Reads its texts.
    """

    def __init__(self, root: Element, texts: QtiTexts) -> None:
        choices = [one for one in root.below() if one.name in _CHOICES]
        self._options = {one.attributes.get("identifier", "") for one in choices}
        within = {
            id(part): one.attributes.get("identifier", "")
            for one in choices
            for part in one.below()
        }
        self._pieces = [
            _Piece(
                identifier=one.attributes.get("identifier", ""),
                option=within.get(id(one), ""),
                shown=one.attributes.get("showHide", "show") == "show",
                text=texts.of(one),
            )
            for one in root.below()
            if one.name in FEEDBACK
        ]

    def of(self, *names: str, option: str = "") -> str:
        """Return what is shown for one of some outcomes, or stands in an option and is its own.

        Args:
            names: Identifiers of outcomes.
            option: The identifier of an option.
        """
        found = [one for one in self._pieces if one.shown and self._belongs(one, names, option)]
        for one in found:
            one.kept = True
        return "\n\n".join(one.text for one in found if one.text)

    def _belongs(self, piece: _Piece, names: tuple[str, ...], option: str) -> bool:
        if not piece.option:
            return piece.identifier in names
        others = self._options - {option}
        return piece.option == option and piece.identifier not in others

    def lost(self) -> list[str]:
        """Return in words what was not asked for, or was shown by another rule than that of its option."""
        unasked = any(one.text and not one.kept for one in self._pieces)
        odd = any(
            one.kept and one.text and one.option and one.identifier != one.option
            for one in self._pieces
        )
        return [*([OF_NO_OPTION] if unasked else []), *([WHEN] if odd else [])]
