"""Two hundred hostile labels in the explorer and the pages of a build: nothing runs, all is shown as written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hostile_labels
from browser import Visit, chromium, opened
from zeren.pages import explorer, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ALIEN = "img, iframe, object, embed, base, form, [onload], [onerror], [onmouseover], [srcdoc], a[href^='javascript:' i]"
INERT = f"() => window.broken === undefined && !document.querySelector(`{ALIEN}`)"
# All that a reader or a screen reader meets, kept over the views and choices that the page goes through.
GATHER = """() => {
  window.met = window.met || new Set();
  for (const it of document.querySelectorAll("#view, #told, #facets, #view *, #told *, #facets *, #twin *")) {
    if (it.textContent) met.add(it.textContent);
    if (it.getAttribute("aria-label")) met.add(it.getAttribute("aria-label"));
  }
}"""
MISSED = "labels => { const all = [...met].join('\\u0000'); return labels.filter(it => !all.includes(it)); }"
SHOWN = (
    "title",
    "place",
    "theme",
    "measure",
    "unit",
    "indicator",
    "amount unit",
    "deadline",
    "quote",
    "deadline words",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


def kept_quiet(visit: Visit) -> bool:
    return (visit.foreign, visit.errors) == ([], [])


def choose_all(page: Page) -> None:
    """Go through every view and open every measure and unit, with all that folds out."""
    for lang in ("zh-CN", "en"):
        for view in page.evaluate("Object.keys(Z.views)"):
            page.evaluate("view => Z.go({view})", view)
            page.wait_for_timeout(60)
            page.evaluate(GATHER)
        if page.evaluate("document.documentElement.lang") == lang:
            page.click("#language")
    for key in page.evaluate("[...Z.measures, ...Z.units, ...Z.themes, ...Z.documents].map(it => it.key)"):
        page.evaluate("key => Z.go({view: 'ego', pick: key})", key)
        page.wait_for_timeout(15)
        page.evaluate("for (const it of document.querySelectorAll('#told details')) it.open = true")
        page.wait_for_timeout(15)
        page.evaluate(GATHER)


def test_two_hundred_labels_do_nothing_in_one_file_and_are_shown_as_written(browser: Browser, tmp_path: Path) -> None:
    tables, labels = hostile_labels.build()
    assert len({it for given in labels.values() for it in given}) >= 200
    explorer.write(tables, tmp_path / "page.html")
    with opened(browser, tmp_path / "page.html", tmp_path) as (page, visit):
        choose_all(page)
        for attempt in hostile_labels.ATTEMPTS:
            page.fill("#search", attempt[:12])
        assert page.evaluate(INERT)
        assert kept_quiet(visit), (visit.foreign, visit.errors)
        assert visit.files == 1
        for field in SHOWN:
            assert page.evaluate(MISSED, labels[field]) == [], field


@pytest.mark.parametrize("kind", ["index", "ledger", "overview", "compare", "workload", "unit", "evidence"])
def test_two_hundred_labels_do_nothing_in_the_pages_of_a_build(browser: Browser, built: Path, kind: str) -> None:
    path = built / f"{kind}.html" if (built / f"{kind}.html").exists() else min((built / kind).iterdir())
    with opened(browser, path, built) as (page, visit):
        page.wait_for_timeout(100)
        assert page.evaluate(INERT)
        assert kept_quiet(visit), (visit.foreign, visit.errors)
        assert page.url == path.as_uri()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    site.write(hostile_labels.build()[0], folder)
    return folder
