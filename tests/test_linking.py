"""Linking: by rule or by likeness, with scores and reasons; and the same name in two cities never meets."""

import json
import os
import random
from pathlib import Path

import pytest

from zeren.errors import QueryError
from zeren.registry import departments, functions, linking, places, shortening, units
from zeren.registry.linking import LINKED, OUT_OF_TIME, REVIEW, link, link_many

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
LINYI, XINTAI, YISHUI, JINAN, SHANDONG = "371300", "370982", "371323", "370100", "370000"

RULES = [
    ("市规自局", LINYI, "371300/natural-resources", "shortened"),
    ("市退役局", LINYI, "371300/veterans", "shortened"),
    ("市教育文旅局", LINYI, "371300/education", "joined"),
    ("教育部", LINYI, "000000/education", "national"),
    ("国家卫健委", None, "000000/health", "national"),
    ("市公安局兰山分局", LINYI, "371302/public-security", "branch"),
    ("市公安局高新区分局", LINYI, "371300/高新区公安局", "branch"),
    ("市生态环境局沂水县分局", LINYI, "371323/ecology-environment", "branch"),
    ("兰山公安分局", LINYI, "371302/public-security", "form"),
    ("市财政局党组", LINYI, "371300/finance", "organ"),
    ("市农业农村局（市乡村振兴局）", LINYI, "371300/agriculture-rural", "second-plate"),
    ("国家税务总局沂水县税务局", LINYI, "371323/tax", "form"),
    ("国网沂水县供电公司", LINYI, "371323/power-supply", "form"),
    ("国家统计局临沂调查队", LINYI, "371300/survey-team", "form"),
    ("临沂海关", LINYI, "371300/customs", "form"),
    ("中国移动临沂分公司", LINYI, "371300/china-mobile", "form"),
    ("省高院", LINYI, "370000/court", "form"),
    ("市中院", XINTAI, "370900/court", "form"),
    ("省教育厅", SHANDONG, "370000/education", "form"),
]
PROPER = [
    ("市水务集团", "水务集团", "enterprise"),
    ("临沂市水务集团有限公司", "水务集团", "enterprise"),
    ("中国工商银行临沂分行", "工商银行", "enterprise"),
    ("工行临沂分行", "工商银行", "enterprise"),
    ("市人民医院", "人民医院", "public-institution"),
    ("市一中", "第一中学", "public-institution"),
    ("市第一中学", "第一中学", "public-institution"),
    ("临沂大学", "临沂大学", "public-institution"),
    ("临沂高新技术产业开发区管委会", "高新区管委会", "zone-committee"),
    ("高新区", "高新区管委会", "zone-committee"),
    ("蒙山旅游度假区管理委员会", "蒙山度假区管委会", "zone-committee"),
    ("高新区财政局", "高新区财政局", "government-department"),
    ("许家湖镇人民政府", "许家湖镇政府", "government"),
    ("柳青街道", "柳青街道办事处", "government"),
    ("市就业工作领导小组", "就业工作领导小组", "leading-group"),
    ("疫情防控指挥部", "疫情防控指挥部", "leading-group"),
    ("市餐饮行业协会", "餐饮行业协会", "mass-organisation"),
]
NOTHING = [
    "市神秘局",
    "市教育厅",
    "市公安分局",
    "新区管委会",
    "管委会",
    "公立医院",
    "市属医院",
    "燃气公司",
    "工作专班",
    "城关镇",
    "重点镇",
    "市教育局市财政局",
    "市教育局和市财政局",
    "市委市政府",
    "市教育局局长",
    "加强市场监管中心",
    "新建学校",
    "王某某",
]


NAMED_ELSEWHERE = {
    ("郊区政府", "340200"): None,
    ("西城区教育局", "341200"): None,
    ("市南区教育局", "420500"): None,
    ("南关区政府", "410200"): None,
    ("东乡县政府", "361000"): None,
    ("沂水县教育局", "420500"): None,
    ("沂水县人民医院", "420500"): None,
    ("国网沂水县供电公司", "420500"): None,
    ("西湖区教育局", "330000"): None,
    ("余杭区教育局", "330000"): "330110/education",
    ("青羊区教育局", "510107"): "510105/education",
    ("新泰市教育局", LINYI): "370982/education",
    ("杭州市西湖区教育局", "420500"): "330106/education",
    ("巴州教育局", "511900"): "511902/education",
    ("中山教育局", "210200"): "210202/education",
    ("西安教育局", "231000"): "231005/education",
    ("沙县教育局", "350400"): "350405/education",
    ("恩施教育局", "422800"): None,
    ("恩施教育局", "422801"): None,
    ("承德教育局", "130800"): "130800/education",
    ("济南教育局", "420500"): None,
    ("阿坝州教育局", "513200"): "513200/education",
    ("达茂旗教育局", "150200"): "150223/education",
    ("达茂旗教育局", "150223"): "150223/education",
}
"""What names mean in 2022 that other places of China bear too, or alone."""

OF_OLD = [
    ("卢湾区政府", "310000", 2009, "310103/government"),
    ("卢湾区政府", "310000", 2020, None),
    ("塘沽区政府", "120000", 2005, "120107/government"),
    ("密云县政府", "110000", 2010, "110228/government"),
    ("清河区政府", "320800", 2012, "320802/government"),
    ("清河区政府", "320800", 2022, None),
    ("綦江区政府", "500000", 2005, None),
    ("东山区教育局", "440100", 2022, None),
    ("市教育局", "371200", 2015, "371200/education"),
    ("市教育局", "371200", 2022, None),
    ("区财政局", "310108", 2020, None),
]


@pytest.mark.parametrize(("name", "home"), NAMED_ELSEWHERE)
def test_a_district_is_of_its_own_city_a_county_of_its_province_and_a_short_name_of_home(name: str, home: str) -> None:
    assert departments.resolve(name, home, 2022) == NAMED_ELSEWHERE[name, home]
    assert link(name, home, 2022).unit == NAMED_ELSEWHERE[name, home]


@pytest.mark.parametrize(("name", "home", "year", "unit"), OF_OLD)
def test_a_body_of_an_area_that_had_ended_is_linked_to_nothing(
    name: str, home: str, year: int, unit: str | None
) -> None:
    assert departments.resolve(name, home, year) == link(name, home, year).unit == unit


def test_a_body_of_an_area_that_had_ended_has_half_the_score_and_the_reason() -> None:
    found = link("市教育局", "371200", 2021)
    assert (found.state, found.score, found.candidates[0].unit) == ("unknown", 0.5, "371200/education")
    assert found.reasons[-1] == "no longer in 2021: 莱芜市 ended in 2019"
    assert link("市教育局", "371200", 2020).score == 0.5


def test_a_place_is_named_as_of_its_year_or_with_its_city_and_several_are_told_apart() -> None:
    named = {("巢湖市", 2008): "341400", ("巢湖市", None): "340181", ("思茅市", 2005): "530800"}
    named |= {("南京市鼓楼区", None): "320106", ("重庆市渝中区", None): "500103", ("371300", 2021): LINYI}
    assert {key: linking.place_named(*key).code for key in named} == named
    with pytest.raises(QueryError, match="several places; give the code: 320106 江苏省南京市鼓楼区, 320302"):
        linking.place_named("鼓楼区")
    with pytest.raises(QueryError, match="no place 神秘市"):
        linking.place_named("神秘市")


@pytest.mark.parametrize(
    "name",
    [
        "桃源县水务局",
        "岳麓区民政局",
        "成都城管局",
        "天元人社局",
        "雨湖区民证局",
        "思茅市教有局",
        "凤县林业局",
        "滨江区政府",
    ],
)
def test_nothing_of_home_is_proposed_for_a_name_that_says_a_place_out_of_reach(name: str) -> None:
    assert linking.candidates(name, LINYI, 2021) == []


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("长沙市教有局", "430100/education"),
        ("沂南县教有局", "371321/education"),
        ("城区教有局", f"{LINYI}/education"),
        ("新城区教有局", f"{LINYI}/education"),
        ("我市教有局", f"{LINYI}/education"),
    ],
)
def test_what_a_name_is_like_is_looked_for_where_it_says(name: str, unit: str) -> None:
    assert linking.candidates(name, LINYI, 2021)[0]["unit"] == unit


def test_a_name_without_any_place_is_never_surely_that_of_a_place_at_hand() -> None:
    assert all(one["score"] < LINKED for one in linking.candidates("市教育局"))
    told = {name: linking.candidates(name)[0] for name in ("沂水县教育局", "财政部")}
    assert {one["unit"]: one["score"] for one in told.values()} == {"371323/education": 1.0, "000000/finance": 1.0}


@pytest.mark.parametrize(("name", "home", "unit", "rule"), RULES)
def test_a_name_is_understood_by_a_rule(name: str, home: str | None, unit: str, rule: str) -> None:
    assert departments.identify(name, home, 2021) == (unit, rule)
    assert link(name, home, 2021).unit == unit


@pytest.mark.parametrize(("name", "normal", "kind"), PROPER)
def test_a_proper_name_has_one_normal_form(name: str, normal: str, kind: str) -> None:
    unit = departments.resolve(name, LINYI, 2021)
    assert unit == f"{LINYI}/{normal}" and units.describe(unit).kind == kind


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_name_of_one_body_is_linked_to_nothing(name: str) -> None:
    assert departments.resolve(name, LINYI, 2021) is None and link(name, LINYI, 2021).unit is None


def test_a_name_without_a_place_is_linked_only_where_it_is_national() -> None:
    assert departments.resolve("市财政局", None) is None
    assert departments.resolve("市人民医院", None) is None
    assert departments.resolve("财政部", None) == "000000/finance"


def test_every_rule_links_and_no_likeness_does() -> None:
    assert set(linking._SCORES) <= set(departments.RULES)
    assert min(linking._SCORES.values()) >= LINKED > max(linking._ALIKE, linking._SHORTENS) > REVIEW


def test_a_likeness_is_put_on_the_review_list_with_its_reason() -> None:
    found = link("市财证局", LINYI)
    assert (found.state, found.unit, found.candidates[0].unit) == ("review", None, "371300/finance")
    assert "looks like" in found.reasons[0]


def test_a_name_that_nothing_fits_is_left_alone_but_has_candidates_below_the_threshold() -> None:
    found = link("县区", LINYI)
    assert found.state == "unknown" and found.candidates and found.score < REVIEW
    assert link("一二三四", LINYI) == linking.Link("unknown", None, 0.0, (), ())


def test_a_body_of_another_time_is_linked_less_surely_and_with_the_reason() -> None:
    assert link("市扶贫办", LINYI, 2020).score == 1.0
    late = link("市扶贫办", LINYI, 2024)
    assert (late.state, late.score, late.reasons[-1]) == ("linked", OUT_OF_TIME, "no longer in 2024: it ended in 2021")


@pytest.mark.parametrize("name", ["沂水县", "大关镇"])
def test_an_area_alone_is_linked_to_its_government_less_surely_than_by_any_name(name: str) -> None:
    assert departments.resolve(name, LINYI) is None
    found = link(name, LINYI)
    assert found.unit is not None and found.unit.endswith("政府" if name[-1] == "镇" else "/government")
    assert LINKED <= found.score < min(score for rule, score in linking._SCORES.items() if rule != "area")


def test_columns_are_linked_as_single_names_are() -> None:
    names = ["市财政局", "市神秘局", "市财政局", "市财证局", "教育部"]
    homes = [LINYI, LINYI, JINAN, LINYI, None]
    made = link_many(names, homes, [2021, 2021, None, 2021, None])
    assert made["unit"].fillna("").tolist() == ["371300/finance", "", "370100/finance", "", "000000/education"]
    assert made["state"].tolist() == ["linked", "unknown", "linked", "review", "linked"]
    assert made["score"].tolist() == [link(*mention).score for mention in zip(names, homes, strict=True)]


def test_a_shortened_name_needs_one_meaning_alone() -> None:
    assert shortening.shortened("政务局", 2021) is None
    found = shortening.shortened("规自局", 2021)
    assert found is not None and found.slug == "natural-resources"
    assert shortening.shortened("规自局", 2010) is None or functions.table()["natural-resources"].existed(2010)


FORMS = [
    "市委统战部（市民族宗教局）",
    "市交运集团",
    "市财政局",
    "财政局",
    "市卫健委",
    "市人民医院",
    "高新区管委会",
    "各县区政府",
    "市城投集团",
    "市规自局",
    "新城镇政府",
]
_CITIES = [code for code, area in places.table().items() if area.level == "city"]


def test_the_same_name_in_two_cities_never_meets() -> None:
    """300 cities, or all there are: every id begins with the code of its own area."""
    seen: dict[str, str] = {}
    for code in _CITIES[:300]:
        name = places.table()[code].name
        for form in (*FORMS, f"{name}教育局", f"{name}图书馆"):
            unit = departments.resolve(form, code, 2018)
            assert unit is None or unit.startswith(f"{code}/"), (name, form, unit)
            assert unit is None or seen.setdefault(unit, code) == code
    assert len(seen) >= 6 * min(len(_CITIES), 300)


def test_a_name_that_the_registry_knows_of_one_place_means_nothing_of_it_elsewhere() -> None:
    for row in units.table().values():
        for name in (row["name"], row["full_name"], *row["aliases"].split("|")):
            unit = departments.resolve(name, JINAN, 2021) if name else None
            assert unit is None or not unit.startswith(f"{LINYI}/") or "临沂" in name, name


def test_every_unit_that_any_name_gives_can_be_described() -> None:
    chance = random.Random(5)
    forms, homes = sorted(functions.vocabulary()), [area for area in places.table().values() if area.level != "nation"]
    for _ in range(1500):
        home, words = chance.choice(homes), chance.choice(forms) + chance.choice(["", "", "党组", "（市某局）", "公司"])
        at = chance.randrange(len(words))
        name = chance.choice([home.level_word, home.name, ""]) + words[:at] + words[at + chance.randrange(2) :]
        unit = departments.resolve(name, home.code, chance.choice([2012, 2018, 2021, 2025]))
        assert unit is None or units.describe(unit).unit == unit


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared folder is not at {SHARED} (set ZEREN_SHARED)")
def test_every_unit_of_a_real_plan_has_its_kind_level_and_parent() -> None:
    gold = json.loads((SHARED / "gold/departments.json").read_text("utf-8"))
    for told in gold["departments"]:
        unit = units.describe(str(departments.resolve(told["name_in_004"], LINYI, 2021)))
        assert _KINDS[unit.kind] in told["kind"], told["name_in_004"]
        assert _LEVELS[unit.level] in told["level"] or "zone" in told["level"], told["name_in_004"]
        parent = units.describe(str(unit.parent))
        assert any(
            name in told["parent"] for name in (parent.full_name, parent.name, _PARENTS.get(parent.unit)) if name
        )


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared folder is not at {SHARED} (set ZEREN_SHARED)")
def test_every_alias_of_a_real_plan_is_its_body() -> None:
    gold = json.loads((SHARED / "gold/departments.json").read_text("utf-8"))
    for alias, name in gold["aliases"].items():
        if "successor" not in name:
            assert departments.resolve(alias, LINYI, 2021) == departments.resolve(name, LINYI, 2021) is not None


_KINDS = {
    "government-department": "government",
    "party-organ": "party",
    "mass-organisation": "mass organisation",
    "vertical-agency": "vertical agency",
    "enterprise": "enterprise",
    "public-institution": "public institution",
    "government": "county government",
    "collective": "collective",
    "media": "media",
}
_LEVELS = {
    "city": "prefecture",
    "county": "county",
    "zone": "development zone",
    "basin": "river-basin",
    "township": "?",
}
_PARENTS = {
    "370000/ecology-environment": "山东省生态环境厅",
    "370000/fire-rescue": "山东省消防救援总队",
    "370000/tax": "国家税务总局山东省税务局",
    "370000/power-supply": "国网山东省电力公司",
    "371300/party-committee": "中共临沂市委员会",
    "371300/publicity": "宣传部",
    "371300/state-assets": "国资委",
}
