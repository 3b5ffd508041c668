"""The commands that ask a build: who owns what, and the graph's own questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import typer

from zeren import outputs, render
from zeren.commands.options import OUT, City, Data, Format, Year, by_ending, word
from zeren.console import put, say, show, suggest
from zeren.vocab import Role

if TYPE_CHECKING:
    from zeren.analysis.answers import Answer
    from zeren.facts import Tables

_Answered: TypeAlias = Literal["table", "json", "csv", "xlsx", "srj"]
_BY_ENDING: Final[dict[str, _Answered]] = {
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".srj": "srj",
}


def who(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="What it is about, such as 老旧小区改造.", parser=word)],
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
    show(found if format == "json" else render.measures(found, paths(tables)), format)
    _tell_beside(tables, found)
    if not found:
        near = search.suggest_topics(search.narrow(tables, city=city, year=year), topic)
        suggest(topic, near, asked_of(tables, city, year), search.who(tables, topic, limit=None))


def what(
    unit: Annotated[
        str, typer.Argument(metavar="UNIT", help="A bureau, as written or in full, such as 市财政局.", parser=word)
    ],
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
    if format == "json":
        show(found, format)
    else:
        show(render.measures(found, paths(tables), search.roles(tables, unit, found)), format)
    _tell_beside(tables, found)
    if not found:
        near = search.suggest_units(tables, unit)
        suggest(unit, near, asked_of(tables, city, year, role), search.what(tables, unit))


def _tell_beside(tables: Tables, found: Sequence[Answer]) -> None:
    """Say which documents of an answer only report on a plan whose own measures are told as well, or amend some of it."""
    from zeren.analysis.beside import amendments, reports

    why = dict.fromkeys(amendments(tables), "amends") | dict.fromkeys(reports(tables), "reports on")
    for document in dict.fromkeys(one["document"] for one in found if one["document"] in why):
        say(f"{paths(tables)[document]}: {why[document]} a plan that is here too; the measures of both are told")


def paths(tables: Tables) -> dict[str, str]:
    documents = tables["documents"]
    return dict(zip(documents["document"], documents["path"], strict=True))


def asked_of(tables: Tables, city: str | None, year: int | None, role: Role | None = None) -> list[str]:
    """What a question was narrowed to, in the words of the facts: 济南市, 2021, lead."""
    from zeren.analysis.duties import select

    documents = tables["documents"]
    named = select(documents, tables, city=city)["place_name"].dropna() if city else ()
    return [*dict.fromkeys(map(str, named)), *([str(year)] if year else []), *([role] if role else [])]


def query(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME|FILE.rq", help="A question of the library, or a file.rq.")
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", help="A parameter, name=value; repeat for others.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the questions of the library.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.", metavar="FILE")] = None,
    data: Data = OUT,
    seconds: Annotated[
        int, typer.Option("--seconds", help="How long it may take.", min=1, max=outputs.MOST_SECONDS)
    ] = outputs.QUERY_SECONDS,
    format: Annotated[
        _Answered | None,
        typer.Option("--format", help="By the output's ending, else a table; srj: SPARQL results as JSON."),
    ] = None,
) -> None:
    """Ask the graph a question in SPARQL."""
    from zeren.rdf import queries

    chosen = by_ending(output, format, _BY_ENDING, "table")
    if listed:
        questions = queries.catalogue()
        rows = [asdict(one) if chosen == "json" else render.question(one) for one in questions]
        show(rows, "json" if chosen == "json" else "table", output=output)
        return
    if name is None:
        raise typer.BadParameter("name a question or a file.rq; --list shows the library")
    if chosen == "xlsx" and output is None:
        raise typer.BadParameter("a workbook needs a file: -o FILE")
    answer = outputs.query(name, pairs(param or ()), data=data, seconds=seconds)
    if chosen == "table":
        show(answer.to_json(), "table", answer.columns, output)
    else:
        from zeren.exports.answers import answer_bytes

        put(answer_bytes(answer, chosen), output)


def pairs(texts: Sequence[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in map(pair, texts):
        if name in given:
            raise typer.BadParameter(f"--param {name} is given twice")
        given[name] = value
    return given


def pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"--param {text}: write it as name=value")
    return name, value
