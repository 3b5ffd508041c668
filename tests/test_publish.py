"""A build takes the place of the one before as a whole, or not at all."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from zeren.errors import BuildError
from zeren.publish import refuse_foreign, staging, swap

PARTS = ("facts", "report.json")


def made(folder: Path, words: str) -> Path:
    (folder / "facts").mkdir(parents=True)
    (folder / "facts" / "table").write_text(words)
    (folder / "report.json").write_text(words)
    return folder


def words(out: Path) -> list[str]:
    return [(out / "facts" / "table").read_text(), (out / "report.json").read_text()]


def test_the_parts_take_their_place_and_other_files_stay(tmp_path: Path) -> None:
    out = made(tmp_path / "out", "old")
    (out / "mine.svg").write_text("mine")
    with staging(out) as stage:
        swap(made(stage / "new", "new"), out, PARTS)
    assert words(out) == ["new", "new"]
    assert (out / "mine.svg").read_text() == "mine"
    assert list(tmp_path.iterdir()) == [out]


def test_where_one_part_cannot_be_moved_all_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = made(tmp_path / "out", "old")
    rename = Path.rename
    with staging(out) as stage:
        new = made(stage / "new", "new")

        def refuse(self: Path, target: Path) -> Path:
            if self == new / "report.json":
                raise PermissionError(13, "in use")
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(BuildError, match="in use"):
            swap(new, out, PARTS)
    assert words(out) == ["old", "old"]
    assert list(tmp_path.iterdir()) == [out]


def test_the_staging_folder_goes_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staging(tmp_path / "out") as stage:
        (stage / "half").write_text("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    with pytest.raises(BuildError, match="not made by zeren"):
        refuse_foreign(tmp_path, PARTS, "report.json")
    (tmp_path / "report.json").touch()
    refuse_foreign(tmp_path, PARTS, "report.json")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(BuildError, match="is a file"):
        refuse_foreign(tmp_path / "out", PARTS, "report.json")


KILLED = """
import os, signal, sys
from pathlib import Path
from zeren.publish import staging
with staging(Path(sys.argv[1])) as stage:
    (stage / "half").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_what_a_killed_build_left_goes_with_the_next_that_ends_well(tmp_path: Path) -> None:
    out = tmp_path / "out"
    path = {"PYTHONPATH": str(Path(__file__).parents[1] / "graph")}
    killed = subprocess.run([sys.executable, "-c", KILLED, out], env=os.environ | path, check=False)
    assert (killed.returncode, len(list(tmp_path.iterdir()))) == (-signal.SIGKILL, 1)
    with pytest.raises(ValueError, match="failed"), staging(out):
        raise ValueError("failed")
    assert len(list(tmp_path.iterdir())) == 1
    with staging(out):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_still_runs_and_a_folder_of_somebody_else_stay(tmp_path: Path) -> None:
    (tmp_path / ".out-mine").mkdir()
    with staging(tmp_path / "out") as other:
        with staging(tmp_path / "out"):
            pass
        assert sorted(tmp_path.iterdir()) == sorted([other, tmp_path / ".out-mine"])
