"""Struck-through text is left out of what a document says, in each format, and told."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
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


def styled(*, of_paragraph: bool) -> bytes:
    """A Word file whose styles strike text: those of runs, and one of a paragraph in which runs say otherwise."""
    made = docx.Document()
    made.add_paragraph(TITLE)
    gone = made.styles.add_style("作废", WD_STYLE_TYPE.PARAGRAPH if of_paragraph else WD_STYLE_TYPE.CHARACTER)
    gone.font.strike = True
    heir = made.styles.add_style("作废二", gone.type)
    heir.base_style = gone
    line = made.add_paragraph(style=heir if of_paragraph else None)
    for text, is_gone in [("1.新建步道", 0), ("30", 1), ("50公里。（", 0), ("市甲局、", 1), ("市教育局牵头）", 0)]:
        run = line.add_run(text, heir if is_gone and not of_paragraph else None)
        run.font.strike = False if of_paragraph and not is_gone else None
    made.save(file := BytesIO())
    return file.getvalue()


def text(form: str) -> bytes:
    row = "|1|新建步道~~30~~50公里|市教育局|~~市甲局、~~|"
    table = f"|序号|任务|牵头单位|配合单位|\n|--|--|--|--|\n{row}\n"
    line = "1.新建步道~~30~~50公里。（~~市甲局、~~市教育局牵头）\n"
    tagged = "<p>1.新建步道<del>30</del>50公里。（<s>市甲局、</s>市教育局牵头）</p>\n"
    return f"# {TITLE}\n\n{ {'table': table, 'line': line, 'tags': tagged}[form] }".encode()


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
    "paragraph-style.docx": styled(of_paragraph=True),
    "run-style.docx": styled(of_paragraph=False),
    "line.md": text("line"),
    "table.md": text("table"),
    "tags.md": text("tags"),
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


@pytest.mark.parametrize(
    "line",
    ["3月~~5月新建书屋6家，6月~~8月改造戏台15座", "新建~~书屋6家", r"新建\~~书屋~~6家", "新建书屋6~~8家，戏台15~~18座"],
)
def test_waves_that_tell_a_range_or_stand_alone_strike_nothing(tmp_path: Path, line: str) -> None:
    (tmp_path / "plan.md").write_text(f"# {TITLE}\n\n1.{line}。（市甲局牵头）\n", encoding="utf-8")
    assert "text-struck" not in [problem.kind for problem in extract_file(tmp_path / "plan.md").problems]
