"""Which figure is promised, of what, by when; milestones; results told from targets."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.model import Extraction, Target

HEAD = "某某市2023年民生实事\n"


def extracted(tmp_path: Path, text: str) -> Extraction:
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return extract_file(path)


def targets(tmp_path: Path, sentence: str) -> list[Target]:
    found = extracted(tmp_path, f"1.{sentence}(市甲局牵头)\n")
    return [target for measure in found.measures for target in measure.targets]


Case = tuple[str, list[tuple[str, str | None, float | None, str | None]]]

CASES: list[Case] = [
    ("新建学校48所。", [("新建学校", "=", 48, "所")]),
    ("打造5处样板学校。", [("样板学校", "=", 5, "处")]),
    ("创建1个示范区、5个示范校。", [("示范区", "=", 1, "个"), ("示范校", "=", 5, "个")]),
    ("新建小学3所、幼儿园2所。", [("新建小学", "=", 3, "所"), ("新建幼儿园", "=", 2, "所")]),
    ("登记失业率控制在4.5%以内。", [("登记失业率", "<=", 4.5, "%")]),
    ("年内城镇新增就业9万人。", [("城镇新增就业", "=", 90000, "人")]),
    ("就业率90%以上,培训10万人次以上。", [("就业率", ">=", 90, "%"), ("培训", ">=", 100000, "人次")]),
    ("将人均经费标准提高到79元。", [("人均经费标准", "increase_to", 79, "元")]),
    ("补助标准再提高10%。", [("补助标准", "increase_by", 10, "%")]),
    ("增加养老床位950张。", [("养老床位", "increase_by", 950, "张")]),
    ("确保大班额动态清零。", [("大班额", "=", 0, None)]),
    ("实现长护险全覆盖。", [("长护险", "all", None, None)]),
    ("推动危险企业全部纳入监管。", [("纳入监管的危险企业", "all", None, None)]),
    ("保安配备率、报警达标率均达到100%。", [("保安配备率", ">=", 100, "%"), ("报警达标率", ">=", 100, "%")]),
    ("每个县区建设2-3个服务平台。", [("服务平台", "range", 2, "个")]),
    ("民生支出占一般预算的比重稳定在80%左右。", [("民生支出占一般预算比重", "=", 80, "%")]),
    (
        "城乡低保标准分别提高到800元、600元。",
        [("城乡低保标准", "increase_to", 800, "元"), ("城乡低保标准", "increase_to", 600, "元")],
    ),
    (
        "城镇和农村居民收入分别达到5万元、2万元。",
        [("城镇居民收入", "=", 50000, "元"), ("农村居民收入", "=", 20000, "元")],
    ),
    ("围绕“七有”办好20件实事。", [("实事", "=", 20, "件")]),
    ("完成投资500万元以上的项目3个。", [("投资500万元以上的项目", "=", 3, "个")]),
    ("居民人均预期寿命提高到79岁。", [("居民人均预期寿命", "increase_to", 79, "岁")]),
    ("落实第四期计划,做好12345热线,关爱60周岁以上老人。", []),
    ("按照全覆盖要求推进服务。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_figure_is_told_with_what_it_measures(
    tmp_path: Path, sentence: str, expected: list[tuple[str, str | None, float | None, str | None]]
) -> None:
    assert [(t.indicator, t.comparator, t.value, t.unit) for t in targets(tmp_path, sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "deadlines"),
    [
        ("年底前建学校3所,公园2个。", [("2023-12-31", "stated"), ("2023-12-31", "stated")]),
        ("建学校3所,6月底前建公园2个。", [(None, "plan-year"), ("2023-06-30", "stated")]),
        ("到2025年,城镇化率达到70%;森林覆盖率达到40%。", [("2025-12-31", "stated"), ("2025-12-31", "stated")]),
        ("建学校3所。", [(None, "plan-year")]),
    ],
)
def test_a_date_governs_what_follows_it_in_its_sentence(
    tmp_path: Path, sentence: str, deadlines: list[tuple[str | None, str]]
) -> None:
    assert [(t.deadline, t.deadline_basis) for t in targets(tmp_path, sentence)] == deadlines


def test_a_labelled_deadline_is_inherited_by_the_targets_of_its_item(tmp_path: Path) -> None:
    found = extracted(tmp_path, "1.建学校3所。\n责任单位:市教育局\n完成时限:11月底\n")
    assert [(t.deadline, t.deadline_basis) for m in found.measures for t in m.targets] == [("2023-11-30", "inherited")]


@pytest.mark.parametrize(
    ("sentence", "tentative"),
    [
        ("力争建学校3所。", True),
        ("争取创建示范校5个。", True),
        ("争取资金支持,建学校3所。", False),
        ("建学校3所。", False),
    ],
)
def test_a_stretch_word_makes_a_target_tentative(tmp_path: Path, sentence: str, tentative: bool) -> None:
    assert [t.tentative for t in targets(tmp_path, sentence)] == [tentative]


def test_a_rise_from_a_value_keeps_its_baseline(tmp_path: Path) -> None:
    (target,) = targets(tmp_path, "担保贷款额度从10万元提高到15万元以上。")
    assert (target.comparator, target.value) == ("increase_to", 150000)
    assert target.baseline is not None
    assert target.baseline.value == 100000


def test_a_date_without_a_number_is_a_milestone(tmp_path: Path) -> None:
    found = extracted(tmp_path, "1.加快综合楼建设,5月底前开工,年内完成主体工程。(市甲局牵头)\n")
    assert [(m.kind, m.deadline, m.quote) for m in found.measures[0].milestones] == [
        ("start", "2023-05-31", "5月底前开工"),
        ("finish", "2023-12-31", "年内完成主体工程"),
    ]


def test_a_figure_of_last_year_is_a_result_and_no_target(tmp_path: Path) -> None:
    found = extracted(tmp_path, "推进就业工作。去年,全市新增就业8万人。今年新增就业9万人。\n")
    assert [(t.value, t.unit) for m in found.measures for t in m.targets] == [(90000, "人")]
    assert [(r.value, r.period) for r in found.results] == [(80000, "去年")]


def test_a_text_that_looks_back_gives_results_and_each_once(tmp_path: Path) -> None:
    text = "2022年以来,甲市建成了学校3所。累计救助老人500人。全市9件实事全部完成了。\n9件实事全部按期完成。\n"
    found = extracted(tmp_path, text)
    assert [t for m in found.measures for t in m.targets] == []
    assert sorted(r.value or 0 for r in found.results) == [3, 9, 500]


@pytest.mark.parametrize(
    ("sentence", "indicator", "comparator", "value"),
    [
        ("居民收入增速高于全国平均水平0.5个百分点。", "居民收入增速高于全国平均水平", "=", 0.5),
        ("优良天数比例高于全省平均水平2个百分点以上。", "优良天数比例高于全省平均水平", ">=", 2),
        ("登记失业率低于全国平均水平1个百分点。", "登记失业率低于全国平均水平", "=", 1),
        ("农民收入增速快于城镇居民1.5个百分点。", "农民收入增速快于城镇居民", "=", 1.5),
    ],
)
def test_a_distance_from_a_reference_is_what_is_measured(
    tmp_path: Path, sentence: str, indicator: str, comparator: str, value: float
) -> None:
    (found,) = targets(tmp_path, sentence)
    assert (found.indicator, found.comparator, found.value, found.unit) == (indicator, comparator, value, "个百分点")
