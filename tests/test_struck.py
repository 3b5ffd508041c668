"""Struck-through text is left out of what a document says, in each format, and told."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from zeren.extract import extract_file
from zeren.findings.check import check_file

TITLE = "某市2024年民生实事"


def word_file(double: bool) -> bytes:
    made = docx.Document()
    made.add_paragraph(TITLE)
    line = made.add_paragraph("1.新建步道")
    gone = line.add_run("30")
    gone.font.strike, gone.font.double_strike = not double, double
    line.add_run("50公里。（")
    line.add_run("市甲局、").font.strike = True
    line.add_run("市教育局牵头）").font.strike = False
    made.save(file := BytesIO())
    return file.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rich = CellRichText(
        "新建步道", TextBlock(InlineFont(strike=True), "30"), TextBlock(InlineFont(b=True), "50"), "公里"
    )
    for row in ([TITLE], ["序号", "任务", "牵头单位", "配合单位"], ["1", rich, "市教育局", "市甲局"]):
        sheet.append(row)
    sheet["D3"].font = Font(strike=True)
    book.save(file := BytesIO())
    return file.getvalue()


def page(opening: str, closing: str, style: str = "") -> bytes:
    body = f"<p>{TITLE}</p><p>1.新建步道{opening}30{closing}50公里。（{opening}市甲局、{closing}市教育局牵头）</p>"
    return f"<html><head><style>{style}</style></head><body>{body}</body></html>".encode()


FILES = {
    "strike.docx": word_file(double=False),
    "double.docx": word_file(double=True),
    "rich.xlsx": workbook(),
    "s.html": page("<s>", "</s>"),
    "strike.html": page("<strike>", "</strike>"),
    "del.html": page("<del><b>", "</b></del>"),
    "style.html": page('<span style="text-decoration: line-through red">', "</span>"),
    "class.html": page('<i class="gone">', "</i>", ".gone { text-decoration-line: line-through }"),
}


@pytest.mark.parametrize("name", FILES)
def test_struck_text_is_left_out_and_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    found = extract_file(path)
    (measure,) = found.measures
    assert [(one.value, one.unit) for one in measure.targets] == [(50, "公里")]
    assert [one.name for one in measure.responsibilities] == ["市教育局"]
    (told,) = [problem.message for problem in found.problems if problem.kind == "text-struck"]
    assert "30" in told
    assert "市甲局" in told
    assert "text-struck" in [one.id for one in check_file(path).findings]


def test_underlined_text_is_no_struck_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_bytes(page('<u style="text-decoration: underline">', "</u>"))
    assert "text-struck" not in [problem.kind for problem in extract_file(path).problems]
