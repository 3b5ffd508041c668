"""Files made to do harm: the right text or an error in words, soon and in little memory, and nothing lost in silence."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import hostile
from plan24_pdf import Tables
from zeren.errors import InputError
from zeren.reading.open import members, read, read_bytes
from zeren.text.decode import decode

SECONDS, MEGABYTES = 5, 400
ERRORS = ("UnreadableDocument: ", "TooLarge: ", "UnsupportedFormat: ")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float | str]]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, data in hostile.files():
        (folder / name).write_bytes(data)
    program = Path(hostile.__file__)
    settings = {"PYTHONPATH": str(program.parents[1] / "graph"), "PATH": ""}
    ran = subprocess.run(
        [sys.executable, str(program), str(folder)], env=settings, capture_output=True, encoding="utf-8", timeout=500
    )
    assert ran.returncode == 0, ran.stderr
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == len([*folder.iterdir()])
    return {one["name"]: one for one in told}


linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc")


@linux
def test_each_hostile_file_is_read_or_refused_in_words(outcomes: dict[str, dict[str, float | str]]) -> None:
    assert len(outcomes) > 70
    strange = [one for one in outcomes.values() if not str(one["outcome"]).startswith(("read ", *ERRORS))]
    assert strange == []


@linux
def test_none_takes_long_or_much_memory(outcomes: dict[str, dict[str, float | str]]) -> None:
    slow = [one for one in outcomes.values() if float(one["seconds"]) > SECONDS or float(one["megabytes"]) > MEGABYTES]
    assert slow == []


REFUSED = {
    "nested-tables.docx": ("TooLarge", "more than 100 tables inside each other; "),
    "too-deep.docx": ("TooLarge", "more than 2048 elements inside each other; "),
    **{
        f"{name}.{ending}": ("UnreadableDocument", f"{part} contains a document type declaration")
        for name in ("laughs", "outside")
        for ending, part in (("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml"))
    },
}


@linux
@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_names_its_reason(outcomes: dict[str, dict[str, float | str]], name: str) -> None:
    error, reason = REFUSED[name]
    told = str(outcomes[name]["outcome"])
    assert told.startswith(f"{error}: ") and f"{name}: {reason}" in told


@linux
def test_what_is_merely_vast_is_read_whole(outcomes: dict[str, dict[str, float | str]]) -> None:
    merely = {name: one["outcome"] for name, one in outcomes.items() if name.startswith("ok-")}
    assert len(merely) == 9 and all(str(outcome).startswith("read ") for outcome in merely.values())
    assert all(int(str(merely[name]).split()[1]) >= 4_000_000 for name in merely if "long" in name)


def saved_again(pdf: bytes) -> bytes:
    """A PDF with a change at its end, as programs save one: its first object anew, told by a second list of places."""
    first = re.search(rb"\n1 0 obj\n.*?\nendobj\n", pdf, re.S)
    places = re.findall(rb"startxref\n([0-9]+)\n", pdf)
    size = re.search(rb"/Size ([0-9]+)", pdf)
    assert first and size
    object_, at = first.group()[1:] + b"%" * 4000 + b"\n", len(pdf)
    table = b"xref\n1 1\n%010d 00000 n \ntrailer\n" % at
    trailer = b"<</Size %b /Root 1 0 R /Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (size[1], places[-1], at + len(object_))
    return pdf + object_ + table + trailer


PAGES = Tables("font", rows_a_page=6).saved()
BINARY = {"plan.docx": hostile.word(), "plan.xlsx": hostile.workbook()}
PRINTED = {"plan.pdf": PAGES, "again.pdf": saved_again(PAGES)}
CUT = {
    **BINARY,
    **PRINTED,
    "plan.html": hostile.page(hostile.table(hostile.ROWS * 20)),
    "plan.txt": hostile.PLAN.encode("gb18030") * 20,
    "plan.md": ("# 2021年实事\n\n" + "- **市教育局**：新建幼儿园12所。\n" * 40).encode(),
    "plan.csv": "\n".join(map(",".join, hostile.ROWS * 20)).encode(),
    "plan.tsv": "\n".join(map("\t".join, hostile.ROWS * 20)).encode("gb18030"),
}


def cuts(whole: bytes) -> Iterator[bytes]:
    """A file cut at each percent of its length."""
    return (whole[: len(whole) * percent // 100] for percent in range(100))


@pytest.mark.parametrize("name", CUT)
def test_a_file_cut_at_each_percent_is_read_or_refused(name: str) -> None:
    for part in cuts(CUT[name]):
        try:
            document = read_bytes(part, name)
        except InputError as error:
            assert str(error).startswith(f"{name}: ") and len(str(error)) > len(name) + 20
        else:
            assert name not in (*BINARY, *PRINTED)
            assert document.raw == decode(part)[0]


@pytest.mark.parametrize("name", PRINTED)
def test_a_pdf_that_lost_only_its_list_of_places_is_read_whole(name: str) -> None:
    whole = CUT[name]
    damaged = whole.replace(b"xref\n", b"xxxx\n")
    assert read_bytes(damaged, name).raw == read_bytes(whole, name).raw


def test_an_archive_cut_at_each_percent_is_read_whole_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "plans.zip"
    for part in cuts(hostile.packed({"a.txt": hostile.PLAN.encode(), "b.docx": hostile.word(), "c.pdf": PAGES})):
        file.write_bytes(part)
        if part.startswith(b"PK\x03\x04"):
            with pytest.raises(InputError, match=r"plans\.zip: .{20}"):
                members(file)
        else:
            assert members(file) is None
        for name in ("a.txt", "b.docx", "c.pdf"):
            with pytest.raises(InputError, match=r"plans\.zip.{20}"):
                read(Path(f"{file}!/{name}"))


def labelled() -> Iterator[tuple[str, str, bool]]:
    labels = "utf-8 gb2312 gbk gb18030 big5 utf-16 shift_jis euc-jp euc-kr iso-8859-1 windows-1252 hz-gb-2312 koi8-r "
    labels += "windows-1251 iso-8859-2 iso-8859-7 windows-874 windows-1256 iso-2022-kr x-user-defined"
    codecs = ("utf-8", "gbk", "gb18030", "big5", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    return ((label, codec, mark) for label in labels.split() for codec in codecs for mark in (False, True))


@pytest.mark.parametrize("ending", ["html", "txt", "csv"])
@pytest.mark.parametrize("label", sorted({label for label, _, _ in labelled()}))
def test_no_label_and_no_mark_loses_a_character(label: str, ending: str) -> None:
    text = f"<meta charset={label}>" * (ending == "html") + "市教育局牽頭，新建小學三所，年底前完成。" * 3
    for _, codec, mark in filter(lambda one: one[0] == label, labelled()):
        data = (("\ufeff" if mark and codec.startswith("utf") else "") + text).encode(codec)
        try:
            document = read_bytes(data, f"plan.{ending}")
        except InputError:
            assert codec.startswith(("utf-16", "utf-32")) and not mark
        else:
            assert document.raw == text, (label, codec, mark)


def test_a_word_file_with_macros_is_read() -> None:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    made = hostile.rewritten(hostile.word(), "[Content_Types].xml", lambda part: part.replace(kind, macros))
    assert read_bytes(made, "plan.docm").raw == read_bytes(hostile.word(), "plan.docx").raw


@pytest.mark.parametrize("name", ["plan.html", "plan.txt"])
def test_a_wrong_label_is_told_as_what_it_is(name: str) -> None:
    page_ = "<html><head><meta charset=utf-8></head><body><p>市教育局牵头，新建小学三所。</p></body></html>"
    told = [problem.kind for problem in read_bytes(page_.encode("gb18030"), name).problems]
    assert told == ["encoding-corrected"]
    assert not read_bytes(page_.encode(), name).problems
