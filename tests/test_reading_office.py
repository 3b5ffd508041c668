"""Word files and workbooks, made here and read back."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from zeren.errors import TooLarge, UnreadableDocument
from zeren.model import Document
from zeren.reading import packages, xlsx
from zeren.reading.docx import read_docx
from zeren.reading.draft import Source
from zeren.reading.numbers import shown
from zeren.reading.xlsx import read_xlsx

SOURCE = Source("a", "0" * 64, "docx", "binary")


def saved(file: object) -> bytes:
    stream = io.BytesIO()
    file.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def rewritten(archive: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name.endswith(part) else old.read(name))
    return made.getvalue()


def words(document: Document) -> list[str]:
    return [document.words(block.span) for block in document.blocks]


def grid(document: Document) -> list[list[tuple[int, str, bool]]]:
    rows = [block.cells for block in document.blocks if block.kind == "row"]
    return [[(cell.column, document.words(cell.span), cell.merged) for cell in cells] for cells in rows]


def bold(document: Document) -> list[str]:
    return [document.words(span) for span in document.bold]


def check(document: Document) -> None:
    """In office files the text that reading made is the raw text."""
    assert document.raw == document.text.text == document.simplified == "\n".join(words(document))
    assert all(document.text.raw_span(block.span) == block.span for block in document.blocks)


# --- Word -----------------------------------------------------------------------------------------------------------


def test_paragraphs_and_tables_come_in_the_order_of_the_page() -> None:
    file = docx.Document()
    file.add_heading("一、就业", 2)
    file.add_paragraph("  ")
    table = file.add_table(2, 2)
    for row, texts in zip(table.rows, [("任务", "单位"), ("修路", "市交通局\n市财政局")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    file.add_paragraph("第一行\n第二行\t尾")
    document = read_docx(SOURCE, saved(file))
    assert words(document) == ["一、就业", "任务\t单位", "修路\t市交通局\n市财政局", "第一行", "第二行 尾"]
    assert [(b.kind, b.level, b.table, b.row) for b in document.blocks[:3]] == [
        ("heading", 2, None, None),
        ("row", 0, 1, 1),
        ("row", 0, 1, 2),
    ]
    check(document)


def test_merged_cells_of_word_stand_at_every_place_they_cover() -> None:
    file = docx.Document()
    table = file.add_table(4, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "标题"
    table.cell(1, 2).merge(table.cell(3, 2)).text = "市局"
    document = read_docx(SOURCE, saved(file))
    assert grid(document) == [
        [(0, "标题", False), (1, "标题", True), (2, "标题", True)],
        [(0, "3", False), (1, "4", False), (2, "市局", False)],
        [(0, "6", False), (1, "7", False), (2, "市局", True)],
        [(0, "9", False), (1, "10", False), (2, "市局", True)],
    ]
    check(document)


def test_bold_follows_run_then_styles_that_cancel_each_other() -> None:
    file = docx.Document()
    strong = file.styles.add_style("Lead", docx.enum.style.WD_STYLE_TYPE.CHARACTER)  # type: ignore[attr-defined]
    strong.font.bold = True
    child = file.styles.add_style("Child", docx.enum.style.WD_STYLE_TYPE.CHARACTER)  # type: ignore[attr-defined]
    child.base_style = strong
    heavy = file.styles.add_style("Heavy", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[attr-defined]
    heavy.font.bold = True
    line = file.add_paragraph()
    line.add_run("甲").bold = True
    line.add_run("乙")
    line.add_run("丙", style="Child")
    line.add_run("丁", style="Lead").bold = False
    other = file.add_paragraph(style="Heavy")
    other.add_run("戊")
    other.add_run("己", style="Lead")
    other.add_run("庚").bold = False
    assert bold(read_docx(SOURCE, saved(file))) == ["甲", "丙", "戊"]


def test_links_insertions_and_controls_are_read_and_deletions_are_not() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("前")._p
    wrapped = {"hyperlink": "链", "ins": "增", "del": "删", "sdt": "控"}
    for name, text in wrapped.items():
        inside = f"<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent>" if name == "sdt" else ""
        inside = inside or f"<w:r><w:t>{text}</w:t></w:r>"
        paragraph.append(parse_xml(f"<w:{name} {nsdecls('w')}>{inside}</w:{name}>"))
    assert words(read_docx(SOURCE, saved(file))) == ["前链增控"]


def test_a_row_that_begins_late_keeps_its_columns() -> None:
    file = docx.Document()
    table = file.add_table(2, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "1")
    row.get_or_add_trPr().append(before)
    assert grid(read_docx(SOURCE, saved(file)))[1] == [(0, "", False), (1, "4", False), (2, "5", False)]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    file = docx.Document()
    first = file.add_paragraph("市教育局、")
    mark = first._p.get_or_add_pPr()
    mark.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="a"/></w:rPr>'))
    file.add_paragraph("市财政局")
    assert words(read_docx(SOURCE, saved(file))) == ["市教育局、市财政局"]


def test_hidden_words_are_left_out_and_ruby_and_formulas_are_read() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("前")
    paragraph.add_run("隐").font.hidden = True
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>zhú</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>竹</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    formula = f'<m:oMath xmlns:m="{math}"><m:r><m:t>≥90%</m:t></m:r></m:oMath>'
    for element in parse_xml(f"<w:p {nsdecls('w')}>{ruby}{formula}</w:p>"):
        paragraph._p.append(element)
    assert words(read_docx(SOURCE, saved(file))) == ["前竹≥90%"]


def test_headers_and_footers_of_word_are_metadata() -> None:
    file = docx.Document()
    file.add_paragraph("正文")
    file.sections[0].header.paragraphs[0].text = "某市文件"
    file.sections[0].footer.paragraphs[0].text = "共印十份"
    document = read_docx(SOURCE, saved(file))
    assert words(document) == ["正文"]
    assert document.metadata == {"header": "某市文件", "footer": "共印十份"}


def test_a_small_table_inside_a_cell_is_words_of_the_cell_and_a_frame_is_read_through() -> None:
    file = docx.Document()
    table = file.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "任务", "单位"
    table.cell(1, 0).text = "修路"
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "市局", "县局"
    frame = file.add_table(1, 1).cell(0, 0)
    frame.text = "框内"
    document = read_docx(SOURCE, saved(file))
    assert words(document) == ["任务\t单位", "修路\t市局 县局", "框内"]
    assert [block.kind for block in document.blocks] == ["row", "row", "paragraph"]


# --- workbooks ------------------------------------------------------------------------------------------------------


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(first_sheet(book))
    return saved(book)


def first_sheet(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_sheets_are_tables_with_their_own_row_numbers() -> None:
    book = openpyxl.Workbook()
    first = first_sheet(book)
    first.title = "任务"
    first["A2"], first["C2"], first["A4"] = "序号", "单位", 1
    book.create_sheet("附表")["B1"] = "甲\r\n乙\t丙"
    hidden = book.create_sheet("隐藏")
    hidden["A1"], hidden.sheet_state = "不见", "hidden"
    document = read_xlsx(SOURCE, saved(book))
    assert [(b.sheet, b.table, b.row) for b in document.blocks] == [("任务", 1, 2), ("任务", 1, 4), ("附表", 2, 1)]
    assert grid(document) == [
        [(0, "序号", False), (1, "", False), (2, "单位", False)],
        [(0, "1", False), (1, "", False)],
        [(1, "甲\n乙 丙", False)],
    ]
    check(document)


def test_merged_cells_of_a_sheet_reach_into_filled_rows_only() -> None:
    def fill(sheet: Worksheet) -> None:
        for values in [("标题", None), ("修路", "市局"), ("种树", None), (None, None), ("架桥", None)]:
            sheet.append(values)
        sheet.merge_cells("A1:XFD1")
        sheet.merge_cells("B2:B5000")

    assert grid(read_xlsx(SOURCE, workbook(fill))) == [
        [(0, "标题", False), (1, "标题", True)],
        [(0, "修路", False), (1, "市局", False)],
        [(0, "种树", False), (1, "市局", True)],
        [(0, "架桥", False), (1, "市局", True)],
    ]


def test_a_merge_over_a_whole_sheet_is_refused_before_it_is_unfolded() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "甲"
        sheet.merge_cells("A1:B2")

    vast = rewritten(workbook(fill), "sheet1.xml", lambda part: part.replace(b"A1:B2", b"A1:XFD1048576"))
    with pytest.raises(TooLarge, match="merged cells cover 17179869184 cells; undo"):
        read_xlsx(SOURCE, vast)


def test_bold_inside_a_cell_is_found() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText(TextBlock(InlineFont(b=True), "市民政局"), "、市财政局")
        sheet["B1"], sheet["B1"].font = "全粗", Font(bold=True)
        sheet["C1"] = "不粗"

    document = read_xlsx(SOURCE, workbook(fill))
    assert words(document) == ["市民政局、市财政局\t全粗\t不粗"]
    assert bold(document) == ["市民政局", "全粗"]


def test_hidden_rows_and_columns_are_read_and_marked_and_hidden_sheets_are_told() -> None:
    book = openpyxl.Workbook()
    sheet = first_sheet(book)
    for row in [("任务", "单位", None, "备注"), ("修路", "市局"), ("种树", "市局"), ("架桥", "市局", None, "旧")]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions.group("C", "D", hidden=True)
    book.create_sheet("底稿")["A1"] = "不见"
    book.create_sheet("空表").sheet_state = book["底稿"].sheet_state = "hidden"
    document = read_xlsx(SOURCE, saved(book))
    assert [block.hidden for block in document.blocks] == ["column", None, "row", "column"]
    assert [(problem.kind, problem.message.split(";")[0]) for problem in document.problems] == [
        ("cut-off", "the sheet 底稿 is hidden and is not read")
    ]


def test_a_unit_in_a_header_goes_with_the_plain_numbers_below_it() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["序号", "新建（所）", "投资(单位：万元)", "完成率（%）", "责任单位（牵头）", "金额(元)"])
        sheet.append([1, 12, 3.5, 95, 7, 0.5])
        sheet.append([2, "约3所", True, None, "市局", datetime(2021, 3, 5)])
        sheet["F2"].number_format = "0%"

    rows = words(read_xlsx(SOURCE, workbook(fill)))
    assert rows[1:] == ["1\t12所\t3.5万元\t95%\t7\t50%", "2\t约3所\tTRUE\t\t市局\t2021-03-05"]


def test_black_type_is_bold_unless_the_workbook_is_set_in_it() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText(TextBlock(InlineFont(rFont="黑体"), "市民政局"), "、市财政局")
        sheet["B1"], sheet["B1"].font = "全黑", Font(name="SimHei")
        sheet["C1"], sheet["C1"].font = "雅黑", Font(name="微软雅黑")

    assert bold(read_xlsx(SOURCE, workbook(fill))) == ["市民政局", "全黑"]


def test_a_lone_far_cell_costs_nothing_and_a_filled_one_is_refused() -> None:
    def styled(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"].font = "甲", Font(bold=True)

    def filled(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "甲", "远"

    assert words(read_xlsx(SOURCE, workbook(styled))) == ["甲"]
    with pytest.raises(TooLarge, match="XFD1048576 lies past column 1000; clear it"):
        read_xlsx(SOURCE, workbook(filled))


SHOWN = [
    (3, "General", "3"),
    (9.0, "General", "9"),
    (0.1 + 0.2, "General", "0.3"),
    (123456789012, "General", "123456789012"),
    (1e-7, "General", "0.0000001"),
    (0.9, "0%", "90%"),
    (0.905, "0.0%", "90.5%"),
    (1234.5, "#,##0.00", "1,234.50"),
    (2.5, '0.0"万元"', "2.5万元"),
    (12, "0_ ", "12"),
    (3.0, "0.##", "3"),
    (-5, "#,##0;[Red]-#,##0", "-5"),
    (12.5, "[$¥-804]#,##0.00", "12.50"),
    (True, "General", "TRUE"),
    (None, "General", ""),
    (date(2021, 3, 5), "yyyy年m月d日", "2021-03-05"),
    (datetime(2021, 3, 5), "yyyy/m/d", "2021-03-05"),
    (datetime(2021, 3, 1), 'yyyy"年"m"月";@', "2021年3月"),
    (datetime(2021, 3, 1), "[$-804]yyyy年", "2021年"),
    (datetime(2021, 3, 5, 9, 30), "yyyy/m/d h:mm", "2021-03-05 09:30"),
    ("九万", "@", "九万"),
]


@pytest.mark.parametrize(("value", "number_format", "text"), SHOWN)
def test_numbers_are_shown_as_people_see_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


# --- broken and hostile ---------------------------------------------------------------------------------------------

READERS = [read_docx, read_xlsx]


@pytest.mark.parametrize("read", READERS)
def test_broken_archives_are_refused_with_advice(read: Callable[[Source, bytes], Document]) -> None:
    whole = saved(docx.Document()) if read is read_docx else workbook(lambda sheet: None)
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    for data in (whole[: len(whole) // 2], b"PK\x03\x04" + b"\0" * 40, empty.getvalue()):
        with pytest.raises(UnreadableDocument, match=r"broken .* save it again|cut off .* get the whole"):
            read(SOURCE, data)


@pytest.mark.parametrize("read", READERS)
def test_bad_xml_inside_an_archive_is_refused(read: Callable[[Source, bytes], Document]) -> None:
    whole = saved(docx.Document()) if read is read_docx else workbook(lambda sheet: None)
    part = "document.xml" if read is read_docx else "sheet1.xml"
    with pytest.raises(UnreadableDocument):
        read(SOURCE, rewritten(whole, part, lambda part: b"<x"))


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(TooLarge, match="more than 1000"):
        read_xlsx(SOURCE, workbook(lambda sheet: None))


def test_a_workbook_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_FILLED_CELLS", 1)
    with pytest.raises(TooLarge, match="more than 1 filled"):
        read_xlsx(SOURCE, workbook(lambda sheet: sheet.append(["甲", "乙"])))
