"""The network of bureaus that work together more than chance: its communities and its brokers.

Apart from `network`, whose graphs hold every shared measure: on a plan of sixty measures these are one tangle, and a
community of it says only who is busy. All is seeded and sorted, so that the same facts give the same groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

import networkx as nx
import pandas as pd

if TYPE_CHECKING:
    Group: TypeAlias = list[str]

SEED: Final = 0
WORK: Final = 20_000_000
"""How many steps the search for shortest ways may take: past that it starts from a sample of bureaus, always the same."""
LEAST_STARTS: Final = 30
_MORE: Final = ("more", "perhaps-more")


def ties(pairs: pd.DataFrame, perhaps: bool = False) -> nx.Graph[str]:
    """The pairs of `cooperation` that are `more` as a graph, with `perhaps` those that are `perhaps-more` too.

    Nodes have a `name`; edges `measures`, `q` and `weight`, how many measures are shared beyond those expected.
    """
    told = pairs[pairs["than_chance"].isin(_MORE if perhaps else _MORE[:1])].sort_values(["unit_a", "unit_b"])
    names = pd.concat([told.set_index(f"unit_{side}")[f"name_{side}"] for side in ("a", "b")])
    graph: nx.Graph[str] = nx.Graph()
    for unit, name in sorted(names.to_dict().items()):
        graph.add_node(unit, name=name)
    for row in told.to_dict("records"):
        weight = round(row["measures"] - row["expected"], 6)
        graph.add_edge(row["unit_a"], row["unit_b"], measures=int(row["measures"]), q=row["q"], weight=weight)
    return graph


def communities(graph: nx.Graph[str]) -> list[Group]:
    """The communities of the graph by Louvain's method, the largest first, each in the order of ids."""
    if not graph.number_of_edges():
        return []
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def groups(pairs: pd.DataFrame, perhaps: bool = False) -> pd.DataFrame:
    """One row a bureau that has a tie, by group and name: unit, name, group, partners.

    `group` counts from 1, the largest first; `partners` are its ties.
    """
    graph = ties(pairs, perhaps)
    rows = [
        (unit, graph.nodes[unit]["name"], number, graph.degree(unit))
        for number, group in enumerate(communities(graph), 1)
        for unit in group
    ]
    made = pd.DataFrame(rows, columns=["unit", "name", "group", "partners"])
    kinds = {"unit": "string", "name": "string", "group": "Int64", "partners": "Int64"}
    return made.astype(kinds).sort_values(["group", "name", "unit"], ignore_index=True)


def brokers(pairs: pd.DataFrame, perhaps: bool = False) -> pd.DataFrame:
    """One row a bureau that has a tie, those between most others first: unit, name, group, partners, joins, betweenness.

    `joins` is in how many communities it has a partner, its own among them; `betweenness` in [0, 1] is the share of the
    shortest ways between any two others that lead by it. In large graphs it is estimated (`WORK`).
    """
    graph = ties(pairs, perhaps)
    of = {unit: number for number, group in enumerate(communities(graph), 1) for unit in group}
    between = _betweenness(graph)
    rows = [
        (unit, name, of[unit], graph.degree(unit), len({of[one] for one in graph[unit]}), round(between[unit], 6))
        for unit, name in graph.nodes(data="name")
    ]
    made = pd.DataFrame(rows, columns=["unit", "name", "group", "partners", "joins", "betweenness"])
    kinds = dict.fromkeys(["group", "partners", "joins"], "Int64") | {"unit": "string", "name": "string"}
    keys = ["betweenness", "joins", "partners", "unit"]
    made = made.astype(kinds | {"betweenness": "Float64"})
    return made.sort_values(keys, ascending=[False, False, False, True], ignore_index=True)


def _betweenness(graph: nx.Graph[str]) -> Mapping[str, float]:
    steps = len(graph) + 2 * graph.number_of_edges()
    starts = max(LEAST_STARTS, WORK // max(steps, 1))
    found: Mapping[str, float] = nx.betweenness_centrality(graph, k=starts if starts < len(graph) else None, seed=SEED)
    return found
