"""The command line: the only module that prints or exits.

Data goes to standard output, progress and messages to standard error. Exit status: 0 done, 1 failed, 2 wrong usage,
3 done with findings, 130 interrupted. Each command fetches its room when it runs, so that `--help` is instant.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from zeren import __version__, outputs, render
from zeren.errors import ZerenError
from zeren.vocab import Role

if TYPE_CHECKING:
    from zeren.build import Tell
    from zeren.render import Row

FAILED, FINDINGS, INTERRUPTED = 1, 3, 130
app = typer.Typer(
    help="Read what local governments promise; answer which bureau owns what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Data: TypeAlias = Annotated[Path, typer.Option("--data", help="The folder that a build made.", metavar="FOLDER")]
Format: TypeAlias = Annotated[Literal["table", "json"], typer.Option("--format", help="For people, or plain values.")]
Output: TypeAlias = Annotated[Path, typer.Option("--output", "-o", help="The file to write.", metavar="FILE")]
City: TypeAlias = Annotated[str | None, typer.Option("--city", help="Only this place, by name or code.")]
Year: TypeAlias = Annotated[int | None, typer.Option("--year", help="Only this plan year.")]
Words: TypeAlias = Annotated[
    str, typer.Argument(metavar="TEXT|-", help='The words to read; "-" reads lines from standard input.')
]

OUT = Path("out")
SEARCH_COLUMNS = ("place", "year", "order", "text", "lead", "support", "implement", "basis", "targets")


@app.callback(invoke_without_command=True)
def start(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit


@app.command()
def build(
    sources: Annotated[
        list[Path] | None, typer.Argument(metavar="SOURCES", help="Files and folders; sources/ by default.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to publish in.", metavar="FOLDER")] = OUT,
) -> None:
    """Read documents; publish facts, graph and pages."""
    from zeren.build import build

    with progress() as tell:
        report = build(sources or [Path("sources")], out, tell)
    say("\n".join(report.summary(out)))
    if report.failures:
        raise typer.Exit(FAILED)
    if report.violations:
        raise typer.Exit(FINDINGS)


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One document.")],
    format: Annotated[
        Literal["json", "table", "csv"] | None,
        typer.Option("--format", help="One object (json, the default), or its rows; an audit is a table by default."),
    ] = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Tell what became of every duty field and of every number instead.")
    ] = False,
) -> None:
    """Read one document and print what it says."""
    from zeren.extract import audit_file, extract_file

    found = audit_file(file) if audit else extract_file(file).to_json()
    rows = render.audit if audit else render.duties
    match format or ("table" if audit else "json"):
        case "json":
            put(render.as_json(found).encode())
        case "table":
            show(rows(found), "table")
        case "csv":
            from zeren.exports.office import csv_bytes

            put(csv_bytes(render.grid(rows(found))))


@app.command()
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

    report = score(gold, texts)
    if format == "json":
        put(render.as_json(report.to_json(errors)).encode())
        return
    for rows in report.tables(errors):
        show(rows, format)
        print()


@app.command()
def who(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="What it is about, such as 老旧小区改造.")],
    city: City = None,
    year: Year = None,
    limit: Annotated[int, typer.Option("--limit", help="At most so many measures.", min=1)] = 10,
    data: Data = OUT,
    format: Format = "table",
) -> None:
    """Who owns a topic: the measures about it, best first."""
    from zeren.analysis import search

    tables = outputs.load(data)
    found = search.who(tables, topic, city=city, year=year, limit=limit)
    show(found, format, SEARCH_COLUMNS)
    if not found:
        suggest(topic, search.suggest_topics(tables, topic))


@app.command()
def what(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="A bureau, as written or in full, such as 市财政局.")],
    city: City = None,
    year: Year = None,
    role: Annotated[Role | None, typer.Option("--role", help="Only where it has this role.")] = None,
    data: Data = OUT,
    format: Format = "table",
) -> None:
    """What a bureau owns: the measures it has a duty in."""
    from zeren.analysis import search

    tables = outputs.load(data)
    found = search.what(tables, unit, city=city, year=year, role=role)
    show(found, format, SEARCH_COLUMNS)
    if not found:
        suggest(unit, search.suggest_units(tables, unit))


@app.command()
def query(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME|FILE.rq", help="A question of the library, or a file.rq.")
    ] = None,
    param: Annotated[list[str] | None, typer.Option("--param", help="A parameter, name=value; may repeat.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the questions of the library.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.", metavar="FILE")] = None,
    data: Data = OUT,
    format: Annotated[
        Literal["table", "json", "csv", "xlsx", "srj"], typer.Option("--format", help="srj: SPARQL results as JSON.")
    ] = "table",
) -> None:
    """Ask the graph a question in SPARQL."""
    from zeren.rdf import queries

    if listed:
        show([asdict(question) for question in queries.catalogue()], format, ("name", "zh", "en"), output)
        return
    if name is None:
        raise typer.BadParameter("name a question or a file.rq; --list shows the library")
    if format == "xlsx" and output is None:
        raise typer.BadParameter("a workbook needs a file: -o FILE")
    answer = outputs.query(name, dict(pair(text) for text in param or ()), data=data)
    if format == "table":
        show(answer.to_json(), format, answer.columns, output)
    else:
        from zeren.exports.answers import answer_bytes

        put(answer_bytes(answer, format), output)


@app.command()
def chart(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which chart, such as workload.")],
    output: Output,
    data: Data = OUT,
) -> None:
    """Draw a chart; the file's ending tells the format."""
    from zeren.pages import charts

    charts.write(name, outputs.load(data), output)
    say(f"wrote {output}")


@app.command()
def export(
    format: Annotated[
        Literal["ttl", "trig", "jsonld", "nq", "graphml", "gexf", "csv", "xlsx"],
        typer.Argument(metavar="FORMAT", help="ttl trig jsonld nq; graphml gexf; csv xlsx."),
    ],
    output: Output,
    data: Data = OUT,
) -> None:
    """Write a build in another format."""
    match format:
        case "ttl" | "trig" | "jsonld" | "nq":
            from zeren.exports import rdf

            rdf.write(outputs.open_graph(data), format, output)
        case "graphml" | "gexf":
            from zeren.exports import graph

            graph.write(outputs.load(data), format, output)
        case "csv" | "xlsx":
            from zeren.exports import office

            office.write(outputs.load(data), format, output)
    say(f"wrote {output}")


@app.command()
def resolve(
    name: Annotated[
        str, typer.Argument(metavar="NAME|-", help='A unit as written; "-" reads lines from standard input.')
    ],
    place: Annotated[str | None, typer.Option("--place", help="The place it stands in, by name or code.")] = None,
    year: Year = None,
    format: Format = "table",
) -> None:
    """Which department a name means."""
    from zeren.registry import departments

    each_line(name, lambda line: departments.candidates(line, place, year), format)


@app.command()
def quantities(text: Words, format: Format = "table") -> None:
    """The quantities in some words."""
    from zeren.language import quantities

    each_line(text, lambda line: [quantities.as_json(found) for found in quantities.find(line)], format)


@app.command()
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
    each_line(text, lambda line: [dates.as_json(found) for found in dates.find(line, day)], format)


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
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except (ZerenError, OSError) as error:
        say(f"zeren: {error}")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def say(message: str) -> None:
    print(message, file=sys.stderr)


def put(data: bytes, output: Path | None = None) -> None:
    """Data to a file where one is named, else to standard output."""
    if output is None:
        print(data.decode(), end="")
    else:
        output.write_bytes(data)


def show(rows: Sequence[Row], format: str, columns: Sequence[str] | None = None, output: Path | None = None) -> None:
    if format == "json":
        put(render.as_json(list(rows)).encode(), output)
    elif rows:
        put(render.as_text(rows, columns, wide=output is not None or not sys.stdout.isatty()).encode(), output)


def suggest(asked: str, nearest: Sequence[str]) -> None:
    say(f"nothing found for {asked}" + (f"; nearest: {'、'.join(nearest)}" if nearest else ""))


def each_line(text: str, read: Callable[[str], Sequence[Row]], format: str) -> None:
    """One answer for the words given, or one for each line of standard input, as soon as it is read."""
    if text != "-":
        show(read(text), format)
        return
    for line in sys.stdin:
        rows = read(line.rstrip("\r\n"))
        if format == "json":
            print(render.as_json(rows, indent=None), end="", flush=True)
        else:
            show(rows, format)


@contextmanager
def progress() -> Iterator[Tell]:
    """A bar on standard error while it is a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total, what: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")
        yield lambda done, total, what: bar.update(task, completed=done, total=total, description=escape(what))


def pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"--param {text}: write it as name=value")
    return name, value


if __name__ == "__main__":
    main()
