"""Where themes come from: headings, theme columns, merged cells in each format, and fields of public life where none are."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

import example_plan as example
from zeren import facts
from zeren.extract import extract_file
from zeren.model import Extraction
from zeren.pages import site
from zeren.rdf import quads
from zeren.registry import functions
from zeren.registry.csvtable import rows
from zeren.registry.fields_of_life import classify

HEADER = ["序号", "类别", "工作任务", "责任单位"]
ROWS = [
    ["1", "学有所教", "新建公办幼儿园12所。", "市教育局"],
    ["2", "", "改造中小学食堂20个。", "市教育局"],
    ["3", "老有所养", "新建社区养老服务站30处。", "市民政局"],
    ["4", "", "改造老年食堂15处。", "市民政局"],
]
THEMES = ["学有所教", "学有所教", "老有所养", "老有所养"]
Read = Callable[[str, "str | bytes"], Extraction]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(name: str, content: str | bytes) -> Extraction:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return extract_file(path)

    return of


def html() -> str:
    lines = ["".join(f"<th>{cell}</th>" for cell in HEADER)]
    for row in ROWS:
        theme = f"<td rowspan=2>{row[1]}</td>" if row[1] else ""
        lines.append(f"<td>{row[0]}</td>{theme}<td>{row[2]}</td><td>{row[3]}</td>")
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<meta charset=utf-8><h1>2022年青山市民生实事任务分解表</h1><table>{body}</table>"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEADER, *ROWS]:
        sheet.append([cell or None for cell in row])
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("B4:B5")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word_file() -> bytes:
    file = docx.Document()
    table = file.add_table(len(ROWS) + 1, len(HEADER))
    for row, cells in zip(table.rows, [HEADER, *ROWS], strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    for first in (1, 3):
        merged = table.cell(first, 1).merge(table.cell(first + 1, 1))
        merged.text = ROWS[first - 1][1]
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "make"), [("a.html", html), ("a.xlsx", workbook), ("a.docx", word_file)], ids=["html", "xlsx", "docx"]
)
def test_a_merged_theme_cell_is_the_theme_of_all_its_rows(
    name: str, make: Callable[[], str | bytes], read: Read
) -> None:
    found = read(name, make())
    assert [measure.theme for measure in found.measures] == THEMES
    assert [(theme.name, theme.basis) for theme in found.themes] == [("学有所教", "column"), ("老有所养", "column")]


def test_a_theme_column_is_the_theme_of_each_row(read: Read) -> None:
    lines = [HEADER, *([n, theme, *rest] for (n, _, *rest), theme in zip(ROWS, THEMES, strict=True))]
    found = read("a.csv", "\n".join(",".join(line) for line in lines))
    assert [measure.theme for measure in found.measures] == THEMES
    assert {theme.basis for theme in found.themes} == {"column"}


@pytest.mark.parametrize(("first", "second"), [("一、", "二、"), ("（一）", "（二）")])
def test_a_numbered_heading_is_the_theme_of_the_bracketed_items_below_it(first: str, second: str, read: Read) -> None:
    items = [f"{row[0]}.{row[2]}（{row[3]}负责）" for row in ROWS]
    lines = ["2022年青山市民生实事实施方案", f"{first}学有所教", *items[:2], f"{second}老有所养", *items[2:]]
    found = read("a.txt", "\n".join(lines))
    assert [measure.theme for measure in found.measures] == THEMES
    assert {theme.basis for theme in found.themes} == {"heading"}


def test_a_row_of_one_cell_is_the_theme_of_the_rows_below_it(read: Read) -> None:
    row = "<tr><td colspan=3>{}</td></tr>".format
    cells = ["".join(f"<td>{cell}</td>" for cell in (r[0], r[2], r[3])) for r in ROWS]
    head = "<tr><th>序号</th><th>工作任务</th><th>责任单位</th></tr>"
    body = (
        head
        + row("一、学有所教")
        + f"<tr>{cells[0]}</tr><tr>{cells[1]}</tr>"
        + row("二、老有所养")
        + f"<tr>{cells[2]}</tr>"
    )
    found = read("a.html", f"<meta charset=utf-8><table>{body}</table>")
    assert [measure.theme for measure in found.measures] == THEMES[:3]


UNTHEMED = "\n".join(["2022年青山市民生实事实施方案", *(f"{row[0]}.{row[2]}（{row[3]}负责）" for row in ROWS)])


def test_a_document_without_themes_has_its_measures_put_in_fields_of_public_life(read: Read) -> None:
    found = read("a.txt", UNTHEMED)
    assert [measure.theme for measure in found.measures] == ["教育", "教育", "养老服务", "养老服务"]
    assert [(theme.name, theme.basis) for theme in found.themes] == [("教育", "classified"), ("养老服务", "classified")]
    assert [found.raw[slice(*theme.span)] for theme in found.themes] == ["幼儿园", "社区养老"]
    assert all(theme.confidence and 0.9 < theme.confidence < 1 for theme in found.themes)


def test_where_a_document_states_themes_nothing_is_put_in_fields(read: Read) -> None:
    words = UNTHEMED.replace("3.", "一、特色亮点\n3.")
    found = read("a.txt", words)
    assert {theme.basis for theme in found.themes} == {"heading"}
    assert found.measures[0].theme is None


@pytest.mark.parametrize("heading", ["（截至2022年6月30日）", "青政发〔2022〕17号", "一、重点任务", "二、主要内容"])
def test_a_heading_that_says_nothing_of_a_field_is_no_theme(heading: str, read: Read) -> None:
    title, *items = UNTHEMED.split("\n")
    assert {theme.basis for theme in read("a.txt", "\n".join([title, heading, *items])).themes} == {"classified"}


CLEAR = [
    ("新建公办幼儿园12所。", [], "教育"),
    ("为适龄妇女免费筛查宫颈癌4万人。", ["市卫生健康委"], "医疗卫生"),
    ("改造农村公路80公里。", ["市交通运输局"], "交通"),
    ("城镇新增就业3万人。", [], "就业"),
    ("空气质量优良天数达到280天。", ["市生态环境局"], "生态环境"),
    ("送戏下乡500场。", ["市文化和旅游局"], "文化体育"),
]
UNCLEAR = [
    ("办好十件民生实事。", ["市政府办公室"]),
    ("统筹推进各项工作。", ["市教育局"]),
    ("新建幼儿园3所、养老院2所。", []),
    ("提高城乡居民医保补助标准。", ["市医保局"]),
]


@pytest.mark.parametrize(("text", "leads", "field"), CLEAR)
def test_a_measure_whose_words_are_clear_has_a_field(text: str, leads: list[str], field: str) -> None:
    found = classify(text, leads)
    assert found is not None
    assert found.name == field


@pytest.mark.parametrize(("text", "leads"), UNCLEAR)
def test_a_measure_that_fits_nothing_clearly_has_none(text: str, leads: list[str]) -> None:
    assert classify(text, leads) is None


def test_who_leads_adds_to_the_confidence_and_is_told_by_the_rule() -> None:
    alone, led = classify("改造农村公路80公里。"), classify("改造农村公路80公里。", ["市交通运输局"])
    assert alone and led
    assert (alone.rule, led.rule) == ("field-words", "field-lead")
    assert alone.confidence < led.confidence


def test_the_functions_of_the_table_are_those_of_the_registry() -> None:
    named = [name for row in rows("zeren.registry", "fields_of_life") for name in row["functions"].split("|") if name]
    assert set(named) <= functions.table().keys()
    assert len(named) == len(set(named))


def test_the_confidence_of_a_rule_is_what_it_got_right_smoothed() -> None:
    for row in rows("zeren.registry", "field_rules"):
        right, wrong = int(row["right"]), int(row["wrong"])
        assert float(row["confidence"]) == round((right + 19) / (right + wrong + 20), 3)


def test_facts_and_graph_tell_a_classified_theme(read: Read, tmp_path: Path) -> None:
    tables = example.tables(read("a.txt", UNTHEMED))
    told = tables["themes"][["name", "basis", "confidence"]].to_numpy().tolist()
    assert [row[:2] for row in told] == [["教育", "classified"], ["养老服务", "classified"]]
    quads.write(tables, tmp_path / "a.nq")
    lines = (tmp_path / "a.nq").read_text(encoding="utf-8").splitlines()
    themes = [line for line in lines if "/theme/" in line.split()[0]]
    assert any("theme-basis/classified" in line for line in themes)
    assert sum("ns#confidence" in line for line in themes) == 2


def test_a_stated_theme_has_no_confidence() -> None:
    assert facts.frames([example.extraction()], {})["themes"]["confidence"].isna().all()


def test_pages_mark_a_classified_theme(read: Read, tmp_path: Path) -> None:
    site.write(example.tables(read("a.txt", UNTHEMED)), tmp_path)
    for page in ("ledger.html", "overview.html"):
        assert 'data-l="classified"' in (tmp_path / page).read_text(encoding="utf-8")
    site.write(example.tables(), tmp_path / "stated")
    assert 'data-l="classified"' not in (tmp_path / "stated" / "ledger.html").read_text(encoding="utf-8")
