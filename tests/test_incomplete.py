"""Files that lack a part, cut off or without text: the message says what they are and what to do."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from zeren.errors import UnreadableDocument
from zeren.reading.open import read

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def word(text: str = "", *, pictured: bool = False) -> bytes:
    made = docx.Document()
    if pictured:
        made.add_picture(BytesIO(PICTURE))
    made.add_paragraph(text)
    made.save(file := BytesIO())
    return file.getvalue()


def workbook() -> bytes:
    openpyxl.Workbook().save(file := BytesIO())
    return file.getvalue()


def archive() -> bytes:
    with ZipFile(file := BytesIO(), "w") as made:
        made.writestr("计划.txt", "1.新建书屋6家。" * 99)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "whole", "told"),
    [
        ("a.docx", word("1.新建书屋6家。"), "a docx"),
        ("b.xlsx", workbook(), "an xlsx"),
        ("c.zip", archive(), "a zip archive"),
    ],
)
@pytest.mark.parametrize("lost", [0.7, 0.1, 5])
def test_a_file_that_is_cut_off_is_told_as_such(
    tmp_path: Path, name: str, whole: bytes, told: str, lost: float
) -> None:
    (tmp_path / name).write_bytes(whole[: -int(lost * len(whole) if lost < 1 else lost)])
    with pytest.raises(UnreadableDocument, match=f"{told} that is cut off before its end; get the whole file"):
        read(tmp_path / name)


@pytest.mark.parametrize("text", ["", "第1页"])
def test_a_word_file_of_pictures_is_refused_with_the_way_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.docx").write_bytes(word(text, pictured=True))
    with pytest.raises(UnreadableDocument, match=r"only pictures and no text.*run text recognition"):
        read(tmp_path / "a.docx")


def test_a_word_file_with_a_picture_beside_its_text_or_with_nothing_is_read(tmp_path: Path) -> None:
    for name, data in {"a.docx": word("1.新建社区书屋6家。市文旅局牵头", pictured=True), "b.docx": word()}.items():
        (tmp_path / name).write_bytes(data)
        assert len(read(tmp_path / name).blocks) == (name == "a.docx")
