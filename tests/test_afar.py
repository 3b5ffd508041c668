"""Verbs before the noun that raise or lower its measure, or only mend the thing; every sentence here is invented."""

import pytest

from zeren.language import quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("提高特困供养标准6%", 6, "%", "increase_by"),
        ("下调居民用水价格0.3元", 0.3, "元", "decrease_by"),
        ("降低万元产值能耗2.5%", 2.5, "%", "decrease_by"),
        ("继续提升污水收集率4个百分点", 4, "个百分点", "increase_by"),
        ("日供气能力提高8万立方米", 80000, "立方米", "increase_by"),
        ("年接待能力提升3000人", 3000, "人", "increase_by"),
        ("提升街头游园9处", 9, "处", "="),
        ("改造提升便民市场5家", 5, "家", "="),
        ("提高入园率92%", 92, "%", "="),
        ("提升改造社区食堂面积600平方米", 600, "平方米", "="),
    ],
)
def test_a_verb_before_a_measure_raises_or_lowers_it(text: str, value: float, unit: str, comparator: str) -> None:
    told = [(one.value, one.unit, one.comparator) for one in quantities.find(text)]
    assert told == [(value, unit, comparator)]


def test_points_that_share_their_unit_are_points_all() -> None:
    found = quantities.find("收集率、处理率分别比上年提高3个和5个百分点")
    assert [(one.value, one.unit, one.comparator) for one in found] == [
        (3, "个百分点", "increase_by"),
        (5, "个百分点", "increase_by"),
    ]
