"""The plan of `plan24` as PDF files: with lines, without lines, over pages, with merged cells, in two columns of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from pdf_builder import HEI, HEIGHT, SONG_BOLD, Pdf, Sheet, width, wrapped
from plan24 import DUTY_SPANS, HEADERS, ROWS, THEME_SPANS, TITLE, duty_runs

Mark: TypeAlias = Literal["font", "hei", "mode", "strike", "none"]
SIZE = 10.5
LEADING = 14.0
EDGES = (56.0, 92.0, 152.0, 300.0, 440.0, 540.0)
PADDING = 5.0


def printed(sheet: Sheet, x: float, y: float, text: str, mark: Mark | None) -> float:
    """Print a text, marked as bold in one of the ways of a PDF."""
    if mark == "font":
        return sheet.text(x, y, text, SIZE, SONG_BOLD)
    if mark == "hei":
        return sheet.text(x, y, text, SIZE, HEI)
    return sheet.text(x, y, text, SIZE, mode=2 if mark == "mode" else 0, strikes=2 if mark == "strike" else 1)


def cell_lines(n: int, column: int) -> list[list[tuple[str, bool]]]:
    row, room = ROWS[n], EDGES[column + 1] - EDGES[column] - 2 * PADDING
    text = (str(n + 1), row.theme, row.task, "", row.due_words)[column]
    return list(broken(duty_runs(row) if column == 3 else [(text, False)], room))


class Tables:
    """Draws the table, page after page."""

    def __init__(
        self, mark: Mark, *, ruled: bool = True, merged: bool = False, rows_a_page: int = 24, header_again: bool = True
    ) -> None:
        self.mark, self.ruled, self.merged, self.header_again = mark, ruled, merged, header_again
        self.rows_a_page = rows_a_page
        self.pdf = Pdf()

    def saved(self) -> bytes:
        for start in range(0, len(ROWS), self.rows_a_page):
            self._page(start, min(start + self.rows_a_page, len(ROWS)))
        return self.pdf.saved()

    def _page(self, start: int, end: int) -> None:
        sheet = self.pdf.sheet()
        y = 76.0
        if not start:
            sheet.text(297 - width(TITLE, 18) / 2, y, TITLE, 18, HEI)
        y += 14
        top = y
        if not start or self.header_again:
            y = self._row(sheet, y, [[[(text, False)]] for text in HEADERS], (True,) * 5)
        for n in range(start, end):
            cells = [self._words(n, column, n == start) for column in range(5)]
            closed = [self._is_closed(n, column, end) for column in range(5)]
            y = self._row(sheet, y, cells, closed)
        if self.ruled:
            sheet.line(EDGES[0], top, EDGES[-1], top)
        if self.rows_a_page < len(ROWS):
            sheet.text(280, HEIGHT - 40, f"- {start // self.rows_a_page + 1} -", 9)

    def _words(self, n: int, column: int, first: bool) -> list[list[tuple[str, bool]]]:
        """The lines of a cell; a merged one is told in its first row."""
        spans = {1: THEME_SPANS, 3: DUTY_SPANS}.get(column)
        return cell_lines(n, column) if not (self.merged and spans and not spans[n]) else []

    def _is_closed(self, n: int, column: int, end: int) -> bool:
        spans = {1: THEME_SPANS, 3: DUTY_SPANS}.get(column)
        return not (self.merged and spans and n + 1 < end and not spans[n + 1])

    def _row(
        self, sheet: Sheet, y: float, cells: Sequence[list[list[tuple[str, bool]]]], closed: Sequence[bool]
    ) -> float:
        height = LEADING * max(len(lines) for lines in cells) + 2 * PADDING
        for (x0, x1), lines, is_closed in zip(pairwise(EDGES), cells, closed, strict=True):
            for k, runs in enumerate(lines):
                x = x0 + PADDING
                for text, lead in runs:
                    x = printed(sheet, x, y + PADDING + 11 + LEADING * k, text, self.mark if lead else None)
            if self.ruled:
                sheet.line(x0, y, x0, y + height)
                sheet.line(x1, y, x1, y + height)
                if is_closed:
                    sheet.line(x0, y + height, x1, y + height)
        return y + height


def columns(mark: Mark) -> bytes:
    """The plan as numbered items in two columns of text under a title, over two pages."""
    pdf = Pdf()
    sheet = pdf.sheet()
    sheet.text(297 - width(TITLE, 18) / 2, 80, TITLE, 18, HEI)
    places = [(sheet, 60.0), (sheet, 310.0), *((other, x) for other in [pdf.sheet()] for x in (60.0, 310.0))]
    y = 120.0
    for runs in _item_lines(228.0):
        if y > HEIGHT - 70:
            places, y = places[1:], 120.0
        sheet, x = places[0]
        for text, lead in runs:
            x = printed(sheet, x, y, text, mark if lead else None)
        y += 16
    return pdf.saved()


def _item_lines(room: float) -> Iterator[list[tuple[str, bool]]]:
    """The lines of all items, as runs."""
    for n, row in enumerate(ROWS):
        if THEME_SPANS[n]:
            yield [(f"{'一二三四五'[sum(map(bool, THEME_SPANS[:n]))]}、{row.theme}", False)]
        words = f"{n + 1}.{row.task}。由责任单位按照分工抓好落实，确保完成。"
        yield from broken([(words, False)], room)
        yield from broken([("责任单位：", False), *duty_runs(row)], room)
        yield [(f"完成时限：{row.due_words}", False)]


def broken(runs: Sequence[tuple[str, bool]], room: float) -> Iterator[list[tuple[str, bool]]]:
    """Runs of text broken into lines of this width."""
    signs = [(sign, bold) for text, bold in runs for sign in text]
    at = 0
    for line in wrapped("".join(sign for sign, _ in signs), room, SIZE):
        own = groupby(signs[at : at + len(line)], key=lambda one: one[1])
        yield [("".join(sign for sign, _ in group), bold) for bold, group in own]
        at += len(line)
