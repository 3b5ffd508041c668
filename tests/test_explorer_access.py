"""The explorer for those who hear it or speak to it: axe-core finds nothing serious, in any view, light or dark, zh or en."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import choices, opened
from zeren import facts
from zeren.extract import extract_file
from zeren.pages import explorer
from zeren.reading.open import sources
from zeren.registry.tables import frames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
AXE = ROOT / ".venv/npm/node_modules/axe-core/axe.min.js"
# Every rule is on. The words that axe-core compares are told apart by spaces, which Chinese has none of, and it takes a title
# that only a hovering mouse shows for words that are seen: where it finds a name unlike what is seen in a picture, SPOKEN
# judges instead, sign by sign.
FOUND = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const judged = (rule, node) => rule === "label-content-name-mismatch" && document.querySelector(node.target[0]).closest("#view svg");
  return violations.filter((it) => ["serious", "critical"].includes(it.impact))
    .map((it) => [it.id, it.nodes.filter((node) => !judged(it.id, node)).map((node) => [node.target.join(" "), node.failureSummary])])
    .filter(([, nodes]) => nodes.length);
}"""
SPOKEN = """() => [...document.querySelectorAll("#view .pick")].map((it) => {
  const plain = (text) => text.replace(/[\\s…]+/g, " ").trim();
  const seen = plain([...it.querySelectorAll("text")].map((one) => one.textContent).join(" "));
  return plain(it.getAttribute("aria-label") || "").includes(seen) ? "" : seen;
}).filter(Boolean)"""
PICKS = ("''", "Z.measures[0].key", "Z.units[0].key")
ROOMS = [("zh", False, 1180), ("en", True, 1180), ("en", False, 390), ("zh", True, 390)]
"""Language, dark or light, and width: each of them with each of the others once."""


@pytest.fixture(scope="module")
def axe() -> str:
    path = Path(os.environ.get("ZEREN_AXE", AXE))
    if not path.is_file():
        pytest.skip("no axe-core: run `make axe`, or name its axe.min.js in ZEREN_AXE")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of the plans in sources/, as one file."""
    found = [extract_file(path) for path in sources([ROOT / "sources"])]
    path = tmp_path_factory.mktemp("real") / "page.html"
    explorer.write(facts.frames(found, frames()), path)
    return path


def findings(browser: Browser, file: Path, axe: str, room: tuple[str, bool, int], picks: Iterable[str]) -> list[object]:
    """All that axe-core finds serious in the views, what is chosen in them, and where."""
    language, dark, width = room
    found: list[object] = []
    with opened(browser, file, file.parent, dark) as (page, visit):
        page.set_viewport_size({"width": width, "height": 800})
        if language == "en":
            page.click("#language")
        page.evaluate(axe)
        for pick in picks:
            for what in choices(page, pick, wait=30):
                found += [(what, pick, one) for one in page.evaluate(FOUND)]
                found += [(what, pick, "spoken unlike", seen) for seen in page.evaluate(SPOKEN)]
        assert (visit.foreign, visit.errors) == ([], [])
    return found


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_nothing_serious_is_found_in_any_view_of_a_small_plan(
    browser: Browser, alone: Path, axe: str, room: tuple[str, bool, int]
) -> None:
    assert findings(browser, alone, axe, room, PICKS) == []


@pytest.mark.parametrize("room", ROOMS[::3], ids=str)
def test_nothing_serious_is_found_in_any_view_of_real_plans(
    browser: Browser, real: Path, axe: str, room: tuple[str, bool, int]
) -> None:
    assert findings(browser, real, axe, room, PICKS[2:]) == []
