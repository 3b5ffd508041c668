"""Rows of tables: what belongs to a row, what stands over several, what says the same as the row above."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.extract import extract_file
from zeren.findings.check import check_file
from zeren.model import Extraction, Measure

HEADER = "序号|任务|牵头单位|配合单位|完成时限"


def table(*rows: str, header: str = HEADER, title: str = "2024年青山市民生实事任务分解表") -> str:
    """A page with one table; a cell that opens with `3*` covers three columns, one with `v3*` as many rows."""
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row.split('|'))}</tr>" for row in [header, *rows])
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body><table>{body}</table></body></html>"


def _cell(cell: str) -> str:
    span, star, words = cell.partition("*")
    if not star:
        return f"<td>{cell}</td>"
    return f"<td rowspan={span[1:]}>{words}</td>" if span[0] == "v" else f"<td colspan={span}>{words}</td>"


def read(tmp_path: Path, content: str, name: str = "a.html") -> Extraction:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return extract_file(path)


def ids(tmp_path: Path, content: str, name: str = "a.html") -> list[str]:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return [one.id for one in check_file(path).findings]


def told(measure: Measure) -> dict[str, str]:
    return {duty.name: duty.role for duty in measure.responsibilities}


@pytest.mark.parametrize(
    "row", ["2||市民政局|市残联|6月底", "二||市体育局||", "2||市水利局、市气象局||9月底前", "（2）|||市科协|年底前"]
)
def test_a_numbered_row_without_a_task_gives_its_bodies_to_nobody(tmp_path: Path, row: str) -> None:
    content = table("1|新建书屋9间|市文旅局|市财政局|8月底", row, "3|改造水厂2座|市水务局||年底前")
    found = read(tmp_path, content)
    assert [told(one) for one in found.measures] == [{"市文旅局": "lead", "市财政局": "support"}, {"市水务局": "lead"}]
    assert "task-empty" in ids(tmp_path, content)


def test_a_row_without_number_and_task_goes_on_with_the_one_above(tmp_path: Path) -> None:
    content = table("1|新建书屋9间|市文旅局|市财政局|8月底", "|||市教育局|")
    assert told(read(tmp_path, content).measures[0])["市教育局"] == "support"
    assert "task-empty" not in ids(tmp_path, content)


@pytest.mark.parametrize("section", ["一|4*就业（2项）", "二|4*养老和托育", "5*三、城市更新", "|4*（四）生态"])
def test_a_row_merged_over_tasks_and_duties_is_a_section(tmp_path: Path, section: str) -> None:
    found = read(tmp_path, table(section, "1|新建书屋9间|市文旅局||8月底", "2|改造水厂2座|市水务局||年底前"))
    assert [one.text for one in found.measures] == ["新建书屋9间", "改造水厂2座"] and not found.residue
    assert len(found.themes) == 1 and found.themes[0].basis == "column"


@pytest.mark.parametrize("note", ["备注|4*表中任务均须报市政府督查室", "注|4*带星号的为续建项目。", "说明|4*共2项"])
def test_a_remark_on_the_table_is_no_measure(tmp_path: Path, note: str) -> None:
    found = read(tmp_path, table("1|新建书屋9间|市文旅局||8月底", "2|改造水厂2座|市水务局||年底前", note))
    assert len(found.measures) == 2 and not found.residue


def test_a_second_table_on_a_sheet_is_not_read_under_the_headers_of_the_first(tmp_path: Path) -> None:
    rows = "序号,实事,主办单位,完成时限\n1,新建书屋9间,市文旅局,8月底\n,,,\n乡镇,改厕（户）,修路（公里）,责任单位\n"
    content = rows + "白石镇,120,3,白石镇政府\n清溪镇,80,5,清溪镇政府\n"
    found = read(tmp_path, content, "a.csv")
    assert [one.text for one in found.measures] == ["新建书屋9间"] and not found.residue
    assert [one.kind for one in found.problems if one.kind == "header-not-understood"] == ["header-not-understood"]


@pytest.mark.parametrize(("same", "name"), [("同上", "a.html"), ("〃", "a.html"), ("同上栏", "a.csv"), ("″", "a.csv")])
def test_a_cell_that_says_the_same_means_the_one_above_in_its_column(tmp_path: Path, same: str, name: str) -> None:
    rows = [
        "1|新建书屋9间|市文旅局|市财政局|8月底",
        f"2|改造水厂2座|市水务局|{same}|{same}",
        f"3|造林60亩|{same}|市园林局|{same}",
    ]
    content = (
        table(*rows) if name == "a.html" else "\n".join(["2024年青山市民生实事表||||", HEADER, *rows]).replace("|", ",")
    )
    found = read(tmp_path, content, name)
    assert [told(one) for one in found.measures] == [
        {"市文旅局": "lead", "市财政局": "support"},
        {"市水务局": "lead", "市财政局": "support"},
        {"市水务局": "lead", "市园林局": "support"},
    ]
    assert {(target.deadline or "")[-5:] for one in found.measures for target in one.targets} == {"08-31"}


def test_a_header_nobody_understands_is_told_at_its_own_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("青山市2024年实事矩阵,,,\n事由,甲局,乙局,丙局\n新建书屋9间,★,○,\n", encoding="utf-8")
    told = [one for one in check_file(path).findings if one.id == "header-not-understood"]
    assert [one.position.row for one in told if one.position] == [2]
