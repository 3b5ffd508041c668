"""The explorer for those who hear it or speak to it: axe-core finds nothing serious, in any view, light or dark, zh or en."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import page_facts
from browser import chromium, opened
from zeren.pages import explorer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[1] / ".venv/npm/node_modules/axe-core/axe.min.js"
# Names are held below, sign by sign: axe-core compares words, and Chinese sets no spaces between them.
FOUND = """async () => {
  const rules = { "label-content-name-mismatch": { enabled: false } };
  const { violations } = await axe.run(document, { resultTypes: ["violations"], rules });
  return violations.filter((it) => ["serious", "critical"].includes(it.impact))
    .map((it) => [it.id, it.nodes.length, it.nodes[0].target.join(" "), it.nodes[0].failureSummary]);
}"""
UNLIKE = """() => [...document.querySelectorAll("#view .pick")].map((it) => {
  const plain = (text) => text.replace(/[\\s…]+/g, " ").trim();
  const seen = plain([...it.querySelectorAll("text")].map((one) => one.textContent).join(" "));
  return plain(it.getAttribute("aria-label") || "").includes(seen) ? "" : seen;
}).filter(Boolean)"""
PICKS = ("''", "Z.measures[0].key", "Z.units[0].key")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def axe() -> str:
    path = Path(os.environ.get("ZEREN_AXE", AXE))
    if not path.is_file():
        pytest.skip("no axe-core: run `make axe`, or name its axe.min.js in ZEREN_AXE")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("access") / "page.html"
    explorer.write(page_facts.plain(), path)
    return path


def shown(page: Page) -> Iterator[str]:
    """Every view, with nothing, a measure and a bureau chosen."""
    for view in page.evaluate("Object.keys(Z.views)"):
        for pick in PICKS:
            page.evaluate(f"Z.go({{view: '{view}', pick: {pick}}})")
            page.wait_for_timeout(30)
            yield f"{view} {pick}"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_serious_is_found_in_any_view(
    browser: Browser, alone: Path, axe: str, dark: bool, language: str
) -> None:
    with opened(browser, alone, alone.parent, dark) as (page, _):
        if language == "en":
            page.click("#language")
        page.evaluate(axe)
        for what in shown(page):
            assert page.evaluate(FOUND) == [], what


def test_what_is_read_aloud_holds_what_is_seen(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent) as (page, _):
        for what in shown(page):
            assert page.evaluate(UNLIKE) == [], what
