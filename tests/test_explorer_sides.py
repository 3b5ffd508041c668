"""The explorer's order of bureaus and measures, its matrix, timeline, comparison and table, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import page_facts
from browser import chromium, opened
from zeren.analysis import seriation
from zeren.analysis.holding import figure, grade, held, reach
from zeren.model import Extraction, Place
from zeren.pages import explorer, explorer_sides
from zeren.pages.ledger import ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from zeren.facts import Tables


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


def plans() -> Tables:
    """Plans of two cities with headings of their own, and targets that compare and that do not."""
    tables = page_facts.tables(*(plan(place, year) for place, year in (("青山市", 2021), ("碧水市", 2022))))
    targets = tables["targets"]
    told = pd.DataFrame(FIGURES, columns=["indicator", "comparator", "value", "unit", "scope", "quote"])
    told = pd.concat(
        [told, told.assign(comparator=OTHERS, scope=pd.Series(SCOPES), unit=pd.Series(UNITS))], ignore_index=True
    )
    for name in told.columns:
        targets[name] = told[name].astype(targets[name].dtype).to_numpy()
    codes = tables["documents"]["place_name"].map({"青山市": "990100", "碧水市": "990200"})
    schools = sorted(tables["responsibilities"].query("name == '市教育局'")["unit"].unique())
    known = pd.DataFrame({"unit": schools, "name": "市教育局", "function": "education", "known": True})
    tables["units"] = known.reindex(columns=tables["units"].columns).astype(tables["units"].dtypes)
    tables["documents"]["place_code"] = codes.astype(tables["documents"]["place_code"].dtype)
    return tables


FIGURES = [
    ("新增公办学位", ">=", 900.0, "个", None, "学位"),
    ("空气优良天数", ">=", 300.0, "天", None, "天数"),
    ("农村供水普及率", ">=", 95.0, "%", None, "普及率"),
    ("养老护理补贴", "=", 100.0, "元", "每人每月", "补贴"),
    ("改造老旧管网", "=", 30.0, "公里", None, "管网"),
    ("全科医生签约", "all", None, None, None, "签约"),
]
OTHERS = ["increase_by", "<=", "all", "=", "=", "="]
SCOPES = [None, None, None, "每人每年", None, None]
UNITS: list[str | None] = ["个", "天", None, "元", "米", "%"]
REASONS = ["level-and-change", "bounds-differ", None, "scopes-differ", None, "no-number"]


def plan(place: str, year: int) -> Extraction:
    draft = page_facts.Draft(f"{place}{year}年民生实事")
    draft.theme(f"自拟标题之{place[0]}")
    for words in (
        "新建幼儿园，增加中小学学位。",
        "改善空气质量，治理污染。",
        "农村供水管网改造，保障饮水安全。",
        "养老服务机构护理补贴。",
    ):
        draft.measure(words, "市教育局", "市财政局", quote=words[:4])
    draft.measure("做好其他工作。", "市府办", basis="first-listed", quote="做好其他")
    draft.measure("家庭医生签约服务。", "市卫生健康委", quote="家庭医生")
    made = draft.done()
    area = Place(place, None, "title", 0.9)
    return replace(made, place=area, year=year, sha256=sha256(made.raw.encode()).hexdigest())


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    explorer.write(plans(), folder / "page.html")
    return folder / "page.html"


@pytest.mark.parametrize(("n", "reason"), list(enumerate(REASONS)))
def test_figures_are_held_only_against_their_like(n: int, reason: str | None) -> None:
    rows = plans()["targets"].to_dict("records")
    one, other = (grade(figure(rows[at])) for at in (n, n + len(REASONS)))
    assert held(one, other).reason == reason
    assert (held(one, other).factor is None) == (reason is not None)
    assert held(one._replace(area=reach("990100")), other._replace(area=reach("990102"))).reason == "areas-differ"


def test_the_page_holds_figures_against_each_other_as_python_does(browser: Browser, two: Path) -> None:
    grades = [grade(figure(row)) for row in plans()["targets"].to_dict("records")]
    told = [[list(held(one, other)) for other in grades] for one in grades]
    with opened(browser, two, two.parent) as (page, visit):
        made = page.evaluate(
            "Z.targets.map(one => Z.targets.map(other => (it => [it.factor, it.reason])(Z.held(one.grade, other.grade))))"
        )
        assert made == [[[pytest.approx(factor) if factor else None, reason] for factor, reason in row] for row in told]
        assert visit.errors == []


def test_headings_in_other_words_meet_in_a_field_and_what_is_unclear_comes_last(browser: Browser, two: Path) -> None:
    fields = [explorer_sides.field(it) for it in ledger(plans()).measures]
    assert fields[:6] == fields[6:] and fields[4] is None and fields[0] == "教育"
    with opened(browser, two, two.parent, anchor="#view=compare") as (page, visit):
        names = page.locator("#view .heads .field").all_text_contents()
        assert names[-1] == page.evaluate("Z.word('no-field')") and "教育" in names[:-1]
        assert not page.locator("#view .heads .own").count()
        words = page.locator("#view .row").first.text_content() or ""
        assert "自拟标题" in words and "市教育局" in words
        assert page.locator("#view .held tbody tr").count() == len(FIGURES)
        reasons = page.locator("#view .held td.why").all_inner_texts()
        assert reasons == [page.evaluate("it => Z.word(it)", f"reason-{it}") for it in REASONS if it]
        counts = page.evaluate(
            "(it => it.rows.map(row => [row[3], row.slice(4, 9)]))(drawn())".replace("drawn()", DRAWN)
        )
        assert all(sum(parts) == whole for whole, parts in counts)
        assert visit.errors == []


def test_bureaus_of_one_function_in_two_places_can_be_put_side_by_side(browser: Browser, two: Path) -> None:
    with opened(browser, two, two.parent, anchor="#view=compare&sides=function") as (page, visit):
        assert page.locator("#view select").count() == 3
        left, right = (page.locator("#view select").nth(n).locator("option:checked").inner_text() for n in (1, 2))
        assert sorted(name[:3] for name in (left, right)) == ["碧水市", "青山市"]
        assert page.evaluate("[Z.functions.length, Z.functions[0].slug]") == [1, "education"]
        key = page.locator("#view .row").first.get_attribute("data-key")
        page.locator("#view .row").first.press("Enter")
        assert page.evaluate("Z.state().pick") == key
        assert page.locator("#told .brief li").count() == 1
        assert visit.errors == []


def test_the_earlier_year_stands_on_the_left(browser: Browser, two: Path) -> None:
    with opened(browser, two, two.parent, anchor="#view=compare&sides=year") as (page, _):
        assert page.locator("#view .heads .side").all_text_contents() == ["2021", "2022"]
        page.locator("#view select").nth(1).select_option("2022")
        page.wait_for_function("document.querySelector('#view .heads .side').textContent === '2022'")


DRAWN = "Z.views.compare.draw(document.createElement('div'), Z.select(Z.state()), Z.state())"


def test_a_large_matrix_names_the_most_loaded_and_opens_down_to_measures(browser: Browser, large: Path) -> None:
    with opened(browser, large, large.parent, anchor="#view=matrix") as (page, visit):
        assert 40 < page.locator("#view .sides .unit").count() <= 90
        assert 20 < page.locator("#view .tops .column").count() <= 90
        shown = page.locator("#note").inner_text()
        assert "220" in shown and "1960" in shown
        page.locator("#view .sides .rest").first.press("Enter")
        page.locator("#told .brief li").first.wait_for()
        page.locator("#view .tops .column:not(.rest)").first.press("Enter")
        page.locator("#view .measure.column").first.wait_for()
        assert len(page.evaluate("Z.select(Z.state()).measures.map(it => it.key)")) == 5
        page.go_back()
        page.wait_for_function("!document.querySelector('#view .measure.column')")
        assert visit.errors == []


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of 300 bureaus and 10,000 measures, half of them due in one of some months."""
    folder, tables = tmp_path_factory.mktemp("large"), page_facts.large(300, 10_000)
    measures = tables["measures"].iloc[::2]
    due = [f"20{20 + n % 3}-{1 + n % 4:02d}-28" for n in range(len(measures))]
    told = {"kind": "finish", "deadline": due, "rule": "test", "quote": "年内", "confidence": 0.9, "position": 1}
    columns = {
        "document": measures["document"],
        "measure": measures["order"],
        "start": measures["start"],
        "end": measures["end"],
    }
    made = pd.DataFrame({**columns, **told}).reset_index(drop=True)
    tables["milestones"] = made.reindex(columns=tables["milestones"].columns).astype(tables["milestones"].dtypes)
    explorer.write(tables, folder / "page.html")
    return folder / "page.html"


LAST = [f"市第{n}局" for n in range(50, 60)]


def many() -> Tables:
    """Plans of three places in each of which sixty bureaus lead a measure; all but ten have a function of their own."""
    made = []
    for place in ("青山市", "碧水市", "红石市"):
        draft = page_facts.Draft(f"{place}民生实事")
        draft.theme("实事")
        for n in range(60):
            draft.measure(f"办好第{n}件实事。", f"市第{n}局")
        done = draft.done()
        area, digest = Place(place, None, "title", 0.9), sha256(done.raw.encode() + place.encode()).hexdigest()
        made.append(replace(done, place=area, sha256=digest))
    tables = page_facts.tables(*made)
    names = tables["responsibilities"].drop_duplicates("unit").set_index("unit")["name"]
    known = pd.DataFrame({"unit": names.index, "name": names, "kind": "government-department", "known": True})
    known["function"] = [None if name in LAST else name for name in names]
    tables["units"] = known.reindex(columns=tables["units"].columns).astype(tables["units"].dtypes)
    return tables


def test_over_many_places_bureaus_of_one_function_share_a_row_that_opens(browser: Browser, tmp_path: Path) -> None:
    explorer.write(many(), tmp_path / "page.html")
    with opened(browser, tmp_path / "page.html", tmp_path, anchor="#view=matrix") as (page, visit):
        assert page.evaluate("Z.units.length") == 180
        names = page.locator("#view .sides .unit:not(.rest) text").all_text_contents()
        assert sorted(names) == sorted(f"市第{n}局 3 个" for n in range(50))
        assert page.locator("#view .sides .rest").count() == 3
        page.locator("#view .sides .unit:not(.rest)").first.press("Enter")
        page.wait_for_function("document.querySelectorAll('#view .sides .unit').length === 3")
        page.go_back()
        page.wait_for_function("document.querySelectorAll('#view .sides .unit').length > 3")
        assert visit.errors == []


def columns_of(page: Page) -> list[str]:
    """What stands under the columns of a timeline, from left to right."""
    texts = page.locator("#view .grid text:not(.sum)").evaluate_all(
        "all => all.map(it => [it.getBoundingClientRect().x, it.textContent])"
    )
    return [text for _, text in sorted(texts)]


def test_thousands_of_dates_stand_as_bars_that_open_as_lists(browser: Browser, large: Path) -> None:
    with opened(browser, large, large.parent, anchor="#view=timeline&pick=w:2021-03") as (page, visit):
        assert page.locator("#view .due.bar").count() == 12
        assert (
            columns_of(page)
            == [
                it if n < 4 else "⋯"
                for year in (2020, 2021, 2022)
                for n, it in enumerate([f"{year}-0{m}" for m in range(1, 5)] + [""])
            ][:-1]
        )
        assert page.locator("#told h2").inner_text() == "2021-03"
        assert page.locator("#view [aria-pressed=true]").get_attribute("data-key") == "w:2021-03"
        page.locator("#view .due.bar").first.press("Enter")
        assert page.evaluate("Z.state().pick") == "w:2020-01"
        assert visit.errors == []


def test_a_year_stands_after_its_months_and_a_block_tells_its_measure(browser: Browser, two: Path) -> None:
    with opened(browser, two, two.parent, anchor="#view=timeline") as (page, visit):
        said = [("within-year", 2021), ("year-of-plan", 2021), ("year-of-plan", 2022)]
        written, plan, other = (page.evaluate("it => Z.say(...it)", it) for it in said)
        assert columns_of(page) == [written, plan, "⋯", other]
        page.locator("#view .due.pick").first.focus()
        assert page.evaluate("Z.measures[0].text") in page.locator("#view .pointed").inner_text()
        assert visit.errors == []


def test_numbers_sort_as_numbers_and_what_is_empty_stands_last(browser: Browser, two: Path) -> None:
    with opened(browser, two, two.parent, anchor="#view=table&sort=number") as (page, visit):
        mixed = ["十二", "10", "二", "2.10", "2.9", "三", "20"]
        assert page.evaluate("it => it.sort(Z.byNumber)", mixed) == ["二", "2.9", "2.10", "三", "10", "十二", "20"]
        for sort in ("deadline", "deadline-down"):
            page.evaluate("sort => Z.go({sort})", sort)
            page.wait_for_timeout(50)
            cells = page.locator("#view td.of-supports").all_inner_texts()
            assert cells.count("–") == 4
        page.evaluate("Z.go({sort: 'supports-down'})")
        page.wait_for_timeout(50)
        assert page.locator("#view td.of-supports").all_inner_texts()[-4:] == ["–"] * 4
        assert (
            page.locator("#view td.of-leads .guess").count()
            == page.evaluate("Z.duties.filter(it => it.guess).length")
            == 2
        )
        assert visit.errors == []


def test_targets_and_deadlines_are_in_sight_at_1280(browser: Browser, two: Path) -> None:
    with opened(browser, two, two.parent, anchor="#view=table") as (page, _):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate("document.querySelector('.panel').style.display = 'none'")
        page.evaluate("document.querySelector('.stage').style.gridTemplateColumns = 'auto minmax(0, 1fr)'")
        page.locator("#view th.of-targets").wait_for()
        for name in ("targets", "deadline"):
            assert (
                page.evaluate("it => document.querySelector(`#view th.of-${it}`).getBoundingClientRect().right", name)
                <= 1280
            )
