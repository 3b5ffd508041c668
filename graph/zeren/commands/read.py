"""The commands that need no build: they read a document, a folder of right answers, a name or some words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from zeren import render
from zeren.commands.options import Format, Words, word
from zeren.console import each_line, put, say, show
from zeren.errors import QueryError


def extract(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="One document; one of an archive is archive.zip!/member.")
    ],
    format: Annotated[
        Literal["json", "table", "csv"] | None,
        typer.Option("--format", help="One object (json, the default), or its rows; an audit is a table by default."),
    ] = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Tell what became of every duty field and of every number instead.")
    ] = False,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="Apply this table of decisions.", metavar="FILE")
    ] = None,
) -> None:
    """Read one document and print what it says."""
    from zeren.review.apply import read
    from zeren.review.decisions import load, settle
    from zeren.worker import reader

    rulings = settle(load(decisions) if decisions else ())
    with reader() as reading:
        found = reading.audit_file(file) if audit else read(reading.extract_file, file, rulings).to_json()
    rows = render.audit if audit else render.duties
    match format or ("table" if audit else "json"):
        case "json":
            put(render.as_json(found).encode())
        case "table":
            show(rows(found), "table")
        case "csv":
            from zeren.exports.office import csv_bytes

            put(csv_bytes(render.grid(rows(found))))


def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of right answers, NNN.json.")],
    texts: Annotated[
        Path | None,
        typer.Option("--texts", help="The folder of their documents, NNN*.txt; seeds beside GOLD_DIR by default."),
    ] = None,
    errors: Annotated[int, typer.Option("--errors", help="List at most so many errors a document.", min=0)] = 0,
    format: Format = "table",
) -> None:
    """Measure what extraction gets right."""
    from zeren.score.report import score
    from zeren.worker import reader

    with reader() as reading:
        report = score(gold, texts, reading.extract_file)
    if format == "json":
        put(render.as_json(report.to_json(errors)).encode())
        return
    for title, rows in report.sections(errors).items():
        put(f"{title}\n\n".encode())
        show(rows, format)
        put(b"\n")


def resolve(
    name: Annotated[
        str, typer.Argument(metavar="NAME|-", help='A unit as written; "-" reads lines from standard input.')
    ],
    place: Annotated[str | None, typer.Option("--place", help="The place it stands in, by name or code.")] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="The year it is named in; bodies of other years rank lower.")
    ] = None,
    format: Format = "table",
) -> None:
    """Which department a name means."""
    from zeren.registry import linking

    each_line(name, lambda line: linking.candidates(line, place, year), format)


def history(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A unit, by any of its names.", parser=word)],
    place: Annotated[str | None, typer.Option("--place", help="The place it stands in, by name or code.")] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Who answers in this year; today where it is not given.")
    ] = None,
    format: Format = "table",
) -> None:
    """What a department came from, what became of it, who answers for it."""
    from zeren.registry import histories

    found = histories.history(name, place, year)
    if not found:
        raise QueryError(f"no kind of body is known by the name {name}; `zeren resolve {name}` lists what is like it")
    show([row for one in found for row in one.rows()], format)
    for one in found:
        say(f"{one.name}: {one.now()}")


def quantities(text: Words, format: Format = "table") -> None:
    """The quantities in some words."""
    from zeren.language import quantities

    each_line(text, lambda line: [quantities.as_json(found) for found in quantities.find(line)], format)


def dates(
    text: Words,
    reference: Annotated[
        datetime | None,
        typer.Option("--reference", help="The day that relative dates count from.", formats=["%Y-%m-%d"]),
    ] = None,
    format: Format = "table",
) -> None:
    """The dates and periods in some words."""
    from zeren.language import dates

    day = reference.date() if reference else None
    each_line(text, lambda line: [dates.as_json(found) for found in dates.find(line, day, near=True)], format)
