"""The facts as graphs: the same counts as the tables, the same order every time."""

from collections.abc import Callable

import networkx as nx
import pytest

from invented_facts import EDUCATION, FINANCE, HEALTH, tables
from zeren.analysis.network import bipartite, centrality, co_responsibility, lead_support
from zeren.analysis.workload import pairs

FACTS = tables()
GREEN = "aaaaaaaa"
Make = Callable[..., "nx.Graph[str]"]


def names(graph: "nx.Graph[str]") -> set[str]:
    return {data["name"] for _, data in graph.nodes(data=True)}


def weights(graph: "nx.Graph[str]") -> dict[frozenset[str], int]:
    return {frozenset((one, other)): data["weight"] for one, other, data in graph.edges(data=True)}


def test_the_bipartite_graph_holds_every_duty_once() -> None:
    graph = bipartite(FACTS)
    measures = {node for node, data in graph.nodes(data=True) if data["bipartite"] == 0}
    assert nx.is_bipartite(graph) and len(measures) == len(FACTS["measures"])
    assert graph.number_of_edges() == len(FACTS["responsibilities"])
    assert graph.edges[f"measure/{GREEN}/3", HEALTH] == {"role": "lead", "basis": "label", "confidence": 0.9}
    assert graph.nodes[f"measure/{GREEN}/3"]["theme"] == "健康" and graph.nodes[HEALTH]["name"] == "市卫生健康委"


def test_graph_attributes_are_plain_values_that_every_format_can_write(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for graph in (bipartite(FACTS), co_responsibility(FACTS), lead_support(FACTS)):
        nx.write_graphml(graph, tmp_path_factory.mktemp("graphs") / "graph.graphml")
        values = [value for _, data in graph.nodes(data=True) for value in data.values()]
        assert {type(value) for value in values} <= {str, int, bool}


def test_co_responsibility_weighs_shared_measures_as_networkx_itself_does() -> None:
    graph = co_responsibility(FACTS, named_only=False)
    both = bipartite(FACTS)
    slow = nx.bipartite.weighted_projected_graph(both, [n for n, data in both.nodes(data=True) if data["bipartite"]])
    assert weights(graph) == weights(slow)
    assert graph.number_of_edges() == len(pairs(FACTS, None, named_only=False))


def test_collectives_stay_out_unless_asked_for() -> None:
    assert {"各县区政府", "市财政局"} & names(co_responsibility(FACTS)) == {"市财政局"}
    assert "各县区政府" in names(lead_support(FACTS, named_only=False))


def test_an_edge_runs_from_the_lead_to_its_support() -> None:
    graph = lead_support(FACTS, document=GREEN)
    assert graph.edges[HEALTH, FINANCE]["weight"] == 2 and not graph.has_edge(FINANCE, HEALTH)


def test_a_scope_narrows_the_graph() -> None:
    graph = lead_support(FACTS, city="青山市", year=2022)
    assert sorted(graph) == [EDUCATION, FINANCE]


def test_the_unit_that_joins_the_others_is_the_most_central() -> None:
    found = centrality(co_responsibility(FACTS, document=GREEN))
    assert found.loc[0, "node"] == FINANCE
    assert (found["betweenness"].between(0, 1)).all() and list(found["betweenness"]) == sorted(found["betweenness"])[
        ::-1
    ]
    assert found.set_index("node").loc[FINANCE, "degree"] == 3


def test_the_same_facts_make_the_same_graph_in_the_same_order() -> None:
    shuffled = {name: frame.sample(frac=1, random_state=1) for name, frame in FACTS.items()}
    makers: tuple[Make, ...] = (bipartite, co_responsibility, lead_support)
    for make in makers:
        one, other = make(FACTS), make(shuffled)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))
        assert list(one.edges(data=True)) == list(other.edges(data=True))


def test_no_facts_make_an_empty_graph() -> None:
    none = {name: frame.iloc[:0] for name, frame in FACTS.items()}
    assert len(bipartite(none)) == 0 and centrality(co_responsibility(none)).empty
