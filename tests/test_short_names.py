"""Hospitals, schools and zones by their short and full names: one body within one place, where that is sure."""

import pytest

from zeren.registry import departments

YICHANG, BAOJI, ZIGUI = "420500", "610300", "420527"

ONE = [
    (YICHANG, "市第三人民医院", "宜昌市第三人民医院", "市三医院", "市人民三院", "市三院"),
    (YICHANG, "市中医院", "宜昌市中医医院", "宜昌市中医院"),
    (YICHANG, "市六中", "宜昌市第六中学", "宜昌六中"),
    (YICHANG, "市五小", "宜昌市第五小学"),
    (YICHANG, "市特教学校", "宜昌市特殊教育学校"),
    (YICHANG, "市职教中心", "宜昌市职业教育中心"),
    (YICHANG, "高新区管委会", "宜昌国家高新技术产业开发区管理委员会", "国家级高新区管委会", "宜昌高新区"),
    (YICHANG, "经开区管委会", "宜昌经济技术开发区管委会", "国家经济技术开发区管委会"),
    (YICHANG, "滨江经济开发区管委会", "滨江经济技术开发区管委会", "宜昌滨江经开区管委会"),
    (
        YICHANG,
        "宜昌自贸片区管委会",
        "湖北自贸区宜昌片区管委会",
        "中国（湖北）自由贸易试验区宜昌片区管理委员会",
    ),
    (YICHANG, "高新区教育局", "宜昌高新技术产业开发区教育局"),
    (BAOJI, "农业科技园区管委会", "宝鸡国家农业科技园区管委会"),
    (ZIGUI, "县人民医院", "秭归县人民医院", "秭归人民医院"),
    (ZIGUI, "县经济开发区管委会", "秭归县经济技术开发区管委会", "秭归经开区管委会"),
]
TWO = [
    (YICHANG, "市人民医院", "市第一人民医院"),
    (YICHANG, "市第一人民医院", "市中心人民医院"),
    (YICHANG, "市第三中学", "市第三小学"),
    (YICHANG, "高新区管委会", "经开区管委会"),
    (YICHANG, "宜昌经济开发区管委会", "宜昌经济技术开发区管委会"),
    (YICHANG, "滨江经开区管委会", "经开区管委会"),
    (YICHANG, "市人民医院", "秭归县人民医院"),
    (YICHANG, "市中医院", "市中西医结合医院"),
]
NONE = ["三院", "三小", "各国家级高新区管委会", "有关园区管委会", "人民医院", "国家级新区管委会"]


@pytest.mark.parametrize("case", ONE)
def test_the_short_and_the_full_name_are_one_body(case: tuple[str, ...]) -> None:
    home, *names = case
    found = {name: departments.resolve(name, home, 2023) for name in names}
    assert len(set(found.values())) == 1 and None not in found.values(), found


@pytest.mark.parametrize("case", TWO)
def test_names_that_may_be_two_bodies_stay_two(case: tuple[str, str, str]) -> None:
    home, one, other = case
    units = departments.resolve(one, home, 2023), departments.resolve(other, home, 2023)
    assert all(units) and len(set(units)) == 2, units


@pytest.mark.parametrize("name", NONE)
def test_a_class_of_bodies_is_no_body(name: str) -> None:
    assert departments.resolve(name, YICHANG, 2023) is None
