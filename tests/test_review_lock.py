"""The table of decisions while several write it at once, or die over it."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from zeren.errors import BuildError, InputError
from zeren.review import decisions as table
from zeren.review.decisions import UNDO, Decision
from zeren.review.keys import Key
from zeren.review.lock import alone

GRAPH = Path(__file__).parents[1] / "graph"
WRITERS, EACH = 6, 8
WRITER = """
    import sys, time
    from pathlib import Path
    from zeren.review import decisions as table
    from zeren.review.decisions import Decision
    from zeren.review.keys import Key
    path, writer, each = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(each):
        table.append(path, [Decision(Key("year", f"{writer:04x}{n:04x}"), "set", "2021")])
"""
HOLDER = """
    import sys, time
    from pathlib import Path
    from zeren.review.lock import alone
    with alone(Path(sys.argv[1])):
        print("ready", flush=True)
        time.sleep(600)
"""


def started(program: str, *words: object) -> subprocess.Popen[str]:
    """A process of its own that has come to its first line."""
    command = [sys.executable, "-c", textwrap.dedent(program), *map(str, words)]
    paths = os.pathsep.join([str(GRAPH), os.environ.get("PYTHONPATH", "")])
    made = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths}
    )
    assert made.stdout
    assert made.stdout.readline() == "ready\n"
    return made


def ended(process: subprocess.Popen[str]) -> int:
    process.communicate()
    return process.returncode


def left(folder: Path) -> set[str]:
    """The files in a folder; on Windows but for the lock file, which stays there."""
    return {one.name for one in folder.iterdir() if sys.platform != "win32" or not one.name.endswith(".lock")}


def test_no_decision_of_several_processes_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "review" / "decisions.csv"
    writers = [started(WRITER, path, number, EACH) for number in range(WRITERS)]
    for one in writers:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    assert [ended(one) for one in writers] == [0] * WRITERS
    wanted = {f"{writer:04x}{n:04x}" for writer in range(WRITERS) for n in range(EACH)}
    assert {one.key.document for one in table.load(path)} == wanted
    assert len(table.load(path)) == len(wanted)
    assert left(path.parent) == {"decisions.csv"}


def test_a_process_that_was_killed_keeps_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    holder = started(HOLDER, path)
    with pytest.raises(BuildError, match=r"decisions\.csv: another zeren has kept it"), alone(path, patience=0.1):
        pass
    holder.kill()
    ended(holder)
    one = Decision(Key("year", "0" * 8), "set", "2021")
    assert table.append(path, [one]) == [one]
    assert left(tmp_path) == {"decisions.csv"}


def test_what_others_added_meanwhile_is_seen_before_a_decision_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    one = Decision(Key("year", "0" * 8), "set", "2021")
    table.append(path, [one])
    back = table.take_back(path, one.id)
    assert (back.decision, back.replaces) == (UNDO, (one.id,))
    with pytest.raises(InputError, match=f"{one.id} is replaced by {back.id} already"):
        table.take_back(path, one.id)


def test_what_is_not_there_is_not_taken_back_and_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        table.take_back(tmp_path / "review" / "decisions.csv", "d" + "0" * 12)
    assert table.append(tmp_path / "review" / "decisions.csv", []) == []
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_table_behind_a_link_stays_behind_it(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "decisions.csv").symlink_to(tmp_path / "shared" / "decisions.csv")
    for year in ("2021", "2022"):
        table.append(tmp_path / "decisions.csv", [Decision(Key("year", "0" * 8), "set", year)])
    assert (tmp_path / "decisions.csv").is_symlink()
    assert len(table.load(tmp_path / "shared" / "decisions.csv")) == 2


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed").write_text("a file stands where the folder would be", encoding="utf-8")
    with pytest.raises(BuildError, match="closed"):
        table.append(tmp_path / "closed" / "decisions.csv", [Decision(Key("year", "0" * 8), "set", "2021")])
