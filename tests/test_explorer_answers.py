"""What the explorer answers in words: how far the text tells a time, why a lead is a guess, what bureaus bear together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import page_facts
from browser import Visit, chromium, opened
from zeren.pages import explorer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from zeren.facts import Tables


def plans() -> Tables:
    """Targets of no written time, of a written year and of no year; milestones of a year, a year's end and a month."""
    later, sooner = (page_facts.Draft(f"青山市{year}年民生实事") for year in (2021, 2015))
    later.theme("便民")
    later.measure("接入“一网(站)通看”平台。", "市教育局", "市财政局", "各县区政府", quote="接入")
    later.measure("建成书屋八间。", "市教育局", "市财政局", basis="first-listed", quote="建成书屋")
    later.measure(
        "年内办好夜校；添置课桌。", "市民政局", "市财政局", "各县区政府", basis="first-listed", quote="添置课桌"
    )
    later.measure("公开全部账目。", "市财政局")
    sooner.measure("一站看护，一网代办，一路通看到底。", "市民政局")
    sooner.measure("整治河道。", "市民政局")
    later.measure("整治河道。", "市民政局")
    tables = page_facts.tables(sooner.done(year=2015), later.done())
    targets, milestones = tables["targets"], tables["milestones"]
    targets["deadline_basis"] = ["plan-year", "none", "stated"]
    targets["deadline"] = [None, None, "2021-12-31"]
    milestones["quote"] = ["6月底前接入", "年底前建成", "年内办好"]
    milestones["deadline"] = ["2021-06-30", "2021-12-31", "2021-12-31"]
    return tables


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Visit]]:
    folder = tmp_path_factory.mktemp("answers")
    explorer.write(plans(), folder / "page.html")
    with chromium() as browser, opened(browser, folder / "page.html", folder) as seen:
        yield seen


def go(page: Page, **patch: str) -> None:
    page.evaluate("patch => Z.go({view: '', pick: '', ...patch})", patch)
    page.wait_for_timeout(80)


def picked(page: Page, words: str) -> str:
    key: str = page.evaluate("words => Z.measures.find(it => it.text.includes(words)).key", words)
    return key


def test_a_written_date_a_written_year_and_the_plans_year_stand_apart(one: tuple[Page, Visit]) -> None:
    page, visit = one
    go(page, view="timeline")
    told = page.evaluate("[...Z.targets, ...Z.milestones].map(it => Z.when(it).told)")
    assert told == ["plan", "none", "year", "date", "date", "year"]
    assert page.locator("#view .apart").count() == 2
    assert page.locator("#view .due").count() == 5 and page.locator("#view .due.assumed").count() == 1
    counts = [page.evaluate("([key, n]) => Z.say(key, n)", [f"due-count-{it}", told.count(it)]) for it in set(told)]
    note = page.locator("#note").inner_text()
    assert all(it in note for it in counts)
    assert page.evaluate("Z.say('due-all', 6, 3, 3)") in note
    page.locator("#note a").last.click()
    page.wait_for_timeout(80)
    assert page.locator("#told .brief li").count() == 1
    assert "书屋" in page.locator("#told .brief").inner_text()
    assert visit.errors == []


def test_the_table_of_the_timeline_holds_the_words_of_the_source(one: tuple[Page, Visit]) -> None:
    page, _ = one
    go(page, view="timeline")
    page.evaluate("document.getElementById('twin').open = true")
    page.locator("#twin td.of-quote").first.wait_for()
    quotes = page.evaluate("[...Z.targets, ...Z.milestones].map(it => it.quote)")
    assert sorted(page.locator("#twin td.of-quote").all_inner_texts()) == sorted(quotes)
    page.evaluate("document.getElementById('twin').open = false")


def test_a_choice_without_a_date_says_so_in_the_timeline(one: tuple[Page, Visit]) -> None:
    page, _ = one
    go(page, view="timeline", pick=picked(page, "账目"))
    source = page.evaluate("Z.source(Z.byKey(Z.state().pick))")
    assert page.locator("#view .pointed").inner_text() == page.evaluate("it => Z.say('due-absent', it)", source)
    assert page.evaluate("Z.word('no-figures')") in page.locator("#told").inner_text()
    go(page, view="timeline", pick=picked(page, "夜校"))
    assert page.locator("#view .pointed").inner_text() == page.evaluate("Z.word('point-at')")


def test_the_panel_says_that_no_time_is_written(one: tuple[Page, Visit]) -> None:
    page, _ = one
    go(page, pick=picked(page, "通看”"))
    assert page.locator("#told time.plan-year").inner_text() == page.evaluate("Z.word('deadline-plan-year')")


def test_brackets_are_not_looked_for_and_whole_words_come_before_scattered_ones(one: tuple[Page, Visit]) -> None:
    page, _ = one
    for asked in ("一网通看", "一网站通看", "“一网（站）通看”"):
        assert page.evaluate("asked => Z.find(asked)[0].key", asked) == picked(page, "通看”"), asked
    found = page.evaluate("Z.find('整治河道').map(it => Z.byKey(it.key).document.year)")
    assert found == sorted(found, reverse=True) and len(set(found)) == 2


def test_a_guess_says_why_by_its_role_without_a_pointer(one: tuple[Page, Visit]) -> None:
    page, _ = one
    go(page, pick=picked(page, "夜校"))
    for fold in page.locator("#told .fold").all():
        fold.click()
    reasons = page.locator("#told .guess-reason").all_inner_texts()
    keys = ["guess-why", "guess-why-support", "guess-why-implement"]
    assert reasons == [page.evaluate("Z.word(arguments)".replace("arguments", f"'{key}'")) for key in keys]
    assert len(set(reasons)) == 3


def test_the_names_of_some_units_offer_what_they_bear_together(one: tuple[Page, Visit]) -> None:
    page, visit = one
    for asked, many in (("市教育局 市财政局", 2), ("财政局、民政局", 1), ("市财政局 市教育局 各县区政府", 1)):
        first = page.evaluate("asked => Z.find(asked)[0]", asked)
        assert first["type"] == "shared", asked
        assert len(page.evaluate("key => Z.byKey(key).measures.map(it => it.key)", first["key"])) == many
    page.fill("#search", "市教育局 市财政局")
    page.keyboard.press("Enter")
    page.wait_for_timeout(80)
    page.reload()
    assert page.locator("#told .brief li").count() == 2
    assert page.evaluate("Z.find('财政局 书屋').every(it => it.type !== 'shared')")
    assert page.evaluate("[Z.byKey('b:x&%'), Z.byKey('b:')]") == [None, None]
    assert visit.errors == []


def test_single_bodies_come_before_collectives_and_their_count_opens(one: tuple[Page, Visit]) -> None:
    page, _ = one
    page.evaluate("Z.units.find(it => it.zh === '各县区政府').kind = 'collective'")
    go(page, pick=page.evaluate("Z.units.find(it => it.zh === '市教育局').key"))
    links = page.locator("#told .together")
    assert links.first.inner_text() == "2"
    assert page.evaluate("Z.say('leads-of-these', 2)") in page.locator("#told ul.inline").first.inner_text()
    assert page.locator("#told details ul.inline .together").count() >= 1
    links.first.click()
    page.wait_for_timeout(80)
    assert page.locator("#told .brief li").count() == 2


def test_a_row_that_is_chosen_and_the_view_on_show_are_in_sight(one: tuple[Page, Visit]) -> None:
    page, _ = one
    page.set_viewport_size({"width": 390, "height": 500})
    seen = "it => { const box = it.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; }"
    go(page, view="table", pick=page.evaluate("Z.measures.at(-1).key"))
    assert page.locator("#view tr.on").evaluate(seen)
    for view in ("table", "columns", "charts"):
        go(page, view=view)
        side = page.locator("#tabs [aria-current]").evaluate("it => it.getBoundingClientRect().right")
        assert 0 < side <= 391, view
    page.set_viewport_size({"width": 1280, "height": 800})
