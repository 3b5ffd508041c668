"""The source's words around what was read: for each measure the stretches that its facts rest on, grown to where a reader
would stop, so that a page can show a fact in its place without the whole source.

A stretch is the whole cell or line of a fact; in a cell or line too long for that it is the sentence, and in a sentence
too long even for that a little on either side.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from zeren.model import Span

AROUND: Final = 60
"""Characters shown before and behind a fact whose sentence is too long to be shown whole."""
LONG: Final = 320
"""A cell, line or sentence of more characters than this is not shown whole."""
_CELL: Final = re.compile(
    r"[\n\r\t|]|</?(?:td|th|tr|table|tbody|p|div|li|ul|ol|br|h[1-6])\b[^<>\n]{0,300}>", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"(?<=[。！？!?])")

Window: TypeAlias = tuple[int, str, tuple[Span, ...]]
"""Where some words begin in the source, the words, and the stretches among them, a fact's being the least that holds it."""


class Excerpts:
    """The stretches of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bounds = tuple(_bounds(text, pattern) for pattern in (_CELL, _SENTENCE))

    def stretch(self, start: int, end: int) -> Span:
        """Where a reader of a span begins and ends.

        >>> text = "责任单位 | 市民政局、市残联 | 六月底前"
        >>> text[slice(*Excerpts(text).stretch(12, 15))]
        '市民政局、市残联'
        """
        low, high = 0, len(self._text)
        for ends, starts in self._bounds:
            low = max(low, _last(ends, start))
            high = min(high, _next(starts, end))
            if high - low <= max(LONG, end - start):
                return self._trimmed(low, start, end, high)
        return self._trimmed(max(low, start - AROUND), start, end, min(high, end + AROUND))

    def windows(self, spans: Iterable[Span]) -> list[Window]:
        """The words behind some spans, joined where they meet."""
        made: list[list[Span]] = []
        stop = -1
        for found in sorted({self.stretch(*span) for span in spans}):
            if found[0] > stop:
                made.append([])
            made[-1].append(found)
            stop = max(stop, found[1])
        return [self._window(stretches) for stretches in made]

    def _window(self, stretches: Sequence[Span]) -> Window:
        low, high = stretches[0][0], max(end for _, end in stretches)
        return low, self._text[low:high], tuple(stretches)

    def _trimmed(self, low: int, start: int, end: int, high: int) -> Span:
        """A stretch without the blanks at its ends."""
        before, after = self._text[low:start], self._text[end:high]
        return start - len(before.lstrip()), end + len(after.rstrip())


def _bounds(text: str, pattern: re.Pattern[str]) -> tuple[list[int], list[int]]:
    """Where words may begin, and where they may end."""
    found = [match.span() for match in pattern.finditer(text)]
    return [end for _, end in found], [start for start, _ in found]


def _last(places: Sequence[int], at: int) -> int:
    """The last of some places that is no later than another; 0 where none is."""
    n = bisect_right(places, at)
    return places[n - 1] if n else 0


def _next(places: Sequence[int], at: int) -> int:
    """The first of some places that is no earlier than another; the far end where none is."""
    n = bisect_left(places, at)
    return places[n] if n < len(places) else 1 << 62
