"""Every kind of finding is raised by a plan with that fault, told at its cell, documented, and by no clean plan."""

import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from zeren.errors import UnreadableDocument
from zeren.exports import marked
from zeren.finding import SEVERITIES, Finding, Position
from zeren.findings.catalogue import kinds
from zeren.findings.check import Checked, check_file
from zeren.pages.findings import page

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs/reference/findings.md").read_text(encoding="utf-8")
HEADER = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
CLEAN = [
    ["1", "新建公办幼儿园12所，新增学位3600个。", "市教育局", "市财政局、市自然资源和规划局", "2022年12月底前"],
    ["2", "改造农村公路80公里，其中危桥路段9公里、窄路段71公里。", "市交通运输局", "市财政局", "9月底"],
    ["3", "为低收入老人发放助餐补贴4万人次。", "市民政局", "各县区政府", "长期坚持"],
]
Make = Callable[[str, "str | bytes"], Checked]


@pytest.fixture
def checked(tmp_path: Path) -> Make:
    """What is found in a file of some name and content."""

    def of(name: str, content: str | bytes) -> Checked:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return check_file(path)

    return of


def html(rows: list[list[str]], header: list[str] | None = None, title: str = "2022年青山市民生实事任务分解表") -> str:
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in [header or HEADER, *rows]]
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><table>{body}</table></body></html>"


def changed(row: int, column: int, words: str) -> str:
    """The clean table with one cell, both counted from 1, that says something else."""
    rows = [list(cells) for cells in CLEAN]
    rows[row - 1][column - 1] = words
    return html(rows)


def items(*lines: str, title: str = "2022年青山市民生实事实施方案") -> str:
    return "\n".join([title, "", *lines])


def workbook(*rows: Sequence[str | None], merge: str | None = None, hidden: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "任务"
    sheet["A1"] = "2022年青山市民生实事任务分解表"
    sheet.append(HEADER)
    for row in rows:
        sheet.append([*row])
    if merge:
        sheet.merge_cells(merge)
    if hidden:
        draft = book.create_sheet(hidden)
        draft["A1"], draft.sheet_state = "新建公园3个", "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


GUESSED = ["序号", "工作任务", "责任单位"]
FAULTS: dict[str, tuple[str, str | bytes, str]] = {
    "no-measure": ("a.txt", "通讯录\n\n张三\n李四\n", "line 1"),
    "header-not-understood": (
        "a.html",
        html([[*row, "某甲"] for row in CLEAN], [*HEADER, "甲乙丙丁"]),
        "table 1, row 1, column 6",
    ),
    "no-duties": ("a.txt", items("1.新建幼儿园3所。", "2.改造公路20公里。", "3.建成公园2个。"), "line 3"),
    "no-unit": (
        "a.txt",
        items(
            *(f"{n}.新建幼儿园{n}所。(市教育局牵头)" for n in (1, 2, 3)),
            "4.新建停车场3座，建成充电桩200个，方便群众出行。",
        ),
        "line 6",
    ),
    "duty-empty": ("a.html", html([*CLEAN, ["4", "新建公园3个。", "", "", "6月底"]]), "table 1, row 5, column 3"),
    "duty-residue": ("a.html", changed(2, 4, "市财政局、详见另附的说明文字"), "table 1, row 3, column 4"),
    "no-lead": ("a.html", changed(1, 3, ""), "table 1, row 2, column 3"),
    "two-leads": ("a.html", changed(1, 3, "市教育局、市卫生健康委"), "table 1, row 2, column 3"),
    "lead-guessed": (
        "a.html",
        html([[*row[:2], "市教育局、市财政局"] for row in CLEAN], GUESSED),
        "table 1, row 2, column 3",
    ),
    "bold-lost": (
        "a.html",
        html([[*row[:2], "市教育局、市财政局"] for row in CLEAN], [*GUESSED[:2], "责任单位（加粗者为牵头单位，下同）"]),
        "table 1, row 1, column 3",
    ),
    "lead-again": ("a.html", changed(3, 4, "市财政局、市民政局"), "table 1, row 4, column 4"),
    "unit-twice": ("a.html", changed(3, 4, "市财政局、市教育局、市财政局"), "table 1, row 4, column 4"),
    "unknown-unit": ("a.html", changed(1, 3, "市教肓局"), "table 1, row 2, column 3"),
    "body-out-of-time": (
        "a.html",
        html([CLEAN[0], [*CLEAN[1][:3], "市卫生计生委", "9月底"]], title="2022年临沂市民生实事任务分解表"),
        "table 1, row 3, column 4",
    ),
    "figure-without-unit": ("a.html", changed(1, 2, "新建公办幼儿园12，新增学位3600个。"), "table 1, row 2, column 2"),
    "vague-figure": ("a.html", changed(1, 2, "改造公厕30座、停车场数十座。"), "table 1, row 2, column 2"),
    "parts-do-not-add-up": (
        "a.html",
        changed(1, 2, "新建学校48所，其中小学20所、中学30所。"),
        "table 1, row 2, column 2",
    ),
    "parts-fall-short": ("a.html", changed(1, 2, "新建学校48所，其中小学20所、中学18所。"), "table 1, row 2, column 2"),
    "no-figure-or-date": (
        "a.html",
        html([row[:4] for row in CLEAN[:2]] + [["3", "办好为老服务。", "市民政局", "市财政局"]], HEADER[:4]),
        "table 1, row 4, column 2",
    ),
    "deadline-before-plan": ("a.html", changed(1, 5, "2021年9月底"), "table 1, row 2, column 5"),
    "date-impossible": ("a.html", changed(1, 5, "2022年11月31日"), "table 1, row 2, column 5"),
    "deadline-no-date": ("a.html", changed(1, 5, "尽快"), "table 1, row 2, column 5"),
    "task-empty": ("a.html", changed(2, 2, ""), "table 1, row 3, column 2"),
    "deadline-empty": ("a.html", changed(2, 5, ""), "table 1, row 3, column 5"),
    "number-missing": ("a.html", changed(2, 1, ""), "table 1, row 3, column 1"),
    "number-repeated": ("a.html", changed(3, 1, "2"), "table 1, row 4, column 1"),
    "number-skipped": ("a.html", changed(3, 1, "5"), "table 1, row 4, column 1"),
    "not-read": ("a.xlsx", workbook(*([*row] for row in CLEAN), hidden="草稿"), "sheet 任务, A1"),
    "repair-not-unique": ("a.html", changed(1, 2, "新建公办???12所。"), "table 1, row 2, column 2"),
    "text-struck": ("a.html", changed(1, 2, "新建公办幼儿园<s>10</s>12所，新增学位3600个。"), "the document"),
    "encoding-corrected": ("a.html", html(CLEAN).encode("gb18030"), "the document"),
    "no-year": (
        "a.html",
        html([[*row[:4], "长期"] for row in CLEAN], title="青山市民生实事任务分解表"),
        "the document",
    ),
}
IN_SOURCES = {
    "heading-repeated": "linyi-2015-newspaper.txt",
    "cut-off": "linyi-2015-newspaper.txt",
    "repaired": "jinan-2019-report.txt",
}


def ids(found: Checked) -> list[str]:
    return [one.id for one in found.findings]


@pytest.mark.parametrize("id", kinds())
def test_every_kind_is_documented_with_an_example_and_what_to_do(id: str) -> None:
    section = re.search(rf"^## {id}\n(.*?)(?=^## |\Z)", DOCS, re.M | re.S)
    assert section
    assert section[1].strip().startswith(f"{kinds()[id].severity} · {kinds()[id].title.zh}")
    assert "Example: " in section[1]
    assert "What to do: " in section[1]


def test_no_kind_is_documented_that_there_is_not() -> None:
    assert re.findall(r"^## (\S+)$", DOCS, re.M) == list(kinds())


def test_every_kind_has_a_plan_that_raises_it() -> None:
    assert FAULTS.keys() | IN_SOURCES.keys() == kinds().keys()


def test_every_kind_has_its_words_in_both_languages() -> None:
    for kind in kinds().values():
        assert kind.severity in SEVERITIES
        assert all(words for pair in (kind.title, kind.message, kind.advice) for words in pair)


@pytest.mark.parametrize("id", FAULTS)
def test_a_plan_with_one_fault_has_that_finding_at_its_place(id: str, checked: Make) -> None:
    name, content, place = FAULTS[id]
    found = [one for one in checked(name, content).findings if one.id == id]
    assert [one.position.words("en") for one in found] == [place]


@pytest.mark.parametrize("id", sorted(FAULTS.keys() - {"no-measure", "bold-lost", "no-year"}))
def test_a_plan_with_one_fault_has_no_other_finding(id: str, checked: Make) -> None:
    name, content, _ = FAULTS[id]
    assert ids(checked(name, content)) == [id]


@pytest.mark.parametrize("task", ["续建供水工程项目3", "实施某地块2", "建设甲路标段12"])
def test_the_number_in_a_name_lacks_no_unit(checked: Make, task: str) -> None:
    assert "figure-without-unit" not in ids(checked("a.html", changed(1, 2, task)))


@pytest.mark.parametrize(
    "task",
    ["新建学校48所，其中：小学20所、中学30所。", "送戏下乡300场次，其中：甲镇100场、乙镇250场。"],
)
def test_parts_after_a_colon_and_in_a_unit_that_counts_alike_are_added_up(checked: Make, task: str) -> None:
    assert "parts-do-not-add-up" in ids(checked("a.html", changed(1, 2, task)))


def test_a_clean_table_has_no_finding(checked: Make) -> None:
    assert ids(checked("a.html", html(CLEAN))) == []
    assert ids(checked("a.xlsx", workbook(*([*row] for row in CLEAN)))) == []


def test_a_table_without_a_title_lacks_only_its_year(checked: Make) -> None:
    lines = [",".join(row) for row in [HEADER, *CLEAN[:1]]]
    assert ids(checked("a.csv", "\n".join(lines).replace("2022年", ""))) == ["no-year"]


def test_a_clean_list_has_no_finding(checked: Make) -> None:
    lines = [f"{n}.新建幼儿园{n}所，年底前投用。(市教育局牵头，市财政局配合)" for n in (1, 2, 3)]
    assert ids(checked("a.txt", items(*lines))) == []


def test_merged_cells_are_not_empty_and_their_number_counts_once(checked: Make) -> None:
    second: list[str | None] = [None, "改造食堂20处。", None, None, "6月底"]
    rows: list[list[str | None]] = [list(CLEAN[0]), second, ["2", *CLEAN[2][1:]]]
    assert ids(checked("a.xlsx", workbook(*rows))) == ["number-missing", "duty-empty"]
    book = openpyxl.load_workbook(io.BytesIO(workbook(*rows)))
    for column in "ACD":
        book["任务"].merge_cells(f"{column}3:{column}4")
    stream = io.BytesIO()
    book.save(stream)
    assert ids(checked("b.xlsx", stream.getvalue())) == []


def test_numbers_may_begin_anew_in_each_section(checked: Make) -> None:
    header = ["序号", "类别", *HEADER[1:]]
    rows = [["1", "教育", *CLEAN[0][1:]], ["2", "教育", *CLEAN[1][1:]], ["1", "养老", *CLEAN[2][1:]]]
    assert ids(checked("a.html", html(rows, header))) == []


@pytest.mark.parametrize("id", IN_SOURCES)
def test_damage_of_the_sources_is_told(id: str) -> None:
    assert id in ids(check_file(ROOT / "sources" / IN_SOURCES[id]))


def test_a_place_in_a_sheet_is_its_cell(checked: Make) -> None:
    row: list[str | None] = ["1", CLEAN[0][1], "市教肓局", *CLEAN[0][3:]]
    one = checked("a.xlsx", workbook(row)).findings[0]
    assert (one.id, one.position.cell, one.position.words("zh")) == ("unknown-unit", "C3", "工作表“任务”C3")
    assert "市教育局" in one.message.zh


@pytest.mark.parametrize("words", ["见任务栏", "另行通知", "详见附表说明"])
def test_a_duty_cell_that_names_nobody_leaves_its_measure_without_a_unit(checked: Make, words: str) -> None:
    found = ids(checked("a.html", html([*CLEAN, ["4", "新建公园3个。", words, "", "6月底"]])))
    assert "no-unit" in found and "duty-residue" in found


def test_the_span_is_that_of_the_raw_text(checked: Make) -> None:
    text = changed(1, 3, "市教肓局")
    one = checked("a.html", text).findings[0]
    assert text[slice(*one.span)] == one.text == "市教肓局"


def test_the_plain_view_has_words_of_one_language(checked: Make) -> None:
    one = checked("a.html", changed(1, 5, "尽快")).findings[0]
    zh, en = one.to_json("zh"), one.to_json("en")
    assert (zh["title"], en["title"]) == ("时限不是日期", "deadline that is no date")
    assert json.loads(json.dumps(zh)) == zh
    assert {key for key in zh if zh[key] != en[key]} == {"title", "message", "advice", "place"}


def test_the_page_is_whole_escapes_its_words_and_links_each_finding_to_its_cell(checked: Make) -> None:
    found = checked("a.html", changed(1, 4, "市财政局、&lt;script&gt;alert(1)&lt;/script&gt;"))
    made = page(found.document, found.findings, "zh")
    assert "<script" not in made
    assert "&lt;script&gt;" in made
    assert re.search(r"(?:src|href)=\"(?!#)", made) is None
    targets = set(re.findall(r'href="#([^"]+)"', made))
    assert targets <= set(re.findall(r'id="([^"]+)"', made))
    assert {"c1", "f1"} <= targets


def test_the_page_of_a_clean_plan_says_so(checked: Make) -> None:
    found = checked("a.html", html(CLEAN))
    assert "没有发现问题" in page(found.document, found.findings)
    assert "Nothing was found" in page(found.document, found.findings, "en")


def test_a_workbook_comes_back_with_its_cells_marked_and_nothing_else_changed(checked: Make) -> None:
    rows: list[list[str | None]] = [list(CLEAN[0]), ["1", "=1+1", "市教肓局", *CLEAN[1][3:]]]
    data = workbook(*rows)
    found = checked("a.xlsx", data)
    before = openpyxl.load_workbook(io.BytesIO(data))["任务"]
    book = openpyxl.load_workbook(io.BytesIO(marked.marked(data, found.findings, "zh")))
    after = book["任务"]
    assert [[c.value for c in row] for row in after] == [[c.value for c in row] for row in before]
    named = {one.position.cell for one in found.findings if one.position.cell}
    assert {c.coordinate for row in after for c in row if c.comment} == named
    assert book.sheetnames == ["任务", "检查结果"]
    assert book["检查结果"].max_row == len(found.findings) + 1


def test_the_same_workbook_is_marked_with_the_same_bytes(checked: Make) -> None:
    data = workbook(["1", CLEAN[0][1], "市教肓局", *CLEAN[0][3:]])
    found = checked("a.xlsx", data).findings
    assert marked.marked(data, found, "en") == marked.marked(data, found, "en")


def test_a_marked_merge_is_marked_at_its_first_cell() -> None:
    data = workbook(["1", "甲", None, None, None], merge="C3:D3")
    words = kinds()["no-lead"]
    at = Position(sheet="任务", table=1, row=3, column=4)
    one = Finding("no-lead", "error", at, (0, 0), "=1", None, words.title, words.title, words.advice)
    book = openpyxl.load_workbook(io.BytesIO(marked.marked(data, [one], "zh")))
    assert book["任务"]["C3"].comment
    assert book["检查结果"]["F2"].data_type == "s"


def test_a_file_that_is_missing_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"none\.html"):
        check_file(tmp_path / "none.html")
