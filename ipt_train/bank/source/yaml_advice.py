"""What to do about what a YAML parser complains of, for the usual causes."""

_ADVICE = {
    "mapping values are not allowed": "quote the text, or write it after `>-` on the next line",
    "could not find expected ':'": "a key needs a colon and a space after it",
    "did not find expected key": "check the indentation; quote texts that hold `: `",
    "found unexpected ':'": "inside { } or [ ] quote a text or date that holds a colon: "
    'due: "2026-11-28T20:00"',
    "found unexpected end of stream": "a quote or bracket is never closed",
    "invalid Unicode character escape": "write the character itself",
}


def yaml_advice(problem: str) -> str:
    """Return advice for a complaint of the parser, or an empty text.

    Args:
        problem: The complaint in the parser's words.
    """
    return next((advice for words, advice in _ADVICE.items() if words in problem), "")
