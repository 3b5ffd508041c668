"""The commands for deciding on doubtful facts: out to a spreadsheet, back in, listed and undone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from zeren import outputs
from zeren.commands.options import OUT, Data, Format, Output, word
from zeren.console import say, show

app = typer.Typer(help="Decide on doubtful facts.", no_args_is_help=True, rich_markup_mode=None)

Decisions: TypeAlias = Annotated[
    Path | None,
    typer.Option("--decisions", help="The table of decisions; review/decisions.csv by default.", metavar="FILE"),
]


@app.command()
def export(
    output: Output,
    data: Data = OUT,
    decisions: Decisions = None,
    everything: Annotated[bool, typer.Option("--all", help="Sure and decided facts too.")] = False,
    by_document: Annotated[
        bool, typer.Option("--by-document", help="Ask what a name means in each document, not in each place.")
    ] = False,
) -> None:
    """Write the doubtful facts of a build to a workbook or CSV."""
    from zeren.review import decisions as table
    from zeren.review import sheet
    from zeren.review.doubts import doubts

    known = table.load(decisions)
    found = doubts(outputs.load(data), known, everything=everything, by_document=by_document)
    sheet.write(found, output)
    counts = Counter(one.key.kind for one in found)
    told = ", ".join(f"{number} {kind}" for kind, number in counts.items()) or "nothing is in doubt"
    say(f"{output}: {len(found)} to decide ({told})" if found else f"{output}: {told}")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A sheet that was exported and filled.")],
    decisions: Decisions = None,
) -> None:
    """Add the decisions of a filled sheet to the table."""
    from zeren.review import decisions as table
    from zeren.review import sheet

    path = decisions or table.FILE
    found = sheet.read(file)
    new = table.append(path, found)
    known = f", {len(found) - len(new)} known already" if len(new) < len(found) else ""
    given = {one.id for one in found}
    states = Counter(row["state"] for row in table.told(table.load(path)) if row["id"] in given) if given else Counter()
    out = states["undone"] + states["replaced"]
    applied = "; `zeren build` applies them" if out < len(given) else ""
    say(f"{path}: {len(new)} new decision{'' if len(new) == 1 else 's'}{known}{applied}")
    if out:
        are = "is undone or replaced and stays so" if out == 1 else "are undone or replaced and stay so"
        say(f"{out} of these {are}; a fresh export asks about them again")


@app.command(name="list")
def list_(decisions: Decisions = None, format: Format = "table") -> None:
    """All decisions, and which of them are in force."""
    from zeren.review import decisions as table

    show(table.told(table.load(decisions)), format)


@app.command()
def undo(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The decision, as `zeren review list` names it.", parser=word)
    ],
    decisions: Decisions = None,
) -> None:
    """Take a decision back."""
    from zeren.review import decisions as table

    row = table.take_back(decisions, id)
    say(f"{decisions or table.FILE}: {id} is taken back by {row.id}; `zeren build` follows")
