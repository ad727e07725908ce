"""The passage of a cloze: a text with gaps."""

import re

GAP = re.compile(r"\{\{([a-z0-9-]+)\}\}")
"""How a gap is written: its id in two pairs of braces."""
