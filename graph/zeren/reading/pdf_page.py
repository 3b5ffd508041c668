"""What stands on the pages of a PDF: characters at their places with their type, straight lines, pictures.

Apart from the reading of lines and tables, because only this module and `pdf_drawing` speak to PDFium. Every page is
turned so that its text runs from left to right, and places count in points from the upper left corner. Bold is told
here as far as a character shows it by itself: by text render mode 2, by a second strike a hair beside the first, by
its font's own switch; what the name of a font means is told in `pdf_bold`. After ISO 32000-1, 9.3.6 and 9.8.2.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from zeren.errors import TooLarge, UnreadableDocument, UnsupportedFormat
from zeren.reading import pdf_drawing
from zeren.reading.pdf_drawing import Budget, Drawing, struck_twice
from zeren.reading.pdf_shapes import with_names

if TYPE_CHECKING:
    from typing import Any

    _Pdfium: TypeAlias = Any
    _Handle: TypeAlias = Any

MAX_PAGES = 1000
"""The most pages that a PDF may have."""
MAX_CHARACTERS = 400_000
"""The most characters that its pages may hold together."""
STRIKE_OFFSET = 0.15
"""How far a second strike may lie from the first, in sizes of the type."""
UNREAD: Final = "\ufffd"
"""Stands for a character of which the file tells the shape only."""

_FORCE_BOLD: Final = 1 << 18
_STROKED: Final = frozenset((2, 6))
_RADICALS: Final = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳", "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟"
)
"""Radicals that fonts name where they draw the character of the same look; the others are told by NFKC."""


class Glyph(NamedTuple):
    """A character: where it begins and ends on its base line `y`, its size, its font's name, whether it is bold."""

    sign: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    bold: bool


class Rule(NamedTuple):
    """A straight line, across the page (`at` is y) or down it (`at` is x)."""

    at: float
    start: float
    end: float


class PdfPage(NamedTuple):
    """A page from 1; `pictured` is the share of it that pictures cover, `broken` where it cannot be opened."""

    number: int
    width: float = 0.0
    height: float = 0.0
    glyphs: Sequence[Glyph] = ()
    across: Sequence[Rule] = ()
    down: Sequence[Rule] = ()
    pictured: float = 0.0
    broken: bool = False


class _Kind(NamedTuple):
    """What all characters of one text object share; `turn` counts quarters, None where they lean."""

    size: float
    font: str
    bold: bool
    turn: int | None


class _Printed(NamedTuple):
    """A character in the page's own space, its box and the beginning of its base line."""

    key: int
    sign: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float


def pages(data: bytes) -> list[PdfPage]:
    """The pages of a PDF. Raises `UnreadableDocument`, `UnsupportedFormat` (encrypted) or `TooLarge`."""
    with _opened(data) as (pdfium, document):
        count: int = pdfium.FPDF_GetPageCount(document)
        if count <= 0:
            raise UnreadableDocument("a PDF without pages, or a broken one; open it and print it to PDF again")
        if count > MAX_PAGES:
            raise TooLarge(f"{count} pages, more than {MAX_PAGES}; split the file")
        characters, objects = Budget(MAX_CHARACTERS, "characters"), Budget(pdf_drawing.MAX_OBJECTS, "objects")
        return [_page(pdfium, document, number, characters, objects) for number in range(1, count + 1)]


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[_Pdfium, _Handle]]:
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    try:
        opened = pypdfium2.PdfDocument(with_names(data))
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise UnsupportedFormat("the PDF is encrypted; save it without a password") from None
        raise UnreadableDocument("a broken PDF; get it again, or open it and print it to PDF") from None
    try:
        yield pdfium, opened.raw
    finally:
        opened.close()


def _page(pdfium: _Pdfium, document: _Handle, number: int, characters: Budget, objects: Budget) -> PdfPage:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        if not text:
            return PdfPage(number, broken=True)
        characters.take(pdfium.FPDFText_CountChars(text))
        return _Reader(pdfium, page, text, Drawing(pdfium, page, objects)).read(number)
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        if page:
            pdfium.FPDF_ClosePage(page)


class _Reader:
    """One way through a page."""

    def __init__(self, pdfium: _Pdfium, page: _Handle, text: _Handle, drawing: Drawing) -> None:
        self._pdfium, self._text, self._drawing = pdfium, text, drawing
        self._box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, self._box)
        self._kinds: dict[int, _Kind] = {}
        self._turn = 0

    def read(self, number: int) -> PdfPage:
        printed = list(self._printed())
        turns = Counter(self._kinds[one.key].turn for one in printed)
        self._turn = next((turn for turn, _ in turns.most_common() if turn is not None), 0)
        sizes = {key: kind.size for key, kind in self._kinds.items()}
        struck = struck_twice(self._drawing.texts, sizes, STRIKE_OFFSET)
        glyphs = _once([self._glyph(one, struck) for one in printed if self._kinds[one.key].turn == self._turn])
        box = self._box
        sides = (box.right - box.left, box.top - box.bottom)
        width, height = sides if self._turn % 2 == 0 else sides[::-1]
        covered = sum((right - left) * (top - bottom) for left, bottom, right, top in self._drawing.pictures)
        return PdfPage(number, width, height, glyphs, *self._rules(), covered / max(width * height, 1.0))

    def _printed(self) -> Iterator[_Printed]:
        """Each character that the page prints; those that PDFium makes up between them are left out."""
        pdfium, text = self._pdfium, self._text
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for index in range(pdfium.FPDFText_CountChars(text)):
            handle = pdfium.FPDFText_GetTextObject(text, index)
            if not handle:
                continue
            key = ctypes.addressof(handle.contents)
            if key not in self._kinds:
                self._kinds[key] = self._kind(handle, index)
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            sign = _sign(pdfium.FPDFText_GetUnicode(text, index))
            yield _Printed(key, sign, box.left, box.bottom, box.right, box.top, x.value, y.value)

    def _kind(self, handle: _Handle, index: int) -> _Kind:
        pdfium = self._pdfium
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
        font = pdfium.FPDFTextObj_GetFont(handle)
        forced = bool(font) and bool(max(pdfium.FPDFFont_GetFlags(font), 0) & _FORCE_BOLD)
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(handle) in _STROKED
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None
        return _Kind(max(size, 0.1), self._font_name(font), forced or stroked, turn)

    def _font_name(self, font: _Handle) -> str:
        """The name of a font, which older programs write in GBK."""
        if not font:
            return ""
        buffer = ctypes.create_string_buffer(256)
        self._pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
        try:
            return buffer.value.decode()
        except UnicodeDecodeError:
            return buffer.value.decode("gb18030", "replace")

    def _glyph(self, one: _Printed, struck: frozenset[int]) -> Glyph:
        kind = self._kinds[one.key]
        (a, _), (b, _) = self._turned(one.left, one.bottom), self._turned(one.right, one.top)
        _, base = self._turned(one.x, one.y)
        return Glyph(one.sign, min(a, b), max(a, b), base, kind.size, kind.font, kind.bold or one.key in struck)

    def _rules(self) -> tuple[list[Rule], list[Rule]]:
        """The straight lines across the page and down it."""
        across, down = [], []
        for a, b, c, d in self._drawing.lines:
            (x0, y0), (x1, y1) = self._turned(a, b), self._turned(c, d)
            if abs(y1 - y0) <= 1 < abs(x1 - x0):
                across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= 1 < abs(y1 - y0):
                down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        return across, down

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        """A place in points from the upper left corner of the page as it is read."""
        box = self._box
        if self._turn == 0:
            return x - box.left, box.top - y
        if self._turn == 1:
            return y - box.bottom, x - box.left
        return (box.right - x, y - box.bottom) if self._turn == 2 else (box.top - y, box.right - x)


def _sign(code: int) -> str:
    """The character of a code point, in the form in which it is written elsewhere."""
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code >= 0x110000 or code & 0xFFFE == 0xFFFE:
        return UNREAD if code not in (9, 10, 13) else " "
    sign = chr(code)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", sign.translate(_RADICALS))
    return sign


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters with those struck twice kept once, as bold."""
    kept: list[Glyph] = []
    by_place: dict[tuple[str, int, int], list[int]] = {}
    for glyph in glyphs:
        near = (at for place in _places(glyph) for at in by_place.get(place, ()))
        twin = next((at for at in near if _same_place(kept[at], glyph)), None)
        if twin is None or glyph.sign.isspace():
            by_place.setdefault((glyph.sign, round(glyph.x0 / 8), round(glyph.y / 8)), []).append(len(kept))
            kept.append(glyph)
        else:
            kept[twin] = kept[twin]._replace(bold=True)
    return kept


def _places(glyph: Glyph) -> Iterator[tuple[str, int, int]]:
    """The squares of the page in which the same character may stand a second time."""
    offset = STRIKE_OFFSET * glyph.size
    for x in {round((glyph.x0 - offset) / 8), round((glyph.x0 + offset) / 8)}:
        for y in {round((glyph.y - offset) / 8), round((glyph.y + offset) / 8)}:
            yield glyph.sign, x, y


def _same_place(one: Glyph, other: Glyph) -> bool:
    offset = STRIKE_OFFSET * one.size
    return abs(one.x0 - other.x0) < offset and abs(one.y - other.y) < offset and abs(one.size - other.size) < offset
