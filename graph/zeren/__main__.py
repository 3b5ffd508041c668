"""The command line: its commands in order, and the only module that exits.

Exit status: 0 done, 1 failed, 2 wrong usage, 3 done with findings, 130 interrupted. Each command fetches its room when it
runs, so that `--help` is instant.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from zeren import __version__
from zeren.commands import across, ask, check, network, read, review, take
from zeren.commands.options import FAILED, FINDINGS, INTERRUPTED, OUT, USAGE, Format, named_path
from zeren.console import progress, put, say, show
from zeren.errors import QueryMisused, ZerenError

app = typer.Typer(
    help="Read what local governments promise; answer which bureau owns what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def start(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        put(f"{__version__}\n".encode())
        raise typer.Exit


@app.command()
def build(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="SOURCES", help="Files and folders; sources/ by default.", parser=named_path),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The folder to publish in.", metavar="FOLDER", parser=named_path)
    ] = OUT,
    decisions: review.Decisions = None,
) -> None:
    """Read documents; publish facts, graph and pages."""
    from zeren.build import build
    from zeren.review.decisions import FILE

    with progress() as tell:
        report = build(sources or [Path("sources")], out, tell, decisions or (FILE if FILE.is_file() else None))
    say("\n".join(report.summary(out)))
    if report.failures:
        raise typer.Exit(FAILED)
    if report.violations:
        raise typer.Exit(FINDINGS)


READING = (read.extract, check.check, read.score)
ASKING = (ask.who, ask.what, ask.query, take.chart, take.export, across.diff, network.network)
WORDS = (read.resolve, read.history, read.quantities, read.dates)
for command in (*READING, *ASKING, *WORDS):
    app.command()(command)
app.add_typer(review.app, name="review")


@app.command()
def doctor(
    data: Annotated[Path | None, typer.Option("--data", help="Examine this build too.", metavar="FOLDER")] = None,
    format: Format = "table",
) -> None:
    """Examine this installation."""
    from zeren.doctor import examine

    found = examine(data)
    show([check.to_json() for check in found], format)
    if not all(check.ok for check in found):
        raise typer.Exit(FAILED)


def main() -> None:
    """Run the command line; an error that zeren raises on purpose is one message and exit status 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        app()
    except QueryMisused as error:
        say(f"zeren: {error}")
        sys.exit(USAGE)
    except (ZerenError, OSError) as error:
        say(f"zeren: {error}")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
