"""What becomes of every part of a GIFT file (MoodleDocs, "GIFT format")."""

from ipt_train.bank.exchange.field import table

GIFT = table("""
title | imported
title beside an id | lost | the title
question | imported
comment | lost | a comment in the file
comment/id | imported
comment/tag* | imported
comment/number of Moodle | imported
category | lost | the category | history|principles|techniques|process|problem-areas|evidence|adaptations|fidelity
description | lost | a text without a question
format/html | imported
format/moodle | imported
format/plain | imported
format/markdown | imported
answer* | imported
answer/weight | imported
answer/part marks | lost | part marks of an answer
answer/wildcard | lost | feedback on any other answer
answer/feedback | imported
answer/pair | imported
answer/true or false | imported
answer/feedback of true or false* | imported
answer/third feedback of true or false | lost | a third piece of feedback on true or false
answer/number | imported
answer/tolerance | imported
answer/range | imported
answer/wrong number | imported
answer/tolerance of a wrong number | lost | the tolerance of a wrong number
answer/several right numbers | refused | numerical questions with several right numbers cannot be imported
answer/none | refused | an essay has no answers to import
general feedback | imported
missing word | imported
escaped sign | imported
""")
