"""No cut parts the name of an area, nor a branch from its bureau."""

import pytest

from zeren.language.branches import parted
from zeren.language.units import split
from zeren.registry import areas, departments


def _names(words: str) -> list[str]:
    return [unit.name for unit in split(words, 0, len(words)).units]


@pytest.mark.parametrize(
    "whole",
    [
        "市城市管理局市南分局",
        "青岛市税务局市北分局",
        "枣庄市生态环境局市中分局",
        "市交通运输局市中区分局",
        "市公安局市北公安分局",
        "市国土资源局开发区分局",
        "市规划局市区分局",
        "市交警支队市南大队",
        "市住房公积金管理中心市中管理部",
        "中国联通邢台市分公司",
        "国家税务总局丰台区税务局",
        "市自然资源局新会区分局",
        "中国电信南部县分公司",
        "市公安局和县分局",
        "市交通运输局会同分局",
        "国家税务总局和静县税务局",
        "国家税务总局含山县税务局",
    ],
)
def test_a_branch_is_one_body_with_its_bureau(whole: str) -> None:
    assert _names(whole) == [whole]
    if whole.startswith("市"):
        assert _names(f"{whole}市民政局") == [whole, "市民政局"]
        assert _names(f"市民政局{whole}") == ["市民政局", whole]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("市水利局市中区政府", ["市水利局", "市中区政府"]),
        ("市水利局区公安分局", ["市水利局", "区公安分局"]),
        ("市水利局市北公安分局", ["市水利局", "市北公安分局"]),
        ("市公安局市交警支队", ["市公安局", "市交警支队"]),
        ("市司法局和县教育局", ["市司法局", "县教育局"]),
        ("市气象台市水文站", ["市气象台", "市水文站"]),
    ],
)
def test_two_bodies_are_two(words: str, names: list[str]) -> None:
    assert _names(words) == names


def test_no_bureau_of_a_plan_ends_like_the_name_of_an_area() -> None:
    """Else a cut between two bureaus would be taken for one within an area."""
    bureaus = ("市财政局", "县委办", "市气象台", "市总工会", "团县委", "省应急厅", "市医保中心", "县人武部")
    glued = [(left, f"{left}{level}商务局") for left in bureaus for level in "省市县区"]
    assert not [words for left, words in glued if parted(words, len(left))]


def test_every_district_named_by_where_it_lies_has_branches() -> None:
    districts = [area for area in areas.recent() if area.name in ("市中区", "市南区", "市北区") and not area.valid_to]
    assert len(districts) == 6
    for area in districts:
        for name in ("市公安局{}分局", "市生态环境局{}区分局", "市公安局（{}分局）", "市公安局{}公安分局"):
            unit = departments.resolve(name.format(area.name[:-1]), area.parent)
            assert unit is not None and unit.startswith(f"{area.code}/"), (area.code, name)


def test_a_branch_is_of_the_area_it_names_in_full_and_of_none_where_two_share_the_short_name() -> None:
    assert departments.resolve("和田地区生态环境局和田县分局", "653200") == "653221/ecology-environment"
    assert departments.resolve("和田地区生态环境局和田市分局", "653200") == "653201/ecology-environment"
    assert departments.resolve("和田地区生态环境局和田分局", "653200") is None
    assert departments.resolve("玉溪市自然资源局元江哈尼族彝族傣族自治县分局", "530400") == "530428/natural-resources"
