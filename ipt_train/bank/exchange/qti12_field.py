"""What becomes of every element and attribute of a QTI 1.2 item, as Canvas and Blackboard write it."""

from ipt_train.bank.exchange.field import ForeignField, table

_LOST = {
    "rubric": "a note that is not for the learner",
    "objectives": "the objectives of an item",
    "itemcontrol": "how an item is shown",
    "itemprecondition": "rules of the test",
    "itempostcondition": "rules of the test",
    "qticomment": "a comment in the file",
    "duration": "a time limit",
    "itemproc_extension": "a marking rule of its own",
    "respcond_extension": "a marking rule of its own",
    "reference": "a reference within an item",
}
_REFUSED = {
    "response_xy": "a question about a place in a picture cannot be imported",
    "response_grp": "a question that asks learners to sort things into groups cannot be imported",
    "response_extension": "a question of a non-standard type cannot be imported",
    "render_hotspot": "a question about a place in a picture cannot be imported",
    "render_slider": "numerical questions cannot be imported",
}
_ITEM = """
item | imported
item@ident | imported
item@title | imported
item@maxattempts | lost | how often an item may be answered | 0
item@label | lost | a label
item@lang | lost | the language of an item | en.*
itemmetadata^ | imported
presentation | imported
presentation@label | lost | a label
presentation@lang | lost | the language of an item | en.*
presentation@x0 | lost | the layout of a question
presentation@y0 | lost | the layout of a question
presentation@width | lost | the layout of a question
presentation@height | lost | the layout of a question
flow* | imported
flow@class | lost | formatting | Block|QUESTION_BLOCK|RESPONSE_BLOCK|FORMATTED_TEXT_BLOCK|LINK_BLOCK|FILE_BLOCK|RIGHT_MATCH_BLOCK
flow_mat* | imported
flow_mat@class | lost | formatting | Block|FORMATTED_TEXT_BLOCK|LINK_BLOCK|FILE_BLOCK
flow_label* | imported
flow_label@class | lost | formatting | Block
material* | imported
material@label | lost | a label
material@lang | lost | the language of an item | en.*
mattext*# | imported
mattext@texttype | imported |  | text/plain|text/html|HTML|text/rtf
mattext@charset | lost | formatting | (?i)us-ascii|utf-?8|iso-8859-1
mattext@uri | lost | a link
mattext@lang | lost | the language of an item | en.*
mattext@space | lost | formatting | default
mat_extension* | imported
mat_formattedtext*# | imported
mat_formattedtext@type | imported |  | HTML|SMART_TEXT|PLAIN_TEXT
matemtext*# | imported
matbreak*! | imported
matimage*! | lost | a picture or other medium
mataudio*! | lost | a picture or other medium
matvideo*! | lost | a picture or other medium
matapplet*! | lost | a picture or other medium
matapplication*! | lost | a picture or other medium
matref*! | lost | a picture or other medium
response_lid* | imported
response_lid@ident | imported
response_lid@rcardinality | imported |  | Single|Multiple|Ordered
response_lid@rtiming | lost | a time limit | No
response_str* | imported
response_str@ident | imported
response_str@rcardinality | imported |  | Single|Multiple
response_str@rtiming | lost | a time limit | No
response_num | imported
response_num@ident | imported
response_num@rcardinality | imported |  | Single
response_num@rtiming | lost | a time limit | No
response_num@numtype | imported |  | Decimal|Integer
render_choice | imported
render_choice@shuffle | imported |  | Yes|No
render_choice@minnumber | lost | how many options may be chosen | 0|1
render_choice@maxnumber | lost | how many options may be chosen | 0|1
render_fib | imported
render_fib@charset | lost | formatting | (?i)us-ascii|utf-?8|iso-8859-1
render_fib@encoding | lost | formatting | (?i)utf[-_]?8
render_fib@rows | lost | the width of an answer box | 0|1
render_fib@columns | lost | the width of an answer box | 0|127
render_fib@maxchars | lost | the width of an answer box | 0
render_fib@prompt | lost | the width of an answer box | Box
render_fib@fibtype | imported |  | String|Decimal|Integer|
render_fib@minnumber | lost | how many options may be chosen | 0|1
render_fib@maxnumber | lost | how many options may be chosen | 0|1
response_label* | imported
response_label@ident | imported
response_label@rshuffle | lost | the fixed place of an option | Yes
response_label@shuffle | lost | the fixed place of an option | Yes
response_label@rarea | lost | a place in a picture | Ellipse
response_label@rrange | lost | a marking rule of its own | Exact
response_label@labelrefid | lost | a label
response_label@match_group | lost | which options may be paired
response_label@match_max | lost | which options may be paired
resprocessing^ | imported
resprocessing@scoremodel | imported |  | SumOfScores
itemfeedback* | imported
itemfeedback@ident | imported
itemfeedback@title | lost | the title of feedback
itemfeedback@view | lost | for whom feedback is | All
solution | imported
solution@view | lost | for whom feedback is | All
solution@feedbackstyle | lost | how feedback is shown | Complete
solutionmaterial* | imported
hint*! | lost | hints
"""

QTI12: dict[str, ForeignField] = table(
    "\n".join(
        [
            _ITEM.strip(),
            *(f"{name}*! | lost | {words}" for name, words in _LOST.items()),
            *(f"{name}*! | refused | {words}" for name, words in _REFUSED.items()),
        ]
    )
)
"""Fields by the name of the element, with `@` and the name of an attribute."""

_ANY, _NOTHING, _NO = ".*", r"0*(\.0*)?", "(?i)false|no?|"
NEUTRAL_LABELS: dict[str, str] = {
    **dict.fromkeys(
        "question_type points_possible assessment_question_identifierref original_answer_ids "
        "bbmd_asi_object_id bbmd_asitype bbmd_assessmenttype bbmd_sectiontype bbmd_questiontype bbmd_partialcredit "
        "bbmd_orientationtype bbmd_numbertype qmd_assessmenttype qmd_itemtype qmd_renderingtype qmd_responsetype "
        "qmd_scoretype qmd_typeofsolution qmd_absolutescore qmd_absolutescore_min".split(),
        _ANY,
    ),
    **dict.fromkeys(
        "bbmd_is_from_cartridge bbmd_is_disabled bbmd_negative_points_ind bbmd_canvas_fullcrdt_ind "
        "bbmd_all_fullcredit_ind bbmd_is_extracredit".split(),
        _NO,
    ),
    **dict.fromkeys("qmd_maximumscore qmd_numberofitems qmd_timelimit".split(), _NOTHING),
    "qmd_levelofdifficulty": "School",
    "qmd_status": "Normal",
}
"""Labels of metadata, and a pattern of values that are read elsewhere or say nothing to learners."""
