"""Views and charts of real plans one after the other on one page: what one has made is never in another's way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from browser import opened
from zeren import facts
from zeren.extract import extract_file
from zeren.pages import explorer
from zeren.reading.open import sources
from zeren.registry.tables import frames

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).parents[1]
PLACES: Final = """[...Object.keys(Z.views).filter(it => it !== 'charts').map(view => ({ view })),
    { view: 'network', tied: 'all2' },
    ...Object.keys(Z.charts).map(chart => ({ view: 'charts', chart }))]"""
GO: Final = "to => new Promise(done => { Z.go({ chart: '', tied: '', ...to }); setTimeout(done, 80); })"
"""Go there, and on when it is drawn."""
PAIRS: Final = """(() => { const chosen = Z.select(Z.state()), { city } = Z.ties.place(chosen, Z.state());
    return Z.ties.tied(city, chosen, Z.state()).pairs.map(it => it.beside); })()"""
YEARS: Final = """place => [...new Set(Z.measures.filter(it => it.document.place === place)
    .map(it => it.document.year))].sort()"""
SAVING: Final = ("svg", "png", "csv", "json", "copy")
"""The ways to take along what is drawn."""
OFF: Final = "all => all.filter(it => it.disabled).map(it => it.dataset.save)"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of the plans in sources/, as one file."""
    found = [extract_file(path) for path in sources([ROOT / "sources"])]
    path = tmp_path_factory.mktemp("real") / "page.html"
    explorer.write(facts.frames(found, frames()), path)
    return path


@pytest.mark.parametrize("backwards", [False, True])
def test_every_chart_is_drawn_after_every_view_and_the_other_way_round(
    browser: Browser, real: Path, backwards: bool
) -> None:
    with opened(browser, real, real.parent, anchor="#common=1") as (page, visit):
        places = page.evaluate(PLACES)
        assert len(places) > 10
        for place in reversed(places) if backwards else places:
            page.evaluate(GO, place)
            assert page.locator("#view .picture, #view table, #view .none").count(), place
            assert visit.errors == [], place


def test_a_pair_is_told_by_the_view_that_drew_it(browser: Browser, real: Path) -> None:
    with opened(browser, real, real.parent, anchor="#view=network&common=1") as (page, visit):
        known = page.evaluate(
            "[...Z.ties.place(Z.select(Z.state()), Z.state()).city.pairs].map(it => [it.key, it.told])"
        )
        assert known
        page.evaluate("Z.go({view: 'charts', chart: 'heat', common: '1'})")
        page.locator("#view .cell").first.wait_for()
        assert page.evaluate("known => known.every(([key, told]) => Z.byKey(key).told === told)", known)
        assert visit.errors == []


def test_where_a_view_cannot_be_drawn_nothing_can_be_saved(browser: Browser, real: Path) -> None:
    with opened(browser, real, real.parent) as (page, visit):
        page.locator("#view .node").first.wait_for()
        assert page.locator("[data-save]").evaluate_all(OFF) == []
        page.evaluate("Z.views.matrix.draw = () => { throw new Error('torn'); }; Z.go({view: 'matrix'})")
        page.wait_for_function("!document.querySelector('#view').children.length")
        assert page.locator("[data-save]").evaluate_all(OFF) == list(SAVING)
        assert any("torn" in it for it in visit.errors)
        page.evaluate("Z.go({view: 'columns'})")
        page.locator("#view .node").first.wait_for()
        assert page.locator("[data-save]").evaluate_all(OFF) == []


def test_what_is_left_out_and_unlike_is_told_with_its_numbers(browser: Browser, real: Path) -> None:
    with opened(browser, real, real.parent, anchor="#view=charts") as (page, visit):
        common = page.evaluate("Z.units.filter(it => it.common).map(it => it.name)")
        note = page.locator("#note").inner_text()
        assert common and all(f"{name} " in note for name in common)
        page.locator("#note a").click()
        page.wait_for_function("Z.state().common === '1' && !document.querySelector('#note a')")
        page.evaluate("Z.go({view: 'network', common: ''})")
        page.locator("#view option", has_text="比随机多").wait_for(state="attached")
        pairs = page.evaluate(PAIRS)
        told = f"{pairs.count('more')} 对确定、{len(pairs) - pairs.count('more')} 对或许"
        assert told in page.locator("#view option", has_text="比随机多").inner_text()
        page.evaluate("Z.go({view: 'compare', sides: 'place'})")
        page.locator("#view .heads .side").first.wait_for()
        place, years = page.locator("#view .heads .side, #view .heads .small").all_text_contents()[:2]
        assert years.startswith("、".join(map(str, page.evaluate(YEARS, place))))
        assert visit.errors == []
