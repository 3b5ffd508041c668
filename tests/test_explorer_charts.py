"""The explorer's charts in a real browser: the numbers are those of `zeren.analysis`, the marks can be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest

import invented_facts
import page_facts
from browser import chromium, opened
from zeren import facts
from zeren.analysis import weighting
from zeren.analysis.duties import duties
from zeren.pages import charts, explorer
from zeren.pages.charts import Asked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from zeren.facts import Tables

CHARTS: Final = ("loads", "heat", "themes", "flows", "results")
ROLES: Final = ("lead", "support", "implement")
LOADS: Final = "[...Z.loads(Z.borne(Z.select(Z.state()), Z.state()), '{}')]"
TOLD: Final = ".map(it => [it.of.id || it.of.name, it.sums, it.ranks || null])"


def dealt(seed: int = 5) -> Tables:
    """Two plans of two years in which bureaus and collectives bear measures as chance has it, some of them twice; the
    members of one collective change between the years, and one of them also bears something of its own."""
    chance = np.random.default_rng(seed)
    units = [*(f"u/{n:02}" for n in range(12)), "u/all", "u/zones", "u/member-a"]
    names = {"u/all": "各县区政府", "u/zones": "各开发区管委会"}
    held, measures, raw = [], [], "甲乙丙丁。" * 40
    for document in ("aaaaaaaa", "bbbbbbbb"):
        for order in range(1, 21):
            theme = (None, "教育", "养老", "出行")[int(chance.integers(4))]
            measures.append({"document": document, "order": order, "text": f"实事{order}", "theme": theme})
            bearers = chance.choice(units, int(chance.integers(1, 7)))
            for position, unit in enumerate(map(str, bearers), 1):
                duty = {"document": document, "measure": order, "position": position, "unit": unit}
                duty |= {"role": ROLES[int(chance.integers(3))], "name": names.get(unit, f"局{unit[2:]}")}
                held.append(duty | {"basis": "label", "rule": "test", "confidence": 0.9, "start": 0, "end": 2})
    kinds = {"u/all": "collective", "u/zones": "collective"}
    every = [*units, "u/member-b", "u/member-c"]
    members = [("u/all", "u/member-a", None), ("u/all", "u/member-b", "2022-01-01"), ("u/all", "u/member-c", None)]
    given: dict[str, list[dict[str, Any]]] = {
        "documents": [
            {"document": one, "path": f"{one}.txt", "title": one, "year": year}
            for one, year in (("aaaaaaaa", 2021), ("bbbbbbbb", 2022))
        ],
        "texts": [{"document": one, "text": raw} for one in ("aaaaaaaa", "bbbbbbbb")],
        "measures": [it | {"start": 0, "end": 4} for it in measures],
        "responsibilities": held,
        "units": [
            {"unit": it, "name": names.get(it, f"局{it[2:]}"), "kind": kinds.get(it, "government-department")}
            | {"known": True}
            for it in every
        ],
        "members": [{"collective": one, "member": other, "valid_to": to} for one, other, to in members],
    }
    return {name: facts.frame(name, given.get(name, [])) for name in facts.SCHEMA}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def tables() -> Tables:
    return dealt()


@pytest.fixture(scope="module")
def alone(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("charts") / "page.html"
    explorer.write(tables, path)
    return path


@pytest.mark.parametrize("expand", [False, True])
def test_the_loads_and_ranks_are_those_of_the_analysis(
    browser: Browser, alone: Path, tables: Tables, expand: bool
) -> None:
    anchor = "#view=charts&common=1" + ("&expand=1" if expand else "")
    with opened(browser, alone, alone.parent, anchor=anchor) as (page, visit):
        shown = {unit: (sums, ranks) for unit, sums, ranks in page.evaluate(LOADS.format("unit") + TOLD)}
        assert visit.errors == []
    held = duties(tables, expand=expand)
    assert expand == ("u/member-c" in shown) and expand == ("u/all" not in shown) and "u/zones" in shown
    for weight in weighting.WEIGHTS:
        weighed = weighting.weighed(held, weight)
        assert set(shown) == set(weighed["unit"])
        for unit, rows in weighed.groupby("unit"):
            sums = shown[str(unit)][0][weight]
            assert sums["all"] == pytest.approx(rows["load"].sum(), abs=1e-9)
            for role in ROLES:
                assert sums[role] == pytest.approx(rows.loc[rows["role"] == role, "load"].sum(), abs=1e-9)
    for row in weighting.ranks(tables, expand=expand).to_dict("records"):
        assert shown[row["unit"]][1] == {weight: row[weight] for weight in weighting.WEIGHTS}


@pytest.mark.parametrize("by", ["theme", "kind"])
@pytest.mark.parametrize("expand", [False, True])
def test_the_loads_of_themes_and_kinds_are_those_of_the_chart(
    browser: Browser, alone: Path, tables: Tables, by: Any, expand: bool
) -> None:
    anchor = "#view=charts&common=1" + ("&expand=1" if expand else "")
    with opened(browser, alone, alone.parent, anchor=anchor) as (page, _):
        shown = {name: sums for name, sums, _ in page.evaluate(LOADS.format(by) + TOLD.replace("it.of.id || ", ""))}
    for weight in weighting.WEIGHTS:
        data = charts.frame("workload", tables, Asked(by=by, weight=weight, expand=expand)).set_index("name")["load"]
        assert {name: sums[weight]["all"] for name, sums in shown.items()} == pytest.approx(data.to_dict(), abs=1e-5)


@pytest.mark.parametrize("expand", [False, True])
def test_heat_themes_and_flows_count_what_the_frames_count(
    browser: Browser, alone: Path, tables: Tables, expand: bool
) -> None:
    asked = Asked(expand=expand)
    with opened(browser, alone, alone.parent, anchor="#common=1" + ("&expand=1" if expand else "")) as (page, _):
        facts = "Z.borne(Z.select(Z.state()), Z.state())"
        heat = page.evaluate(f"Z.pairsOf({facts}).map(it => [it.one.id, it.other.id, it.measures.length])")
        themes = page.evaluate(
            f"Z.underThemes({facts}).map(it => [it.unit.id, it.theme.name, it.measures.size, it.led.size])"
        )
        flows = page.evaluate(f"Z.flows({facts}).map(it => [it.lead.id, it.support.id, it.measures.length])")
    for name, shown, columns in (
        ("heat", heat, ["unit_a", "unit_b", "measures"]),
        ("themes", themes, ["unit", "theme", "measures", "led"]),
        ("flows", flows, ["lead", "support", "measures"]),
    ):
        told = charts.frame(name, tables, asked)[columns].values.tolist()
        assert told and sorted(shown) == sorted(told), name


def reached(document: str, indicator: str, value: float, unit: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {"document": document, "indicator": indicator, "value": value, "unit": unit}
    return row | {"quote": f"{indicator}已成", "comparator": "=", "start": 0, "end": 1, "confidence": 0.9} | more


def with_results() -> Tables:
    rows = [
        reached("aaaaaaaa", "道路", 45000, "米", period="2021年1至11月"),
        reached("aaaaaaaa", "护理床位数", 330, "张", period="2021年"),
        reached("aaaaaaaa", "哨点", 20, "户"),
        reached("aaaaaaaa", "危桥", 10, "座", comparator=">", period="2021年度"),
    ]
    return invented_facts.tables() | {
        "results": facts.frame("results", [row | {"position": n} for n, row in enumerate(rows)])
    }


def test_results_stand_beside_their_targets_and_are_judged_as_the_analysis_does(
    browser: Browser, tmp_path: Path
) -> None:
    tables = with_results()
    explorer.write(tables, tmp_path / "page.html")
    with opened(browser, tmp_path / "page.html", tmp_path, anchor="#view=charts&chart=results") as (page, visit):
        page.locator("#twin summary").click()
        shown = [row.split("\t") for row in page.locator("#twin tbody tr").all_inner_texts()]
        assert visit.errors == []
    data = charts.frame("results", tables)
    judged = {"护理床位": [110.0, "达到目标数"], "危桥": [83.3, "未说明是否达到"], "道路": [75.0, "未说明是否达到"]}
    assert data.set_index("indicator")[["part", "reached"]].T.to_dict("list") == judged
    told = [[row["indicator"], f"{row['part']:g}", row["reached"]] for row in data.to_dict("records")]
    assert sorted([row[0], row[3], row[4]] for row in shown) == sorted(told)


def chosen_everywhere(page: Page) -> int:
    """Choose up to forty of what the picture offers; each is lit and told."""
    keys = sorted(set(page.locator("#view .pick").evaluate_all("all => all.map(it => it.dataset.key)")))
    for key in keys[:40]:
        page.evaluate("key => Z.go({pick: key})", key)
        page.wait_for_function(
            "key => document.querySelector('#view .pick[aria-pressed=true]')?.dataset.key === key", arg=key
        )
        assert page.locator("#told h2").first.inner_text()
        assert page.locator("#view .mark.on").count()
    return len(keys)


@pytest.mark.parametrize("chart", CHARTS[:-1])
@pytest.mark.parametrize("expand", [False, True])
def test_every_mark_of_a_chart_can_be_chosen_and_has_a_row(
    browser: Browser, alone: Path, chart: str, expand: bool
) -> None:
    anchor = f"#view=charts&chart={chart}&common=1" + ("&expand=1" if expand else "")
    with opened(browser, alone, alone.parent, anchor=anchor) as (page, visit):
        assert chosen_everywhere(page)
        page.locator("#twin summary").click()
        page.locator("#twin tbody tr").first.wait_for()
        assert (visit.foreign, visit.errors) == ([], [])


def test_the_menu_changes_the_chart_and_leads_to_views_that_are_charts_too(browser: Browser, alone: Path) -> None:
    with opened(browser, alone, alone.parent, anchor="#view=charts") as (page, visit):
        for name in CHARTS:
            page.locator("#view .controls select").first.select_option(name)
            assert page.evaluate("Z.state().chart") == name
            assert page.locator("#view .controls .away a").count() == 2
        page.locator("#view .controls select").first.select_option("loads")
        page.locator("#view .controls input").check()
        assert page.evaluate("Z.state().expand") == "1"
        page.locator("#view .controls .away a").first.click()
        assert page.evaluate("Z.state().view") == "timeline"
        assert visit.errors == []


@pytest.mark.parametrize("weight", weighting.WEIGHTS)
def test_the_weighting_is_named_on_the_picture(browser: Browser, alone: Path, weight: str) -> None:
    with opened(browser, alone, alone.parent, anchor=f"#view=charts&weight={weight}") as (page, _):
        named = page.evaluate(
            "how => Z.say('weight-told', Z.word(`weight-${how}`), Z.word(`weight-${how}-why`))", weight
        )
        assert page.locator("#view svg.picture").inner_html().count(named) == 1


@pytest.mark.parametrize("chart", CHARTS[:-1])
def test_what_a_chart_leaves_out_is_told(browser: Browser, tmp_path: Path, chart: str) -> None:
    explorer.write(page_facts.large(130, 260), tmp_path / "page.html")
    with opened(browser, tmp_path / "page.html", tmp_path, anchor=f"#view=charts&chart={chart}") as (page, visit):
        assert any(sign.isdigit() for sign in page.locator("#note").inner_text())
        assert page.locator("#view .node").count() < 8000
        assert visit.errors == []
