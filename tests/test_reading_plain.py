"""Text files, Markdown, posts, flattened tables and delimited files."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract import extract_file
from zeren.model import Block, Document
from zeren.reading.delimited import find_delimiter, read_delimited, records
from zeren.reading.draft import Source
from zeren.reading.plain import read_plain
from zeren.text.repair import repair

SOURCE = Source("a.txt", "0" * 64, "txt", "binary")
CSV = SOURCE._replace(format="csv")


def plain(text: str) -> Document:
    return read_plain(SOURCE, text.encode())


def words(document: Document, *kinds: str) -> list[str]:
    return [document.words(block.span) for block in document.blocks if block.kind in kinds or not kinds]


def cells(document: Document) -> list[list[str]]:
    return [[document.words(cell.span) for cell in block.cells] for block in document.blocks if block.kind == "row"]


def check_offsets(document: Document) -> None:
    """Blocks make up the text, and the raw slice behind each block and cell reads the same by itself."""
    text = document.text
    assert text.text == "\n".join(document.words(block.span) for block in document.blocks)
    assert document.simplified == text.text
    for block in document.blocks:
        own = [document.words(cell.span) for cell in block.cells if not cell.merged]
        assert not own or "\t".join(own) == document.words(block.span)
        for span in [block.span, *(cell.span for cell in block.cells)]:
            assert read_again(document.raw[slice(*text.raw_span(span))]) == visible(document.words(span))


def visible(text: str) -> str:
    return "".join(text.split()).replace("|", "").replace("*", "").replace('"', "")


def read_again(raw: str) -> str:
    return visible(plain(raw).text.text) if raw.strip() else ""


def test_lines_become_paragraphs_and_blank_ones_nothing() -> None:
    document = plain("\ufeff  第一行\r\n\r\n\u3000\u3000第二行 \xa0\n\u200b\n第三行")
    assert words(document) == ["第一行", "第二行", "第三行"]
    assert document.raw.startswith("  第一行\r\n\r\n")
    check_offsets(document)


def test_line_ends_stay_as_they_are_in_the_raw_text() -> None:
    document = plain("甲\r\n乙\r丙\u2028丁")
    assert document.raw == "甲\r\n乙\r丙\u2028丁"
    assert words(document) == ["甲", "乙", "丙", "丁"]


def test_headings_bold_links_and_rules_of_markdown() -> None:
    document = plain(
        "# 一、就业 ##\n##住房\n- **市住建局**牵头，见[附件](http://a.cn/b_(1).doc)\n1\\. 改造\n***\n<http://a.cn>"
    )
    assert [(b.kind, b.level, document.words(b.span)) for b in document.blocks] == [
        ("heading", 1, "一、就业"),
        ("heading", 2, "住房"),
        ("paragraph", 0, "市住建局牵头，见附件"),
        ("paragraph", 0, "1. 改造"),
        ("paragraph", 0, "http://a.cn"),
    ]
    assert [document.words(span) for span in document.bold] == ["市住建局"]
    bold = document.bold[0]
    assert document.raw[slice(*document.text.raw_span(bold))] == "市住建局"


FLATTENED = """说明
任务： | 新建公园3座 |
责任单位： | **市城管局**、市财政局 |

任务： | 维修道路 |
责任单位： |  |
结束"""


def test_lines_with_bars_become_rows_of_one_table() -> None:
    document = plain(FLATTENED)
    assert cells(document) == [
        ["任务：", "新建公园3座"],
        ["责任单位：", "市城管局、市财政局"],
        ["任务：", "维修道路"],
        ["责任单位：", ""],
    ]
    assert [(b.table, b.row) for b in document.blocks if b.kind == "row"] == [(1, 1), (1, 2), (1, 3), (1, 4)]
    assert [document.words(span) for span in document.bold] == ["市城管局"]
    check_offsets(document)


def test_a_markdown_table_has_a_header_and_ends_where_the_next_begins() -> None:
    document = plain("|序号|任务|\n|:--|---|\n|1|甲|\n\n|单位|数量|\n|---|---|\n|市局|2|")
    assert [(b.table, b.row, [c.header for c in b.cells]) for b in document.blocks] == [
        (1, 1, [True, True]),
        (1, 2, [False, False]),
        (2, 1, [True, True]),
        (2, 2, [False, False]),
    ]


@pytest.mark.parametrize("text", ["某市新闻 | 民生频道", "[首页](a)｜[返回](b)", "甲\t乙", "\t缩进\n\t又一行"])
def test_a_lone_separator_makes_no_row(text: str) -> None:
    assert cells(plain(text)) == []


def test_a_row_that_begins_with_an_empty_cell_stands_where_its_text_stands() -> None:
    document = read_delimited(CSV, "序号,任务\n,修路\n".encode())
    row = document.blocks[1]
    assert document.words(row.span) == "\t修路"
    assert document.raw[slice(*document.text.raw_span(row.span))] == "修路"


def test_tabs_over_several_lines_part_cells() -> None:
    document = plain("标题\n序号\t任务\t单位\n1\t\t市局\n2\t修路\t市局")
    assert cells(document) == [["序号", "任务", "单位"], ["1", "", "市局"], ["2", "修路", "市局"]]
    assert cells(plain("序号\t\t任务\n1\t修路\n2\t种树")) == [["序号", "任务"], ["1", "修路"], ["2", "种树"]]


POST = """---
layout: post
title: "某市：办好实事"
date: 2021-12-05 09:00:00 +0800
tags: 某报
---
<p>新增学位1000个&nbsp;，\u201c一校一策\u201d</p>
 <p>今年&ldquo;村村通&rdquo;<br/>提速。 </p><p class="em">（来源：某报）</p>

<http://example.org/a?b=1&c=2>

[返回](//example.org)｜[首页](/)"""


def test_a_post_gives_metadata_and_text_without_tags() -> None:
    document = plain(POST)
    assert document.metadata == {
        "layout": "post",
        "title": "某市：办好实事",
        "published": "2021-12-05",
        "tags": "某报",
    }
    assert words(document) == [
        "新增学位1000个\xa0，“一校一策”",
        "今年“村村通”",
        "提速。",
        "（来源：某报）",
        "http://example.org/a?b=1&c=2",
        "返回｜首页",
    ]
    assert document.raw == POST
    check_offsets(plain(POST.rpartition("\n")[0]))


def test_an_entity_stands_for_all_its_raw_characters() -> None:
    document = plain(POST)
    at = document.text.text.index("“村")
    assert document.raw[slice(*document.text.raw_span((at, at + 1)))] == "&ldquo;"
    assert repair(document).text.text.startswith("新增学位1000个 ，")


def test_dashes_without_fields_are_no_front_matter() -> None:
    assert words(plain("---\n正文\n---\n第二行")) == ["正文", "第二行"]


def test_comparisons_are_no_tags() -> None:
    assert words(plain("<p>降到<5%，a<b</p>")) == ["降到<5%，a<b"]
    assert words(plain("<市民政局>牵头<br>乙")) == ["<市民政局>牵头", "乙"]


SHEET = '序号,任务,"责任""单位"""\r\n1,"改造\r\n小区, 二期",市住建局\r\n,,\r\n2, x ,\r\n'


def test_a_csv_file_is_one_table_with_offsets_into_it() -> None:
    document = read_delimited(CSV, SHEET.encode("gbk"))
    assert cells(document) == [
        ["序号", "任务", '责任"单位"'],
        ["1", "改造\n小区, 二期", "市住建局"],
        ["2", "x", ""],
    ]
    assert [block.row for block in document.blocks] == [1, 2, 4]
    assert document.encoding == "gb18030"
    raw_cells = [document.raw[slice(*document.text.raw_span(c.span))] for b in document.blocks for c in b.cells]
    assert raw_cells[2] == '责任""单位""'
    assert raw_cells[4] == "改造\r\n小区, 二期"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "；", "｜"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["序号", "任务", "单位"], ["1", "甲，乙", "市局"], ["2", "丙", "市局"]]
    assert find_delimiter("\n".join(map(delimiter.join, rows))) == delimiter


@given(st.lists(st.lists(st.text('甲乙,"\n 1', max_size=5), min_size=2, max_size=4), min_size=1, max_size=5))
def test_records_are_those_of_the_csv_module(rows: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    found = [[piece.text.text for piece in record] for record in records(written.getvalue(), ",")]
    assert found == [[cell.strip() for cell in row] for row in rows]


PARTS = ["甲乙", "丙 丁", " | ", "|", "\t", "\n", "**", "&lt;", "<p>", "</p>", "<br>", "# ", "1"]


@given(st.lists(st.sampled_from(PARTS)))
def test_any_mixture_keeps_the_invariants(parts: list[str]) -> None:
    text = "".join(parts)
    if not text.strip():
        return
    document = plain(text)
    assert document.text.text == "\n".join(document.words(block.span) for block in document.blocks)
    for character, start, end in zip(document.text.text, document.text.starts, document.text.ends, strict=True):
        assert character in "\n\t <" or document.raw[start:end] == character


def block_kinds(blocks: tuple[Block, ...]) -> list[str]:
    return [block.kind for block in blocks]


def test_html_in_a_text_file_is_read_as_a_page() -> None:
    document = plain("<html><head><title>某页</title></head><body><h1>甲</h1>\n<div>乙\n丙</div></body></html>")
    assert block_kinds(document.blocks) == ["heading", "paragraph"]
    assert words(document) == ["甲", "乙丙"]
    assert document.metadata == {"title": "某页"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "责任单位：市民政局、\n市残联、\n市财政局\n完成时限：年底",
            ["责任单位：市民政局、市残联、市财政局", "完成时限：年底"],
        ),
        ("责任单位：各县（市、\n区）政府", ["责任单位：各县（市、区）政府"]),
        ("建3所。（市甲局牵头，市乙局\n配合）\n2.修路。", ["建3所。（市甲局牵头，市乙局配合）", "2.修路。"]),
        ("市甲局、\n2.修路。", ["市甲局、", "2.修路。"]),
        ("市甲局、\n配合单位：市乙局", ["市甲局、", "配合单位：市乙局"]),
        ("一、\n修路", ["一、", "修路"]),
        ("3、\n修路", ["3、", "修路"]),
        ("修路（含桥\n建校。修桥）。", ["修路（含桥", "建校。修桥）。"]),
        ("修路（含桥\n建校", ["修路（含桥", "建校"]),
        ("修路（含桥\n1）建校", ["修路（含桥", "1）建校"]),
        ("| 甲、 | 乙 |\n| 丙 | 丁 |", []),
    ],
)
def test_a_line_that_is_not_finished_goes_on_in_the_next(text: str, lines: list[str]) -> None:
    document = plain(text)
    assert words(document, "paragraph") == lines
    check_offsets(document)


DELIMITED = {
    "a tab file by name and content": ("tsv", "序号\t任务,甲\n1\t修路,乙", [["序号", "任务,甲"], ["1", "修路,乙"]]),
    "commas in a file named for tabs": ("tsv", "序号,任务\n1,修路", [["序号", "任务"], ["1", "修路"]]),
    "a first line that names the mark": ("csv", "sep=;\r\n序号;甲,乙\r\n1;丙,丁", [["序号", "甲,乙"], ["1", "丙,丁"]]),
    "prose is not parted by its commas": (
        "csv",
        "任务\n修路，架桥\n建校，建园",
        [["任务"], ["修路，架桥"], ["建校，建园"]],
    ),
    "ragged rows": (
        "csv",
        "序号,任务,单位\n1,修路\n2,架桥,甲,乙",
        [["序号", "任务", "单位"], ["1", "修路"], ["2", "架桥", "甲", "乙"]],
    ),
    "a quotation mark that never closes": (
        "csv",
        '序号,任务\n1,"修路\n2,架桥',
        [["序号", "任务"], ["1", '"修路'], ["2", "架桥"]],
    ),
    "a line break in a quoted cell": ("csv", '序号,任务\n1,"修路\r\n架桥"', [["序号", "任务"], ["1", "修路\n架桥"]]),
}


@pytest.mark.parametrize(("form", "raw", "cells"), DELIMITED.values(), ids=DELIMITED)
def test_cells_are_parted_as_their_maker_meant(form: str, raw: str, cells: list[list[str]]) -> None:
    document = read_delimited(SOURCE._replace(format=form), raw.encode())
    assert [[document.words(cell.span) for cell in block.cells] for block in document.blocks] == cells
    assert document.raw == raw


@pytest.mark.parametrize("broken", ["新建幼儿园12所，\n新增学位3600个。", "新建幼儿园\n12所，\r\n新增学位\n3600个。"])
def test_a_numbered_row_of_tabs_that_a_line_break_tore_is_one_row(broken: str, tmp_path: Path) -> None:
    header = "2021年青山市民生实事任务分解表\n序号\t任务\t牵头单位\t配合单位\n"
    raw = f"{header}1\t{broken}\t市教育局\t市财政局\n2\t改造农村公路80公里。\t市交通运输局\t市财政局\n"
    (tmp_path / "plan.txt").write_bytes(raw.encode())
    found = extract_file(tmp_path / "plan.txt")
    assert [measure.number for measure in found.measures] == ["1", "2"]
    assert found.measures[0].text == "新建幼儿园12所，新增学位3600个。"
    assert [duty.name for duty in found.measures[0].responsibilities] == ["市教育局", "市财政局"]
    assert raw[slice(*found.measures[0].span)] == broken
