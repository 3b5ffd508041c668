"""PDF files made by hand: characters at places, lines, fonts of any name, so that every mark a PDF can carry is testable.

Fonts are named and not embedded, with one of the predefined character maps of PDF (ISO 32000-1, 9.7.5.2): letters and
digits are half an em wide, all else a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Final

WIDTH, HEIGHT = 595, 842
"""A4 in points."""
SONG, SONG_BOLD, HEI = "SimSun", "SimSun,Bold", "SimHei"
_HEAD: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def width(text: str, size: float) -> float:
    return sum(size / 2 if " " <= sign <= "~" else size for sign in text)


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The lines of a text in a column, broken anywhere as Chinese is, but never before a closing sign."""
    lines = [""]
    for sign in text:
        if width(lines[-1] + sign, size) > room and sign not in "、，。；）":
            lines.append("")
        lines[-1] += sign
    return lines


class Sheet:
    """One page; places are in points from the upper left corner, texts stand on their base line."""

    def __init__(self, fonts: dict[str, int]) -> None:
        self._fonts = fonts
        self._parts: list[str] = []

    def text(
        self, x: float, y: float, text: str, size: float = 10.5, font: str = SONG, mode: int = 0, strikes: int = 1
    ) -> float:
        """Print a text and tell where it ends; `mode` 2 fills and strokes, each further strike is moved a little."""
        name = self._fonts.setdefault(font, len(self._fonts) + 1)
        hexed = text.encode("utf-16-be").hex()
        for strike in range(strikes):
            place = f"1 0 0 1 {x + 0.3 * strike:.2f} {HEIGHT - y:.2f} Tm"
            self._parts.append(f"BT /F{name} {size} Tf {mode} Tr 0.3 w {place} <{hexed}> Tj ET")
        return x + width(text, size)

    def raw(self, operators: str) -> None:
        """Draw with the operators of PDF themselves."""
        self._parts.append(operators)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._parts.append(f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")

    def frame(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._parts.append(f"0.5 w {x0:.2f} {HEIGHT - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re S")

    def picture(self) -> None:
        """A grey picture over the whole page, as a scan is."""
        data = "BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 80808080> EI"
        self._parts.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm {data} Q")

    def stream(self) -> bytes:
        return "\n".join(self._parts).encode("ascii")


class Pdf:
    def __init__(self) -> None:
        self._fonts: dict[str, int] = {}
        self._sheets: list[Sheet] = []

    def sheet(self) -> Sheet:
        self._sheets.append(Sheet(self._fonts))
        return self._sheets[-1]

    def saved(self, trailer: str = "", packed: bool = True) -> bytes:
        """The file; `trailer` adds entries to its trailer."""
        objects = list(self._objects(packed))
        made, places = _HEAD, []
        for number, body in enumerate(objects, 1):
            places.append(len(made))
            made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        size = len(objects) + 1
        end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size} /Root 1 0 R {trailer}>>\n"
        return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode("ascii")

    def _objects(self, packed: bool) -> Iterator[bytes]:
        first = 3 + 2 * len(self._fonts)
        pages = [first + 2 * n for n in range(len(self._sheets))]
        fonts = " ".join(f"/F{name} {1 + 2 * name} 0 R" for name in self._fonts.values())
        yield b"<</Type /Catalog /Pages 2 0 R>>"
        kids = " ".join(f"{page} 0 R" for page in pages)
        yield f"<</Type /Pages /Kids [{kids}] /Count {len(pages)}>>".encode("ascii")
        for font in self._fonts:
            yield from _font(font, 1 + 2 * self._fonts[font])
        for page, sheet in zip(pages, self._sheets, strict=True):
            box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources <</Font <<{fonts}>>>>"
            yield f"<</Type /Page /Parent 2 0 R {box} /Contents {page + 1} 0 R>>".encode("ascii")
            data = zlib.compress(sheet.stream()) if packed else sheet.stream()
            how = b"/Filter /FlateDecode " if packed else b""
            yield b"<<%s/Length %d>>\nstream\n%s\nendstream" % (how, len(data), data)


def _font(name: str, number: int) -> Sequence[bytes]:
    """A font by name, its characters read as UTF-16 and numbered as in Adobe-GB1."""
    low = f"/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /UniGB-UTF16-H"
    order = "<</Registry (Adobe) /Ordering (GB1) /Supplement 5>>"
    metrics = "/Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 859 /Descent -141 /CapHeight 700 /StemV 80"
    descriptor = f"<</Type /FontDescriptor /FontName /{name} {metrics}>>"
    inner = f"<</Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /CIDSystemInfo {order} /DW 1000 /W [1 95 500]"
    return (
        f"<<{low} /DescendantFonts [{number + 1} 0 R]>>".encode("ascii"),
        f"{inner} /FontDescriptor {descriptor}>>".encode("ascii"),
    )
