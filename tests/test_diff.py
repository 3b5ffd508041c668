"""From one year's plan to the next: each measure's fate, its figures and its hands, each with its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from zeren import facts
from zeren.analysis import compare, diff
from zeren.analysis.diff import Difference
from zeren.analysis.unit_families import reconcile
from zeren.extract import extract_file
from zeren.rdf import quads, queries
from zeren.registry.tables import frames

if TYPE_CHECKING:
    from zeren.facts import Tables

BEFORE = """临沂市2020年民生实事
1.新建、改扩建幼儿园100所。（牵头单位：市教育局）
2.改造城镇老旧小区300个。（牵头单位：市住建局）
3.城镇新增就业6万人。（牵头单位：市人力资源社会保障局）
4.完成农村厕所改造20万户。（牵头单位：市农业农村局）
5.消除贫困村集体经济空壳村，扶持产业项目80个。（牵头单位：市扶贫办）
6.新建农村公路500公里。（牵头单位：市交通运输局）
7.发放惠民消费券1亿元。（牵头单位：市商务局）
8.建设人才公寓2000套。（牵头单位：市住建局）
"""
AFTER = """临沂市2022年民生实事
1.改造城镇老旧小区450个。（牵头单位：市住建局）
2.新建改扩建幼儿园80所。（牵头单位：市教育局）
3.城镇新增就业6万人。（牵头单位：市人力资源社会保障局）
4.完成农村厕所改造8万户。（牵头单位：市城管局）
5.消除经济薄弱村集体经济空壳村，扶持产业项目90个。（牵头单位：市乡村振兴局）
6.新建农村公路600000米。（牵头单位：市交通运输局）
7.建设人才公寓1500户。（牵头单位：市住建局）
8.新增公共充电桩3000个。（牵头单位：市发展改革委）
"""


def tables(folder: Path, **texts: str) -> Tables:
    made = []
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        made.append(extract_file(folder / f"{name}.txt"))
    used = {duty.department for one in made for m in one.measures for duty in m.responsibilities if duty.department}
    return facts.frames(made, frames(used))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Difference]:
    both = tables(tmp_path_factory.mktemp("plans"), a=BEFORE, b=AFTER)
    ((first, second),) = diff.consecutive(both)
    told = diff.diff(both, both, first, second)
    return {(one.after or one.before).text[:9]: one for one in told if one.after or one.before}  # type: ignore[union-attr]


FATES = [
    ("改造城镇老旧小区", "raised", "same"),
    ("新建改扩建幼儿园", "lowered", "same"),
    ("城镇新增就业6", "continued", "same"),
    ("完成农村厕所改造", "lowered", "handed-over"),
    ("消除经济薄弱村", "raised", "reformed"),
    ("新建农村公路", "raised", "same"),
    ("建设人才公寓", "continued", "same"),
    ("新增公共充电桩", "new", "unknown"),
    ("发放惠民消费券", "dropped", "unknown"),
]


@pytest.mark.parametrize(("words", "change", "hands"), FATES)
def test_the_fate_of_a_measure(found: dict[str, Difference], words: str, change: str, hands: str) -> None:
    (one,) = [one for text, one in found.items() if text.startswith(words[:7])]
    assert (one.change, one.hands) == (change, hands)


def test_every_measure_has_one_fate(found: dict[str, Difference]) -> None:
    assert len(found) == 9
    assert sorted(one.after.order for one in found.values() if one.after) == list(range(1, 9))
    assert sorted(one.before.order for one in found.values() if one.before) == list(range(1, 9))


def test_units_are_reconciled_or_said_to_differ(found: dict[str, Difference]) -> None:
    (road,) = found["新建农村公路600"].steps
    assert road.before and road.after
    assert (road.move, road.before.value, road.after.value, road.after.unit) == ("raised", 500, 600000, "米")
    (flats,) = found["建设人才公寓150"].steps
    assert (flats.move, flats.reason) == ("not-compared", "units-differ")


def test_each_side_carries_the_characters_it_rests_on(found: dict[str, Difference], tmp_path: Path) -> None:
    one = found["改造城镇老旧小区4"]
    assert one.before and one.after
    (step,) = one.steps
    assert step.before
    assert BEFORE[slice(*step.before.span)] == step.before.quote == "改造城镇老旧小区300个"
    assert AFTER[slice(*one.after.span)].startswith("改造城镇老旧小区450个")


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [("公顷", "亩", 1 / 15), ("吨", "公斤", 0.001), ("户", "套", None), ("人", "人次", None), (None, "个", None)],
)
def test_units_of_one_family_are_converted_and_others_are_not(one: str | None, other: str, factor: float) -> None:
    assert reconcile(one, other).factor == (pytest.approx(factor) if factor else None)


def test_a_plan_against_itself_goes_on_unchanged(tmp_path: Path) -> None:
    both = tables(tmp_path, a=BEFORE)
    document = list(both["documents"]["document"])
    told = diff.diff(both, both, document, document)
    assert {(one.change, one.hands, one.score) for one in told} == {("continued", "same", 1.0)}


def test_a_function_is_compared_over_plans_and_an_indicator_with_its_units(tmp_path: Path) -> None:
    both = tables(tmp_path, a=BEFORE, b=AFTER)
    shares = compare.shares(both).query("function == 'housing'")
    assert shares[["year", "led", "measures", "share"]].to_numpy().tolist() == [[2020, 2, 8, 0.25], [2022, 2, 8, 0.25]]
    common = compare.common_indicators(both).set_index(["indicator", "year"])
    assert common.loc[("新建农村公路", 2022), "factor"] == 0.001
    assert common.loc[("建设人才公寓", 2022), "reason"] == "units-differ"


def test_a_function_that_ended_is_counted_with_the_one_that_answers_today(tmp_path: Path) -> None:
    both = tables(tmp_path, a=BEFORE, b=AFTER)
    apart, joined = compare.shares(both), compare.shares(both, today=True)
    assert {"poverty-alleviation", "rural-revitalisation"} <= set(apart["function"])
    own = joined.query("function == 'agriculture-rural'")
    assert own[["year", "led"]].to_numpy().tolist() == [[2020, 2], [2022, 1]]
    assert not {"poverty-alleviation", "rural-revitalisation"} & set(joined["function"])


def asked(name: str, folder: Path, **texts: str) -> list[dict[str, object]]:
    """The answer of a question over plans."""
    path, store = folder / "plans.nq", pyoxigraph.Store()
    quads.write(tables(folder, **texts), path)
    store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)
    return [dict(row) for row in queries.run(store, queries.load(name), {}).to_json()]


def test_the_question_of_shares_tells_the_function_that_answers_today(tmp_path: Path) -> None:
    rows = asked("function_share", tmp_path, a=BEFORE, b=AFTER)
    told = {(row["function"], row["year"]): row["today"] for row in rows}
    assert told["poverty-alleviation", 2020] == told["rural-revitalisation", 2022] == "agriculture-rural"
    assert told["housing", 2020] == "housing"


def test_who_answers_today_is_told_beside_the_plans_own_words(tmp_path: Path) -> None:
    (row,) = asked("answers_today", tmp_path, a=BEFORE.replace("市扶贫办", "市扶贫开发领导小组办公室"))
    assert (row["unit"], row["written"], row["today"]) == ("市扶贫办", "市扶贫开发领导小组办公室", "市农业农村局")


def two(folder: Path, before: str, after: str) -> Difference:
    """What became of the only measure of a plan."""
    head = "临沂市{}年民生实事\n1.{}\n"
    both = tables(folder, a=head.format(2020, before), b=head.format(2021, after))
    ((first, second),) = diff.consecutive(both)
    told = diff.diff(both, both, first, second)
    assert len(told) == 1
    return told[0]


OTHERS = [
    ("新建社区养老服务中心10个。", "新建社区托育服务中心12个。"),
    ("新建小学5所。", "新建初中4所。"),
    ("新建改建农村公路100公里。", "新建改建农村桥梁10座。"),
    ("开展残疾人技能培训1000人次。", "开展退役军人技能培训800人次。"),
    ("新建公共停车场15个。", "新建公共充电站10个。"),
]


@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_tasks_that_only_sound_alike_are_not_paired(tmp_path: Path, before: str, after: str) -> None:
    head = "临沂市{}年民生实事\n1.{}（牵头单位：市住建局）\n"
    both = tables(tmp_path, a=head.format(2020, before), b=head.format(2021, after))
    ((first, second),) = diff.consecutive(both)
    assert {one.change for one in diff.diff(both, both, first, second)} == {"new", "dropped"}


MOVES = [
    ("家庭医生签约率达到60%。", "重点人群家庭医生签约率达到65%。", "raised", None),
    ("医保补助每人每年600元。", "医保补助每人每月55元。", "not-compared", "scopes-differ"),
    ("义务教育学校课后服务覆盖率达到90%。", "义务教育学校课后服务实现全覆盖。", "raised", None),
    ("基本养老保险参保人数达到60万人。", "基本养老保险新增参保15万人。", "not-compared", "level-and-change"),
    ("建成5G基站2500个。", "累计建成5G基站5300个。", "not-compared", "scopes-differ"),
    ("新增城市绿地120公顷。", "新增城市绿地1500亩。", "lowered", None),
]


@pytest.mark.parametrize(("before", "after", "move", "reason"), MOVES)
def test_how_a_figure_moved(tmp_path: Path, before: str, after: str, move: str, reason: str | None) -> None:
    (step,) = two(tmp_path, f"{before}（牵头单位：市教育局）", f"{after}（牵头单位：市教育局）").steps
    assert (step.move, step.reason) == (move, reason)


def test_a_figure_without_a_partner_is_told(tmp_path: Path) -> None:
    steps = two(tmp_path, "新增养老床位1200张，培训护理员500人。", "新增养老床位1300张。").steps
    assert [(step.move, step.reason) for step in steps] == [("raised", None), ("not-compared", "no-partner")]
    assert steps[1].before and steps[1].after is None


HANDS = [
    ("（牵头单位：市扶贫办）", "（牵头单位：市乡村振兴局）", "reformed"),
    ("（牵头单位：市乡村振兴局）", "（牵头单位：市农业农村局）", "handed-over"),
    ("（责任单位：市卫健委、市妇联）", "（责任单位：市妇联、市卫健委）", "unknown"),
    ("（牵头单位：市教育局）", "（牵头单位：市民政局）", "handed-over"),
    # a part of their duties was once moved, which is no reform of the body
    ("（牵头单位：市民政局）", "（牵头单位：市医保局）", "handed-over"),
    ("（牵头单位：市卫健委）", "（牵头单位：市民政局）", "handed-over"),
]


@pytest.mark.parametrize(("before", "after", "hands"), HANDS)
def test_whose_hands_a_measure_is_in(tmp_path: Path, before: str, after: str, hands: str) -> None:
    assert two(tmp_path, f"发展壮大村集体经济。{before}", f"发展壮大村集体经济。{after}").hands == hands
