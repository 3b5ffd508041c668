"""Chinese glyphs for drawn charts: a font is found by its path; where there is none, a warning says so.

Without a font the drawing library draws boxes in silence.
"""

from __future__ import annotations

import os
import warnings
from functools import cache
from pathlib import Path
from typing import Final

FAMILIES: Final = (
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, PingFang SC, Hiragino Sans GB, Microsoft YaHei, SimHei, "
    "WenQuanYi Zen Hei, sans-serif"
)
_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
_FILES: Final = (
    "NotoSansCJK-Regular.*",
    "NotoSansCJKsc-Regular.*",
    "NotoSansSC*",
    "SourceHanSansSC-Regular.*",
    "PingFang.*",
    "Hiragino Sans GB.*",
    "msyh.*",
    "simhei.*",
    "wqy-zenhei.*",
)
_UNASSIGNED: Final = "\u0378"


class MissingGlyphs(UserWarning):
    """No font of this machine has Chinese characters: a drawn chart will show boxes."""


@cache
def register() -> Path | None:
    """Tell the drawing library of the first Chinese font found; `ZEREN_FONT` may name a font file to use instead."""
    import vl_convert

    font = _find()
    if font:
        vl_convert.register_font_directory(str(font.parent))
    if not drawable("责"):
        warnings.warn(
            "no font with Chinese characters was found, so charts will show boxes: install Noto Sans CJK "
            "(Debian: fonts-noto-cjk) or name a font file in ZEREN_FONT",
            MissingGlyphs,
            stacklevel=2,
        )
    return font


def drawable(sign: str) -> bool:
    """Whether a character is drawn as itself: not as the sign that stands for every missing one."""
    return _drawn(sign) != _drawn(_UNASSIGNED)


def _drawn(sign: str) -> bytes:
    import vl_convert

    text = f'<text x="2" y="20" font-size="18" font-family="{FAMILIES}">{sign}</text>'
    return vl_convert.svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">{text}</svg>')


def _find() -> Path | None:
    named = os.environ.get("ZEREN_FONT")
    if named:
        return Path(named)
    folders = [folder for name in _FOLDERS if (folder := Path(name).expanduser()).is_dir()]
    found = (path for pattern in _FILES for folder in folders for path in sorted(folder.rglob(pattern)))
    return next(found, None)
