"""How an exam that was handed out looks."""

from collections import Counter
from pathlib import Path

from ipt_train.course.operation.hand_out import HandedOut
from ipt_train.plural import counted
from ipt_train.shell.screen import Screen


def show_handed_out(screen: Screen, handed: HandedOut) -> None:
    """Show who was handed which form, and where the files are."""
    rows = [
        (
            one.name,
            one.id,
            one.form,
            "no limit" if one.minutes is None else f"{one.minutes} min",
            Path(one.page).name,
        )
        for one in handed.pages
    ]
    screen.table(("person", "id", "form", "time", "file"), rows)
    noun = ("paper to print", "papers to print") if handed.printed else ("page",)
    forms = Counter(one.form for one in handed.pages)
    each = ", ".join(f"form {form} for {forms[form]}" for form in sorted(forms))
    new = (
        f" Given a form for the first time: {counted(handed.dealt, 'person', 'people')}."
        if handed.dealt
        else ""
    )
    screen.line(f"{counted(len(handed.pages), *noun)} in {handed.folder}: {each}.{new}")


def next_step(handed: HandedOut) -> str:
    """Return what to do next with what was written."""
    if handed.printed:
        return "Print each one and give it only to the person it is for."
    return "Send each page with its letter only to the person it is for: anyone who has a page can hand in as that person. `ipt-train course collect DIR` collects what comes back."
