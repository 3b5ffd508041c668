"""A chart has a glyph for every character or is not drawn, and brings along those it uses."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import page_facts
from zeren import doctor
from zeren.errors import BuildError
from zeren.pages import charts, drawing, embedding, font_files, fonts, pictures, site
from zeren.pages.html import policy

if TYPE_CHECKING:
    from zeren.facts import Tables

PRIVATE = "\U0010fffd"
"""A private character: fonts of symbols have some of the first plane, none has the last one."""
DATA = re.compile(r"url\(data:font/woff;base64,([^)]+)\)")

needs_font = pytest.mark.skipif(not font_files.find(), reason="no font with Chinese characters on this machine")


@pytest.fixture
def forget() -> Iterator[None]:
    """What was found of fonts is looked for again, before a test and after it."""
    caches = (font_files.find, fonts.register, fonts.drawable)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, forget: None) -> None:
    """A machine without a Chinese font."""
    monkeypatch.delenv(font_files.SETTING, raising=False)
    monkeypatch.setattr(font_files, "_candidates", lambda: iter(()))
    monkeypatch.setattr(fonts, "drawable", lambda sign: sign.isascii())


@pytest.fixture(scope="module")
def plain() -> Tables:
    return page_facts.plain()


def test_a_chart_that_would_show_boxes_is_an_error_that_says_what_to_do(
    bare: None, plain: Tables, tmp_path: Path
) -> None:
    with pytest.raises(fonts.MissingGlyphs) as told:
        charts.write("workload", plain, tmp_path / "w.svg")
    for words in ("局 (U+5C40)", "ZEREN_FONT (not set)", "installed Python packages", "fonts-noto-cjk"):
        assert words in str(told.value)
    assert not list(tmp_path.iterdir())


@needs_font
def test_one_character_that_no_font_has_is_named_with_the_font_that_was_tried(plain: Tables) -> None:
    data = charts.frame("workload", plain)
    data.loc[0, "name"] = f"市{PRIVATE}局"
    with pytest.raises(fonts.MissingGlyphs) as told:
        drawing.svg(pictures.workload(data))
    assert "(U+10FFFD)" in str(told.value)
    assert "U+5C40" not in str(told.value)
    assert str(font_files.find()) in str(told.value)


RARE = "𠮷㐂囍發展與改革局Ünïτ"


@needs_font
@pytest.mark.parametrize("name", charts.CHARTS)
def test_a_chart_brings_rare_traditional_and_latin_characters_too(plain: Tables, tmp_path: Path, name: str) -> None:
    from fontTools.ttLib import TTFont

    tables = dict(plain)
    for table, column in (("units", "name"), ("measures", "theme"), ("themes", "name"), ("responsibilities", "name")):
        tables[table] = plain[table].assign(**{column: plain[table][column].fillna("") + RARE})
    charts.write(name, tables, tmp_path / "chart.svg")
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    brought = DATA.search(drawn)
    assert brought
    held = TTFont(BytesIO(b64decode(brought[1]))).getBestCmap()
    shown = embedding.words(re.sub(r"<style>.*?</style>", "", drawn))
    assert [sign for sign in shown if ord(sign) not in held and not sign.isspace()] == []
    assert name in ("deadlines", "cities", "results") or "𠮷" in shown


@needs_font
def test_a_chart_that_lacks_a_glyph_is_named(plain: Tables, tmp_path: Path) -> None:
    named = {table: plain[table].assign(name=PRIVATE + plain[table]["name"]) for table in ("units", "responsibilities")}
    with pytest.raises(
        fonts.MissingGlyphs, match=r"the chart 各单位工作负荷 is not drawn: no font has .* \(U\+10FFFD\)"
    ):
        charts.write("workload", dict(plain) | named, tmp_path / "chart.svg")


def test_a_build_without_a_font_publishes_all_but_the_chart_and_says_so(
    bare: None, plain: Tables, tmp_path: Path
) -> None:
    told: list[str] = []
    written = {path.relative_to(tmp_path).as_posix() for path in site.write(plain, tmp_path, told)}
    assert {"index.html", "overview.html", "workload.html", "compare.html"} <= written
    assert not written & {"workload.svg", "workload.png"}
    assert [one.split(":")[0] for one in told] == ["workload"]
    page = (tmp_path / "workload.html").read_text(encoding="utf-8")
    assert 'data-l="undrawn"' in page
    assert "workload.png" not in page
    assert "<svg" not in page


def test_the_self_test_tells_which_font_is_wanting_and_how_to_install_one(bare: None) -> None:
    check = doctor.attempt("font", doctor.find_font)
    assert not check.ok
    assert "apt install fonts-noto-cjk" in check.detail


@needs_font
def test_the_self_test_tells_the_font_and_how_it_was_found() -> None:
    font = font_files.find()
    assert font
    assert doctor.find_font().startswith(f"{font.family} ({font.path}, by {font.origin})")


def test_a_setting_that_names_no_font_is_an_error(
    forget: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "no.ttf").write_bytes(b"no font")
    for name in ("no.ttf", "gone.otf", ""):
        monkeypatch.setenv(font_files.SETTING, str(tmp_path / name))
        font_files.find.cache_clear()
        with pytest.raises(BuildError, match="no font file with Chinese characters"):
            font_files.find()


@needs_font
def test_a_font_that_is_set_comes_first_in_the_picture(
    forget: None, monkeypatch: pytest.MonkeyPatch, plain: Tables, tmp_path: Path
) -> None:
    path = tmp_path / "own.ttf"
    path.write_bytes(own_font("责任局市教育财政住房建设"))
    monkeypatch.setenv(font_files.SETTING, str(path))
    font = font_files.find()
    assert font
    assert (font.origin, font.family, font.free) == ("ZEREN_FONT", "Own & Font", False)
    assert 'font-family="Own &amp; Font, Noto Sans CJK SC' in drawing.svg(charts.picture("workload", plain))


@needs_font
def test_a_font_of_an_installed_package_is_found(forget: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    about = tmp_path / "cjkfont-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: cjkfont\nVersion: 1.0\n")
    (about / "RECORD").write_text("cjkfont/NotoSansSC-Regular.otf,,\ncjkfont-1.0.dist-info/METADATA,,\n")
    (tmp_path / "cjkfont").mkdir()
    (tmp_path / "cjkfont" / "NotoSansSC-Regular.otf").write_bytes(own_font("责任"))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delenv(font_files.SETTING, raising=False)
    monkeypatch.setattr(font_files, "_FOLDERS", ())
    monkeypatch.setattr(shutil, "which", lambda program: None)
    font = font_files.find()
    assert font
    assert (font.origin, font.path.name) == ("package", "NotoSansSC-Regular.otf")


@needs_font
def test_a_picture_brings_the_characters_it_uses_and_no_more() -> None:
    from fontTools.ttLib import TTFont

    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>责任 &amp; 1</text></svg>'
    made = embedding.embedded(drawn, True)
    assert made == embedding.embedded(drawn, True)
    found = DATA.search(made)
    assert found
    font = TTFont(BytesIO(b64decode(found[1])))
    assert set(map(chr, font.getBestCmap())) == set("责任 &1")
    assert made.replace(f"<style>{embedding.font_face('责任 & 1')}</style>", "") == drawn


@needs_font
def test_a_large_font_is_embedded_only_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MOST_BYTES", 100)
    assert not embedding.font_face("责任")
    assert not embedding.font_face("责任", False)
    assert embedding.font_face("责任", True)


@needs_font
def test_a_font_whose_licence_is_not_free_is_not_embedded(
    forget: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "own.ttf").write_bytes(own_font("责任"))
    monkeypatch.setenv(font_files.SETTING, str(tmp_path / "own.ttf"))
    assert not embedding.font_face("责任")
    with pytest.raises(BuildError, match="licence"):
        embedding.font_face("责任", True)


@needs_font
def test_a_page_with_a_font_lets_only_that_in(plain: Tables, tmp_path: Path) -> None:
    from markupsafe import escape

    for wanted in (True, False):
        charts.write("themes", plain, tmp_path / "t.html", wanted)
        page = (tmp_path / "t.html").read_text(encoding="utf-8")
        style = page.split("<style>", 1)[1].split("</style>", 1)[0]
        assert str(escape(policy([style], font=wanted))) in page
        assert ("font-src data:;" in page) == bool(DATA.search(style)) == wanted


def own_font(signs: str) -> bytes:
    """A small font of a name and a licence of its own."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 800), (900, 800), (900, 0)):
        pen.lineTo(point)
    pen.closePath()
    names = {ord(sign): f"u{ord(sign):04X}" for sign in signs}
    glyphs = [".notdef", *names.values()]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(glyphs)
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys(glyphs, pen.glyph()))
    made.setupHorizontalMetrics(dict.fromkeys(glyphs, (1000, 50)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": "Own & Font", "styleName": "Regular", "licenseDescription": "All rights kept."})
    made.setupOS2()
    made.setupPost()
    raw = BytesIO()
    made.save(raw)
    return raw.getvalue()
