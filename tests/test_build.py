"""The batch: what can be built is published whole, what cannot is listed, and the same input makes the same bytes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from zeren import outputs
from zeren.build import Duplicate, Failure, Report, build, extract_all, gather
from zeren.errors import BuildError

ROOT = Path(__file__).parents[1]
MISLABELLED = (
    '<html><head><meta charset="iso-8859-1"></head><body><p>1.新建幼儿园三所。(市教育局负责)</p></body></html>'
)


def bytes_of(out: Path) -> dict[str, str]:
    """A fingerprint of each published file but those of the store, which Oxigraph writes as it likes."""
    files = sorted(
        path for path in out.rglob("*") if path.is_file() and path.relative_to(out).parts[0] != outputs.STORE
    )
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_part_is_published_and_nothing_else(built: Path) -> None:
    parts = {outputs.FACTS, outputs.QUADS, outputs.STORE, outputs.PAGES, outputs.REPORT}
    assert {path.name for path in built.iterdir()} == parts
    assert [path.name for path in built.parent.iterdir()] == [built.name]
    assert (built / outputs.PAGES / "index.html").is_file()


def test_the_facts_of_a_build_are_those_of_its_documents(built: Path) -> None:
    tables = outputs.load(built)
    assert sorted(tables["documents"]["path"]) == ["2021.txt", "2022/table.html"]
    leads = tables["responsibilities"].query("role == 'lead'")
    assert {"市教育局", "市民政局", "市交通运输局", "市住房城乡建设局"} <= set(leads["name"])


def test_the_graph_of_a_build_holds_every_measure_of_its_facts(built: Path) -> None:
    measures = "ASK { GRAPH ?g { ?m a <https://w3id.org/zeren/ns#Measure> } }"
    assert outputs.open_graph(built).query(measures)
    quads = (built / outputs.QUADS).read_text(encoding="utf-8")
    assert quads.count("#type> <https://w3id.org/zeren/ns#Measure> ") == len(outputs.load(built)["measures"])


def test_the_report_counts_what_each_document_brought(built: Path) -> None:
    report = json.loads((built / outputs.REPORT).read_text(encoding="utf-8"))
    tables = outputs.load(built)
    assert [one["path"] for one in report["documents"]] == ["2021.txt", "2022/table.html"]
    for table in ("measures", "responsibilities", "targets", "milestones", "results", "problems"):
        assert sum(one["rows"][table] for one in report["documents"]) == report["tables"][table] == len(tables[table])
    assert report["quads"] == len((built / outputs.QUADS).read_bytes().splitlines())
    assert [report[kind] for kind in ("failures", "duplicates", "skipped", "violations", "warnings")] == [[]] * 5


def test_no_machine_path_stands_in_anything_published(plans: Path, built: Path) -> None:
    text = (built / outputs.QUADS).read_text(encoding="utf-8") + (built / outputs.REPORT).read_text(encoding="utf-8")
    assert plans.as_posix() not in text
    assert built.parent.as_posix() not in text


def test_a_second_build_elsewhere_is_the_same_in_every_byte(plans: Path, built: Path, tmp_path: Path) -> None:
    other = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONPATH": str(ROOT / "graph")}
    out = tmp_path / "other"
    command = [sys.executable, "-m", "zeren", "build", str(plans), "-o", str(out)]
    subprocess.run(command, env=os.environ | other, cwd=tmp_path, check=True, capture_output=True)
    assert bytes_of(out) == bytes_of(built)


BROKEN = {
    "empty.txt": b"",
    "noise.txt": bytes(range(256)) * 16,
    "noise.html": b"\x00\xff\xfe\x81" * 512,
    "drawing.dwg": b"AC1032" + bytes(64),
    "torn.docx": b"PK\x03\x04 torn",
    "torn.xlsx": b"PK\x03\x04 torn",
}


@pytest.fixture(scope="module")
def troubled(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    """A build of the invented plans among broken files, a missing one and an empty folder."""
    folder = tmp_path_factory.mktemp("troubled")
    (folder / "nothing").mkdir()
    for name, data in BROKEN.items():
        (folder / name).write_bytes(data)
    sources = [folder / "missing.txt", folder / "nothing", *(folder / name for name in BROKEN), plans]
    return build(sources, folder / "out"), folder


@pytest.mark.parametrize("name", ["missing.txt", "nothing", *BROKEN])
def test_a_source_that_cannot_be_read_is_listed_with_its_reason(troubled: tuple[Report, Path], name: str) -> None:
    report, folder = troubled
    messages = [one.message for one in report.failures if Path(one.path).name == name]
    assert len(messages) == 1
    assert "defect" not in messages[0]
    assert str(folder) not in messages[0]


def test_beside_sources_that_cannot_be_read_the_rest_is_published(troubled: tuple[Report, Path]) -> None:
    report, folder = troubled
    assert len(report.failures) == len(BROKEN) + 2
    assert sorted(outputs.load(folder / "out")["documents"]["path"]) == ["2021.txt", "2022/table.html"]


def test_a_wrong_encoding_label_does_not_harm(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(MISLABELLED.encode("utf-8"))
    build([tmp_path / "page.html"], tmp_path / "out")
    assert list(outputs.load(tmp_path / "out")["responsibilities"]["name"]) == ["市教育局"]


@pytest.mark.parametrize("earlier", [False, True], ids=["no earlier build", "an earlier build"])
def test_where_nothing_can_be_built_nothing_is_published(built: Path, tmp_path: Path, earlier: bool) -> None:
    out = tmp_path / "made" / "out"
    if earlier:
        shutil.copytree(built, out)
    before = bytes_of(out)
    (tmp_path / "empty.txt").touch()
    with pytest.raises(BuildError, match=r"nothing could be built[\s\S]*empty\.txt"):
        build([tmp_path / "empty.txt"], out)
    assert bytes_of(out) == before
    assert out.exists() == earlier
    assert [path.name for path in out.parent.iterdir()] == ["out"] * earlier


def test_a_step_that_breaks_leaves_the_earlier_build(
    plans: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zeren.pages import site

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out"
    shutil.copytree(built, out)
    monkeypatch.setattr(site, "write", full)
    with pytest.raises(OSError, match="No space"):
        build([plans / "2021.txt"], out)
    assert bytes_of(out) == bytes_of(built)
    assert list(tmp_path.iterdir()) == [out]


def test_an_unforeseen_error_in_one_document_is_listed_as_a_defect(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zeren.extract.extract", lambda document: 1 / 0)
    _, failures, _ = extract_all({plans / "2021.txt": "2021.txt"}, lambda *_: None)
    message = "a defect of zeren, please report it: ZeroDivisionError: division by zero"
    assert failures == [Failure("2021.txt", message)]


def test_the_same_bytes_twice_are_one_document(plans: Path, tmp_path: Path) -> None:
    shutil.copy(plans / "2021.txt", tmp_path / "copy.txt")
    files = {plans / "2021.txt": "2021.txt", tmp_path / "copy.txt": "copy.txt"}
    extractions, failures, duplicates = extract_all(files, lambda *_: None)
    assert (len(extractions), failures, duplicates) == (1, [], [Duplicate("copy.txt", "2021.txt")])


def test_a_later_build_replaces_the_earlier_one_as_a_whole(plans: Path, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(built, out)
    build([plans / "2021.txt"], out)
    assert list(outputs.load(out)["documents"]["path"]) == ["2021.txt"]
    assert "table.html" not in (out / outputs.QUADS).read_text(encoding="utf-8")


def test_what_was_published_is_never_a_source(plans: Path, tmp_path: Path) -> None:
    shutil.copy(plans / "2021.txt", tmp_path / "2021.txt")
    (tmp_path / "out" / "pages").mkdir(parents=True)
    (tmp_path / "out" / "pages" / "index.html").write_text("<p>1.新建幼儿园三所。</p>", encoding="utf-8")
    found = gather([tmp_path], tmp_path / "out")
    assert (list(found.files.values()), found.skipped, found.failures) == (["2021.txt"], [], [])


def test_a_file_that_no_reader_takes_is_passed_over_and_named(tmp_path: Path) -> None:
    (tmp_path / "plans" / "maps").mkdir(parents=True)
    (tmp_path / "plans" / "plan.txt").write_text("1.新建幼儿园三所。", encoding="utf-8")
    (tmp_path / "plans" / "maps" / "map.dwg").write_bytes(b"AC1032")
    found = gather([tmp_path / "plans"], tmp_path / "out")
    assert (list(found.files.values()), found.skipped) == (["plan.txt"], ["maps/map.dwg"])


def test_each_document_is_told_before_it_is_read(plans: Path) -> None:
    told: list[tuple[int, int, str]] = []
    files = {plans / "2021.txt": "2021.txt", plans / "gone": "gone"}
    extract_all(files, lambda done, total, what: told.append((done, total, what)))
    assert told == [(0, 2, "2021.txt"), (1, 2, "gone")]


def test_the_summary_names_what_failed_and_what_to_open() -> None:
    tables = dict.fromkeys(("documents", "measures", "responsibilities", "targets"), 3)
    lines = Report(
        (), (Failure("a.txt", "empty"),), (), (), (), ("README.md", "b.dwg"), tables, 70, ("no lead",), ("no year",)
    ).summary(Path("out"))
    assert lines == [
        "passed over, no documents: 2 (README.md, b.dwg)",
        "a.txt: not built: empty",
        "against the shapes: no year",
        "against the shapes: no lead",
        "built out: 3 documents, 3 measures, 3 responsibilities, 3 targets, 70 quads",
        f"open {Path('out') / 'pages' / 'index.html'}",
    ]


def test_a_document_without_any_duty_keeps_its_measures_and_says_so(tmp_path: Path) -> None:
    text = "2023年青山市民生实事\n1.新建口袋公园8个，年底前完成。\n2.改造城区积水点5处。\n"
    (tmp_path / "bare.txt").write_text(text, encoding="utf-8")
    report = build([tmp_path / "bare.txt"], tmp_path / "out")
    tables = outputs.load(tmp_path / "out")
    assert (len(tables["measures"]), len(tables["responsibilities"]), report.failures) == (2, 0, ())
    assert "duty-missing" in set(tables["problems"]["kind"])


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_a_name_that_is_not_utf8_is_told_in_words_and_its_document_is_built(plans: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    (folder / os.fsdecode("旧表".encode("gbk"))).mkdir(parents=True)
    shutil.copy(plans / "2021.txt", folder / os.fsdecode("旧表/方案.txt".encode("gbk")))
    (folder / os.fsdecode(b"\xff.pdf")).write_bytes(b"%PDF-1.4")
    report = build([folder], tmp_path / "out")
    assert [one.path for one in report.documents] == ["旧表/方案.txt"]
    assert [one.path for one in report.failures] == [r"\xff.pdf"]
    assert list(outputs.load(tmp_path / "out")["documents"]["path"]) == ["旧表/方案.txt"]


def test_folders_that_cannot_be_read_are_failures_of_their_own(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("named", "inside/closed"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copy(plans / "2021.txt", tmp_path / "inside")
    (tmp_path / "inside" / "README.md").write_text("read me")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name in ("named", "closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = gather([tmp_path / "named", tmp_path / "inside"], tmp_path / "out")
    reason = "cannot be read (Permission denied); check its permissions"
    assert found.failures == [Failure((tmp_path / "named").as_posix(), reason), Failure("closed", reason)]
    assert (list(found.files.values()), found.skipped) == (["2021.txt"], ["README.md"])


def test_a_folder_that_holds_nothing_but_the_build_is_told_by_name(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(plans / "2021.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    [failure] = gather([Path()], Path()).failures
    assert f"those in {tmp_path.name}, the folder to publish in" in failure.message


def test_an_archive_stands_for_its_documents_and_each_fails_alone(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    with zipfile.ZipFile(tmp_path / "plans" / "all.zip", "w") as archive:
        archive.write(plans / "2021.txt", "实事/2021.txt")
        archive.writestr("实事/empty.txt", "")
        archive.writestr("style.css", "x")
    (tmp_path / "plans" / "broken.zip").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    report = build([tmp_path / "plans"], tmp_path / "out")
    assert [one.path for one in report.documents] == ["all.zip!/实事/2021.txt"]
    assert report.skipped == ("all.zip!/style.css",)
    assert [one.path for one in report.failures] == ["broken.zip", "all.zip!/实事/empty.txt"]
    assert all(not one.message.startswith("/") and one.message for one in report.failures)
    assert build([tmp_path / "plans" / "all.zip"], tmp_path / "out").documents == report.documents
