"""A first bank to go on from: it fits its schema, and every text in it asks to be written."""

import re
from string import Template

from ipt_train.errors import UsageError

_HEAD = Template("""\
${schema}format: ipt-bank/1
id: $name
title: $title
language: en-GB
licence: CC-BY-4.0
domain: $domain

# Write your own text for whatever is in <angle brackets>; `ipt-train bank check` lists what is left.
items:
""")
_ITEM = Template("""\
  - id: $id  # unique for ever: small letters, digits and hyphens
    revision: 1  # raise it when the key changes
    type: $type
    objective: name-the-idea  # the point that the item tests, in a few words with hyphens
    level: apply  # remember, understand, apply or analyse
$body
    explanation: >-
      <What to remember from this item, whatever was answered.>
    references: [R14]  # works in the bibliography that say so
    facts: [P019]  # facts that the item rests on; see `ipt-train bank facts`
    certainty: from-memory  # verified once you have read the works
    status: draft  # reviewed once somebody else has answered it
""")
_OPTIONS = """\
    stem: >-
      <A short scene, and the question to answer?>
    options:  # alike in length and form; they are shuffled
      - id: a
        text: <What an expert would do>
        key: true{more}
        rationale: >-
          <Why this is right.>
      - id: b
        text: <What a trainee often does>{second}
        rationale: >-
          <Why it is tempting, and what is wrong with it.>
      - id: c
        text: <What another model would do>
        rationale: >-
          <Which model it belongs to, and why it does not fit.>"""
_BODIES = {
    "single-best-answer": _OPTIONS.format(more="  # exactly one option", second=""),
    "multiple-response": _OPTIONS.format(
        more="  # every right option; at least one other option must be wrong",
        second="\n        key: true",
    ),
    "true-false": """\
    stem: >-
      <A statement that is clearly true or clearly false.>
    key: true  # whether the statement is true
    rationale_true: >-
      <For those who say true: why that is right, or what was overlooked.>
    rationale_false: >-
      <For those who say false: what was overlooked, or why that is right.>""",
    "short-answer": """\
    stem: >-
      <A question that one word or a short phrase answers?>
    accepted:  # every wording that is right; capitals do not matter
      - <The answer>
      - <The same in other words>
    rationale: >-
      <Why this is the answer.>
    anticipated:  # wrong answers that trainees give, each with its reply
      - text: <A wrong answer that is often given>
        rationale: >-
          <What it confuses.>""",
    "numerical": """\
    stem: >-
      <A question that a number answers?>
    value: 16  # the right number, with a decimal point: 0.5
    tolerance: 0  # how far from it an answer may be, both ends included
    units: [weeks, wk]  # spellings of the unit, the one to show first; leave it out for none
    rationale: >-
      <Why this is the number.>
    anticipated:  # wrong numbers that trainees give, each with its reply
      - value: 12
        rationale: >-
          <What it confuses.>""",
    "ordering": """\
    stem: >-
      <What is to be put in order, and on what basis?>
    sequence:  # three to eight, in the right order; they are shuffled
      - id: first
        text: <What comes first>
        rationale: >-
          <Why it comes first.>
      - id: second
        text: <What comes second>
        rationale: >-
          <Why it comes after that.>
      - id: third
        text: <What comes last>
        rationale: >-
          <Why nothing comes after it.>""",
    "matching": """\
    stem: >-
      <What is matched with what?>
    prompts:  # two to eight, each with the option that belongs to it
      - id: one
        text: <The first prompt>
        key: a
        rationale: >-
          <Why the first option belongs to it.>
      - id: two
        text: <The second prompt>
        key: b
        rationale: >-
          <Why the second option belongs to it.>
    options:  # one more than needed, so that the last one is not a giveaway
      - id: a
        text: <The first option>
        rationale: >-
          <What belongs to it.>
      - id: b
        text: <The second option>
        rationale: >-
          <What else belongs to it.>
      - id: c
        text: <An option that belongs to nothing>
        rationale: >-
          <Why it belongs to none of them.>""",
    "cloze": """\
    stem: >-
      <What is filled in?>
    passage: >-
      <A sentence with one gap {{first}} and another {{second}}.>
    gaps:  # one for each id in double braces
      - id: first
        accepted: [<the word>]
        rationale: >-
          <Why this word.>
      - id: second
        accepted: [<another word>]
        rationale: >-
          <Why that word.>""",
}
_VIGNETTE = Template("""\
  - id: $name-first  # unique for ever: small letters, digits and hyphens
    revision: 1
    type: vignette
    title: <A title that gives nothing away>
    phase: initial  # initial, middle, ending or maintenance
    problem_areas: [grief]  # grief, role-dispute, role-transition, interpersonal-deficits, undecided
    case: >-
      <Who the client is, what happened and when, and where the treatment stands.>
    steps:  # two to eight items of any type, in the order in which the case unfolds
$steps    debrief: >-
      <What the case teaches as a whole.>
    references: [R14]  # works in the bibliography that say so
    facts: [P019]  # facts that the case rests on
    certainty: from-memory  # verified once you have read the works
    status: draft  # reviewed once somebody else has answered it
""")


def bank_id(name: str) -> str:
    """Return a name that can be the id of a bank.

    Raises:
        UsageError: It cannot.
    """
    words = name.split("-")
    if len(name) > 50 or not all(
        word.isascii() and word.isalnum() and word == word.lower() for word in words
    ):
        raise UsageError(
            f"`{name}` cannot be the id of a bank", hint="small letters, digits and single hyphens"
        )
    return name


def scaffold(name: str, *, title: str, domain: str, kind: str, schema: str = "") -> str:
    """Return the text of a new bank with one item whose texts are to be written.

    Args:
        name: Id of the bank.
        title: Its title, without double quotes.
        domain: Its domain.
        kind: The type of its item.
        schema: Path or address of the schema, for editors; empty for none.
    """
    line = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    quoted = title if _PLAIN.fullmatch(title) else f'"{title}"'
    head = _HEAD.substitute(schema=line, name=name, title=quoted, domain=domain)
    if kind != "vignette":
        return head + _ITEM.substitute(id=f"{name}-first", type=kind, body=_BODIES[kind])
    steps = "".join(
        _step(f"{name}-first-{part}", step)
        for part, step in (("area", "single-best-answer"), ("next", "short-answer"))
    )
    return head + _VIGNETTE.substitute(name=name, steps=steps)


def _step(name: str, kind: str) -> str:
    lines = _ITEM.substitute(id=name, type=kind, body=_BODIES[kind]).splitlines()
    return "".join(f"    {line}\n" for line in lines)


_PLAIN = re.compile(r"[A-Za-z][\w ,.()-]*", re.A)
