"""The commands that make files to take along: charts, and the facts in other people's formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from zeren import outputs
from zeren.commands.options import OUT, City, Data, Output, Year
from zeren.commands.options import word as said
from zeren.console import say
from zeren.finding import Lang

SELECTING: Final = ("page", "docx", "graphml", "gexf")
"""The formats that may be of a part of a build."""
ENDINGS: Final = {
    **{name: name for name in ("ttl", "trig", "jsonld", "nq", "graphml", "gexf", "xlsx", "docx")},
    **{"html": "page", "pdf": "pdf", "csv": "csv"},
}


def chart(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which chart, such as workload.")],
    output: Output,
    city: City = None,
    year: Year = None,
    by: Annotated[
        Literal["theme", "kind"] | None, typer.Option("--by", help="Rows are themes, or kinds of bodies.")
    ] = None,
    expand: Annotated[bool, typer.Option("--expand", help="Count the duties of a collective for its members.")] = False,
    weight: Annotated[
        Literal["count", "share", "lead"] | None,
        typer.Option("--weight", help="A duty counts 1; its part of one measure; or half of it is the lead's."),
    ] = None,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="How the ranks move under the other weightings.")
    ] = False,
    lang: Annotated[Lang, typer.Option("--lang", help="The language of titles and heads.")] = "zh",
    data: Data = OUT,
    embed_font: Annotated[
        bool | None,
        typer.Option("--embed-font/--no-embed-font", help="Whether SVG and HTML bring their characters as a font."),
    ] = None,
) -> None:
    """Draw a chart; the file's ending tells the format."""
    from zeren.pages import charts

    asked = charts.Asked(city, year, by, expand, weight or "count", sensitivity, lang)
    given = {"by": by, "expand": expand, "weight": weight, "sensitivity": sensitivity}
    takes = charts.chosen(name, charts.Asked()).takes
    for option in (key for key, value in given.items() if value and key not in takes):
        raise typer.BadParameter(f"--{option} changes nothing in the chart {name}")
    if sensitivity and (by or weight):
        raise typer.BadParameter("--sensitivity shows every weighting; leave --by and --weight out")
    charts.write(name, outputs.load(data), output, embed_font, asked)
    say(f"wrote {output}")


def export(
    format: Annotated[
        Literal["page", "ttl", "trig", "jsonld", "nq", "graphml", "gexf", "csv", "xlsx", "docx"],
        typer.Argument(metavar="FORMAT", help="page; ttl trig jsonld nq; graphml gexf; csv xlsx docx."),
    ],
    output: Output,
    city: Annotated[
        list[str] | None, typer.Option("--city", help="Only this place; repeat for others.", parser=said)
    ] = None,
    year: Annotated[list[int] | None, typer.Option("--year", help="Only this plan year; repeat for others.")] = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", help="Only this document, by its id; repeat for others.")
    ] = None,
    theme: Annotated[
        list[str] | None,
        typer.Option("--theme", help="Only under a theme with these words; repeat for others.", parser=said),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", help="Only what this bureau has a duty in; repeat for others.", parser=said),
    ] = None,
    network: Annotated[
        Literal["bipartite", "co-responsibility", "lead-support"] | None,
        typer.Option("--network", help="Which network a graphml or gexf holds: of measures and units, or of units."),
    ] = None,
    data: Data = OUT,
) -> None:
    """Write a build in another format; a page, network or docx may be of a part of it."""
    from zeren.analysis.selection import Selection, selected

    asked = Selection(city or (), year or (), document or (), theme or (), unit or ())
    if asked != Selection() and format not in SELECTING:
        raise typer.BadParameter(f"only {', '.join(SELECTING)} can be of a part of a build; {format} is of the whole")
    if network and format not in ("graphml", "gexf"):
        raise typer.BadParameter(f"--network is for graphml and gexf; {format} holds no network")
    _fits(output, format)
    match format:
        case "page":
            from zeren.pages import explorer

            explorer.write(selected(outputs.load(data), asked), output)
        case "ttl" | "trig" | "jsonld" | "nq":
            from zeren.exports import rdf

            rdf.write(outputs.open_graph(data), format, output)
        case "graphml" | "gexf":
            from zeren.exports import graph

            graph.write(selected(outputs.load(data), asked), format, output, network or "bipartite")
        case "csv" | "xlsx":
            from zeren.exports import office

            office.write(outputs.load(data), format, output)
        case "docx":
            from zeren.exports import word

            word.write(selected(outputs.load(data), asked), output, "、".join(asked.units))
    say(f"wrote {output}")


def _fits(output: Path, format: str) -> None:
    """Refuse a file whose ending promises another format; a folder for `csv` has none."""
    ending = output.suffix.lower().removeprefix(".")
    if ending in ENDINGS and ENDINGS[ending] != format:
        raise typer.BadParameter(f"{output.name} would hold {format}; name a file that ends so")
