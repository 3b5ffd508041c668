"""The work of each unit, counted: on invented plans, and on the answers of the competency questions."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from invented_facts import EDUCATION, FINANCE, HEALTH, tables
from zeren import facts
from zeren.analysis.compare import compare_indicator, likeness
from zeren.analysis.duties import duties, named, select
from zeren.analysis.network import lead_support
from zeren.analysis.search import what
from zeren.analysis.workload import (
    load_by,
    measures_without_target,
    only_lead,
    only_support,
    pairs,
    universal_units,
    workload,
)

if TYPE_CHECKING:
    from zeren.facts import Tables

FACTS = tables()
GREEN = "aaaaaaaa"
SHARED = Path(os.environ.get("ZEREN_SHARED", Path(__file__).parents[2] / "shared"))
GOLD = SHARED / "gold"


def of(unit: str, **scope: str | int) -> dict[str, object]:
    found = workload(FACTS, **scope).set_index("unit").loc[unit]  # type: ignore[arg-type]
    return dict(found)


def test_the_work_of_a_unit_counts_distinct_measures() -> None:
    health = of(HEALTH, document=GREEN)
    assert (health["measures"], health["led"], health["supported"]) == (2, 2, 0)
    assert (health["targets_owned"], health["partners"], health["themes"]) == (1, 3, 1)
    assert health["guessed_share"] == 0.5
    finance = of(FINANCE)
    assert (finance["led"], finance["supported"], finance["targets_owned"]) == (0, 5, 0)
    assert finance["name"] == "市财政局" and finance["full_name"] == "青山市财政局"


def test_milestones_belong_to_the_lead() -> None:
    owned = workload(FACTS, document=GREEN).set_index("name")["milestones_owned"]
    assert owned[owned > 0].to_dict() == {"市交通运输局": 1}


def test_a_scope_narrows_by_city_and_year_and_both_may_fit_nothing() -> None:
    assert of(EDUCATION, city="青山", year=2022)["led"] == 2
    assert workload(FACTS, city="碧水市", year=2022).empty
    assert len(select(FACTS["targets"], FACTS, city="990200")) == 1


def test_collectives_and_catch_alls_are_not_named_even_where_the_registry_knows_no_kind() -> None:
    held = duties(FACTS)
    assert sorted(held.loc[~held["named"], "name"].unique()) == ["各县区政府"]
    kinds, names = held["kind"].head(4).copy(), held["name"].head(4).copy()
    kinds[:], names[:] = [None, None, "catch-all", None], ["有关单位", "领导小组成员单位", "甲", "市财政局"]
    assert named(kinds, names).tolist() == [False, False, False, True]


def test_the_duties_of_a_collective_count_for_its_members_of_that_year_where_asked() -> None:
    phrase = FACTS["responsibilities"].query("name == '各县区政府'")
    unit, [year] = phrase["unit"].iloc[0], FACTS["documents"].query("document == @GREEN")["year"]
    phrase = phrase[phrase["document"] == GREEN]
    rows = [(unit, "990101/government", None, None), (unit, "990102/government", None, str(year))]
    members = pd.DataFrame(rows, columns=["collective", "member", "valid_from", "valid_to"]).astype("string")
    tables = FACTS | {"members": members}
    told, expanded = duties(tables, document=GREEN), duties(tables, document=GREEN, expand=True)
    assert len(phrase) and unit in set(told["unit"])
    assert unit not in set(expanded["unit"]) and "990102/government" not in set(expanded["unit"])
    assert (expanded["unit"] == "990101/government").sum() == (told["unit"] == unit).sum()
    assert len(duties(FACTS, document=GREEN, expand=True)) == len(told)


def test_pairs_keep_ties_and_leave_out_collectives() -> None:
    best = pairs(FACTS, 1, document=GREEN)
    assert {frozenset((row.name_a, row.name_b)) for row in best.itertuples()} == {
        frozenset(("市卫生健康委", "市财政局")),
        frozenset(("市民政局", "市财政局")),
    }
    assert "各县区政府" not in set(pairs(FACTS, None)["name_a"]) | set(pairs(FACTS, None)["name_b"])
    assert len(pairs(FACTS, None, named_only=False)) > len(pairs(FACTS, None))


def test_who_only_leads_and_who_only_supports() -> None:
    assert set(only_support(FACTS, document=GREEN)["name"]) == {"市财政局", "市教育局"}
    assert set(only_lead(FACTS, document=GREEN)["name"]) == {"市交通运输局", "市卫生健康委", "市市场监管局"}


def test_a_universal_unit_stands_in_nearly_every_measure_of_a_document_of_some_length() -> None:
    assert universal_units(FACTS)[["name", "share"]].to_numpy().tolist() == [["各县区政府", 0.8], ["市财政局", 0.8]]


def test_measures_without_target() -> None:
    assert measures_without_target(FACTS)[["document", "order"]].to_numpy().tolist() == [
        [GREEN, 4], [GREEN, 5], ["bbbbbbbb", 2], ["cccccccc", 2],
    ]  # fmt: skip


def test_load_by_theme_city_and_year() -> None:
    themes = load_by(FACTS, "theme", city="青山").set_index(["unit", "theme"])["led"]
    assert themes[HEALTH, "健康"] == 2 and themes[EDUCATION, "教育"] == 2
    assert set(load_by(FACTS, "city")["city"]) == {"青山市", "碧水市"}
    years = load_by(FACTS, "year").set_index(["unit", "year"])["measures"]
    assert years[FINANCE, 2021] == 4 and years[FINANCE, 2022] == 1


def test_load_by_deadline_counts_targets_and_milestones_and_keeps_the_undated() -> None:
    dated = load_by(FACTS, "deadline", document=GREEN)
    transport = dated[dated["name"] == "市交通运输局"]
    assert transport["deadline"].tolist() == ["2021-05-31", "2021-12-31", "plan-year"]
    assert dated.loc[dated["name"] == "市市场监管局", "deadline"].tolist() == ["none"]


def test_no_facts_make_empty_answers() -> None:
    none = {name: frame.iloc[:0] for name, frame in FACTS.items()}
    assert workload(none).empty and pairs(none).empty and universal_units(none).empty
    assert load_by(none, "deadline").empty and compare_indicator(none, "危桥").empty


@pytest.mark.parametrize(
    ("asked", "indicator", "likeness_"),
    [
        ("城镇新增就业", "新增城镇就业人数", "same"),
        ("如康家园", "“如康家园”", "same"),
        ("棚户区改造", "城市棚户区改造", "related"),
        ("棚户区改造", "老旧小区改造", None),
        ("", "危桥", None),
    ],
)
def test_sameness_of_indicators(asked: str, indicator: str, likeness_: str | None) -> None:
    assert likeness(asked, indicator) == likeness_


def test_one_indicator_in_two_cities_whatever_the_order_of_its_words_and_the_script() -> None:
    found = compare_indicator(FACTS, "新建幼儿园")
    assert found[["match", "kind", "place", "value"]].to_numpy().tolist() == [
        ["same", "target", "碧水市", 4.0],
        ["same", "target", "青山市", 9.0],
    ]


def read(*seeds: str) -> Tables:
    """The facts of some seeds, read and linked as a build does it."""
    if not GOLD.is_dir():
        pytest.skip(f"the shared folder is not at {SHARED} (set ZEREN_SHARED)")
    from zeren.extract import extract_file
    from zeren.registry.tables import frames

    found = [extract_file(next((SHARED / "seeds").glob(f"{seed}_*"))) for seed in seeds]
    duties = (duty for one in found for measure in one.measures for duty in measure.responsibilities)
    return facts.frames(found, frames({duty.department for duty in duties if duty.department}))


@pytest.fixture(scope="module")
def linyi() -> Tables:
    return read("004")


def answer(question: int) -> Any:
    """What the gold says to a competency question."""
    asked = json.loads((GOLD / "competency.json").read_text(encoding="utf-8"))
    return next(one["data"] for one in asked if one["n"] == question)


def orders(tables: Tables, name: str, role: str) -> list[int]:
    held = duties(tables)
    return sorted(held.loc[(held["name"] == name) & (held["role"] == role), "measure"])


def test_gold_1_measures_units_and_collectives(linyi: Tables) -> None:
    found, gold = workload(linyi), answer(1)
    assert (len(linyi["measures"]), len(found), int(found["named"].sum())) == (
        gold["measures"],
        gold["units"],
        gold["named"],
    )


def test_gold_2_measures_led_by_each_unit(linyi: Tables) -> None:
    led = workload(linyi).set_index("name")["led"]
    assert led[led > 0].to_dict() == answer(2)


def test_gold_4_the_unit_in_most_measures(linyi: Tables) -> None:
    found = workload(linyi)
    busiest = found[found["named"]].iloc[0]
    assert (busiest["name"], busiest["measures"], busiest["led"], busiest["supported"]) == ("市财政局", 41, 1, 40)
    held = {*orders(linyi, "市财政局", "lead"), *orders(linyi, "市财政局", "support")}
    assert sorted({*linyi["measures"]["order"]} - held) == answer(4)["without"]


def test_gold_5_what_the_health_commission_leads_and_supports(linyi: Tables) -> None:
    found = what(linyi, "市卫健委")
    for role in ("lead", "support"):
        assert [one["order"] for one in found if "市卫生健康委" in one[role]] == answer(5)[role]


def test_gold_7_who_only_supports(linyi: Tables) -> None:
    found = only_support(linyi)
    assert set(found.loc[found["kind"] != "government", "name"]) == set(answer(7))


def test_gold_10_and_11_named_units_by_measure(linyi: Tables) -> None:
    held = duties(linyi)
    per_measure = held[held["named"]].groupby("measure")["unit"].nunique().reindex(linyi["measures"]["order"]).fillna(0)
    most = per_measure.sort_values(ascending=False).head(5)
    assert [[n, order] for n, order in zip(most, most.index, strict=True)] == answer(10)["top"]
    assert round(float(per_measure.mean()), 2) == answer(10)["mean"]
    assert sorted(per_measure[per_measure == 1].index) == answer(11)


def test_gold_16_the_pairs_that_share_most_measures(linyi: Tables) -> None:
    found = {frozenset((row.name_a, row.name_b)): row.measures for row in pairs(linyi, 10).itertuples()}
    assert found == {frozenset(pair): measures for pair, measures in answer(16)}
    every = pairs(linyi, None)
    kinds = workload(linyi).set_index("unit")["kind"]
    counties = (every["unit_a"].map(kinds) == "government") | (every["unit_b"].map(kinds) == "government")
    assert (len(every), int((~counties).sum())) == (500, 473)


def test_gold_18_measures_that_two_bureaus_share(linyi: Tables) -> None:
    held = duties(linyi)
    first, second = ({*held.loc[held["name"] == name, "measure"]} for name in ("市应急局", "市住房城乡建设局"))
    assert sorted(first & second) == answer(18)


def test_gold_19_who_supports_the_education_bureau(linyi: Tables) -> None:
    leading = lead_support(linyi)
    names = {node: data["name"] for node, data in leading.nodes(data=True)}
    [education] = (node for node, name in names.items() if name == "市教育局")
    support = {names[unit]: edge["weight"] for unit, edge in leading[education].items()}
    assert support == answer(19)["support"] and orders(linyi, "市教育局", "lead") == answer(19)["lead"]


def test_gold_21_what_mass_organisations_do(linyi: Tables) -> None:
    for name, roles in answer(21).items():
        assert {role: orders(linyi, name, role) for role in ("lead", "support")} == roles


def test_gold_23_and_28_measures_without_target_and_targets_by_lead(linyi: Tables) -> None:
    """The five services of measure 29 are the gold's optional target: it counts either way."""
    assert set(answer(23)["without"]) - set(measures_without_target(linyi)["order"]) <= {29}
    owned = workload(linyi).set_index("name")["targets_owned"]
    owned["市医保局"] -= linyi["targets"]["measure"].eq(29).sum()
    assert owned[owned > 0].to_dict() == answer(28)


def test_gold_33_one_indicator_in_three_documents() -> None:
    found = compare_indicator(read("002", "003", "004"), "城镇新增就业")
    values = found[found["match"] == "same"].set_index(["place", "year"])["value"]
    assert [values["临沂市", 2015], values["济南市", 2019], values["临沂市", 2021]] == answer(33)
