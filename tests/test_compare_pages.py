"""The pages that hold plans side by side: doubt shown as doubt, one language at a time, nothing cut off."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import chromium, opened
from zeren import facts, render
from zeren.analysis.diff import Difference, Step, Task
from zeren.analysis.holding import Figure
from zeren.extract import extract_file
from zeren.pages import compare, labels, site
from zeren.registry.tables import frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PLAN = """泰安市{}年民生实事
1.新建幼儿园{}所。（牵头单位：市教育局）
2.改造老旧小区{}个。（牵头单位：市住房城乡建设局）
3.新建农村公路{}公里。（牵头单位：市交通运输局）
"""
FIGURE = Figure("新建幼儿园", "=", 30.0, "所", None, "新建幼儿园30所", (0, 8))
LEAD = ("370000/education",)
TASK = Task("d" * 8, 1, "新建幼儿园30所", (0, 8), LEAD, ("市教育局",), LEAD, False, (FIGURE,))


def page(*steps: Step, score: float = 0.9, before: Task = TASK) -> str:
    found = [Difference("continued", "same", score, before, TASK, steps)]
    return compare.page("青山市 2020", "青山市 2021", found)


def test_a_pair_that_is_little_alike_is_put_before_the_reader_as_a_doubt() -> None:
    assert 'class="alike unsure"' in page(score=0.66)
    assert "相似度 0.66" in page(score=0.66)
    assert 'class="alike unsure"' not in page(score=0.93)
    assert "相似度" not in page(score=1.0)


def test_a_lead_that_is_a_guess_is_marked_as_one_on_its_side_only() -> None:
    assert page(before=replace(TASK, guess=True)).count("basis guess") == 1
    assert page().count("basis guess") == 0


@pytest.mark.parametrize(("before", "after"), [(FIGURE, None), (None, FIGURE)])
def test_a_figure_without_a_partner_stands_against_a_dash(before: Figure | None, after: Figure | None) -> None:
    told = page(Step("not-compared", before, after, "no-partner"))
    one, other = (figure.quote if figure else "–" for figure in (before, after))
    assert f"{one} → {other}" in told
    assert labels.word("reason-no-partner") in told


def test_a_figure_without_a_partner_stands_against_a_dash_in_the_table_too() -> None:
    side = {"order": 1, "text": "新建幼儿园", "lead": ["市教育局"], "guess": True}
    step = {"move": "not-compared", "before": None, "after": {"quote": "新建幼儿园30所"}, "reason": "no-partner"}
    found = {"change": "continued", "hands": "same", "score": 0.9, "before": side, "after": side, "figures": [step]}
    (row,) = render.differences([found])
    assert row["figures"] == "– → 新建幼儿园30所: no-partner"
    assert row["lead"] == "市教育局 (guess)"


def test_a_step_has_no_look_of_a_guess() -> None:
    told = page(Step("raised", FIGURE, FIGURE, None))
    assert 'class="move raised"' in told
    assert 'class="tag"' not in told


def test_a_narrow_cell_names_its_plan() -> None:
    assert 'data-label="青山市 2020"' in page()
    assert 'data-label="青山市 2021"' in page()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compared")
    made = []
    for year, figures in ((2020, (30, 200, 90)), (2021, (40, 150, 90))):
        source = folder / f"{year}.txt"
        source.write_text(PLAN.format(year, *figures), encoding="utf-8")
        made.append(extract_file(source))
    used = {duty.department for one in made for m in one.measures for duty in m.responsibilities if duty.department}
    site.write(facts.frames(made, frames(used)), folder / "pages")
    return folder / "pages"


def test_a_function_goes_by_its_name_in_both_languages(pages: Path) -> None:
    told = (pages / "compare.html").read_text(encoding="utf-8")
    names = re.findall(r'<span class="in-zh" lang="zh-CN">(.+?)</span><span class="in-en" lang="en">(.+?)</span>', told)
    assert ("教育局", "Education Bureau") in names
    assert not [name for pair in names for name in pair if "{" in name]


def test_no_name_of_a_function_keeps_a_place_open() -> None:
    from zeren.registry import functions

    names = [compare.function_name(slug) for slug in functions.table()]
    assert not [name for name in names if re.search(r"[{}]|^ | $|  ", name.zh + name.en) or not (name.zh and name.en)]
    assert compare.function_name("organisation") == ("党委组织部", "CPC Organisation Department")
    assert compare.function_name("no-such-function") == ("no-such-function", "no-such-function")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [420, 360, 1280])
def test_nothing_of_the_page_is_cut_off(browser: Browser, pages: Path, language: str, width: int) -> None:
    with opened(browser, pages / "compare.html", pages) as (shown, visit):
        shown.set_viewport_size({"width": width, "height": 900})
        if language == "en":
            shown.click("#language")
        edges = "(it) => [it.getBoundingClientRect().left, it.getBoundingClientRect().right]"
        right = shown.locator("#language").evaluate(edges)[1]
        assert right <= width
        assert shown.evaluate("() => document.documentElement.scrollWidth") <= width
        assert shown.locator("summary").first.evaluate("(it) => getComputedStyle(it).listStylePosition") == "inside"
        assert visit.errors == []


def test_the_names_of_functions_and_the_order_of_a_column_follow_the_reader(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / "compare.html", pages) as (shown, _):
        shown.click("#language")
        heads = shown.locator("table.sortable tbody th")
        assert "Education Bureau" in heads.all_inner_texts()
        shown.locator("table.sortable thead button").first.click()
        cells = shown.locator("table.sortable tbody tr td:nth-child(2)").all_inner_texts()
        assert cells == ["1 (33 %)"] * 3
