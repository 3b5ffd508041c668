"""The names of fonts whose characters are drawings (Type 3), written where PDFium looks for them.

Apart, because this is the one thing that is asked of the file and not of PDFium: browsers print Chinese fonts of the
OpenType kind as drawings, in dozens of pieces, and say only in the descriptor of each piece which font it is cut from.
An incremental update (ISO 32000-1, 7.5.6) puts that name into each piece; where the file is of another make, it stays
as it is, and so do its fonts' names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

MAX_FONTS = 5000
"""The most fonts that are named; a file with more is left as it is."""
_LONGEST_FONT: Final = 20_000
_MARK: Final = b"/Subtype /Type3"
_HEAD: Final = re.compile(rb"(\d{1,9}) 0 obj\s*(?P<body><<[^<>]{0,200})\Z")
_DESCRIPTOR: Final = re.compile(rb"/FontDescriptor (\d{1,9}) 0 R")
_NAMED: Final = re.compile(rb"(\d{1,9}) 0 obj\s*<<[^<>]{0,600}?/FontName\s*(/[^\s/<>()\[\]]{1,120})")
_TRAILER: Final = re.compile(rb"trailer\s*<<([^<>]*(?:<[^<>]*>[^<>]*)*)>>\s*startxref\s+(\d{1,12})\s+%%EOF\s*\Z")
_PREVIOUS: Final = re.compile(rb"/(?:Prev|XRefStm) \d+")


def with_names(data: bytes) -> bytes:
    """The file with the fonts that are drawings named, the same file where there are none or its make is another."""
    end = _TRAILER.search(data, max(0, len(data) - 2000)) if _MARK in data else None
    fonts = list(_fonts(data)) if end else []
    if not end or not fonts or len(fonts) > MAX_FONTS:
        return data
    made = bytearray(data if data.endswith(b"\n") else data + b"\n")
    table = bytearray(b"xref\n")
    for number, body in fonts:
        table += b"%d 1\n%010d 00000 n \n" % (number, len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entries = _PREVIOUS.sub(b"", end[1])
    at = len(made)
    return bytes(made + table + b"trailer\n<<%s /Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (entries, end[2], at))


def _fonts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The number and the new words of each font whose descriptor names it."""
    names = {int(number): name for number, name in _NAMED.findall(data)}
    at = data.find(_MARK)
    while at >= 0:
        head = _HEAD.search(data, max(0, at - 240), at)
        end = data.find(b"endobj", at, at + _LONGEST_FONT)
        body = data[head.start("body") : end] if head and end > 0 else b""
        descriptor = _DESCRIPTOR.search(body)
        name = names.get(int(descriptor[1])) if descriptor else None
        if head and name and b"/BaseFont" not in body:
            yield int(head[1]), body.strip().replace(b"<<", b"<</BaseFont %s " % name, 1)
        at = data.find(_MARK, at + 1)
