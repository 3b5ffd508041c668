"""Facts to N-Quads: what is said, in which form, the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import example_plan as example
from example_plan import CITY, DOCUMENT
from zeren import facts
from zeren.errors import ModelError
from zeren.model import Extraction, Target
from zeren.rdf import quads, terms
from zeren.resources import shelf
from zeren.vocab import CODE, GRAPH, ID, NS, ROOT, Comparator

if TYPE_CHECKING:
    from zeren.facts import Tables

PLAN = f"{CITY}-2021-{DOCUMENT}"
MEASURE = f"{ID}measure/{PLAN}-001"


def lines(tables: Tables | None = None) -> list[str]:
    return [line.decode() for line in quads.fact_lines(tables or example.tables(), "0.1.0")]


def statements(found: list[str]) -> set[tuple[str, str, str, str]]:
    """Subject, property, object and graph, our own IRIs without their root."""
    parsed = ox.parse("".join(found).encode(), format=ox.RdfFormat.N_QUADS)
    parts = ((quad.subject, quad.predicate, quad.object, quad.graph_name) for quad in parsed)
    return {(short(s), short(p), short(o), short(g)) for s, p, o, g in parts}


def short(term: object) -> str:
    text = str(term)
    for prefix, iri in (("code:", CODE), ("id:", ID), ("graph:", GRAPH), ("z:", NS), ("", terms.PREFIXES["xsd"])):
        text = text.replace(iri, prefix)
    return text.replace("<", "").replace(">", "")


SAID = statements(lines())


def said(subject: str, predicate: str) -> set[str]:
    return {o for s, p, o, _ in SAID if s == subject and p == predicate}


MADE: dict[str, dict[str, set[str]]] = {
    f"id:plan/{PLAN}": {"z:year": {'"2021"^^integer'}, "z:area": {f"id:area/{CITY}"}},
    f"id:measure/{PLAN}-001": {
        "z:inPlan": {f"id:plan/{PLAN}"},
        "z:ordinal": {'"1"^^integer'},
        "z:theme": {f"id:theme/{DOCUMENT}/1"},
        "z:leadDepartment": {f"id:unit/{CITY}/education"},
        "z:supportDepartment": {f"id:unit/{CITY}/finance"},
        "z:implementingUnit": {f"id:unit/{CITY}/all-county-governments"},
        "z:hasResult": {f"id:result/{DOCUMENT}/1"},
        "z:hasMechanism": {f"id:mechanism/{DOCUMENT}/1"},
    },
    f"id:measure/{PLAN}-001/r2": {
        "z:bearer": {f"id:unit/{CITY}/finance"},
        "z:role": {"code:role/support"},
        "z:basis": {"code:basis/inline"},
        "z:listPosition": {'"2"^^integer'},
        "z:confidence": {'"0.95"^^decimal'},
    },
    f"id:measure/{PLAN}-001/t1": {
        "z:min": {'"2"^^decimal'},
        "z:max": {'"3"^^decimal'},
        "z:comparator": {"code:comparator/range"},
        "z:scope": {'"每个县"'},
        "z:dueDate": set(),
    },
    f"id:measure/{PLAN}-001/t2": {"z:min": {'"90"^^decimal'}, "z:max": set(), "z:dueDate": {'"2021-12-31"^^date'}},
    f"id:measure/{PLAN}-002": {
        "z:statedText": {'"農村危橋全部改造。"@zh-hant'},
        "z:simplifiedText": {'"农村危桥全部改造。"@zh-hans'},
        "z:leadDepartment": {f"id:unit/{DOCUMENT}/1"},
    },
    f"id:measure/{PLAN}-002/t1": {"z:min": set(), "z:max": set(), "z:comparator": {"code:comparator/all"}},
    f"id:result/{DOCUMENT}/1": {"z:baselineValue": {'"2.5"^^decimal'}, "z:inPlan": {f"id:plan/{PLAN}"}},
    f"id:unit/{DOCUMENT}/1": {"z:name": {'"市路桥中心"'}, "z:known": {'"false"^^boolean'}},
    f"id:unit/{CITY}/education": {
        "http://www.w3.org/2004/02/skos/core#altLabel": {'"市教体局"@zh', '"市教委"@zh'},
        "z:validFrom": {'"2019"^^gYear'},
    },
    f"id:area/{CITY}": {"z:partOfArea": {"id:area/890000"}, "z:gbCode": {f'"{CITY}"'}},
    "id:area/890000": {"z:partOfArea": set()},
    "id:area/880000": {"z:name": set()},
    f"graph:doc/{DOCUMENT}": {"http://www.w3.org/ns/prov#wasGeneratedBy": {f"id:run/{DOCUMENT}-0.1.0"}},
}


@pytest.mark.parametrize(
    ("subject", "predicate", "objects"),
    [(subject, predicate, objects) for subject, row in MADE.items() for predicate, objects in row.items()],
)
def test_what_the_example_says(subject: str, predicate: str, objects: set[str]) -> None:
    assert said(subject, predicate) == objects


CLASSES = {
    f"id:unit/{CITY}/education": {"z:ResponsibleUnit", "z:Department"},
    f"id:unit/{CITY}/all-county-governments": {"z:ResponsibleUnit", "z:CollectiveUnit"},
    "id:unit/890126/government": {"z:ResponsibleUnit", "z:Government"},
    f"id:unit/{DOCUMENT}/1": {"z:ResponsibleUnit"},
    f"id:area/{CITY}": {"z:AdministrativeArea", "z:City"},
    "id:area/890126": {"z:AdministrativeArea"},
}


@pytest.mark.parametrize("node", CLASSES)
def test_a_unit_has_the_class_of_its_kind_and_an_area_that_of_its_name(node: str) -> None:
    assert said(node, terms.PREFIXES["rdf"] + "type") == CLASSES[node]


def test_evidence_quotes_the_raw_characters_that_its_iri_counts() -> None:
    spans = {(s, o) for s, p, o, _ in SAID if p.endswith("oa#exact")}
    assert len(spans) == 13
    for span, exact in spans:
        start, end = (int(number) for number in span.rpartition("#char=")[2].split(","))
        assert exact == '"' + terms.escape(example.RAW[start:end]) + '"'


def test_each_statement_stands_in_one_graph() -> None:
    count = Counter((s, p, o) for s, p, o, _ in SAID)
    assert {statement for statement, graphs in count.items() if graphs > 1} == set()


def test_what_documents_share_stands_in_the_registry_and_shortcuts_stand_apart() -> None:
    graphs = {s: g for s, p, _, g in SAID if p == terms.PREFIXES["rdf"] + "type"}
    assert graphs[f"id:measure/{PLAN}-001"] == f"graph:doc/{DOCUMENT}"
    assert {g for s, g in graphs.items() if s.startswith(("id:unit", "id:area", "id:indicator"))} == {"graph:registry"}
    shortcuts = {"z:leadDepartment", "z:supportDepartment", "z:implementingUnit", "z:memberBearer", "z:succeededBy"}
    assert {p for _, p, _, g in SAID if g == "graph:derived"} == shortcuts
    assert {g for _, p, _, g in SAID if p in shortcuts} == {"graph:derived"}


def test_the_file_is_sorted_has_each_line_once_and_no_blank_node(tmp_path: Path) -> None:
    written = quads.write(example.tables(), tmp_path / "zeren.nq")
    found = (tmp_path / "zeren.nq").read_bytes().split(b"\n")
    assert found.pop() == b""
    assert found == sorted(set(found))
    assert len(found) == written
    assert not [line for line in found if b" _:" in line or line.startswith(b"_:")]
    assert os.listdir(tmp_path) == ["zeren.nq"]


def test_a_parser_and_a_store_give_back_the_same_lines(tmp_path: Path) -> None:
    quads.write(example.tables(), tmp_path / "zeren.nq")
    text = (tmp_path / "zeren.nq").read_bytes()
    parsed = ox.serialize(ox.parse(text, format=ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    store = ox.Store()
    store.bulk_load(text, format=ox.RdfFormat.N_QUADS)
    stored = store.dump(format=ox.RdfFormat.N_QUADS)
    for again in (parsed, stored):
        assert again is not None
        assert sorted(again.splitlines()) == text.splitlines()


def test_the_order_of_rows_and_documents_changes_nothing(tmp_path: Path) -> None:
    second = renamed(example.extraction(), "b")
    for name, pair in (("1", (example.extraction(), second)), ("2", (second, example.extraction()))):
        quads.write(example.tables(*pair), tmp_path / name)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.parametrize(("seed", "zone"), [("1", "UTC"), ("77", "Asia/Shanghai")])
def test_another_process_writes_the_same_bytes(tmp_path: Path, seed: str, zone: str) -> None:
    facts.write(example.tables(), tmp_path / "facts")
    quads.write(facts.read(tmp_path / "facts"), tmp_path / "here.nq")
    code = "import sys; from pathlib import Path; from zeren import facts; from zeren.rdf import quads; p = Path(sys.argv[1])"
    code += "; quads.write(facts.read(p / 'facts'), p / 'there.nq')"
    graph = Path(quads.__file__).parents[2]
    settings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(graph)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=settings, check=True)
    assert (tmp_path / "here.nq").read_bytes() == (tmp_path / "there.nq").read_bytes()


def test_no_facts_at_all_still_make_the_ontology(tmp_path: Path) -> None:
    empty = {name: facts.frame(name, []) for name in facts.SCHEMA}
    assert quads.write(empty, tmp_path / "zeren.nq") == len(quads.ontology_lines())


def test_the_example_of_the_ontology_is_what_is_written() -> None:
    text = shelf("ontology").joinpath("example.trig").read_bytes()
    kept = {f"{quad} .\n" for quad in ox.parse(text, format=ox.RdfFormat.TRIG)}
    assert kept == set(lines())


def renamed(extraction: Extraction, digit: str) -> Extraction:
    return replace(extraction, sha256=digit * 64, path=f"plans/{digit}.txt")


def test_a_place_without_a_code_is_an_area_of_its_document() -> None:
    plan = example.extraction()
    assert plan.place
    nowhere = replace(plan, place=replace(plan.place, code=None, name="远山镇"), year=None, year_basis="none")
    found = statements(lines(example.tables(nowhere)))
    key = f"000000-0000-{DOCUMENT}"
    assert (f"id:plan/{key}", "z:area", f"id:area/{DOCUMENT}", f"graph:doc/{DOCUMENT}") in found
    assert (f"id:area/{DOCUMENT}", "z:name", '"远山镇"', "graph:registry") in found
    assert f"id:measure/{key}-001" in {s for s, *_ in found}


def test_no_place_at_all_is_no_area() -> None:
    found = statements(lines(example.tables(replace(example.extraction(), place=None))))
    assert not [p for _, p, *_ in found if p == "z:area"]


def test_a_code_that_the_registry_does_not_know_is_an_area_with_the_documents_name() -> None:
    plan = example.extraction()
    assert plan.place
    found = statements(lines(example.tables(replace(plan, place=replace(plan.place, code="870100", name="新山市")))))
    assert ("id:area/870100", "z:name", '"新山市"', "graph:registry") in found


def test_a_theme_that_only_a_measure_names_comes_after_those_of_the_document() -> None:
    plan = example.extraction()
    second = replace(plan.measures[1], theme="交通出行")
    found = statements(lines(example.tables(replace(plan, measures=(plan.measures[0], second)))))
    assert (f"id:theme/{DOCUMENT}/2", "z:name", '"交通出行"', f"graph:doc/{DOCUMENT}") in found
    assert (f"id:measure/{PLAN}-002", "z:theme", f"id:theme/{DOCUMENT}/2", f"graph:doc/{DOCUMENT}") in found


def test_the_thousandth_measure_has_four_digits() -> None:
    plan = example.extraction()
    late = replace(plan.measures[1], order=1000)
    found = statements(lines(example.tables(replace(plan, measures=(late,), results=(), mechanisms=()))))
    assert f"id:measure/{PLAN}-1000/r1" in {s for s, *_ in found}


def test_an_indicator_of_two_documents_is_one_node() -> None:
    found = statements(lines(example.tables(example.extraction(), renamed(example.extraction(), "c"))))
    named = [s for s, p, o, _ in found if p == "z:name" and o == '"入园率"']
    assert named == [f"id:indicator/{terms.indicator_id('入园率')}"]
    assert sum(p == "z:indicator" and o == named[0] for _, p, o, _ in found) == 2


INTERVALS: list[tuple[Comparator | None, float | None, float | None, set[str], set[str]]] = [
    ("=", 0.0, None, {"0"}, {"0"}),
    (">=", 90.0, None, {"90"}, set()),
    (">", 90.0, None, {"90"}, set()),
    ("<=", 0.35, None, set(), {"0.35"}),
    ("<", 5.0, None, set(), {"5"}),
    ("range", 2.0, 3.0, {"2"}, {"3"}),
    ("increase_by", 10.0, None, {"10"}, {"10"}),
    ("increase_to", 150000.0, None, {"150000"}, {"150000"}),
    ("decrease_by", 1.5, None, {"1.5"}, {"1.5"}),
    ("decrease_to", 40.5, None, {"40.5"}, {"40.5"}),
    ("all", None, None, set(), set()),
    (None, None, None, set(), set()),
]


@pytest.mark.parametrize(("comparator", "value", "value_max", "lower", "upper"), INTERVALS)
def test_the_interval_is_closed(
    comparator: Comparator | None, value: float | None, value_max: float | None, lower: set[str], upper: set[str]
) -> None:
    plan = example.extraction()
    stated = replace(plan.measures[0].targets[0], comparator=comparator, value=value, value_max=value_max)
    found = statements(lines(example.tables(with_target(plan, stated))))
    for predicate, bound in (("z:min", lower), ("z:max", upper)):
        objects = {o for s, p, o, _ in found if s == f"id:measure/{PLAN}-001/t1" and p == predicate}
        assert objects == {f'"{number}"^^decimal' for number in bound}


def with_target(plan: Extraction, stated: Target) -> Extraction:
    return replace(plan, measures=(replace(plan.measures[0], targets=(stated,)), plan.measures[1]))


def test_a_date_that_is_none_stays_words_for_the_shapes_to_find() -> None:
    plan = example.extraction()
    stated = replace(plan.measures[0].targets[0], deadline="2025-02-30")
    found = statements(lines(example.tables(with_target(plan, stated))))
    assert {o for _, p, o, _ in found if p == "z:dueDate"} == {'"2025-02-30"', '"2021-05-31"^^date'}


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(ModelError, match="finite"):
        terms.decimal_form(float("inf"))


@given(st.text(st.characters(codec="utf-8")))
def test_literals_are_escaped_as_another_serialiser_does(text: str) -> None:
    node = ox.NamedNode(NS + "a")
    theirs = ox.serialize([ox.Quad(node, node, ox.Literal(text), node)], format=ox.RdfFormat.N_QUADS)
    column = pd.Series([text], dtype="string")
    subject = pd.Series([node.value], dtype="string")
    assert terms.joined("<", subject, f"> {node} ", terms.strings(column), f" {node} .\n") == [theirs]


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_decimals_are_as_a_store_keeps_them(number: float) -> None:
    text = terms.decimal_form(number)
    assert "e" not in text
    assert float(text) == number
    node = ox.NamedNode(NS + "a")
    store = ox.Store()
    store.add(ox.Quad(node, node, ox.Literal(text, datatype=ox.NamedNode(terms.PREFIXES["xsd"] + "decimal"))))
    (kept,) = store
    assert isinstance(kept.object, ox.Literal)
    assert kept.object.value == text


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_identifier_makes_an_iri(identifier: str) -> None:
    assert ox.NamedNode(ID + "unit/" + terms.segment(identifier)).value.startswith(ROOT)


def test_every_line_of_the_mapping_is_used_by_the_example_or_has_its_column() -> None:
    unused = {f"{row.node}.{row.object}" for row in quads.mapping()} - {
        f"{row.node}.{row.object}"
        for row in quads.mapping()
        if any(p == short(ox.NamedNode(terms.expand(row.property))) for _, p, *_ in SAID)
    }
    assert unused == {"reform.source", "document.original"}
