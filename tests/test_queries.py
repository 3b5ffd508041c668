"""The SPARQL library and its runner, on a small graph whose every answer can be seen at a glance."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren import facts
from zeren.errors import QueryError
from zeren.model import Extraction, Measure, Mechanism, Milestone, Place, Responsibility, Result, Span, Target, Theme
from zeren.rdf import quads, queries
from zeren.rdf.answers import Answer
from zeren.rdf.headers import Query, parse
from zeren.vocab import Comparator, DeadlineBasis, Role, RoleBasis

if TYPE_CHECKING:
    from zeren.facts import Tables

ROOT = Path(__file__).parents[1]
CITY, COUNTY = "999900", "999921"
KNOWN = {
    "市教育局": f"{CITY}/education",
    "市财政局": f"{CITY}/finance",
    "市卫生健康委": f"{CITY}/health",
    "市残联": f"{CITY}/disabled",
    "市教委": f"{CITY}/education",
    "各县区政府": f"{CITY}/counties",
}


def duty(name: str, role: Role, basis: RoleBasis = "label") -> Responsibility:
    return Responsibility(name, role, basis, "test", 0.9, (0, 2), KNOWN.get(name))


def target(
    quote: str,
    span: Span,
    indicator: str,
    comparator: Comparator | None,
    value: float | None = None,
    unit: str | None = None,
    deadline: str | None = None,
    simplified: str | None = None,
) -> Target:
    basis: DeadlineBasis = "stated" if deadline else "plan-year"
    return Target(
        quote, span, indicator, comparator, value, None, unit, None, None, deadline, basis, False, False, "test", 0.9,
        simplified and quote, simplified,
    )  # fmt: skip


def measure(order: int, text: str, theme: str | None, duties: tuple[Responsibility, ...], *rest: object) -> Measure:
    targets = tuple(one for one in rest if isinstance(one, Target))
    milestones = tuple(one for one in rest if isinstance(one, Milestone))
    return Measure(order, str(order), text, (order * 10, order * 10 + 9), theme, duties, targets, milestones)


def extraction(
    path: str, place: Place | None, year: int | None, measures: tuple[Measure, ...], results: tuple[Result, ...] = ()
) -> Extraction:
    raw = "原" * 100
    sha256 = (path.encode().hex() * 64)[:64]
    themes = tuple(Theme(name, (0, 2), "heading") for name in dict.fromkeys(one.theme for one in measures) if name)
    mechanisms = (Mechanism("联席会议制度", (0, 6), 1), Mechanism("台账制度", (7, 11), None))
    return Extraction(
        path, sha256, "txt", "utf-8", raw, f"{path}的标题", "市政府", "2021-03-01", place, year, "title", "prose",
        (), {}, themes, measures, results, mechanisms, (), (),
    )  # fmt: skip


def registry() -> Tables:
    def unit(name: str, kind: str, level: str = "city", **other: str) -> dict[str, object]:
        known = {"unit": KNOWN.get(name, f"{COUNTY}/{kind}"), "name": name, "kind": kind, "level": level, "known": True}
        return known | {"full_name": f"青山{name}", "place_code": CITY, "aliases": ""} | other

    bureau = "government-department"
    units = [
        unit("市教育局", bureau, function="education"),
        unit("市财政局", bureau, aliases="市财局|市财局（国资委）", name_en="Qingshan Finance Bureau"),
        unit("市卫生健康委", bureau),
        unit("市残联", "mass-organisation"),
        unit("各县区政府", "collective", full_name="各县区政府"),
        unit("甲县政府", "government", "county", full_name="甲县人民政府", place_code=COUNTY),
        unit("市中区政府", "government", "county", unit="999922/government", place_code="999922"),
        unit("市中区政府", "government", "county", unit="888822/government", place_code="888822"),
        unit("市财金局", bureau, unit=f"{CITY}/money"),
        unit("市卫生计生委", bureau, unit=f"{CITY}/old-health", full_name="青山市卫生和计划生育委员会"),
    ]
    reform = {"reform": "health-2019", "kind": "rename", "date": "2019", "certainty": "high", "source": "test"}
    places = [
        {"code": CITY, "name": "青山市", "short_name": "青山", "level": "city"},
        {"code": COUNTY, "name": "甲县", "short_name": "甲", "level": "county", "parent": CITY},
        {"code": "999922", "name": "市中区", "short_name": "市中", "level": "county", "parent": CITY},
        {"code": "888822", "name": "市中区", "short_name": "市中", "level": "county"},
    ]
    members = [{"collective": KNOWN["各县区政府"], "member": f"{COUNTY}/government"}]
    later = reform | {"reform": "money-2024", "kind": "absorb", "date": "2024", "earliest": "2023"}
    reforms = [
        reform | {"original": f"{CITY}/old-health", "resulting": KNOWN["市卫生健康委"]},
        later | {"original": KNOWN["市财政局"], "resulting": f"{CITY}/money"},
        later | {"kind": "found", "reform": "aid-2024", "original": KNOWN["市财政局"], "resulting": KNOWN["市残联"]},
    ]
    return {
        "units": facts.frame("units", units),
        "places": facts.frame("places", places),
        "members": facts.frame("members", members),
        "reforms": facts.frame("reforms", reforms),
    }


def plans() -> list[Extraction]:
    first = measure(
        1, "新建学校三所,提高入学率", "教育",
        (duty("市教委", "lead", "bold"), duty("市财政局", "support"), duty("各县区政府", "implement")),
        target("入学率90%以上", (10, 17), "入学率", ">=", 90, "%", "2021-12-31"),
        target("校车全覆盖", (18, 23), "校车", "all"),
        Milestone("6月底前开工", (24, 30), "start", "2021-06-30", "test", 0.9),
    )  # fmt: skip
    second = measure(
        2, "改造医院", "健康",
        (duty("市卫生健康委", "lead", "first-listed"), duty("市财政局", "support"), duty("市教育局", "support")),
        target("超期候诊清零", (20, 26), "超期候诊", "=", 0, "人"),
    )  # fmt: skip
    third = measure(3, "搬迁工厂", None, (duty("搬迁指挥部", "lead", "sole"),))
    result = Result(
        "建成4家如康家园", (40, 48), "如康家园", "=", 4, None, "家", None, None, None, "none", False, False, "test",
        0.9, period="2020年", measure=3,
    )  # fmt: skip
    place = Place("青山市", CITY, "title", 0.9)
    jobs = target("新增就業5000人", (10, 18), "新增就業", "=", 5000, "人", "2020-12-31", "新增就业")
    return [
        extraction("甲", place, 2021, (first, second, third, measure(4, "口号", None, ())), (result,)),
        extraction("乙", None, 2020, (measure(1, "擴大就業", None, (), jobs),)),
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    path = tmp_path_factory.mktemp("graph") / "small.nq"
    quads.write(facts.frames(plans(), registry()), path)
    store = ox.Store()
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    return store


def ask(store: ox.Store, name: str, **params: str | int) -> list[dict[str, object]]:
    return [dict(row) for row in queries.run(store, queries.load(name), params).to_json()]


def query(text: str) -> Query:
    return parse("own", text)


DOCUMENT = "e794b2e7"  # the first 8 hex digits that `extraction` makes of 甲
VALUES: dict[str, str | int] = {
    "unit": "市教育局", "other": "市财政局", "theme": "教育", "about": "入学", "indicator": "入学", "by": "2021-12-31",
    "document": DOCUMENT, "order": 1, "kind": "collective",
}  # fmt: skip
SPECIAL: dict[str, dict[str, str | int]] = {
    "successors": {"unit": "市卫生计生委"},
    "predecessor_duties": {"unit": "市财金局"},
}
OPTIONAL: dict[str, str | int] = {
    "place": CITY, "year": 2021, "role": "support", "level": "city", "comparator": ">=", "since": "2021-01-01",
    "by": "2021-06-30", "unit": "各县区政府", "named": 2, "least": 1, "share": "0.4",
}  # fmt: skip
LIBRARY = queries.catalogue()
by_name = pytest.mark.parametrize("one", LIBRARY, ids=[one.name for one in LIBRARY])


def required(one: Query) -> dict[str, str | int]:
    needed = [parameter.name for parameter in one.parameters if parameter.required]
    return {name: (VALUES | SPECIAL.get(one.name, {}))[name] for name in needed}


@by_name
def test_every_query_asks_in_both_languages_and_promises_columns(one: Query) -> None:
    assert re.fullmatch("[a-z_]+", one.name)
    assert re.search("[\u4e00-\u9fff].*[?？]$|.*。$", one.zh)
    assert one.en.endswith("?")
    assert one.columns
    descriptions = [parameter.description for parameter in one.parameters]
    descriptions += [column.description for column in one.columns]
    assert all(" / " in description for description in descriptions)


@by_name
def test_every_query_names_the_prefixes_it_needs_and_no_others(one: Query) -> None:
    declared = re.findall(r"^PREFIX ([\w-]+):", one.text, re.M)
    body = re.sub(r"^(#|PREFIX).*$|\"[^\"]*\"|<[^>]*>", "", one.text, flags=re.M)
    assert sorted(declared) == sorted(set(re.findall(r"(?<![\w?-])([a-z][\w-]*):\w", body)))


@by_name
def test_no_query_uses_not_exists_which_the_store_runs_in_quadratic_time(one: Query) -> None:
    assert "NOT EXISTS" not in one.text


TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "decimal": (int, float), "date": (str,), "boolean": (bool,), "iri": (str,),
}  # fmt: skip


@by_name
def test_every_query_gives_the_columns_and_types_it_promises(store: ox.Store, one: Query) -> None:
    answer = queries.run(store, one, required(one))
    assert answer.columns == tuple(column.name for column in one.columns)
    assert answer.rows, "the small graph has an answer to every question"
    for column, values in zip(one.columns, zip(*answer.rows, strict=True), strict=True):
        assert all(value is None or isinstance(value, TYPES[column.type]) for value in values), column.name


@by_name
def test_an_optional_parameter_narrows_the_answer_and_unset_means_any(store: ox.Store, one: Query) -> None:
    every = queries.run(store, one, required(one)).rows
    for parameter in one.parameters:
        if not parameter.required and parameter.default is None:
            some = queries.run(store, one, required(one) | {parameter.name: OPTIONAL[parameter.name]}).rows
            assert len(some) <= len(every)
            if not {"measures", "supported", "led"} & {column.name for column in one.columns}:
                assert set(some) <= set(every)


CASES: list[tuple[str, dict[str, str | int], str, list[object]]] = [
    ("who_leads", {"year": 2021}, "unit", ["市卫生健康委", "市教育局", "搬迁指挥部"]),
    ("lead_counts", {}, "measures", [1, 1, 1]),
    ("unit_duties", {"unit": "市财政局"}, "order", [1, 2]),
    ("unit_duties", {"unit": "市教育局", "role": "配合"}, "order", [2]),
    ("unit_duties", {"unit": "市教育局", "year": 2020}, "order", []),
    ("workload", {}, "total", [2, 2, 1, 1, 1]),
    ("workload", {"expand": "否"}, "total", [2, 2, 1, 1, 1]),
    ("workload", {"expand": "yes"}, "total", [2, 2, 1, 1, 1]),
    ("workload", {"expand": "是"}, "unit", ["市财政局", "市教育局", "市卫生健康委", "搬迁指挥部", "甲县政府"]),
    ("measures_without_unit", {"unit": "市财政局"}, "order", [3, 4]),
    ("measures_without_lead", {"place": "青山"}, "order", [4]),
    ("measures_without_target", {}, "order", [3, 4]),
    ("guessed_leads", {}, "unit", ["市卫生健康委"]),
    ("theme_measures", {"theme": "教"}, "lead", ["市教育局"]),
    ("measures_about", {"about": "医院"}, "order", [2]),
    ("targets", {"comparator": ">="}, "quote", ["入学率90%以上"]),
    ("targets", {"year": 2020}, "indicator", ["新增就业"]),
    ("targets_due", {"by": "2020-12-31"}, "due", ["2020-12-31"]),
    ("targets_due", {"by": "2021-12-31", "since": "2021-01-01"}, "due", ["2021-12-31"]),
    ("targets_of_lead", {"unit": "市教育局"}, "quote", ["入学率90%以上", "校车全覆盖"]),
    ("target_counts_by_lead", {}, "targets", [2, 1, 0]),
    ("target_coverage", {"year": 2021}, "without_targets", [2]),
    ("plan_size", {"year": 2021}, "named", [4]),
    ("plan_size", {"year": 2021}, "collectives", [1]),
    ("shared_duties", {"unit": "市财政局", "other": "市教育局"}, "other_role", ["lead", "support"]),
    ("partners", {"unit": "市财政局"}, "partner", ["市教育局", "各县区政府", "市卫生健康委"]),
    ("partners", {"unit": "市教育局", "role": "lead"}, "partner_leads", [0, 0]),
    ("pairs", {}, "measures", [2]),
    ("only_support", {}, "unit", ["市财政局"]),
    ("only_lead", {}, "unit", ["市卫生健康委", "搬迁指挥部"]),
    ("universal_units", {}, "part", [0.5, 0.5]),
    ("universal_units", {"share": "0.51"}, "part", []),
    ("measure_units", {"named": 3}, "units", ["市卫生健康委、市教育局、市财政局"]),
    ("units_of_kind", {"kind": "collective"}, "role", ["implement"]),
    ("unknown_units", {}, "unit", ["搬迁指挥部"]),
    ("unit_names", {"unit": "市财局"}, "english", ["Qingshan Finance Bureau"]),
    ("collective_members", {}, "member_full_name", ["甲县人民政府"]),
    ("collective_members", {"unit": "市财政局"}, "member", []),
    ("reforms", {}, "date", ["2019", "2024", "2024"]),
    ("leaders_by_city", {"about": "医院"}, "unit", ["市卫生健康委"]),
    ("leaders_by_city", {"about": "学校"}, "function", ["education"]),
    ("function_share", {"year": 2021}, "led", [1]),
    ("function_share", {}, "measures", [3]),
    ("function_share", {}, "today", ["education"]),
    ("predecessor_duties", {"unit": "市财金局"}, "order", [1, 2]),
    ("predecessor_duties", {"unit": "市残联"}, "order", []),
    ("answers_today", {"year": 2021}, "today", ["市财金局"]),
    ("answers_today", {}, "measures", [2]),
    ("answers_today", {}, "written", ["市财政局"]),
    ("answers_today", {}, "led", [0]),
    ("successors", {"unit": "市财政局"}, "successor", ["市财金局"]),
    ("successors", {"unit": "市卫生计生委"}, "successor", ["市卫生健康委"]),
    ("results", {}, "period", ["2020年"]),
    ("figures_about", {"about": "如康家园"}, "figure", ["result"]),
    ("figures_about", {"about": "新增就业"}, "start", [10]),
    ("compare_indicator", {"indicator": "就业"}, "min", [5000]),
    ("percent_targets", {}, "min", [90]),
    ("zero_targets", {}, "quote", ["超期候诊清零"]),
    ("universal_figures", {}, "quote", ["校车全覆盖"]),
    ("deadlines", {"year": 2021}, "deadline_basis", ["plan-year", "stated"]),
    ("milestones", {"by": "2021-06-30"}, "kind", ["start"]),
    ("milestones", {"by": "2021-06-29"}, "kind", []),
    ("mechanisms", {"year": 2021}, "order", [None, 1]),
    ("documents", {}, "duties", [0, 7]),
    ("themes", {}, "theme", ["健康", "教育"]),
    ("measure_evidence", {"document": DOCUMENT, "order": 2}, "fact", ["measure", "target", *["responsibility"] * 3]),
]


@pytest.mark.parametrize(("name", "params", "column", "expected"), CASES)
def test_a_question_has_this_answer(
    store: ox.Store, name: str, params: dict[str, str | int], column: str, expected: list[object]
) -> None:
    found = [row[column] for row in ask(store, name, **params)]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_every_query_has_a_case() -> None:
    assert {one.name for one in LIBRARY} == {name for name, *_ in CASES}


@pytest.mark.parametrize(
    "name", ["市财政局", "青山市财政局", "市财局", "Qingshan Finance Bureau", " 市财政局 ", "市财局(国资委)"]
)
def test_a_unit_goes_by_any_of_its_names(store: ox.Store, name: str) -> None:
    assert len(ask(store, "unit_duties", unit=name)) == 2


def test_a_unit_goes_by_the_name_that_a_document_writes(store: ox.Store) -> None:
    assert ask(store, "unit_duties", unit="市教委")[0]["order"] == 1


@pytest.mark.parametrize("place", ["青山市", "青山", CITY])
def test_a_place_goes_by_name_short_name_or_code(store: ox.Store, place: str) -> None:
    assert [row["city"] for row in ask(store, "documents")] == [None, "青山市"]
    assert [row["city"] for row in ask(store, "plan_size", place=place)] == ["青山市"]


def test_a_name_with_dashes_is_the_same_query() -> None:
    assert queries.load("who-leads").name == "who_leads"


REFUSED = [
    ("who_lead", {}, "did you mean who_leads"),
    ("who_leads", {"yaer": "2021"}, "has no parameter 'yaer'; it takes place, year"),
    ("documents", {"year": "2021"}, "takes no parameters"),
    ("unit_duties", {}, "needs --param unit="),
    ("who_leads", {"year": "今年"}, "year='今年' should be a whole number"),
    ("workload", {"expand": "maybe"}, "expand='maybe' should be yes or no"),
    ("universal_units", {"share": "half"}, "share='half' should be a number"),
    ("universal_units", {"share": "NaN"}, "should be a number"),
    ("targets_due", {"by": "2021-02-30"}, "by='2021-02-30' should be a day of the calendar"),
    ("unit_duties", {"unit": "市财政局", "role": "boss"}, "role='boss' is not one of lead, support, implement"),
    ("units_of_kind", {"kind": "club"}, "is not one of government-department"),
    ("unit_duties", {"unit": "市财致局"}, "no unit has this name in the graph; did you mean 市财"),
    ("who_leads", {"place": "青山县"}, "did you mean 青山"),
    ("who_leads", {"place": "市中区"}, "several places; give the code of one: 888822, 999922"),
]


@pytest.mark.parametrize(("name", "params", "message"), REFUSED)
def test_a_wrong_name_or_value_is_told_with_the_right_ones(
    store: ox.Store, name: str, params: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        queries.run(store, queries.load(name), params)


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(['") } #', "?_about", "\\u0022", "'''"])
)
def test_a_parameter_is_a_value_whatever_its_characters(store: ox.Store, text: str) -> None:
    found = ask(store, "measures_about", about=text)
    assert [row["text"] for row in found] == [row["text"] for row in found if text.strip() in str(row["text"])]


def test_a_file_of_ones_own_runs_without_header_or_prefixes(store: ox.Store, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?name { ?unit a z:CollectiveUnit ; z:name ?name }", encoding="utf-8")
    assert queries.run(store, queries.load(file)).rows == [("各县区政府",)]
    assert queries.run(store, queries.load(str(file))).columns == ("name",)


def test_a_file_of_ones_own_declares_its_parameters(store: ox.Store) -> None:
    own = query("# param n: integer -- 次序\nSELECT ?text ?_n { ?m z:ordinal ?_n ; z:statedText ?text ; a z:Measure }")
    assert queries.run(store, own, {"n": 4}).to_json() == [{"text": "口号"}]
    with pytest.raises(QueryError, match="needs --param n="):
        queries.run(store, own)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {\n ?s ?p }", r"own, line 2, column 8: .*\n     \?s \?p \}\n {11}\^"),
        ("# param n: number -- x\nSELECT * {}", "own, line 1: no type 'number'; the types are string, integer"),
        ("# param n integer\nSELECT * {}", "own, line 1: 'n integer' should read"),
        ("# column x: string -- x\nSELECT ?y {}", "promises the column 'x', which the query does not select"),
        ("# param n: integer = 1 -- x\nSELECT ?y {}", r"own: .*\?_n"),
        ("INSERT DATA { z:a z:b z:c }", "INSERT changes the graph"),
        ("PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }", "DELETE changes the graph"),
        ("SELECT (<http://example.org/f>(1) AS ?x) {}", "own: "),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(store: ox.Store, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        queries.run(store, query(text))


MISTAKES = [
    (
        "SELECT * {\n ?x foo:bar 1 }",
        "line 2, column 5: the prefix 'foo:' is not declared; these need no .*: z, dcterms",
    ),
    ("SELECT * { ?x z:p 1 . ?y q:r 'x:y' }", "line 1, column 26: the prefix 'q:'"),
    ("PREFIX q: <http://q/> SELECT * { ?x q:p :y }", "line 1, column 41: the prefix ':'"),
    ("SELECT * {\n ?x z:p }", "line 2, column 9: the pattern before here is not finished"),
    ("SELECT * { ?x z:p ?y ; z:q . }", "line 1, column 28: the pattern before here is not finished"),
    ("SELECT * { ?x z:p ?y", "line 1, column 21: the query ends with 1 '{' not closed"),
    ("SELECT * { ?x z:p ?y }}", "line 1, column 23: a '}' closes nothing"),
    ("SELEC * { ?x z:p ?y }", "line 1, column 1: a query begins with SELECT, .*, not with 'SELEC'"),
    ("SELECT ?y (COUNT(?x) AS ?n) { ?x ?p ?y }", "own: The SELECT contains a variable that is unbound"),
    ("PREFIX z <http://a> SELECT * {}", "line 1, column 10: the query is not understood at '<'"),
    ("SELECT * { VALUES ?x { 1 2 } FILTER() }", "line 1, column .: the query is not understood somewhere before"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_a_mistake_is_told_in_one_line_without_the_parsers_alternatives(
    store: ox.Store, text: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message.replace("column .:", r"column \d+:")) as told:
        queries.run(store, query(text))
    assert not re.search(r"expected|\[_\]|u\{", str(told.value))
    assert len(str(told.value).splitlines()) in (1, 3)


G = "https://w3id.org/zeren/graph/"
COUNT = "(COUNT(*) AS ?n)"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT {COUNT} FROM <{G}registry> {{ ?s ?p ?o }}",
        f"SELECT {COUNT}FROM<{G}registry>{{ ?s ?p ?o }}",
        f"BASE <{G}> SELECT {COUNT} FROM # FROM <x>\n <registry> {{ ?s ?p ?o }}",
        f"PREFIX g: <{G}> SELECT {COUNT} from g:registry WHERE {{ ?s ?p ?o }}",
        f"SELECT {COUNT} FROM NAMED <{G}registry> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    ],
)
def test_a_query_with_a_dataset_of_its_own_sees_no_other_graph(store: ox.Store, text: str) -> None:
    held = len(list(store.quads_for_pattern(None, None, None, ox.NamedNode(f"{G}registry"))))
    assert 0 < held < len(store)
    assert queries.run(store, query(text)).rows == [(held,)]


@pytest.mark.parametrize(
    "pattern",
    ["?s ?p ?from # FROM <x>", "?s ?p ?o FILTER(?o != 'FROM <x>')", "?s ?p ?o MINUS { ?s z:from <http://e/FROM> }"],
)
def test_a_from_that_is_no_keyword_leaves_the_union(store: ox.Store, pattern: str) -> None:
    union = queries.run(store, query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")).rows
    assert queries.run(store, query(f"SELECT (COUNT(*) AS ?n) {{ {pattern}\n}}")).rows == union


@pytest.mark.parametrize("clause", ["FROM <http://e/absent>", f"FROM <{G}registry> FROM NAMED <http://e/absent>"])
def test_a_graph_that_the_store_does_not_hold_is_told_with_those_it_holds(store: ox.Store, clause: str) -> None:
    with pytest.raises(QueryError, match=f"FROM <http://e/absent>: .* it holds .*<{G}registry>"):
        queries.run(store, query(f"SELECT * {clause} {{ ?s ?p ?o }}"))


def test_a_from_that_may_be_a_prefix_is_refused(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="cannot tell which graph FROM names"):
        queries.run(store, query("PREFIX from: <http://e/> DESCRIBE from:x"))


def test_a_query_file_that_is_not_there_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"absent\.rq: no such query file"):
        queries.load(tmp_path / "absent.rq")
    (tmp_path / "noise.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="not UTF-8"):
        queries.load(tmp_path / "noise.rq")


def test_ask_and_construct_have_answers_too(store: ox.Store) -> None:
    yes = queries.run(store, query("ASK { ?s a z:Measure }"))
    assert (yes.boolean, yes.to_json()) == (True, [{"answer": True}])
    made = queries.run(store, query('CONSTRUCT { ?s z:is "m" } WHERE { ?s a z:Measure ; z:ordinal 4 }'))
    assert made.columns == ("subject", "predicate", "object")
    assert made.rows[0][2] == "m"


def test_values_become_plain_and_missing_ones_none(store: ox.Store) -> None:
    text = 'SELECT * { VALUES (?a ?b ?c ?d ?e ?f) { (2.50 3 true 1e0 "x"@zh z:f) } }'
    row = queries.run(store, query(text)).to_json()[0]
    assert row == {"a": 2.5, "b": 3, "c": True, "d": 1.0, "e": "x", "f": "https://w3id.org/zeren/ns#f"}
    empty = queries.run(store, query("SELECT ?x { OPTIONAL { ?x z:nothing 1 } }"))
    assert empty.rows == [(None,)]


def test_a_frame_keeps_whole_numbers_beside_missing_ones(store: ox.Store) -> None:
    frame = queries.run(store, queries.load("mechanisms")).frame()
    assert frame["order"].dtype == "Int64"
    assert list(frame.columns) == ["mechanism", "document", "city", "year", "order", "lead"]


def test_srj_is_read_back_as_the_same_answer(store: ox.Store) -> None:
    answer = queries.run(store, queries.load("targets"))
    read = ox.parse_query_results(answer.srj().encode(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert tuple(variable.value for variable in read.variables) == answer.columns
    assert tuple(tuple(row[name] for name in answer.columns) for row in read) == answer.terms
    assert json.loads(queries.run(store, query("ASK {}")).srj()) == {"head": {}, "boolean": True}


def test_an_answer_shows_itself_in_a_notebook_without_running_its_words() -> None:
    shown = Answer(("x",), ((ox.Literal("<script>alert(1)</script>"),),))._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


DOCS = (ROOT / "docs/reference/queries.md").read_text(encoding="utf-8")


@by_name
def test_every_query_is_in_the_reference_with_its_parameters_and_columns(one: Query) -> None:
    row = re.search(rf"^\| `{one.name}` \|(.*)\|(.*)\|(.*)\|$", DOCS, re.M)
    assert row, f"docs/reference/queries.md has no line for {one.name}"
    assert row[1].strip() == f"{one.zh}<br>{one.en}"
    assert re.findall(r"`(\w+)`", row[2]) == [parameter.name for parameter in one.parameters]
    assert re.findall(r"`(\w+)`", row[3]) == [column.name for column in one.columns]


def test_the_reference_names_no_query_that_there_is_not() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|.*\|.*\|.*\|$", DOCS, re.M)) == [one.name for one in LIBRARY]


@pytest.mark.parametrize("year", [2018, 2021])
def test_the_members_of_the_plans_year_bear_the_duties_of_a_collective(tmp_path: Path, year: int) -> None:
    from zeren import outputs
    from zeren.analysis.workload import workload
    from zeren.build import build

    plan = f"济南市{year}年民生实事\n1.新建学校3所。（牵头单位：市教育局；落实单位：各区县政府）\n"
    (tmp_path / "plan.txt").write_text(plan, encoding="utf-8")
    build([tmp_path / "plan.txt"], tmp_path / "out")
    tables, graph = outputs.load(tmp_path / "out"), outputs.open_graph(tmp_path / "out")
    asked = queries.run(graph, queries.load("workload"), {"expand": "yes"})
    told = set(asked.frame()["unit"])
    assert told == set(workload(tables, expand=True)["name"])
    assert ("莱芜区政府" in told) is (year == 2021)
