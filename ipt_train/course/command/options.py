"""Options that several commands of courses share."""

from pathlib import Path
from typing import Annotated

import typer

from ipt_train.vocabulary import CohortEngine

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
PackedFrom = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="PATTERN",
        help="Packed answers in place of the course's: a folder or a pattern such as 'packed/**'.",
    ),
]
EngineName = Annotated[
    CohortEngine | None,
    typer.Option("--engine", help="What counts packed answers; duckdb unless said."),
]
Master = Annotated[
    str | None,
    typer.Option("--master", metavar="URL", help="Spark cluster; else Spark on this machine."),
]
