"""What belongs to the pages of a PDF and not to the document: running heads, running feet, page numbers.

Apart, because it shows only beside other pages: the same words, but for their numbers, at the same height of several
pages. A page number is known by its form too, where there is one page only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from zeren.reading.pdf_lines import Line
from zeren.reading.pdf_page import PdfPage

MARGIN = 0.12
"""The part of a page's height, above and below, in which running heads and feet stand."""
LINES = 3
"""How many lines above and below may be running ones."""
NEAR = 6.0
"""How far in points the heights of the same running line may differ from page to page."""
SHARE = 0.4
"""The part of the pages on which a running line stands at least: left and right pages may have their own."""

_PAGE_NUMBER: Final = re.compile(
    r"[(（]?续\s*表[)）]?|[-—–－·~\s]*(?:\d{1,4}|[ivxlc]{1,6})[-—–－·~\s]*|第?\s*+\d{1,4}\s*+页?\s*+[/,，共]\s*\d{1,4}\s*页?|第\s*\d{1,4}\s*页",
    re.IGNORECASE,
)
_PRINTED: Final = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]?\s*+(?:上午|下午)?\s*+\d{1,2}:\d\d(?:\s*[AP]M)?(?:\s.*)?|(?:https?|file|about):\S*\s+\d+/\d+"
)
"""What browsers print over and under a page: date and title, address and page number."""
_DIGITS: Final = re.compile(r"\d+")


def without_furniture(pages: Sequence[PdfPage], lines: Mapping[int, Sequence[Line]]) -> dict[int, list[Line]]:
    """The free lines of each page without the running ones and the page numbers."""
    heights = {page.number: page.height for page in pages}
    edge = {number: list(_edge(own, heights[number])) for number, own in lines.items()}
    places: dict[str, list[tuple[float, int]]] = {}
    for number, own in edge.items():
        for line in own:
            places.setdefault(_form(line), []).append((line.y, number))
    fewest = max(2.0, SHARE * len(pages))
    running = {
        id(line)
        for own in edge.values()
        for line in own
        if _stands_alone(line.text) or _pages_near(places[_form(line)], line.y) >= fewest
    }
    return {number: [line for line in own if id(line) not in running] for number, own in lines.items()}


def _edge(lines: Sequence[Line], height: float) -> Iterator[Line]:
    """The lines near the upper and the lower edge; a line in several parts may be the header of a table."""
    for line in {id(line): line for line in (*lines[:LINES], *lines[-LINES:])}.values():
        if not MARGIN * height < line.y < (1 - MARGIN) * height and len(line.segments) < 4:
            yield line


def _stands_alone(text: str) -> bool:
    """Whether a line by the edge of a page belongs to it, even where there is no other page."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text))


def _form(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _pages_near(places: Sequence[tuple[float, int]], y: float) -> int:
    return len({number for height, number in places if abs(height - y) <= NEAR})
