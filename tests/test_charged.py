"""Sentences that are measures because of the duties that they tell, and the parts of an item with several."""

import pytest

from zeren.language.charged import commits, duties_alone, leads, parted

COMMITS = [
    ("各县区要于6月底前完成整改。", True),
    ("市督查室要实地督查不少于2轮。", True),
    ("由市教育局牵头，新建学校3所。", True),
    ("各牵头单位要倒排工期，滞后项目10月25日前提交方案。", True),
    ("各级各部门要高度重视，切实加强领导。", False),
    ("各单位要于每月25日前报送进展情况。", False),
    ("各单位要于每季度末月20日前报市政府办公室（联系人：某某，0536—81234567）。", False),
    ("市教育局要加强管理。", False),
    ("新建学校3所，6月底前完工。", False),
    ("本办法自2024年4月1日起施行。", False),
]


@pytest.mark.parametrize(("line", "expected"), COMMITS)
def test_a_body_that_must_act_by_a_date_or_to_a_figure_commits_itself(line: str, expected: bool) -> None:
    assert commits(line, (0, len(line))) is expected


def test_a_named_bureau_leads_even_without_a_figure_but_everybody_does_not() -> None:
    assert [leads(line, (0, len(line))) for line in ("市教育局要抓好落实。", "各有关部门要抓好落实。")] == [True, False]


ALONE = [
    ("由市教育局牵头，市财政局、市住建局配合。", "市教育局牵头，市财政局、市住建局配合"),
    ("此项工作由市教育局牵头负责。", "市教育局牵头负责"),
    ("市财政局做好资金保障。", "市财政局做好资金保障"),
    ("由市教育局牵头，新建学校3所。", ""),
    ("市教育局负责校园改造。", ""),
]


@pytest.mark.parametrize(("line", "field"), ALONE)
def test_a_sentence_of_nothing_but_duties_speaks_of_the_one_before(line: str, field: str) -> None:
    assert "".join(line[slice(*one.span)] for one in duties_alone(line, (0, len(line)))) == field


PARTED = [
    (
        "办好学校。市教育局要会同市住建局新建学校3所。市体育局负责操场改造，年内完成5处。",
        ["市教育局要会同市住建局新建学校3所。", "市体育局负责操场改造，年内完成5处。"],
    ),
    (
        "由市教育局牵头，新建学校3所。年内全部开学。由市住建局牵头，改造小区9个。",
        ["由市教育局牵头，新建学校3所。年内全部开学。", "由市住建局牵头，改造小区9个。"],
    ),
    (
        "新建学校3所。由市教育局牵头，市财政局配合。改造小区9个。由市住建局负责。",
        ["新建学校3所。由市教育局牵头，市财政局配合。", "改造小区9个。由市住建局负责。"],
    ),
    (
        "由市教育局牵头。新建学校3所。由市住建局牵头。改造小区9个。",
        ["由市教育局牵头。新建学校3所。", "由市住建局牵头。改造小区9个。"],
    ),
    ("由市教育局牵头，新建学校3所。市财政局做好资金保障。", None),
    ("由市教育局牵头，新建学校3所。市住建局要加强质量监管。", None),
    ("由市教育局牵头，新建学校3所。各有关部门要密切配合。", None),
    ("办好学校。新建学校3所。年内完成。", None),
]


@pytest.mark.parametrize(("item", "parts"), PARTED)
def test_a_sentence_that_names_another_lead_begins_a_measure(item: str, parts: list[str] | None) -> None:
    assert [item[slice(*span)] for span in parted(item, (0, len(item)))] == (parts or [item])
