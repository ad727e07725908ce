"""Whether a stem asks a full question or sets a clear task."""

import re
from functools import lru_cache

from ipt_train.bank.rules.blank import ends_in_blank, has_blank

_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_SENTENCE = re.compile(r"(?<=[.!?:;])[\"'”)]*\s+")

_ORDERS = (
    "choose|select|identify|calculate|determine|solve|find|evaluate|simplify|compute|pick|indicate|decide|convert"
    "|factori[sz]e|differentiate|integrate|predict|translate|arrange|describe|explain|define|classify|infer|deduce"
    "|rewrite|work out|derive|prove|subtract|multiply|divide|fill in|suggest|recommend|prioriti[sz]e|assess|analy[sz]e"
    "|interpret|rearrange|summari[sz]e|paraphrase|distinguish|categori[sz]e|locate|verify|construct|propose|insert|discuss"
)
_NOUNS_TOO = (
    "state|name|match|order|rank|mark|list|group|label|estimate|sort|give|point|place|put|use|write|compare|round|expand|balance|add|complete|correct|tick|circle|guess|say|tell|express|spot|check|test|design|plan|count|draw|trace"
    "|measure|supply|provide|combine|substitute|outline|sketch|highlight|underline|replace|reduce|compose|build|show"
)
_OBJECT = r"(?:\d[\d./]*|the|an?|which|what|each|these|those|all|any|one|two|three|how|whether|your|its|this|that|from|to|out|where|when|who|in|for|both|every|into)"
_DETERMINER = r"(?:\d[\d./]*|the|an?|which|what|each|these|those|all|one|two|three|how|whether|your|its|this|both|every|out the|up the|for \w)"
_TASK = re.compile(
    rf"(?:please |now |then |next |first |briefly |to the nearest \w+ )*(?:(?:{_ORDERS})\b(?!-|\s*[,:]?$)|(?:{_NOUNS_TOO}) {_DETERMINER}\b)",
    re.I,
)
_BARE_TASK = re.compile(
    r"(?:evaluate|simplify|solve|calculate|compute|factori[sz]e|differentiate|integrate|translate|define|find|convert)\W*",
    re.I,
)
_THEN = re.compile(
    rf"[,:;]\s+(?:then |and |please )*(?:{_ORDERS})\s+(?:{_OBJECT}|[a-z])\b|\b(?:and|then) (?:{_ORDERS}) {_OBJECT}\b",
    re.I,
)

_BE = "is|are|was|were|am|do|does|did|can|could|should|would|will|shall|has|have|had|must|may|might|isn't|aren't|doesn't|don't"
_OPENS = re.compile(
    rf"(?:and |so |then |but |now )*(?:(?:at|by|for|from|in|into|of|on|to|under|with|within|about|after|before|through|during|between|against) )?"
    rf"(?:which|what|who|whom|whose|(?:why|how)\b(?: \w+)?|(?:when|where) (?:{_BE})|{_BE})\b(?! (?:{_BE}) to\b)",
    re.I,
)
_INSIDE = re.compile(
    r"\b(?:which|what) (?:one )?of (?:the (?:following|above|statements|options)|these)\b|\bwhich (?:one|statement|option)\b"
    rf"|[,:;]\s+(?:(?:and|then|at|by|for|from|in|of|on|to|with) )?(?:what|who|whom|whose|how (?:many|much|long|far|often|old)|why) \w+|[,:;] which \w+ (?:{_BE})\b",
    re.I,
)
_HANGS = re.compile(
    rf"(?:\b(?:{_BE}|be|been|the|an?|to|of|by|in|on|at|for|from|with|as|than|that|which|because|and|or|not|called|known|into|its|their|his|her|he|she|they|we|when|if|except"
    r"|becomes?|means?|includes?|through|between|like|such as)|:)$",
    re.I,
)
_STRANDED = re.compile(
    r"\b(?:at|by|for|from|in|on|to|with|into|of|is|are|was|do|does|did|has|about|than|as|through|like|called|known|when|her|his)\b\W*$",
    re.I,
)


_WHICH = re.compile(r"(?:\w+ )?(?:which|what|who|how)\b", re.I)
_ASKED = re.compile(r"[?？](?=[\s)\"'’”*.:,<]|$)|^(?:true or false|true/false|yes or no)\b", re.I)


def without_quotes(stem: str) -> str:
    """Return a stem without what somebody else says in it; all of it, where it is nothing else."""
    spoken = _QUOTED.sub(" ", stem)
    return spoken if re.search(r"\w", spoken) else stem


@lru_cache(4_096)
def is_unfinished(stem: str) -> bool:
    """Whether a stem neither asks a question nor sets a task: it breaks off, or names a topic."""
    text = without_quotes(stem).strip()
    if asked := list(_ASKED.finditer(text)):
        return bool(_HANGS.search(text[asked[-1].end() :].rstrip(" .…")))
    sentences = [part.strip() for part in _SENTENCE.split(text) if part.strip()]
    if any(_TASK.match(part.lstrip("([*-•0123456789.) ")) for part in sentences) or _THEN.search(
        text
    ):
        return False
    if any(_BARE_TASK.fullmatch(part) for part in sentences[:-1]):
        return False
    if has_blank(stem) or ends_in_blank(stem):
        return True
    last = sentences[-1].rstrip(" .…") if sentences else ""
    if _WHICH.match(last):
        last = last.rstrip(" :")
    if _HANGS.search(last) and not (
        _OPENS.match(last) and _STRANDED.search(last) and _may_end_so(last)
    ):
        return True
    return not (_OPENS.match(last) or _INSIDE.search(last))


def _may_end_so(sentence: str) -> bool:
    """Whether a question may end in its preposition or verb, as in "What is it made of"."""
    return bool(
        re.match(
            r"(?:what|who|whom|which \w+|how \w+|where) (?:is|are|was|were|do|does|did|can|has|have)\b",
            sentence,
            re.I,
        )
        and re.search(
            r"\b(?:at|by|for|from|in|on|to|with|of|about|like|called|known as)$", sentence, re.I
        )
    )
