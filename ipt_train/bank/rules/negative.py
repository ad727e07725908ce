"""Whether a question asks what is not so, and not only mentions a "not" in a condition, a quotation or a title."""

import re

from ipt_train.bank.rules.question import is_unfinished, without_quotes

_MAY_BE = re.compile(
    r"\b(?:not|cannot|except\w*|incorrect|least|false|never|untrue|unlikely|all but|wrong|inaccurate|unsuitable|inappropriate|incorrectly|wrongly|falsely|mismatched)\b|n['’]t\b",
    re.I,
)
_MENTIONED = re.compile(
    r"(?<!\w)['‘][^'’]{1,60}['’](?!\w)|`[^`]*`|(?<!\w)[*_]+\w[^*_]*[*_]+(?!\w)|\((?!s\)|are\)|is\))[^()]*\s[^()]*\)"
)
"""Words in quotation marks or set apart by signs, and what brackets hold: they are no part of the question."""
_WORD = r"(?:words?|adverbs?|prefix|prefixes|conjunctions?|prepositions?|particle|contraction|modal|term|negator|keyword|operator|gate|title|phrase|expression)"
_HARMLESS = re.compile(
    r"\b(?:true or false|false or true|right or wrong|correct or incorrect|(?:whether )?or not|whether or not|not only|(?:so as|in order) not to|if not|why not|at least"
    r"|NOT (?:operator|gate|function|operation|keyword|logic)|(?:but|and|rather|though|although) not|not necessarily)\b"
    rf"|\b{_WORD} (?i:not|never|except|cannot|least|false|wrong)\b"
    rf"|\b(?i:not|never|except|cannot)(?= (?:is|as) (?:an? )?{_WORD})"
    r"|\bNOT (?=(?:NULL|IN|EXISTS|LIKE|BETWEEN)\b)|(?<=\bis )never(?=\W*\?)"
    r"|\b(?:function|meaning|use|sense|role) of (?:not|never|except|cannot)\b"
)

_NOT = r"(?:\bnot\b(?! \()|\w+n['’]t\b|\bcannot\b|\bnever\b)"
_NEGATED = re.compile(_NOT, re.I)
_BE = r"(?:is|are|was|were|be|been|do|does|did|can|could|should|would|will|must|may|might|has|have|had)"
_ASKING = r"(?:is|are|was|were|do|does|did|can|could|should|would|will|must|may|might|has|have)"
_FINITE = re.compile(
    rf"(?:\b(?:{_BE}|of these|following(?: \w+)?|ought)|\w+ly|\boften|\balso"
    rf"|\b{_ASKING} (?:[\w-]+|(?-i:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){{1,3}})|(?:the|an?|you|one|we|they|he|she|it|this|these|your)(?: (?!(?:with|to|for|from|by|about|do)\b)[\w-]+){{0,6}}))\s$",
    re.I,
)
"""What stands before a "not" that belongs to the question, and not to "patients not responding"."""
_AUXILIARY = re.compile(rf"(?:\b(?:{_BE}|of these|following)|\w+ly|\boften|\balso)\s$", re.I)
_ASKS = re.compile(
    rf"(?:^|(?<=\b(?:at|by|of|on|in|to)\s)|(?<=\b(?:for)\s)|(?<=\b(?:from|with)\s)|(?<=\b(?:under)\s))(?:and |so |then |but )?"
    rf"(?:(?:at|by|for|from|in|into|of|on|to|under|with|within|about|during) )?"
    rf"(?:which|what|who|whom|whose|how|(?:when|where)(?= {_BE}\b))\b",
    re.I,
)
"""A word that asks, not one that begins a clause of its own. Not why: its answer is a reason, and reasons are what is so."""
_WH = re.compile(r"\b(?:which|what|who|whom|where|when|how|whose)\b", re.I)
_CONDITION = re.compile(
    r"\b(?:that|who|whom|whose|which|if|when|because|although|while|unless|since|where|after|why|as|what|how|said|says|claimed|argued|believed|thought|promised"
    r"|know|knows|think|ensures?|means?|suggests?|indicates?|shows?|proves?|impl(?:y|ies)|assumes?|until|before|despite|having)\b",
    re.I,
)
_NOT_WHICH = re.compile(
    rf"^(?P<subject>[^,;:?]*?){_NOT}(?: [\w'’-]+){{1,12}}? (?:which|what)\b[^,;:]{{0,60}}\?\s*$",
    re.I,
)
_SUBJECT = re.compile(
    rf"^(?:(?:an?|the|one)(?: [\w-]+){{0,4}} (?:that|which|who)(?: \w+)? ?{_NOT}(?!.*\b(?:which|what)\b).*\b(?:is|are|was|were|would be)\W*$"
    rf"|(?:which (?:one )?(?:of (?:these|the following) )?|what |who )(?:is|are) (?:an?|the)(?: [\w-]+){{1,4}} (?:that|which|who)(?: \w+)? ?{_NOT}"
    rf"|(?:please )?(?:tick|find|select|name|choose|pick|identify|mark|give|state|spot|circle|indicate)(?: out)? (?:the|an?|one)(?: [\w-]+){{0,3}} (?:that|which|who)(?: \w+)? ?{_NOT})",
    re.I,
)
"""A feature that is not found here is; which is a feature that is not found here?"""
_EXCEPT = re.compile(
    r"\bexcept(?:ing)?(?: for)?(?: (?:which|one|that|the following|this|these))?(?: (?:one|of (?:these|the following)))?\W*$"
    r"|\b(?:following|these|all|any)\b[^.?!]*\bexcept\b(?= (?:which|one|that|this|these|for|the following)\b|\W*[:,]|\W*$)|(?-i:\bEXCEPT\b)"
    r"|\bexceptions?(?: (?:of|to|is|are|being))*(?: the following)?\W*$|\bis (?:an?|the) exception\b"
    r"|\bwith the exception of (?:which|what)\b"
    r"|^all (?:of )?(?:the following|these) .*\bbut\b\W*$|\ball but (?:one|which|what)\b",
    re.I,
)
_BAD = r"(?:false|incorrect|untrue|wrong|inaccurate|inappropriate|unsuitable|unlikely)"
_STATED = r"(?:statements?|options?|answers?|one|match|pairs?|choice|combination|sentence|description|claim)\b"
_TITLES = r"(?! (?:positives?|negatives?|imprisonment|alarms?|memor|friends?|teeth|cognates?|dawn|economy|advertis|representation))"
_OTHERWISE = r"(?! (?:with (?:the|this|that|these|his|her|my|your)|because|if|when|in itself)\b)(?<!wrong(?= (?:to|with)\b))"
_FALSE = re.compile(
    rf"\b(?:which|what|who|following|these|statements?|options?|one|it)\b[^;]*?\b(?:is|are|was|were|be|seems?)(?: \w+ly| most)? {_BAD}\b{_OTHERWISE}{_TITLES}"
    r"|\b(?:is|are) (?:mismatched|(?:incorrectly|wrongly|falsely) (?:matched|paired))\b"
    rf"|\b(?:is|are) (?:the|an?) (?:(?:unlikely|unsuitable|inappropriate|inaccurate)\b|{_BAD} {_STATED})"
    rf"|\b(?:which|what|find|identify|choose|select|pick|mark|point out|tick)\b[^,;]* {_BAD} {_STATED}",
    re.I,
)
_MISTAKE = re.compile(
    rf"^(?:in \w+ \w+,? )?(?:which|what) (?!{_STATED}|of\b)(?:[\w-]+ ){{1,4}}?(?:is|are|was|were) (?:\w+ly )?(?:used |placed |put |spelt |spelled |written )?{_BAD}(?:ly)?"
    r"(?: in\W*$| (?:here|above|below|in (?:the|this|that|his|her|their|its|each|line|an?))\b)",
    re.I,
)
"""A question for the mistake in a text that is given: which adverb is wrong in this sentence?"""
_LEAST = re.compile(
    r"\bLEAST\b|\bleast (?:likely|probable|appropriate|suitable|accurate|true|important|effective|useful|helpful|consistent|associated|relevant"
    r"|desirable|acceptable|correct|compatible|related|characteristic|typical|valid|plausible|applicable|responsible|successful|supported"
    r"|suggestive|indicated|affected|advisable|convincing|preferred|preferable|informative|necessary|needed|reliable|credible|beneficial"
    r"|logical|persuasive|satisfactory|significant|fitting|realistic|feasible|adequate|expected|representative|descriptive|indicative"
    r"|justified|defensible|sensible|pertinent|conducive|essential|urgent|warranted|worthwhile)\b",
)


_STATEMENT = re.compile(r"(?:statement|assertion|reason) ?(?:\d|[ivab]+\b)", re.I)
_FINISHED = re.compile(r"\w[\"”’]?\.$")
_REASON = re.compile(r"\b(?:because|since|due to|as a result of|reasons?)(?: of)?\W*$", re.I)
_DANGLING = re.compile(r" (?:when|where|how|what|who|which)\W*$", re.I)


def asks_what_is_not(stem: str, lead_in: str) -> bool:
    """Whether a question is turned round: by "not", "except", "false", "least likely" and the like.

    Args:
        stem: The whole stem.
        lead_in: The sentence of it that asks.
    """
    if _EXCEPT.search(without_quotes(stem)):
        return True
    if not _MAY_BE.search(lead_in) or _STATEMENT.match(lead_in):
        return False
    question = " ".join(
        _HARMLESS.sub("", _MENTIONED.sub(" ", without_quotes(lead_in))).split()
    ).replace(" ?", "?")
    if _EXCEPT.search(question) or _LEAST.search(question) or re.search(r"\bNOT\b", question):
        return True
    if _says_false(question) or _SUBJECT.search(question) or _denies_which(question):
        return True
    return any(map(_asks_not, re.split(r"[,;:]\s", question))) or _says_not(question)


def _says_false(question: str) -> bool:
    """Whether a question is for what is false, and neither whether something is, nor for a slip in a given text."""
    closed = question.lower().startswith(("is ", "are ", "was ", "does "))
    return bool(_FALSE.search(question)) and not (closed or _MISTAKE.match(question))


def _denies_which(question: str) -> bool:
    """Whether a question puts its "which" last, after a "not" of its main clause."""
    denied = _NOT_WHICH.search(question)
    if not denied or _CONDITION.search(denied["subject"]):
        return False
    return not _is_modifier(question, len(denied["subject"]))


def _asks_not(clause: str) -> bool:
    """Whether the question of a clause is negated, and not a condition within it."""
    asking, negated = _ASKS.search(clause), _NEGATED.search(clause)
    if not asking or not negated or negated.start() < asking.start():
        return False
    if "?" not in clause and not _ASKS.match(clause) and is_unfinished(clause):
        return False
    if _is_modifier(clause, negated.start()):
        return False
    return not _CONDITION.search(clause, asking.end(), negated.start())


def _says_not(sentence: str) -> bool:
    """Whether an unfinished sentence asks for what is not so; a "not" in a condition or in a stated fact does not count."""
    if _FINISHED.search(sentence) or _REASON.search(sentence):
        return False
    if _WH.search(_DANGLING.sub("", sentence)) or not is_unfinished(sentence):
        return False
    return any(map(_denies, (sentence, re.split(r"[,;:]\s", sentence)[-1])))


def _denies(clause: str) -> bool:
    negated = _NEGATED.search(clause)
    return negated is not None and not _CONDITION.search(clause, 0, negated.start())


def _is_modifier(clause: str, start: int) -> bool:
    """Whether a bare "not" belongs to a noun before it ("patients not responding") or to a word after it."""
    if start == 0 or not re.match(r"not\b", clause[start:], re.I):
        return False
    participle = re.match(r"not (?:\w+ly )?\w+ing\b", clause[start:], re.I)
    before = _AUXILIARY if participle else _FINITE
    return not before.search(clause[:start])
