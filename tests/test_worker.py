"""Whatever a document does to its reader stops at the border of a process, and is told in words."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zeren import child, worker
from zeren.__main__ import app
from zeren.build import build, extract_all
from zeren.child import Limits
from zeren.commands.options import FINDINGS
from zeren.errors import InputError, ReaderFailed, TooLarge, UnreadableDocument
from zeren.extract import extract_file
from zeren.score.report import score
from zeren.worker import Reader, Worker, reader

PLAN = "2021年青山市民生实事\n1.新建幼儿园12所，年底前完成。(市教育局牵头，市财政局配合)\n"
MISCHIEF = """
import os, sys, time, zeren.child
plain = zeren.child.do
def do(task, path, given):
    name = path.name
    if name.startswith("hang"): time.sleep(60)
    if name.startswith("spin"): sum(iter(int, 1))
    if name.startswith("eat"): return b"x" * 2**34
    if name.startswith("die"): os.abort()
    if name.startswith("killed"): os.kill(os.getpid(), 9)
    if name.startswith("break"): raise ZeroDivisionError("division by zero")
    if name.startswith("deep"): return do(task, path, given)
    if name.startswith("foreign"): return print
    if name.startswith("talk"): print("noise"); os.write(1, b"noise")
    return plain(task, path, given)
zeren.child.do = do
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    return tmp_path / "plan.txt"


@pytest.fixture(scope="module")
def reading() -> Iterator[Worker]:
    """A worker whose child misbehaves by the names of files."""
    started = worker._START.replace(" from zeren.child", f" exec({MISCHIEF!r}, {{}}); from zeren.child")
    made = Worker(Limits(seconds=60, megabytes=1024))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "_START", started)
        yield made
    made.close()


def named(plan: Path, name: str) -> Path:
    path = plan.with_name(f"{name}.txt")
    path.write_bytes(plan.read_bytes())
    return path


def test_a_child_finds_what_this_process_finds(plan: Path, reading: Worker) -> None:
    assert reading.extract_file(plan) == extract_file(plan) == Reader().extract_file(plan)
    assert reading.audit_file(plan) == Reader().audit_file(plan)
    assert reading.members(plan) is None


def test_errors_come_through_as_they_are(plan: Path, reading: Worker) -> None:
    with pytest.raises(UnreadableDocument, match=r"none\.txt: no such file; check the path$"):
        reading.extract_file(plan.with_name("none.txt"))


def test_one_child_reads_many_documents(plan: Path, reading: Worker) -> None:
    reading.extract_file(plan)
    first = reading._child
    reading.extract_file(named(plan, "talk"))
    assert reading._child is first is not None


DEATHS = {
    "eat": (TooLarge, "takes more than 1024 megabytes of memory to read; split it, or set ZEREN_MEGABYTES higher"),
    "deep": (TooLarge, "nested too deeply to be read"),
    "die": (ReaderFailed, "a defect of zeren, please report it: its reader ended with status"),
    "killed": (TooLarge, "takes more memory to read than there is"),
    "break": (ReaderFailed, r"please report it: ZeroDivisionError: division by zero \(<string>, line \d+\)"),
    "foreign": (ReaderFailed, "a defect of zeren"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="no limit on memory there")
def test_what_kills_a_child_is_told_of_its_document_and_the_next_one_is_read(plan: Path, reading: Worker) -> None:
    for name, (error, message) in DEATHS.items():
        with pytest.raises(error, match=rf"{name}\.txt: .*{message}"):
            reading.extract_file(named(plan, name))
    assert len(reading.extract_file(plan).measures) == 1


@pytest.mark.parametrize("name", ["hang", "spin"])
def test_a_document_that_takes_too_long_is_stopped(
    plan: Path, reading: Worker, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading.extract_file(plan)
    monkeypatch.setattr(reading, "_limits", Limits(seconds=1))
    started = time.monotonic()
    with pytest.raises(TooLarge, match=rf"{name}\.txt: took more than 1 seconds to read and was stopped"):
        reading.extract_file(named(plan, name))
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_child_ends_with_its_parent(plan: Path, reading: Worker) -> None:
    reading.extract_file(plan)
    assert reading._child
    process = reading._child._process
    os.kill(process.pid, signal.SIGINT)
    assert process.stdin
    process.stdin.close()
    assert process.wait(timeout=20) == 0
    reading.close()


def test_a_build_goes_on_past_a_document_that_kills_its_reader(plan: Path, reading: Worker) -> None:
    files = {named(plan, "die"): "die.txt", plan: "plan.txt"}
    extractions, [failure], _ = extract_all(files, lambda *_: None, reading)
    assert [one.path for one in extractions] == ["plan.txt"]
    assert failure.path == "die.txt" and failure.message.startswith("a defect of zeren")


def test_a_build_reads_in_a_child(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(worker.OFF)
    monkeypatch.setattr(child, "do", lambda task, path: 1 / 0)
    assert [one.path for one in build([plan], tmp_path / "out").documents] == ["plan.txt"]


def test_a_variable_has_documents_read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, kind in (("1", Reader), ("", Worker)):
        monkeypatch.setenv(worker.OFF, value)
        with reader() as made:
            assert type(made) is kind


SETTINGS: list[tuple[str, Callable[[], Limits] | None]] = [
    ("7", lambda: Limits(7)),
    ("", Limits),
    ("0", None),
    ("-1", None),
]


@pytest.mark.parametrize(("value", "limits"), SETTINGS)
def test_limits_are_set_by_variables_and_checked(value: str, limits: Callable[[], Limits] | None) -> None:
    if limits:
        assert Limits.told({"ZEREN_SECONDS": value}) == limits()
    else:
        with pytest.raises(InputError, match=f"ZEREN_SECONDS is '{value}'; set it to a whole number above 0"):
            Limits.told({"ZEREN_SECONDS": value})


def length(path: Path) -> bytes:
    return str(len(path.read_bytes())).encode()


def test_a_job_is_done_in_the_child_and_its_death_is_told(plan: Path, reading: Worker) -> None:
    assert reading.make(length, plan) == Reader().make(length, plan) == length(plan)
    with pytest.raises(ReaderFailed, match=r"die\.txt: a defect of zeren"):
        reading.make(length, named(plan, "die"))


def test_a_document_that_kills_its_reader_is_one_without_an_answer_to_the_score(plan: Path, reading: Worker) -> None:
    folder = plan.parent / "scored"
    folder.mkdir()
    for name in ("001", "die"):
        (folder / f"{name}.txt").write_text(PLAN, encoding="utf-8")
        (folder / f"{name}.json").write_text('{"measures": []}', encoding="utf-8")
    report = score(folder, folder, reading.extract_file)
    assert list(report.failures) == ["die"] and "a defect of zeren" in report.failures["die"]


@pytest.mark.parametrize("command", ["score", "doctor", "check"])
def test_commands_read_in_a_child(command: str, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> object:
        raise AssertionError("read in this process")

    monkeypatch.delenv(worker.OFF, raising=False)
    monkeypatch.setattr("zeren.extract.extract", refused)
    monkeypatch.setattr("zeren.reading.open.read", refused)
    (plan.parent / "plan.json").write_text('{"measures": []}', encoding="utf-8")
    told = {
        "score": ["score", str(plan.parent), "--texts", str(plan.parent), "--format", "json"],
        "doctor": ["doctor"],
        "check": ["check", str(plan), "-o", str(plan.with_name("page.html"))],
    }[command]
    done = CliRunner().invoke(app, told)
    assert done.exit_code in (0, FINDINGS), done.output
    assert command != "check" or "检查结果" in plan.with_name("page.html").read_text(encoding="utf-8")
