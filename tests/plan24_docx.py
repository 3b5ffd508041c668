"""The plan of `plan24` as Word files: each way to set a lead in bold, each way to lay the table out.

The body is written as XML, since half of these marks are out of reach of python-docx; it makes the package around it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from plan24 import DUTY_SPANS, HEADERS, LEGEND, ROWS, THEME_SPANS, TITLE, duty_runs

_DECLARED = nsdecls("w", "wp", "a") + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'


class Mark(NamedTuple):
    """How a file sets some words of a duty cell apart: run properties of words in bold and of the others, the style of
    the paragraph, and what the file's styles say beside."""

    bold: str = ""
    other: str = ""
    paragraph: str = ""
    styles: str = ""
    defaults: str = ""


_STRONG = (
    '<w:style w:type="character" w:styleId="Strong1"><w:name w:val="lead"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Child"><w:name w:val="child"/><w:basedOn w:val="Strong1"/></w:style>'
)
_HEAVY = '<w:style w:type="paragraph" w:styleId="Heavy"><w:name w:val="heavy"/><w:rPr>{}</w:rPr></w:style>'
_BLACK, _SONG = '<w:rFonts w:eastAsia="黑体"/>', '<w:rFonts w:eastAsia="宋体"/>'
MARKS = {
    "run": Mark("<w:b/>"),
    "run switched on by a word": Mark('<w:b w:val="on"/>', '<w:b w:val="off"/>'),
    "character style": Mark('<w:rStyle w:val="Child"/>', styles=_STRONG),
    "paragraph style with un-bold": Mark("", '<w:b w:val="0"/>', "Heavy", _HEAVY.format("<w:b/>")),
    "paragraph and character style cancel": Mark(
        "", '<w:rStyle w:val="Child"/>', "Heavy", _STRONG + _HEAVY.format("<w:b/>")
    ),
    "default with un-bold": Mark("", '<w:b w:val="false"/>', defaults="<w:b/>"),
    "font to 黑体": Mark(_BLACK, defaults='<w:rFonts w:eastAsia="仿宋_GB2312"/>'),
    "paragraph style in 黑体": Mark("", _SONG, "Heavy", _HEAVY.format(_BLACK)),
    "bold in 黑体 throughout": Mark("<w:b/>", defaults=_BLACK),
}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(runs)}</w:p>"


def numbered(text: str, level: int = 0) -> str:
    """A paragraph whose number Word counts."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
    return paragraph(run(text) if text else "", properties=place)


def duty(n: int, mark: Mark) -> str:
    runs = (run(text, mark.bold if bold else mark.other) for text, bold in duty_runs(ROWS[n]))
    return paragraph(*runs, style=mark.paragraph)


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def _merged(n: int, spans: tuple[int, ...], inside: str) -> str:
    """A cell over several rows: the first says so, the others go on from it."""
    tall = spans[n] > 1 or not spans[n]
    merge = ('<w:vMerge w:val="restart"/>' if spans[n] else "<w:vMerge/>") if tall else ""
    return cell(inside if spans[n] else "<w:p/>", merge)


def row(n: int, mark: Mark, number: str | None = None, *, themed: bool = True) -> str:
    plan = ROWS[n]
    cells = [
        cell(number or paragraph(run(str(n + 1)))),
        _merged(n, THEME_SPANS, paragraph(run(plan.theme))) if themed else "",
        cell(paragraph(run(plan.task))),
        _merged(n, DUTY_SPANS, duty(n, mark)),
        cell(paragraph(run(plan.due_words))),
    ]
    return f"<w:tr>{''.join(cells)}</w:tr>"


def header() -> str:
    return "<w:tr>" + "".join(cell(paragraph(run(word))) for word in HEADERS) + "</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def whole(mark: Mark) -> str:
    return table(header(), *(row(n, mark) for n in range(len(ROWS))))


def file(body: str, mark: Mark | None = None, *, title: bool = True, foot: str = "") -> bytes:
    """The bytes of a Word file with this body after its title."""
    mark = mark or MARKS["run"]
    word = docx.Document()
    place = word.element.body
    head = paragraph(run(TITLE), style="Title") if title else ""
    for element in parse_xml(f"<w:body {_DECLARED}>{head}{body}</w:body>"):
        place.insert(len(place) - 1, element)
    styles = word.styles.element
    for style in parse_xml(f"<w:styles {_DECLARED}>{mark.styles}</w:styles>"):
        styles.append(style)
    if mark.defaults:
        defaults = styles.find("w:docDefaults/w:rPrDefault/w:rPr", styles.nsmap)
        for element in parse_xml(f"<w:rPr {_DECLARED}>{mark.defaults}</w:rPr>"):
            for old in defaults.findall(element.tag):
                defaults.remove(old)
            defaults.append(element)
    section = word.sections[0]
    section.header.paragraphs[0].text = "临沂市人民政府文件"
    section.footer.paragraphs[0].text = foot
    _number(word)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _number(word: docx.document.Document) -> None:
    """A list of three levels: 一、 over 1. over (1)."""
    forms = [("chineseCounting", "%1、"), ("decimal", "%2."), ("decimal", "(%3)")]
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )
    again = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    root = word.part.numbering_part.element
    for xml in (
        f'<w:abstractNum {_DECLARED} w:abstractNumId="70">{levels}</w:abstractNum>',
        f'<w:abstractNum {_DECLARED} w:abstractNumId="80">{again}</w:abstractNum>',
    ):
        root.insert(0, parse_xml(xml))
    for name, base in (("7", "70"), ("8", "80")):
        root.append(parse_xml(f'<w:num {_DECLARED} w:numId="{name}"><w:abstractNumId w:val="{base}"/></w:num>'))


def marked(name: str) -> bytes:
    """One plain table, its leads marked in one of the ways."""
    return file(whole(MARKS[name]), MARKS[name])


# --- layouts --------------------------------------------------------------------------------------------------------

B = MARKS["run"]
_ALL = range(len(ROWS))
_STARTS = [n for n in _ALL if THEME_SPANS[n]]


def _two_row_header() -> bytes:
    tall = [cell(paragraph(run(word)), '<w:vMerge w:val="restart"/>') for word in HEADERS[:3]]
    wide = cell(paragraph(run("落实要求")), '<w:gridSpan w:val="2"/>')
    lower = [cell("<w:p/>", "<w:vMerge/>")] * 3 + [cell(paragraph(run(word))) for word in HEADERS[3:]]
    rows = [f"<w:tr>{''.join([*tall, wide])}</w:tr>", f"<w:tr>{''.join(lower)}</w:tr>"]
    return file(table(*rows, *(row(n, B) for n in _ALL)))


def _title_row() -> bytes:
    wide = cell(paragraph(run(TITLE)), '<w:gridSpan w:val="5"/>')
    return file(table(f"<w:tr>{wide}</w:tr>", header(), *(row(n, B) for n in _ALL)), title=False)


def _counted_numbers() -> bytes:
    """The column of numbers is empty cells with a list in them."""
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="8"/></w:numPr>'
    return file(table(header(), *(row(n, B, paragraph(properties=place)) for n in _ALL)))


def _numbered_paragraphs() -> bytes:
    """Headings and items whose numbers stand nowhere in the text."""
    parts = []
    for n in _ALL:
        parts += [numbered(ROWS[n].theme)] if THEME_SPANS[n] else []
        parts += [numbered(ROWS[n].task + "。", 1)]
        parts += [paragraph(run("责任单位：")).replace("</w:p>", duty(n, B).partition("</w:pPr>")[2])]
        parts += [paragraph(run(f"完成时限：{ROWS[n].due_words}"))]
    return file("".join(parts))


def _nested() -> bytes:
    return file(table(f"<w:tr>{cell(whole(B) + '<w:p/>')}</w:tr>"))


def _tracked() -> bytes:
    """Words taken out, words put in, a row taken out and a row put in; what counts is how it ends."""
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>市老龄办、</w:delText></w:r></w:del>'
    moved = '<w:moveFrom w:id="2" w:author="a"><w:r><w:t>市妇联、</w:t></w:r></w:moveFrom>'
    rows = [row(n, B) for n in _ALL]
    rows[0] = rows[0].replace(
        run("市教育局", B.bold), f'{gone}{moved}<w:ins w:id="3" w:author="a">{run("市教育局", B.bold)}</w:ins>'
    )
    rows[1] = rows[1].replace("<w:tr>", '<w:tr><w:trPr><w:ins w:id="4" w:author="a"/></w:trPr>')
    dead = row(5, B).replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="5" w:author="a"/></w:trPr>')
    return file(table(header(), *rows[:8], dead, *rows[8:]))


def _in_boxes() -> bytes:
    """The table inside a text box, with the fallback that Word writes beside it."""
    box = f"<w:txbxContent>{whole(B)}<w:p/></w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
    drawing = f'<w:drawing><wp:inline><a:graphic><a:graphicData uri="x">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>'
        "</mc:AlternateContent>"
    )
    return file(f"<w:p><w:r>{both}</w:r></w:p>")


def _sections() -> bytes:
    parts = []
    for start, end in zip(_STARTS, [*_STARTS[1:], len(ROWS)], strict=True):
        parts.append(paragraph(run(ROWS[start].theme), style="Heading2"))
        rows = [row(n, B, themed=False) for n in range(start, end)]
        parts += [table(header().replace(cell(paragraph(run("类别"))), ""), *rows), "<w:p/>"]
    return file("".join(parts))


def _with_legend() -> bytes:
    """The legend stands in a note at the foot of the page."""
    word = docx.Document(io.BytesIO(file(whole(B))))
    xml = f'<w:footnotes {_DECLARED}><w:footnote w:id="2">{paragraph(run(LEGEND))}</w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "header of two rows": _two_row_header,
    "title in the table": _title_row,
    "numbers counted by Word": _counted_numbers,
    "numbered paragraphs": _numbered_paragraphs,
    "tables for layout": _nested,
    "tracked changes": _tracked,
    "in a text box": _in_boxes,
    "a table a section": _sections,
    "footers apart": lambda: file(whole(B), foot="牵头单位：市档案局"),
    "with a legend in a note": _with_legend,
}
