"""One plan of 24 rows in every format and every mark of the lead: the same facts whichever file it came in."""

from pathlib import Path

import pytest

import plan24
import plan24_docx as word
import plan24_html as html
import plan24_text as text
import plan24_xlsx as sheets
from zeren.extract import extract_file
from zeren.model import Extraction

WITHOUT_BOLD = {
    "plain.csv": text.delimited(),
    "merged.csv": text.delimited(merged=True, title=True),
    "semicolons.csv": text.delimited(";"),
    "plain.tsv": text.delimited("\t"),
    "merged.tsv": text.delimited("\t", merged=True),
    "lines.txt": text.labelled_lines(),
}
WITH_BOLD = {
    "table.md": text.markdown_table(),
    "items.md": text.markdown_items(),
}


PAGES = {name: html.marked(name) for name in html.MARKS} | {name: build() for name, build in html.LAYOUTS.items()}


def read(folder: Path, name: str, data: bytes) -> Extraction:
    (folder / name).write_bytes(data)
    return extract_file(folder / name)


def same_facts(found: Extraction) -> None:
    assert plan24.differences(found) == []
    assert set(plan24.f1(found).values()) == {1.0}
    assert {duty.basis for measure in found.measures for duty in measure.responsibilities} == {"bold"}


@pytest.mark.parametrize("name", WITH_BOLD)
def test_text_that_keeps_bold_gives_the_same_facts(tmp_path: Path, name: str) -> None:
    same_facts(read(tmp_path, name, WITH_BOLD[name].encode()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", WITHOUT_BOLD)
def test_text_that_loses_bold_gives_the_same_facts_and_says_that_it_guesses(
    tmp_path: Path, name: str, encoding: str
) -> None:
    found = read(tmp_path, name, WITHOUT_BOLD[name].encode(encoding))
    assert plan24.differences(found, bold=False) == []
    several = [measure.responsibilities for measure in found.measures if len(measure.responsibilities) > 1]
    assert {duty.basis for duties in several for duty in duties} == {"first-listed"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_the_same_facts_however_it_sets_bold_and_lays_out_its_table(tmp_path: Path, name: str) -> None:
    same_facts(read(tmp_path, "plan.html", PAGES[name].encode()))


@pytest.mark.parametrize(("label", "codec"), html.CODINGS)
def test_a_page_gives_the_same_facts_whatever_encoding_it_says_it_is_in(tmp_path: Path, label: str, codec: str) -> None:
    page = html.marked("b").replace('charset="utf-8"', f'charset="{label}"')
    same_facts(read(tmp_path, "plan.html", page.encode(codec)))


@pytest.mark.parametrize("name", word.MARKS)
def test_a_word_file_gives_the_same_facts_however_it_sets_bold(tmp_path: Path, name: str) -> None:
    same_facts(read(tmp_path, "plan.docx", word.marked(name)))


@pytest.mark.parametrize("name", word.LAYOUTS)
def test_a_word_file_gives_the_same_facts_however_it_lays_out_its_table(tmp_path: Path, name: str) -> None:
    same_facts(read(tmp_path, "plan.docx", word.LAYOUTS[name]()))


def test_the_numbers_that_word_counts_are_told(tmp_path: Path) -> None:
    rows = read(tmp_path, "plan.docx", word.LAYOUTS["numbers counted by Word"]())
    assert [measure.number for measure in rows.measures] == [str(n) for n in range(1, 25)]
    items = read(tmp_path, "plan.docx", word.LAYOUTS["numbered paragraphs"]())
    assert [measure.number for measure in items.measures[4:7]] == ["5.", "1.", "2."]


def test_headers_and_footers_of_word_stand_apart(tmp_path: Path) -> None:
    found = read(tmp_path, "plan.docx", word.LAYOUTS["footers apart"]())
    assert "市档案局" not in found.raw
    assert "文件" not in found.raw


@pytest.mark.parametrize("name", sheets.MARKS)
def test_a_workbook_gives_the_same_facts_however_it_sets_bold(tmp_path: Path, name: str) -> None:
    same_facts(read(tmp_path, "plan.xlsx", sheets.marked(name)))


@pytest.mark.parametrize("name", sheets.LAYOUTS)
def test_a_workbook_gives_the_same_facts_however_it_lays_out_its_table(tmp_path: Path, name: str) -> None:
    same_facts(read(tmp_path, "plan.xlsx", sheets.LAYOUTS[name]()))


def test_measures_tell_their_sheet_and_row_and_what_is_hidden(tmp_path: Path) -> None:
    found = read(tmp_path, "plan.xlsx", sheets.LAYOUTS["several sheets"]())
    assert [(m.location.sheet, m.location.row) for m in found.measures[4:7]] == [
        ("学有所教", 7),
        ("病有所医", 3),
        ("病有所医", 4),
    ]
    assert [(problem.kind, "旧表" in problem.message) for problem in found.problems] == [("cut-off", True)]
    found = read(tmp_path, "plan.xlsx", sheets.LAYOUTS["hidden row and column"]())
    assert [measure.location.hidden for measure in found.measures[:5]] == [
        "column",
        "column",
        "column",
        "row",
        "column",
    ]
    assert found.to_json()["measures"][3]["location"]["hidden"] == "row"


def test_a_column_that_is_bold_throughout_marks_nobody(tmp_path: Path) -> None:
    found = read(tmp_path, "plan.xlsx", sheets.bold_column())
    assert plan24.differences(found, bold=False) == []
    assert "bold" not in {duty.basis for measure in found.measures for duty in measure.responsibilities}
