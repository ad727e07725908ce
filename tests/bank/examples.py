"""Makes whole banks of the short examples in the explanations of codes."""

import re

from tests.conftest import ROOT

HEAD = """format: ipt-bank/1
id: example
title: Example
language: en-GB
licence: CC-BY-4.0
domain: principles
items:
"""
BOILERPLATE = {
    "revision": "1",
    "objective": "an-objective",
    "level": "understand",
    "explanation": "What to remember.",
    "references": "[R01]",
    "facts": "[F001]",
    "certainty": "verified",
    "status": "draft",
}
EXCERPT_HEAD = """format: ipt-excerpts/1
id: example
title: Example
language: en-GB
licence: CC-BY-4.0
excerpts:
  - id: excerpt-example
"""
EXCERPT_REST = """
    title: An excerpt
    setting: Fifth session.
    debrief: What to learn.
    turns:
""" + "".join(f"      - {{speaker: client, text: Turn {number}.}}\n" for number in range(1, 26))
FORMS = (ROOT / "tests" / "rating" / "good" / "fidelity-forms.yaml").read_text()
"""A small whole file of forms: the excerpts of examples are rated by it."""
FORM_BOILERPLATE = {
    "title": "A title",
    "construct": "What it is about.",
    "adherence": '{"0": None, "1": Little, "2": Some, "3": Much, "4": All}',
    "competence": '{"0": Bad, "2": Fair, "4": Good}',
    "not_applicable": "{allowed: false, rule: Never.}",
    "evidence": "Time stamp.",
    "competencies": "[keeping-the-stance]",
    "facts": "[F001]",
}


def bank_of(example: str, code: str) -> tuple[str, set[tuple[int, int]]]:
    """Return a bank that holds the example, and the places that it marks."""
    if code.startswith("Y") or code == "S001" or example.startswith("format: ipt-drills"):
        text = example
    elif example.startswith("form: "):
        text = EXCERPT_HEAD + _indent(example, 4) + EXCERPT_REST
    elif example.startswith("items:"):
        text = _forms(example)
    elif example.startswith("- "):
        items = re.split(r"^(?=- )", example, flags=re.M)[1:]
        text = HEAD + "".join(_item(_indent(item.rstrip("\n"), 2)) for item in items)
    else:
        text = HEAD + _item("  - id: an-item\n" + _indent(example, 4))
    places = set()
    lines = []
    for number, marked in enumerate(text.splitlines(), 1):
        line = marked
        while "»" in line:
            column = line.index("»") + 1
            line = line.replace("»", "", 1)
            if line[column - 1 :].strip() == "" and line.strip():
                places.add(
                    (number + 1, 0)
                )  # the mark at the end of a line is for what begins below it
            else:
                places.add((number, column))
        lines.append(line)
    return "\n".join(lines) + "\n", places


def _forms(example: str) -> str:
    """Fill up items and forms of an example, and set the rest of a file of forms around them."""
    before, rest = FORMS.split("items:\n", 1)
    after = "marks:" + rest.split("marks:", 1)[1].replace("[i1, i3]", "[i1]")
    lines: list[str] = []
    section, own = "", set[str]()
    for line in [*example.splitlines(), "end:"]:
        if own and not line.startswith("    "):
            wanted = (
                FORM_BOILERPLATE if section == "items" else {"title": "A form", "phase": "initial"}
            )
            lines += [f"    {key}: {value}" for key, value in wanted.items() if key not in own]
            own = set()
        if found := re.match(r"( {4}|  - |)(»?)([a-z_]+):", line):
            section = found[3] if not found[1] else section
            own |= {found[3]} if found[1] else set()
        lines.append(line)
    return before.split("\n", 1)[1] + "\n".join(lines[:-1]) + "\n" + after


def _indent(text: str, by: int) -> str:
    return "\n".join(" " * by + line if line else line for line in text.splitlines())


def _item(text: str) -> str:
    """Fill up one item with what its example leaves out."""
    own = set(re.findall(r"^    »?([a-z_]+):", text, re.M)) | {"id"}
    lines = []
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        if block and (re.match(r"^      - ", line) or not line.startswith("        ")):
            lines += _element(block)
            block = []
        if re.match(r"^      - id:", line):
            block = [line]
        elif block:
            block.append(line)
        elif line:
            lines.append(line)
    if "type" not in own:
        lines.append("    type: single-best-answer")
    lines += [f"    {key}: {value}" for key, value in BOILERPLATE.items() if key not in own]
    return "\n".join(lines) + "\n"


def _element(block: list[str]) -> list[str]:
    if any("rationale:" in line for line in block):
        return block
    name = block[0].split("id:")[1].strip().strip("»")
    return [
        *block,
        f"        rationale: This is so because of {name} number {abs(hash(tuple(block))) % 997}.",
    ]
