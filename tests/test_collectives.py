"""Collectives: which phrase means which bodies, and who belonged to them when; the untold said to be untold.

`registry/collectives.csv` has how many members a phrase has in a year, told by an annotator who did not know the code.
"""

import csv
from pathlib import Path

import pytest

from zeren.language.units import local_tier, split
from zeren.registry import collectives, departments, tables
from zeren.registry.places import by_code, meant_by

LINYI, SHANDONG, XINTAI = "371300", "370000", "370982"

PHRASES = [
    ("各县区", LINYI, "all-county-governments"),
    ("各县区人民政府（管委会）", LINYI, "all-county-governments"),
    ("各县(市、区)政府", LINYI, "all-county-governments"),
    ("所辖各县区", LINYI, "all-county-governments"),
    ("各区政府", LINYI, "district-governments"),
    ("各城区人民政府", "440100", "district-governments"),
    ("各县（市）、城区政府", "450300", "all-county-governments"),
    ("各县（市、城区）", "450300", "all-county-governments"),
    ("相关城区政府", "440100", "county-governments-concerned"),
    ("各城区（含滨江新区管委会）", "440100", "district-governments-and-zones"),
    ("各区政府（功能区管委会）", "370200", "district-governments-and-zones"),
    ("各区政府、各开发区", "420100", "district-governments-and-zones"),
    ("各县区（含保税区管委会）", LINYI, "county-governments-and-zones"),
    ("各县政府", LINYI, "county-governments"),
    ("各县市政府", LINYI, "county-and-city-governments"),
    ("各市政府", SHANDONG, "all-city-governments"),
    ("各地、州、市", "650000", "all-city-governments"),
    ("各地（州、市）人民政府（行政公署）", "650000", "all-city-governments"),
    ("各盟行署、市人民政府", "150000", "all-city-governments"),
    ("各市（地）政府（行署）", "230000", "all-city-governments"),
    ("各设区市和自治州", "620000", "all-city-governments"),
    ("各地区行政公署", "540000", "prefecture-offices"),
    ("各州、市、直管市人民政府", "420000", "cities-directly-governed"),
    ("相关州、市", "530000", "city-governments-concerned"),
    ("各州、市、县（市）", "650000", "cities-and-counties"),
    ("各市、县（市、区）政府", "330000", "cities-and-counties"),
    ("各县（市、区、特区）", "520000", "all-county-governments"),
    ("各地", "650000", "governments-at-all-levels"),
    ("各地区", "650000", "governments-at-all-levels"),
    ("有关县区", LINYI, "county-governments-concerned"),
    ("相关县区政府", LINYI, "county-governments-concerned"),
    ("沿海县区", LINYI, "coastal-county-governments"),
    ("山区县", LINYI, "mountain-county-governments"),
    ("各镇街", XINTAI, "all-township-governments"),
    ("各乡镇（街道）", XINTAI, "all-township-governments"),
    ("各开发区管委会", LINYI, "zone-committees"),
    ("各管理委员会", XINTAI, "zone-committees"),
    ("有关部门", LINYI, "departments-concerned"),
    ("市直有关部门", LINYI, "departments-concerned"),
    ("市直有关单位", LINYI, "units-concerned"),
    ("驻临各单位", LINYI, "units-concerned"),
    ("各有关部门和单位", LINYI, "departments-and-units-concerned"),
    ("驻临高校", LINYI, "schools-concerned"),
    ("属地政府", LINYI, "local-governments-concerned"),
    ("各级政府", LINYI, "governments-at-all-levels"),
]


@pytest.mark.parametrize(("phrase", "home", "slug"), PHRASES)
def test_a_phrase_for_many_bodies_is_one_collective_of_its_place(phrase: str, home: str, slug: str) -> None:
    assert departments.identify(phrase, home, 2021) == (f"{home}/{slug}", "collective")


@pytest.mark.parametrize("phrase", ["城区各街道", "全市各园区管委会办公室", "驻地各中心"])
def test_a_phrase_with_each_inside_is_no_body_of_its_own(phrase: str) -> None:
    assert departments.identify(phrase, LINYI, 2021) is None


COUNTS = list(csv.DictReader((Path(__file__).parent / "registry/collectives.csv").read_text("utf-8").splitlines()))
LISTED = "各开发区管委会"
"""Zones have no code, but those of the city are in the table."""


@pytest.mark.parametrize("row", COUNTS, ids=lambda row: f"{row['surface']}-{row['home']}-{row['year']}")
def test_a_collective_has_as_many_members_as_there_were_that_year(row: dict[str, str]) -> None:
    year = int(row["year"])
    home = meant_by(row["home"], None, year)
    assert home is not None
    unit = departments.resolve(row["surface"], home.code, year)
    assert unit is not None and departments.describe(unit).kind in ("collective", "catch-all")
    members = collectives.members(unit, year)
    told = "unresolved" if members is None or row["surface"] == LISTED else str(len(members))
    assert told == row["expected_members"] or f"alt: {told}" in row["note"]


def test_a_level_word_moves_a_collective_to_its_area() -> None:
    assert departments.resolve("省有关部门", LINYI) == "370000/departments-concerned"
    assert departments.resolve("县有关部门", LINYI) is None


def test_members_follow_from_place_and_kind() -> None:
    every = collectives.members("371300/all-county-governments", 2021)
    districts = collectives.members("371300/district-governments", 2021)
    counties = collectives.members("371300/county-governments", 2021)
    assert every and districts and counties
    assert (len(every), len(districts), len(counties)) == (12, 3, 9)
    assert set(every) == {*districts, *counties}


def test_cities_that_a_province_governs_directly_are_members_where_the_phrase_has_them() -> None:
    without = collectives.members("420000/all-city-governments", 2022)
    every = collectives.members("420000/cities-directly-governed", 2022)
    assert without and every
    assert sorted(set(every) - set(without)) == [f"4290{at}/government" for at in ("04", "05", "06")]


def test_offices_of_prefectures_ended_one_by_one() -> None:
    told = {year: collectives.members("540000/prefecture-offices", year) for year in (2010, 2015, 2023)}
    assert [len(told[year] or ()) for year in told] == [6, 3, 1]


@pytest.mark.parametrize(
    "phrase",
    ["各地、州、市", "各盟行政公署、市人民政府", "各地（市）行署（人民政府）", "各市、州、直管市", "有关地、州、市"],
)
def test_a_phrase_of_prefectures_is_one_bearer_in_a_list(phrase: str) -> None:
    words = f"省民政厅、{phrase}，省有关部门"
    names = [unit.name for unit in split(words, 0, len(words)).units]
    assert names == ["省民政厅", phrase, "省有关部门"] and local_tier(phrase)


def test_a_bracket_with_zones_adds_those_that_are_known() -> None:
    alone, more = (departments.resolve(f"各区政府{words}", "440300", 2022) for words in ("", "（含各新区管委会）"))
    assert alone and more
    for year, zones in ((2012, 4), (2017, 2), (2022, 1)):
        plain, added = collectives.members(alone, year), collectives.members(more, year)
        assert plain and added and len({*added} - {*plain}) == zones
    assert collectives.members("440100/district-governments-and-zones", 2022) == collectives.members(
        "440100/district-governments", 2022
    )


def test_whose_members_cannot_be_told_has_none() -> None:
    for slug in ("coastal-county-governments", "county-governments-concerned", "all-township-governments"):
        assert collectives.members(f"371300/{slug}", 2021) is None
        assert not tables.frames([f"371300/{slug}"])["members"]["collective"].str.endswith(slug).any()


def test_members_of_a_working_group_are_a_collective_without_members() -> None:
    unit = departments.resolve("市扫雪工作领导小组有关成员单位", LINYI, 2021)
    assert unit == "371300/扫雪工作领导小组成员单位"
    assert departments.describe(unit).kind == "collective" and collectives.members(unit) is None


def test_no_pattern_matches_a_single_body() -> None:
    home = by_code(LINYI)
    assert home is not None
    for name in ("沂水县政府", "市财政局", "高新区管委会", "市水务集团", "柳青街道办事处", "省财政厅", "市政府办公室"):
        assert collectives.find(name, home) is None
