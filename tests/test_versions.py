"""One plan told by several documents is counted once; other plans are never taken for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zeren import facts
from zeren.analysis import versions
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
    (found,) = versions.find(tables | {"documents": documents})
    assert (found.path, found.of_path, found.alike, found.measures) == ("a.txt", "b.txt", 5, 5)
    guessed = tables["responsibilities"].copy()
    of_a = (guessed["document"] == tables["documents"]["document"].iloc[0]) & (guessed["role"] == "lead")
    guessed.loc[of_a, "basis"] = "first-listed"
    (found,) = versions.find(tables | {"responsibilities": guessed})
    assert found.path == tables["documents"]["path"].iloc[0]


def test_a_report_on_a_plan_is_no_version_of_it(tmp_path: Path) -> None:
    tables = built(tmp_path, a=plan(), b=plan(add=1))
    document = tables["documents"]["document"].iloc[0]
    row = {"document": document, "position": 1, "quote": "建成3所", "start": 0, "end": 4, "value": 3}
    results = facts.frame("results", [dict.fromkeys(facts.SCHEMA["results"]) | row])
    assert versions.find(tables | {"results": results}) == []


def test_three_versions_have_one_that_stands_and_the_graph_has_their_facts_once(tmp_path: Path) -> None:
    tables = built(tmp_path, a=plan(), b=plan(note="附件"), c=plan(lines=PLAN[:4]))
    assert told(tables) == {"b": "a", "c": "a"}
    quads = (tmp_path / "out/zeren.nq").read_text(encoding="utf-8")
    assert quads.count("isVersionOf> <https://w3id.org/zeren/id/document/") == 2
    assert quads.count("#type> <https://w3id.org/zeren/ns#Plan>") == 1
    assert quads.count("#type> <https://w3id.org/zeren/ns#Measure>") == len(PLAN)
    assert "counted once" in "\n".join(build([tmp_path / "in"], tmp_path / "out").summary(tmp_path / "out"))
