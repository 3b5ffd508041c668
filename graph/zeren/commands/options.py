"""The options that several commands share, so that one word means one thing in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

import typer


def word(text: str) -> str:
    """An argument that must say something."""
    if not text.strip():
        raise typer.BadParameter("it is empty")
    return text


def named_path(text: str | Path) -> Path:
    """A path that is named, or a default; an empty one would silently be the folder one stands in."""
    return Path(word(str(text)))


_Kind = TypeVar("_Kind", bound=str)


def by_ending(output: Path | None, named: _Kind | None, endings: Mapping[str, _Kind], default: _Kind) -> _Kind:
    """What to write: as it is named, else by the ending of the file, else, to the screen, the default."""
    if named or output is None:
        return named or default
    if output.suffix.lower() not in endings:
        known = ", ".join(endings)
        raise typer.BadParameter(f"{output.name}: what to write is told by the ending: {known}; or name a --format")
    return endings[output.suffix.lower()]


def not_over(output: Path | None, *documents: Path) -> None:
    """Refuse to write over a document that is read."""
    if output and output.exists() and any(one.exists() and output.samefile(one) for one in documents):
        raise typer.BadParameter("the output is the document itself; name another file")


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
