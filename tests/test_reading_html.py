"""HTML pages: visible text with offsets into the mark-up, tables on a grid, bold by every way that CSS has."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.model import Document
from zeren.reading.css import Element, Sheet, declared
from zeren.reading.draft import CellDraft, Piece, Source
from zeren.reading.grid import place
from zeren.reading.html import read_html
from zeren.reading.markup import attributes, tokens

SOURCE = Source("a.html", "0" * 64, "html", "binary")


def page(body: str, head: str = "") -> Document:
    return read_html(SOURCE, f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def words(document: Document) -> list[str]:
    return [document.words(block.span) for block in document.blocks]


def grid(document: Document) -> list[list[tuple[int, str, bool]]]:
    rows = [block.cells for block in document.blocks if block.kind == "row"]
    return [[(cell.column, document.words(cell.span), cell.merged) for cell in cells] for cells in rows]


def bold(document: Document) -> list[str]:
    return [document.words(span) for span in document.bold]


# --- text -----------------------------------------------------------------------------------------------------------

VISIBLE = {
    "<p>甲<p>乙<div>丙</div>丁": ["甲", "乙", "丙", "丁"],
    "甲<br>乙<br/>丙</br>丁": ["甲", "乙", "丙", "丁"],
    "<p>新增\n  就业 9\n万人</p>": ["新增就业 9 万人"],
    "<p><b>市</b>\n<b>政府</b></p>": ["市政府"],
    "<p>甲 <i> 乙</i></p>": ["甲 乙"],
    "<pre>甲  1\n乙</pre>": ["甲  1", "乙"],
    "<ul><li>甲<li>乙</ul>丙": ["甲", "乙", "丙"],
    "甲<!-- 注 -->乙<script>if (a<b) c()</script><style>p{}</style>": ["甲乙"],
    "<nav>首页</nav>甲<noscript>x</noscript><select><option>某市</select>": ["甲"],
    '<p style="display:none">甲</p><p hidden>乙</p>丙': ["丙"],
    "<p title='a>b' class=x>甲</p>": ["甲"],
    '<p class="x>甲</p><p>乙</p>': ["甲", "乙"],
    "&lt;5%&nbsp;&#20013;&#x56FD; &unknown; a&b": ["<5%\xa0中国 &unknown; a&b"],
    "<p>甲&nbsp乙&copy丙</p>": ["甲\xa0乙©丙"],
    "<p>甲\\n</p>\\r\\n<p>乙\\t丙\\\\n9</p>": ["甲", "乙 丙 9"],
    "<o:p></o:p><st1:x>甲</st1:x>": ["甲"],
    "a < b && c > d, 1<2": ["a < b && c > d, 1<2"],
}


@pytest.mark.parametrize("markup", VISIBLE)
def test_visible_text(markup: str) -> None:
    assert words(page(markup)) == VISIBLE[markup]


UNCLOSED = ["<!-- ", "<nav>", "<script>", "<style>", "<title>", "<head>", '<p title="', "<select>"]


@pytest.mark.parametrize("opening", UNCLOSED)
def test_what_never_closes_swallows_nothing(opening: str) -> None:
    assert "尾巴" in read_html(SOURCE, f"<body><p>甲</p>{opening}<p>尾巴</p>".encode()).text.text


def test_headings_have_levels_and_the_head_gives_metadata() -> None:
    head = (
        "<title>某页_某市人民政府</title><meta name='ArticleTitle' content='某市&ldquo;实事&rdquo;'>"
        "<meta content='2021-03-05 10:00' name='PubDate'><META NAME=ContentSource CONTENT=某市政府办>"
    )
    document = page("<h2>一、就业</h2><p>甲</p>", head)
    assert [(b.kind, b.level) for b in document.blocks] == [("heading", 2), ("paragraph", 0)]
    assert document.metadata == {"title": "某市“实事”", "published": "2021-03-05", "publisher": "某市政府办"}


@pytest.mark.parametrize("label", ["gb2312", "utf-8", "iso-8859-1", "big5"])
def test_a_wrong_label_loses_no_character(label: str) -> None:
    text = "全市镕基街道新建养老服务中心，责任单位为市民政局。"
    data = f'<html><head><meta charset="{label}"></head><body><p>{text}</p></body></html>'.encode("gb18030")
    assert words(read_html(SOURCE, data)) == [text]


CODECS = ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312", "big5"]
LABELS = [
    "utf-8",
    "unicode-1-1-utf-8",
    "GB2312",
    "gbk",
    "x-gbk",
    "gb_2312-80",
    "gb18030",
    "big5-hkscs",
    "latin1",
    "x-none",
    "",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("codec", CODECS)
def test_no_label_loses_a_character_in_any_encoding(codec: str, label: str) -> None:
    text = "全市新建公交車站二十座，由市交通局負責。" if codec == "big5" else "全市新建养老服务中心，由市民政局负责。"
    meta = f'<meta charset="{label}">' if label else ""
    assert words(read_html(SOURCE, f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(codec))) == [
        text
    ]


@pytest.mark.parametrize("element", ["div", "b", "ul", "blockquote"])
def test_deep_nesting_loses_nothing(element: str) -> None:
    depth = 5_000
    opened = "".join(f"<{element}>{n}" for n in range(depth))
    document = page(f"{opened}底{f'</{element}>' * depth}<p>尾巴</p>")
    assert "".join(words(document)) == "".join(map(str, range(depth))) + "底尾巴"


@pytest.mark.parametrize("words_", ["新建学校。", "a b ", "a"])
def test_a_text_node_over_ten_megabytes_is_read_whole_and_in_time(words_: str) -> None:
    times = 10 * 2**20 // len(words_.encode()) + 1
    began = time.process_time()
    document = page(f"<p>{words_ * times}</p><p>尾巴</p>")
    assert words(document)[0] == (words_ * times).strip()
    assert words(document)[1:] == ["尾巴"]
    assert time.process_time() - began < 20


# --- offsets --------------------------------------------------------------------------------------------------------

TEXT = ["甲", "乙丙", "9", " ", "\n", "&nbsp;", "&lt;", "&amp", "&#20013;", "<", ">", "&", "<!--", "-->", "\\n"]
INLINE = ["<p>", "</p>", '<p class="', "<b>", "</b>", "<br>", "<pre>", "</pre>", "<h1>", "</h1>", "<div style='x'>"]
TABLES = ["<table>", "</table>", "<tr>", "<td>", "</td>", "<th rowspan=2>", "<td colspan=3>", "</div>", "<script>"]
PARTS = st.sampled_from([*TEXT, *INLINE, *TABLES, "</script>", "<nav>"])


@given(st.lists(PARTS, max_size=40).map("".join))
def test_every_character_that_is_no_entity_is_its_raw_one(markup: str) -> None:
    document = page("<p>始</p>" + markup)
    text = document.text
    assert text.text == "\n".join(words(document))
    assert list(text.starts) == sorted(text.starts)
    for character, start, end in zip(text.text, text.starts, text.ends, strict=True):
        raw = document.raw[start:end]
        assert raw == character or raw.startswith("&") or character in "\n\t" or (character == " " and raw in "\n\\")
    for block in document.blocks:
        own = [document.words(cell.span) for cell in block.cells if not cell.merged]
        assert not own or "\t".join(own) == document.words(block.span)


LINE = st.sampled_from(["甲", "乙", "，", "9", "<b>", "</b>", "<i>", "&lt;", "<br>"])


@given(st.lists(LINE, min_size=1).map("".join))
def test_the_raw_slice_of_a_block_reads_the_same(markup: str) -> None:
    document = page(markup)
    for block in document.blocks:
        raw = document.raw[slice(*document.text.raw_span(block.span))]
        assert words(page(raw)) == [document.words(block.span)]


def test_tokens_cover_the_text_without_gaps_or_overlaps() -> None:
    raw = "甲<b>乙&amp;</b>丙<i>丁"
    spans = [token.span for token in tokens(raw, 0, len(raw))]
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == len(raw)


@pytest.mark.parametrize("piece", ["<div>", "<p title='", "<!--", "<script>", "<table><tr><td>", "&#", "<b", "</p>"])
def test_hostile_pages_are_read_in_time_that_grows_with_their_length(piece: str) -> None:
    began = time.process_time()
    page(piece * 20_000 + "尾巴")
    assert time.process_time() - began < 20


# --- tables ---------------------------------------------------------------------------------------------------------

TABLE = """<table><caption>表一</caption><thead><tr><th>序号<th>任务<th>责任单位</thead>
<tr><td rowspan=2>1</td><td>改造<p>二期</p></td><td><b>市住建局</b>、市财政局</td></tr>
<tr><td>新建</td><td rowspan="9">市教育局</td></tr>
<tr><td colspan=2>合并</td></tr><tr><td></td><td></td></tr></table><p>后</p>"""


def test_spanned_cells_are_repeated_where_they_reach() -> None:
    document = page(TABLE)
    assert grid(document) == [
        [(0, "序号", False), (1, "任务", False), (2, "责任单位", False)],
        [(0, "1", False), (1, "改造\n二期", False), (2, "市住建局、市财政局", False)],
        [(0, "1", True), (1, "新建", False), (2, "市教育局", False)],
        [(0, "合并", False), (1, "合并", True), (2, "市教育局", True)],
    ]
    assert words(document)[0] == "表一"
    assert [cell.header for cell in document.blocks[1].cells] == [True, True, True]
    assert [(b.table, b.row) for b in document.blocks if b.kind == "row"] == [(1, 1), (1, 2), (1, 3), (1, 4)]


def test_layout_tables_are_read_through() -> None:
    inner = "<table><tr><td>任务<td>单位</tr></table>"
    document = page(f"<table><tr><td>左栏</td><td><p>正文</p>{inner}</td></tr></table><table><tr><td>独栏</table>")
    assert words(document) == ["左栏", "正文", "任务\t单位", "独栏"]


def test_absurd_spans_are_clamped() -> None:
    document = page("<table><tr><td rowspan=999999999 colspan=99999>甲</td></tr><tr><td>乙</td></tr></table>")
    assert max(cell.column for block in document.blocks for cell in block.cells) <= 400


def cell(text: str, columns: int = 1, rows: int = 1) -> CellDraft:
    return CellDraft(Piece(), columns, rows, header=bool(text))


@given(st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5), max_size=6))
def test_no_two_cells_stand_at_one_place(spans: list[list[tuple[int, int]]]) -> None:
    placed = place([[cell("", columns, rows) for columns, rows in row] for row in spans])
    for row in placed:
        columns = [one.column for one in row]
        assert columns == sorted(set(columns))


# --- bold -----------------------------------------------------------------------------------------------------------

BOLD = {
    "<b>甲</b>乙<strong>丙</strong>": ["甲", "丙"],
    "<span style='font-weight:bold'>甲</span><span style='FONT-WEIGHT: 700'>乙</span>": ["甲乙"],
    "<span style='font-weight:500'>甲</span><span style='font:italic 600 12px x'>乙</span>": ["乙"],
    "<b>甲<span style='font-weight:normal'>乙</span>丙</b>": ["甲", "丙"],
    "<p class=z>甲</p><p id=w>乙</p><em>丙</em>": ["甲", "乙"],
    "<div class=n><b>甲</b></div><b>乙</b>": ["乙"],
    "<p class='z off'>甲</p>": [],
    "<b>甲 </b> <b>乙</b>": ["甲 乙"],
}
RULES = "/* x */ .z{font-weight:bolder} #w{font-weight:700} .n > b{font-weight:400} p.off{font-weight:normal}"


@pytest.mark.parametrize("markup", BOLD)
def test_bold_is_what_a_browser_shows(markup: str) -> None:
    assert bold(page(markup, f"<style>{RULES}</style>")) == BOLD[markup]


def test_the_more_specific_and_the_later_rule_wins() -> None:
    sheet = Sheet.parse("p.a{font-weight:700} p{font-weight:400} .a{font-weight:400} i:hover{font-weight:700}")
    assert sheet.look(Element("p", frozenset(("a",))), []).bold is True
    assert sheet.look(Element("i"), []).bold is None
    assert declared("display:none;color:red").hidden is True


def test_attributes_are_read_as_written() -> None:
    assert attributes(" A=1 b='x&amp;y' c a=2") == {"a": "1", "b": "x&y", "c": ""}


@pytest.mark.parametrize(
    ("declared", "codec", "told"),
    [
        ("utf-8", "gb18030", "utf-8, but its bytes are gb18030"),
        ("gb2312", "utf-8", "gb2312, but its bytes are utf-8"),
        ("x-none", "utf-8", "x-none, an encoding nobody knows"),
        ("gb2312", "gb18030", None),
        ("utf-8", "utf-8", None),
    ],
)
def test_a_wrong_label_is_told(declared: str, codec: str, told: str | None) -> None:
    markup = (
        f'<html><head><meta charset="{declared}"></head><body><p>新建社区食堂十八处，方便老人就餐。</p></body></html>'
    )
    document = read_html(SOURCE, markup.encode(codec))
    assert [problem.span for problem in document.problems] == ([(0, 0)] if told else [])
    assert all(told and told in problem.message for problem in document.problems)
