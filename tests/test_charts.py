"""The charts: every name in every format, Chinese as glyphs, hostile names as text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

import page_facts
from zeren.errors import BuildError, QueryError
from zeren.pages import charts, drawing, fonts, pictures
from zeren.pages.pictures import BARS

if TYPE_CHECKING:
    from zeren.facts import Tables

SUFFIXES = (".svg", ".png", ".pdf", ".html", ".xlsx")
MAGIC = {".svg": b"<svg", ".png": b"\x89PNG", ".pdf": b"%PDF", ".html": b"<!doctype html>", ".xlsx": b"PK"}

needs_font = pytest.mark.skipif(not fonts.drawable("责"), reason="no font with Chinese characters on this machine")


@pytest.fixture(scope="module")
def plain() -> Tables:
    return page_facts.plain()


@needs_font
@pytest.mark.parametrize("name", list(charts.CHARTS))
def test_a_chart_is_written_as_its_suffix_says(name: str, plain: Tables, tmp_path: Path) -> None:
    for suffix in SUFFIXES if name == "workload" else (".svg", ".xlsx"):
        path = tmp_path / "new" / f"{name}{suffix}"
        charts.write(name, plain, path)
        assert path.read_bytes().startswith(MAGIC[suffix])


@needs_font
@pytest.mark.parametrize("suffix", [".svg", ".png", ".html", ".xlsx"])
def test_the_same_facts_make_the_same_chart(suffix: str, plain: Tables, tmp_path: Path) -> None:
    made = []
    for turn in ("1", "2"):
        path = tmp_path / (turn + suffix)
        charts.write("workload", plain, path)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_an_unknown_name_or_suffix_is_told_with_what_there_is(plain: Tables, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"no chart pie.*workload"):
        charts.write("pie", plain, tmp_path / "pie.svg")
    with pytest.raises(BuildError, match=r"\.bmp.*\.svg"):
        charts.write("workload", plain, tmp_path / "x.bmp")
    assert not list(tmp_path.iterdir())


@needs_font
def test_hostile_names_stay_text_in_a_picture() -> None:
    drawn = drawing.svg(charts.workload(page_facts.hostile()))
    tree = ElementTree.fromstring(drawn)
    tags = {element.tag.rsplit("}", 1)[-1] for element in tree.iter()}
    assert tags <= {"svg", "g", "path", "text", "tspan", "line", "rect", "a"}
    assert not any(name.lower().startswith("on") for element in tree.iter() for name in element.attrib)
    words = [element.text or "" for element in tree.iter() if element.tag.endswith("text")]
    assert any(word.startswith("<script>") for word in words)


@needs_font
def test_a_picture_names_every_unit_once(plain: Tables) -> None:
    tree = ElementTree.fromstring(drawing.svg(charts.workload(plain)))
    words = [element.text for element in tree.iter() if element.tag.endswith("text")]
    for name in charts.frame("workload", plain)["name"]:
        assert words.count(name) == 1


@needs_font
def test_long_names_that_look_the_same_keep_their_own_bars(plain: Tables) -> None:
    data = charts.frame("workload", plain)
    data["name"] = ["长" * 40 + str(i) for i in range(len(data))]
    tree = ElementTree.fromstring(drawing.svg(pictures.workload(data)))
    labels = {element.text for element in tree.iter() if element.tag.endswith("text") and "长" in (element.text or "")}
    assert len(labels) == len(data)


@needs_font
def test_a_large_chart_is_cut_and_its_table_is_not() -> None:
    tables = page_facts.large(units=BARS * 2, measures=BARS * 3)
    assert len(charts.frame("workload", tables)) == BARS * 2
    tree = ElementTree.fromstring(drawing.svg(charts.workload(tables)))
    names = [element.text for element in tree.iter() if element.tag.endswith("text") and "局" in (element.text or "")]
    assert len(names) == BARS


@needs_font
def test_bars_of_a_page_open_the_units_page(plain: Tables) -> None:
    drawn = drawing.svg(pictures.workload(charts.frame("workload", plain), pages=True))
    assert 'xlink:href="unit/' in drawn
    assert "xlink:href" not in drawing.svg(charts.workload(plain))


@needs_font
@pytest.mark.parametrize("name", list(charts.CHARTS))
def test_facts_without_duties_make_a_chart_without_bars(name: str, plain: Tables, tmp_path: Path) -> None:
    bare = plain | {table: plain[table].iloc[0:0] for table in ("responsibilities", "targets", "milestones")}
    drawn = {}
    for key, tables in (("full", plain), ("bare", bare)):
        charts.write(name, tables, tmp_path / f"{key}.svg")
        tree = ElementTree.parse(tmp_path / f"{key}.svg")
        drawn[key] = sum(element.get("aria-roledescription") == "bar" for element in tree.iter())
    assert drawn["full"]
    assert bool(drawn["bare"]) == bool(len(charts.frame(name, bare))) == (name == "themes")


def test_a_sheet_keeps_text_as_text_and_no_clock() -> None:
    import pandas as pd
    from openpyxl import load_workbook

    data = pd.DataFrame({"单位": ["=1+1", "市\x01局", None], "项数": [1, 2, 3]})
    made = drawing.sheet(data, "a/b:c*" * 9)
    page = load_workbook(BytesIO(made)).worksheets[0]
    assert [[cell.value for cell in row] for row in page.rows][1:] == [["=1+1", 1], ["市局", 2], [None, 3]]
    assert page["A2"].data_type == "s"
    assert {member.date_time for member in ZipFile(BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"modified" not in ZipFile(BytesIO(made)).read("docProps/core.xml")
    assert drawing.sheet(data, "a/b:c*" * 9) == made


@needs_font
def test_the_drawing_library_tells_a_glyph_from_a_missing_one() -> None:
    assert fonts.drawable("责")
    assert fonts.drawable("镇")
    assert not fonts.drawable("\u0379")
