"""Plain text of a bank as HTML, for programs that take nothing else."""

from html import escape


def html_paragraphs(text: str) -> str:
    """Return a text with a paragraph for each blank line between, and its lines kept."""
    parts = (escape(part, quote=False).replace("\n", "<br>") for part in text.split("\n\n"))
    return "".join(f"<p>{part}</p>" for part in parts)


def html_picture(address: str, text: str) -> str:
    """Return a picture in a paragraph of its own.

    Args:
        address: Where the picture is, as it may stand in an attribute.
        text: What it shows.
    """
    return f'<p><img src="{escape(address)}" alt="{escape(text)}"></p>'
