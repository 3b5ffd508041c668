"""The Word table of who does what: what it says is what this package reads from it again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import page_facts
from zeren import facts, outputs
from zeren.analysis.selection import Selection, selected
from zeren.errors import QueryError
from zeren.exports import word
from zeren.extract import extract_file
from zeren.pages.ledger import ledger
from zeren.registry.tables import frames

if TYPE_CHECKING:
    from docx.document import Document

    from zeren.facts import Tables

UNMARKED = """2023年青山市民生实事任务清单

1.新建口袋公园8个，10月底前建成开放。(责任单位：市园林局、市财政局)
2.为老旧小区加装电梯30部。(责任单位：市住房城乡建设局)
"""
ROLES = ("lead", "support", "implement")


def opened(path: Path) -> Document:
    import docx

    return docx.Document(str(path))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def columns(table: Any) -> list[dict[str, str]]:
    """The rows below the head that are no theme, by the heads of the columns."""
    head, *rows = cells(table)
    return [dict(zip(head, row, strict=True)) for row in rows if len(set(row)) > 1]


def foot(made: Document) -> str:
    return "".join(paragraph.text for paragraph in made.sections[0].footer.paragraphs)


@pytest.fixture(scope="module")
def tables(built: Path) -> Tables:
    return outputs.load(built)


@pytest.mark.parametrize("year", [2021, 2022])
def test_the_table_read_again_gives_the_same_measures_and_duties(tables: Tables, tmp_path: Path, year: int) -> None:
    word.write(selected(tables, Selection(years=[year])), tmp_path / "table.docx")
    found = extract_file(tmp_path / "table.docx")
    measures = [one for one in ledger(tables).measures if one.source.year == year]
    assert [(one.text, one.theme) for one in found.measures] == [(one.text, one.theme) for one in measures]
    for read, one in zip(found.measures, measures, strict=True):
        for role in ROLES:
            names = {duty.name for duty in read.responsibilities if duty.role == role}
            assert names == {duty.name for duty in one.by_role(role)}
    assert (found.year, found.place and found.place.name) == (year, "青山市")


def test_one_table_a_document_with_a_head_that_repeats_and_whole_rows(tables: Tables, tmp_path: Path) -> None:
    word.write(tables, tmp_path / "table.docx")
    made = opened(tmp_path / "table.docx")
    assert len(made.tables) == 2
    page = made.sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (29.7, 21.0)  # type: ignore[union-attr]
    for table in made.tables:
        rows = table._tbl.tr_lst
        assert [bool(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [True, *[False] * (len(rows) - 1)]
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)
        assert {"序号", "工作举措", "牵头单位"} <= set(cells(table)[0])
    assert made.styles["Normal"].element.xpath("./w:rPr/w:rFonts/@w:eastAsia") == ["仿宋"]
    assert foot(made).endswith("页")
    words = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "2021年青山市民生实事任务清单" in words
    assert "来源：2021.txt" in words


def test_a_lead_that_is_a_guess_is_marked_beside_its_name(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(UNMARKED, encoding="utf-8")
    made = facts.frames([extract_file(tmp_path / "plan.txt")], frames())
    word.write(made, tmp_path / "table.docx")
    made_of = opened(tmp_path / "table.docx")
    table = made_of.tables[0]
    rows = columns(table)
    assert [(row["牵头单位"], row["配合单位"], row["备注"]) for row in rows] == [
        ("市园林局", "市财政局", "推断"),
        ("市住房城乡建设局", "", "唯一单位"),
    ]
    assert rows[0]["完成时限"] == "2023年10月31日前"
    shaded = [bool(row.xpath("./w:tc/w:tcPr/w:shd")) for row in table._tbl.tr_lst[1:]]
    assert shaded == [True, False]
    assert "原文没有标明" in foot(made_of)
    again = extract_file(tmp_path / "table.docx").measures
    assert [one.text for one in again] == [row["工作举措"] for row in rows]


def test_no_mark_is_explained_where_there_is_none(tables: Tables, tmp_path: Path) -> None:
    word.write(selected(tables, Selection(years=[2022])), tmp_path / "table.docx")
    made = opened(tmp_path / "table.docx")
    assert "推断" not in foot(made)
    assert "落实单位" not in cells(made.tables[0])[0], "nobody implements in this plan"


def test_a_theme_stays_with_its_first_measure(tables: Tables, tmp_path: Path) -> None:
    word.write(selected(tables, Selection(years=[2021])), tmp_path / "table.docx")
    rows = opened(tmp_path / "table.docx").tables[0]._tbl.tr_lst
    bound = [bool(row.xpath(".//w:keepNext")) for row in rows]
    across = [bool(row.xpath(".//w:gridSpan")) for row in rows]
    assert bound == across and sum(across) == 2


def test_a_bureau_has_its_own_measures_and_nothing_is_an_error(tables: Tables, tmp_path: Path) -> None:
    own = selected(tables, Selection(years=[2021], units=["市民政局"]))
    word.write(own, tmp_path / "table.docx", "市民政局")
    made = opened(tmp_path / "table.docx")
    assert [row["牵头单位"] for row in columns(made.tables[0])] == ["市民政局"]
    assert made.paragraphs[0].text == "2021年青山市民生实事任务清单（市民政局）"
    with pytest.raises(QueryError, match="no measure to write"):
        word.write({name: frame.head(0) for name, frame in own.items()}, tmp_path / "none.docx")
    assert not (tmp_path / "none.docx").exists()


def test_the_same_tables_make_the_same_file_without_a_clock(tables: Tables, tmp_path: Path) -> None:
    for name in "ab":
        word.write(tables, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    held = zipfile.ZipFile(io.BytesIO((tmp_path / "a").read_bytes()))
    assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"python-docx" not in held.read("docProps/core.xml")
    assert not [name for name in held.namelist() if "thumbnail" in name]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    word.write(page_facts.hostile(), tmp_path / "table.docx")
    made = opened(tmp_path / "table.docx")
    words = {cell for table in made.tables for row in cells(table) for cell in row}
    for name in page_facts.HOSTILE:
        assert any(word._plain(name) in cell for cell in words), name
    fields = [
        field.get(f"{{{field.nsmap['w']}}}instr") for field in made.sections[0].footer._element.xpath(".//w:fldSimple")
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    live = "//w:fldSimple | //w:instrText | //w:hyperlink | //w:object | //w:altChunk"
    assert made.element.body.xpath(live) == []
    assert not [one for part in made.part.package.iter_parts() for one in part.rels.values() if one.is_external]
