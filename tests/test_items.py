"""Items as people write them: without a closing stop, with duties for some of them only, with a closing paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.model import Extraction, Measure


def read(tmp_path: Path, text: str, suffix: str = ".txt") -> Extraction:
    file = tmp_path / f"plan{suffix}"
    file.write_text(text, encoding="utf-8")
    return extract_file(file)


def told(measure: Measure) -> str:
    """A measure in short: its number, its words and who answers for it."""
    units = "、".join(duty.name for duty in measure.responsibilities)
    return f"{measure.number or ''}{measure.text}|{units}"


CLOSED = "甲市人民政府\n2024年3月5日\n"


@pytest.mark.parametrize(
    "numbers", [("一、", "二、", "三、"), ("（一）", "（二）", "（三）"), ("## 一、", "## 二、", "## 三、")]
)
def test_a_heading_with_nothing_but_labels_under_it_is_an_item(tmp_path: Path, numbers: tuple[str, str, str]) -> None:
    first, second, third = numbers
    text = f"{first}扩建幼儿园4所\n牵头单位：市教育局\n{second}疏浚河道12公里\n牵头单位：市水利局\n{third}培训护理员90人\n牵头单位：市民政局\n"
    found = read(tmp_path, f"# 甲市2024年惠民项目安排\n{text}{CLOSED}", ".md" if "#" in first else ".txt")
    bare = [number.removeprefix("## ") for number in numbers]
    assert [told(measure) for measure in found.measures] == [
        f"{bare[0]}扩建幼儿园4所|市教育局",
        f"{bare[1]}疏浚河道12公里|市水利局",
        f"{bare[2]}培训护理员90人|市民政局",
    ]


def test_headings_over_items_with_labels_of_their_own_stay_headings(tmp_path: Path) -> None:
    text = "一、办学\n（一）扩建幼儿园4所\n牵头单位：市教育局\n（二）增加学位300个\n牵头单位：市教育局\n二、治水\n（三）疏浚河道12公里\n牵头单位：市水利局\n"
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}{CLOSED}")
    assert [measure.number for measure in found.measures] == ["（一）", "（二）", "（三）"]
    assert [theme.name for theme in found.themes] == ["办学", "治水"]


def test_a_heading_of_labels_over_plain_items_still_speaks_for_them(tmp_path: Path) -> None:
    text = "一、办学\n牵头单位：市教育局\n1.扩建幼儿园4所。\n2.增加学位300个。\n二、治水\n牵头单位：市水利局\n3.疏浚河道12公里。\n"
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}")
    assert [told(measure) for measure in found.measures] == [
        "1.扩建幼儿园4所。|市教育局",
        "2.增加学位300个。|市教育局",
        "3.疏浚河道12公里。|市水利局",
    ]


def test_a_numbered_line_of_two_sentences_is_no_heading_for_want_of_a_closing_stop(tmp_path: Path) -> None:
    text = "一、办好托育。新增托位200个。\n牵头单位：市卫健委\n二、修好便道。翻修便道30公里\n牵头单位：市城管局\n注：第一个单位为牵头单位。\n"
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}")
    assert [told(measure) for measure in found.measures] == [
        "一、办好托育。新增托位200个。|市卫健委",
        "二、修好便道。翻修便道30公里|市城管局",
    ]


@pytest.mark.parametrize("numbers", [("1.", "2.", "3."), ("一、", "二、", "三、"), ("（1）", "（2）", "（3）")])
def test_an_item_without_duties_among_others_takes_none_from_the_next(
    tmp_path: Path, numbers: tuple[str, str, str]
) -> None:
    first, second, third = numbers
    text = f"{first}扩建幼儿园4所。\n承办单位：市教育局\n{second}疏浚河道12公里。\n{third}培训护理员90人。\n承办单位：市民政局\n"
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}")
    assert [told(measure) for measure in found.measures] == [
        f"{first}扩建幼儿园4所。|市教育局",
        f"{second}疏浚河道12公里。|",
        f"{third}培训护理员90人。|市民政局",
    ]
    assert [problem.kind for problem in found.problems if problem.kind == "duty-missing"] == ["duty-missing"]


def test_items_with_brackets_let_those_without_stand_alone(tmp_path: Path) -> None:
    text = "1.扩建幼儿园4所（市教育局牵头）\n2.疏浚河道12公里（市水利局牵头）\n3.修缮古桥6座。\n4.培训护理员90人。牵头单位：市民政局\n"
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}")
    assert [told(measure).split("|")[1] for measure in found.measures] == ["市教育局", "市水利局", "", "市民政局"]


def test_numbered_parts_under_one_label_stay_one_measure(tmp_path: Path) -> None:
    text = "一、办好学校。\n1.扩建幼儿园4所。\n2.增加学位300个。\n牵头单位：市教育局\n二、治好河道。\n1.疏浚河道12公里。\n2.加固堤坝5处。\n牵头单位：市水利局\n"
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}")
    assert [told(measure).split("|")[1] for measure in found.measures] == ["市教育局", "市水利局"]


def test_plain_lines_that_say_who_leads_are_not_part_of_the_next(tmp_path: Path) -> None:
    text = (
        "扩建幼儿园4所，由甲市教育局牵头。\n疏浚河道12公里，由甲市水利局牵头。\n培训护理员90人\n牵头单位：甲市民政局\n"
    )
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}")
    assert [told(measure).split("|")[1] for measure in found.measures] == ["甲市教育局", "甲市水利局", "甲市民政局"]


@pytest.mark.parametrize(
    "closing",
    [
        "职责分工：第一项由市教育局负责；第二项由市水利局负责；第三项由市民政局负责。",
        "以上工作，第1项工作由市教育局负责，第2项工作由市水利局负责，第3项工作由市民政局负责。",
        "第一件由市教育局牵头；第二件由市水利局牵头；第三件由市民政局牵头。",
    ],
)
def test_a_closing_line_tells_who_answers_for_each_item(tmp_path: Path, closing: str) -> None:
    text = "一、扩建幼儿园4所。\n二、疏浚河道12公里。\n三、培训护理员90人。\n"
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}\n{closing}\n")
    assert [told(measure) for measure in found.measures] == [
        "一、扩建幼儿园4所。|市教育局",
        "二、疏浚河道12公里。|市水利局",
        "三、培训护理员90人。|市民政局",
    ]


def test_a_closing_line_may_speak_of_several_items_and_of_none_that_is_not_there(tmp_path: Path) -> None:
    text = "1.扩建幼儿园4所。\n2.疏浚河道12公里。\n3.培训护理员90人。\n分工：第1、3项由市民政局负责；第2项由市水利局负责；第9项由市体育局负责。\n"
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{text}")
    assert [told(measure).split("|")[1] for measure in found.measures] == ["市民政局", "市水利局", "市民政局"]


@pytest.mark.parametrize(
    ("bracket", "units", "deadline"),
    [
        ("市住建局、市财政局，2024年6月底前", ["市住建局", "市财政局"], "2024-06-30"),
        ("市水利局牵头，市财政局配合，9月30日前完成", ["市水利局", "市财政局"], "2024-09-30"),
        ("甲市自然资源局乙县分局", ["甲市自然资源局乙县分局"], None),
        ("市民政局、市财政局分工负责", ["市民政局", "市财政局"], None),
    ],
)
def test_a_bracket_tells_units_with_a_date_or_a_branch(
    tmp_path: Path, bracket: str, units: list[str], deadline: str | None
) -> None:
    found = read(tmp_path, f"甲市2024年惠民项目安排\n1.扩建幼儿园4所（市教育局牵头）\n2.修缮古桥6座（{bracket}）\n")
    measure = found.measures[1]
    assert (measure.text, [duty.name for duty in measure.responsibilities]) == ("修缮古桥6座", units)
    assert [target.deadline for target in measure.targets] == [deadline]


def test_full_width_bars_part_the_labels_of_a_bracket(tmp_path: Path) -> None:
    found = read(tmp_path, "甲市2024年惠民项目安排\n1.扩建幼儿园4所【牵头单位：市教育局｜协办单位：市财政局】\n")
    roles = [(duty.name, duty.role) for duty in found.measures[0].responsibilities]
    assert roles == [("市教育局", "lead"), ("市财政局", "support")]


def test_clauses_that_each_name_who_leads_are_measures_of_their_own(tmp_path: Path) -> None:
    text = "下一步，计划扩建幼儿园4所，由市教育局负责；计划培训护理员90人，由市民政局负责。\n"
    found = read(tmp_path, f"甲市2024年惠民项目完成情况的通报\n2024年，全市项目已全部完成。\n{text}")
    assert [told(measure).split("|")[1] for measure in found.measures] == ["市教育局", "市民政局"]


def test_a_bracket_that_says_where_an_office_sits_names_no_duty(tmp_path: Path) -> None:
    text = "1.新建公园3处。（市城管局牵头）\n二、保障措施\n市政府成立领导小组，下设办公室（设在市政府督查室）。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = extract_file(tmp_path / "a.txt")
    assert [[duty.name for duty in measure.responsibilities] for measure in found.measures] == [["市城管局"]]
