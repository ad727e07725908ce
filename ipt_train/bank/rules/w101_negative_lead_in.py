"""The question asks what is not so.

Why: Learners miss the "not", and who knows three true statements has not shown that the false one is known
(Haladyna, Downing and Rodriguez 2002, guideline 17). "Not", "except", "false", "never", "cannot" and "least
likely" count where they turn the question round; not in a condition ("a client who does not sleep"), in what
somebody says, after "why", or where "least" is an amount.

Bad:
    stem: »Which of these is not a problem area?
    options:
      - id: a
        text: Grief
      - id: b
        text: Self-esteem
        key: true
      - id: c
        text: Role dispute

Good:
    stem: A web page lists grief, self-esteem and disputes as problem areas. Which is its mistake?
    options:
      - id: a
        text: Grief
      - id: b
        text: Self-esteem
        key: true
      - id: c
        text: Role dispute

Fix: Ask for what is so, or for the mistake in a given text.
"""

import re
from collections.abc import Iterator

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules.question import is_unfinished, without_quotes
from ipt_train.bank.rules.rule import ItemRule
from ipt_train.vocabulary import Severity

CODE = "W101"

_SIGNS = (
    "not",
    "n't",
    "n’t",
    "except",
    "correct",
    "least",
    "false",
    "never",
    "untrue",
    "unlikely",
    "all but",
    "wrong",
    "accurate",
    "suitable",
    "appropriate",
)
_MAY_BE = re.compile(
    r"\b(?:not|cannot|except\w*|incorrect|least|false|never|untrue|unlikely|all but|wrong|inaccurate|unsuitable|inappropriate)\b|n['’]t\b",
    re.I,
)
_HARMLESS = re.compile(
    r"\b(?:true or false|false or true|right or wrong|correct or incorrect|(?:whether )?or not|whether or not|not only|(?:so as|in order) not to|if not|why not|at least"
    r"|NOT (?:operator|gate|function|operation|keyword|logic))\b"
)
_NAMED = re.compile(r"(?<!\w)['‘][^'’]{1,60}['’](?!\w)")
_NOT = r"(?:\bnot\b(?! \()|\w+n['’]t\b|\bcannot\b|\bnever\b)"
_ASKS = re.compile(r"\b(?:which|what|who|whom|where|when|how|whose)\b", re.I)
"""Not why: its answer is a reason, and reasons are what is so."""
_NEGATED = re.compile(_NOT, re.I)
_PARTICIPLE = re.compile(r"not (?:\w+ly )?\w+ing\b", re.I)
_FINITE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|do|does|did|can|could|should|would|will|must|may|might|has|have|had|of these|following)|\w+ly|\boften|\balso)\s$",
    re.I,
)
"""What stands before a "not" that belongs to the question, and not to "patients not responding"."""
_CONDITION = re.compile(
    r"\b(?:that|who|whom|whose|which|if|when|because|although|while|unless|since|where|after|why|as|what|how|said|says|claimed|argued|believed|thought|promised)\b",
    re.I,
)
_NOT_WHICH = re.compile(
    rf"{_NOT}(?: [\w-]+){{1,5}} (?:which|what)(?: one)? of (?:the following|these)\b", re.I
)
_SUBJECT = re.compile(
    rf"^(?:an?|the|one|which (?:one )?(?:of (?:these|the following) )?is (?:an?|the)|what is (?:an?|the))(?: [\w-]+){{1,4}} (?:that|which|who)(?: \w+)? ?{_NOT}",
    re.I,
)
_EXCEPT = re.compile(
    r"\bexcept(?:ing)?(?: for)?(?: (?:which|one|that|the following|this|these))?(?: (?:one|of (?:these|the following)))?\W*$"
    r"|\b(?:following|these|all|any)\b.*\bexcept\b|\bEXCEPT\b"
    r"|\bexceptions?(?: (?:of|to|is|are|being))*(?: the following)?\W*$|\bis (?:an?|the) exception\b"
    r"|^all (?:of )?(?:the following|these) .*\bbut\b\W*$|\ball but one\b",
    re.I,
)
_BAD = r"(?:false|incorrect|untrue|wrong|inaccurate|inappropriate|unsuitable|unlikely)"
_STATED = r"(?:statements?|options?|answers?|one|match|pairs?|choice|combination|sentence|description|claim)\b"
_FALSE = re.compile(
    rf"\b(?:is|are|was|were|be|seems?)(?: \w+ly| most)? {_BAD}"
    rf"(?! with (?:the|this|that|these|his|her|my|your)\b)(?! (?:positives?|negatives?|imprisonment|alarms?|memor|friends?|teeth|cognates?|dawn|economy|advertis|representation))"
    rf"|\b(?:is|are) (?:the|an?) (?:(?:unlikely|unsuitable|inappropriate|inaccurate)\b|{_BAD} {_STATED})"
    rf"|\b(?:which|what|find|identify|choose|select|pick|mark|point out|tick)\b[^,;]* {_BAD} {_STATED}",
    re.I,
)
_LEAST = re.compile(
    r"\bLEAST\b|\bleast (?:likely|probable|appropriate|suitable|accurate|true|important|effective|useful|helpful|consistent|associated|relevant"
    r"|desirable|acceptable|correct|compatible|related|characteristic|typical|valid|plausible|applicable|responsible|successful|supported"
    r"|suggestive|indicated|affected|advisable|convincing|preferred|preferable)\b",
)


def check(item: ItemView) -> Iterator[Finding]:
    """Yield a stem whose question is negative."""
    if item.options and item.mentions(*_SIGNS) and _is_negative(item):
        yield item.at(
            "stem",
            CODE,
            "the question asks what is not so",
            help="ask for what is so, or for the mistake",
        )


def _is_negative(item: ItemView) -> bool:
    if item.mentions("except", "all but", "but:") and _EXCEPT.search(without_quotes(item.stem)):
        return True
    if not _MAY_BE.search(item.lead_in):
        return False
    question = _HARMLESS.sub("", _NAMED.sub(" ", without_quotes(item.lead_in)))
    if _EXCEPT.search(question) or _LEAST.search(question) or re.search(r"\bNOT\b", question):
        return True
    if _FALSE.search(question) and not question.lower().startswith(
        ("is ", "are ", "was ", "does ")
    ):
        return True
    if _SUBJECT.search(question) or _NOT_WHICH.search(question):
        return True
    return any(map(_asks_not, re.split(r"[,;:]\s", question))) or _says_not(question)


def _asks_not(clause: str) -> bool:
    """Whether the question of a clause is negated, and not a condition within it."""
    asking, negated = _ASKS.search(clause), _NEGATED.search(clause)
    if not asking or not negated or negated.start() < asking.start():
        return False
    if "?" not in clause and not _ASKS.match(clause) and is_unfinished(clause):
        return False
    if _PARTICIPLE.match(clause, negated.start()) and not _FINITE.search(clause[: negated.start()]):
        return False
    return not _CONDITION.search(clause, asking.end(), negated.start())


def _says_not(sentence: str) -> bool:
    """Whether an unfinished sentence is negated, and not a condition within it."""
    negated = _NEGATED.search(sentence)
    if not negated or _ASKS.search(sentence) or not is_unfinished(sentence):
        return False
    return not _CONDITION.search(sentence, 0, negated.start())


RULE = ItemRule(
    code=CODE,
    severity=Severity.WARNING,
    language="en",
    explanation=__doc__,
    check=check,
)
