"""Who would be missed, what nobody leads, where duties clash: told of invented plans, one case a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from invented_facts import tables
from zeren import facts
from zeren.analysis.exposure import clashes, exposed, gaps, sole_owners

if TYPE_CHECKING:
    from zeren.facts import Tables

KINDS = {"各县区政府": ("collective", "county"), "沟头县政府": ("government", "county")}
DUTIES = {
    1: "*民政局",
    2: "*民政局 +财政局",
    3: "+教育局 +财政局",
    4: ">各县区政府",
    5: "+沟头县政府 >各县区政府",
    6: "",
    7: "*教育局 *民政局",
    8: "*水利局 +水利局",
    9: "?教育局 +财政局",
    10: "*民政局 >各县区政府 >沟头县政府",
}
ROLES = {"*": "lead", "?": "lead", "+": "support", ">": "implement"}


def city() -> Tables:
    """A city's plan of ten measures, and a page that names no unit."""
    duties = [
        {"document": "plan", "measure": order, "position": position, "name": word[1:], "unit": word[1:]}
        | {"role": ROLES[word[0]], "basis": "first-listed" if word[0] == "?" else "label", "confidence": 0.7}
        for order, words in DUTIES.items()
        for position, word in enumerate(words.split(), 1)
    ]
    kinds = {duty["name"]: KINDS.get(str(duty["name"]), ("government-department", "city")) for duty in duties}
    units = [{"unit": name, "name": name, "kind": kind, "level": level} for name, (kind, level) in kinds.items()]
    measures = [{"document": "plan", "order": order, "text": f"第{order}件"} for order in DUTIES]
    given = {
        "documents": [
            {"document": "plan", "place_code": "990100", "place_name": "青山市", "year": 2021},
            {"document": "news"},
        ],
        "places": [{"code": "990100", "name": "青山市", "level": "city"}],
        "measures": [*measures, {"document": "news", "order": 1, "text": "见闻"}],
        "responsibilities": duties,
        "units": units,
    }
    return {name: facts.frame(name, given.get(name, [])) for name in facts.SCHEMA}  # type: ignore[arg-type]


CITY = city()


def assigning(*duties: str, basis: str = "label") -> Tables:
    """A document whose measures have these duties, one word each."""
    rows = [
        {"document": "plan", "measure": order, "position": position, "name": word[1:], "unit": word[1:]}
        | {"role": ROLES[word[0]], "basis": "first-listed" if word[0] == "?" else basis, "confidence": 0.7}
        for order, words in enumerate(duties, 1)
        for position, word in enumerate(words.split(), 1)
    ]
    measures = [{"document": "plan", "order": order, "text": f"第{order}件"} for order in range(1, len(duties) + 1)]
    given = {"documents": [{"document": "plan"}], "measures": measures, "responsibilities": rows}
    return {name: facts.frame(name, given.get(name, [])) for name in facts.SCHEMA}  # type: ignore[arg-type]


def told(found: pd.DataFrame, column: str) -> dict[int, object]:
    return dict(zip(found["measure"], found[column], strict=True))


def test_a_measure_with_one_owner_rests_on_it_whoever_carries_it_out() -> None:
    found = sole_owners(CITY)
    assert told(found, "name") == {1: "民政局", 8: "水利局", 10: "民政局"}
    assert told(found, "role")[8] == "lead" and told(found, "everybody") == {1: False, 8: False, 10: True}


def test_the_bureau_that_most_rests_on_comes_first() -> None:
    found = exposed(CITY)
    assert found[["name", "owned", "alone", "led", "everybody"]].to_numpy().tolist() == [
        ["民政局", 4, 2, 2, 1],
        ["水利局", 1, 1, 1, 0],
    ]
    assert found["share"].tolist() == [0.5, 1.0]


def test_each_gap_is_told_by_what_lacks_first_and_a_page_without_units_is_none() -> None:
    found = gaps(CITY)
    assert told(found, "gap") == {3: "no-lead", 4: "everybody", 5: "no-owner", 6: "nobody"}
    assert told(found, "units")[5] == "沟头县政府、各县区政府" and told(found, "units")[6] == ""
    assert set(found["document"]) == {"plan"}


def test_clashes_are_two_leads_one_in_both_roles_and_a_lead_by_guess() -> None:
    found = clashes(CITY)
    assert told(found, "clash") == {7: "two-leads", 8: "lead-and-support", 9: "guessed-lead"}
    assert told(found, "units") == {7: "教育局、民政局", 8: "水利局", 9: "教育局"}


def test_every_question_takes_a_scope_and_an_empty_one_is_an_empty_answer() -> None:
    plans = tables()
    assert set(sole_owners(plans, year=2022)["measure"]) == {2}
    assert told(clashes(plans, document="aaaaaaaa"), "clash") == {5: "guessed-lead"}
    for question in (exposed, sole_owners, gaps, clashes):
        full, none = question(CITY), question(plans, city="碧水市", year=2022)
        assert none.empty and list(none.columns) == list(full.columns)


def test_a_story_that_names_a_bureau_here_and_there_leaves_nothing_without_an_owner() -> None:
    story = assigning("", "*民政局", "", "", "")
    assert gaps(story).empty and exposed(story).empty and clashes(assigning("", "*民政局 *教育局", "")).empty
    assert not gaps(assigning("*民政局", "*民政局", "", "*教育局")).empty


def test_what_stands_before_the_first_duty_opens_a_plan_and_is_no_gap() -> None:
    assert told(gaps(assigning("", "", "*民政局", "*水利局", "", "*水利局")), "gap") == {5: "nobody"}


def test_a_lead_by_guess_is_a_clash_only_where_the_document_tells_leads_elsewhere() -> None:
    assert told(clashes(assigning("?民政局 +财政局", "*教育局 +财政局")), "clash") == {1: "guessed-lead"}
    assert clashes(assigning("?民政局 +财政局", "?教育局 +财政局")).empty
    assert clashes(assigning("?民政局 +财政局", "*教育局", basis="sole")).empty
