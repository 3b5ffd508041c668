"""How heavy a duty is under each weighting, and the order in which like stands by like."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse  # type: ignore[import-untyped]

import page_facts
from invented_facts import EDUCATION, FINANCE, HEALTH, tables
from zeren.analysis import seriation
from zeren.analysis.weighting import WEIGHTS, Weight, agreement, loads, ranks
from zeren.analysis.workload import workload

FACTS = tables()
GREEN = "aaaaaaaa"
MEASURES_WITH_DUTIES = 9


def test_counts_are_those_of_the_workload() -> None:
    counted, weighed = workload(FACTS).set_index("unit"), loads(FACTS).set_index("unit").loc
    for unit in counted.index:
        assert weighed[unit, ["led", "supported", "implemented", "load"]].tolist() == [
            counted.loc[unit, column] for column in ("led", "supported", "implemented", "measures")
        ]


@pytest.mark.parametrize("weight", ["share", "lead"])
def test_a_measure_is_one_in_all_however_it_is_split(weight: Weight) -> None:
    assert loads(FACTS, weight)["load"].sum() == pytest.approx(MEASURES_WITH_DUTIES, abs=1e-4)
    assert loads(page_facts.large(20, 60), weight)["load"].sum() == pytest.approx(60, abs=1e-4)


def test_the_lead_carries_half_and_the_others_share_the_other_half() -> None:
    load = loads(FACTS, "lead", document=GREEN).set_index("unit")
    # two measures of its own: one with three others, one with two; the finance bureau is one of the others of four
    assert load.loc[HEALTH, "led"] == 1.0
    assert load.loc[FINANCE, "supported"] == pytest.approx(0.5 / 2 + 0.5 / 2 + 0.5 / 3 + 0.5 / 2, abs=1e-5)
    alone = loads(FACTS, "lead", document="bbbbbbbb").set_index("unit")
    assert alone.loc[EDUCATION, "led"] == 1.5


def test_equal_loads_have_equal_ranks_and_orders_are_held_against_each_other() -> None:
    ranked = ranks(FACTS)
    assert ranked["count"].min() == 1 and ranked["name"].isin(["各县区政府"]).sum() == 0
    assert ranked[list(WEIGHTS)].isna().sum().sum() == 0
    taus = agreement(ranked)
    assert set(taus) == {("count", "share"), ("count", "lead"), ("share", "lead")}
    assert all(tau is not None and -1 <= tau <= 1 for tau in taus.values())
    assert set(agreement(ranked.iloc[:1]).values()) == {None}


def test_no_duties_make_no_loads_and_no_order() -> None:
    none = {name: frame.iloc[:0] for name, frame in FACTS.items()}
    assert loads(none).empty and ranks(none).empty
    assert seriation.order(none) == ([], [])


def test_an_order_holds_every_unit_and_measure_once_and_is_the_same_every_time() -> None:
    units, measures = seriation.order(FACTS)
    assert sorted(units) == sorted(FACTS["responsibilities"]["unit"].unique())
    told = FACTS["measures"][["document", "order"]].itertuples(index=False)
    assert sorted(measures) == sorted((document, int(order)) for document, order in told)
    shuffled = FACTS | {"responsibilities": FACTS["responsibilities"].iloc[::-1].reset_index(drop=True)}
    assert seriation.order(shuffled) == (units, measures)


def test_an_order_keeps_to_its_scope_and_puts_measures_without_duties_last() -> None:
    held = FACTS["responsibilities"]
    bare = FACTS | {"responsibilities": held[(held["document"] != GREEN) | (held["measure"] != 2)]}
    assert seriation.order(bare)[1][-1] == (GREEN, 2)
    assert {document for document, _ in seriation.order(FACTS, city="碧水市")[1]} == {"cccccccc"}


@pytest.mark.parametrize("most", [seriation.MOST, 4])
def test_two_groups_that_never_meet_are_not_mixed(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seriation, "MOST", most)
    matrix = np.zeros((8, 6))
    matrix[::2, :3] = matrix[1::2, 3:] = 1
    matrix[0, 0] = matrix[1, 5] = 0
    rows, columns = seriation.lines(sparse.csr_array(matrix))
    assert [row % 2 for row in rows] in ([0] * 4 + [1] * 4, [1] * 4 + [0] * 4)
    assert [column < 3 for column in columns] in ([True] * 3 + [False] * 3, [False] * 3 + [True] * 3)


def test_a_large_matrix_with_a_hidden_line_is_put_back_in_line() -> None:
    chance = np.random.default_rng(7)
    size = seriation.MOST + 100
    line = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) < 20
    mixed = chance.permutation(size)
    rows, _ = seriation.lines(sparse.csr_array(line[mixed].astype(float)))
    found = mixed[rows]
    assert np.abs(np.diff(found)).mean() < 3
