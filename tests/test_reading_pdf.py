"""PDF files, made here character by character and read back."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pdf_builder import HEI, HEIGHT, SONG_BOLD, Pdf, Sheet, wrapped
from plan24 import differences
from plan24_pdf import Mark, Tables, columns
from zeren.errors import InputError, TooLarge, UnreadableDocument, UnsupportedFormat
from zeren.extract import extract_file
from zeren.model import Document
from zeren.reading import pdf_drawing, pdf_page
from zeren.reading.draft import Source
from zeren.reading.pdf import read_pdf

SOURCE = Source("a.pdf", "0" * 64, "pdf", "binary")


def read(file: Pdf) -> Document:
    return read_pdf(SOURCE, file.saved())


def words(document: Document) -> list[str]:
    return [document.words(block.span) for block in document.blocks]


def bold(document: Document) -> list[str]:
    return [document.words(span) for span in document.bold]


def set_text(sheet: Sheet, y: float, *paragraphs: str, indent: float = 21, x: float = 70, room: float = 455) -> float:
    """Set paragraphs as word processors do, their first lines indented."""
    for paragraph in paragraphs:
        first, *_ = wrapped(paragraph, room - indent, 10.5)
        for n, line in enumerate([first, *wrapped(paragraph[len(first) :], room, 10.5)]):
            sheet.text(x + (0 if n else indent), y, line)
            y += 18 if line else 0
    return y


# --- the same plan in every form ------------------------------------------------------------------------------------

PLANS = {
    "bold by the name of the font": Tables("font"),
    "bold by black type": Tables("hei"),
    "bold by strokes": Tables("mode"),
    "bold by a second strike": Tables("strike"),
    "without lines": Tables("font", ruled=False),
    "merged cells": Tables("mode", merged=True),
    "three pages, header again": Tables("strike", rows_a_page=9),
    "three pages, header once": Tables("mode", rows_a_page=9, header_again=False),
    "three pages without lines, header again": Tables("hei", ruled=False, rows_a_page=9),
    "three pages without lines, header once": Tables("font", ruled=False, rows_a_page=9, header_again=False),
    "merged cells over two pages": Tables("font", merged=True, rows_a_page=12),
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_plan_gives_the_same_facts_in_every_form_of_table(plan: Tables, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(plan.saved())
    found = extract_file(tmp_path / "plan.pdf")
    assert differences(found) == []
    assert {duty.basis for measure in found.measures for duty in measure.responsibilities} == {"bold"}
    pages = [measure.location.page for measure in found.measures]
    assert pages == [n // plan.rows_a_page + 1 for n in range(24)]
    assert {measure.location.table for measure in found.measures} == {1}


@pytest.mark.parametrize("mark", ["font", "hei", "mode", "strike"])
def test_the_plan_gives_the_same_facts_in_two_columns_of_text(mark: Mark, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(columns(mark))
    found = extract_file(tmp_path / "plan.pdf")
    assert differences(found) == []
    assert {measure.location.page for measure in found.measures} == {1, 2}


def test_where_bold_is_lost_the_first_listed_leads_by_guess(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(Tables("none").saved())
    found = extract_file(tmp_path / "plan.pdf")
    assert differences(found, bold=False) == []
    assert {duty.basis for duty in found.measures[0].responsibilities} == {"first-listed"}


# --- lines and paragraphs -------------------------------------------------------------------------------------------


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart() -> None:
    file = Pdf()
    texts = [
        "各县区要压实责任，细化措施，把每一件实事办好办实，确保年底前全部完成任务并向社会公开，接受群众的监督和评议。",
        "市政府督查室每月调度一次，对进度慢的单位进行通报；对工作突出的单位给予表扬，并在全市范围内推广其经验做法和成效。",
        "特此通知。",
    ]
    set_text(file.sheet(), 100, *texts)
    assert words(read(file)) == texts


def test_a_paragraph_goes_on_over_the_page_and_running_lines_are_left_out() -> None:
    file = Pdf()
    text = "市教育局要会同有关部门抓紧制定方案，明确建设标准、选址要求、资金来源与完成时限，" * 3
    lines = wrapped(text, 455, 10.5)
    for n, part in enumerate([lines[:2], lines[2:]], 1):
        sheet = file.sheet()
        sheet.text(220, 40, "内部工作简报")
        sheet.text(290, HEIGHT - 35, f"— {n} —", 9)
        for k, line in enumerate(part):
            sheet.text(70, 100 + 18 * k, line)
    document = read(file)
    assert words(document) == [text]
    assert [block.page for block in document.blocks] == [1]


def test_latin_words_keep_their_blanks_and_chinese_ones_get_none() -> None:
    file = Pdf()
    sheet = file.sheet()
    end = sheet.text(70, 100, "建成")
    end = sheet.text(end, 100, "5G")
    sheet.text(end + 4, 100, "基站300座")
    sheet.text(70, 130, "Open Data")
    assert words(read(file))[0] == "建成5G基站300座"
    assert words(read(file))[1] == "Open Data"


def test_large_type_makes_headings_by_rank() -> None:
    file = Pdf()
    sheet = file.sheet()
    sheet.text(160, 80, "民生实事实施方案", 22, HEI)
    sheet.text(70, 120, "一、就业", 16)
    set_text(sheet, 150, "新增城镇就业三万人，培训技能人才一万人次，举办专场招聘会六十场，帮助困难人员就业两千人。")
    document = read(file)
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_a_title_of_two_lines_is_one_heading() -> None:
    file = Pdf()
    sheet = file.sheet()
    sheet.text(80, 80, "关于印发全市民生实事项目责任分工", 27, HEI)
    sheet.text(215, 122, "方案的通知", 27, HEI)
    end = set_text(
        sheet, 170, *["各县区各部门要把实事办好，让群众满意，并按月报送进展情况，由市政府督查室汇总后通报全市。"] * 3
    )
    sheet.text(70, end + 40, "特此通知。")
    assert words(read(file))[0] == "关于印发全市民生实事项目责任分工方案的通知"


def test_what_a_browser_prints_around_a_page_and_a_mark_of_a_table_that_goes_on_are_left_out() -> None:
    file = Pdf()
    sheet = file.sheet()
    sheet.text(30, 25, "2023/3/5 09:30", 8)
    sheet.text(300, 25, "民生实事", 8)
    sheet.text(480, 70, "（续表）")
    sheet.text(70, 200, "新建公办幼儿园十二所。")
    sheet.text(30, HEIGHT - 20, "https://example.org/plan", 8)
    sheet.text(550, HEIGHT - 20, "1/1", 8)
    assert words(read(file)) == ["新建公办幼儿园十二所。"]


def test_a_label_inside_an_open_bracket_begins_no_paragraph() -> None:
    file = Pdf()
    sheet = file.sheet()
    text = "新建公办幼儿园十二所，改造农村中小学食堂三十五个，确保年底前全部完成并投入使用（牵头单位：市教育局；配合单位：市财政局）"
    set_text(sheet, 100, text, "以上各项由市政府督查室按月调度，结果向社会公布。")
    assert words(read(file))[0] == text


def test_text_of_a_turned_page_is_read_and_leaning_stamps_are_not() -> None:
    file = Pdf()
    sheet = file.sheet()
    sheet.raw("BT /F1 12 Tf 0 1 -1 0 100 80 Tm <5e0265595c40> Tj ET BT 0 1 -1 0 130 80 Tm <5e0265595c40> Tj ET")
    sheet.raw("BT /F1 40 Tf .7 .7 -.7 .7 200 200 Tm <5185> Tj ET")
    sheet.text(500, 800, "")
    assert words(read(file)) == ["市教局", "市教局"]


# --- cells ----------------------------------------------------------------------------------------------------------


def ruled(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> None:
    for x in xs:
        sheet.line(x, ys[0], x, ys[-1])
    for y in ys:
        sheet.line(xs[0], y, xs[-1], y)


def test_a_line_that_fills_its_cell_goes_on_and_a_short_one_ends() -> None:
    file = Pdf()
    sheet = file.sheet()
    ruled(sheet, [60, 160, 260], [60, 140])
    for k, line in enumerate(["市自然资源和规划", "局、市财政局"]):
        sheet.text(65, 80 + 14 * k, line)
    for k, line in enumerate(["市教育局", "市财政局"]):
        sheet.text(165, 80 + 14 * k, line)
    assert words(read(file)) == ["市自然资源和规划局、市财政局\t市教育局\n市财政局"]


def test_a_row_that_the_page_cuts_in_two_is_one_row() -> None:
    file = Pdf()
    xs = [60, 100, 300, 420]
    first = file.sheet()
    ruled(first, xs, [700, 730, 760, 790])
    for y, texts in [(720, ("序号", "任务", "单位")), (750, ("1", "修路", "甲局")), (780, ("2", "新建学校三", "乙局"))]:
        for x, text in zip(xs, texts, strict=False):
            first.text(x + 5, y, text)
    second = file.sheet()
    ruled(second, xs, [60, 90, 120])
    for y, texts in [(80, ("", "所", "")), (110, ("3", "植树", "丙局"))]:
        for x, text in zip(xs, texts, strict=False):
            second.text(x + 5, y, text)
    document = read(file)
    assert words(document) == ["序号\t任务\t单位", "1\t修路\t甲局", "2\t新建学校三所\t乙局", "3\t植树\t丙局"]
    assert [(block.page, block.row) for block in document.blocks] == [(1, 1), (1, 2), (1, 3), (2, 4)]


def test_lines_may_be_thin_boxes_and_the_sides_may_be_open() -> None:
    file = Pdf()
    sheet = file.sheet()
    for y in (100, 130, 160):
        sheet.raw(f"60 {HEIGHT - y} 300 0.6 re f")
    sheet.raw(f"200 {HEIGHT - 160} 0.6 60 re f")
    sheet.text(65, 120, "任务")
    sheet.text(205, 120, "单位")
    sheet.text(65, 150, "修路")
    sheet.text(205, 150, "甲局")
    document = read(file)
    assert [[document.words(cell.span) for cell in block.cells] for block in document.blocks] == [
        ["任务", "单位"],
        ["修路", "甲局"],
    ]


def test_black_type_is_plain_where_the_text_is_set_in_it() -> None:
    file = Pdf()
    sheet = file.sheet()
    sheet.text(70, 100, "市教育局、市财政局、市民政局", font=HEI)
    sheet.text(70, 130, "市水利局", font=SONG_BOLD)
    assert bold(read(file)) == ["市水利局"]


# --- what cannot be read --------------------------------------------------------------------------------------------


def scan(count: int, *, with_text: bool = False) -> bytes:
    file = Pdf()
    if with_text:
        set_text(file.sheet(), 100, "新建公办幼儿园十二所，由市教育局牵头，市财政局配合，年底前完成。")
    for _ in range(count):
        file.sheet().picture()
    return file.saved()


def test_a_scan_is_refused_with_its_pages_and_the_way_out() -> None:
    with pytest.raises(UnreadableDocument, match=r"pages 1-3.*run text recognition"):
        read_pdf(SOURCE, scan(3))


def test_scanned_pages_of_a_document_are_told() -> None:
    document = read_pdf(SOURCE, scan(2, with_text=True))
    at = len(document.raw)
    assert [(problem.kind, problem.span) for problem in document.problems] == [("cut-off", (at, at))] * 2
    assert "page 2 has no text" in document.problems[0].message


ENCRYPTED = "/ID [<00><00>] /Encrypt <</Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{0}> /U <{0}>>>".format(
    "5a" * 32
)
BROKEN = {
    "nothing after the head": b"%PDF-1.7\n%%EOF",
    "no end": Tables("font").saved()[:-600],
    "noise": b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF",
    "no pages": b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_broken_files_are_typed_errors(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_pdf(SOURCE, data)


def test_an_encrypted_file_is_refused() -> None:
    file = Pdf()
    file.sheet().text(70, 100, "市教育局")
    with pytest.raises(UnsupportedFormat, match="without a password"):
        read_pdf(SOURCE, file.saved(ENCRYPTED))


def test_a_file_cut_off_anywhere_is_a_typed_error() -> None:
    data = Tables("mode", rows_a_page=9).saved()
    for percent in range(1, 100):
        with pytest.raises(InputError):
            read_pdf(SOURCE, data[: len(data) * percent // 100])


def test_limits_have_names_and_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    data = Tables("mode", rows_a_page=9).saved()
    for module, name in [(pdf_page, "MAX_PAGES"), (pdf_page, "MAX_CHARACTERS"), (pdf_drawing, "MAX_OBJECTS")]:
        with monkeypatch.context() as patch:
            patch.setattr(module, name, 2)
            with pytest.raises(TooLarge):
                read_pdf(SOURCE, data)
