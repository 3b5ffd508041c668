"""The model keeps what it promises to keep, and its laws are those that counting gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from dealt_facts import curveball, random_deal
from zeren.analysis import chance
from zeren.analysis.chance import Floats, Integers

SUMS = st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=2, max_size=12)


def fitted(table: Floats) -> tuple[Floats, Floats, Floats]:
    loads, rows = np.unique(table.sum(1), return_counts=True)
    sizes, columns = np.unique(table.sum(0), return_counts=True)
    p = chance.fit(loads, rows.astype(float), sizes, columns.astype(float))
    return p, p @ columns - loads, rows @ p - sizes


@settings(max_examples=60, deadline=None)
@given(SUMS)
def test_expected_sums_are_the_observed_ones(cells: list[list[bool]]) -> None:
    table = np.array(cells, dtype=float)
    table = table[table.any(1)][:, table.any(0)]
    if table.size:
        p, rows, columns = fitted(table)
        assert np.abs(rows).max() < 1e-4 and np.abs(columns).max() < 1e-4
        assert p.min() >= 0 and p.max() <= 1


def test_a_bureau_in_every_measure_and_nested_measures_do_not_stop_the_fit() -> None:
    _, rows, columns = fitted(np.tri(30, 30))
    assert np.abs(rows).max() < 1e-4 and np.abs(columns).max() < 1e-4


def law_of(chances: Floats) -> Floats:
    """The law of a sum of trials by adding one at a time."""
    law = np.ones(1)
    for q in chances:
        law = np.convolve(law, [1 - q, q])
    return law


def spectrum(chances: Floats) -> tuple[chance.Spectrum, Floats]:
    made = chance.Spectrum(1, chance.width_for(float((chances * (1 - chances)).sum())))
    for q in chances:
        made.add(np.zeros(1, np.int64), np.array([q]), 1)
    return made, np.array([chances.sum()])


@pytest.mark.parametrize("seed", range(4))
def test_tails_of_unequal_trials_are_exact(seed: int) -> None:
    chances = np.random.default_rng(seed).beta(0.4, 1.2, size=[3, 40, 200, 400][seed])
    law, values = law_of(chances), np.arange(len(chances) + 1)
    made, means = spectrum(chances)
    low, high = made.tails(means, np.zeros_like(values), values)
    assert low == pytest.approx(np.clip(law.cumsum(), chance.FLOOR, 1), abs=1e-12)
    assert high == pytest.approx(np.clip(law[::-1].cumsum()[::-1], chance.FLOOR, 1), abs=1e-12)


def test_a_law_joins_the_trials() -> None:
    one, other = np.array([0.2, 0.7, 0.5]), np.array([0.9, 0.1])
    made, means = spectrum(one)
    made.add_law(np.zeros(1, np.int64), law_of(other)[None, :])
    _, high = made.tails(means + other.sum(), np.zeros(6, np.int64), np.arange(6))
    assert high == pytest.approx(law_of(np.concatenate([one, other]))[::-1].cumsum()[::-1])


def test_above_the_bound_a_normal_law_stands_in() -> None:
    chances = np.random.default_rng(5).uniform(0, 0.6, 800)
    law = law_of(chances)
    mean, spread = chances.sum(), chances * (1 - chances)
    values = (mean + np.array([-30, -10, 0, 10, 30])).astype(np.int64)
    assert spread.sum() > chance.LARGE
    shape = [np.full(5, one) for one in (mean, spread.sum(), (spread * (1 - 2 * chances)).sum())]
    low, high = chance.normal_tails(np.stack(shape), values)
    assert low == pytest.approx(law.cumsum()[values], rel=0.03)
    assert high == pytest.approx(law[::-1].cumsum()[::-1][values], rel=0.03)


def test_with_measures_of_one_size_what_two_bureaus_share_is_hypergeometric() -> None:
    law = chance.overlaps(np.array([0.3]), np.array([12.0]), 6, 6, np.zeros(1))
    for one, other in ((3, 3), (6, 2), (5, 4)):
        assert law[one, other] == pytest.approx(stats.hypergeom(12, one, other).pmf(np.arange(7)))
    assert law[3, 3, 3] == pytest.approx(1 / 220)


def test_the_law_of_two_bureaus_is_that_of_dealing_anew() -> None:
    deal = random_deal(3, 20, 24)
    deal = deal[deal.any(1)][:, deal.any(0)]
    a, b = np.argsort(deal.sum(1))[-2:]
    p, _, _ = fitted(deal.astype(float))
    sizes, columns = np.unique(deal.sum(0), return_counts=True)
    crowd = chance.crowding(p, np.unique(deal.sum(1), return_counts=True)[1].astype(float))
    most = int(deal.sum(1).max())
    law = chance.overlaps(p[len(p) // 2], columns.astype(float), most, most, crowd)
    law = law[deal[a].sum(), deal[b].sum()]
    generator, shared = np.random.default_rng(0), []
    for _ in range(1500):
        deal = curveball(deal, generator, 20)
        shared.append(int((deal[a] & deal[b]).sum()))
    counted = np.bincount(shared, minlength=len(law)) / len(shared)
    assert len(sizes) > 3
    assert np.abs(counted.cumsum() - law.cumsum()).max() < 0.05


def test_the_correction_is_that_of_scipy_with_each_chance_repeated() -> None:
    chances: Floats = np.array([0.001, 0.2, 0.01, 0.2, 0.8])
    times: Integers = np.array([1, 2, 3, 1, 5])
    made = chance.corrected(chances, times.astype(float))
    assert np.repeat(made, times) == pytest.approx(stats.false_discovery_control(np.repeat(chances, times)))


def test_tests_that_cannot_be_significant_are_no_part_of_the_family() -> None:
    least: Floats = np.array([0.2, 0.0001, 0.004])
    assert chance.reachable(least, np.array([500.0, 3.0, 2.0]), 0.05).tolist() == [False, True, True]
    assert chance.reachable(np.zeros(3), np.ones(3), 0.05).all()


def test_a_tilted_law_meets_as_often_in_all_as_the_columns_tell() -> None:
    loads, sizes = np.array([2, 3, 6]), np.array([2.0, 3.0])
    rows, columns = np.array([3.0, 2.0, 1.0]), np.array([6.0, 2.0])
    p = chance.fit(loads.astype(float), rows, sizes, columns)
    law = chance.overlaps(p[1], columns, 6, 3, chance.crowding(p, rows))
    sides = np.array([2, 3, 6, 3, 6]), np.array([2, 2, 2, 3, 3])
    times, told = np.array([3.0, 6.0, 3.0, 1.0, 2.0]), 6 * 1 + 2 * 3
    before, after = (
        float(times @ chance.moments(one[sides])[0]) for one in (law, chance.tilted(law, sides, times, told))
    )
    assert abs(before - told) > 0.1 and after == pytest.approx(told, abs=1e-6)
    assert chance.tilted(law, sides, times, told)[sides].sum(-1) == pytest.approx(1)
