"""What becomes of the elements and attributes of HTML in the text of a bank."""

from collections.abc import Mapping

FORMATTING = "formatting"
MEDIUM = "a picture or other medium"
FORMULA = "a formula"
TEX = "the typesetting of a formula"
SCRIPT = "a script"
FORM = "a form field in a text"
LINK = "a link"
TABLE = "the layout of a table"
POINTING = "text that appears when you point at it"
OTHER_LANGUAGE = "the text in other languages"
RAISED = "raised or lowered text"

PARAGRAPHS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 blockquote table ul ol dl pre section article header footer main aside nav address "
    "figure figcaption caption hr fieldset form center prompt rubricBlock".split()
)
"""Elements that stand in paragraphs of their own."""

LINES = frozenset("li tr dt dd option".split())
"""Elements that stand in lines of their own."""

PLAIN = frozenset(
    "p div br span html body prompt rubricBlock ruby rb rt rp rtc sub sup wbr".split()
)
"""Elements whose whole meaning a text keeps."""

ROOTS = frozenset("html body head frameset prompt rubricBlock".split())
"""Elements that HTML has once, around all others, and those of QTI."""

LOST: Mapping[str, str] = {
    **dict.fromkeys(
        "a abbr acronym address article aside b bdi bdo big blockquote caption center cite code col colgroup dd del "
        "details dfn dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i ins kbd "
        "label legend li main mark menu nav nobr ol optgroup option pre q s samp search section small strike strong "
        "summary tbody td tfoot th thead time tr tt u ul var data title head link meta base o:p".split(),
        FORMATTING,
    ),
    "table": TABLE,
    **dict.fromkeys(
        "img svg object video audio iframe canvas embed picture source track map area param applet image".split(),
        MEDIUM,
    ),
    "math": FORMULA,
    **dict.fromkeys("script noscript template".split(), SCRIPT),
    "style": FORMATTING,
    **dict.fromkeys("input select textarea button output progress meter datalist".split(), FORM),
}
"""What is said of other elements; their text stays, but for the silent ones and pictures."""

SILENT = frozenset("script style template head title rp textarea param".split())
"""Elements whose text is never read aloud."""

WHOLE = frozenset(
    "img svg object video audio iframe canvas embed picture applet image math".split()
)
"""Elements in whose place their description stands."""

ATTRIBUTES: Mapping[str, str] = {
    **dict.fromkeys(
        "id class style lang dir align valign width height color face size bgcolor border cellpadding cellspacing "
        "colspan rowspan scope headers rules frame summary start type value reversed compact nowrap clear role "
        "tabindex hidden translate spellcheck contenteditable draggable accesskey slot part is itemprop itemscope "
        "itemtype name rel target rev download ping hreflang charset referrerpolicy cite datetime span char charoff abbr "
        "axis background bordercolor hspace vspace noshade label space base xmlns open".split(),
        FORMATTING,
    ),
    "href": LINK,
    "title": POINTING,
}
"""What is said of attributes; those of pictures go with their pictures."""


def of_attribute(name: str, element: str) -> str:
    """Return in which words an attribute is lost."""
    if name.startswith("on"):
        return SCRIPT
    if name.startswith(("data-", "aria-")):
        return FORMATTING
    return ATTRIBUTES.get(name) or f"an unknown attribute {name} of <{element}>"


def of_element(name: str) -> str:
    """Return in which words an element is lost; empty where nothing is."""
    if name in PLAIN:
        return ""
    return LOST.get(name) or f"an unknown element <{name}>"
