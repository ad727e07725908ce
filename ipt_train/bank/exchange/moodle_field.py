"""What becomes of every element and attribute of a Moodle XML file (MoodleDocs, "Moodle XML format")."""

from functools import cache

from ipt_train.bank.exchange.field import ForeignField, table

_QUESTION = """
question@type | imported
question/name | imported
question/name@format | lost | the format of a title | html|plain_text|moodle_auto_format
question/name/text# | imported
question/questiontext | imported
question/questiontext@format | imported |  | html|plain_text|moodle_auto_format|markdown
question/questiontext/text# | imported
question/questiontext/file*# | imported
question/questiontext/file@name | imported
question/questiontext/file@path | imported
question/questiontext/file@encoding | imported |  | base64
question/generalfeedback | imported
question/generalfeedback@format | imported |  | html|plain_text|moodle_auto_format|markdown
question/generalfeedback/text# | imported
question/generalfeedback/file*! | lost | a picture or other medium
question/defaultgrade# | lost | marks of the question | 0*1(\\.0*)?
question/penalty# | lost | the penalty for trying again | 0*(\\.0*)?
question/hidden# | lost | that a question is hidden | 0|false
question/idnumber# | imported
question/tags | imported
question/tags/tag* | imported
question/tags/tag/text# | imported
question/coursetags | lost | a tag
question/image# | lost | a picture or other medium
question/image_base64# | lost | a picture or other medium
question/hint* | lost | hints
question/version# | lost | the version of a question | 1
question/customfields | lost | custom fields
"""
_ANSWER = """
question/answer* | imported
question/answer@fraction | imported
question/answer@format | imported |  | html|plain_text|moodle_auto_format|markdown
question/answer/text# | imported
question/answer/file*! | lost | a picture or other medium
question/answer/feedback | imported
question/answer/feedback@format | imported |  | html|plain_text|moodle_auto_format|markdown
question/answer/feedback/text# | imported
question/answer/feedback/file*! | lost | a picture or other medium
"""
_COMBINED = """
question/correctfeedback | lost | feedback on the whole answer
question/partiallycorrectfeedback | lost | feedback on the whole answer
question/incorrectfeedback | lost | feedback on the whole answer
question/shownumcorrect! | lost | the number of right answers as feedback | 0|false
"""
_BY_TYPE = {
    "multichoice": f"""{_ANSWER}{_COMBINED}
question/single# | imported |  | true|false|1|0
question/shuffleanswers# | imported |  | true|false|1|0
question/answernumbering# | lost | the letters or numbers of options | |abc
question/showstandardinstruction# | lost | that the usual instruction is shown | 0|false
""",
    "truefalse": _ANSWER,
    "shortanswer": f"""{_ANSWER}
question/usecase# | lost | that capital letters matter | 0|false
""",
    "numerical": f"""{_ANSWER}
question/answer/tolerance# | imported
question/units | imported
question/units/unit* | imported
question/units/unit/multiplier# | imported
question/units/unit/unit_name# | imported
question/unitgradingtype# | lost | marks taken off for a unit | 0
question/unitpenalty# | lost | marks taken off for a unit | \\d*(\\.\\d*)?
question/showunits# | lost | units to choose from | 0|3
question/unitsleft# | lost | that the unit comes before the number | 0
question/instructions* | lost | a note on units
""",
    "matching": f"""{_COMBINED}
question/shuffleanswers# | lost | the fixed order of options | true|1
question/subquestion* | imported
question/subquestion@format | imported |  | html|plain_text|moodle_auto_format|markdown
question/subquestion/text# | imported
question/subquestion/file*! | lost | a picture or other medium
question/subquestion/answer | imported
question/subquestion/answer@format | lost | the format of an option | html|plain_text|moodle_auto_format
question/subquestion/answer/text# | imported
""",
    "ordering": f"""{_ANSWER}{_COMBINED}
question/layouttype# | lost | the layout of a question | VERTICAL|0
question/selecttype# | lost | the choice of the elements that are asked | ALL|0
question/selectcount# | lost | the choice of the elements that are asked | 0
question/gradingtype# | lost | how an order is marked | ABSOLUTE_POSITION|0
question/showgrading# | lost | that marks are shown | SHOW|1
question/numberingstyle# | lost | the letters or numbers of options | none
""",
    "cloze": "",
}
_CATEGORY = """
question@type | imported
question/category | imported
question/category/text# | imported
question/info | lost | the description of a category
question/idnumber# | lost | the id of a category
"""

TYPES = (*_BY_TYPE,)
"""The types of question that are read."""


@cache
def moodle_fields(kind: str) -> dict[str, ForeignField]:
    """Return the table of a type of question, or that of a category."""
    if kind == "category":
        return table(_CATEGORY)
    lines = f"{_QUESTION}{_BY_TYPE[kind]}"
    return table("\n".join(line for line in lines.splitlines() if line.strip()))
