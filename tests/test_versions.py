"""One plan told by several documents is counted once; other plans are never taken for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import Run
from zeren import facts
from zeren.analysis import beside, versions
from zeren.build import build

if TYPE_CHECKING:
    from zeren.facts import Tables

PLAN = (
    "新建、改扩建幼儿园{}所。（牵头单位：市教育局；责任单位：市财政局）",
    "改造城镇老旧小区{}个，惠及居民两万余户。（牵头单位：市住建局；责任单位：市财政局、各县区政府）",
    "新建街道综合养老服务中心{}处，配备助浴和康复设备。（牵头单位：市民政局；责任单位：市卫健委）",
    "为全市适龄妇女免费筛查两癌{}人次。（牵头单位：市妇联；责任单位：市卫健委）",
    "新建口袋公园{}处，绿道四十公里。（牵头单位：市城管局；责任单位：市自然资源局）",
)
OTHER = (
    "开通城乡公交线路{}条。（牵头单位：市交通运输局）",
    "新建乡镇消防站{}座，配齐车辆和人员。（牵头单位：市应急局）",
    "培训家政服务人员{}人次。（牵头单位：市商务局）",
    "建设村级电商服务站{}个。（牵头单位：市商务局；责任单位：市农业农村局）",
)
FIGURES = (30, 85, 12, 40000, 25)


def plan(place: str = "德州市", year: int = 2023, lines: tuple[str, ...] = PLAN, add: int = 0, note: str = "") -> str:
    items = [f"{n}.{line.format(FIGURES[n - 1] + add)}" for n, line in enumerate(lines, 1)]
    return "\n".join([f"{place}{year}年民生实事", *items, note])


def built(tmp_path: Path, **files: str) -> Tables:
    source = tmp_path / "in"
    source.mkdir()
    for name, text in files.items():
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    build([source], tmp_path / "out")
    return facts.read(tmp_path / "out/facts")


def told(tables: Tables) -> dict[str, str]:
    """Which document is a version of which, by file name."""
    documents = tables["documents"].set_index("document")
    found = documents["version_of"].dropna()
    names = {document: Path(path).stem for document, path in documents["path"].items()}
    return {names[str(one)]: names[of] for one, of in found.items()}


SAME = [
    ("republished with another head", plan(), "本站讯\n" + plan(note="来源：市政府办公室")),
    ("in another order", plan(), plan(lines=(*PLAN[2:], *PLAN[:2]))),
    ("an excerpt", plan(), plan(lines=PLAN[:4])),
    ("with corrected figures", plan(), plan(add=1)),
    ("without a year in the title", plan(), plan().replace("2023年", "", 1)),
]


@pytest.mark.parametrize(("name", "one", "other"), SAME, ids=[name for name, *_ in SAME])
def test_the_same_plan_twice_is_counted_once(tmp_path: Path, name: str, one: str, other: str) -> None:
    tables = built(tmp_path, a=one, b=other)
    assert told(tables) == {"b": "a"}
    counted = facts.counted(tables)
    assert len(counted["measures"]) == len(PLAN)
    assert set(counted["documents"]["path"]) == {"a.txt", "b.txt"}


APART = [
    ("of another year", plan(), plan(year=2024)),
    ("of another place", plan(), plan("聊城市")),
    ("with other tasks", plan(), plan(lines=OTHER)),
    ("with two tasks in common", plan(), plan(lines=(*OTHER, *PLAN[:2])[:5])),
    ("too short to tell", plan(lines=PLAN[:2]), plan(lines=PLAN[:2], note="附件")),
]


@pytest.mark.parametrize(("name", "one", "other"), APART, ids=[name for name, *_ in APART])
def test_other_plans_are_not_taken_for_it(tmp_path: Path, name: str, one: str, other: str) -> None:
    assert told(built(tmp_path, a=one, b=other)) == {}


def test_the_later_version_stands_and_a_copy_that_shows_who_leads(tmp_path: Path) -> None:
    tables = built(tmp_path, a=plan(), b=plan(add=1))
    documents = tables["documents"].assign(published=["2023-02-01", "2023-05-01"], version_of=None)
    ((found,), _) = versions.find(tables | {"documents": documents})
    assert (found.path, found.of_path, found.alike, found.measures) == ("a.txt", "b.txt", 5, 5)
    guessed = tables["responsibilities"].copy()
    of_a = (guessed["document"] == tables["documents"]["document"].iloc[0]) & (guessed["role"] == "lead")
    guessed.loc[of_a, "basis"] = "first-listed"
    ((found,), _) = versions.find(tables | {"responsibilities": guessed})
    assert found.path == tables["documents"]["path"].iloc[0]


REPORTS = ["2023年民生实事进展情况", "2023年民生实事完成情况的报告"]


@pytest.mark.parametrize("title", REPORTS)
def test_a_report_on_a_plan_is_no_version_of_it(tmp_path: Path, title: str) -> None:
    assert told(built(tmp_path, a=plan(), b=plan().replace("2023年民生实事", title, 1))) == {}


def test_an_excerpt_that_fits_two_years_welds_no_plans_together(tmp_path: Path) -> None:
    undated = plan().split("\n", 1)[1]
    tables = built(tmp_path, a=plan(), b=plan(year=2024), c=f"德州市民生实事\n{undated}")
    found, overlaps = versions.find(tables)
    assert found == [] and [(one.path, one.other) for one in overlaps] == [("a.txt", "c.txt"), ("b.txt", "c.txt")]


def test_an_undated_list_with_other_figures_is_another_plan(tmp_path: Path) -> None:
    assert told(built(tmp_path, a=plan(), b=plan(add=3).replace("2023年", "", 1))) == {}


def test_a_district_that_copies_its_citys_tasks_has_a_plan_of_its_own(tmp_path: Path) -> None:
    assert told(built(tmp_path, a=plan(), b=plan().replace("：市", "：区").replace("、市", "、区"))) == {}


def test_a_later_copy_that_lost_its_marks_does_not_stand(tmp_path: Path) -> None:
    bare = plan().replace("牵头单位：", "").replace("；责任单位：", "、")
    tables = built(tmp_path, a=plan(), b=bare)
    order = tables["documents"]["path"].map({"a.txt": "2023-02-01", "b.txt": "2023-02-06"})
    documents = tables["documents"].assign(published=order, version_of=None)
    ((found,), _) = versions.find(tables | {"documents": documents})
    assert (found.path, found.of_path) == ("b.txt", "a.txt")


def test_items_with_words_of_their_own_site_are_found_all_the_same(tmp_path: Path) -> None:
    site = "\n".join(line.replace(".", ".全市", 1) if line[:1].isdigit() else line for line in plan().splitlines())
    assert told(built(tmp_path, a=plan(), b=site)) == {"b": "a"}


def test_what_two_plans_share_without_being_one_is_told(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text(plan(), encoding="utf-8")
    (source / "b.txt").write_text(plan(lines=(*PLAN[:3], *OTHER[:2])), encoding="utf-8")
    lines = build([source], tmp_path / "out").summary(tmp_path / "out")
    assert sum("3 of 5 measures stand in" in line and "both are counted" in line for line in lines) == 1


def test_three_versions_have_one_that_stands_and_the_graph_has_their_facts_once(tmp_path: Path) -> None:
    tables = built(tmp_path, a=plan(), b=plan(note="附件"), c=plan(lines=PLAN[:4]))
    assert told(tables) == {"b": "a", "c": "a"}
    quads = (tmp_path / "out/zeren.nq").read_text(encoding="utf-8")
    assert quads.count("isVersionOf> <https://w3id.org/zeren/id/document/") == 2
    assert quads.count("#type> <https://w3id.org/zeren/ns#Plan>") == 1
    assert quads.count("#type> <https://w3id.org/zeren/ns#Measure>") == len(PLAN)
    assert "counted once" in "\n".join(build([tmp_path / "in"], tmp_path / "out").summary(tmp_path / "out"))


AMENDMENTS = ["关于调整德州市2023年民生实事部分项目的通知", "德州市2023年民生实事（修订版）"]


@pytest.mark.parametrize("title", AMENDMENTS)
def test_an_amendment_stands_though_only_the_original_has_a_date(tmp_path: Path, title: str) -> None:
    original = plan(note="德州市人民政府\n2023年2月8日")
    amended = plan().replace("德州市2023年民生实事", title, 1).replace("85个", "90个")
    tables = built(tmp_path, a=original, b=amended)
    assert told(tables) == {"a": "b"}
    (found,), _ = versions.find(tables)
    assert str(found) == "a.txt: a version of b.txt (5 of 5 measures alike, 1 in other words), counted once"


def forwarded(place: str) -> str:
    return plan().replace("德州市2023年", f"{place}关于转发德州市2023年", 1) + f"\n{place}办公室\n2023年3月2日"


def test_a_district_that_forwards_its_citys_list_tells_the_citys_plan(tmp_path: Path) -> None:
    tables = built(tmp_path, a=plan(), b=forwarded("陵城区人民政府"), c=forwarded("夏津县人民政府"))
    assert set(tables["documents"]["place_name"]) == {"德州市", "陵城区", "夏津县"}
    assert told(tables) == {"b": "a", "c": "a"}


OWN_PLANS = [
    ("a county of a city writes 市 for itself", "禹城市2023年民生实事"),
    ("another city's district", "聊城市东昌府区2023年民生实事"),
    ("another year", "陵城区2022年民生实事"),
]


@pytest.mark.parametrize(("name", "title"), OWN_PLANS, ids=[name for name, _ in OWN_PLANS])
def test_a_plan_that_may_be_its_own_is_no_copy(tmp_path: Path, name: str, title: str) -> None:
    assert told(built(tmp_path, a=plan(), b=plan().replace("德州市2023年民生实事", title, 1))) == {}


@pytest.mark.parametrize("title", REPORTS)
def test_a_report_is_told_and_is_no_part_of_a_plan_that_is_compared(run: Run, tmp_path: Path, title: str) -> None:
    report = plan().replace("2023年民生实事", title, 1)
    tables = built(tmp_path, a=plan(), b=report, c=plan(year=2024, add=2))
    assert [str(one) for one in versions.find(tables)[1]] == ["b.txt: reports on a.txt; the duties of both are counted"]
    done = run("diff", "德州市:2023", "德州市:2024", "--data", tmp_path / "out")
    assert done.err.splitlines()[-1] == "5 raised"
    assert "b.txt: reports on the plan and is no part of it" in done.err
    asked = run("who", "幼儿园", "--data", tmp_path / "out")
    assert asked.err == "b.txt: reports on a plan that is here too; the measures of both are told\n"


@pytest.mark.parametrize("title", ["2023年政府工作报告", "2022年工作总结和2023年重点工作计划"])
def test_what_plans_too_is_no_mere_report(tmp_path: Path, title: str) -> None:
    later = plan(lines=OTHER).replace("2023年民生实事", title, 1)
    assert beside.reports(built(tmp_path, a=plan(), b=later)) == []


def test_an_amendment_of_some_measures_is_told_beside_the_plan(run: Run, tmp_path: Path) -> None:
    part = plan(lines=PLAN[:3], add=1).replace("德州市2023年民生实事", "关于调整德州市2023年民生实事的通知", 1)
    tables = built(tmp_path, a=plan(), b=part)
    assert told(tables) == {}
    assert beside.amendments(tables) == list(tables["documents"].query("path == 'b.txt'")["document"])
    asked = run("who", "老旧小区", "--data", tmp_path / "out")
    assert asked.err == "b.txt: amends a plan that is here too; the measures of both are told\n"
    assert "86个" in asked.out and "85个" in asked.out
