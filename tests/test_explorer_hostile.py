"""Hostile labels in every text field of a document, in the explorer, all pages, the charts and a notebook: nothing runs,
all is shown as written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import hostile_labels
from browser import Visit, choices, opened
from zeren.analysis import network
from zeren.exports import office
from zeren.notebook import chart, graph_html, tables_html
from zeren.pages import card_measure, card_unit, charts, explorer, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from playwright.sync_api import Browser, Page

    from zeren.facts import Tables

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
BOTH: Final = {
    "title",
    "place",
    "theme",
    "measure",
    "number",
    "unit",
    "amount unit",
    "deadline",
    "quote",
    "deadline words",
}
EXPLORED: Final = BOTH | {"indicator simplified"}
PAGED: Final = BOTH | {"indicator", "publisher", "path", "problem", "residue", "mechanism"}
"""The fields that the explorer shows, and those that the other pages of a build do."""
UNSHOWN: Final = {
    *("name simplified", "quote simplified", "text simplified", "alias", "scope", "baseline unit", "sheet", "period"),
}
"""What no page shows, or shows only to whom it helps to find something."""
CLOSED: Final = {
    *(
        "document",
        "sha256",
        "format",
        "encoding",
        "published",
        "place_code",
        "place_basis",
        "place_review",
        "year_basis",
    ),
    *("year_review", "layout", "version_of", "basis", "role", "rule", "review", "department", "comparator"),
    *("deadline_basis", "kind", "unit", "deadline"),
}
"""Columns of codes, ids and dates, which no document fills with words of its own; `unit` is an id where it names a body."""
DOCUMENTS: Final = (
    *("documents", "texts", "themes", "measures", "responsibilities", "targets", "milestones", "results", "mechanisms"),
    *("problems", "residue"),
)


@pytest.fixture(scope="module")
def hostile() -> tuple[Tables, dict[str, list[str]]]:
    return hostile_labels.build()


@pytest.fixture(scope="module")
def built(hostile: tuple[Tables, dict[str, list[str]]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    site.write(hostile[0], folder)
    return folder


def test_every_text_field_that_a_document_fills_holds_hostile_words(
    hostile: tuple[Tables, dict[str, list[str]]],
) -> None:
    tables, labels = hostile
    given = {it for many in labels.values() for it in many}
    assert len(given) >= 300
    for name in DOCUMENTS:
        frame: pd.DataFrame = tables[name].select_dtypes("string")
        for column in map(str, frame.columns):
            filled = frame[column].dropna()
            tame = [it for it in filled if not any(one in it for one in given)]
            assert column in CLOSED or (len(filled) and not tame), (name, column, tame[:1])
    assert set(labels) == EXPLORED | PAGED | UNSHOWN


def kept_quiet(visit: Visit) -> bool:
    return (visit.foreign, visit.errors) == ([], [])


def choose_all(page: Page) -> None:
    """Go through every view and open every measure and unit, with all that folds out."""
    for lang in ("zh-CN", "en"):
        for _ in choices(page):
            page.evaluate(GATHER)
        if page.evaluate("document.documentElement.lang") == lang:
            page.click("#language")
    for key in page.evaluate("[...Z.measures, ...Z.units, ...Z.themes, ...Z.documents].map(it => it.key)"):
        page.evaluate("key => Z.go({view: 'ego', pick: key})", key)
        page.wait_for_timeout(15)
        page.evaluate("for (const it of document.querySelectorAll('#told details')) it.open = true")
        page.wait_for_timeout(15)
        page.evaluate(GATHER)


def test_the_explorer_as_one_file_is_inert_and_shows_what_is_written(
    browser: Browser, hostile: tuple[Tables, dict[str, list[str]]], tmp_path: Path
) -> None:
    tables, labels = hostile
    explorer.write(tables, tmp_path / "page.html")
    with opened(browser, tmp_path / "page.html", tmp_path) as (page, visit):
        choose_all(page)
        for attempt in hostile_labels.ATTEMPTS:
            page.fill("#search", attempt[:12])
        assert page.evaluate(INERT)
        assert kept_quiet(visit), (visit.foreign, visit.errors)
        assert visit.files == 1
        for field in EXPLORED:
            assert page.evaluate(MISSED, labels[field]) == [], field


def test_every_page_of_a_build_is_inert_and_together_they_show_what_is_written(
    browser: Browser, hostile: tuple[Tables, dict[str, list[str]]], built: Path
) -> None:
    told = []
    for path in sorted(built.rglob("*.html")):
        with opened(browser, path, built) as (page, visit):
            if page.locator("#figure").count():
                page.wait_for_selector("#graph[data-drawn]")
            assert page.evaluate(INERT), path.name
            assert kept_quiet(visit), (path.name, visit.foreign, visit.errors)
            assert page.url == path.as_uri()
            told.append(page.evaluate("[...document.querySelectorAll('body *:not(script)')].map(it => it.textContent)"))
    said = "\0".join({text for page_told in told for text in page_told})
    for field in PAGED:
        assert [it for it in hostile[1][field] if it not in said] == [], field


def shown_in_notebooks(tables: Tables) -> Iterator[tuple[str, str]]:
    """Every display of a notebook, as HTML."""
    first = tables["measures"].iloc[0]
    yield "tables", str(tables_html(dict(tables)))
    yield "graph", graph_html(network.co_responsibility(tables))
    yield "measure", card_measure.measure(tables, f"{first['document']}-{first['order']}")._repr_html_()
    yield "department", card_unit.department(tables, tables["units"]["unit"].iloc[0])._repr_html_()
    yield "chart", chart(tables, "workload")._repr_svg_()


def test_charts_and_notebook_displays_are_inert_without_any_policy(
    browser: Browser, hostile: tuple[Tables, dict[str, list[str]]], tmp_path: Path
) -> None:
    tables, _ = hostile
    for name in charts.CHARTS:
        charts.write(name, tables, tmp_path / f"{name}.html")
    for name, html in shown_in_notebooks(tables):
        assert len(html) < 200_000, name
        (tmp_path / f"shown-{name}.html").write_text(f"<!doctype html><meta charset=utf-8>{html}", encoding="utf-8")
    for path in sorted(tmp_path.iterdir()):
        with opened(browser, path, tmp_path) as (page, visit):
            page.wait_for_timeout(30)
            assert page.evaluate(INERT), path.name
            assert kept_quiet(visit), (path.name, visit.foreign, visit.errors)
            assert page.locator("body").inner_text().strip() or page.locator("svg").count()
            assert not page.locator("script").count(), path.name


def test_a_workbook_of_them_holds_words_alone(hostile: tuple[Tables, dict[str, list[str]]], tmp_path: Path) -> None:
    import openpyxl

    office.write(hostile[0], "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert not [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
