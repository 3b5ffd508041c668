"""Each notebook runs from top to bottom, as a newcomer would run it, and tells the story that its words promise."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
STORIES = {
    "asking-in-sparql": ["FederationRefused: ", "QueryTooLarge: ", "'zz:' is not declared", "市教育局局"],
    "who-owns-what": ['<mark id="m-024-r1" class="lead"', '<span class="guess">推断</span>', "市农业农村局"],
    "workload-and-bottlenecks": [
        "<svg",
        "than_chance",
        "<td>more</td>",
        "41 of 60 measures that name anyone name 市财政局",
    ],
}
"""What each notebook has to show."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a clone has it after `make graph`: notebooks, sources, and the build of these."""
    from zeren.build import build

    folder = tmp_path_factory.mktemp("clone")
    for name in ("notebooks", "sources"):
        shutil.copytree(ROOT / name, folder / name)
    build([folder / "sources"], folder / "out")
    return folder


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.stem))
def test_a_notebook_is_kept_without_what_it_showed(path: Path) -> None:
    for cell in read(path).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert cell.metadata.keys() <= {"tags"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.stem))
@pytest.mark.filterwarnings("ignore")  # the kernel's own libraries warn of each other
def test_a_notebook_runs_to_its_end(path: Path, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "graph"), os.environ.get("PYTHONPATH", "")]))
    notebook = read(path)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(clone / "notebooks")}}).execute()
    shown = "\n".join(words(output) for cell in notebook.cells for output in cell.get("outputs", ()))
    assert not [promise for promise in STORIES[path.stem] if promise not in shown]
    for cell in notebook.cells:
        told = "\n".join(map(words, cell.get("outputs", ())))
        assert cell.cell_type == "markdown" or told, cell.source
        assert len(told) < 100_000, cell.source
        assert not re.search(r"<script|https?://(?!w3id\.org|www\.w3\.org|example\.org)", told), cell.source
        assert "Traceback" not in told


def test_every_notebook_has_its_story() -> None:
    assert [path.stem for path in NOTEBOOKS] == sorted(STORIES)


def read(path: Path) -> Any:
    import nbformat

    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def words(output: Any) -> str:
    """All that an output shows, in whatever form."""
    said = [*output.get("data", {}).values(), *output.get("traceback", []), output.get("text", "")]
    return "\n".join(map(str, said))
