"""The plan of `plan24` as HTML pages: each way to set a lead in bold, each way to lay the table out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from plan24 import DUTY_SPANS, HEADERS, LEGEND, ROWS, THEME_SPANS, TITLE, duty_runs


class Mark(NamedTuple):
    """How a page sets some words of a duty cell apart: templates for words in bold and for the others, for the whole
    cell, and the page's style sheet."""

    bold: str
    other: str = "{}"
    cell: str = "<td{span}>{}</td>"
    style: str = ""

    def duty(self, n: int) -> str:
        return "".join((self.bold if bold else self.other).format(text) for text, bold in duty_runs(ROWS[n]))


PLAIN = Mark("{}")
MARKS = {
    "b": Mark("<b>{}</b>"),
    "strong": Mark("<strong>{}</strong>"),
    "inline style": Mark('<span style="font-weight: bold">{}</span>'),
    "inline weight number": Mark(
        '<span style="color:#000;font-weight:700">{}</span>', '<i style="font-weight:400">{}</i>'
    ),
    "font shorthand": Mark('<span style="font: bold 14px/1.5 仿宋">{}</span>'),
    "class rule": Mark('<span class="x lead">{}</span>', style='@charset "utf-8"; p, .lead {font-weight: 600}'),
    "id rule": Mark('<span id="lead">{}</span>', style="#lead {font-weight: bolder !important}"),
    "descendant rule": Mark("<em>{}</em>", style="table.plan td > em {font-style: normal; font-weight: 800}"),
    "media rule": Mark(
        "<em>{}</em>", style="@media screen {em {font-weight: 700}} @media print {em, td {display: none}}"
    ),
    "font to 黑体": Mark('<span style="font-family: 黑体, SimHei">{}</span>', style="body {font-family: 仿宋_GB2312}"),
    "font element": Mark('<font face="黑体">{}</font>', '<font face="仿宋">{}</font>'),
    "class of 黑体": Mark('<span class="h">{}</span>', style="td {font: 16pt FangSong} .h {font-family: 'SimHei'}"),
    "un-bold by style": Mark(
        "{}", '<span style="font-weight:normal">{}</span>', '<td{span} style="font-weight:bold">{}</td>'
    ),
    "un-bold by class": Mark("{}", '<i class="n">{}</i>', "<td{span}><b>{}</b></td>", ".n {font-weight: normal}"),
    "un-bold by font": Mark("{}", '<i style="font-family:宋体">{}</i>', '<td{span} style="font-family:黑体">{}</td>'),
    "bold in 黑体 throughout": Mark("<b>{}</b>", style="body {font-family: 黑体}"),
}


def page(body: str, style: str = "", title: str = TITLE) -> str:
    head = f'<meta charset="utf-8"><title>{title}</title>' + (f"<style>{style}</style>" if style else "")
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body></html>\n"


def _span(rows: int) -> str:
    return f' rowspan="{rows}"' if rows > 1 else ""


def _row(n: int, mark: Mark) -> str:
    """A row with its merged theme and duty cells; a cell that goes on from above is left out."""
    row = ROWS[n]
    theme = f"<td{_span(THEME_SPANS[n])}>{row.theme}</td>" if THEME_SPANS[n] else ""
    duty = mark.cell.format(mark.duty(n), span=_span(DUTY_SPANS[n])) if DUTY_SPANS[n] else ""
    return f"<tr><td>{n + 1}</td>{theme}<td><p>{row.task}</p></td>{duty}<td>{row.due_words}</td></tr>\n"


def _header(tag: str = "th") -> str:
    return "<tr>" + "".join(f"<{tag}>{header}</{tag}>" for header in HEADERS) + "</tr>\n"


def table(mark: Mark, header: str | None = None) -> str:
    rows = "".join(_row(n, mark) for n in range(len(ROWS)))
    return f'<table class="plan" border="1">\n{_header() if header is None else header}{rows}</table>'


def marked(name: str) -> str:
    """One plain table, its leads marked in one of the ways."""
    return page(table(MARKS[name]), MARKS[name].style)


# --- layouts --------------------------------------------------------------------------------------------------------

B = MARKS["b"]
_TWO_ROWS = (
    "<tr><td rowspan=2>序号</td><td rowspan=2>类别</td><td rowspan=2>工作任务</td><td colspan=2>落实要求</td></tr>\n"
    "<tr><td>责任单位</td><td>完成时限</td></tr>\n"
)
_STARTS = [n for n, rows in enumerate(THEME_SPANS) if rows]
_SECTIONS = [range(start, end) for start, end in zip(_STARTS, [*_STARTS[1:], len(ROWS)], strict=True)]


def _titled_table() -> str:
    title = f'<tr><td colspan="5" align="center">{TITLE}</td></tr>'
    return page(table(B, title + _header("td")), title="附件")


def _wide_cells() -> str:
    """Each task over two columns, as where a table was drawn by hand."""
    rows = table(B, _header().replace("<th>工作任务", "<th colspan=2>工作任务")).replace("<td><p>", "<td colspan=2><p>")
    return page(rows)


def _repeated_header() -> str:
    """One row a cell, the header printed again after each eighth row."""
    rows = [f"{_header() if n % 8 == 0 else ''}{_unmerged(n)}" for n in range(len(ROWS))]
    return page(f"<table>{''.join(rows)}</table>")


def _unmerged(n: int) -> str:
    row = ROWS[n]
    cells = (str(n + 1), row.theme, row.task, B.duty(n), row.due_words)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def _nested() -> str:
    inner = table(B)
    return page(f"<table width=100%><tr><td><table><tr><td>{inner}</td></tr></table></td></tr></table>")


def _in_sections(*, headers: bool) -> str:
    """A table for each theme under its heading, with or without a header of its own after the first."""
    parts = []
    for at, section in enumerate(_SECTIONS):
        rows = "".join(_without_theme(n, n == section.start) for n in section)
        head = _header().replace("<th>类别</th>", "") if headers or not at else ""
        parts.append(f"<h2>{'一二三四五'[at]}、{ROWS[section.start].theme}</h2><table>{head}{rows}</table>")
    return page("\n".join(parts))


def _without_theme(n: int, first: bool) -> str:
    row = ROWS[n]
    cells = (str(n + 1), row.task, B.duty(n), row.due_words)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def _section_rows() -> str:
    """Themes as rows over the whole width."""
    rows = []
    for at, section in enumerate(_SECTIONS):
        rows.append(f"<tr><td colspan=4>{'一二三四五'[at]}、{ROWS[section.start].theme}</td></tr>")
        rows += [_without_theme(n, False) for n in section]
    return page(f"<table>{_header().replace('<th>类别</th>', '')}{''.join(rows)}</table>")


def _paragraphs() -> str:
    parts = []
    for at, section in enumerate(_SECTIONS):
        parts.append(f"<p><b>{'一二三四五'[at]}、{ROWS[section.start].theme}</b></p>")
        for n in section:
            parts.append(f"<p>{n + 1}.{ROWS[n].task}。</p><p>责任单位：{B.duty(n)}</p>")
            parts.append(f"<p>完成时限：{ROWS[n].due_words}</p>")
    return page("\n".join(parts))


LAYOUTS: dict[str, Callable[[], str]] = {
    "title in the table": _titled_table,
    "header of two rows": lambda: page(table(B, _TWO_ROWS)),
    "cells over two columns": _wide_cells,
    "header repeated": _repeated_header,
    "tables for layout": _nested,
    "a table a section": lambda: _in_sections(headers=True),
    "a table over sections": lambda: _in_sections(headers=False),
    "themes as rows": _section_rows,
    "paragraphs": _paragraphs,
    "numbers and themes in bold": lambda: page(re.sub(r"(<td[^>]*>)(\d+|.有所.)(</td>)", r"\1<b>\2</b>\3", table(B))),
    "with a legend": lambda: page(table(B) + f"<p>{LEGEND}</p>"),
}


CODINGS = (("gb2312", "gb18030"), ("gbk", "gb18030"), ("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-16", "utf-8"))
"""What a page says its encoding is, and what it is."""
