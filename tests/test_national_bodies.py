"""Bodies of the nation in a city's plan: never the city's, but for their branches there."""

import pytest

from zeren.registry import departments, national_bodies

XIANGYANG, QINGDAO, QIANNAN = "420600", "370200", "522700"

NATIONAL = [
    ("中海油", "中国海油"),
    ("中国海洋石油集团有限公司", "中国海油"),
    ("国家电投集团", "国家电投"),
    ("中国大唐集团有限公司", "中国大唐"),
    ("南网公司", "南方电网"),
    ("郑州铁路局", "中国铁路郑州局集团"),
    ("中国铁路广州局集团有限公司", "中国铁路广州局集团"),
    ("西安局集团公司", "中国铁路西安局集团"),
    ("民航总局", "中国民航局"),
    ("中国证券监督管理委员会", "中国证监会"),
    ("中国电信集团有限公司", "china-telecom"),
    ("中国联通", "china-unicom"),
    ("中国邮政集团有限公司", "china-post"),
    ("中国太平洋保险（集团）股份有限公司", "中国太保"),
    ("中国盐业集团有限公司", "中国盐业集团"),
    ("中国进出口银行", "中国进出口银行"),
    ("中国城市规划设计研究院", "中国城市规划设计研究院"),
    ("中国物流与采购联合会", "中国物流采购联合会"),
]
OF_THE_CITY = [
    ("市供电公司", "power-supply"),
    ("国网襄阳供电公司", "power-supply"),
    ("中国电信襄阳分公司", "china-telecom"),
    ("中国铁塔股份有限公司襄阳市分公司", "china-tower"),
    ("市中国银行", "中国银行"),
    ("中国银行襄阳分行", "中国银行"),
    ("中国人民人寿襄阳分公司", "人民人寿"),
    ("太平洋财险襄阳市中心支公司", "太平洋财险"),
    ("国家统计局襄阳调查队", "survey-team"),
    ("国家湿地公园管理处", "国家湿地公园管理处"),
    ("市铁路建设办", "railways-office"),
]


@pytest.mark.parametrize(("name", "body"), NATIONAL)
@pytest.mark.parametrize("home", [XIANGYANG, QINGDAO, QIANNAN])
def test_a_national_body_is_of_no_city(name: str, body: str, home: str) -> None:
    assert departments.resolve(name, home, 2023) == f"000000/{body}"
    assert departments.describe(f"000000/{body}").level == "nation"


@pytest.mark.parametrize(("name", "body"), OF_THE_CITY)
def test_its_branch_is_the_citys(name: str, body: str) -> None:
    assert departments.resolve(name, XIANGYANG, 2023) == f"{XIANGYANG}/{body}"


def test_a_company_named_for_another_place_is_not_the_nations() -> None:
    for name in ("中国石化湖北石油公司", "中国石化襄阳石油分公司", "中国石油兰州石化公司"):
        assert departments.resolve(name, XIANGYANG, 2023) != f"000000/{name}"


def test_every_way_of_writing_a_body_of_the_table_means_that_body() -> None:
    for name, row in national_bodies.table().items():
        for written in (name, row["full_name"], *row["aliases"].split("|")):
            assert departments.resolve(written, QIANNAN) == f"000000/{name}", written
