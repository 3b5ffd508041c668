"""The explorer: its data block, and the page in a real browser with the network cut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import page_facts
from browser import chromium, opened
from zeren.pages import explorer, explorer_data, labels, site
from zeren.pages.excerpts import LONG, Excerpts
from zeren.pages.ledger import ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alone")
    explorer.write(page_facts.plain(), folder / "page.html")
    return folder / "page.html"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    explorer.write(page_facts.hostile(), folder / "page.html")
    return folder / "page.html"


def block(page: str) -> dict[str, list[object]]:
    found = re.search(r'id="data">(.*?)</script>', page)
    assert found
    data: dict[str, list[object]] = json.loads(found[1])
    return data


def test_every_fact_of_the_tables_is_in_the_block() -> None:
    tables = page_facts.plain()
    data = block(explorer.page(tables))
    for name in ("documents", "measures", "targets", "milestones", "results"):
        assert len(data[name]) == len(tables[name]), name
    assert len(data["duties"]) == len(tables["responsibilities"])


def test_the_words_of_the_source_hold_every_fact_where_it_stands() -> None:
    tables = page_facts.plain()
    told = explorer_data.words(tables, ledger(tables))
    texts = tables["texts"].set_index("document")["text"]
    for row in tables["responsibilities"].to_dict("records"):
        around = told[row["document"]][str(row["measure"])]
        start, words, stretches = next(
            it for it in around if it[0] <= row["start"] and row["end"] <= it[0] + len(it[1])
        )
        assert any(low <= row["start"] and row["end"] <= high for low, high in stretches)
        assert words[row["start"] - start : row["end"] - start] == texts[row["document"]][row["start"] : row["end"]]


def test_windows_that_meet_are_one() -> None:
    text = "一二三四五六七八九十" * 100
    assert len(Excerpts(text).windows([(50, 52), (60, 61), (850, 851)])) == 2


@pytest.mark.parametrize(
    ("text", "fact", "shown"),
    [
        ("修桥三座。 | 市交通局、市财政局、市水利局 | 六月底前", "市财政局", "市交通局、市财政局、市水利局"),
        ("<td>修桥</td><td class=x>市交通局牵头；市财政局配合</td>", "市财政局", "市交通局牵头；市财政局配合"),
        ("一、修桥\n市交通局牵头，市财政局配合。\n二、", "市财政局", "市交通局牵头，市财政局配合。"),
        ("前" * LONG + "。由市交通局修桥！" + "后" * LONG, "市交通局", "由市交通局修桥！"),
    ],
)
def test_a_fact_is_shown_with_its_whole_cell_line_or_sentence(text: str, fact: str, shown: str) -> None:
    start = text.index(fact)
    assert text[slice(*Excerpts(text).stretch(start, start + len(fact)))] == shown


@pytest.mark.parametrize("dark", [False, True])
def test_one_file_needs_nothing_and_says_no_error(browser: Browser, alone: Path, dark: bool) -> None:
    for anchor in ("", "#view=ego", "#view=table", "#view=nothing&pick=u:nobody"):
        with opened(browser, alone, alone.parent, dark, anchor) as (page, visit):
            assert page.locator("#view > *").count()
            assert (visit.files, visit.foreign, visit.errors) == (1, [], [])


def test_hostile_words_stay_words(browser: Browser, hostile: Path) -> None:
    with opened(browser, hostile, hostile.parent) as (page, visit):
        shown = page.locator("#view").inner_text()
        for key in page.locator("#view .pick").evaluate_all("all => all.map(it => it.dataset.key)"):
            page.evaluate("key => Z.go({pick: key})", key)
            page.wait_for_timeout(20)
        assert "<" in shown and not page.locator("img, iframe, #view script").count()
        assert (visit.foreign, visit.errors) == ([], [])


def test_a_measure_is_reached_by_keyboard_alone(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent) as (page, _):
        words = page.evaluate("Z.measures[0].text.slice(0, 4)")
        page.keyboard.press("/")
        page.keyboard.type(words)
        options = page.locator("#suggestions [role=option]")
        kinds = options.evaluate_all("all => all.map(it => it.firstChild.className)")
        steps = kinds.index("type measure") + 1
        for _ in range(steps):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert steps + 2 <= 12
        assert page.evaluate("Z.state().pick") == page.evaluate("Z.measures[0].key")
        assert page.locator("#told mark").first.inner_text()


def test_back_and_forward_go_through_what_was_chosen(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent) as (page, _):
        first, second = page.evaluate("Z.units.slice(0, 2).map(it => it.key)")
        for key in (first, second):
            page.evaluate("key => Z.go({pick: key})", key)
        page.go_back()
        assert page.evaluate("Z.state().pick") == first
        page.go_forward()
        assert page.evaluate("Z.state().pick") == second


def test_a_guess_is_told_wherever_a_lead_is_one(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent) as (page, _):
        guesses = page.evaluate("Z.duties.filter(it => it.guess).map(it => it.measure.key)")
        for key in guesses:
            page.evaluate("key => Z.go({pick: key})", key)
            page.wait_for_timeout(20)
            assert page.locator("#told .basis.guess").count()


def saved(page: Page, how: str) -> str:
    page.locator(".menu > summary").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-save={how}]").click()
    return waiting.value.path().read_bytes().decode("utf-8-sig")


def test_what_is_shown_can_be_taken_along(browser: Browser, hostile: Path) -> None:
    with opened(browser, hostile, hostile.parent) as (page, _):
        rows = json.loads(saved(page, "json"))["rows"]
        assert len(rows) == page.evaluate("Z.measures.length")
        assert saved(page, "csv").count("\r\n") >= len(rows) + 1
        assert saved(page, "svg").startswith("<svg")


def test_a_scrolled_matrix_with_a_choice_is_saved_whole_and_without_bands(browser: Browser, tmp_path: Path) -> None:
    explorer.write(page_facts.large(60, 60), tmp_path / "page.html")
    with opened(browser, tmp_path / "page.html", tmp_path, anchor="#view=matrix") as (page, _):
        still = saved(page, "svg")
        page.evaluate("document.querySelector('.matrix').scrollTo(300, 200)")
        page.evaluate("Z.go({pick: Z.units[0].key})")
        page.wait_for_function("() => document.querySelector('.matrix .sides').style.transform")
        assert saved(page, "svg") == still and 'fill-opacity="0"' in still


def test_what_is_taken_along_says_what_was_left_out(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent, anchor="#role=lead") as (page, _):
        told = json.loads(saved(page, "json"))
        assert told["filters"] == {"role": ["lead"]}
        picture = saved(page, "svg")
        assert re.search("<desc>[^<]*角色：牵头", picture)
        assert picture.count(">配合<") == 1


def test_filters_are_told_and_can_be_dropped_where_they_leave_nothing(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent, anchor="#year=1900&role=lead") as (page, visit):
        assert page.locator("#chips button").count() == 3
        ways = page.locator("#view .none a").all_inner_texts()
        assert len(ways) == 3 and "1900" in ways[0]
        assert page.locator("#facets input").count()
        page.locator("#view .none a").first.click()
        page.locator("#view .node").first.wait_for()
        assert page.evaluate("Z.state().year.length") == 0
        assert visit.errors == []


def test_a_single_file_holds_every_label_that_it_says(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent) as (page, _):
        lacking = sorted(set(labels.table()) - set(page.evaluate("Object.keys(LABELS)")))
        assert lacking
        for view in page.evaluate("Object.keys(Z.views)"):
            for pick in ("''", "Z.measures[0].key", "Z.units[0].key"):
                page.evaluate(f"Z.go({{view: '{view}', pick: {pick}}})")
                page.wait_for_timeout(30)
                said = page.evaluate("[...document.querySelectorAll('body *')].map(it => it.textContent)")
                assert not set(lacking) & set(said), view


@pytest.mark.parametrize("view", ["columns", "ego", "table"])
def test_a_phone_shows_a_view_without_sideways_scroll(browser: Browser, alone: Path, view: str) -> None:
    with opened(browser, alone, alone.parent, anchor=f"#view={view}") as (page, visit):
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_timeout(400)
        wide = page.evaluate("[document.documentElement.scrollWidth, document.getElementById('view').scrollWidth]")
        assert max(wide) <= 390
        assert visit.errors == []


def test_on_paper_a_choice_pales_nothing_and_no_button_is_left(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent) as (page, _):
        page.evaluate("Z.go({pick: Z.units[0].key})")
        page.emulate_media(media="print")
        page.wait_for_timeout(50)
        pale = "[...document.querySelectorAll('#view .mark')].filter(it => +getComputedStyle(it).opacity < 0.9).length"
        assert page.evaluate(pale) == 0
        assert page.locator("header.bar, #tabs, #clear, .strip summary").evaluate_all(
            "all => all.every(it => !it.checkVisibility())"
        )
        assert page.locator("#paper h2").inner_text()


@pytest.mark.parametrize("dark", [False, True])
def test_the_button_turns_light_into_dark_and_back(browser: Browser, alone: Path, dark: bool) -> None:
    ground = "getComputedStyle(document.querySelector('header')).backgroundColor"
    with opened(browser, alone, alone.parent, dark) as (page, _):
        first = page.evaluate(ground)
        page.click("#light")
        assert page.evaluate(ground) != first
        page.click("#light")
        assert page.evaluate(ground) == first


def test_a_build_of_many_words_keeps_them_in_scripts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    monkeypatch.setattr(explorer, "INSIDE", 0)
    site.write(page_facts.plain(), tmp_path)
    assert list((tmp_path / "assets" / "words").iterdir())
    with opened(browser, tmp_path / "index.html", tmp_path) as (page, visit):
        page.evaluate("Z.go({pick: Z.measures[0].key})")
        page.locator("#told mark").first.wait_for()
        assert (visit.foreign, visit.errors) == ([], [])


def test_the_weight_of_a_measure_is_shared_out_whole(browser: Browser, alone: Path) -> None:
    for weight in ("share", "lead"):
        with opened(browser, alone, alone.parent, anchor=f"#view=charts&common=1&weight={weight}") as (page, visit):
            page.locator("#twin summary").click()
            cells = page.locator("#twin tbody tr td:nth-child(6)").all_inner_texts()
            borne = page.evaluate("Z.measures.filter(it => it.duties.length).length")
            assert abs(sum(map(float, cells)) - borne) < 0.02 * len(cells)
            assert visit.errors == []


def test_pairs_beyond_chance_are_drawn_and_told(browser: Browser, tmp_path: Path) -> None:
    explorer.write(page_facts.large(40, 120), tmp_path / "page.html")
    with opened(browser, tmp_path / "page.html", tmp_path, anchor="#view=network") as (page, visit):
        drawn = page.locator("#view .edge").count()
        more = page.evaluate("Z.raw.together.filter((pair) => pair[6] < 2).length")
        assert drawn == more or page.locator("#view .none").count()
        if drawn:
            page.evaluate("Z.go({pick: document.querySelector('#view .edge').dataset.key})")
            assert page.locator("#told .brief li").count()
        assert visit.errors == []


def picked_everywhere(page: Page) -> None:
    """Choose everything that the picture offers; each is lit, and the table twin has a row for each of its rows."""
    for key in sorted(set(page.locator("#view .pick").evaluate_all("all => all.map(it => it.dataset.key)"))):
        page.evaluate("key => Z.go({pick: key})", key)
        page.wait_for_function(
            "key => document.querySelector('#view .pick[aria-pressed=true]')?.dataset.key === key", arg=key
        )
        assert page.locator("#told h2").first.inner_text()
    page.locator("#twin summary").click()
    page.locator("#twin tbody tr").first.wait_for()
    rows = page.locator("#twin tbody tr").count()
    assert rows and str(rows) in page.locator("#twin summary").inner_text()


def test_the_matrix_has_a_cell_for_each_bureau_of_a_measure(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent, anchor="#view=matrix&common=1") as (page, visit):
        ties = page.evaluate("new Set(Z.duties.map(it => `${it.unit.i} ${it.measure.i}`)).size")
        assert page.locator("#view .cell").count() == ties
        assert page.locator("#view .sign.guess").count() == page.evaluate(
            "Z.duties.filter(it => it.guess && it.role === 'lead').length"
        )
        page.locator("#view .cell").first.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        assert page.evaluate("Z.units.includes(Z.byKey(Z.state().pick)) || Boolean(Z.byKey(Z.state().pick).measure)")
        picked_everywhere(page)
        assert (visit.foreign, visit.errors) == ([], [])


def test_the_timeline_shows_what_has_a_date_and_counts_the_rest(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent, anchor="#view=timeline") as (page, visit):
        facts = page.evaluate(
            "[...Z.targets, ...Z.milestones].map(it => Boolean(it.deadline) || it.basis === 'plan-year')"
        )
        assert page.locator("#view .pick").count() == sum(facts) > 0
        assert page.locator("#view .apart").count() == 2
        picked_everywhere(page)
        assert (visit.foreign, visit.errors) == ([], [])


def test_two_bureaus_are_compared_by_what_they_bear(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent, anchor="#view=compare&sides=unit") as (page, visit):
        left, right = page.locator("#view select").evaluate_all("all => all.slice(1).map(it => it.value)")
        assert left != right
        assert page.locator("#view .bar.guess").count()
        page.locator("#view select").nth(1).select_option(right)
        assert page.evaluate("Z.state().a") == right
        picked_everywhere(page)
        assert (visit.foreign, visit.errors) == ([], [])


def test_words_that_nothing_holds_find_what_is_nearest(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent) as (page, _):
        words = page.evaluate("Z.measures[0].text.slice(0, 3) + '另' + Z.measures[0].text.slice(3, 5)")
        assert page.evaluate("words => Z.find(words).some(it => it.key === Z.measures[0].key)", words)
        assert page.evaluate("Z.find('没有此物').length") == 0


def test_the_table_names_every_unit_though_the_picture_leaves_some_out(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent, anchor="#view=table") as (page, _):
        rows = page.evaluate(
            "(told => Object.fromEntries(told.rows.map((row, n) => [told.keys[n], row.slice(2, 5).join('、')])))"
            "(Z.asTable(Z.select(Z.state())))"
        )
        names = page.evaluate("Object.fromEntries(Z.measures.map(it => [it.key, it.duties.map(duty => duty.name)]))")
        assert rows.keys() == names.keys()
        assert all(name in rows[key] for key, of in names.items() for name in of)
