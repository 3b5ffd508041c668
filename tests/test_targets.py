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
        [("城市低保标准", "increase_to", 800, "元"), ("农村低保标准", "increase_to", 600, "元")],
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


REPORT = """政府工作报告
一、2022年工作回顾
过去一年,我们克服困难。预计地区生产总值突破900亿元、增长4.1%。
——民生持续改善。新建学校6所,高新企业净增21家。
对存在的不足,我们将采取措施加以解决。
二、2023年工作安排
2023年的主要预期目标是:地区生产总值增长6%,居民收入增长7%左右。
(一)着力稳定就业。坚持就业优先,新增城镇就业2万人。动态消除零就业家庭。
(二)着力改善居住条件。改造老旧小区30个,筹集租赁住房400套。感谢大家的努力!
(三)着力发展教育。新建幼儿园4所。城镇教师交流比例12%以上。
各位代表!让我们更加紧密地团结起来,为建设美丽家园而努力奋斗!
"""


def test_a_work_report_tells_results_in_its_first_part_and_promises_in_its_second(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    found = extract_file(path)
    assert [m.text[:7] for m in found.measures] == [
        "2023年的主",
        "坚持就业优先,",
        "动态消除零就业",
        "改造老旧小区3",
        "新建幼儿园4所",
        "城镇教师交流比",
    ]
    assert [t.value for m in found.measures for t in m.targets if t.value] == [6, 7, 20000, 30, 400, 4, 12]
    assert [t.deadline for t in found.measures[0].targets] == ["2023-12-31"] * 2
    assert [(r.value, r.measure) for r in found.results] == [(90_000_000_000, None), (4.1, None), (6, None), (21, None)]
    assert found.results[-1].comparator == "="
    assert [theme.name for theme in found.themes][-3:] == ["着力稳定就业", "着力改善居住条件", "着力发展教育"]


PROGRESS = "某某市2023年民生实事三季度进展情况通报\n现将三季度进展情况通报如下。\n"


@pytest.mark.parametrize(
    ("item", "promised", "done"),
    [
        ("全年目标培训3000人次,1—9月培训2700人次,完成率90%。", [3000], [2700, 90]),
        ("计划新建学校5所,已竣工3所,其余2所完成主体,工程进度82%,10月底前全部交付。", [5], [3, 2, 82]),
        ("覆盖率目标为达到95%,目前覆盖率92%,尚有4所学校未接入。", [95], [92, 4]),
        ("新改建公路400公里,完成路基工程310公里,危桥完工9座。", [400], [310, 9]),
        ("建设服务中心6个,甲区2个已运营,乙区1个正在装修。", [6], [2, 1]),
        ("计划改造管网120公里,实际完成126公里,今冬力争达标率98%以上、投诉量同比下降20%。", [120, 98, 20], [126]),
        ("改造老旧小区36个。已开工34个,累计完成投资2亿元。", [36], [34, 2e8]),
        ("普及率年底达到83%,现普及率82.6%。", [83], [82.6]),
        ("计划开工项目90个,竣工40个。", [90, 40], []),
        ("维修供水工程86处,完成80处,受益居民5万人。", [86], [80, 50000]),
    ],
)
def test_an_item_of_a_progress_report_holds_its_plan_and_what_became_of_it(
    tmp_path: Path, item: str, promised: list[float], done: list[float]
) -> None:
    path = tmp_path / "progress.txt"
    path.write_text(f"{PROGRESS}1.某项工作。{item}(牵头单位:市甲局)\n", encoding="utf-8")
    found = extract_file(path)
    assert [t.value for m in found.measures for t in m.targets] == promised
    assert [r.value for r in found.results] == done
    assert {r.measure for r in found.results} <= {1}


@pytest.mark.parametrize(
    ("opening", "done"),
    [
        ("2022年,全市民生支出89亿元,占比80%,较上年提高2个百分点。", [8.9e9, 80, 2]),
        ("在2022年全市民生支出89亿元的基础上,2023年办好20件民生实事。", [8.9e9]),
        ("2022年全市46件民生实事全部完成,但有的项目进度偏慢。", [46]),
        ("2021年开工的甲片区继续建设安置房300套。", []),
        ("全年建设安置房300套,投诉量比2022年下降30%。", []),
    ],
)
def test_a_year_before_the_plans_makes_its_part_of_a_sentence_a_result(
    tmp_path: Path, opening: str, done: list[float]
) -> None:
    found = extracted(tmp_path, f"{opening}\n1.建学校3所。(市甲局牵头)\n2.建公园3个。(市甲局牵头)\n")
    assert [(r.value, r.measure) for r in found.results] == [(value, None) for value in done]


def test_a_promised_fall_against_last_year_is_a_target(tmp_path: Path) -> None:
    assert [t.value for t in targets(tmp_path, "确保室温达标,供热投诉量同比下降30%。")] == [30]


def test_a_date_that_names_what_is_meant_is_no_deadline(tmp_path: Path) -> None:
    assert [t.deadline for t in targets(tmp_path, "改造2000年底前建成的老旧小区126个。")] == [None]


def test_the_date_of_one_building_does_not_govern_the_next_clause(tmp_path: Path) -> None:
    assert [t.deadline for t in targets(tmp_path, "某镇中心幼儿园5月底前动工,新增学位700个。")] == [None]


def test_the_next_steps_of_a_progress_report_are_measures_and_its_plans_are_targets(tmp_path: Path) -> None:
    path = tmp_path / "progress.txt"
    items = "1.办学工作。计划新建学校5所,已竣工3所。(牵头单位:市甲局)\n2.养老工作。新建食堂4家,已运营2家。(牵头单位:市乙局)\n"
    steps = "二、下一步工作\n各单位要对照目标倒排工期,11月25日前提交整改方案。市督查室要开展实地督查不少于2次,销号率达到100%。\n"
    path.write_text(f"{PROGRESS}一、具体进展\n{items}{steps}", encoding="utf-8")
    found = extract_file(path)
    assert [m.text[:4] for m in found.measures[2:]] == ["各单位要", "市督查室"]
    assert [m.deadline for m in found.measures[2].milestones] == ["2023-11-25"]
    assert [t.value for t in found.measures[3].targets] == [2, 100]


def test_an_opening_that_says_what_all_items_will_cost_is_a_goal(tmp_path: Path) -> None:
    text = "2023年,全市办理民生实事12项,计划总投资53亿元。现予公布。\n1.建学校3所。(市甲局牵头)\n2.建公园3个。(市甲局牵头)\n"
    found = extracted(tmp_path, text)
    assert found.measures[0].text.startswith("2023年,全市办理")
    assert 5.3e9 in [t.value for t in found.measures[0].targets]


def test_goals_of_two_horizons_are_two_measures(tmp_path: Path) -> None:
    goals = "一、总体目标\n到2023年底,改造管网90公里。到2025年,供水普及率达到95%。\n二、任务\n"
    found = extracted(tmp_path, goals + "1.建学校3所。(市甲局牵头)\n2.建公园3个。(市甲局牵头)\n")
    assert [t.deadline for m in found.measures[:2] for t in m.targets] == ["2023-12-31", "2025-12-31"]


@pytest.mark.parametrize(
    ("sentence", "deadlines"),
    [
        ("改造小区90个,其中甲片区12个小区10月15日前(供暖前)完工。", [None, "2023-10-15"]),
        ("完成水库加固7座(汛期前,即6月30日前),恢复灌溉面积8万亩。", ["2023-06-30", None]),
        ("2023年的目标是:培训3000人,新增就业2000人。", ["2023-12-31", "2023-12-31"]),
    ],
)
def test_a_date_governs_the_figures_of_its_own_clause(
    tmp_path: Path, sentence: str, deadlines: list[str | None]
) -> None:
    assert [t.deadline for t in targets(tmp_path, sentence)] == deadlines


def test_two_works_in_one_clause_have_a_milestone_each(tmp_path: Path) -> None:
    found = extracted(tmp_path, "1.确保甲厂一季度全面投产、乙路10月底前建成通车。(市甲局牵头)\n")
    assert [(m.quote, m.deadline) for m in found.measures[0].milestones] == [
        ("确保甲厂一季度全面投产", "2023-03-31"),
        ("乙路10月底前建成通车", "2023-10-31"),
    ]


@pytest.mark.parametrize("sentence", ["甲公司年产20GWh动力电池项目开工。", "推进20万吨/年新材料项目建设。"])
def test_the_capacity_in_the_name_of_a_project_is_no_target(tmp_path: Path, sentence: str) -> None:
    assert targets(tmp_path, sentence) == []


@pytest.mark.parametrize(
    ("item", "promised", "done"),
    [
        ("新建幼儿园12所,新增学位3600个,超额完成任务。", [], [12, 3600]),
        ("年度目标改造小区60个,实际完成63个。", [60], [63]),
        ("建成服务站25个、食堂40家。", [], [25, 40]),
    ],
)
def test_a_bare_figure_in_a_document_on_how_things_ended_is_a_result(
    tmp_path: Path, item: str, promised: list[float], done: list[float]
) -> None:
    path = tmp_path / "ended.txt"
    path.write_text(f"某某市2023年民生实事完成情况公告\n1.某项工作。{item}(责任单位:市甲局)\n", encoding="utf-8")
    found = extract_file(path)
    assert [t.value for m in found.measures for t in m.targets] == promised
    assert [r.value for r in found.results] == done


def test_items_of_two_years_in_one_document_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "years.txt"
    old = "一、2023年民生实事完成情况\n1.新建学校3所,全部投用。(责任单位:县甲局)\n2.改造公路80公里。(责任单位:县乙局)\n"
    new = "二、2024年民生实事安排\n1.新建学校2所。(责任单位:县甲局)\n2.改造公路60公里。(责任单位:县乙局)\n"
    path.write_text(f"某某县民生实事完成情况和2024年安排\n{old}{new}", encoding="utf-8")
    found = extract_file(path)
    assert [[t.value for t in m.targets] for m in found.measures] == [[], [], [2], [60]]
    assert [(r.value, r.measure) for r in found.results] == [(3, 1), (80, 2)]


@pytest.mark.parametrize(
    ("item", "promised", "done"),
    [
        ("目标:3万人。进展:新增就业1.6万人。下一步:10月底前新增2万人。", [30000, 20000], [16000]),
        ("年内加装电梯100部,截至5月底,加装完成46部,在建30部。", [100], [46, 30]),
        ("改造管网50公里(已完成21公里)。", [50], [21]),
    ],
)
def test_labels_and_brackets_turn_the_tense_of_a_progress_item(
    tmp_path: Path, item: str, promised: list[float], done: list[float]
) -> None:
    path = tmp_path / "progress.txt"
    path.write_text(f"{PROGRESS}1.某项工作。{item}(牵头单位:市甲局)\n", encoding="utf-8")
    found = extract_file(path)
    assert [t.value for m in found.measures for t in m.targets] == promised
    assert [r.value for r in found.results] == done


def test_what_a_plan_sets_out_from_is_a_result(tmp_path: Path) -> None:
    assert [t.value for t in targets(tmp_path, "在去年加装电梯86部的基础上,再加装电梯60部。")] == [60]


def test_a_heading_on_problems_does_not_make_the_plans_of_a_progress_report_results(tmp_path: Path) -> None:
    path = tmp_path / "progress.txt"
    parts = "一、总体情况\n各项工作有序推进。\n二、具体进展\n1.办学工作。新建学校5所。(牵头单位:市甲局)\n三、存在问题\n个别项目滞后。\n四、下一步工作\n确保6月底前开工2所。\n"
    path.write_text(PROGRESS + parts, encoding="utf-8")
    found = extract_file(path)
    assert [t.value for m in found.measures for t in m.targets] == [5, 2]


@pytest.mark.parametrize(
    ("sentence", "promised", "reached"),
    [
        ("已改造小区5个，今年再改造3个。", [3], [5]),
        ("目前已开通线路12条，再开通4条。", [4], [12]),
        ("对已办理登记的5.2万套，按计划完成补办1.5万套。", [52000, 15000], []),
        ("整治已排查的隐患点36处。", [36], []),
        ("关爱已婚妇女8000人。", [8000], []),
    ],
)
def test_what_already_is_done_is_a_result_until_a_word_of_the_plan(
    tmp_path: Path, sentence: str, promised: list[float], reached: list[float]
) -> None:
    found = extracted(tmp_path, f"1.{sentence}(市甲局牵头)\n")
    assert [target.value for measure in found.measures for target in measure.targets] == promised
    assert [result.value for result in found.results] == reached


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("绿化覆盖率由2022年的38%提高到40%。", [(40, None)]),
        ("完成2022年结转的12个项目。", [(12, None)]),
        ("对2022年已开工的30个小区加快扫尾。", [(30, None)]),
        ("在2022年建成90个的基础上,再建60个。", [(60, None)]),
        ("到2025年,绿化覆盖率从2022年的38%提高到44%。", [(44, "2025-12-31")]),
        ("2023年6月底前建成公厕12座。", [(12, "2023-06-30")]),
        ("每千人口床位数由上年的3.8张提高到4.5张。", [(4.5, None)]),
        ("低保标准由上年780元提高到820元。", [(820, None)]),
        ("养老机构从去年的12家增加到20家。", [(20, None)]),
    ],
)
def test_a_year_that_is_over_is_a_baseline_and_no_deadline(
    tmp_path: Path, sentence: str, told: list[tuple[float, str | None]]
) -> None:
    found = targets(tmp_path, sentence)
    assert [(one.value, one.deadline) for one in found] == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("引进投资3亿元以上项目40个,其中8亿元以上项目9个。", [("=", 40, "个"), ("=", 9, "个")]),
        ("培育产值5亿元以上企业6家、年收入20万元以上家庭农场200家。", [("=", 6, "家"), ("=", 200, "家")]),
        ("建设50MW光伏电站3座。", [("=", 3, "座")]),
        ("完成投资5亿元以上,建成项目12个。", [(">=", 500_000_000, "元"), ("=", 12, "个")]),
        ("新增光伏装机60兆瓦、光伏电站2座。", [("=", 60, "兆瓦"), ("=", 2, "座")]),
        ("发放贷款5亿元以上支持企业300家。", [(">=", 500_000_000, "元"), ("=", 300, "家")]),
        ("缩短办理时间至3个工作日。", [("decrease_to", 3, "个工作日")]),
        ("缩短办理时间3个工作日。", [("decrease_by", 3, "个工作日")]),
        ("降低电价0.05元/千瓦时。", [("decrease_by", 0.05, "元")]),
        ("降低企业用电成本至0.5元/千瓦时。", [("decrease_to", 0.5, "元")]),
        ("增加养老床位至950张。", [("increase_to", 950, "张")]),
    ],
)
def test_sizes_describe_what_is_counted_and_the_place_of_to_tells_the_change(
    tmp_path: Path, sentence: str, told: list[tuple[str, float, str]]
) -> None:
    found = targets(tmp_path, sentence)
    assert [(one.comparator, one.value, one.unit) for one in found] == told


@pytest.mark.parametrize(
    ("sentence", "promised", "reached"),
    [
        ("农村劳动力转移就业25.4万人次，超额完成目标任务。", [], [254000]),
        ("城镇新增就业2.9万人，完成年度目标3万人的95.3%。", [], [29000, 95.3]),
        ("建成社区日间照料中心12个，尚未开工。", [], [12]),
        ("确保10月底前完成剩余35公里。", [35], []),
        ("计划新建幼儿园11所，已竣工7所，其余4所完成主体。", [11], [7, 4]),
        ("建设公路500公里、改造危桥12座，完成路面工程462公里，占年度任务的92.4%。", [500, 12], [462, 92.4]),
    ],
)
def test_what_is_held_against_the_plan_of_a_progress_report_was_reached(
    tmp_path: Path, sentence: str, promised: list[float], reached: list[float]
) -> None:
    path = tmp_path / "progress.txt"
    items = f"1.{sentence}(市甲局牵头)\n2.计划培训教师90人，已培训60人。(市乙局牵头)\n"
    path.write_text(f"某某市2023年民生实事三季度进展情况\n{items}", encoding="utf-8")
    found = extract_file(path)
    assert [target.value for target in found.measures[0].targets] == promised
    assert [result.value for result in found.results if result.measure == 1] == reached


def test_points_added_to_a_share_keep_it_as_their_baseline(tmp_path: Path) -> None:
    (only,) = targets(tmp_path, "新能源公交占比由70%提高10个百分点。")
    assert (only.comparator, only.value, only.unit) == ("increase_by", 10, "个百分点")
    assert only.baseline is not None and (only.baseline.value, only.baseline.unit) == (70, "%")


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [
        ("公交平均时速提升3公里/小时。", "increase_by"),
        ("蔬菜产量提升2万吨。", "increase_by"),
        ("供热能力提升40兆瓦。", "increase_by"),
        ("绿道里程提升15公里。", "increase_by"),
        ("背街小巷提升18公里。", "="),
    ],
)
def test_a_measure_that_is_raised_is_told_from_a_thing_that_is_mended(
    tmp_path: Path, sentence: str, comparator: str
) -> None:
    assert [one.comparator for one in targets(tmp_path, sentence)] == [comparator]
