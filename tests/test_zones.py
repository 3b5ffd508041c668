"""Development zones: where they lie, whose a name in their documents is, and what a city's name before them belongs to."""

from pathlib import Path

import pytest

from zeren import facts
from zeren.build import build
from zeren.registry import departments, histories, linking, place_below, place_of, places, tables, zones
from zeren.registry.csvtable import rows

HIGH_TECH = "371000/高新区"
PORT = "120000/天津港保税区"

TITLES = [
    ("威海火炬高技术产业开发区管理委员会关于下达2023年实事的通知", None, "", HIGH_TECH),
    ("威海高新区2023年为民办实事任务分解", None, "", HIGH_TECH),
    ("关于印发2022年嘉兴经济技术开发区重点民生项目的通知", None, "", "330400/经开区"),
    ("徐州经开区十大惠民工程", None, "", "320300/经开区"),
    ("关于支持芜湖高新区重点产业发展的意见", "芜湖市人民政府", "", "340200"),
    ("关于加快芜湖高新区建设的意见", "芜湖市人民政府", "", "340200"),
    ("长沙望城经开区重点工作安排", None, "", "430100/望城经开区"),
    ("嘉兴经济技术开发区2022年民生项目", None, "", "330400/经开区"),
    ("天津港保税区2022年惠民项目", None, "", PORT),
    ("营口港经济开发区管委会2022年惠民项目", None, "", "210800/营口港经开区"),
    ("西安国际港务区2022年惠民项目", None, "", "610100/国际港务区"),
    ("连云港徐圩新区2022年惠民项目", None, "", "320700/徐圩新区"),
    ("吉林长白山保护开发区2022年惠民项目", None, "", "220000/长白山保护开发区"),
    ("昆山高新区2022年惠民项目", "昆山市人民政府", "", "320583/高新区"),
    ("义乌经济技术开发区2022年惠民项目", "金华市人民政府", "", "330782/经开区"),
    ("东山新区2022年惠民项目", None, "", None),
    ("东山新区2022年惠民项目", "湖州市人民政府", "", "330500/东山新区"),
    ("海口国家高新技术产业开发区2022年惠民项目", None, "", "460100/高新区"),
    ("武汉东湖新技术开发区管委会2022年惠民项目", None, "", "420100/东湖高新区"),
    ("浙江省共同富裕示范区2023年工作要点", None, "", None),
    ("山西转型综合改革示范区管委会2023年工作要点", None, "", "140000/转型综合改革示范区"),
    ("经开区管委会2023年工作要点", "芜湖经济技术开发区管委会", "", "340200/经开区"),
    ("经开区管委会2023年工作要点", "芜湖市人民政府", "", "340200/经开区"),
    ("经开区管委会2023年工作要点", "安徽省人民政府", "", None),
    ("经开区管委会2023年工作要点", None, "芜湖市高新区管委会", None),
    ("高新区管委会2023年工作要点", None, "威海市高新区管委会\n各单位", HIGH_TECH),
    ("高新区管委会2023年工作要点", None, "甬高新管发〔2023〕3号", "330200/高新区"),
    ("西部新城开发区管委会2023年工作要点", None, "", None),
    ("珠海横琴新区（香洲区）2022年惠民项目", None, "", "440402"),
    ("珠海横琴新区（天河区）2022年惠民项目", None, "", "440400/横琴新区"),
    ("中瑞镇江生态园2022年惠民项目", None, "", "321100/生态园"),
    ("关于印发《新疆生产建设兵团2022年惠民项目》的通知", None, "新疆各地、新疆和田地区", None),
    ("新疆生产建设兵团第三师图木舒克市2022年惠民项目", None, "", "659003"),
    ("2022年惠民项目", "新疆生产建设兵团教育局", "", None),
    ("中国（四川）自由贸易试验区川南临港片区2022年惠民项目", None, "四川省", None),
    ("陕西自贸区杨凌片区2022年惠民项目", None, "", None),
    ("泸州市支持中国（四川）自由贸易试验区川南临港片区2022年工作要点", None, "", "510500"),
    ("西部（成都）科学城2022年惠民项目", "成都高新区管委会", "", None),
    ("赣江新区2023年惠民项目", None, "", "360000/赣江新区"),
    ("贵州省贵安新区2023年惠民项目", None, "", "520000/贵安新区"),
    ("青岛西海岸新区（黄岛区）2023年惠民项目", None, "", "370211"),
    ("青岛西海岸新区2023年惠民项目", None, "", "370200/西海岸新区"),
    ("关于印发《江西赣江新区2023年惠民项目》的通知", None, "", "360000/赣江新区"),
    ("中国（上海）自由贸易试验区临港新片区2023年惠民项目", None, "", "310000/临港新片区"),
    ("平潭综合实验区2023年惠民项目", None, "", "350000/平潭综合实验区"),
    ("江西省关于赣江新区发展的意见", None, "", "360000"),
    ("江北新区2023年惠民项目", None, "", None),
    (None, None, "重点项目安排如下\n南通经济技术开发区管理委员会\n2023年3月1日", "320600/经开区"),
]


@pytest.mark.parametrize(("title", "publisher", "text", "code"), TITLES)
def test_a_zones_document_is_of_the_zone_where_it_lies(
    title: str | None, publisher: str | None, text: str, code: str | None
) -> None:
    place = place_of.of_document(title, publisher, text[:300], {}, f"{title or ''}\n{text}", 2023)
    assert (place and place.code) == code


NAMES = [
    (HIGH_TECH, "区水务局", "371000/高新区水利局"),
    (HIGH_TECH, "水务局", "371000/高新区水利局"),
    (HIGH_TECH, "管委会水务局", "371000/高新区水利局"),
    (HIGH_TECH, "高技术区水务局", None),
    (HIGH_TECH, "市场监管局", "371000/高新区市场监管局"),
    (HIGH_TECH, "市水务局", "371000/water-resources"),
    (HIGH_TECH, "省水利厅", "370000/water-resources"),
    (HIGH_TECH, "国家税务总局", "000000/tax"),
    (HIGH_TECH, "管委会", "371000/高新区管委会"),
    (HIGH_TECH, "党工委", "371000/高新区党工委"),
    (HIGH_TECH, "经开区管委会", "371000/经开区管委会"),
    (HIGH_TECH, "环翠区政府", "371002/government"),
    (HIGH_TECH, "怡园街道办事处", "371000/怡园街道办事处"),
    (HIGH_TECH, "区中心医院", "371000/高新区中心医院"),
    (HIGH_TECH, "中心医院", None),
    (HIGH_TECH, "供电公司", None),
    (HIGH_TECH, "建投集团", None),
    (HIGH_TECH, "各镇街", None),
    (HIGH_TECH, "各乡镇", None),
    (HIGH_TECH, "财政审计局", "371000/高新区财政局"),
    (HIGH_TECH, "区文旅教育局", "371000/高新区文化和旅游局"),
    (HIGH_TECH, "安全环保局", None),
    (HIGH_TECH, "神秘教育局", None),
    (HIGH_TECH, "区属国企", None),
    (HIGH_TECH, "区领导小组", None),
    ("320500/工业园", "园区教育局", "320500/工业园区教育局"),
    ("320500/工业园", "园区管委会", "320500/工业园管委会"),
    ("320500/工业园", "园区规划建设委员会", "320500/工业园区住房城乡建设局"),
    ("320500/工业园", "规划建设委", "320500/工业园区住房城乡建设局"),
    ("371000/高新区", "园区教育局", None),
    ("320500/工业园", "教育局", "320500/工业园区教育局"),
    ("620100/新区", "新区教育局", "620100/新区教育局"),
    ("330400/经开区", "开发区教育局", "330400/经开区教育局"),
    (PORT, "保税区教育局", "120000/天津港保税区教育局"),
    ("430100/望城经开区", "区教育局", None),
    ("430100/望城经开区", "教育局", "430100/望城经开区教育局"),
    ("610100/国际港务区", "区教育局", "610100/国际港务区教育局"),
    ("370000/新旧动能转换起步区", "教育局", "370000/新旧动能转换起步区教育局"),
    ("340104/经开区", "区教育局", None),
    ("340104/经开区", "教育局", "340104/经开区教育局"),
    ("330782/经开区", "市教育局", "330782/education"),
    ("330782/经开区", "高新区教育局", None),
    ("999999/高新区", "区教育局", None),
]


@pytest.mark.parametrize(("home", "name", "unit"), NAMES)
def test_a_name_in_a_zones_document_is_the_zones_or_that_of_an_area_above(
    home: str, name: str, unit: str | None
) -> None:
    assert departments.resolve(name, home, 2023) == unit


@pytest.mark.parametrize("name", ["水务局", "公安局", "管委会", "住建局", "财政金融局"])
def test_a_zones_own_document_and_its_citys_name_the_same_body(name: str) -> None:
    for home, zone in (
        ("371000", "高新区"),
        ("320500", "苏州工业园区"),
        ("120000", "天津港保税区"),
        ("620100", "兰州新区"),
    ):
        code = place_below.named(zone if home != "371000" else "威海高新区")
        assert code and departments.resolve(f"区{name}", code.code) == departments.resolve(f"{zone}{name}", home)
        assert departments.describe(str(departments.resolve(f"区{name}", code.code))).level == "zone"


BEFORE = [
    ("天津港保税区管委会", "120000", "120000/天津港保税区管委会"),
    ("天津保税区管委会", "120000", "120000/保税区管委会"),
    ("天津港集团", "120000", "120000/天津港集团"),
    ("钦州港片区管委会", "450700", "450700/钦州港片区管委会"),
    ("杭州湾新区管委会", "330100", "330100/杭州湾新区管委会"),
    ("郑州航空港区管委会", "410100", "410100/航空港区管委会"),
    ("厦门港口管理局", "350200", "350200/ports-shipping"),
    ("北京大兴国际机场临空经济区管委会", "110000", "110000/大兴国际机场空港区管委会"),
    ("上海国际旅游度假区管委会", "310000", "310000/国际度假区管委会"),
    ("重庆两江新区管委会", "500000", "500000/两江新区管委会"),
    ("武汉东湖新技术开发区管委会", "420100", "420100/东湖高新区管委会"),
    ("东湖高新区管委会", "420100", "420100/东湖高新区管委会"),
    ("苏州工业园区教育局", "320500", "320500/工业园区教育局"),
    ("苏州宿迁工业园区管委会", "321300", "321300/苏州宿迁工业园管委会"),
    ("重庆两江新区管委会", "371000", "500000/两江新区管委会"),
    ("苏州工业园区管委会", "371000", "320500/工业园管委会"),
    ("天津港保税区管委会", "371000", None),
    ("中山陵景区管委会", "320100", "320100/中山陵景区管委会"),
    ("经济开发区管委会", "371700", "371700/经济开发区管委会"),
    ("经济开发区", "371328", "371328/经开区管委会"),
    ("各经济开发区管委会", "371700", "371700/zone-committees"),
    ("市公安局高新区分局", "371323", "371300/高新区公安局"),
]


KNOWN = [
    ("赣江新区管委会", ("360000", "360100", "360400", "110000"), "360000/赣江新区管委会"),
    ("江西赣江新区管理委员会", ("360000", "360100"), "360000/赣江新区管委会"),
    ("南昌赣江新区城建集团", ("360000",), "360000/赣江新区城建集团"),
    ("赣江新区水务局", ("360000", "360100"), "360000/赣江新区水利局"),
    ("杨凌农高区管委会", ("610000", "610100", "610400"), "610000/杨凌示范区管委会"),
    ("平潭综合实验区", ("350000", "350100"), "350000/平潭综合实验区管委会"),
    ("天府新区管委会", ("510000", "510100", "500000"), "510100/天府新区管委会"),
    ("天府新区管委会", ("511400",), "511400/天府新区管委会"),
    ("四川天府新区眉山管委会", ("510000", "510100"), "511400/天府新区管委会"),
    ("湖南湘江新区财政局", ("430000", "430100", "430104"), "430100/湘江新区财政局"),
    ("江北新区管委会", ("320100", "320000", "320111"), "320100/江北新区管委会"),
    ("江北新区管委会", ("441300",), "441300/江北新区管委会"),
    ("南京江北新区管委会", ("320000", "441300"), "320100/江北新区管委会"),
    ("火炬高技术产业开发区管委会", ("442000",), "442000/火炬开发区管委会"),
    ("苏州工业园区", ("320000", "320500"), "320500/工业园管委会"),
    ("烟台开发区", ("370000", "370600"), "370600/经开区管委会"),
    ("赣江新区各街道", ("360000",), None),
]


@pytest.mark.parametrize(("name", "homes", "unit"), KNOWN)
def test_a_known_zone_is_one_whose_document_names_it(name: str, homes: tuple[str, ...], unit: str | None) -> None:
    assert [departments.resolve(name, home, 2022) for home in homes] == [unit] * len(homes)


def test_the_table_of_zones_names_areas_and_forms_that_stand() -> None:
    for row in rows("zeren.registry", "known_zones"):
        area = places.by_code(row["place"])
        assert area and zones.row(zones.code_of(row["name"], area)), row
        assert departments.resolve(f"{(row['names'] or row['near']).split('|')[0]}管委会", row["place"])


@pytest.mark.parametrize(("name", "home", "unit"), BEFORE)
def test_a_citys_name_before_a_zone_is_taken_off_where_it_is_one(name: str, home: str, unit: str | None) -> None:
    assert departments.resolve(name, home, 2022) == unit


def test_a_zone_stands_in_the_table_of_places_below_what_it_lies_in() -> None:
    rows = tables.frames((), {HIGH_TECH, PORT})["places"].set_index("code")
    assert list(rows.loc[HIGH_TECH, ["name", "level", "parent", "name_en"]]) == [
        "威海高新区",
        "zone",
        "371000",
        "Weihai High-tech Zone",
    ]
    assert rows.loc[PORT, "name"] == "天津港保税区" and "370000" in rows.index and "120000" in rows.index


def test_a_code_that_is_no_zones_is_none() -> None:
    assert [zones.by_code(code) for code in (None, "371000", "371000/", "高新区", "371000/high")] == [None] * 5
    assert zones.row("999999/高新区") is None


def test_a_person_may_ask_in_a_zone_by_its_name_or_its_code() -> None:
    for place in ("威海高新区", "威海高新技术产业开发区", HIGH_TECH):
        assert linking.candidates("区水务局", place)[0]["unit"] == "371000/高新区水利局"


def test_a_history_may_be_asked_for_in_a_zone() -> None:
    told = histories.history("区水务局", "威海高新区") + histories.history("市扶贫办", HIGH_TECH)
    assert [one.unit for one in told] == ["371000/高新区水利局", "371000/poverty-alleviation"]
    assert [one.unit for one in histories.history("管委会", "陕西西咸新区")] == ["610000/西咸新区管委会"]


def test_a_zones_plan_is_built_with_its_bodies_linked_and_breaks_no_shape(tmp_path: Path) -> None:
    plan = "威海高新区2023年民生实事\n\n1. 新建书屋3家。牵头单位：区社会事业局；责任单位：财政局、市住房城乡建设局\n"
    (tmp_path / "plan.txt").write_text(plan, "utf-8")
    report = build([tmp_path / "plan.txt"], tmp_path / "out")
    tables_read = facts.read(tmp_path / "out" / "facts")
    units = set(tables_read["responsibilities"]["unit"])
    assert not report.violations
    assert list(tables_read["documents"]["place_code"]) == [HIGH_TECH]
    assert units == {"371000/高新区社会事业局", "371000/高新区财政局", "371000/housing"}
