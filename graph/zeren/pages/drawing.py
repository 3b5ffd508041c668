"""Pictures and frames to bytes: SVG, PNG and PDF without a browser, and a sheet that does not change with the clock."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zeren.pages.embedding import words
from zeren.pages.fonts import FAMILIES, demand, register
from zeren.pages.html import tokens
from zeren.pages.lean import lean
from zeren.pages.pictures import HOME

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from zeren.pages.pictures import Picture

_PNG_SCALE: Final = 2.0
_NO_TIME: Final = datetime(1980, 1, 1)
_SAVED: Final = re.compile(rb"<dcterms:modified[^<]*</dcterms:modified>")  # written anew by every save


def svg(picture: Picture) -> str:
    """A picture as SVG text on a clear ground; `MissingGlyphs` where no font has some of its characters."""
    import vl_convert
    from markupsafe import escape

    font = register()
    asked = picture.to_dict()
    drawn = lean(vl_convert.vegalite_to_svg(asked).replace(f'"{HOME}', '"'))
    title = asked.get("title")
    demand(words(drawn), str(title["text"]) if isinstance(title, dict) else "")
    if font and font.origin in ("ZEREN_FONT", "package"):
        drawn = drawn.replace(FAMILIES, f"{escape(font.family)}, {FAMILIES}")
    return drawn


def named(drawing: str, title: str) -> str:
    """SVG text that tells a screen reader what it is."""
    from markupsafe import escape

    end = drawing.index(">") + 1
    return f"{drawing[:end]}<title>{escape(title)}</title>{drawing[end:]}"


def png(drawing: str) -> bytes:
    """SVG text as PNG at twice its size, on paper."""
    import vl_convert

    return vl_convert.svg_to_png(_on_paper(drawing), scale=_PNG_SCALE)


def pdf(drawing: str) -> bytes:
    """SVG text as PDF."""
    import vl_convert

    return vl_convert.svg_to_pdf(drawing)


def inline(drawing: str) -> Markup:
    """SVG text to stand inside a page, its colours tied to the page's tokens and so to its light or dark mode."""
    from markupsafe import Markup

    for name, value in tokens().items():
        drawing = drawing.replace(f'"{value}"', f'"var(--{name})"')
    return Markup(drawing)


def sheet(frame: pd.DataFrame, title: str) -> bytes:
    """A frame as XLSX; text stays text (`=1+1` is no formula) and no time of writing is kept."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.workbook.child import INVALID_TITLE_REGEX

    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(INVALID_TITLE_REGEX.sub(" ", title)[:31])
    plain = frame.astype(object).where(frame.notna(), None)
    for row, values in enumerate([list(frame.columns), *plain.values.tolist()], 1):
        for column, value in enumerate(values, 1):
            cell = page.cell(row, column)
            if isinstance(value, str):
                cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", value), "s"
            else:
                cell.value = value
    page.freeze_panes = "A2"
    book.properties.created = _NO_TIME
    raw = BytesIO()
    book.save(raw)
    return _timeless(raw)


def _on_paper(drawing: str) -> str:
    end = drawing.index(">") + 1
    return f'{drawing[:end]}<rect width="100%" height="100%" fill="{tokens()["card"]}"/>{drawing[end:]}'


def _timeless(archive: BytesIO) -> bytes:
    """A zip file with the same members and no clock in it."""
    made = BytesIO()
    with ZipFile(archive) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(ZipInfo(name), _SAVED.sub(b"", old.read(name)), ZIP_DEFLATED)
    return made.getvalue()
