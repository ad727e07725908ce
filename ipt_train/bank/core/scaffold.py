"""A first bank to go on from: sound, and with words that ask to be replaced."""

from string import Template

from ipt_train.errors import UsageError

_BANK = Template("""\
# yaml-language-server: $$schema=$schema
format: ipt-bank/1
id: $name
title: $title
language: en-GB
licence: CC-BY-4.0
domain: $domain

items:
  - id: $name-first
    revision: 1
    type: single-best-answer
    objective: name-the-idea
    level: apply
    stem: >-
      A client says something. What does the therapist do next?
    options:
      - id: a
        text: What an expert would do
        key: true
        rationale: >-
          Why this is right.
      - id: b
        text: What a trainee often does
        rationale: >-
          Why this tempts, and what is wrong with it.
      - id: c
        text: What another model would do
        rationale: >-
          Which model it belongs to, and why it does not fit here.
    explanation: >-
      What to remember from this item, whatever was answered.
    references: [R14]
    facts: [P019]
    certainty: verified
    status: draft
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


def scaffold(name: str, *, title: str, domain: str, schema: str) -> str:
    """Return the text of a new bank.

    Args:
        name: Id of the bank.
        title: Its title.
        domain: Its domain.
        schema: Path of the schema, for editors.
    """
    return _BANK.substitute(name=name, title=title, domain=domain, schema=schema)
