"""The place of a finding outside of tables: the paragraph of a Word file or page, counted as people count."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from zeren.finding import Finding
from zeren.findings.check import check_file

LINES = [
    "某市2024年民生实事任务分工",
    "1.新建社区书屋6家。（市文旅局牵头，市财政局配合）",
    "2.改造乡村戏台15座。（市文旅局、市民政局牵头，市财政局配合）",
]


def word(empty: int) -> bytes:
    made = docx.Document()
    made.add_heading(LINES[0])
    for _ in range(empty):
        made.add_paragraph("")
    table = made.add_table(2, 2)
    for cell in table.rows[0].cells:
        cell.text = "联系电话"
    for line in LINES[1:]:
        made.add_paragraph(line)
    made.save(file := BytesIO())
    return file.getvalue()


def page(_: int) -> bytes:
    title, *items = LINES
    lines = "".join(f"<p>{line}</p><p> </p>" for line in items)
    return f"<html><body><h1>{title}</h1>{lines}</body></html>".encode()


def found(tmp_path: Path, name: str, data: bytes) -> Finding:
    (tmp_path / name).write_bytes(data)
    (one,) = [one for one in check_file(tmp_path / name).findings if one.id == "two-leads"]
    return one


@pytest.mark.parametrize(("name", "data"), [("a.docx", word(0)), ("b.docx", word(3)), ("c.html", page(0))])
def test_a_finding_in_a_paragraph_tells_its_number(tmp_path: Path, name: str, data: bytes) -> None:
    one = found(tmp_path, name, data)
    assert (one.position.words("zh"), one.position.words("en")) == ("第3段", "paragraph 3")
    assert one.to_json("zh")["paragraph"] == 3


def test_a_text_file_keeps_its_lines(tmp_path: Path) -> None:
    one = found(tmp_path, "a.txt", "\n".join(LINES).encode())
    assert (one.position.words("zh"), one.position.paragraph) == ("文本第3行", None)


def test_what_is_wrong_with_the_whole_document_has_no_paragraph(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("通讯录")
    made.save(str(tmp_path / "a.docx"))
    told = {one.id: one.position.words("en") for one in check_file(tmp_path / "a.docx").findings}
    assert told["no-measure"] == "the document"
