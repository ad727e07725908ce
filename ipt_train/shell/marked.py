"""How a paper with what is right in it looks in the terminal: right and wrong in words first."""

from ipt_train.report.marked import AnswerLine, AnswerVerdict, MarkedQuestion, MarkedSheet
from ipt_train.shell.screen import Screen

_STYLES = {AnswerVerdict.RIGHT: "green", AnswerVerdict.WRONG: "red", AnswerVerdict.NEITHER: ""}


def show_marked(screen: Screen, sheet: MarkedSheet) -> None:
    """Show a paper: what it came to, then question by question, then the rules."""
    screen.rule(sheet.title)
    for text in (sheet.subtitle, sheet.lead):
        if text:
            screen.line(text, indent=1)
    for fact in sheet.facts:
        screen.row(fact.label, " ".join(filter(None, (fact.value, fact.note))), style="bold")
    for remark in sheet.remarks:
        screen.line(remark, indent=1)
    for question in sheet.questions:
        _show_question(screen, question)
    if sheet.rules:
        screen.gap()
        screen.rule("How this was marked")
        for rule in sheet.rules:
            screen.line(f"{rule}.", "dim", indent=1)
    if sheet.foot:
        screen.gap()
        screen.line(sheet.foot, "dim", indent=1)


def _show_question(screen: Screen, question: MarkedQuestion) -> None:
    if not question.stem and not question.notes:  # marks alone: a line is enough
        style = _STYLES[question.verdict]
        screen.row(question.heading, question.result, style="bold", text_style=style)
        return
    screen.gap()
    screen.rule(f"{question.heading}{f': {question.result}' if question.result else ''}")
    if question.scene:
        screen.line(question.scene, indent=1)
    if question.stem:
        screen.line(question.stem, "bold", indent=1)
    for line in question.lines:
        _show_line(screen, line)
    for label, text in question.notes:
        screen.row(f"{label}:", text, style="bold")


def _show_line(screen: Screen, line: AnswerLine) -> None:
    if line.label or not screen.plain:
        label = f"{line.label}:" if line.label else screen.glyph("dot")
        screen.row(label, line.text, style=_STYLES[line.verdict])
    else:
        screen.line(line.text)
    if line.why:
        screen.line(line.why, "dim", indent=3)
