"""The texts of a Moodle question, and the files that stand beside what is asked."""

from urllib.parse import unquote

from ipt_train.bank.exchange.foreign_text import foreign_text
from ipt_train.bank.exchange.html_field import MEDIUM
from ipt_train.bank.exchange.share import Lost
from ipt_train.bank.exchange.stem_picture import StemPicture, of_base64
from ipt_train.bank.exchange.xml_read import Element


class MoodleTexts:
    """Reads texts in the format that they are marked with, and remembers what was lost.

    Args:
        stem: The text of the question, whose first picture may come along.
    """

    def __init__(self, stem: Element | None) -> None:
        self.lost: Lost = {}
        self._files = {_address(one): one for one in stem.each("file")} if stem else {}
        self._picture = StemPicture(self._file)
        self._used: set[str] = set()
        self.stem = self._picture.stem(self.of(stem, "html", self._picture))
        self.picture = self._picture.taken
        if self._files.keys() - self._used or (stem and len(stem.each("file")) > len(self._files)):
            self.lost[MEDIUM] = None

    def of(
        self, element: Element | None, form: str = "", picture: StemPicture | None = None
    ) -> str:
        """Return the text of an element whose ``format`` says how it is written."""
        if element is None:
            return ""
        form = element.attributes.get("format", form)
        return foreign_text(element.said("text"), form, self.lost, picture)

    def _file(self, address: str) -> bytes | None:
        """Return the bytes of a file that stands beside the text of the question."""
        name = unquote(address.partition("?")[0])
        file = self._files.get(name)
        if file is None or file.attributes.get("encoding", "base64") != "base64":
            return None
        self._used.add(name)
        return of_base64(file.text)


def _address(file: Element) -> str:
    """Return how a text names a file that stands beside it."""
    path = f"/{file.attributes.get('path', '/').strip('/')}/".replace("//", "/")
    return f"@@PLUGINFILE@@{path}{file.attributes.get('name', '')}"
