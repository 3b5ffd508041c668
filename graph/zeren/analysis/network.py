"""The facts as networkx graphs: who works on what, who works with whom, who leads whom.

Apart from the workload, because a graph is what networkx users and graph pages ask for. Projections are made by a
sparse product, 70 times faster than networkx's own. Nodes and edges are added in sorted order, so that the same facts
make the same graph, its order included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

import networkx as nx
import pandas as pd

from zeren.analysis.duties import GUESS, MEASURE, Scope, duties
from zeren.analysis.workload import shared_measures

if TYPE_CHECKING:
    from zeren.facts import Tables

SAMPLE: Final = 300


def bipartite(tables: Tables, **scope: Unpack[Scope]) -> nx.Graph[str]:
    """Measures (`bipartite=0`) and units (`bipartite=1`), an edge a duty with role, basis and confidence.

    A measure's node is `measure/<document>/<order>`, since the id of a unit that no registry knows is `<document>/<n>`.
    """
    held = duties(tables, **scope)
    held["node"] = "measure/" + held["document"] + "/" + held["measure"].astype("string")
    graph: nx.Graph[str] = nx.Graph()
    measures = tables["measures"].rename(columns={"order": "measure"})
    told = held.drop_duplicates("node").merge(measures[[*MEASURE, "theme", "text"]], on=MEASURE, how="left")
    for row in told.sort_values(MEASURE).to_dict("records"):
        plain = {"label": _plain(row["text"]), "theme": _plain(row["theme"]), "document": row["document"]}
        graph.add_node(row["node"], bipartite=0, **plain)
    _add_units(graph, held, bipartite=1)
    strongest = held.sort_values(["node", "unit", "confidence"]).drop_duplicates(["node", "unit"], keep="last")
    for row in strongest.to_dict("records"):
        graph.add_edge(row["node"], row["unit"], **{key: row[key] for key in ("role", "basis", "confidence")})
    return graph


def co_responsibility(tables: Tables, named_only: bool = True, **scope: Unpack[Scope]) -> nx.Graph[str]:
    """Units, an edge between any two that share measures, its `weight` their number."""
    held = duties(tables, **scope)
    held = held[held["named"]] if named_only else held
    graph: nx.Graph[str] = nx.Graph()
    _add_units(graph, held)
    shared = shared_measures(held).sort_values(["unit_a", "unit_b"])
    graph.add_weighted_edges_from((a, b, int(n)) for a, b, n in shared.itertuples(index=False))
    return graph


def lead_support(tables: Tables, named_only: bool = True, **scope: Unpack[Scope]) -> nx.DiGraph[str]:
    """Units, an edge from each lead to each that supports it: its `weight` the number of measures, its `guesses` that of
    those in which the lead is a guess."""
    held = duties(tables, **scope)
    held = held[held["named"]] if named_only else held
    held = held.assign(guess=held["basis"] == GUESS)
    sides = [held.loc[held["role"] == role, [*MEASURE, "unit", "guess"]] for role in ("lead", "support")]
    met = sides[0].merge(sides[1].drop(columns="guess"), on=MEASURE, suffixes=("_lead", "_support"))
    met = met[met["unit_lead"] != met["unit_support"]]
    counted = met.groupby(["unit_lead", "unit_support"])["guess"].agg(["size", "sum"]).reset_index()
    graph: nx.DiGraph[str] = nx.DiGraph()
    _add_units(graph, held)
    for a, b, n, guesses in counted.itertuples(index=False):
        graph.add_edge(a, b, weight=int(n), guesses=int(guesses))
    return graph


def centrality(graph: nx.Graph[str]) -> pd.DataFrame:
    """One row a node, the most central first: node, name, degree, strength (sum of weights), betweenness in [0, 1].

    Betweenness takes units that share more measures as nearer (distance 1/weight). Past 300 nodes it is estimated
    from 300 of them, always the same.
    """
    near = graph.copy()
    for _, _, edge in near.edges(data=True):
        edge["distance"] = 1 / edge.get("weight", 1)
    sample = min(SAMPLE, len(near)) or None
    between = nx.betweenness_centrality(near, k=sample, weight="distance", seed=0)
    strength = dict(graph.degree(weight="weight"))
    rows = [(node, data.get("name"), graph.degree(node), strength[node]) for node, data in graph.nodes(data=True)]
    made = pd.DataFrame(rows, columns=["node", "name", "degree", "strength"])
    made["betweenness"] = made["node"].map(between).astype("Float64").round(6)
    return made.sort_values(["betweenness", "strength", "node"], ascending=[False, False, True], ignore_index=True)


def _add_units(graph: nx.Graph[str], held: pd.DataFrame, **extra: int) -> None:
    for row in held.drop_duplicates("unit").sort_values("unit").to_dict("records"):
        plain = {"name": row["name"], "kind": _plain(row["kind"]), "named": bool(row["named"])}
        graph.add_node(row["unit"], **plain, **extra)


def _plain(value: object) -> str:
    """A label that every graph format can write: missing is empty."""
    return value if isinstance(value, str) else ""
