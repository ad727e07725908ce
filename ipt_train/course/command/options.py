"""Options that several commands of courses share."""

from pathlib import Path
from typing import Annotated

import typer

HERE = Path()
CourseFolder = Annotated[
    Path, typer.Option("--course", help="The course folder; else the present one.")
]
WithoutStrangers = Annotated[
    bool,
    typer.Option(
        "--without-strangers",
        help="Leave accepted work out that belongs to nobody on the roster; it is still named.",
    ),
]
ExamName = Annotated[str | None, typer.Option("--exam", help="The exam, if there are several.")]
Identity = Annotated[
    Path | None,
    typer.Option("--identity", help="Your age identity; else the one the course was made with."),
]
