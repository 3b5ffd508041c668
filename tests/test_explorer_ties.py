"""The explorer's view of cooperation: what it is told, what it draws, and what it lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

import page_facts
from browser import chromium, opened
from dealt_facts import dealt
from zeren import facts
from zeren.analysis.cooperation import cooperation
from zeren.pages import explorer
from zeren.pages.explorer_ties import ties

if TYPE_CHECKING:
    from zeren.facts import Tables

CROSSES = """() => [...document.querySelectorAll('#view .edges path')].flatMap((path) => {
  const long = path.getTotalLength();
  const spots = [...Array(60).keys()].map((n) => path.getPointAtLength((long * n) / 59));
  return [...document.querySelectorAll('#view .picture text')].filter((text) => {
    const box = text.getBBox();
    return spots.some((at) => at.x > box.x && at.x < box.x + box.width && at.y > box.y + 2 && at.y < box.y + box.height - 2);
  }).map((text) => text.textContent);
})"""


def two_cities() -> Tables:
    """Two cities whose bureaus have the same names: in each, two circles that always meet; the second plan has more of all."""
    near, far = np.zeros((12, 24), bool), np.zeros((12, 40), bool)
    for deal in (near, far):
        for circle in range(4):
            deal[3 * circle : 3 * circle + 3, circle::4] = True
        deal[0, 2] = deal[3, 4] = True
    both = dealt(near, far)
    duties, documents = both["responsibilities"], both["documents"].copy()
    duties = duties.assign(unit=duties["document"] + duties["unit"].str[1:])
    documents["place_name"], documents["place_code"] = ["青山市", "碧水市"], ["990100", "990200"]
    units = duties[["unit", "name"]].drop_duplicates().assign(kind="government-department")
    measures = duties[["document", "measure"]].drop_duplicates().rename(columns={"measure": "order"})
    measures = measures.assign(
        text="办好第" + measures["order"].astype("string") + "件事", start=0, end=1, theme="民生"
    )
    given = {
        "documents": documents.assign(title="计划", path="a.txt"),
        "responsibilities": duties.assign(start=0, end=1),
        "measures": measures,
        "units": units,
        "texts": documents[["document"]].assign(text="事" * 9),
    }
    blank = {name: facts.frame(name, []) for name in facts.SCHEMA}
    return blank | {
        name: facts.conform(name, frame.reindex(columns=list(facts.SCHEMA[name]))) for name, frame in given.items()
    }


CITIES = two_cities()


def told() -> dict[str, Any]:
    units = {unit: n for n, unit in enumerate(CITIES["units"]["unit"])}
    measures = {
        key: n for n, key in enumerate(zip(CITIES["measures"]["document"], CITIES["measures"]["order"], strict=True))
    }
    return ties(CITIES, units, measures)


def test_bureaus_are_paired_within_their_city_and_as_the_city_alone_would_pair_them() -> None:
    made = told()
    units = list(CITIES["units"]["unit"])
    assert made["cities"] == [["青山市", [0]], ["碧水市", [1]]]
    assert all(units[a][:2] == units[b][:2] == f"d{city}" for city, a, b, *_ in made["together"])
    for city, name in enumerate(("青山市", "碧水市")):
        alone = cooperation(CITIES, city=name)
        sure = {
            (a, b) for a, b, how in alone[["unit_a", "unit_b", "than_chance"]].itertuples(index=False) if how == "more"
        }
        assert sure and sure == {
            (units[it[1]], units[it[2]]) for it in made["together"] if it[0] == city and it[6] == 0
        }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ties") / "page.html"
    explorer.write(CITIES, file)
    return file


def options(page: Page, n: int) -> list[str]:
    return page.locator("#view .controls select").nth(n).locator("option").all_inner_texts()


@pytest.mark.parametrize("wide", [1440, 390])
@pytest.mark.parametrize("tied", ["", "less", "all2"])
def test_no_line_runs_over_a_label(browser: Browser, page_of: Path, tied: str, wide: int) -> None:
    with opened(browser, page_of, page_of.parent, anchor=f"#view=network&tied={tied}") as (page, visit):
        page.set_viewport_size({"width": wide, "height": 900})
        page.wait_for_timeout(300)
        assert page.locator("#view .edges path").count() and page.evaluate(CROSSES) == [] and visit.errors == []


def test_the_menus_choose_a_city_and_which_pairs(browser: Browser, page_of: Path) -> None:
    with opened(browser, page_of, page_of.parent, anchor="#view=network&city=碧水市") as (page, visit):
        assert options(page, 1) == ["青山市", "碧水市"] and len(options(page, 2)) >= 3
        names = page.evaluate("[...document.querySelectorAll('#view .unit')].map((it) => it.dataset.key)")
        assert names and all(name.startswith("u:d1") for name in names)
        page.locator("#view .controls select").nth(2).select_option("all2")
        most = page.evaluate("document.querySelectorAll('#view .edges path').length")
        assert "tied=all2" in page.url and most >= 12
        assert visit.errors == []


@pytest.mark.parametrize("about", ["alone", "gaps", "clashes"])
def test_what_python_answers_is_listed_with_its_measures(browser: Browser, tmp_path: Path, about: str) -> None:
    explorer.write(page_facts.plain(), tmp_path / "page.html")
    with opened(browser, tmp_path / "page.html", tmp_path, anchor=f"#view=network&about={about}") as (page, visit):
        rows = page.locator("#view tbody tr")
        assert rows.count() == page.evaluate(f"Z.raw.{about}.length") and page.locator("#view .list-why").count() == 1
        if rows.count():
            rows.first.locator("a").click()
            assert page.locator("#told .duty").count() or page.locator("#told").inner_text()
        assert visit.errors == []
