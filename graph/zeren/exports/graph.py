"""The network of measures and units for graph programs (Gephi, yEd, Cytoscape): GraphML and GEXF.

Nodes are measures and units, both with their Chinese labels; an edge is a responsibility, with its role and basis. A
unit named twice for one measure has one edge with both roles.
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
_CLOCK: Final = re.compile(rb' lastmodifieddate="[^"]*"')
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(tables: Tables, fmt: Format, path: Path) -> None:
    """Write the network to a file; the same tables make the same bytes."""
    import networkx as nx

    output = io.BytesIO()
    network = bipartite(tables)
    if fmt == "graphml":
        nx.write_graphml_xml(network, output, named_key_ids=True)
    else:
        nx.write_gexf(network, output)
    with replacing(path) as partial:
        partial.write_bytes(_CLOCK.sub(b"", output.getvalue()) + b"\n")


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
            **_present({"type": "measure", "label": row["text"], "city": row["place_name"], **about}),
        )
    held = tables["units"]["unit"].isin(tables["responsibilities"]["unit"])
    for row in _records(tables["units"][held]):
        about = {name: row[name] for name in ("full_name", "kind", "level", "known")}
        network.add_node(_unit(row["unit"]), **_present({"type": "unit", "label": row["name"], **about}))
    for row in _records(tables["responsibilities"]):
        _add_duty(network, row)
    return network


def _add_duty(network: Network, row: Mapping[str, Any]) -> None:
    measure, unit = _measure(row["document"], row["measure"]), _unit(row["unit"])
    if not network.has_edge(measure, unit):
        network.add_edge(measure, unit, role=row["role"], basis=row["basis"], confidence=row["confidence"])
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
