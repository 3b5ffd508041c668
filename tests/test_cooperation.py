"""Who works together more than chance: found where it was put, and seldom where it was not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dealt_facts import curveball, dealt, random_deal
from invented_facts import tables
from zeren.analysis import cooperation as module
from zeren.analysis.cooperation import COLUMNS, cooperation
from zeren.analysis.workload import pairs
from zeren.errors import QueryError

FRIENDS = random_deal(1, 14, 60)
FRIENDS[:2] = False
FRIENDS[:2, :14] = True
FRIENDS[2:4] = False
FRIENDS[2, 10:40] = FRIENDS[3, 40:] = FRIENDS[3, :10] = True


def row(found: pd.DataFrame, a: str, b: str) -> dict[str, object]:
    return found[(found["name_a"] == a) & (found["name_b"] == b)].to_dict("records")[0]  # type: ignore[return-value]


def test_who_always_meets_is_more_and_who_never_meets_less_than_chance() -> None:
    found = cooperation(dealt(FRIENDS))
    friends, strangers = row(found, "局00", "局01"), row(found, "局02", "局03")
    assert (friends["measures"], friends["than_chance"]) == (14, "more")
    assert (strangers["measures"], strangers["ratio"], strangers["than_chance"]) == (0, 0, "less")
    assert list(found["name_a"][:1]) == ["局00"] and list(found.columns) == COLUMNS


def test_every_pair_that_shares_a_measure_is_told_with_the_number_of_the_plain_count() -> None:
    facts = dealt(random_deal(2, 20, 40), random_deal(3, 20, 15))
    counted = pairs(facts, None).set_index(["unit_a", "unit_b"])["measures"]
    found = cooperation(facts).set_index(["unit_a", "unit_b"])["measures"]
    assert found[found > 0].sort_index().equals(counted.sort_index())


def test_several_plans_speak_together_and_bureaus_of_two_plans_alone_are_no_pair() -> None:
    one = FRIENDS[:, :20]
    alone, twice = cooperation(dealt(one)), cooperation(dealt(one, one, one))
    assert float(row(twice, "局00", "局01")["p"]) < float(row(alone, "局00", "局01")["p"])  # type: ignore[arg-type]
    low, high = FRIENDS.copy(), FRIENDS.copy()
    low[7:], high[:7] = False, False
    found = cooperation(dealt(low, high))
    assert not ((found["unit_a"] < "u/07") & (found["unit_b"] >= "u/07")).any()


def test_chances_agree_with_dealing_anew_by_hand() -> None:
    deal = random_deal(5, 16, 30)
    found = cooperation(dealt(deal))
    generator, shared = np.random.default_rng(1), np.zeros((16, 16, 31))
    now = deal
    for _ in range(1500):
        now = curveball(now, generator, 16)
        both = now.astype(int) @ now.T.astype(int)
        np.add.at(shared, (*np.indices((16, 16)), both), 1)
    tails = shared[:, :, ::-1].cumsum(2)[:, :, ::-1] / 1500
    for told in found.to_dict("records"):
        a, b = int(told["unit_a"][2:]), int(told["unit_b"][2:])
        if told["measures"] >= told["expected"]:
            assert told["p"] == pytest.approx(tails[a, b, told["measures"]], abs=0.05)


@pytest.mark.parametrize("large", [False, True])
def test_of_facts_dealt_by_chance_about_alpha_are_found_and_no_more(
    large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(module, "WORK", 0)
    deal, generator, rare, told, surely = random_deal(7, 18, 60), np.random.default_rng(2), 0, 0, 0
    for _ in range(8):
        deal = curveball(deal, generator, 200)
        found = cooperation(dealt(deal))
        rare += int((found["p"] <= 0.05).sum())
        surely += int(found["than_chance"].isin(["more", "less"]).any())
        told += 18 * 17 // 2
    assert (0.0 if large else 0.02) <= rare / told <= 0.1
    assert surely <= 2


def test_in_a_large_plan_chance_is_never_narrower() -> None:
    facts = dealt(random_deal(8, 15, 40))
    exact = cooperation(facts).set_index(["unit_a", "unit_b"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "WORK", 0)
        wide = cooperation(facts).set_index(["unit_a", "unit_b"]).reindex(exact.index)
    rare = exact["p"] < 0.05
    assert (wide.loc[rare, "p"] >= 0.9 * exact.loc[rare, "p"]).all()
    assert (wide["expected"] - exact["expected"]).abs().max() < 0.5


def test_the_invented_plans_give_an_answer_in_every_scope_and_errors_where_there_is_none() -> None:
    facts = tables()
    assert set(cooperation(facts, year=2021)["than_chance"]) <= {"like", "perhaps-more"}
    assert cooperation(facts, city="碧水市", year=2022).empty
    assert list(cooperation(facts, city="碧水市", year=2022).columns) == COLUMNS
    with pytest.raises(QueryError, match="2030"):
        cooperation(facts, year=2030)


def test_the_same_facts_in_another_order_give_the_same_answer() -> None:
    facts = dealt(FRIENDS, random_deal(9, 14, 20))
    turned = facts | {"responsibilities": facts["responsibilities"].iloc[::-1]}
    pd.testing.assert_frame_equal(cooperation(facts), cooperation(turned))
