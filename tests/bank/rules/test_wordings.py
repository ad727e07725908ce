"""Wordings as exams print them: each is found, or looks like a flaw and is none."""

from collections.abc import Callable, Iterator

import pytest

from ipt_train.bank.core.finding import Finding
from ipt_train.bank.core.item_view import ItemView
from ipt_train.bank.rules import w002_all_of_the_above as w002
from ipt_train.bank.rules import w003_longest_is_key as w003
from ipt_train.bank.rules import w004_numeric_order as w004
from ipt_train.bank.rules import w007_repeated_options as w007
from ipt_train.bank.rules import w101_negative_lead_in as w101
from ipt_train.bank.rules import w102_unfocused_stem as w102
from ipt_train.bank.rules import w103_k_type as w103
from ipt_train.bank.rules.catch_all import says_none
from ipt_train.bank.rules.question import is_unfinished
from tests.bank.rules.labelled import question

Check = Callable[[ItemView], Iterator[Finding]]

NONE = """
None of the options given is correct
None of them fits
None of the above mentioned
None of the above options
None of the above statements is true
None of the above are correct
None of the above is correct.
None of the options are correct
None of the choices
None of the alternatives is right
None of these options
None of these are correct
None of these is true
None of those
None of the following
None of the answers is correct
None of the other answers
none of the other choices are correct
None of the other options are correct
None of the other alternatives
None of the given options
None of the given statements are correct
None of the listed options
None of the provided answers
None of the responses listed
None of the statements above are true
None of the preceding answers
None are correct
None is correct
None is true
None of this
None of such
None apply
None of it
No correct option
No option is correct
None of the three
No answer is correct
Not any of the above
Neither of these
Neither of the two
Neither option is correct
Neither statement
Nothing of the above
None of the mentioned above
NONE OF THE ABOVE
none of the above.
E) None of these
(E) None of the above
d. none of the above
None of a, b, or c
none of A, B and C
None of the above answers are correct
None of the above is a correct statement
None of the above statements describe osmosis
None of the above can be concluded
None of the above will occur
None of the above; the enzyme is inactive
None of these choices
None of these answers
None of the three options
None of the compounds listed
None of the drugs listed above
The answer is not given
Answer not given
None of the above (the process is random)
None of these for the moon does not rotate
None of these will increase the half life
None of the above
None
None of these.
None of the other options
No correct answer
None of the answers is right
Neither of the above
Neither of these statements
Neither statement is true
None of A, B or C
None of (a), (b) and (c)
None of the preceding
It is none of the above
It's none of these
They are none of the above
The answer is not listed
The correct answer is not given
Not listed
Not given above
None of the mentioned
NOTA
None of the above; the court has no power
None of the above, because she has no client
None of the listed
None of the areas above
No option is right
No one of these
None of the given
Nothing above
None fits
""".strip().splitlines()

NOT_NONE = """
None of the patients survived
Neither party performed
None of the evidence is admissible
No one
No change
No effect
Nothing happens
Not enough information
Not significant
No, because the offer lapsed
None, since the gas is ideal
Neither, because the masses are equal
None of the electrons are excited
No answer was sent by the seller
None of her relatives inherit
Neither increases nor decreases
The right to vote
The answer to a motion
No possibility of recovery
None of her friends came
None of the sessions
Neither grief nor dispute
Nothing
None of the client's roles
Neither parent
Nobody
No treatment
Not at all
There is none
None of the time
""".strip().splitlines()

ALL = """
All of the above
All of the above are correct
All of the above statements are true
All of the above options
All the above are correct
All above
All of these
All these
All of these options
All of these are correct
All of them
All the options
All the options are correct
All options are correct
All options given are correct
All answers are correct
All are true
All statements are correct
All of the mentioned
All of the listed
All of the given options
All of the given
All of the diseases above
All the statements are true
All three statements are correct
All four
All three of these
All of the choices
All choices are correct
All of the choices are correct
All of the responses are correct
All of the following
All of the options listed
All of the options above are correct
ALL OF THE ABOVE
(E) All of the above
e) all of these
All listed options are correct
All of the answers are correct
All of the other options
All of the foregoing
All of the statements above
All of these could be true
All of these can occur
Each of the above
Every one of the above
Any of the above
Any of these
Both of these
Both of the above
All of these factors
all are possible
All of these will happen
All of the above except chlorine
All of the above are incorrect
All of the above are possible outcomes of the test
All of the previous
All the answers listed are correct
All answers above are correct
All of A, B, and C
All of these statements are correct
All of those
All are correct answers
All of the above methods
All of the abovementioned
All of the aforementioned
All are correct
All statements are true
All of these statements are true
All three
Everything above
Everything listed above
Everything mentioned
Each of these
All answers above are right
All of the statements
All of the methods listed
All the aforementioned
A, B, and C
a, b & c
All of A, B and C
All of (a), (b) and (c) will be true
A through C
A to C
A-C
All of the other answers
All others
All the others
All previous options
All of the above statements are correct.
All of the above, depending on the case
Any of the preceding
D. all of the above
d) All of the above
All of the examples above
All of the reasons given
The above are all correct
These are all correct
All apply
All of these can happen
All of the above and more
It could be any of the above
It depends on all of the above
Answers A, B and C are all correct
Options A, B and C
A, B and C are all correct
(A), (B) and (C)
A+B+C
A and B and C
Both A, B and C
All of the above are
All of above
all the above mentioned
All the above are true.
All of the ways listed here
All of these answers are correct.
All of these are examples
Combination of all of the above
*All of the above*
[All of the above]
All of the preceding are right
Any or all of the above
All possible answers
""".strip().splitlines()

NOT_ALL = """
All employees
All of the employees
All citizens over 18
All patients with diabetes
All at once
All of its energy
All heat is lost
Both parents
Both parties
Both increase
Every morning
Any person over 18
All electrons
All of the water evaporates
All the light is reflected
All creditors equally
All those present
All or none
Both arteries and veins
Everyone
All the time
All the way down
All natural numbers
All of the above-ground parts
All of the time
All people
All clients
All three phases of IPT
All sessions
All of his family
All the years of her life
Each session
Any of her friends
Every week
Not all of the above
Not all of these
All but the last session
Both sides of the quarrel
All roles
All areas but grief
The whole inventory
A and B
Above the median
A, C
All that she expects of her brother
Every one of her friends
Everything that she said
All of it
All four problem areas
Any change of role
All quarrels are
The above-average client
""".strip().splitlines()

NEGATIVE = """
Which of the following statements not correct?
What should you not do in the first session?
What must a therapist never promise?
Clients in the trial did not receive which of the following?
A therapist in the initial phase would not do which of these?
The initial phase does not include
IPT is not suited to
It is false that IPT
Which statement is false here?
Which of these answers is wrong?
Which is incorrect about maintenance?
Which of these pairs is incorrectly matched?
Which of these is mismatched?
All of these but one belong to the initial phase. Which does not?
The four areas include all but which of the following?
Which step is least necessary?
Which is the least informative question?
Which of these isn't part of the inventory?
What is not part of the inventory?
Which area does not fit?
Which sentence is not an example of clarification?
Which of the following would be inappropriate in the last session?
Which of these can a therapist in training not do alone?
Which is never a reason to end early?
In which phase are roles not discussed?
To whom is IPT not offered?
Which of the following does the therapist not ask about?
Which clients should not be offered IPT?
A task that does not belong to the first phase is
Select the one that is NOT a problem area.
Which of the following is an inappropriate aim?
Which aim is unsuitable for the first session?
Tick the statement that is not true.
Find the option that does not fit.
Name the area which is not among the four.
The following are problem areas, with the exception of
Which of the following is a wrong statement?
Which one doesn't belong to the group?
Which of these would a supervisor find least acceptable?
Which drug must not be combined with an MAOI?
The aim of the last phase is not
An auditor may not issue an opinion when
If a being cannot reason, then it cannot be
In which of these bands did Jimmy Page not play guitar?
Which of these was NOT named by W. Timothy Coombs?
The dam leads to all but which of the following?
Which of the following did the welfare state of 1948 not aim to provide:
Which of the following is usually not given by mouth?
Which of these was not invented in China?
Standard precautions do not include which of the following?
Which of the following is NOT a property of metals?
Which of the following are not covered by the act?
Each of the following is a mammal EXCEPT
All the following are features of Down syndrome except
All of the following are true about X, EXCEPT:
All are true regarding the liver except
All of these are planets except one. Which?
True about gout are all except
Which is not true about bile?
Not a feature of nephrotic syndrome is
Not true about vitamin K:
Which of the following statements is INCORRECT?
Which of the following statements about enzymes is not correct?
Which one of the following would NOT be expected?
Which of these does not belong?
Which option is least likely to be true?
The author would be least likely to agree with which of the following?
Each of the following could be true EXCEPT:
Which one of the following CANNOT be true?
Which one of the following could not be the order?
Which of the following is never true?
Which would be the least effective response?
Which of the following is false regarding DNA?
Which of the following statements is false about arrays?
Select the incorrect option about TCP.
Choose the wrong statement.
Which of the following is wrong about inflation?
Find the wrong statement from the following.
Which is the exception?
Point out the wrong statement.
Point out the incorrect sentence.
Which of the following wouldn't be a side effect of statins?
What is not an advantage of remote work?
What can't be recycled?
Who was not a member of the Beatles?
Who among the following was not a president?
Where is insulin not produced?
Which of the following is unlikely to be found in urine?
A reflex action does not involve the
Which drug is not used to treat malaria?
Which of the following, if true, does NOT weaken the argument?
Which of the following is not an example of a primary source?
In which of the following cases would the court not grant relief?
Under which condition will the reaction not occur?
Which of the following is untrue?
""".strip().splitlines()

POSITIVE = """
Which adverb is wrong here: 'She sings beautiful'?
Which adverb is wrong here?
Which adverb is wrong in the sentence "He runs quick"?
Which word is used incorrectly in this sentence?
What does the word not do in this sentence?
Which is the opposite of "never"?
Is 'not' an adverb?
What part of speech is never?
In "do not disturb", which word is the verb?
What does the keyword not mean in Python?
What does NOT NULL mean in SQL?
Which step of the calculation is wrong in the example above?
Which preposition is incorrect in "married with her"?
Why is it wrong to give advice in the first session?
According to Kant, lying is wrong in
What is wrong with the advice that the therapist gave?
What has gone wrong in this session?
A therapist does not end on time. What should she do?
When a client does not attend, what should the therapist do first?
Where a contract is not in writing, which rule applies?
How do you know the client is not suicidal?
Which finding suggests the drug is not working?
What would you do with a client not ready to end?
Which symptoms not due to grief call for a doctor?
Which is a feature of IPT but not of CBT?
Which problem area fits a client who has not spoken to her sister for a year?
What should a therapist say to a client who feels that nothing will ever be right?
Which technique helps a client to see that the quarrel was not her fault?
What is the least number of sessions in the trial?
Which drug costs the least?
Which client is at risk if she does not eat?
A client who does not sleep is most likely to
Who is most likely to not attend?
What is a false memory?
Which fallacy is committed by "He cannot be right since he is poor"?
What does "not applicable" mean on the form?
What does a score of 0 mean for a client who has not answered item 9?
Which statement is true of clients who never married?
If nothing works, which step follows?
What is meant by the wrong diagnosis effect?
Which tense is wrong in line 3?
How should the therapist respond when the client says she cannot go on?
Which of the following explains why grief is not an illness?
Which role is lost, though not by death?
Which term describes a role that is not chosen?
What did the trial show about clients not given maintenance?
The therapist notices that the client is not improving. The next step is to
Which is correct, "less" or "fewer"?
Which word in the list is spelt incorrectly in the letter below?
Which word means 'not guilty'?
What is the function of except in this clause?
The set of reals under multiplication is not a group since
Comprehensive schools did not end the inequality because:
Which craters are common (i.e. not eroded) on the moon?
Consumers are not interested in finding out more.
Statement 1: A net is a graph. Statement 2: A net was not trained.
Everyone except the mother has left. What should the therapist say?
What should be given to patients not responding to aspirin?
How can a company be named so as not to mislead?
Who said he would never return?
What is the correct order?
Which of the following is true?
A man who does not smoke has a cough. What is the most likely cause?
If the court does not act, who may appeal?
Which of the following best explains why the cells did not grow?
Which of the following explains the fact that the plant cannot grow?
Which statement would the author most likely agree with? He says that one should never lie.
What would have happened if Britain had not joined?
Which test is used when data are not normally distributed?
Which of the following is the least number divisible by 6?
Which has the least mass?
What is the least amount she can pay?
Which of the following could be concluded from the falsehood?
What is the false discovery rate?
Which of the following describes a false negative?
How do you know that the sample is not biased?
What would a person with an incorrect diagnosis sue for?
Which error leads to a wrong conclusion about the mean?
What is wrong with this program?
Which of the following elements has the most exceptional properties?
Which adverb stands in 'no longer'?
Why do noble gases not form compounds?
Which tree is one in which no parent is smaller?
""".strip().splitlines()

UNFINISHED = """
Count Dracula is a character in a novel by
Test results that are positive in healthy people are called
Show trials were held in Moscow in
Complete heart block is characterised by
Correct order of the steps:
Spot prices are higher than futures prices when
Tick bites can cause
State sovereignty means
Name given to the resting stage of a mosquito
What can a seller do? The best answer is that he
The drug of choice for status epilepticus is
The most common cause of hematuria in adults is:
Ankylosing spondylitis is associated with
True about gout
Features of Down's syndrome include
All the following are features except
Hypercalcemia is seen in all except
The value of the integral is
If f(x) = 2x, then f(3) =
A man walks 5 km north, then 3 km east. He is now facing
Plaintiff sued defendant. The court should
At common law, the defendant is guilty of
In the sentence above, the word "bank" refers to
One of the main differences between a firm and a market is that
Company X has assets of 100. Its equity is therefore
A 30-year-old man presents with fever. Most likely diagnosis is
Purchasing power parity
According to the passage, the author believes that
Water boils at ____ degrees.
____ is the capital of Peru.
The author's tone can best be described as
The passage is primarily concerned with
It can be inferred from the passage that the author
During glycolysis, ATP is made by
When the price rises, the demand
Where there is a will, there is
To what extent does the statute apply depends on
Because the patient is in shock, the nurse should
How the brain stores memory is best explained by
Who bears the loss depends on
Is a prime number:
""".strip().splitlines()

ASKED = """
You are in charge of four patients. Prioritise their needs.
Count the vowels in the word.
Summarise the passage in one sentence.
True or false: the sun is a star.
Which of these is a metal?<br>
Rearrange the words into a sentence.
Complete the analogy: hand is to glove as foot is to the right word.
Correct the sentence.
State which of the two is heavier.
Tick the odd one out.
Which gas is it? Choose one.
Is it solid or liquid? Note that the melting point is 5 °C.
Which of the following is a mammal
Which of these would you choose first?
What is the value of x if 2x = 4
Find x if 2x = 4.
Find the value of x.
Evaluate: 3 + 4 × 2
Simplify: (a + b)²
Solve for x: 2x = 4
Select all that apply: primary colours
Choose the odd one out.
Choose the best answer: the sun is
Pick out the synonym of 'happy'.
Statement 1 says X. Statement 2 says Y. Which is right?
Compute the determinant of the matrix.
Add 3/4 and 1/2.
Express 0.75 as a fraction.
Convert 5 km to miles.
The sum of two numbers is 10. Find them.
If the sum of two numbers is 10 and their product is 21, find the numbers.
If x = 2, what is x squared
A train travels 60 km in an hour. How far does it go in 2 hours
In which year did World War II end
To which class do frogs belong
For what value of k is the matrix singular?
Give the meaning of the idiom 'to kick the bucket'.
Complete the analogy: hot is to cold as up is to down's opposite, which is?
Identify the error in the sentence below.
Which is heavier, a kilogram of lead or of feathers?
Who wrote "Hamlet"?
What did Caesar mean when he said "Alea iacta est"?
Is a tomato a fruit?
Name the process by which plants make food.
State the law of conservation of energy.
What is it called when water turns to vapour?
The teacher asked, "Who is there?" Which form of speech is used?
What is the drug made of
Should the court admit the evidence?
Could you tell which vitamin this is?
Order the planets from the sun outwards.
Arrange these numbers from small to large: 3, 1, 2.
Assume the gas is ideal. What is its pressure?
Suppose X is normal. Determine P(X > 0).
What is the pH of pure water at 25 °C? (Assume Kw = 1e-14.)
A: How are you? B: Fine. What does B feel?
Translate into French: the cat.
Use the table to find the mean.
Using Ohm's law, calculate the current.
Given that sin x = 1/2, determine x.
Let f(x) = x². Compute f'(2).
Rank the acids by strength.
Decide whether the series converges.
Mark the correct spelling.
On average, how long does the flight take
Match the drug with its class.
A 30-year-old man presents with fever. Diagnosis?
How many sessions?
What is grief?
Does IPT end?
""".strip().splitlines()

EMPTY = """
Which of the following is true?
Which of the following statements is true?
Which of the following statements are true?
Which of the following statement is correct?
Which one of the following statements is correct?
Which is true?
Which of these is correct?
What is correct?
Choose the correct statement.
Choose the correct option.
Choose the best answer
Select the correct answer from the options below.
Select the correct statement from the following.
Which of the following options is correct?
Pick the correct answer:
Which of the following is not true?
Which statement is false?
Identify the true statement.
Which of the following is the best answer?
Which of the statements below is true?
Which of the following is/are correct?
Which of the following is (are) true?
Point out the correct statement.
Find the correct one.
Mark the correct option.
Which of the following would be correct?
Which of the following holds?
Which option is the best?
""".strip().splitlines()

FOCUSED = """
How many sessions?
What is grief?
Does IPT end?
Which is heaviest?
Which statement about bile is true?
""".strip().splitlines()

COMBINED = """
I only | II only | I and II only | I, II, and III
I and II | II and III | I and III | I, II and III
(i) and (ii) | (i) and (iii) | (ii) and (iv) only | all
i & ii only | ii & iii | iii & iv | i & iv
I, II, & III | I & II | II & III | III
1 and 2 only | 2 and 3 only | 1 and 3 only | 1, 2 and 3
Only 1 | Only 2 | Both 1 and 2 | None
Rain | Snow | Both A and B | None of the above
Rain | Snow | Both A & B | Hail
Rain | Snow | Both (a) and (b) | Hail
Rain | Snow | A and B | Hail
Rain | Snow | A and B both | Hail
Rain | Snow | (a) and (b) both | Hail
Rain | Snow | Hail | B and C
Rain | Snow | Hail | Both b and c.
Rain | Snow | Hail | Options A and C
Rain | Snow | Hail | Only a and b
Rain | Snow | Hail | A & C are correct
Rain | Snow | Hail | 1 and 3 are correct
Rain | Snow | Hail | Both 1 and 2
Rain | Snow | 1 & 2 | Hail
True, True | False, False | True, False | False, True
T, T | T, F | F, T | F, F
True/True | True/False | False/True | False/False
Statement 1 is true, statement 2 is false | Statement 1 is false, statement 2 is true | Both are true | Both are false
Only statement I is correct | Only statement II is correct | Both statements are correct | Neither is correct
Both A and R are true and R explains A | Both A and R are true but R does not explain A | A is true but R is false | A is false but R is true
Only conclusion I follows | Only conclusion II follows | Either I or II follows | Neither I nor II follows
Only I follows | Only II follows | Both I and II follow | Neither follows
A only | B only | A and B | Neither A nor B
Statement (I) alone is sufficient | Statement (II) alone is sufficient | Both together are sufficient | Neither is sufficient
Both I and II | Only I | Neither | Only II
I, III and IV | II and IV | I and II | III only
A, B, D | A, C, D | B, C, E | A, E
Yes-No | No-Yes | Yes-Yes | No-No
Both of the statements are true | Only the first statement is true | Only the second statement is true | Neither is true
""".strip().splitlines()

NOT_COMBINED = """
L | R | 1/C | C
(1, 6) | (-1, 4) | (3, 2) | (-4, 3)
Option a | Option b | Option c
Statement I | Statement II | Statement III
Answer 1 | Answer 2 | Answer 3
A and B | C and D | E and F | G and H
Vitamin A | Vitamin B | Vitamins A and D | Vitamin E
2 and 3 | 1 and 4 | 5 and 6 | 0 and 1
Edward I | Henry IV | Richard III | George V
Type I | Type II | Type III | Type IV
True | False
I am | I was | I will | I do
Yes, if asked | No, never | Yes, always
I and O | E and A | U and O
C and G | A and T | A and C | G and T
x = 1 and y = 2 | x = 2 and y = 1 | x = 0 and y = 0
AB and CD | AC and BD | AD and BC
""".strip().splitlines()

OUT_OF_ORDER = """
3,000 | 2,500 | 10,000
72km | 60km | 80km
Rs. 4400 | Rs. 3600 | Rs. 5000
Rs.4400 | Rs.3600 | Rs.5000
8 to 12 | 2 to 4 | 14 to 16
75-95% | 10-20% | 40-60%
-5 | 3 | -10 | 0
−5 | 3 | −10
5% | 15% | 10%
$5 million | $2 million | $10 million
1st | 3rd | 2nd
1990 | 1985 | 2000 | None of these
10 cm | 5 cm | 20 cm | Cannot be determined
1/4 | 1/2 | 1/3
0.5 | 0.05 | 5
5 mL/hr | 50 mL/hr | 25 mL/hr
10^3 | 10^-2 | 10^5
1.5 × 10³ | 1.5 × 10² | 3 × 10⁴
2 hours | 30 minutes | 1 day
Two | One | Three
three weeks | one week | two weeks
5 years | 1 year | 10 years
$1,200 | $900 | $1,500
1,00,000 | 50,000 | 2,00,000
£4.50 | £3 | £5
25 °C | 0 °C | 100 °C
25°C | 0°C | 100°C
25 degrees | 45 degrees | 30 degrees
90° | 45° | 60°
12 m/s | 6 m/s | 9 m/s
8 units | 4 units | 6 units
20 dollars | 10 dollars | 30 dollars
5! | 3! | 4!
100 kJ | -50 kJ | 25 kJ
+2 | -1 | +3
+5 | +3 | +7
50 N to the left | 20 N to the left | 30 N to the left
15 sq. cm | 12 sq. cm | 18 sq. cm
5 sessions | 1 session | 10 sessions
10 days | 6 days | 8 days | Data inadequate
18th century | 17th century | 19th century
1200 BC | 500 BC | 800 BC
400 | 600 | 500 | None of the above | All of the above
Rs 1500 | Rs 1200 | Rs 1800 | None of these
3 p.m. | 11 a.m. | 1 p.m.
4 dozen | 2 dozen | 3 dozen
2.5kg | 1.5kg | 3kg
212 g mol-1 | 4.70 g mol-1 | 147 g mol-1
45%-50% | 70%-75 % | 10%-15%
Once a week | Three times a week | Twice a week
First session | Third session | Second session
The first | The third | The second
10:30 | 9:45 | 11:15
50 per cent | 25 per cent | 75 per cent
Two to three weeks | Six to eight weeks | Four to five weeks
After 3 sessions | After 12 sessions | After 6 sessions
16 or more | 8 or more | 12 or more
3½ | 1½ | 2½
£1.2m | £3.5m | £2m
5k | 2k | 10k
In the 1970s | In the 1990s | In the 1980s
1974–1979 | 1984–1989 | 1979–1983
0.05 mg/kg | 0.5 mg/kg | 0.01 mg/kg
12 h | 24 h | 6 h
Chapter 3 | Chapter 1 | Chapter 2
9 m s^-1 | 3 m s^-1 | 6 m s^-1
Every 2 weeks | Every 4 weeks | Every 3 weeks
12 to 16 | 6 to 8 | 20 to 24
12 | 6 | 20 | It varies
A score of 10 | A score of 15 | A score of 5
10% | 5% | 20%
Nought | Two | One
5,000 metres | 1,000 metres | 10,000 metres
x = 3 | x = 1 | x = 2
−3 | −1 | −2
10^-5 M | 10^-3 M | 10^-4 M
about 30 | about 10 | about 20
20% of clients | 60% of clients | 40% of clients
Week 8 | Week 4 | Week 12
8 weeks or so | 4 weeks or so | 6 weeks or so
1 hour | 30 minutes | 2 hours
ten per cent | five per cent | twenty per cent
Fifty | Twenty | Thirty
""".strip().splitlines()

IN_ORDER_OR_NO_NUMBERS = """
2:1 | 1:2 | 3:1
1 in 4 | 1 in 2 | 1 in 3
less than 5 | 10 to 20 | more than 20
-10 | -5 | 0 | 3
10 | 5 | 1 | None of these
3 | 2 | 1
A4 | A3 | A5
1 kg | 300 m | 2 s
30 minutes | 2 hours | 1 day
Below 5 | 5 to 10 | Over 10
One | Two | Three | Twenty-five
Rs. 3,600 | Rs. 4,400
1,000 | 10,000 | 1,00,000
(1, 2) | (2, 1) | (0, 0)
10^-3 | 10^2 | 10^5
First the inventory | Second thoughts | Third parties
At first sight | In the second session | With the third party
12 | 16 | 20
Once | Twice | Three times
1 second | 2 seconds | 3 seconds
First | Second | Third
Step 1 and then 2 | Step 2 and then 1 | Step 3
H2O | CO2 | O2
3 apples | 2 pears | 4 plums
1/2 | 2/3 | 3/4
ICD-10 | DSM-5 | ICD-11
One of her friends | A sister | Two brothers
Item 9 | Item 1 and 2 | Item 3
30 days | 2 weeks | 1 week
""".strip().splitlines()


def test_options_that_no_other_is_right() -> None:
    assert [text for text in NONE if not says_none(text)] == []
    assert [text for text in NOT_NONE if says_none(text)] == []
    assert says_none("None of the solutions", "Which of these solutions is acid?")
    assert not says_none("None of the solutions", "What boils?")
    assert not says_none("None", "How many moons has Venus?")
    assert not says_none("None", "What does print(f()) show?")


def test_options_that_all_others_are_right() -> None:
    assert [text for text in ALL if not found(w002.check, f"Heat | Light | Sound | *{text}")] == []
    assert [text for text in NOT_ALL if found(w002.check, f"Heat | Light | Sound | *{text}")] == []


def test_a_combination_is_named_once() -> None:
    """W002 where it names all others, W103 where it names some: never both, and under its own name."""
    some, every = "Heat | Light | Sound | *Both A and B", "Heat | Light | Sound | *A, B and C"
    assert (found(w002.check, some), found(w103.check, some)) == (False, True)
    assert (found(w002.check, every), found(w103.check, every)) == (True, False)


def test_negative_questions() -> None:
    assert [stem for stem in NEGATIVE if not asked(w101.check, stem)] == []
    assert [stem for stem in POSITIVE if asked(w101.check, stem)] == []


@pytest.mark.parametrize("end", [".", " —Dora Hall, Letters, 1973"])
def test_a_passage_before_the_question_does_not_make_it_negative(end: str) -> None:
    passage = f"We shall never forget the dead, who cannot speak{end}"
    assert not asked(w101.check, f"{passage}\nThe war that the poem speaks of was known as")
    assert not asked(w101.check, f"{passage}\nWhich war does she speak of?")
    assert asked(w101.check, f"{passage}\nWhich war does she not speak of?")


def test_stems_that_are_no_question() -> None:
    assert [stem for stem in UNFINISHED if not is_unfinished(stem)] == []
    assert [stem for stem in ASKED if is_unfinished(stem)] == []


def test_stems_without_a_subject() -> None:
    assert [stem for stem in EMPTY if not asked(w102.check, stem)] == []
    assert [stem for stem in FOCUSED if asked(w102.check, stem)] == []


def test_combinations_of_labels() -> None:
    listed = "Which are right? A) one B) two C) three"
    assert [
        texts
        for texts in COMBINED
        if not found(w103.check, texts, listed if texts.startswith("A,") else "Which is it?")
    ] == []
    assert [texts for texts in NOT_COMBINED if found(w103.check, texts)] == []


def test_points_are_no_labels_of_the_points_in_the_stem() -> None:
    points = "The map takes (1, 1) to (2, 3) and (2, 2) to (1, 4). Where does it take (2, 1)?"
    assert not found(w103.check, "(1, 6) | (1, 4) | (3, 2) | (4, 3)", points)
    listed = "Which are right? (1) one (2) two (3) three"
    assert found(w103.check, "(1) and (2) | (1), (3) | (2) and (3)", listed)


def test_the_order_of_amounts() -> None:
    assert [texts for texts in OUT_OF_ORDER if not found(w004.check, texts)] == []
    assert [texts for texts in IN_ORDER_OR_NO_NUMBERS if found(w004.check, texts)] == []


@pytest.mark.parametrize(
    ("options", "same"),
    [
        ("CC only | Cc only | cc only", False),
        ("CC or Cc | Cc or cc | Cc or CC", False),
        ("Sell and buy | sell and buy | sell", True),
        ("The ICJ in The Hague | the ICJ in the Hague | A court", True),
        ("It is so | IT is so | it was so", False),
    ],
)
def test_capitals_count_in_symbols(options: str, same: bool) -> None:
    assert found(w007.check, options) is same


def test_fractions_in_tex_are_amounts() -> None:
    assert found(w004.check, r"\frac{7}{9} | \frac{8}{9} | \frac{5}{9}")
    assert found(w004.check, r"$\dfrac{7}{9}$ | $\dfrac{8}{9}$ | $\dfrac{5}{9}$")
    assert not found(w004.check, r"\frac{5}{9} | \frac{7}{9} | \frac{8}{9}")


@pytest.mark.parametrize(
    ("key", "others", "speaks"),
    [
        ("Changes of mood over time", "Age differences | Gender | Culture", False),
        ("Tropical rain forest", "Taiga | Tundra | Desert", False),
        ("Changes in behaviour over time, in the same people", "Age | Gender | Culture", True),
        ("the difference between the two rates of the reaction", "the rate of the reaction | the sum of the two rates of the whole reaction", False),
        ("Yes", "Only if the other party has agreed | Only if the court has heard it", True),
    ],
)  # fmt: skip
def test_the_length_of_a_key(key: str, others: str, speaks: bool) -> None:
    """A longer term is no hint; a longer sentence is."""
    assert found(w003.check, f"*{key} | {others}") is speaks


@pytest.mark.parametrize("order", [1, -1])
def test_numbers_in_order_must_not_be_shuffled(order: int) -> None:
    view = question("x", "How many?", " | ".join(["1,000", "2,500", "12,000"][::order])).view
    view.item["shuffle"] = True
    assert [one.message for one in w004.check(view)] == ["numeric options are shuffled"]


def found(check: Check, texts: str, stem: str = "Which of these is it?") -> bool:
    return next(check(question("x", stem, texts).view), None) is not None


def asked(check: Check, stem: str) -> bool:
    return found(check, "first | *second | third", stem)
