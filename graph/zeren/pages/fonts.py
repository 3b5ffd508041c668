"""Chinese glyphs for drawn charts: a picture has a glyph for every character, or it is not drawn.

Without a font the drawing library draws boxes in silence; a chart of boxes is wrong and looks done.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final
from unicodedata import category

from zeren.errors import BuildError
from zeren.pages import font_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zeren.pages.font_files import Font

FAMILIES: Final = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Hiragino Sans GB, Microsoft YaHei, SimHei, "
    "WenQuanYi Zen Hei, sans-serif"
)
_UNASSIGNED: Final = "\u0378"
_UNSEEN: Final = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
"""Categories of characters that have no shape of their own."""
_TOLD: Final = 20


class MissingGlyphs(BuildError):
    """A chart has characters that no font of this machine has, and is not drawn."""


@cache
def register() -> Font | None:
    """Tell the drawing library of the Chinese font that was found; None where there is none."""
    import vl_convert

    font = font_files.find()
    if font:
        vl_convert.register_font_directory(str(font.path.parent))
    return font


def demand(text: str, chart: str = "") -> None:
    """Raise `MissingGlyphs` where some characters of a text cannot be drawn; it tells which, of what chart, and what to do."""
    lost = missing(text)
    if not lost:
        return
    font = register()
    tried = f"tried {font} and the other fonts of the system" if font else f"none in {', '.join(font_files.searched())}"
    more = f" and {len(lost) - _TOLD} more" if len(lost) > _TOLD else ""
    raise MissingGlyphs(
        f"the chart{chart and f' {chart}'} is not drawn: no font has {_named(lost[:_TOLD])}{more}; {tried}. To draw it, {font_files.INSTALL}"
    )


def missing(text: str) -> list[str]:
    """The characters of a text that no font can draw, in order of code points."""
    font = register()
    known = font_files.characters(font) if font else frozenset()
    doubtful = (sign for sign in sorted(set(text)) if ord(sign) not in known and category(sign) not in _UNSEEN)
    return [sign for sign in doubtful if not drawable(sign)]


@cache
def drawable(sign: str) -> bool:
    """Whether a character is drawn as itself: not as the sign that stands for every missing one."""
    return _drawn(sign) != _drawn(_UNASSIGNED)


def _drawn(sign: str) -> bytes:
    import vl_convert
    from markupsafe import escape

    text = f'<text x="2" y="20" font-size="18" font-family="{FAMILIES}">{escape(sign)}</text>'
    return vl_convert.svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">{text}</svg>')


def _named(signs: Iterable[str]) -> str:
    return " ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs)
