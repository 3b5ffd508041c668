"""Mechanisms: names of ways of working; every sentence here is invented."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.language import mechanisms

NAMED = [
    ("实行挂牌督导制度,确保", "挂牌督导制度"), ("建立健全工单流转机制", "工单流转机制"),
    ("建立“1+2+3”包联服务机制", "“1+2+3”包联服务机制"),
    ("严格落实森林防火责任制。", "森林防火责任制"), ("推行“邻里+”办学模式", "“邻里+”办学模式"),
    ("探索“网格+热线”治理模式", "“网格+热线”治理模式"),
    ("建立重点隐患台账", "重点隐患台账"), ("建立“守护安全”联席会议制度", "“守护安全”联席会议制度"),
    ("构建网格引领治理体系", "网格引领治理体系"),
    ("完善药品追溯体系", "药品追溯体系"), ("加快燃气监测预警系统建设", "燃气监测预警系统"),
    ("全面推行河长制", "河长制"), ("打造“有话好说”的议事平台", "“有话好说”的议事平台"),
    ("执行销号管理", "销号管理"), ("开展双随机抽查", "双随机抽查"),
    ("实施看病“一单通”“一码通”制度", "看病“一单通”“一码通”制度"), ("成立工程推进工作专班", "工程推进工作专班"),
]  # fmt: skip

UNNAMED = [
    "完善机制", "健全体制机制", "建立相关制度", "完善养老服务体系", "依托信息平台", "深化制度改革", "制度化建设",
    "加强体系建设", "整理清单", "优化模式",
    "《某某管理制度》", "社会救助、社会福利等制度", "建立有制度", "新建服务中心",
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_mechanism_is_named_without_its_verb(text: str, name: str) -> None:
    found = mechanisms.find(text)
    assert [m.name for m in found] == [name]
    assert text[found[0].start : found[0].end] == name


@pytest.mark.parametrize("text", UNNAMED)
def test_heads_without_a_name_are_no_mechanisms(text: str) -> None:
    assert [m.name for m in mechanisms.find(text)] == []


def test_a_piece_of_text_keeps_its_offsets() -> None:
    text = "建立工单流转机制,落实防火责任制"
    assert [(m.start, m.name) for m in mechanisms.find(text, 9)] == [(11, "防火责任制")]


@given(st.text(alphabet="建立完善“”、机制体系责任,的一", max_size=60))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    found = mechanisms.find(text)
    assert all(0 <= m.start < m.end <= len(text) and text[m.start : m.end] == m.name for m in found)
    assert all(found[i].end <= found[i + 1].start for i in range(len(found) - 1))


NEAR_MISSES = [
    "机制", "建立", "“", "体系", "追溯", "工作", "、机制",
]  # fmt: skip


@pytest.mark.parametrize("near_miss", NEAR_MISSES)
def test_near_misses_cost_linear_time(near_miss: str) -> None:
    def cost(size: int) -> float:
        text = near_miss * (size // len(near_miss))
        begin = time.process_time()
        mechanisms.find(text)
        return time.process_time() - begin

    assert cost(100_000) < 30 * max(cost(10_000), 0.02)
