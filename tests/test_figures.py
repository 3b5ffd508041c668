"""Which number is a figure, what it measures and compares, and which date is its own; every sentence is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.language import wholes
from zeren.model import Measure


def measure(tmp_path: Path, sentence: str) -> Measure:
    path = tmp_path / "plan.txt"
    path.write_text(f"某某市2023年民生实事\n1.{sentence}(市甲局牵头)\n", encoding="utf-8")
    (found,) = extract_file(path).measures
    return found


Told = list[tuple[str, str | None, float | None, str | None]]

SHARED: list[tuple[str, Told]] = [
    (
        "慢阻肺、慢性肾病患者随访率均不低于70%。",
        [("慢阻肺患者随访率", ">=", 70, "%"), ("慢性肾病患者随访率", ">=", 70, "%")],
    ),
    ("公办园、普惠园占比均达到60%以上。", [("公办园占比", ">=", 60, "%"), ("普惠园占比", ">=", 60, "%")]),
    ("信访事项受理率、答复率均为100%。", [("信访事项受理率", "=", 100, "%"), ("信访事项答复率", "=", 100, "%")]),
    ("求助电话接通率、回访率均达98%。", [("求助电话接通率", ">=", 98, "%"), ("回访率", ">=", 98, "%")]),
    (
        "乡镇卫生院、村卫生室标准化率均达到95%。",
        [("乡镇卫生院标准化率", ">=", 95, "%"), ("村卫生室标准化率", ">=", 95, "%")],
    ),
    ("外贸总值、实际到资均增长5%以上。", [("外贸总值", "increase_by", 5, "%"), ("实际到资", "increase_by", 5, "%")]),
    (
        "火灾起数、受伤人数分别下降4%以上和6%以上。",
        [("火灾起数", "decrease_by", 4, "%"), ("火灾受伤人数", "decrease_by", 6, "%")],
    ),
    (
        "高龄补贴、孤儿生活费分别提高到每人每月120元、每人每年9000元。",
        [("高龄补贴", "increase_to", 120, "元"), ("孤儿生活费", "increase_to", 9000, "元")],
    ),
    (
        "城乡居民收入分别增长6%、7%。",
        [("城镇居民收入", "increase_by", 6, "%"), ("农村居民收入", "increase_by", 7, "%")],
    ),
    (
        "幼儿园、小学每生每年分别补助600元、800元。",
        [("幼儿园补助标准", "=", 600, "元"), ("小学补助标准", "=", 800, "元")],
    ),
]

COMPARED: list[tuple[str, Told]] = [
    ("压减办事材料20%以上。", [("办事材料", "decrease_by", 20, "%")]),
    ("精简申报环节四成。", [("精简申报环节", "decrease_by", 40, "%")]),
    ("旅客吞吐量恢复到300万人次。", [("旅客吞吐量", "increase_to", 3000000, "人次")]),
    ("科技型企业净增200户,税收净增长5%。", [("科技型企业", "=", 200, "户"), ("税收", "increase_by", 5, "%")]),
    ("物价涨幅控制在2%左右。", [("物价涨幅", "=", 2, "%")]),
    ("物价涨幅控制在2%以内。", [("物价涨幅", "<=", 2, "%")]),
    ("检验时限在承诺时限基础上缩短20%。", [("检验时限", "decrease_by", 20, "%")]),
    ("供热投诉量比前两年均值下降10%。", [("供热投诉量", "decrease_by", 10, "%")]),
    ("改造提升林地3万亩。", [("改造提升林地", "=", 30000, "亩")]),
    ("对口帮扶学校比例达到全市学校的30%以上。", [("对口帮扶学校比例", ">=", 30, "%")]),
    ("较大火灾事故起数为零。", [("较大火灾事故起数", "=", 0, None)]),
    ("重大食品安全事故零发生。", [("重大食品安全事故", "=", 0, None)]),
    ("动态消除零就业家庭。", [("零就业家庭", "=", 0, None)]),
    ("500人以上集中居住区健身设施全覆盖。", [("500人以上集中居住区健身设施", "all", None, None)]),
    ("居家养老服务点62个社区（村）全覆盖。", [("居家养老服务点社区（村）", "all", None, None)]),
    ("中小学生每天校内体育活动不少于2小时。", [("中小学生每天校内体育活动", ">=", 2, "小时")]),
]

CARRIED: list[tuple[str, Told]] = [
    (
        "新建标准化卫生室20所、改建15所、维修30所。",
        [("新建标准化卫生室", "=", 20, "所"), ("改建标准化卫生室", "=", 15, "所"), ("标准化卫生室维修", "=", 30, "所")],
    ),
    (
        "实施城中村改造6个、3200户、45万平方米。",
        [("城中村改造", "=", 6, "个"), ("城中村改造户数", "=", 3200, "户"), ("城中村改造面积", "=", 450000, "平方米")],
    ),
    (
        "新装路灯500盏（城区300盏、乡镇200盏）。",
        [("新装路灯", "=", 500, "盏"), ("城区新装路灯", "=", 300, "盏"), ("乡镇新装路灯", "=", 200, "盏")],
    ),
    (
        "建设养老服务站50个,其中具备日托功能的不少于20个。",
        [("建设养老服务站", "=", 50, "个"), ("具备日托功能的养老服务站", ">=", 20, "个")],
    ),
    ("创建国家级园区1个、省级3个。", [("国家级园区", "=", 1, "个"), ("省级园区", "=", 3, "个")]),
    ("新建幼儿园10所,其中公办园6所。", [("新建幼儿园", "=", 10, "所"), ("公办园", "=", 6, "所")]),
    (
        "外贸进出口总额增长5%,力争突破200亿元。",
        [("外贸进出口总额", "increase_by", 5, "%"), ("外贸进出口总额", ">", 2e10, "元")],
    ),
    ("每个社区卫生服务中心至少配备3名全科医生。", [("全科医生", ">=", 3, "名")]),
    ("完成河道清淤任务的60%。", [("河道清淤完成率", "=", 60, "%")]),
    ("改造1995年以前建成的住宅小区30个。", [("改造住宅小区", "=", 30, "个")]),
]

NONE = [
    "推进年产30万套轮毂项目、日处理500吨垃圾焚烧厂建设。",
    "加快5万吨/年造纸项目建设。",
    "为适龄女生接种两针流感疫苗。",
    "推进二次结构施工。",
    "办好实事,上述5项任务由各县负责。",
]

DATED = [
    ("妇女儿童医院6月底前封顶,新增床位300张。", [None]),
    ("3月底前改造公园2个；新建厕所20座。", ["2023-03-31", None]),
    ("到2025年,甲业达标率达到90%；乙业达标率达到95%。", ["2025-12-31", "2025-12-31"]),
    ("全市新建公厕20座9月底前投用。", ["2023-09-30"]),
    ("改造泵站6座（汛期前，即5月31日前），整修桥梁5座。", ["2023-05-31", None]),
    ("改造2010年底前建成的住宅小区30个,加装电梯20部。", [None, None]),
    ("新建学校20所,6月底前完成。", [None]),
]


@pytest.mark.parametrize(("sentence", "told"), [*SHARED, *COMPARED, *CARRIED])
def test_a_figure_is_told_with_its_own_words(tmp_path: Path, sentence: str, told: Told) -> None:
    found = measure(tmp_path, sentence).targets
    assert [(t.indicator, t.comparator, t.value, t.unit) for t in found] == told


@pytest.mark.parametrize("sentence", NONE)
def test_a_number_that_names_or_describes_is_no_target(tmp_path: Path, sentence: str) -> None:
    assert not measure(tmp_path, sentence).targets


@pytest.mark.parametrize(("sentence", "deadlines"), DATED)
def test_a_date_governs_its_own_clause(tmp_path: Path, sentence: str, deadlines: list[str | None]) -> None:
    assert [t.deadline for t in measure(tmp_path, sentence).targets] == deadlines


def test_a_share_of_the_work_by_a_date_and_the_rest_later(tmp_path: Path) -> None:
    found = measure(tmp_path, "6月底前完成清淤任务的60%,其余10月底前完成。")
    assert [t.deadline for t in found.targets] == ["2023-06-30"]
    assert [m.deadline for m in found.milestones] == ["2023-10-31"]


def test_coverage_at_the_end_of_a_clause_counts_only_where_it_says_for_how_many() -> None:
    assert [whole.weak for whole in wholes.find("62个村全覆盖。按照全覆盖原则推进,坚持执法全覆盖。")] == [False, True]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "甲镇、乙镇分别新增停车位300个、500个，合计800个。",
            [("甲镇新增停车位", "=", 300, None), ("乙镇新增停车位", "=", 500, None), ("新增停车位", "=", 800, None)],
        ),
        ("改造S318线二期9公里。", [("改造S318线二期", "=", 9, None)]),
        ("对全县14个乡镇（街道）敬老院开展安全改造。", []),
        ("资助学生600人，人均1500元，合计90万元。", [("资助学生", "=", 600, None), ("资助学生", "=", 1500, None), ("资助学生", "=", 900000, None)]),
        ("湿地面积较上年的400亩增加30亩。", [("湿地面积", "increase_by", 30, None)]),
        ("社区食堂数量翻一番。", [("社区食堂数量", "increase_to", 2, None)]),
        ("重大火灾隐患动态“清零”。", [("重大火灾隐患", "=", 0, None)]),
        ("开展欠薪“清零”行动。", []),
        ("补种树苗2万棵/15公顷、1万棵/6公顷。", [("补种树苗", "=", 20000, None), ("补种树苗面积", "=", 15, None), ("补种树苗", "=", 10000, None), ("补种树苗面积", "=", 6, None)]),
        ("学位利用率不低于70%但不超过95%。", [("学位利用率", "range", 70, 95)]),
        ("新辟公交线路3条以上、6条以内。", [("新辟公交线路", "range", 3, 6)]),
    ],
)  # fmt: skip
def test_sums_ranges_and_pairs_are_told_with_what_they_count(
    tmp_path: Path, sentence: str, told: list[tuple[str, str, float, float | None]]
) -> None:
    found = measure(tmp_path, sentence).targets
    assert [(one.indicator, one.comparator, one.value, one.value_max) for one in found] == told


def test_a_figure_for_so_many_people_keeps_its_scope(tmp_path: Path) -> None:
    assert [(one.unit, one.scope) for one in measure(tmp_path, "药品抽检量达5份/千人。").targets] == [("份", "每千人")]
