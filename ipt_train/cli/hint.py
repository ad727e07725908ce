"""Hints name commands; whoever named a course's folder is told to name it in those too."""

import re
import shlex

_TYPED = re.compile(r"`(ipt-train course (?!new\b|verify\b|check \S)[^`]*)`")


def in_same_course(hint: str, words: list[str]) -> str:
    """Return a hint whose commands work from where a command was typed.

    Args:
        hint: What to do.
        words: The words that were typed after the program's name.
    """
    if words[:1] != ["course"]:
        return hint
    folder = ""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--course":
            folder = following
        elif word.startswith("--course="):
            folder = word.partition("=")[2]
    if not folder:
        return hint

    def there(found: re.Match[str]) -> str:
        typed = found[1]
        return f"`{typed}`" if "--course" in typed else f"`{typed} --course {shlex.quote(folder)}`"

    return _TYPED.sub(there, hint)
