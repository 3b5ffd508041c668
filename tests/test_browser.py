"""The pages in a real browser, from disk, with the network cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import page_facts
from browser import opened
from zeren.pages import site
from zeren.pages.ledger import ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

INERT = "() => window.broken === undefined && !document.querySelector('img, iframe, b[onload], [onload], [onerror]')"
# A glyph that no font has is drawn as a box; a character is drawn when its picture is another one.
GLYPHS = """(words) => {
  const paper = document.createElement("canvas");
  paper.width = paper.height = 40;
  const pen = paper.getContext("2d", { willReadFrequently: true });
  const drawn = (sign) => {
    pen.clearRect(0, 0, 40, 40);
    pen.font = "24px " + getComputedStyle(document.body).fontFamily;
    pen.fillText(sign, 4, 30);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  const box = drawn("\\u0378");
  return [...new Set(words)].filter((sign) => drawn(sign) === box);
}"""


@pytest.fixture(name="plain")
def _plain(pages: Path) -> Path:
    return pages


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    site.write(page_facts.hostile(), folder)
    return folder


def each_kind(folder: Path) -> list[Path]:
    """One page of every kind."""
    alone = [folder / name for name in ("index.html", "ledger.html", "overview.html", "workload.html")]
    return alone + [sorted((folder / kind).iterdir())[0] for kind in ("unit", "evidence")]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_kind_of_page_opens_without_a_request_or_an_error(browser: Browser, plain: Path, dark: bool) -> None:
    for path in each_kind(plain):
        with opened(browser, path, plain, dark=dark) as (_, visit):
            assert visit.foreign == [], path.name
            assert visit.errors == [], path.name
            assert visit.files >= 3


def test_every_page_with_hostile_words_is_inert(browser: Browser, hostile: Path) -> None:
    used = each_kind(hostile)
    for path in sorted(hostile.rglob("*.html")):
        with opened(browser, path, hostile) as (page, visit):
            if path in used:
                use(page)
            assert page.evaluate(INERT), path.name
            assert visit.foreign == [], path.name
            assert visit.errors == [], path.name
            assert page.url.startswith(hostile.as_uri())


def use(page: Page) -> None:
    """Touch whatever a page offers, so that hostile words pass through every script."""
    if page.locator("#language").is_visible():
        page.click("#language")
    if page.locator("#find").count():
        page.fill("#find", "<script>")
    if page.locator("#figure").count():
        page.wait_for_selector("#graph[data-drawn]")
        box = page.locator("#figure").bounding_box()
        assert box
        for part in (0.1, 0.3, 0.5, 0.7, 0.9):
            page.mouse.click(box["x"] + box["width"] * part, box["y"] + min(box["height"], 500) / 2)
    if page.locator("#choose").count():
        page.fill("#choose", page.evaluate("() => document.querySelector('#units option').value"))
        page.locator("#choose").press("Enter")
        page.locator("#choose").blur()
        assert page.locator("#told h3").text_content()


def test_the_source_on_an_evidence_page_is_the_source_character_by_character(browser: Browser, hostile: Path) -> None:
    texts = page_facts.hostile()["texts"]
    for document, text in zip(texts["document"], texts["text"], strict=True):
        with opened(browser, hostile / "evidence" / f"{document}.html", hostile) as (page, _):
            assert page.evaluate("() => document.getElementById('source').textContent") == text


def test_an_anchor_lights_up_its_words_and_its_note(browser: Browser, plain: Path) -> None:
    book = ledger(page_facts.plain())
    duty = book.measures[0].duties[0] if book.measures[0].duties else book.measures[1].duties[0]
    page_file = plain / "evidence" / f"{duty.measure.source.id}.html"
    with opened(browser, page_file, plain, anchor=f"#{duty.anchor}") as (page, _):
        assert page.locator("mark:target").text_content() == duty.name
        assert duty.unit.label in str(page.locator(".notes .chosen").text_content())


def test_no_character_of_any_page_is_drawn_as_a_box(browser: Browser, plain: Path) -> None:
    for path in each_kind(plain):
        with opened(browser, path, plain) as (page, _):
            words = page.evaluate("() => [...document.body.innerText].filter((it) => it.trim())")
            assert "市" in words
            assert page.evaluate(GLYPHS, words) == [], path.name
            assert page.evaluate(GLYPHS, ["\u0379"]) == ["\u0379"]


def test_the_filter_keeps_rows_that_hold_every_word(browser: Browser, plain: Path) -> None:
    with opened(browser, plain / "ledger.html", plain) as (page, _):
        page.fill("#find", "幼儿园 教育局")
        shown = page.eval_on_selector_all("[data-row]:not([hidden])", "rows => rows.map((row) => row.textContent)")
        assert shown
        assert all("幼儿园" in text and "教育局" in text for text in shown)
        page.fill("#find", "没有这样的词")
        assert page.locator("[data-row]:not([hidden])").count() == 0
        page.fill("#find", "")
        assert page.locator("[data-row][hidden]").count() == 0


ROWS = "rows => rows.map((row) => row.textContent)"


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages whose units have aliases, as those that the registry knows."""
    folder = tmp_path_factory.mktemp("named")
    tables = page_facts.plain()
    aliases = tables["units"]["name"].map({"市教育局": "市教体局|市教委", "市民政局": "市ＭＺ局"}).fillna("")
    site.write(tables | {"units": tables["units"].assign(aliases=aliases)}, folder)
    return folder


@pytest.mark.parametrize(
    ("asked", "name", "rows"), [("教体局", "市教育局", 3), ("mz", "市民政局", 3), ("学前教育", "幼儿园", 1)]
)
def test_the_filter_finds_other_names_of_units_and_other_words_for_a_topic(
    browser: Browser, named: Path, asked: str, name: str, rows: int
) -> None:
    with opened(browser, named / "ledger.html", named) as (page, _):
        page.fill("#find", asked)
        shown = page.eval_on_selector_all("[data-row]:not([hidden])", ROWS)
        assert len(shown) >= rows
        assert all(name in text and asked not in text for text in shown)


def test_a_search_that_finds_nothing_says_so_in_both_languages(browser: Browser, plain: Path) -> None:
    with opened(browser, plain / "ledger.html", plain) as (page, _):
        page.fill("#find", "没有这样的词")
        assert page.locator("#found").text_content() == "没有找到"
        page.click("#language")
        assert page.locator("#found").text_content() == "nothing found"
        page.fill("#find", "")
        assert page.locator("#found").text_content() == ""


def test_the_overview_finds_a_unit_by_an_alias_and_says_when_none_is_found(browser: Browser, named: Path) -> None:
    with opened(browser, named / "overview.html", named) as (page, _):
        for asked, told in (("教体局", "市教育局"), ("Ｍｚ", "市民政局")):
            page.fill("#choose", asked)
            page.locator("#choose").blur()
            assert page.locator("#told h3").text_content() == told
            assert page.locator("#missing").text_content() == ""
        page.fill("#choose", "没有这样的局")
        page.locator("#choose").blur()
        assert page.locator("#missing").text_content() == "图中没有找到"
        assert page.locator("#drawer").is_hidden()


def test_labels_change_to_english_and_stay_so(browser: Browser, plain: Path) -> None:
    with opened(browser, plain / "ledger.html", plain) as (page, _):
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        page.click("#language")
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("h1").text_content() == "Who owns what"
        page.reload()
        assert page.locator("h1").text_content() == "Who owns what"


def test_a_column_sorts_both_ways(browser: Browser, plain: Path) -> None:
    column = "rows => rows.map((row) => Number(row.cells[3].textContent))"
    with opened(browser, plain / "ledger.html", plain) as (page, _):
        button = page.locator("#units thead button").nth(1)
        button.click()
        down = page.eval_on_selector_all("#units tbody tr", column)
        button.click()
        assert down == sorted(down, reverse=True)
        assert page.eval_on_selector_all("#units tbody tr", column) == sorted(down)


def test_a_chosen_unit_tells_its_duties_with_their_evidence(browser: Browser, plain: Path) -> None:
    with opened(browser, plain / "overview.html", plain) as (page, visit):
        page.fill("#choose", "市教育局")
        page.locator("#choose").blur()
        assert page.locator("#told li").count() == 2
        page.locator("#told li a.source").first.click()
        page.wait_for_selector("mark:target")
        assert page.locator("mark:target").text_content() == "市教育局"
        assert visit.foreign == []


def test_a_page_without_scripts_still_says_who_leads(browser: Browser, plain: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((plain / "ledger.html").as_uri())
    assert page.locator("#units tbody tr").count() == 5
    page.locator("#units tbody summary").first.click()
    page.locator("#units tbody ol.brief a").first.click()
    assert page.locator("mark.measure:target").count() == 1
    context.close()


def test_a_graph_of_130_units_and_measures_is_drawn_whole(browser: Browser, tmp_path: Path) -> None:
    tables = page_facts.large(units=65, measures=65)
    site.write(tables, tmp_path)
    with opened(browser, tmp_path / "overview.html", tmp_path) as (page, visit):
        page.wait_for_selector("#graph[data-drawn]")
        nodes = page.evaluate(
            "() => JSON.parse(document.getElementById('data').textContent).nodes.filter((it) => !it.of).length"
        )
        assert nodes >= 130
        assert page.locator("#graph").get_attribute("data-drawn") == str(nodes)
        assert visit.errors == []


def test_a_phone_sees_no_page_wider_than_itself(browser: Browser, plain: Path) -> None:
    for path in each_kind(plain):
        with opened(browser, path, plain) as (page, _):
            page.set_viewport_size({"width": 390, "height": 844})
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, path.name
