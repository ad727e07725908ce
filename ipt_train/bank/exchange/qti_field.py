"""What becomes of every element and attribute of a QTI 2.1 or 2.2 item (1EdTech, assessmentItem)."""

from ipt_train.bank.exchange.field import ForeignField, table

_OF_ALL = ("id", "class", "lang", "label", "base", "dir", "role")
"""Attributes that any element of a body may have."""

_BODY = (
    "itemBody~ prompt~ simpleChoice*~ simpleAssociableChoice*~ simpleMatchSet* choiceInteraction orderInteraction "
    "matchInteraction textEntryInteraction* feedbackBlock*~ feedbackInline*~ rubricBlock*~"
)
_FEEDBACK = "\n".join(
    f"{name}@{what}"
    for name in ("modalFeedback", "feedbackBlock", "feedbackInline")
    for what in ("outcomeIdentifier | imported", "identifier | imported", "showHide | imported |  | show|hide", "title | lost | the title of feedback")
)  # fmt: skip  # a table
_REFUSED = "\n".join(
    f"{name}! | refused | an item with parts that change each time cannot be imported"
    for name in "templateDeclaration templateProcessing templateBlock templateInline printedVariable".split()
)

_ITEM = """
assessmentItem | imported
assessmentItem@identifier | imported
assessmentItem@title | imported
assessmentItem@adaptive | refused | an adaptive item, which changes with each attempt, cannot be imported | false|0
assessmentItem@timeDependent | lost | that time counts | false|0
assessmentItem@label | lost | a label
assessmentItem@lang | lost | the language of an item | en.*
assessmentItem@toolName | lost | the program that wrote an item | ipt-train
assessmentItem@toolVersion | lost | the program that wrote an item | 1
assessmentItem@schemaLocation | lost | where a schema is | .*
assessmentItem@noNamespaceSchemaLocation | lost | where a schema is | .*
responseDeclaration* | imported
responseDeclaration@identifier | imported
responseDeclaration@cardinality | imported |  | single|multiple|ordered
responseDeclaration@baseType | imported |  | identifier|string|directedPair|pair|integer|float|point|duration|boolean|uri|file
responseDeclaration@expressionIdentifier | lost | a marking rule of its own
correctResponse | imported
correctResponse@interpretation | lost | the explanation of a key
value*# | imported
value@fieldIdentifier | lost | the field of a value
value@baseType | imported |  | identifier|string|directedPair|pair|integer|float|boolean
mapping | imported
mapping@defaultValue | imported
mapping@lowerBound | lost | the lowest and highest marks of a mapping | -?0*(\\.0*)?
mapping@upperBound | lost | the lowest and highest marks of a mapping | 0*1(\\.0*)?
mapEntry* | imported
mapEntry@mapKey | imported
mapEntry@mappedValue | imported
mapEntry@caseSensitive | imported |  | true|false|1|0
areaMapping! | refused | marks for a place in a picture cannot be imported
outcomeDeclaration* | imported
outcomeDeclaration@identifier | imported
outcomeDeclaration@cardinality | imported |  | single|multiple|ordered|record
outcomeDeclaration@baseType | imported |  | float|integer|identifier|string|boolean
outcomeDeclaration@normalMaximum | lost | marks of the question | 0*1(\\.0*)?
outcomeDeclaration@normalMinimum | lost | marks of the question | 0*(\\.0*)?
outcomeDeclaration@masteryValue | lost | the marks that pass
outcomeDeclaration@interpretation | lost | the explanation of a result
outcomeDeclaration@longInterpretation | lost | the explanation of a result
outcomeDeclaration@view | lost | who a result is for
outcomeDeclaration@externalScored | lost | that it is marked by hand
outcomeDeclaration@variableIdentifierRef | lost | a marking rule of its own
matchTable! | lost | a marking rule of its own
interpolationTable! | lost | a marking rule of its own
stylesheet*! | lost | formatting
choiceInteraction@responseIdentifier | imported
choiceInteraction@shuffle | imported |  | true|false|1|0
choiceInteraction@maxChoices | lost | how many options may be chosen | 0|1
choiceInteraction@minChoices | lost | how many options may be chosen | 0|1
choiceInteraction@orientation | lost | the layout of a question
orderInteraction@responseIdentifier | imported
orderInteraction@shuffle | lost | the fixed order of options | true|1
orderInteraction@maxChoices | lost | how many options may be chosen | 0
orderInteraction@minChoices | lost | how many options may be chosen | 0
orderInteraction@orientation | lost | the layout of a question
matchInteraction@responseIdentifier | imported
matchInteraction@shuffle | lost | the fixed order of options | true|1
matchInteraction@maxAssociations | imported |  | \\d+
matchInteraction@minAssociations | lost | how many pairs must be made | 0|1
textEntryInteraction@responseIdentifier | imported
textEntryInteraction@expectedLength | lost | the width of an answer box
textEntryInteraction@placeholderText | lost | the placeholder text of an answer box
textEntryInteraction@patternMask | lost | a pattern that an answer must have
textEntryInteraction@stringIdentifier | lost | a marking rule of its own
textEntryInteraction@format | lost | the format of an answer | plain
simpleChoice@identifier | imported
simpleChoice@fixed | lost | the fixed place of an option | false|0
simpleChoice@showHide | lost | that an option is shown only sometimes | show
simpleChoice@templateIdentifier | lost | that an option is shown only sometimes
simpleAssociableChoice@identifier | imported
simpleAssociableChoice@fixed | lost | the fixed place of an option | false|0
simpleAssociableChoice@matchMax | imported |  | \\d+
simpleAssociableChoice@matchMin | lost | how many pairs must be made | 0|1
simpleAssociableChoice@matchGroup | lost | which options may be paired
simpleAssociableChoice@showHide | lost | that an option is shown only sometimes | show
simpleAssociableChoice@templateIdentifier | lost | that an option is shown only sometimes
rubricBlock@view | imported
rubricBlock@use | lost | the use of a note
infoControl*! | lost | a hint on request
responseProcessing^ | imported
responseProcessing@template | imported
responseProcessing@templateLocation | imported
modalFeedback*~ | imported
apipAccessibility! | lost | accessibility information
catalogInfo! | lost | accessibility information
companionMaterialsInfo! | lost | materials beside the question
"""


def _lines() -> str:
    body = [f"{name} | imported" for name in _BODY.split()]
    names = [name.rstrip("*~") for name in _BODY.split()]
    common = [
        f"{name}@{what} | lost | formatting"
        for name in [*names, "modalFeedback"]
        for what in _OF_ALL
    ]
    return "\n".join([_ITEM.strip(), *body, *common, _FEEDBACK, _REFUSED])


QTI: dict[str, ForeignField] = table(_lines()) | {
    "defaultValue": table("x! | lost | a starting value | 0*1?(\\.0*)?")["x"],
}
"""Fields by the name of the element, with `@` and the name of an attribute."""

_INTERACTIONS = frozenset(["choiceInteraction", "orderInteraction", "matchInteraction"])
_MIXED = frozenset(
    "itemBody prompt simpleChoice simpleAssociableChoice modalFeedback feedbackBlock feedbackInline rubricBlock".split()
)
WITHIN: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "responseDeclaration outcomeDeclaration itemBody responseProcessing modalFeedback stylesheet".split(),
        frozenset(["assessmentItem"]),
    ),
    "correctResponse": frozenset(["responseDeclaration"]),
    "mapping": frozenset(["responseDeclaration"]),
    "mapEntry": frozenset(["mapping"]),
    "value": frozenset(["correctResponse", "defaultValue"]),
    "prompt": _INTERACTIONS,
    "simpleChoice": frozenset(["choiceInteraction", "orderInteraction"]),
    "simpleMatchSet": frozenset(["matchInteraction"]),
    "simpleAssociableChoice": frozenset(["simpleMatchSet"]),
    **dict.fromkeys(
        (*_INTERACTIONS, "textEntryInteraction", "feedbackBlock", "feedbackInline", "rubricBlock"),
        _MIXED,
    ),
}
"""In which elements of the table an element stands; anywhere else it is unknown."""
