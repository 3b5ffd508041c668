"""Guards: numbers that are never targets; every sentence here is invented."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.language import guards
from zeren.language.guards import Guard

# text, the guarded words, kind
HARD = [
    ("实施第四期计划", "第四期", "ordinal"), ("办好第26届运动会", "第26届", "ordinal"),
    ("开展第三轮筛查", "第三轮", "ordinal"),
    ("公布第一批名录", "第一批", "ordinal"), ("发展第三产业", "第三产业", "ordinal"),
    ("第12条规定", "第12条", "ordinal"), ("启动二期工程", "二期", "ordinal"),
    ("某政字〔2020〕240号", "〔2020〕240号", "document-number"),
    ("某政办发[2021]3号", "[2021]3号", "document-number"),
    ("某府（2021）12号", "（2021）12号", "document-number"),
    ("某政发【2019】7 号", "【2019】7 号", "document-number"),
    ("12345热线", "12345", "phone"), ("12345市民热线", "12345", "phone"), ("12349 紧急呼叫平台", "12349", "phone"),
    ("12333咨询电话", "12333", "phone"),
    ("96590服务热线", "96590", "phone"), ("拨打12315", "12315", "phone"), ("120急救中心", "120", "phone"),
    ("110报警", "110", "phone"),
    ("电话0539-8312345", "0539-8312345", "phone"), ("联系13800001111", "13800001111", "phone"),
    ("400-800-1234", "400-800-1234", "phone"),
    ("4+N模式", "4+N", "name"), ("1+1+1机制", "1+1+1", "name"), ("“4+N”模式", "“4+N”", "name"),
    ("“633”工程", "“633”", "name"), ("633工程", "633", "name"),
    ("“五大提升工程”", "“五大提升工程”", "name"), ("“三个体系”", "“三个体系”", "name"),
    ("‘双十二’", "‘双十二’", "name"), ('"1545"服务', '"1545"', "name"),
    ("四好农村路", "四好农村路", "word"), ("三年行动计划", "三年", "name"), ("五年规划", "五年", "name"),
    ("三年改造提升工程", "三年", "name"),
    ("1号线开工", "1号", "numbered-name"), ("3号楼", "3号", "numbered-name"),
    ("12路公交", "12路公交", "numbered-name"), ("G20高速", "G20", "name"),
    ("“七五”普法", "“七五”", "name"), ("八五普法", "八五普法", "name"), ("一卡通", "一卡通", "word"),
    ("双减", "双减", "word"), ("双随机", "双随机", "word"),
    ("1-4级伤残", "1-4级", "level"), ("4级以上", "4级", "level"), ("三级医院", "三级", "level"),
    ("市县乡村四级联动", "四级", "level"), ("二级甲等", "二级甲等", "level"),
    ("2型糖尿病", "2型", "type"), ("4 大社保工程\n", "4 ", "heading"), ("1 就业创业服务体系\n", "1 ", "heading"),
    ("3城市更新行动\n", "3", "heading"),
    ("1.新建学校", "1.", "list"), ("2、新建学校", "2、", "list"), ("一、总体要求", "一、", "list"),
    ("(1)新建", "1", "list"), ("(三)新建", "三)", "list"), ("一是新建", "一是", "list"),
    ("2021年12月", "2021年12月", "date"), ("6月底前", "6月底前", "date"), ("2018—2020年", "2018—2020年", "date"),
    ("三年内", "三年内", "date"),
    ("70周年", "70周年", "anniversary"), ("建党100周年", "100周年", "anniversary"), ("一批项目", "一批", "word"),
    ("千家万户", "千家万户", "word"),
    ("千方百计", "千方百计", "word"), ("百万人口", "百万", "idiom"), ("万亩良田", "万", "idiom"),
    ("千亿级产业", "千亿", "idiom"), ("一站式服务", "一站式", "word"),
    ("城乡一体化", "一体化", "word"), ("一老一小", "一老一小", "word"), ("两癌筛查", "两癌", "word"),
    ("三孩政策", "三孩", "word"), ("三位一体", "三位一体", "idiom"),
    ("一心一意", "一心一意", "word"), ("四面八方", "四面八方", "idiom"), ("百花齐放", "百花齐放", "word"),
    ("万众一心", "万众一心", "word"), ("五花八门", "五花八门", "idiom"),
    ("最后一公里", "最后一公里", "word"), ("第5页", "第5页", "ordinal"),
    ("http://example.org/a1.html", "http://example.org/a1.html", "address"),
    ("me12@example.org", "me12@example.org", "address"), ("09:55开始", "09:55", "time"),
    ("9:30-11:30", "9:30", "time"), ("《2021年20件实事》", "《2021年20件实事》", "title"),
    ("统一部署", "统一", "word"), ("进一步提高", "进一步", "word"), ("老百姓", "老百姓", "word"),
    ("零售业", "零售", "word"), ("半导体", "半导体", "word"),
    ("5G基站", "5G", "name"), ("PM2.5浓度", "PM2.5", "name"), ("3A级景区", "3A", "name"),
    ("24小时自助", "24小时", "name"), ("一户一策", "一户一策", "idiom"),
]  # fmt: skip

SOFT = [
    ("35-64岁妇女", "35-64岁", "age"), ("60周岁以上老人", "60周岁以上", "age"),
    ("60周岁(含)以上老人", "60周岁(含)以上", "age"), ("3岁以下婴幼儿", "3岁以下", "age"),
    ("15分钟生活圈", "15分钟", "name"), ("10-15 分钟健身圈", "10-15 分钟", "name"),
    ("共5 大类工程", "5 大", "grouping"), ("四类人员", "四类", "grouping"), ("三个方面", "三个方面", "grouping"),
]  # fmt: skip

FREE = [
    "新建48所", "4.8万户以上", "每人每年580元", "3 处公园", "12345件", "12345人次", "9万人", "4.9 万套(户)",
    "1.5：1", "20km", "10公里", "92%", "1 万套住房",
    "师生比1:20", "五项服务", "十二条措施", "一万二千个", "三千亩", "2000余人次", "3D", "最多2次",
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind"), HARD)
def test_a_number_that_is_no_quantity_is_guarded(text: str, words: str, kind: str) -> None:
    found = [(text[g.start : g.end], g.kind) for g in guards.find(text) if g.hard]
    assert (words, kind) in found


@pytest.mark.parametrize(("text", "words", "kind"), SOFT)
def test_a_quantity_that_is_no_target_is_guarded_softly(text: str, words: str, kind: str) -> None:
    assert [(text[g.start : g.end], g.kind, g.hard) for g in guards.find(text)] == [(words, kind, False)]


@pytest.mark.parametrize("text", [t for t in FREE if t != "3D"])
def test_figures_are_free(text: str) -> None:
    assert guards.find(text) == []


def test_long_quotations_and_quoted_figures_are_no_names() -> None:
    assert guards.find("“新建学校48所、改造医院12家、修建道路30公里”") == []
    assert guards.find("“不低于90%”") == []


def test_a_heading_number_before_a_measure_word_counts() -> None:
    assert guards.find("3 处公园\n") == []
    assert [g.kind for g in guards.find("3 城市公园建设\n")] == ["heading"]


def test_guards_are_sorted_and_found_in_a_piece() -> None:
    text = "第1期、第2期、第3期"
    assert [g.start for g in guards.find(text, 4, 7)] == [4]
    assert [g.start for g in guards.find(text)] == [0, 4, 8]


def test_hard_guards_cover_before_soft_ones() -> None:
    soft, hard = Guard(0, 5, "age", "age", hard=False), Guard(2, 4, "name", "plus")
    assert guards.covering([soft, hard], 1, 3) == hard
    assert guards.covering([soft, hard], 0, 1) == soft
    assert guards.covering([soft, hard], 5, 9) is None


@given(st.text(alphabet='0123456789一二三五百千万第期届号级年岁“”‘’《》〔〕()"+-.:、AaG热线户\n ', max_size=60))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    assert all(0 <= g.start < g.end <= len(text) for g in guards.find(text))


NEAR_MISSES = [
    "1", "一", "1-", "2至", "百", "第", "第1", "“", '"', "《", "a", "A1", "a@", "http://", "1+", "0539-", "(",
    "一户", "1.", "12345", "1、",
]  # fmt: skip


@pytest.mark.parametrize("near_miss", NEAR_MISSES)
def test_near_misses_cost_linear_time(near_miss: str) -> None:
    def cost(size: int) -> float:
        text = near_miss * (size // len(near_miss))
        begin = time.process_time()
        guards.find(text)
        return time.process_time() - begin

    assert cost(100_000) < 30 * max(cost(10_000), 0.02)
