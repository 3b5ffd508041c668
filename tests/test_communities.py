"""Communities and brokers: those that were put there, the same every time."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from zeren.analysis.communities import brokers, communities, groups, ties

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


def test_the_order_of_the_pairs_changes_nothing() -> None:
    turned = PAIRS.iloc[::-1]
    pd.testing.assert_frame_equal(groups(PAIRS, perhaps=True), groups(turned, perhaps=True))
    pd.testing.assert_frame_equal(brokers(PAIRS, perhaps=True), brokers(turned, perhaps=True))
