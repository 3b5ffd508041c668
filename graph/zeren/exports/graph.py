"""Networks of measures and units for graph programs (Gephi, yEd, Cytoscape): GraphML and GEXF.

Every node has the `label` and `type` and every edge the `weight` and `role` by which these programs write, colour and
scale. In the network of measures and units an edge is a responsibility, with its basis; a unit named twice for one
measure has one edge with both roles. The networks of units alone are those of `zeren.analysis.network`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from zeren.files import replacing

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from zeren.facts import Tables

    Network: TypeAlias = nx.Graph[str]

Format: TypeAlias = Literal["graphml", "gexf"]
Kind: TypeAlias = Literal["bipartite", "co-responsibility", "lead-support"]
_LABEL: Final = 24
"""So many characters of a measure are its label; `text` has all of them."""
_NOT_GEXF: Final = re.compile(rb' lastmodifieddate="[^"]*"|(?<=mode="static") name=""')
"""What the writer adds to a GEXF file that changes with the day, or that the format does not know."""
_WRITER: Final = re.compile(rb"<creator>[^<]*</creator>")
_COLOURS: Final = frozenset(("lead", "support", "implement", "ink", "theme", "quiet"))
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(tables: Tables, fmt: Format, path: Path, kind: Kind = "bipartite") -> None:
    """Write a network to a file; the same tables make the same bytes."""
    import networkx as nx

    output = io.BytesIO()
    network = bipartite(tables) if kind == "bipartite" else of_units(tables, kind)
    if fmt == "graphml":
        nx.write_graphml_xml(network, output, named_key_ids=True)
    else:
        nx.write_gexf(_coloured(network), output)
    made = _WRITER.sub(b"<creator>zeren</creator>", _NOT_GEXF.sub(b"", output.getvalue()))
    with replacing(path) as partial:
        partial.write_bytes(made + b"\n")


def _coloured(network: Network) -> Network:
    """A network with the colours of the pages, as Gephi takes them up: units and measures, and edges by their first role."""
    from zeren.pages.html import tokens

    colours = {name: _rgb(value) for name, value in tokens().items() if name in _COLOURS}
    made = network.copy()
    for _, node in made.nodes(data=True):
        node["viz"] = {"color": colours["ink" if node["type"] == "unit" else "theme"]}
    for *_, edge in made.edges(data=True):
        edge["viz"] = {"color": colours.get(edge["role"].split()[0], colours["quiet"])}
    return made


def _rgb(colour: str) -> dict[str, int]:
    """A colour `#rrggbb` as its parts."""
    return {part: int(colour[at : at + 2], 16) for part, at in zip("rgb", (1, 3, 5), strict=True)} | {"a": 1}


def bipartite(tables: Tables) -> Network:
    """Measures and units as nodes, responsibilities as edges; absent values are left out."""
    import networkx as nx

    network: Network = nx.Graph()
    documents = tables["documents"][["document", "place_name", "year"]]
    measures = tables["measures"].merge(documents, on="document", how="left")
    for row in _records(measures):
        about = {name: row[name] for name in ("document", "order", "theme", "year")}
        network.add_node(
            _measure(row["document"], row["order"]),
            **_present({"type": "measure", "label": _short(row["text"]), "text": row["text"]}),
            **_present({"city": row["place_name"], **about}),
        )
    _add_units(network, tables, set(tables["responsibilities"]["unit"]))
    for row in _records(tables["responsibilities"]):
        _add_duty(network, row)
    return network


def of_units(tables: Tables, kind: Literal["co-responsibility", "lead-support"]) -> Network:
    """Single bodies as nodes, with the measures that each leads and supports; an edge's weight is a number of measures:
    those that two share, or those that the first leads and the second supports."""
    from zeren.analysis.network import co_responsibility, lead_support

    found: Network = co_responsibility(tables) if kind == "co-responsibility" else lead_support(tables)
    network: Network = found.__class__()
    _add_units(network, tables, set(found))
    duties = tables["responsibilities"].drop_duplicates(["document", "measure", "unit", "role"])
    for role, count in (("lead", "led"), ("support", "supported"), ("implement", "implemented")):
        counted = duties[duties["role"] == role].groupby("unit").size()
        for unit in found:
            network.nodes[_unit(unit)][count] = int(counted.get(unit, 0))
    for one, other, edge in found.edges(data=True):
        network.add_edge(_unit(one), _unit(other), weight=edge["weight"], role=kind)
    return network


def _add_units(network: Network, tables: Tables, units: set[str]) -> None:
    for row in _records(tables["units"][tables["units"]["unit"].isin(units)]):
        about = {name: row[name] for name in ("full_name", "kind", "level", "known")}
        network.add_node(_unit(row["unit"]), **_present({"type": "unit", "label": row["name"], **about}))


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else f"{text[:_LABEL]}…"


def _add_duty(network: Network, row: Mapping[str, Any]) -> None:
    measure, unit = _measure(row["document"], row["measure"]), _unit(row["unit"])
    if not network.has_edge(measure, unit):
        network.add_edge(measure, unit, weight=1, role=row["role"], basis=row["basis"], confidence=row["confidence"])
    elif row["role"] not in network.edges[measure, unit]["role"].split():
        network.edges[measure, unit]["role"] += f" {row['role']}"


def _measure(document: str, order: int) -> str:
    return f"measure/{document}-{order:03d}"


def _unit(unit: str) -> str:
    return f"unit/{unit}"


def _records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with plain values, `None` where a value is absent."""
    return [
        {str(name): value for name, value in row.items()}
        for row in data.astype(object).where(data.notna(), None).to_dict("records")
    ]


def _present(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes that have a value, without the control characters that XML does not know."""
    return {
        name: _NOT_XML.sub("", value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }
