"""Words that join a name to those before it, and names that only begin like one."""

import pytest

from zeren.language.units import split
from zeren.registry import areas
from zeren.registry.departments import resolve

NAMES = {
    "和平区人民政府": ["和平区人民政府"],
    "市教育局、和平区人民政府": ["市教育局", "和平区人民政府"],
    "天津市和平区人民政府": ["天津市和平区人民政府"],
    "市教育局和平区政府": ["市教育局", "和平区政府"],
    "市教育局和和平区政府": ["市教育局", "和平区政府"],
    "市教育局、和平邑县政府": ["市教育局", "平邑县政府"],
    "和县教育局": ["和县教育局"],
    "市教育局、和县教育局": ["市教育局", "和县教育局"],
    "市教育局和县教育局": ["市教育局", "县教育局"],
    "会同县教育局": ["会同县教育局"],
    "怀化市会同县教育局": ["怀化市会同县教育局"],
    "市教育局、会同县政府": ["市教育局", "会同县政府"],
    "市教育局会同县财政局": ["市教育局", "县财政局"],
    "和平镇政府、和平医院、和州文旅集团": ["和平镇政府", "和平医院", "和州文旅集团"],
    "及时雨公司、与民集团、含光街道": ["及时雨公司", "与民集团", "含光街道"],
    "市教育局、和谐医院": ["市教育局", "和谐医院"],
    "和市教育局、及相关部门": ["市教育局", "相关部门"],
    "市教育局，和高新区管委会、及移动公司": ["市教育局", "高新区管委会", "移动公司"],
    "市委和政府": ["市委", "政府"],
    "市教育局、和平安银行": ["市教育局", "平安银行"],
    "以及和平区政府": ["和平区政府"],
}


@pytest.mark.parametrize(("words", "units"), NAMES.items())
def test_a_joining_word_is_cut_only_where_it_joins(words: str, units: list[str]) -> None:
    assert [unit.name for unit in split(words, 0, len(words)).units] == units


def test_no_area_loses_the_beginning_of_its_name() -> None:
    for area in areas.recent():
        if area.level == "nation":
            continue
        upper = areas.by_code(area.parent)
        within = f"{upper.name}{area.name}" if upper and upper.level != "nation" else area.name
        for listed in (f"{area.name}教育局", f"市财政局、{area.name}教育局", f"市财政局、{within}政府"):
            assert [unit.name for unit in split(listed, 0, len(listed)).units] == listed.split("、"), listed


@pytest.mark.parametrize(
    ("name", "home", "unit"),
    [
        ("和平医院", "420500", "420500/和平医院"),
        ("宜昌协和医院", "420500", "420500/协和医院"),
        ("和平镇政府", "420500", "420500/和平镇政府"),
        ("团和平区委", "120000", "120101/youth-league"),
        ("和县教育局", "340500", "340523/education"),
        ("市文化和科技中心", "420500", "420500/文化科技中心"),
    ],
)
def test_a_name_keeps_a_character_that_only_looks_like_a_joining_word(name: str, home: str, unit: str) -> None:
    assert resolve(name, home) == unit
