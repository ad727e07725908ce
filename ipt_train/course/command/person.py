"""``course person``: the whole story of one person."""

from typing import Annotated

import typer

from ipt_train.course.command.course import app
from ipt_train.course.command.options import HERE, CourseFolder, Identity
from ipt_train.shell.options import runtime
from ipt_train.shell.reply import Reply, replies


@app.command()
@replies(html=True)
def person(
    context: typer.Context,
    who: Annotated[
        str, typer.Argument(metavar="PERSON", help="Id, name, email address or pseudonym.")
    ],
    course: CourseFolder = HERE,
    identity: Identity = None,
) -> Reply:
    """Show everything that the course holds on one person.

    Attempts, arrivals, lateness, extensions, marks by the rules and by hand, grades, receipts, what
    was refused and why, and the progress and ratings that the person shared.

    \b
    Examples:
      ipt-train course person 1003
      ipt-train course person "Mei Chen" --html mei.html
      ipt-train course person mei@example.org --json
    """
    from ipt_train.bank.operation.open import open_library
    from ipt_train.course.operation.find_person import find_person
    from ipt_train.course.operation.open import opened_course
    from ipt_train.course.operation.person_page import person_page
    from ipt_train.course.operation.person_story import person_story
    from ipt_train.course.screen.person import show_person
    from ipt_train.course.screen.unclaimed import unclaimed_notes
    from ipt_train.rating.core.form import forms_of
    from ipt_train.report.page import render_page

    app = runtime(context)
    opened, forms = opened_course(app, course), forms_of(open_library(app))
    meant = find_person(opened, who)
    story = person_story(opened, meant, forms, now=app.now(), identity=identity)
    page = person_page(story)
    return Reply(
        data=story,
        show=lambda screen: show_person(screen, page),
        page=lambda: render_page(page),
        holds="report",
        notes=unclaimed_notes(opened),
        private=True,
    )
