"""The characters of a picture as a small font inside it, so that it looks the same where no Chinese font is.

Only a font whose licence lets parts of it stand in a document is cut; its name tables are left out of the part, which
bears the first family name of the pictures and nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html import unescape
from io import BytesIO
from re import compile as pattern
from typing import TYPE_CHECKING, Final

from zeren.errors import BuildError
from zeren.pages import font_files
from zeren.pages.fonts import FAMILIES, register

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

    from zeren.pages.font_files import Font

MOST_BYTES: Final = 60_000
"""A font larger than this, in bytes of its data URI, is embedded only where that is asked for."""
_TAG: Final = pattern(r"<[^<>]*>")
_UNUSED: Final = ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "DSIG", "STAT"]
_REGULAR: Final = 400


def embedded(drawing: str, wanted: bool | None = None) -> str:
    """An SVG with the characters it uses inside it, by default where they are small; the same SVG where not."""
    face = font_face(words(drawing), wanted)
    end = drawing.index(">") + 1
    return f"{drawing[:end]}<style>{face}</style>{drawing[end:]}" if face else drawing


def font_face(text: str, wanted: bool | None = None) -> str:
    """The style rule that brings the characters of a text as a font; empty where none is to be embedded.

    `wanted` is the user's word; without one, a font is embedded that is free and small. `BuildError` where it is
    wanted and there is none that may be.
    """
    font = register() if wanted is not False else None
    if font is None or not font.free:
        if wanted:
            told = f"{font}: its licence does not say that it may be embedded" if font else "no Chinese font was found"
            raise BuildError(f"{told}; name a font under the Open Font License in {font_files.SETTING}")
        return ""
    data = b64encode(subset(frozenset(text), font)).decode()
    if wanted is None and len(data) > MOST_BYTES:
        return ""
    family = FAMILIES.split(",", 1)[0]
    return f'@font-face{{font-family:"{family}";src:url(data:font/woff;base64,{data}) format("woff")}}'


def words(drawing: str) -> str:
    """The characters between the tags of an SVG."""
    return unescape(_TAG.sub("", drawing))


@cache
def subset(signs: frozenset[str], font: Font) -> bytes:
    """The glyphs of some characters as a WOFF file; the same characters make the same bytes."""
    from fontTools.subset import Options, Subsetter

    options = Options(
        layout_features=[], name_IDs=[], hinting=False, desubroutinize=True, notdef_outline=True, recalc_timestamp=False
    )
    options.drop_tables += _UNUSED
    with font_files.opened(font) as face:
        face.recalcTimestamp = False
        whole = _regular(face)
        cutter = Subsetter(options)
        cutter.populate(unicodes=sorted(map(ord, signs)))
        cutter.subset(whole)
        whole.flavor = "woff"
        made = BytesIO()
        whole.save(made)
    return made.getvalue()


def _regular(face: TTFont) -> TTFont:
    """A font whose weight varies, at the usual weight; any other as it is."""
    if "fvar" not in face:
        return face
    from fontTools.varLib.instancer import instantiateVariableFont

    return instantiateVariableFont(face, {"wght": _REGULAR})
