"""Tables that go on over pages: a row that the page cuts is one row, a row without a number stays a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from pdf_builder import Pdf, Sheet, width, wrapped
from zeren.reading.draft import Source
from zeren.reading.pdf import read_pdf

SIZE = 10.0
Row = Sequence[str]


def table(sheet: Sheet, top: float, widths: Sequence[int], rows: Sequence[Row], spans: dict[int, int]) -> None:
    """Ruled rows whose columns have room for so many characters; `spans` tells columns whose first cell reaches down."""
    xs = [60.0]
    for room in widths:
        xs.append(xs[-1] + room * SIZE + 8)
    ys = [top]
    for row in rows:
        cells = [wrapped(text, room * SIZE, SIZE) for text, room in zip(row, widths, strict=True)]
        for x, lines in zip(xs, cells, strict=False):
            for n, line in enumerate(lines):
                sheet.text(x + 4, ys[-1] + 14 + 14 * n, line, SIZE)
        ys.append(ys[-1] + 10 + 14 * max(len(lines) for lines in cells))
    for x in xs:
        sheet.line(x, ys[0], x, ys[-1])
    for n, y in enumerate(ys):
        for column, (x0, x1) in enumerate(pairwise(xs)):
            if not 0 < n < spans.get(column, 0):
                sheet.line(x0, y, x1, y)
    assert width(rows[0][0], SIZE) <= widths[0] * SIZE


def read(widths: Sequence[int], pages: Sequence[Sequence[Row]], spans: dict[int, int]) -> list[str]:
    """The rows of a table on several pages; `spans` is told of the last."""
    file = Pdf()
    for n, rows in enumerate(pages):
        table(file.sheet(), 100, widths, rows, spans if n + 1 == len(pages) else {})
    document = read_pdf(Source("甲.pdf", "0" * 64, "pdf", "binary"), file.saved())
    return [document.words(block.span).replace("\t", "|") for block in document.blocks]


HEAD = ("序号", "类别", "任务", "单位")
ABOVE = [HEAD, ("1", "教育", "新建公办小学两所。", "市教育局"), ("2", "水利", "整治山塘四十口。", "市水利局")]
BELOW = [("4", "文化", "建成书屋六家。", "市文旅局")]
WIDTHS = (3, 3, 12, 5)
FIRST = ("3", "交通运", "修缮县乡道路六十公里，养护桥梁二十五座并设护", "市交通运输")
REST = ("", "输", "栏，年底前完成。", "局")


@pytest.mark.parametrize("again", [[], [HEAD]])
def test_a_row_that_the_page_cuts_inside_words_is_one_row(again: list[Row]) -> None:
    rows = read(WIDTHS, [[*ABOVE, FIRST], [*again, REST, *BELOW]], {})
    assert rows[3:] == [
        "3|交通运输|修缮县乡道路六十公里，养护桥梁二十五座并设护栏，年底前完成。|市交通运输局",
        "4|文化|建成书屋六家。|市文旅局",
    ]


def test_a_cut_row_whose_category_reaches_into_the_next_row_is_one_row() -> None:
    below = [REST, ("4", "", "新增停车位八百个。", "市城管局"), *BELOW]
    rows = read(WIDTHS, [[*ABOVE, FIRST], below], {1: 2})
    assert [row.split("|")[0] for row in rows] == ["序号", "1", "2", "3", "4", "4"]
    assert rows[3].split("|")[1] == "交通运输"


def test_a_second_paragraph_of_a_task_on_the_next_page_is_of_the_same_row() -> None:
    above = [*ABOVE, ("3", "交通", "改造公路九公里。", "市公路局")]
    rows = read(WIDTHS, [above, [("", "", "养护桥梁五座。", ""), *BELOW]], {})
    assert rows[3] == "3|交通|改造公路九公里。养护桥梁五座。|市公路局"


def test_numbers_may_stand_behind_the_categories() -> None:
    turned = [[(row[1], row[0], *row[2:]) for row in rows] for rows in ([*ABOVE, FIRST], [REST, *BELOW])]
    assert read(WIDTHS, turned, {})[3].startswith("交通运输|3|修缮县乡道路")


def test_a_whole_row_without_a_number_stays_a_row() -> None:
    above = [*ABOVE, ("3", "交通", "改造公路九公里。", "市公路局")]
    assert len(read(WIDTHS, [above, [("", "养老", "新增床位二百张。", "市民政局"), *BELOW]], {})) == 6


def test_a_row_of_a_table_without_numbers_stays_a_row_unless_every_cell_goes_on() -> None:
    widths = (6, 12, 5)
    above = [
        ("项目", "任务", "单位"),
        ("教育惠民", "新建公办小学两所。", "市教育局"),
        ("绿水", "整治山塘四十口。", "市水利局"),
    ]
    below = [("", "新增床位二百张。", "市民政局"), ("书香", "建成书屋六家。", "市文旅局")]
    assert len(read(widths, [above, below], {})) == 5
    cut = [*above, ("畅通乡村", "修缮县乡道路六十公里，养护桥梁二十五座并设护", "市交通运输")]
    assert len(read(widths, [cut, [("", "栏，年底前完成。", "局"), *below[1:]]], {})) == 5
