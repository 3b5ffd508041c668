"""Areas that bear a duty by their names alone: whether they are units, what tier they are, whose governments they stand for."""

import pytest

from zeren.language import tiers
from zeren.language.units import local_tier, split
from zeren.registry import areas, departments, linking


@pytest.mark.parametrize(
    ("province", "name", "code"),
    [
        ("530000", "德宏州", "533100"),
        ("520000", "黔南布依族苗族自治州", "522700"),
        ("650000", "巴州", "652800"),
        ("150000", "阿拉善盟", "152900"),
        ("540000", "阿里地区", "542500"),
        ("360000", "九江市", "360400"),
        ("360000", "瑞昌市", "360481"),
        ("360000", "九江市瑞昌市", "360481"),
        ("460000", "昌江县", "469026"),
        ("420000", "荆州市", "421000"),
    ],
)
def test_an_area_below_stands_for_its_government(province: str, name: str, code: str) -> None:
    found = departments.responsible(name, province)
    assert found == (f"{code}/government", "area")
    assert linking.link(name, province).unit == f"{code}/government"
    assert departments.resolve(name, province) is None
    assert [unit.name for unit in split(f"省水利厅、{name}", 0, len(name) + 5).units] == ["省水利厅", name]


@pytest.mark.parametrize(
    ("home", "name"),
    [
        ("360000", "德宏州"),
        ("320000", "鼓楼区"),
        ("533100", "自治州"),
        ("650000", "自治区"),
        ("440000", "广州"),
        ("360400", "宜春市"),
        ("360000", "神州"),
    ],
)
def test_no_area_is_meant_from_afar_nor_by_a_level_alone(home: str, name: str) -> None:
    assert departments.responsible(name, home) is None


def test_every_city_and_prefecture_is_one_tier_with_its_counties() -> None:
    cities = [area for area in areas.recent() if area.level == "city" and area.valid_to is None]
    assert len(cities) > 300
    assert not [area.name for area in cities if not local_tier(area.name)]
    assert all(
        local_tier(name) for name in ("龙泉市", "湘西州", "兴安盟行署", "甘孜州人民政府", "缙云县", "莲都区政府")
    )
    assert not any(local_tier(name) for name in ("市政府", "自治区人民政府", "自治州政府", "州政府", "超市", "广州"))


@pytest.mark.parametrize("words", ["医联盟", "志愿者联盟", "九州", "全市", "城市", "自治州"])
def test_no_common_word_is_a_city(words: str) -> None:
    assert not tiers.city(words) and not tiers.prefecture(words)


@pytest.mark.parametrize(
    "name", ["新疆生产建设兵团", "兵团", "第六师", "第三师图木舒克市", "兵团第一师", "五十一团", "103团场"]
)
def test_the_corps_is_a_bearer_and_never_a_body_of_the_region(name: str) -> None:
    words = f"自治区水利厅、{name}"
    assert [unit.name for unit in split(words, 0, len(words)).units] == ["自治区水利厅", name]
    assert linking.link(name, "650000").unit is None
