"""What a page of a PDF is drawn with besides its characters: straight lines, pictures, the places of its texts.

Apart from the characters, because a drawing is a tree of objects, each with a matrix of its own, and the lines of a
table come in it as strokes, as thin filled boxes or as pictures a hair high. After ISO 32000-1, 8.3 and 8.5.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from zeren.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    _Pdfium: TypeAlias = Any
    _Handle: TypeAlias = Any
    _Count: TypeAlias = Callable[[Any], int]
    _Get: TypeAlias = Callable[[Any, int], Any]

MAX_OBJECTS = 300_000
"""The most objects and path segments that the pages of a PDF may be drawn with."""
DEEPEST_FORM = 8
"""How deep drawings may be nested in one another."""
THICKEST_LINE = 3.0
"""The width in points up to which a filled box is a line."""

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top."""
Segment: TypeAlias = tuple[float, float, float, float]
"""Where a straight line begins and ends: x, y, x, y."""
_Point: TypeAlias = tuple[float, float]
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_UPRIGHT: Final[_Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Budget:
    """How much more of something the pages of a document may hold together."""

    def __init__(self, limit: int, what: str) -> None:
        self._left, self._limit, self._what = limit, limit, what

    def take(self, count: int) -> None:
        self._left -= max(count, 0)
        if self._left < 0:
            raise TooLarge(f"more than {self._limit} {self._what} on its pages; split the file")


class Drawing:
    """The objects of a page, walked once, in the page's own space."""

    def __init__(self, pdfium: _Pdfium, page: _Handle, budget: Budget) -> None:
        self._pdfium, self._budget = pdfium, budget
        self.texts: dict[int, Box] = {}
        self.lines: list[Segment] = []
        self.pictures: list[Box] = []
        self._walk(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _UPRIGHT, 0)

    def _walk(self, parent: _Handle, count: _Count, get: _Get, matrix: _Matrix, depth: int) -> None:
        pdfium = self._pdfium
        total = count(parent)
        self._budget.take(total)
        for index in range(total):
            handle = get(parent, index)
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.texts[ctypes.addressof(handle.contents)] = self._bounds(handle)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.lines += self._path(handle, _times(self._matrix(handle), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._picture(_moved_box(self._bounds(handle), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
                inner = _times(self._matrix(handle), matrix)
                self._walk(handle, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)

    def _picture(self, box: Box) -> None:
        if _is_thin(box):
            self.lines.append(_middle(box))
        else:
            self.pictures.append(box)

    def _path(self, handle: _Handle, matrix: _Matrix) -> list[Segment]:
        """The straight lines of a path: its segments where they are drawn, itself where it is a thin filled box."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
        ways = self._ways(handle, matrix) if fill.value or stroke.value else []
        if stroke.value:
            return [(*a, *b) for way in ways for a, b in pairwise(way)]
        return [_middle(box) for box in map(_around, ways) if _is_thin(box)]

    def _ways(self, handle: _Handle, matrix: _Matrix) -> list[list[_Point]]:
        """The corners of a path, a list for each way of the pen; closed ways come back to where they began."""
        pdfium = self._pdfium
        count = pdfium.FPDFPath_CountSegments(handle)
        self._budget.take(count)
        ways: list[list[_Point]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(handle, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _moved((x.value, y.value), matrix)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not ways:
                ways.append([])
            ways[-1].append(point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                ways[-1].append(ways[-1][0])
        return ways

    def _bounds(self, handle: _Handle) -> Box:
        sides = [ctypes.c_float() for _ in range(4)]
        self._pdfium.FPDFPageObj_GetBounds(handle, *sides)
        left, bottom, right, top = (side.value for side in sides)
        return left, bottom, right, top

    def _matrix(self, handle: _Handle) -> _Matrix:
        matrix = self._pdfium.FS_MATRIX()
        self._pdfium.FPDFPageObj_GetMatrix(handle, matrix)
        return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def struck_twice(texts: dict[int, Box], printed: dict[int, float], offset: float) -> frozenset[int]:
    """The texts over which another one that tells no characters lies, at most `offset` sizes of the type beside it.

    PDFium tells the characters of a text that is printed twice once, of the first. `printed` are the texts that tell
    some, with the size of their type.
    """
    ghosts = sorted(box for key, box in texts.items() if key not in printed)
    by_place: dict[_Point, list[int]] = {}
    for key in printed.keys() & texts.keys() if ghosts else ():
        by_place.setdefault(_place(texts[key]), []).append(key)
    found: set[int] = set()
    for ghost in ghosts:
        x, y = _place(ghost)
        near = (key for dx in (-1, 0, 1) for dy in (-1, 0, 1) for key in by_place.get((x + dx, y + dy), ()))
        found.update(key for key in near if _overlay(texts[key], ghost, offset * printed[key]))
    return frozenset(found)


def _place(box: Box) -> _Point:
    return round(box[0] / 8), round(box[1] / 8)


def _overlay(one: Box, other: Box, offset: float) -> bool:
    return all(abs(a - b) < offset for a, b in zip(one, other, strict=True))


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THICKEST_LINE


def _middle(box: Box) -> Segment:
    """A thin box as the line through its middle."""
    left, bottom, right, top = box
    if right - left >= top - bottom:
        return left, (bottom + top) / 2, right, (bottom + top) / 2
    return (left + right) / 2, bottom, (left + right) / 2, top


def _around(points: Sequence[_Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(point: _Point, matrix: _Matrix) -> _Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return x * a + y * c + e, x * b + y * d + f


def _moved_box(box: Box, matrix: _Matrix) -> Box:
    left, bottom, right, top = box
    return _around([_moved(corner, matrix) for corner in ((left, bottom), (left, top), (right, bottom), (right, top))])
