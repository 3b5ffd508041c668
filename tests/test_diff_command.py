"""`zeren diff` as its users meet it: which plans it takes, what it writes where, and what it says of doubt."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from conftest import Run
from zeren.build import build

BEFORE = """临沂市2020年民生实事
1.新建、改扩建幼儿园100所。（牵头单位：市教育局）
2.改造城镇老旧小区300个。（市住房城乡建设局、市财政局）
3.完成农村厕所改造20万户。（牵头单位：市农业农村局）
4.发放惠民消费券1亿元。（牵头单位：市商务局）
"""
AFTER = """临沂市2021年民生实事
1.新建改扩建幼儿园80所。（牵头单位：市教育局）
2.改造城镇老旧小区450个。（牵头单位：市住房城乡建设局）
3.完成农村厕所改造8万户。（牵头单位：市城管局）
4.新增公共充电桩3000个。（牵头单位：市发展改革委）
"""
CORRECTED = BEFORE.replace("100所", "120所")
EMPTY = "欢迎使用本网站。\n"
SUMMARY = "1 new, 1 raised, 2 lowered, 1 dropped, 1 handed over\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"a.txt": BEFORE, "b.txt": AFTER, "empty.txt": EMPTY}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of two years, the first told by an original and its correction."""
    source = tmp_path_factory.mktemp("several")
    for name, text in {"first.txt": BEFORE, "corrected.txt": CORRECTED, "next.txt": AFTER}.items():
        (source / name).write_text(text, encoding="utf-8")
    build([source], source / "out")
    return source / "out"


def test_two_files_are_compared_and_the_counts_told_apart(run: Run, folder: Path) -> None:
    done = run("diff", folder / "a.txt", folder / "b.txt")
    assert (done.status, done.err) == (0, SUMMARY)
    assert "新建、改扩建幼儿园100所 → 新建改扩建幼儿园80所: lowered" in done.out


@pytest.mark.parametrize("name", ["a.txt", "b.txt"])
@pytest.mark.parametrize("format", ["json", "table", "html", "csv"])
def test_the_output_is_never_one_of_the_documents(run: Run, folder: Path, name: str, format: str) -> None:
    before = (folder / name).read_bytes()
    done = run("diff", folder / "a.txt", folder / "b.txt", "-o", folder / name, "--format", format)
    assert (done.status, (folder / name).read_bytes()) == (2, before)
    assert "the output is the document itself" in done.err


def test_the_output_is_no_archive_that_holds_a_document_either(run: Run, folder: Path) -> None:
    archive = folder / "plans.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.write(folder / "a.txt", "a.txt")
    before = archive.read_bytes()
    done = run("diff", f"{archive}!/a.txt", folder / "b.txt", "-o", archive, "--format", "json")
    assert (done.status, archive.read_bytes()) == (2, before)


def test_the_ending_of_the_output_tells_the_format(run: Run, folder: Path) -> None:
    for ending in ("txt", "json", "csv", "html"):
        assert run("diff", folder / "a.txt", folder / "b.txt", "-o", folder / f"made.{ending}").status == 0
    told = json.loads((folder / "made.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO((folder / "made.csv").read_text(encoding="utf-8"))))
    assert [one["change"] for one in told] == [row["change"] for row in rows]
    assert (folder / "made.txt").read_text(encoding="utf-8").split()[:2] == ["change", "alike"]
    assert (folder / "made.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_format_that_is_named_is_written_whatever_the_ending(run: Run, folder: Path) -> None:
    assert run("diff", folder / "a.txt", folder / "b.txt", "-o", folder / "x.html", "--format", "json").status == 0
    assert len(json.loads((folder / "x.html").read_text(encoding="utf-8"))) == 5


def test_an_ending_that_tells_no_format_is_refused_before_anything_is_read(run: Run, folder: Path) -> None:
    done = run("diff", folder / "a.txt", folder / "b.txt", "-o", folder / "made.docx")
    assert (done.status, (folder / "made.docx").exists()) == (2, False)
    assert ".csv" in done.err


def test_each_pair_says_how_alike_it_is(run: Run, folder: Path) -> None:
    table = run("diff", folder / "a.txt", folder / "b.txt", "--format", "csv").out
    rows = {row["change"]: row for row in csv.DictReader(io.StringIO(table))}
    assert (rows["new"]["alike"], rows["dropped"]["alike"]) == ("", "")
    assert 0.5 <= float(rows["raised"]["alike"]) <= 1


def test_a_side_tells_in_json_whether_its_lead_is_a_guess(run: Run, folder: Path) -> None:
    told = run("diff", folder / "a.txt", folder / "b.txt", "--format", "json").data
    sides = [one[side] for one in told for side in ("before", "after") if one[side]]
    assert all(isinstance(side["guess"], bool) for side in sides)


@pytest.mark.parametrize(("lang", "word"), [(None, "未再列入"), ("zh", "未再列入"), ("en", "dropped")])
def test_a_page_speaks_the_language_that_is_asked_for(run: Run, folder: Path, lang: str | None, word: str) -> None:
    spoken = ["--lang", lang] if lang else []
    page = run("diff", folder / "a.txt", folder / "b.txt", "--format", "html", *spoken).out
    assert f"<dt>{word}</dt>" in page
    assert f'<html lang="{"en" if lang == "en" else "zh-CN"}">' in page


def test_a_language_for_what_has_none_is_refused(run: Run, folder: Path) -> None:
    done = run("diff", folder / "a.txt", folder / "b.txt", "--lang", "en")
    assert (done.status, "only a page has a language" in done.err) == (2, True)


def test_a_document_without_measures_is_named(run: Run, folder: Path) -> None:
    done = run("diff", folder / "empty.txt", folder / "b.txt")
    assert (done.status, done.err) == (0, f"{folder / 'empty.txt'}: no measure was found in it\n4 new\n")


def test_a_mistyped_file_is_said_to_be_no_file(run: Run, folder: Path) -> None:
    done = run("diff", folder / "a.tx", folder / "b.txt", "--data", folder / "none")
    assert done.status == 1
    assert f"{folder / 'a.tx'}: no such file" in done.err
    assert "parquet" not in done.err


def test_a_folder_is_said_to_be_one(run: Run, folder: Path) -> None:
    done = run("diff", folder, folder / "b.txt")
    assert (done.status, "is a folder" in done.err) == (1, True)


@pytest.mark.parametrize(
    "asked", ["临沂市:2020", "临沂市：2020", "临沂市2020年", "临沂市: 2020", "临沂 2020", "临沂市:２０２０"]
)
def test_a_plan_of_a_build_is_named_by_place_and_year(run: Run, several: Path, asked: str) -> None:
    done = run("diff", asked, "临沂市:2021", "--data", several)
    assert (done.status, done.err) == (0, SUMMARY)


def test_an_original_is_compared_with_its_correction(run: Run, several: Path) -> None:
    done = run("diff", "first.txt", "corrected.txt", "--data", several)
    assert (done.status, done.err) == (0, "1 raised, 3 continued\n")
    page = run("diff", "first.txt", "corrected.txt", "--data", several, "--format", "html").out
    assert "<h1>first.txt → corrected.txt</h1>" in page


def test_a_plan_that_a_build_has_not_brings_up_those_that_it_has(run: Run, several: Path) -> None:
    done = run("diff", "next.htm", "临沂市:2021", "--data", several)
    assert done.status == 1
    assert "there are: 临沂市:2020、临沂市:2021" in done.err


def test_a_build_whose_tables_are_gone_is_said_to_be_none(run: Run, several: Path, tmp_path: Path) -> None:
    shutil.copytree(several, tmp_path / "out")
    shutil.rmtree(tmp_path / "out" / "facts")
    done = run("diff", "临沂市:2020", "临沂市:2021", "--data", tmp_path / "out")
    assert (done.status, "run `zeren build` first" in done.err) == (1, True)
