"""Options that several commands of courses share."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.vocabulary import CohortEngine

HERE = Path()
CourseFolder = Annotated[
    Path, typer.Option("--course", help="The course folder; without it the current folder.")
]
WithoutStrangers = Annotated[
    bool,
    typer.Option(
        "--without-strangers",
        help="Leave out accepted work that belongs to nobody on the roster; it is still listed.",
    ),
]
ExamName = Annotated[str | None, typer.Option("--exam", help="The exam, if there are several.")]
Identity = Annotated[
    Path | None,
    typer.Option(
        "--identity", help="Your age identity; if left out, the one with which the course was made."
    ),
]
PackedFrom = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="PATTERN",
        help="Use packed answers instead of the course's: a folder or a pattern such as 'packed/**'.",
    ),
]
EngineName = Annotated[
    CohortEngine | None,
    typer.Option("--engine", help="The engine that counts packed answers; duckdb by default."),
]
Master = Annotated[
    str | None,
    typer.Option(
        "--master", metavar="URL", help="Spark cluster; without it Spark on this machine."
    ),
]
