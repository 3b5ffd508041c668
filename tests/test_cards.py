"""What a notebook shows of a measure, a department, the facts and a graph: all of it text, short, and the same as a frame."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from page_facts import HOSTILE, Draft, hostile, large, plain
from page_facts import tables as made_of
from zeren.analysis import network, search
from zeren.errors import QueryError, QueryMisused
from zeren.notebook import graph_html, tables_html
from zeren.pages import card_graph, card_measure, card_unit, labels
from zeren.rdf.answers import SHOWN_COLUMNS, SHOWN_ROWS, Answer

if TYPE_CHECKING:
    from zeren.facts import Tables

FACTS = (Path(__file__).parents[1] / "docs/reference/facts.md").read_text(encoding="utf-8")
MADE_HERE = r"</?(?:div|style|p|table|thead|tbody|tr|th|td|ul|li|b|br|span|mark)\b[^<>]*>"
"""The only elements that a display may hold."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return plain()


def key(tables: Tables, order: int) -> str:
    counts = tables["measures"]["document"].value_counts()
    return f"{counts.index[0]}-{order}"


def words(html: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "", re.sub(r"<style>.*?</style>", "", html, flags=re.S)))


def test_a_measure_shows_who_does_what_and_the_marked_words_of_the_source(tables: Tables) -> None:
    shown = card_measure.measure(tables, key(tables, 1))._repr_html_()
    assert "新建幼儿园12所。" in words(shown)
    assert re.search(r'<mark id="m-001-r1" class="lead"[^>]*>市教育局</mark>', shown)
    assert re.search(r'<mark id="m-001-t1" class="target"[^>]*>幼儿园12所</mark>', shown)
    assert "2021-12-31" in shown
    assert labels.word("guess") not in words(shown)


def test_a_guess_is_told_and_english_may_be_asked_for(tables: Tables) -> None:
    shown = card_measure.measure(tables, key(tables, 2), lang="en")._repr_html_()
    assert "lead" in words(shown)
    assert '<span class="guess">guess</span>' in shown


def test_the_frame_of_a_measure_has_a_row_a_part_with_the_raw_words_it_rests_on(tables: Tables) -> None:
    frame = card_measure.measure(tables, key(tables, 1)).frame()
    assert frame["part"].tolist() == ["measure", "lead", "support", "implement", "target", "milestone"]
    told = frame[frame["part"] != "milestone"]
    assert told["source"].tolist() == ["新建幼儿园12所。", "市教育局", "市财政局", "各县区政府", "幼儿园12所"]
    assert list(frame.columns) == list(card_measure.COLUMNS)


def test_what_who_found_can_be_looked_at(tables: Tables) -> None:
    found = search.who(tables, "幼儿园")[0]
    assert card_measure.measure(tables, found).told.text == "新建幼儿园12所。"


def test_a_long_measure_shows_its_lead_however_far_it_stands() -> None:
    plan = Draft("青山市2021年民生实事")
    plan.measure("建设" + "又一处公园，" * 400 + "幼儿园12所。", "市教育局", "市财政局", quote="幼儿园12所")
    made = made_of(plan.done())
    shown = card_measure.measure(made, key(made, 1))._repr_html_()
    assert re.search(r'class="lead"[^>]*>市教育局</mark>', shown)
    assert re.search(r'class="target"[^>]*>幼儿园12所</mark>', shown)
    assert len(shown) < 8_000


@pytest.mark.parametrize("asked", ["", "7", "abc", "abc-x", "abc-７", "abcdef01-1"])
def test_what_is_no_measure_is_told(tables: Tables, asked: str) -> None:
    with pytest.raises(QueryMisused, match="1a2b3c4d-7"):
        card_measure.measure(tables, asked)


def test_a_department_shows_its_measures_partners_and_names(tables: Tables) -> None:
    card = card_unit.department(tables, "市教育局")
    assert [partner.unit.name for partner in card.partners] == ["各县区政府", "市民政局", "市财政局"]
    shown = words(card._repr_html_())
    assert "办好社区课堂。" in shown
    assert labels.word("guess") in shown
    frame = card.frame()
    assert list(frame.columns) == list(card_unit.COLUMNS)
    assert frame["role"].tolist() == ["lead", "lead"]
    assert frame["guess"].tolist() == [False, True]


def test_a_department_of_the_registry_shows_what_it_came_from(tables: Tables) -> None:
    unit = "371300/health"
    known = (
        tables["units"]
        .head(1)
        .assign(
            unit=unit, name="市卫生健康委", full_name="临沂市卫生健康委员会", known=True, kind="government-department"
        )
    )
    duties = tables["responsibilities"].copy()
    duties.loc[duties["name"] == "市教育局", "unit"] = unit
    card = card_unit.department(tables | {"units": known, "responsibilities": duties}, unit)
    assert card.history
    assert labels.word("card-history") in words(card._repr_html_())
    assert card.names == ("市教育局", "市卫生健康委", "临沂市卫生健康委员会")


def test_a_name_that_no_department_bears_is_told_with_the_nearest(tables: Tables) -> None:
    with pytest.raises(QueryError, match="near it: 市教育局"):
        card_unit.department(tables, "市教体局局")


def test_a_name_that_several_bear_is_asked_for_by_city_or_id(tables: Tables) -> None:
    duties = tables["responsibilities"].copy()
    duties.loc[duties["name"].eq("市教育局") & duties["measure"].eq(2), "unit"] = "990200/education"
    with pytest.raises(
        QueryMisused, match=r"is 2 bodies here; name a city, or the id of one: .*990200/education \(市教育局\)"
    ):
        card_unit.department(tables | {"responsibilities": duties}, "市教育局")


def test_the_facts_and_a_graph_show_counts_and_who_leads_most(tables: Tables) -> None:
    card = card_graph.summary(tables)
    assert dict(card.counts)["measures"] == 4
    assert dict(card.counts)["leads-guessed"] == 1
    assert card.frame().iloc[0]["name"] == "市教育局"
    of_graph = card_graph.summary(network.bipartite(tables))
    assert of_graph.frame().iloc[0][["name", "led"]].tolist() == ["市教育局", 2]
    assert list(of_graph.frame().columns) == list(card_graph.COLUMNS)
    together = card_graph.summary(network.co_responsibility(tables)).frame()
    assert together.iloc[0]["name"] in ("市教育局", "市民政局", "市财政局")


def displays(tables: Tables) -> dict[str, str]:
    """Every display of some facts."""
    rows = tuple((ox.Literal(name), ox.NamedNode("urn:x")) for name in tables["responsibilities"]["name"])
    shown = {
        "graph": graph_html(network.bipartite(tables)),
        "tables": str(tables_html(dict(tables))),
        "answer": Answer(("name", "is"), rows)._repr_html_(),
        "frame": card_graph.summary(tables).frame().head(20).to_html(),
    }
    for row in tables["measures"].head(20).itertuples():
        shown[f"measure {row.order}"] = card_measure.measure(tables, f"{row.document}-{row.order}")._repr_html_()
    for unit in tables["responsibilities"]["unit"].unique()[:20]:
        shown[f"department {unit}"] = card_unit.department(tables, str(unit))._repr_html_()
    return shown


def test_names_that_are_mark_up_stay_text_in_every_display() -> None:
    seen = ""
    for name, shown in displays(hostile()).items():
        bare = re.sub(r"<style( scoped)?>.*?</style>", "", shown, flags=re.S)
        assert not re.search(r"<(?:img|script)\b|<!--", bare, re.I), name
        if name != "frame":
            assert "<" not in re.sub(MADE_HERE, "", bare), name
            assert not re.search(r"<[^<>]*\son\w+=", re.sub(r'"[^"]*"', '""', bare)), name
        seen += unescape(re.sub(r"<[^<>]*>", "", bare))
    assert "<img src=x onerror=window.broken=1>" in seen
    assert HOSTILE[0] in seen


def test_every_display_of_much_is_short_and_tells_what_is_left_out() -> None:
    tables = large(units=200, measures=1_500)
    duties = tables["responsibilities"].copy()
    duties["unit"] = duties["unit"].where(duties["name"] != "市第7局", "990100/seven")
    held = duties["measure"] < 400
    duties.loc[held & duties["position"].eq(1), "unit"] = "990100/seven"
    card = card_unit.department(tables | {"responsibilities": duties}, "990100/seven")
    assert len(card.frame()) > 400
    assert len(card._repr_html_()) < 20_000
    assert re.search(r"\+ 3\d\d 项未列出", words(card._repr_html_()))
    assert max(map(len, displays(tables).values())) < 30_000
    assert all(len(repr(one)) < 200 for one in (card, card_graph.summary(tables)))


def test_an_answer_of_many_rows_and_columns_is_cut_and_says_so() -> None:
    row = (ox.Literal("很长" * 5_000), *[ox.Literal(str(n)) for n in range(40)])
    answer = Answer(tuple(f"c{n}" for n in range(41)), (row,) * 10_000)
    shown = answer._repr_html_()
    assert len(shown) < 100_000
    assert f"10000 rows; {10_000 - SHOWN_ROWS} more rows and {41 - SHOWN_COLUMNS} more columns in .frame()" in shown
    assert len(repr(answer)) < 500


def test_what_is_not_bound_is_an_empty_cell() -> None:
    assert "<td></td>" in Answer(("x", "y"), ((ox.Literal("甲"), None), (None, ox.Literal("1"))))._repr_html_()


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("measure", card_measure.COLUMNS),
        ("department", card_unit.COLUMNS),
        ("summary of a graph", card_graph.COLUMNS),
        ("summary of facts", {name: str(kind) for name, kind in card_graph.summary(plain()).frame().dtypes.items()}),
    ],
)
def test_every_column_of_a_frame_for_notebooks_is_documented_in_order(heading: str, columns: dict[str, str]) -> None:
    part = re.search(rf"^### zeren\.{heading}\n(.*?)(?=^##|\Z)", FACTS, re.M | re.S)
    assert part
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", part[1], re.M)
    kinds = {"string": ("string", "str"), "integer": ("Int64",), "number": ("Float64",), "flag": ("boolean", "bool")}
    assert all(columns[name] in kinds[kind] for name, kind in rows)
    assert [name for name, _ in rows] == list(columns)
