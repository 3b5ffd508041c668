"""The options that several commands share, so that one word means one thing in all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

import typer


def word(text: str) -> str:
    """An argument that must say something."""
    if not text.strip():
        raise typer.BadParameter("it is empty")
    return text


def named_path(text: str | Path) -> Path:
    """A path that is named, or a default; an empty one would silently be the folder one stands in."""
    return Path(word(str(text)))


Data: TypeAlias = Annotated[Path, typer.Option("--data", help="The folder that a build made.", metavar="FOLDER")]
Format: TypeAlias = Annotated[Literal["table", "json"], typer.Option("--format", help="For people, or plain values.")]
Output: TypeAlias = Annotated[Path, typer.Option("--output", "-o", help="The file to write.", metavar="FILE")]
City: TypeAlias = Annotated[str | None, typer.Option("--city", help="Only this place, by name or code.")]
Year: TypeAlias = Annotated[int | None, typer.Option("--year", help="Only this plan year.")]
Words: TypeAlias = Annotated[
    str, typer.Argument(metavar="TEXT|-", help='The words to read; "-" reads lines from standard input.')
]

OUT: Final = Path("out")
FAILED, USAGE, FINDINGS, INTERRUPTED = 1, 2, 3, 130
"""How a command ends that does not simply succeed."""
