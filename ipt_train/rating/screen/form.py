"""How fidelity forms look: a list, or one form with its items and their anchors."""

from collections.abc import Sequence

from ipt_train.plural import counted
from ipt_train.rating.core.form import FidelityItem, FormSet, RatingForm, Scale
from ipt_train.shell.screen import Screen


def show_forms(screen: Screen, forms: Sequence[tuple[FormSet, RatingForm]]) -> None:
    """List forms by set."""
    last = ""
    for whole, form in forms:
        if whole.id != last:
            last = whole.id
            screen.line(f"{whole.title}, revision {whole.revision}", "bold")
        screen.row(
            form.id,
            f"{form.title} ({counted(len(form.items), 'item')})",
            indent=2,
            text_style="dim",
        )
    if not forms:
        screen.line("There is no fidelity form here: the shipped banks have some.")
        return
    screen.gap()
    screen.line("`ipt-train rate forms NAME` shows a form with its items.")


def show_form(screen: Screen, whole: FormSet, form: RatingForm) -> None:
    """Show a form whole: both scales, every item, and the behaviours outside the model."""
    screen.rule(f"{form.title} ({form.id}, revision {whole.revision})")
    screen.line(whole.notice, "yellow", indent=1)
    screen.gap()
    _show_scale(screen, "Adherence:", whole.adherence)
    _show_scale(screen, "Competence:", whole.competence)
    screen.line("Competence is left blank where adherence is 0 or N/A.", indent=1)
    for item in form.items:
        screen.gap()
        _show_item(screen, item)
    screen.gap()
    screen.line("Outside the model or unsafe, recorded apart", "bold", indent=1)
    screen.row("Marks:", "; ".join(f"{name}: {text}" for name, text in whole.marks.items()))
    for act in whole.off_model:
        weight = "severe" if act.severe else "moderate"
        severe_if = f"; severe if: {act.severe_if}" if act.severe_if else ""
        screen.row(act.id.upper(), f"{act.title} ({act.why}; {weight}{severe_if})", indent=3)
    if whole.off_model_note:
        screen.line(whole.off_model_note, indent=1)


def _show_scale(screen: Screen, label: str, scale: Scale) -> None:
    points = "; ".join(f"{point} {text}" for point, text in scale.anchors.items())
    screen.row(label, f"{scale.question} {points}", style="bold")


def _show_item(screen: Screen, item: FidelityItem) -> None:
    flags = [word for word, on in (("core", item.core), ("safety", item.safety)) if on]
    said = f" [{', '.join(flags)}]" if flags else ""
    screen.line(f"{item.id.upper()} {item.title}{said}", "bold", indent=1)
    screen.line(item.construct, indent=3)
    for title, anchors in (("Adherence", item.adherence), ("Competence", item.competence)):
        if screen.plain:
            for point, text in anchors.items():
                screen.row(f"{item.id.upper()} {title} {point}:", text)
            continue
        screen.line(title, "dim", indent=3)
        for point, text in anchors.items():
            screen.row(str(point), text, style="bold", indent=5)
    screen.row("N/A rule:", item.left_out_when, text_style="dim", indent=3)
    screen.row("Evidence:", item.evidence, text_style="dim", indent=3)
