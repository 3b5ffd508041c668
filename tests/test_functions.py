"""Functions of government: one for what is one body in a city, two for bodies that stand side by side."""

import pytest

from zeren.registry import departments, functions, reforms

CHANGDE, NINGBO = "430700", "330200"

APART = [
    ("市档案馆", "市档案局"),
    ("市综治办", "市平安办"),
    ("市综治办", "市委维稳办"),
    ("市平安办", "市扫黑办"),
    ("市双创办", "市创建办"),
    ("市创文办", "市创卫办"),
    ("市政府研究室", "市发展研究中心"),
    ("市委党史研究室", "市地方志办公室"),
    ("市人才服务中心", "市就业服务中心"),
    ("市大数据局", "市大数据中心"),
    ("市林业局", "市林业发展中心"),
    ("市知识产权局", "市知识产权保护中心"),
    ("市城管局", "市城管支队"),
    ("市公共资源交易中心", "市公共资源交易管理局"),
    ("市重点项目办", "市代建中心"),
    ("市棚改办", "市城市更新局"),
    ("市移民局", "市南水北调局"),
    ("市铁路办", "市机场办"),
    ("市民宗局", "市宗教局"),
    ("市语委办", "市民语委"),
    ("市退役军人服务中心", "市军休所"),
    ("市救助站", "市未保中心"),
    ("市监狱管理局", "市强制隔离戒毒所"),
    ("市新闻出版局", "市广播电视局"),
    ("市质检所", "市食品药品检验所"),
    ("市公积金中心", "市公积金管委会"),
    ("市文物局", "市文物考古研究所"),
]
ONE = [
    ("市档案馆", "市综合档案馆"),
    ("市委维稳办", "市维稳办"),
    ("市平安办", "市委平安建设领导小组办公室"),
    ("市综治办", "市社会管理综合治理委员会办公室"),
    ("市创文办", "市创建全国文明城市指挥部办公室"),
    ("市发展研究中心", "市政府发展研究中心"),
    ("市委党史研究室", "市党史办"),
    ("市史志办", "市委党史和地方志研究室"),
    ("市机关事务局", "市机关事务服务中心"),
    ("市政府研究室", "市政研室"),
]


@pytest.mark.parametrize("names", APART)
@pytest.mark.parametrize("home", [CHANGDE, NINGBO])
def test_bodies_that_stand_side_by_side_are_two(names: tuple[str, str], home: str) -> None:
    one, other = (departments.resolve(name, home, 2017) for name in names)
    assert one and other and one != other


@pytest.mark.parametrize("names", ONE)
def test_names_of_one_body_mean_it(names: tuple[str, str]) -> None:
    one, other = (departments.resolve(name, CHANGDE, 2017) for name in names)
    assert one and one == other


def test_no_form_says_two_functions_but_of_other_times() -> None:
    for form, found in functions.by_suffix().items():
        assert len(found) == 1 or any(function.valid_to for function in found), form


def test_public_order_and_stability_went_into_the_political_and_legal_commission() -> None:
    for name in ("市综治办", "市维稳办"):
        unit = departments.resolve(name, CHANGDE, 2016)
        assert unit and reforms.successors(unit) == [f"{CHANGDE}/political-legal"]
        assert departments.out_of_time(unit, 2023) and not departments.out_of_time(unit, 2016)


def test_the_archives_bureau_gave_its_office_to_the_party_and_the_archives_go_on() -> None:
    handed = reforms.touching(f"{CHANGDE}/archives-bureau")
    assert {(event.kind, event.resulting) for event in handed} == {
        ("transfer", f"{CHANGDE}/archives"),
        ("absorb", f"{CHANGDE}/party-office"),
    }
    assert reforms.successors(f"{CHANGDE}/archives") == [f"{CHANGDE}/archives"]


HUBEI, XINJIANG, SHENZHEN, SANMING = "420000", "650000", "440300", "350400"


@pytest.mark.parametrize(
    ("name", "home", "year", "function"),
    [
        ("省林业厅", HUBEI, 2014, "forestry"),
        ("省文化厅", HUBEI, 2015, "culture-press"),
        ("省监察厅", HUBEI, 2011, "supervision"),
        ("自治区畜牧厅", XINJIANG, 2015, "animal-husbandry"),
        ("自治区卫生厅", XINJIANG, 2010, "health-old"),
        ("省国家安全厅", HUBEI, 2022, "state-security"),
        ("省渔业局", HUBEI, 2010, "fisheries"),
        ("市消防支队", CHANGDE, 2015, "fire-corps"),
        ("市消防支队", CHANGDE, 2022, "fire-rescue"),
        ("市药监局", CHANGDE, 2011, "food-drug"),
        ("省扶贫和移民工作局", "510000", 2014, "poverty-alleviation"),
    ],
)
def test_a_department_goes_by_the_name_that_it_had_in_the_year(name: str, home: str, year: int, function: str) -> None:
    unit = departments.resolve(name, home, year)
    assert unit == f"{home}/{function}" and not departments.out_of_time(unit, year)


def test_a_department_of_a_province_is_a_hall_and_one_of_a_city_is_not() -> None:
    assert departments.describe(f"{HUBEI}/health-old").full_name == "湖北省卫生厅"
    assert departments.describe(f"{HUBEI}/culture-press").name == "省文化厅"
    assert departments.describe("310000/health-old").full_name == "上海市卫生局"
    assert departments.resolve("市卫生厅", CHANGDE, 2010) is None


@pytest.mark.parametrize(
    ("name", "home", "year"),
    [
        ("市政务服务局", CHANGDE, 2015),
        ("市大数据管理局", NINGBO, 2015),
        ("市委编办", NINGBO, 2015),
        ("市文体旅游局", CHANGDE, 2011),
        ("市市场监管局", SHENZHEN, 2011),
        ("市医保局", SANMING, 2016),
        ("国家税务总局", NINGBO, 2012),
        ("中央编办", NINGBO, 2012),
    ],
)
def test_a_body_founded_before_the_wave_of_reform_is_in_its_time(name: str, home: str, year: int) -> None:
    unit = departments.resolve(name, home, year)
    assert unit and not departments.out_of_time(unit, year)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("国家医保局", 2018, 2025),
        ("国家卫计委", 2013, 2018),
        ("国家乡村振兴局", 2021, 2023),
        ("应急管理部", 2018, 2025),
    ],
)
def test_a_body_of_the_nation_is_in_time_to_the_year(name: str, first: int, last: int) -> None:
    unit = departments.resolve(name, NINGBO, first)
    assert unit and [departments.out_of_time(unit, year) for year in (first - 1, first, last)] == [True, False, False]
    assert departments.out_of_time(unit, last + 1) == (last < 2025)
