"""The registry: which place, which department, which reform; and never a guess."""

import json
import os
from pathlib import Path

import pytest

from zeren import facts
from zeren.errors import QueryError
from zeren.registry import csvtable, departments, functions, linking, tables

SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
LINYI, XINTAI, YISHUI, JINAN = "371300", "370982", "371323", "370100"

NAMES = [
    ("市财政局", LINYI, "371300/finance"),
    ("临沂市财政局", LINYI, "371300/finance"),
    ("财政局", LINYI, "371300/finance"),
    ("市 财政局", LINYI, "371300/finance"),
    ("市发改委", LINYI, "371300/development-reform"),
    ("市发展改革委", LINYI, "371300/development-reform"),
    ("市发展和改革委员会", LINYI, "371300/development-reform"),
    ("市发改委(粮食局)", LINYI, "371300/development-reform"),
    ("市卫健委", LINYI, "371300/health"),
    ("市卫生健康委员会", LINYI, "371300/health"),
    ("市人社局", LINYI, "371300/human-resources"),
    ("市人力社保局", LINYI, "371300/human-resources"),
    ("市人力资源和社会保障局", LINYI, "371300/human-resources"),
    ("市住建局", LINYI, "371300/housing"),
    ("市住房和城乡建设局", LINYI, "371300/housing"),
    ("市市场监督管理局", LINYI, "371300/market-supervision"),
    ("市应急管理局", LINYI, "371300/emergency"),
    ("市委统战部(市民族宗教局)", LINYI, "371300/united-front"),
    ("市委统战部（市民族宗教局）", LINYI, "371300/united-front"),
    ("中共临沂市委宣传部", LINYI, "371300/publicity"),
    ("团市委", LINYI, "371300/youth-league"),
    ("共青团临沂市委", LINYI, "371300/youth-league"),
    ("国家税务总局临沂市税务局", LINYI, "371300/tax"),
    ("国网临沂供电公司", LINYI, "371300/power-supply"),
    ("市国资委", LINYI, "371300/state-assets"),
    ("市府办", LINYI, "371300/government-office"),
    ("沂沭河管理局", LINYI, "basin/yishu-river"),
    ("市城投集团", LINYI, "371300/城投集团"),
    ("沂水县政府", LINYI, "371323/government"),
    ("沂水县财政局", LINYI, "371323/finance"),
    ("省财政厅", LINYI, "370000/finance"),
    ("新泰市医保局", LINYI, "370982/healthcare-security"),
    ("市财政局", XINTAI, "370982/finance"),
    ("县财政局", YISHUI, "371323/finance"),
    ("市财政局", YISHUI, "371300/finance"),
    ("济南市历下区教育局", JINAN, "370102/education"),
    ("各县区政府", LINYI, "371300/all-county-governments"),
    ("各县(市、区)政府", LINYI, "371300/all-county-governments"),
    ("各县、区人民政府(管委会)", LINYI, "371300/all-county-governments"),
    ("各项目县区政府", LINYI, "371300/project-county-governments"),
    ("开发区管委会", LINYI, "371300/zone-committees"),
    ("各乡镇(街道)", XINTAI, "370982/all-township-governments"),
    ("市神秘局", LINYI, None),
    ("县财政局", LINYI, None),
    ("杭州市财政局", LINYI, "330100/finance"),
    ("市财政局", None, None),
    ("各县区政府", YISHUI, None),
    ("财政", LINYI, None),
    ("", LINYI, None),
]


@pytest.mark.parametrize(("name", "place", "unit"), NAMES)
def test_a_name_resolves_to_its_department_or_to_none(name: str, place: str | None, unit: str | None) -> None:
    assert departments.resolve(name, place) == unit


def test_the_year_tells_which_of_two_bodies_bore_a_name() -> None:
    assert departments.resolve("市民族宗教局", LINYI, 2015) == "371300/ethnic-religious"
    assert departments.resolve("市民族宗教局", LINYI, 2021) == "371300/united-front"
    assert departments.resolve("市编办", LINYI, 2015) == "371300/establishment-office"
    assert departments.resolve("市编办", LINYI, 2021) == "371300/establishment"


def test_no_form_of_a_name_is_claimed_by_two_living_functions() -> None:
    claimed: dict[str, str] = {}
    for function in functions.table().values():
        for form in function.forms if function.valid_to is None else ():
            assert claimed.setdefault(functions.fold(form), function.slug) == function.slug, form


def test_every_unit_that_resolve_can_give_can_be_described() -> None:
    for _, _, unit in NAMES:
        assert unit is None or departments.describe(unit).unit == unit
    with pytest.raises(KeyError):
        departments.describe("371300/nothing-of-the-kind")


def test_a_unit_of_another_place_is_made_from_place_and_function() -> None:
    unit = departments.describe("370982/healthcare-security")
    assert (unit.name, unit.full_name, unit.level) == ("市医保局", "新泰市医疗保障局", "county")
    assert unit.name_en == "Xintai Municipal Healthcare Security Bureau"
    assert departments.describe("370000/finance").name_en == "Shandong Provincial Finance Department"


def test_a_full_name_that_differs_between_cities_is_left_open() -> None:
    assert departments.describe("371300/culture-tourism").full_name == "临沂市文化和旅游局"
    assert departments.describe("370200/culture-tourism").full_name is None
    assert departments.describe("371323/health").full_name is None


def test_candidates_are_ranked_and_a_likeness_is_never_certain() -> None:
    exact = linking.candidates("市发改委", place="临沂市")
    assert exact[0]["full_name"] == "临沂市发展和改革委员会" and exact[0]["score"] == 1.0
    alike = linking.candidates("市财证局", place=LINYI)
    assert alike[0]["function"] == "finance" and alike[0]["score"] < 0.9 and alike[0]["reasons"]
    assert linking.candidates("一二三四", place=LINYI) == []


def test_a_candidate_that_did_not_exist_in_the_year_is_never_certain_and_says_why() -> None:
    [now] = linking.candidates("市扶贫办", place=LINYI, year=2020)
    [late] = linking.candidates("市扶贫办", place=LINYI, year=2024)
    [early] = linking.candidates("市医保局", place=LINYI, year=2015)
    assert (now["score"], late["score"], early["score"]) == (1.0, linking.OUT_OF_TIME, linking.OUT_OF_TIME)
    assert "no longer in 2024" in late["reasons"][-1] and "not yet in 2015" in early["reasons"][-1]


def test_a_place_that_is_not_known_is_an_error() -> None:
    with pytest.raises(QueryError, match="no place 不知道市 in the registry"):
        linking.candidates("市财政局", place="不知道市")


def test_without_a_place_a_name_is_found_in_every_place_that_the_registry_tells_bodies_of() -> None:
    found = linking.candidates("财政局")
    homes = [one["place"] for one in found]
    assert "临沂市" in homes and len(set(homes)) == len(homes) > 5
    assert {one["score"] for one in found} == {linking.UNSAID_PLACE} and linking.UNSAID_PLACE < linking.LINKED


def test_a_body_is_out_of_time_after_it_ceased_and_before_it_began() -> None:
    assert departments.out_of_time("371300/poverty-alleviation", 2024)
    assert not departments.out_of_time("371300/poverty-alleviation", 2021)
    assert departments.out_of_time("371300/healthcare-security", 2015)
    assert not departments.out_of_time("371300/finance", 1995)


def test_the_frames_hold_to_the_schema_and_their_ids_meet() -> None:
    made = tables.frames(["370982/healthcare-security", "371300/all-county-governments"])
    for name, frame in made.items():
        assert list(frame.columns) == list(facts.SCHEMA[name])
    units = set(made["units"]["unit"])
    assert "370982/healthcare-security" in units
    assert set(made["members"]["member"]) | set(made["members"]["collective"]) <= units
    assert set(made["reforms"]["original"]) | set(made["reforms"]["resulting"]) <= units
    assert set(made["units"]["place_code"].dropna()) <= set(made["places"]["code"])
    counties = made["members"].query("collective == '371300/all-county-governments'")
    assert len(counties) == 12


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared folder is not at {SHARED} (set ZEREN_SHARED)")
def test_every_unit_of_a_real_plan_has_an_identity_of_its_own() -> None:
    gold = json.loads((SHARED / "gold/departments.json").read_text("utf-8"))["departments"]
    ids = {departments.resolve(unit["name_in_004"], LINYI, 2021) for unit in gold}
    assert None not in ids and len(ids) == len(gold)


@pytest.mark.parametrize(
    ("unit", "name", "full_name"),
    [
        ("310000/education", "市教委", "上海市教育委员会"),
        ("500000/finance", "市财政局", "重庆市财政局"),
        ("110000/government-office", "市政府办公厅", "北京市人民政府办公厅"),
        ("120000/fire-rescue", "市消防救援总队", "天津市消防救援总队"),
        ("370000/finance", "省财政厅", "山东省财政厅"),
        ("152500/government", "锡林郭勒盟行署", "锡林郭勒盟行政公署"),
        ("232700/government", "大兴安岭地区行署", "大兴安岭地区行政公署"),
    ],
)
def test_a_body_goes_by_the_name_that_it_has_at_its_level(unit: str, name: str, full_name: str) -> None:
    described = departments.describe(unit)
    assert (described.name, described.full_name) == (name, full_name)
    assert departments.resolve(full_name, unit[:6]) == unit


def test_each_department_with_a_name_of_its_own_place_is_found_by_it() -> None:
    told = [row for row in csvtable.rows("zeren.registry", "local_names") if len(row["place"]) == 6]
    for row in told:
        unit = f"{row['place']}/{row['function']}"
        ended = departments.describe(unit).valid_to
        for name in filter(None, (row["name"], row["full"])):
            assert departments.resolve(name, row["place"], int(ended) - 2 if ended else None) == unit, name


@pytest.mark.parametrize(
    ("unit", "name", "full_name"),
    [
        ("110108/education", "区教委", "海淀区教育委员会"),
        ("500235/commerce", "县商务委", "云阳县商务委员会"),
        ("120000/transport", "市交通运输委", "天津市交通运输委员会"),
        ("120000/commerce", "市商务局", None),
        ("150200/agriculture-rural", "市农牧局", None),
        ("440800/power-supply", "湛江供电局", None),
        ("150800/power-supply", "巴彦淖尔供电局", None),
        ("320500/power-supply", "国网苏州供电公司", None),
        ("330000/power-supply", "国网浙江省电力公司", None),
        ("430121/education", "县教育局", None),
        ("430121/finance", "县财政局", "长沙县财政局"),
        ("430121/ecology-environment", "县生态环境局", None),
        ("430102/public-security", "区公安局", None),
        ("430121/public-security", "县公安局", "长沙县公安局"),
        ("430121/fire-rescue", "县消防救援大队", "长沙县消防救援大队"),
        ("310104/fire-rescue", "区消防救援支队", "徐汇区消防救援支队"),
        ("429004/fire-rescue", "市消防救援支队", "仙桃市消防救援支队"),
        ("430121/traffic-police", "县交警大队", None),
        ("430102/tax", "区税务局", "国家税务总局长沙市芙蓉区税务局"),
        ("430121/tax", "县税务局", "国家税务总局长沙县税务局"),
        ("653100/publicity", "地委宣传部", "中共喀什地委宣传部"),
        ("653100/party-committee", "地委", "中共喀什地区委员会"),
        ("460000/culture-tourism", "省旅文厅", "海南省旅游和文化广电体育厅"),
        ("430000/survey-team", "国家统计局湖南调查总队", "国家统计局湖南调查总队"),
    ],
)
def test_a_full_name_is_one_that_such_a_body_bears_or_none(unit: str, name: str, full_name: str | None) -> None:
    described = departments.describe(unit)
    assert (described.name, described.full_name) == (name, full_name)


@pytest.mark.parametrize("home", ["810000", "820000"])
def test_hong_kong_and_macao_have_none_of_these_bodies(home: str) -> None:
    for name in ("民政事务局", "教育局", "财政厅", "香港特别行政区教育局", "澳门财政局"):
        assert departments.resolve(name, home) is None
    assert departments.resolve("香港特别行政区民政事务局", "440300") is None


@pytest.mark.parametrize(
    ("name", "home", "unit"),
    [
        ("国网安徽省电力有限公司安庆供电公司", "340800", "340800/power-supply"),
        ("国网浙江省电力有限公司嘉兴供电分公司", "330400", "330400/power-supply"),
        ("广西电网有限责任公司柳州供电局", "450200", "450200/power-supply"),
        ("中国移动通信集团湖南有限公司岳阳分公司", "430600", "430600/china-mobile"),
        ("国网湖南省电力公司", "430600", "430000/power-supply"),
    ],
)
def test_a_branch_of_a_companys_province_is_that_of_its_city(name: str, home: str, unit: str) -> None:
    assert departments.resolve(name, home) == unit


def test_the_bureau_that_enforces_and_the_commission_stand_side_by_side_in_beijing_alone() -> None:
    names = ("市城市管理委员会", "市城市管理综合行政执法局")
    assert len({departments.resolve(name, "110000") for name in names}) == 2
    assert len({departments.resolve(name, "430100") for name in names}) == 1
    assert departments.resolve("东城区城管执法局", "110000") == "110101/urban-enforcement"


def test_a_team_of_the_police_is_of_the_government() -> None:
    for name in ("市公安局交警支队城南大队", "市公安局岳麓分局特警大队", "市林业综合执法支队"):
        unit = departments.resolve(name, "430100")
        assert unit and departments.describe(unit).kind == "government-department"


@pytest.mark.parametrize("name", ["新林区政府", "呼中区政府"])
def test_an_area_that_only_the_lists_dropped_still_stands(name: str) -> None:
    units = [departments.resolve(name, "232700", year) for year in (2015, 2018, 2019, 2024, None)]
    assert len(set(units)) == 1 and units[0]
