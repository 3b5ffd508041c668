"""Duties and dates that are told once for several measures: by number, by heading, by a note, by a merged cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.language.common_date import common_date
from zeren.model import Extraction, Measure


def read(tmp_path: Path, text: str, suffix: str = ".txt") -> Extraction:
    file = tmp_path / f"plan{suffix}"
    file.write_text(text, encoding="utf-8")
    return extract_file(file)


def told(measure: Measure) -> str:
    """The duties of a measure in short, with the date of its first target."""
    units = ",".join(f"{duty.name}/{duty.role}" for duty in measure.responsibilities)
    return f"{measure.number or '-'} {units} {measure.targets[0].deadline if measure.targets else '-'}"


SPOKEN_FOR = "甲市教育局/lead,甲市财政局/support"


@pytest.mark.parametrize(
    "said",
    [
        "（以上1—3项牵头单位：甲市教育局；配合单位：甲市财政局；完成时限：11月底前）",
        "以上1至3项，责任领导：副市长；主体责任：甲市教育局；协办单位：甲市财政局；督办：督查室；完成时限：11月底前。",
        "第1-3项牵头单位：甲市教育局；配合单位：甲市财政局；完成时限：11月底前",
        "上述3项牵头单位：甲市教育局；配合单位：甲市财政局；完成时限：11月底前",
        "【以上各项牵头单位：甲市教育局；配合单位：甲市财政局；完成时限：11月底前】",
    ],
)
def test_labels_that_name_several_items_speak_for_each_of_them(tmp_path: Path, said: str) -> None:
    items = "1.新建学校3所。\n2.新增学位600个。\n3.培训教师90人。\n"
    found = read(tmp_path, f"甲市2023年民生实事\n一、教育\n{items}{said}\n二、健康\n4.新建医院1所。（甲市卫健委）\n")
    assert [told(measure) for measure in found.measures[:3]] == [f"{n}. {SPOKEN_FOR} 2023-11-30" for n in (1, 2, 3)]
    assert [duty.name for duty in found.measures[3].responsibilities] == ["甲市卫健委"]


def test_labels_for_items_that_are_not_there_are_given_to_none(tmp_path: Path) -> None:
    found = read(tmp_path, "甲市2023年民生实事\n1.新建学校3所。\n2.新增学位600个。\n以上5至7项牵头单位：甲市教育局\n")
    assert all(not measure.number for measure in found.measures if measure.responsibilities)


def test_labels_under_a_heading_speak_for_the_items_below_that_have_none(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "甲市2021年民生实事任务清单\n一、扩大就业\n　承办单位：甲市人社局　协办单位：甲市财政局\n　①城镇新增就业2.1万人；\n"
        "　②开展培训8000人次；\n二、改善住房\n　③改造老旧小区91个。\n　　承办单位：甲市住建局\n　　完成时限：11月底\n"
        "　④新开工安置房460套。\n　　承办单位：甲市房管局\n　　完成时限：12月底\n",
    )
    assert [told(measure) for measure in found.measures] == [
        "① 甲市人社局/lead,甲市财政局/support None",
        "② 甲市人社局/lead,甲市财政局/support None",
        "③ 甲市住建局/lead 2021-11-30",
        "④ 甲市房管局/lead 2021-12-31",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("各项任务均须于11月30日前完成，另有要求的除外。", "各项任务均须于11月30日前完成"),
        ("上述工作原则上要在12月20日前全部完成。", "上述工作原则上要在12月20日前全部完成"),
        ("未注明时限的，均应于12月底前完成。", "未注明时限的，均应于12月底前完成"),
        ("完成时限原则上为12月20日前。", "完成时限原则上为12月20日前"),
        ("所有项目月月通报、季季点评。", None),
        ("每月5日前报送进展。", None),
        ("各项任务均须于6月底前完成。所有项目务必于9月底前办结。", None),
    ],
)
def test_a_date_for_everything_is_told_in_one_clause(text: str, said: str | None) -> None:
    found = common_date(text, [])
    assert (text[slice(*found)] if found else None) == said


def test_a_date_for_everything_binds_the_measures_without_one(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "甲市2023年民生实事方案\n各项任务均须于11月30日前完成。\n1.新建学校3所。（甲市教育局）\n2.8月底前新增学位600个。（甲市教育局）\n",
    )
    days = [(target.deadline, target.deadline_basis) for measure in found.measures for target in measure.targets]
    assert days == [("2023-11-30", "inherited"), ("2023-08-31", "stated")]


@pytest.mark.parametrize(
    ("note", "bound"),
    [
        ("注：本表所列任务均需各镇街（园区）具体落实，不再逐项列出。", [True, True]),
        ("表中任务由各县区落实，不再单独列出。", [True, True]),
    ],
)
def test_a_note_on_a_table_binds_all_its_rows(tmp_path: Path, note: str, bound: list[bool]) -> None:
    rows = "1\t新建学校3所\t甲市教育局\t甲市财政局\n2\t新建医院1所\t甲市卫健委\t甲市财政局\n"
    found = read(tmp_path, f"甲市2023年任务台账\n序号\t重点任务\t牵头单位\t协同单位\n{rows}{note}\n")
    inherited = [[duty.basis for duty in measure.responsibilities] for measure in found.measures]
    assert ["inherited" in bases for bases in inherited] == bound


TABBED = "序号\t重点任务\t年度目标\t牵头单位\t协同单位\t责任领导\n"


@pytest.mark.parametrize("tail", ["\t\t\t\t\t", ""])
def test_a_section_row_of_a_tabbed_table_does_not_end_it(tmp_path: Path, tail: str) -> None:
    text = (
        f"甲市2023年推进台账\n{TABBED}（一）教育{tail}\n1\t扩建学校\t新增学位600个\t甲市教育局\t甲市财政局\t李××\n"
        f"（二）卫生{tail}\n2\t建设医院\t新增床位90张\t甲市卫健委\t\t王××\n"
    )
    assert [told(measure) for measure in read(tmp_path, text).measures] == [
        "1 甲市教育局/lead,甲市财政局/support None",
        "2 甲市卫健委/lead None",
    ]


def test_empty_duty_cells_of_a_text_table_were_merged_with_those_above(tmp_path: Path) -> None:
    rows = "||2|新增学位600个|||11月底|\n|二、健康|3|新建医院1所|甲市卫健委||10月底|\n"
    head = "|类别|序号|工作任务|责任单位|配合单位|完成时限|\n|:--|:-:|:--|:--|:--|:--|\n"
    text = f"甲市2023年任务分解表\n{head}|一、教育|1|新建学校3所|甲市教育局|甲市财政局|12月底|\n{rows}"
    assert [told(measure) for measure in read(tmp_path, text).measures] == [
        f"1 {SPOKEN_FOR} 2023-12-31",
        f"2 {SPOKEN_FOR} 2023-11-30",
        "3 甲市卫健委/lead 2023-10-31",
    ]


def test_a_row_that_lost_its_number_follows_the_date_that_ends_the_one_above(tmp_path: Path) -> None:
    head = "序号\n项目名称\n建设内容\n牵头领导\n牵头单位\n配合单位\n完成时限\n"
    rows = (
        "1\n学前教育扩容\n新建幼儿园9所。\n李××\n甲市教育局\n甲市发改委\n甲市财政局\n8月底前\n"
        "2\n停车设施\n新增泊位4200个。\n张××\n甲市住建局\n甲市城管局\n11月底前\n"
        "充电设施\n新建充电桩300个。\n10月底前\n3\n公路提升\n改造公路420公里。\n张××\n甲市交通局\n甲市公路局\n12月底前\n"
    )
    text = f"甲市2024年十件实事分工表\n{head}{rows}相关链接\n图解：十件实事怎么干\n主办：甲市政府办公室　甲ICP备1号\n"
    assert [told(measure) for measure in read(tmp_path, text).measures] == [
        "1 甲市教育局/lead,甲市发改委/support,甲市财政局/support 2024-08-31",
        "2 甲市住建局/lead,甲市城管局/support 2024-11-30",
        "- 甲市住建局/lead,甲市城管局/support 2024-10-31",
        "3 甲市交通局/lead,甲市公路局/support 2024-12-31",
    ]


def test_a_bracket_that_defines_a_word_names_no_duty(tmp_path: Path) -> None:
    text = "甲市2022年实事分解\n（本方案所称“各县区政府”含乙新区管委会）\n1.新建学校3所。（牵头单位：甲市教育局）\n"
    assert [told(measure) for measure in read(tmp_path, text).measures] == ["1. 甲市教育局/lead None"]


def test_an_item_over_numbered_parts_is_no_measure_beside_them(tmp_path: Path) -> None:
    parts = "（1）竣工工厂3家。（牵头单位：甲市工信局）\n（2）建成码头1座。（牵头单位：甲市交通局）\n"
    text = (
        f"甲市2022年实事分解\n1.推动龙头企业做优做强，加快形成集群。\n{parts}2.新建学校3所。（牵头单位：甲市教育局）\n"
    )
    assert [measure.number for measure in read(tmp_path, text).measures] == ["（1）", "（2）", "2."]
