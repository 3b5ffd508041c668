"""Bold type by the names of fonts.

Apart, because a name means something only beside the other names of a document: 黑体 is what Chinese typesetting marks
words with in a text set in 宋体 or 仿宋, and plain type in a text set in 黑体.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from zeren.reading.pdf_page import Glyph, PdfPage

_BOLD: Final = re.compile(r"bold|heavy|black|[-,]bd\b|粗|特黑|大黑|超黑|大标宋", re.IGNORECASE)
_NOT_BOLD: Final = re.compile(r"blackletter|unbold", re.IGNORECASE)
_HEI: Final = re.compile(
    r"simhei|stheiti|^heiti|st?xihei|hei-?gb|fzhtk?[-_jf]|fzhei|黑体|_?hei(?:$|[-_,])", re.IGNORECASE
)
_NOT_HEI: Final = re.compile(r"yahei|zenhei|xihei|细黑|雅黑", re.IGNORECASE)
_SERIF: Final = re.compile(
    r"song|simsun|nsimsun|fang|kai|ming|serif|times|^fs|^fz(?:ss|fs|kt|bs)|宋|仿|楷|明", re.IGNORECASE
)
_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")


def bold_fonts(pages: Iterable[PdfPage]) -> frozenset[str]:
    """The fonts of a document whose characters are bold beside the others."""
    counts = Counter(glyph.font for page in pages for glyph in page.glyphs if not glyph.sign.isascii())
    return frozenset(_told(counts))


def _told(counts: Mapping[str, int]) -> list[str]:
    """
    >>> _told({"ABCDEF+SimSun": 90, "SimHei": 9, "SimSun,Bold": 2}), _told({"SimHei": 90, "SimSun": 9})
    (['SimHei', 'SimSun,Bold'], [])
    """
    body = max(counts, key=lambda name: (counts[name], name), default="")
    marks = bool(_SERIF.search(_plain(body)))
    return [name for name in sorted(counts) if _is_bold(_plain(name)) or (marks and _is_hei(_plain(name)))]


def _plain(name: str) -> str:
    return _SUBSET.sub("", name)


def _is_bold(name: str) -> bool:
    return bool(_BOLD.search(name)) and not _NOT_BOLD.search(name)


def _is_hei(name: str) -> bool:
    return bool(_HEI.search(name)) and not _NOT_HEI.search(name)


def marked(glyphs: Sequence[Glyph], fonts: frozenset[str]) -> list[Glyph]:
    """The characters, bold where their font says so."""
    return [glyph._replace(bold=True) if glyph.font in fonts else glyph for glyph in glyphs]
