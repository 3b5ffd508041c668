"""The explorer's order of bureaus and measures, its matrix, timeline, comparison and table, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import page_facts
from browser import chromium, opened
from zeren.analysis import seriation
from zeren.pages import explorer

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of 20 bureaus and 60 measures."""
    folder = tmp_path_factory.mktemp("middling")
    explorer.write(page_facts.large(20, 60), folder / "page.html")
    return folder / "page.html"


def test_the_page_orders_bureaus_and_measures_as_the_charts_do(browser: Browser, middling: Path) -> None:
    units, measures = seriation.order(page_facts.large(20, 60))
    with opened(browser, middling, middling.parent) as (page, visit):
        assert page.evaluate("Z.seriate(Z.units).rows.map(it => it.id)") == units
        made = page.evaluate("Z.seriate(Z.units, Z.measures).columns.map(it => [it.document.id, it.order])")
        assert [tuple(it) for it in made] == measures
        assert visit.errors == []


def test_a_theme_stands_at_the_mean_of_its_measures(browser: Browser, middling: Path) -> None:
    with opened(browser, middling, middling.parent) as (page, _):
        assert page.evaluate("Z.rank({measures: Z.seriate(Z.measures).rows.slice(2, 5)})") == 3
        ranks = page.evaluate("Z.seriate(Z.themes).rows.map(Z.rank)")
        assert ranks == sorted(ranks) and len(set(ranks)) > 1
