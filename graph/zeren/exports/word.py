"""The table of who does what as officials circulate it: a Word file, landscape, with a header row on every page.

Apart from `office`, which writes every table: this is one table for readers, and the reader of this package reads from
it the same measures and duties again. So duty cells hold names and nothing else, a lead that is only a guess is marked by
its ground and in the last column, and the foot of every page says what that mark means. Columns in which no measure of
a document says anything are left out of its table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from zeren.errors import QueryError
from zeren.exports.office import pinned
from zeren.files import replacing
from zeren.pages import labels
from zeren.pages.ledger import Duty, Measure, Source, ledger

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

    from zeren.facts import Tables

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMNS: Final = (
    ("序号", 1.2),
    ("工作举措", 7.6),
    ("目标摘录", 3.9),
    ("完成时限", 2.4),
    ("牵头单位", 2.9),
    ("配合单位", 4.0),
    ("落实单位", 2.7),
    ("备注", 2.0),
)
"""The heads of the columns and their widths in centimetres."""
_NUMBER, _LEAD, _NOTE = 0, 4, 7
_ALWAYS: Final = frozenset((_NUMBER, 1, _LEAD))
"""The columns that stand in every table."""
_MIDDLE: Final = frozenset((_NUMBER, 3, _NOTE))
"""The columns whose words stand in the middle."""
_HEAVY, _BODY, _LATIN = "黑体", "仿宋", "Times New Roman"
_TWIPS: Final = 567
_GUESSED, _HEAD, _THEME = "FFF2CC", "E7E6E6", "F5F5F5"
_MARGIN, _FOOT = 1.5, 2.0
_LINE: Final = 300
"""From line to line in a cell, in twentieths of a point, whatever font a character comes from."""
_GUESSES: Final = "底色为黄、备注为“推断”的牵头单位：原文没有标明由谁牵头，仅因列在首位而作此推断，应以原文为准。"
_FIGURES: Final = "目标摘自原文；完成时限只列原文写明或可由原文推得的日期。"


@dataclass(frozen=True, slots=True)
class _Row:
    """What one measure says in each column, a paragraph a line, and whether who leads it is a guess."""

    cells: tuple[list[str], ...]
    guess: bool


def write(tables: Tables, path: Path, about: str = "") -> None:
    """Write the measures of some facts, a table for each document; `about` stands behind the titles. The same tables
    make the same bytes. `QueryError` where there is no measure.
    """
    chosen = sorted(ledger(tables).measures, key=lambda measure: (measure.source.id, measure.order))
    if not chosen:
        raise QueryError("no measure to write; `zeren what UNIT` and `zeren who TOPIC` tell what there is")
    with replacing(path) as partial:
        partial.write_bytes(_bytes(chosen, about))


def _bytes(measures: list[Measure], about: str) -> bytes:
    import docx

    made = docx.Document()
    guessed = any(duty.guess for one in measures for duty in one.duties)
    _dress(made, (_GUESSES if guessed else "") + _FIGURES)
    parts = [(source, list(own)) for source, own in groupby(measures, key=lambda measure: measure.source)]
    for number, (source, own) in enumerate(parts):
        _tell_source(made, source, about, again=number > 0)
        made.element.body.insert(len(made.element.body) - 1, _table(own))
        _line(made, "", size=9)
    made.core_properties.title = _plain(_title(parts[0][0]))
    made.core_properties.author = made.core_properties.last_modified_by = "zeren"
    made.core_properties.comments = ""
    output = io.BytesIO()
    made.save(output)
    return pinned(output.getvalue())


def _dress(made: Document, note: str) -> None:
    """A4 across, the fonts of official documents, named for Chinese and for Latin characters, and the foot of each page."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = Cm(_MARGIN)
    page.bottom_margin, page.footer_distance = Cm(_FOOT), Cm(_MARGIN / 2)
    style: Any = made.styles["Normal"]
    style.font.name, style.font.size = _LATIN, Pt(10.5)
    style.paragraph_format.space_after = Pt(0)
    fonts = style.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), _BODY)
    style.element.rPr.append(_element("w:lang", val="en-US", eastAsia="zh-CN"))
    page.footer.paragraphs[0]._p.append(_run(note, size=8))
    numbers = page.footer.add_paragraph()
    numbers.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, field in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES")):
        numbers._p.extend([_run(words, size=9), _element("w:fldSimple", _run("1", size=9), instr=field)])
    numbers._p.append(_run(" 页", size=9))
    for key, one in list(made.part.package.rels.items()):
        if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # a picture of the empty template
            del made.part.package.rels[key]


def _tell_source(made: Document, source: Source, about: str, again: bool) -> None:
    words = _plain(_title(source)) + (f"（{_plain(about)}）" if about else "")
    title = _line(made, words, size=16, heavy=True, middle=True)
    title.paragraph_format.page_break_before = again
    title._p.get_or_add_pPr().append(_element("w:outlineLvl", val="0"))
    told = [
        source.place or "",
        f"{source.year}年" if source.year else "",
        source.publisher or "",
        source.published or "",
    ]
    _line(made, f"{' '.join(filter(None, map(_plain, told)))}　来源：{_plain(source.path)}", size=9, middle=True)


def _title(source: Source) -> str:
    """A document's own title, or one made of its place and year."""
    if source.title != source.label:
        return source.title
    return f"{source.place or ''}{f'{source.year}年' if source.year else ''}责任分工表"


def _line(made: Document, text: str, size: float, heavy: bool = False, middle: bool = False) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = made.add_paragraph()
    paragraph._p.append(_run(text, size, heavy))
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _table(measures: list[Measure]) -> _Element:
    rows = [(measure, _row(measure)) for measure in measures]
    columns = [at for at in range(len(_COLUMNS)) if at in _ALWAYS or any(any(row.cells[at]) for _, row in rows)]
    widths = _widths(columns)
    borders = [_element(f"w:{side}", val="single", sz="4", space="0", color="808080") for side in _SIDES]
    margins = [_element(f"w:{side}", w=width, type="dxa") for side, width in _MARGINS]
    properties = _element(
        "w:tblPr",
        _element("w:tblW", w=str(sum(widths)), type="dxa"),
        _element("w:jc", val="center"),
        _element("w:tblBorders", *borders),
        _element("w:tblLayout", type="fixed"),
        _element("w:tblCellMar", *margins),
    )
    grid = _element("w:tblGrid", *(_element("w:gridCol", w=str(width)) for width in widths))
    heads = [
        _cell([_COLUMNS[at][0]], width, fill=_HEAD, heavy=True, middle=True)
        for at, width in zip(columns, widths, strict=True)
    ]
    head = _element("w:tr", _element("w:trPr", _element("w:cantSplit"), _element("w:tblHeader")), *heads)
    return _element("w:tbl", properties, grid, head, *_rows(rows, columns, widths))


_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGINS: Final = (("top", "30"), ("left", "70"), ("bottom", "30"), ("right", "70"))


def _widths(columns: list[int]) -> list[int]:
    """How wide some columns are, in twips: all of them as wide as the page."""
    whole, held = sum(width for _, width in _COLUMNS), sum(_COLUMNS[at][1] for at in columns)
    return [round(_COLUMNS[at][1] * _TWIPS * whole / held) for at in columns]


def _rows(rows: list[tuple[Measure, _Row]], columns: list[int], widths: list[int]) -> Iterator[_Element]:
    """The rows of measures, and before the first of each stated theme a row with its name, on the page of that first."""
    for theme, own in groupby(rows, key=lambda it: None if it[0].classified else it[0].theme):
        if theme:
            yield _line_of(
                [_cell([_plain(theme)], sum(widths), fill=_THEME, heavy=True, across=len(widths), bound=True)]
            )
        for _, row in own:
            yield _line_of(
                _cell(row.cells[at], width, fill=_GUESSED if row.guess and at == _LEAD else "", middle=at in _MIDDLE)
                for at, width in zip(columns, widths, strict=True)
            )


def _row(measure: Measure) -> _Row:
    figures = [*measure.targets, *measure.milestones]
    days = sorted({figure.deadline for figure in figures if figure.deadline})
    leads = measure.by_role("lead")
    units = [_names(measure.by_role(role)) for role in ("lead", "support", "implement")]
    cells = (
        [_plain(measure.number or str(measure.order)).rstrip(".．、")],
        _plain(measure.text).splitlines() or [""],
        [_plain(quote) for quote in dict.fromkeys(figure.quote for figure in figures)],
        [_day(day) for day in days],
        *units,
        _basis(leads),
    )
    return _Row(cells, any(duty.guess for duty in leads))


def _names(duties: Iterable[Duty]) -> list[str]:
    return ["、".join(_plain(name) for name in dict.fromkeys(duty.name for duty in duties))]


def _basis(leads: list[Duty]) -> list[str]:
    """On what the lead rests, in words."""
    told = dict.fromkeys(labels.word("guess" if duty.guess else f"basis-{duty.basis}") for duty in leads)
    return ["、".join(told)]


def _day(day: str) -> str:
    """A date as officials write it.

    >>> _day("2021-12-31")
    '2021年12月31日前'
    """
    year, month, number = map(int, day.split("-"))
    return f"{year}年{month}月{number}日前"


def _plain(words: str) -> str:
    return _NOT_XML.sub("", words)


def _line_of(cells: Iterable[_Element]) -> _Element:
    return _element("w:tr", _element("w:trPr", _element("w:cantSplit")), *cells)


def _cell(
    lines: list[str],
    width: int,
    *,
    fill: str = "",
    heavy: bool = False,
    across: int = 1,
    middle: bool = False,
    bound: bool = False,
) -> _Element:
    """A cell with a paragraph a line; `across` counts its columns, and what is `bound` stays with the row after it."""
    marks = [_element("w:tcW", w=str(width), type="dxa")]
    marks += [_element("w:gridSpan", val=str(across))] if across > 1 else []
    marks += [_element("w:shd", val="clear", color="auto", fill=fill)] if fill else []
    marks.append(_element("w:vAlign", val="center"))
    paragraphs = [_paragraph(line, heavy, middle, bound) for line in lines or [""]]
    return _element("w:tc", _element("w:tcPr", *marks), *paragraphs)


def _paragraph(line: str, heavy: bool, middle: bool, bound: bool) -> _Element:
    marks = [_element("w:keepNext")] if bound else []
    marks.append(_element("w:spacing", line=str(_LINE), lineRule="exact"))
    marks += [_element("w:jc", val="center")] if middle else []
    return _element("w:p", _element("w:pPr", *marks), _run(line, heavy=heavy))


def _run(text: str, size: float = 0, heavy: bool = False) -> _Element:
    from docx.oxml.ns import qn

    marks = [_element("w:rFonts", eastAsia=_HEAVY, hint="eastAsia")] if heavy else []
    marks += [_element("w:sz", val=str(round(size * 2)))] if size else []
    words = _element("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    return _element("w:r", _element("w:rPr", *marks), words)


def _element(name: str, *children: _Element, **attributes: str) -> _Element:
    """An element of WordprocessingML with its children and attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: _Element = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made
