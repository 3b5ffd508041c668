"""Communities, brokers and places: those that were put there, the same every time."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pandas as pd

from zeren.analysis.communities import brokers, communities, groups, positions, ties

LEFT, RIGHT = "甲乙丙丁", "子丑寅卯辰"


def pair(a: str, b: str, told: str = "more") -> dict[str, object]:
    a, b = sorted((a, b))
    return {"unit_a": a, "unit_b": b, "name_a": a + "局", "name_b": b + "局", "than_chance": told} | {
        "measures": 5, "expected": 1.5, "q": 0.01,
    }  # fmt: skip


PAIRS = pd.DataFrame([
    *(pair(a, b) for a, b in combinations(LEFT, 2)),
    *(pair(a, b) for a, b in combinations(RIGHT, 2)),
    pair("丁", "子"),
    pair("甲", "辰", "perhaps-more"),
    pair("乙", "卯", "less"),
])  # fmt: skip


def test_only_pairs_that_are_more_than_chance_are_ties() -> None:
    sure, perhaps = ties(PAIRS), ties(PAIRS, perhaps=True)
    assert sure.number_of_edges() == 17 and perhaps.number_of_edges() == 18
    assert perhaps.has_edge("甲", "辰") and not perhaps.has_edge("乙", "卯")
    assert sure.edges["丁", "子"] == {"measures": 5, "q": 0.01, "weight": 3.5}


def test_the_two_circles_are_two_communities_the_larger_first() -> None:
    assert communities(ties(PAIRS)) == [sorted(RIGHT), sorted(LEFT)]
    assert groups(PAIRS).groupby("group").size().tolist() == [5, 4]


def test_those_who_tie_the_circles_are_the_brokers() -> None:
    found = brokers(PAIRS)
    assert set(found["unit"][:2]) == {"丁", "子"} and set(found["joins"][:2]) == {2}
    assert set(found["joins"][2:]) == {1} and set(found["betweenness"][2:]) == {0.0}


def test_without_ties_there_are_no_groups_and_no_brokers() -> None:
    none = PAIRS[PAIRS["than_chance"] == "less"]
    assert groups(none).empty and brokers(none).empty and communities(ties(none)) == []


def test_places_lie_in_the_picture_apart_from_each_other_and_never_change() -> None:
    found = groups(PAIRS)
    places = list(zip(found["x"], found["y"], strict=True))
    assert all(0 <= value <= 1 for place in places for value in place)
    assert min((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for a, b in combinations(places, 2)) > 0.05**2
    pd.testing.assert_frame_equal(found, groups(PAIRS.iloc[::-1]))


def test_communities_of_all_sizes_do_not_lie_over_each_other() -> None:
    graph: nx.Graph[str] = nx.disjoint_union_all([nx.complete_graph(size) for size in (30, 12, 9, 5, 3, 3, 2, 2, 2)])
    graph = nx.relabel_nodes(graph, str)
    found = communities(graph)
    places = positions(graph, found)
    boxes = [
        (min(xs), max(xs), min(ys), max(ys))
        for group in found
        for xs, ys in [tuple(zip(*(places[unit] for unit in group), strict=True))]
    ]
    assert len(found) == 9 and max(max(place) for place in places.values()) <= 1
    for one, other in combinations(boxes, 2):
        assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]
