"""Who signed a document and when, what its letterhead says, and years that are written out."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from zeren.extract import extract_file
from zeren.model import Extraction

ITEMS = "1.扩建幼儿园4所。\n承办单位：市教育局\n2.疏浚河道12公里。\n承办单位：市水利局\n"


def read(tmp_path: Path, text: str) -> Extraction:
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    return extract_file(file)


@pytest.mark.parametrize(
    ("office", "day", "told"),
    [
        ("甲市人民政府", "2024年3月5日", "2024-03-05"),
        ("甲县教育和体育局", "二〇二四年十二月二十一日", "2024-12-21"),
        ("乙自治州人民政府办公室（代章）", "（2024年11月30日）", "2024-11-30"),
        ("丙区民生工作领导小组", "二○二四年一月十日", "2024-01-10"),
    ],
)
def test_an_office_with_a_date_below_it_published_the_document(
    tmp_path: Path, office: str, day: str, told: str
) -> None:
    found = read(tmp_path, f"甲市2024年惠民项目安排\n{ITEMS}\n{office}\n{day}\n")
    assert (found.publisher, found.published) == (office.removesuffix("（代章）"), told)
    assert [measure.number for measure in found.measures] == ["1.", "2."]


def test_a_signature_is_no_item_of_the_section_above_it(tmp_path: Path) -> None:
    text = "一、治水\n牵头单位：市水利局\n疏浚河道12公里，加固堤坝5处。\n甲市人民政府\n2024年3月5日\n"
    assert len(read(tmp_path, f"甲市2024年惠民项目安排\n{text}").measures) == 1


def test_the_head_of_an_office_s_paper_is_no_title_but_a_publisher(tmp_path: Path) -> None:
    found = read(tmp_path, f"甲市人民政府办公室文件\n关于做好甲市2024年惠民项目的通知\n{ITEMS}")
    assert (found.title, found.publisher) == ("关于做好甲市2024年惠民项目的通知", "甲市人民政府办公室")


@pytest.mark.parametrize("label", ["完成时间", "开工日期", "办结时间"])
def test_a_date_of_the_work_is_not_when_the_document_was_published(tmp_path: Path, label: str) -> None:
    assert read(tmp_path, f"甲市2024年惠民项目安排\n{ITEMS}{label}：2024年10月31日\n").published is None


def test_the_date_of_a_page_is(tmp_path: Path) -> None:
    assert read(tmp_path, f"甲市2024年惠民项目安排\n发布日期：2024-02-18\n{ITEMS}").published == "2024-02-18"


@pytest.mark.parametrize("year", ["二〇二二", "二○二二", "二零二二"])
def test_a_year_that_is_written_out_is_the_plan_s(tmp_path: Path, year: str) -> None:
    found = read(tmp_path, f"甲市{year}年惠民项目安排\n{ITEMS}")
    assert (found.year, found.year_basis) == (2022, "title")


NO_YEAR = "甲市人民政府关于做好惠民实事项目的通知"


@pytest.mark.parametrize(
    ("title", "more", "day", "year"),
    [
        (NO_YEAR, "", "2024年12月27日", (2025, "inferred")),
        (NO_YEAR, "甲政发〔2024〕41号", "2024年12月31日", (2025, "inferred")),
        (NO_YEAR, "", "2024年12月2日", (2024, "text")),
        (NO_YEAR, "甲政发〔2025〕2号", "2025年1月6日", (2025, "number")),
        (NO_YEAR, "2024年任务如下", "2024年12月27日", (2024, "text")),
        ("甲市人民政府关于惠民实事项目进展的通知", "", "2024年12月27日", (2024, "text")),
        ("甲市人民政府关于做好冬季供暖的通知", "", "2024年12月27日", (2024, "text")),
        ("甲市2024年惠民实事项目", "", "2024年12月27日", (2024, "title")),
    ],
)
def test_promises_of_the_last_days_of_a_year_are_the_next_one_s(
    tmp_path: Path, title: str, more: str, day: str, year: tuple[int, str]
) -> None:
    found = read(tmp_path, f"{title}\n{more}\n{ITEMS}\n甲市人民政府\n{day}\n")
    assert (found.year, found.year_basis) == year


@pytest.mark.parametrize("title", ["甲市2024年惠民实事台账", "甲市2024年重点工作目标", "甲市2024年任务目标"])
def test_a_register_and_a_list_of_goals_are_titles_and_no_themes(tmp_path: Path, title: str) -> None:
    book = Workbook()
    sheet = book.create_sheet("任务", 0)
    for row in (
        [title],
        ["序号", "任务", "牵头单位"],
        [1, "扩建幼儿园4所", "市教育局"],
        [2, "疏浚河道12公里", "市水利局"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "plan.xlsx")
    found = extract_file(tmp_path / "plan.xlsx")
    assert (found.title, {theme.basis for theme in found.themes}) == (title, {"classified"})
