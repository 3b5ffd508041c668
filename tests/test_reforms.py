"""Reforms: the general pattern, what is known of a place, and who answers when."""

import re
from typing import Any, get_args

import pytest

from zeren import vocab
from zeren.registry import areas, functions, histories, places, reforms, successions, units
from zeren.registry.csvtable import rows
from zeren.vocab import ENDS_ORIGINAL

LINYI, JINAN, XINTAI, SHANDONG, XUZHOU = "371300", "370100", "370982", "370000", "320300"
PATTERN, WAVES, LOCAL = (rows("zeren.registry", name) for name in ("reforms", "reform_waves", "reform_local"))


def test_each_row_names_functions_kinds_and_waves_that_there_are() -> None:
    for row in (*PATTERN, *LOCAL):
        assert {row["original"], row["resulting"]} <= set(functions.table()), row
        assert row["kind"] in get_args(vocab.ReformKind)
        assert row["wave"] in {wave["wave"] for wave in WAVES}
    assert {row["certainty"] for row in (*PATTERN, *WAVES, *LOCAL)} <= {"high", "medium", "low"}


def test_windows_are_months_in_order_and_every_event_says_where_that_is_known_from() -> None:
    for wave in WAVES:
        assert re.fullmatch(r"\d{4}-\d\d", wave["earliest"]) and re.fullmatch(r"\d{4}-\d\d", wave["latest"])
        assert wave["earliest"] <= wave["latest"]
    assert all(row["source"] for row in (*WAVES, *LOCAL))


def test_no_body_comes_after_itself() -> None:
    for function in functions.table():
        assert f"{LINYI}/{function}" not in reforms.predecessors(f"{LINYI}/{function}")


def test_the_years_of_a_function_agree_with_the_reforms_that_made_and_ended_it() -> None:
    for slug, function in functions.table().items():
        unit = f"{JINAN}/{slug}"
        told = reforms.touching(unit)
        ends = [e.date for e in told if e.original == unit and e.kind in ENDS_ORIGINAL]
        made = [e for e in told if e.resulting == unit and e.kind in reforms.MAKES_RESULTING]
        if ends and function.valid_to:
            assert abs(int(function.valid_to) - int(max(ends)[:4])) <= 1, slug
        if made and function.valid_from:
            assert int(function.valid_from) <= min(int((e.earliest or e.date)[:4]) for e in made) + 1, slug


CHAINS = [
    (f"{LINYI}/poverty-alleviation", [f"{LINYI}/agriculture-rural"]),
    (f"{LINYI}/health-old", [f"{LINYI}/health"]),
    (f"{JINAN}/family-planning", [f"{JINAN}/health"]),
    (f"{XINTAI}/work-safety", [f"{XINTAI}/emergency"]),
    (f"{JINAN}/personnel", [f"{JINAN}/human-resources"]),
    (f"{LINYI}/civil-affairs", [f"{LINYI}/civil-affairs"]),
    (f"{LINYI}/finance", [f"{LINYI}/finance"]),
]


@pytest.mark.parametrize(("unit", "today"), CHAINS)
def test_reforms_lead_to_the_bodies_that_answer_today(unit: str, today: list[str]) -> None:
    assert reforms.successors(unit) == reforms.answering(unit) == today


def test_what_gives_a_part_away_is_not_ended_by_it() -> None:
    event = next(e for e in reforms.touching(f"{JINAN}/health") if e.resulting.endswith("/civil-affairs"))
    assert event.kind == "transfer" and event.basis == "general"
    assert reforms.successors(f"{JINAN}/health") == [f"{JINAN}/health"]


def test_who_answered_in_a_year() -> None:
    unit = f"{LINYI}/rural-revitalisation"
    assert reforms.answering(unit, 2019) == [f"{LINYI}/poverty-alleviation"]
    assert reforms.answering(unit, 2022) == [unit]
    assert reforms.answering(unit, 2026) == [f"{LINYI}/agriculture-rural"]
    assert reforms.answering(f"{LINYI}/market-supervision", 2015) == [
        f"{LINYI}/food-drug",
        f"{LINYI}/industry-commerce-administration",
        f"{LINYI}/quality-supervision",
    ]


def test_predecessors_are_the_bodies_whose_whole_mandate_was_taken_over() -> None:
    assert reforms.predecessors(f"{XUZHOU}/health") == [
        f"{XUZHOU}/health-family-planning",
        f"{XUZHOU}/health-old",
        f"{XUZHOU}/family-planning",
    ]
    assert reforms.predecessors(f"{XUZHOU}/veterans") == []


def test_a_level_has_its_own_months_and_a_place_its_own_dates() -> None:
    def of(unit: str) -> tuple[str | None, str, str]:
        (event,) = [e for e in reforms.touching(unit) if e.kind == "reconstitute"]
        return event.earliest, event.date, event.basis

    assert of(f"{SHANDONG}/work-safety") == ("2018-09", "2018-12", "general")
    assert of(f"{JINAN}/work-safety") == ("2018-10", "2019-03", "general")
    assert of(f"{LINYI}/health-family-planning") == (None, "2019", "local")


def test_what_is_known_of_a_place_stands_instead_of_the_pattern() -> None:
    assert reforms.successors(f"{LINYI}/ethnic-religious") == [f"{LINYI}/united-front"]
    assert reforms.successors(f"{JINAN}/ethnic-religious") == [f"{JINAN}/ethnic-religious"]
    assert [e.kind for e in reforms.touching(f"{LINYI}/grain") if e.original == f"{LINYI}/grain"] == ["merge"]


def test_events_are_told_once_and_in_order() -> None:
    found = reforms.events([f"{LINYI}/health", f"{LINYI}/civil-affairs", f"{LINYI}/health"])
    assert found == sorted(set(found), key=lambda event: (event.date, event.reform, event.original))
    one = {event.reform for event in found if event.kind == "merge"}
    assert one == {f"{LINYI}/health-2013/health-family-planning/merge"}


NAMED: list[tuple[str, dict[str, Any], list[str], str]] = [
    ("市扶贫办", {}, ["市扶贫办 重组 市乡村振兴局", "市乡村振兴局 并入 市农业农村局"], "市农业农村局"),
    ("县农业局", {}, ["县农业局 重组 县农业农村局"], "县农业农村局"),
    ("市人口计生委", {"place": "济南市", "year": 2016}, ["市人口计生委 合并 市卫生计生委"], "市卫生计生委"),
    ("市民宗局", {"place": "371300", "year": 2015}, ["市民族宗教局 并入 市委统战部"], "市民族宗教局"),
]


@pytest.mark.parametrize(("name", "asked", "events", "answers"), NAMED)
def test_the_history_of_a_name(name: str, asked: dict[str, Any], events: list[str], answers: str) -> None:
    (found,) = histories.history(name, **asked)
    told = [f"{row['original']} {row['became']} {row['resulting']}" for row in found.rows()]
    assert told[: len(events)] == events
    assert answers in found.now()


SAID: list[tuple[str, dict[str, Any], str]] = [
    ("市图书馆", {"place": "徐州市"}, "zeren knows no reform of it"),
    ("市商务局", {}, "zeren knows no reform of it"),
    ("县农机局", {}, "zeren knows no end of it"),
    ("市水利局", {"place": "岳阳市"}, "zeren knows no end of it"),
    ("县档案局", {}, "answered for by 县委办公室 today"),
    ("县知识产权局", {}, "answered for, as far as is known, by 县市场监管局 today"),
    ("省知识产权局", {}, "zeren knows no reform of it"),
    ("国家知识产权局", {}, "zeren knows no reform of it"),
    ("州侨办", {}, "answered for by 市委统战部 today"),
    ("市老龄委办公室", {"place": "宜宾市", "year": 2020}, "answered for, as far as is known, by 市老龄办 in 2020"),
    ("市老龄委办公室", {"place": "宜宾市"}, "answered for, as far as is known, by 市民政局 today"),
    ("市地方金融监管局", {"place": "宜宾市"}, "answered for, as far as is known, by 市委金融办 today"),
    ("市质监局", {"place": "深圳市", "year": 2013}, "answered for by 市市场监管局 in 2013"),
    ("市工商局", {"place": "天津市", "year": 2016}, "answered for by 市市场监管委 in 2016"),
    ("市新闻出版广电局", {}, "answered for, as far as is known, by 市文化和旅游局 today"),
    ("省新闻出版广电局", {}, "answered for, as far as is known, by 省广播电视局 today"),
    ("县渔业局", {}, "zeren knows no end of it"),
    ("省农业厅", {}, "answered for by 省农业农村厅 today"),
    ("自治区环保厅", {}, "answered for by 省生态环境厅 today"),
    ("国家工商总局", {}, "answered for by 市场监管总局 today"),
    ("国土资源部", {"year": 2015}, "answered for by 国土资源部 in 2015"),
    ("襄阳市安监局", {}, "answered for by 市应急局 today"),
    ("县国土城建局", {}, "answered for by 县自然资源和规划局 today"),
]


@pytest.mark.parametrize(("name", "asked", "said"), SAID)
def test_a_history_says_who_answers_only_where_that_is_known(name: str, asked: dict[str, Any], said: str) -> None:
    assert [found.now() for found in histories.history(name, **asked)] == [said]


def test_a_name_of_no_kind_of_body_has_no_history() -> None:
    assert histories.history("市神秘局") == []


def test_no_reform_reaches_a_body_after_its_area_ended() -> None:
    assert reforms.history("341400/health-old") == []
    assert all(event.date[:4] <= "2019" for event in reforms.history("371200/health-old"))
    [ended] = histories.history("市教育局", "莱芜市")
    assert ended.now() == "莱芜市 itself ended in 2019; answered for by 济南市教育局 today"
    [unknown] = histories.history("市教育局", "341400")
    assert unknown.answering == () and unknown.now().endswith("ended in 2011; zeren does not know who answers for it")
    [before] = histories.history("市教育局", "莱芜市", 2015)
    assert before.answering == ("371200/education",)
    assert units.describe("371200/education").valid_to == "2019"


AREAS = [
    ("莱芜市工商局", "济南市", None, "济南市市场监管局"),
    ("宜宾县政府", "宜宾市", None, "叙州区人民政府"),
    ("萝岗区民政局", "广州市", None, "黄埔区民政局"),
    ("武清县水利局", "天津市", 2010, "武清区水利局"),
    ("团区委", "320602", None, "共青团崇川区委员会"),
]


@pytest.mark.parametrize(("name", "place", "year", "answers"), AREAS)
def test_a_body_goes_on_in_the_area_that_took_over(name: str, place: str, year: int | None, answers: str) -> None:
    [found] = histories.history(name, place, year)
    assert found.ended and f" by {answers} " in found.now()


def test_what_a_body_came_from_is_told_across_a_change_of_its_area() -> None:
    [found] = histories.history("区政府", "渌口区")
    assert [(row["date"], row["original"], row["became"]) for row in found.rows()] == [
        ("2018", "株洲县人民政府", "更名")
    ]
    assert reforms.answering("330102/education", 2012) == ["330102/education"]
    assert reforms.answering("510117/health", 2010) == ["510124/family-planning", "510124/health-old"]
    assert reforms.answering("510117/health", 2017) == ["510117/health-family-planning"]


def test_of_an_area_that_was_divided_or_of_which_nothing_is_known_no_body_answers() -> None:
    for unit in ("341400/finance", "130421/education"):
        assert reforms.answering(unit) == [] and reforms.touching(unit) == ()


def test_a_branch_of_the_nation_is_not_merged_with_its_area() -> None:
    assert reforms.successors("371200/power-supply") == ["371200/power-supply"]
    assert reforms.successors("371202/power-supply") == ["370116/power-supply"]


def test_an_area_is_followed_by_one_that_stands_and_never_by_itself() -> None:
    for row in rows("zeren.registry", "division_successors"):
        assert row["old_name"] in {area.name for area in areas.ever() if area.code == row["old_code"]}, row
    after = successions.after()
    for old in after:
        seen = [old]
        while seen[-1] in after:
            assert after[seen[-1]].new not in seen
            seen.append(after[seen[-1]].new)
        assert places.by_code(seen[-1]), seen
