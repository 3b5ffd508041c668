"""Every planted fault is found by the compiled shapes and by a SHACL engine alike, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import SH

import example_plan as example
from zeren.errors import ModelError
from zeren.rdf import check, quads, terms
from zeren.resources import shelf
from zeren.vocab import CODE, GRAPH, ID, ROOT

PLAN = f"{example.CITY}-2021-{example.DOCUMENT}"
GRAPH_OF_DOCUMENT = f"<{GRAPH}doc/{example.DOCUMENT}>"
FIRST, SECOND = f"measure/{PLAN}-001", f"measure/{PLAN}-002"
DUTY, SECOND_DUTY, TARGET, RATE, STEP = f"{FIRST}/r1", f"{SECOND}/r1", f"{FIRST}/t1", f"{FIRST}/t2", f"{FIRST}/m1"
TEXT = f"text/{example.DOCUMENT}"
SPAN = f"{TEXT}#char=%d,%d" % example.at("市教育局")
BUREAU, CROWD, UNKNOWN = (
    f"unit/{example.CITY}/education",
    f"unit/{example.CITY}/all-county-governments",
    f"unit/{example.DOCUMENT}/1",
)
AREA, REFORM, RESULT = f"area/{example.CITY}", f"reform/{example.CITY}/2019/education", f"result/{example.DOCUMENT}/1"
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in terms.PREFIXES.items())
SHAPES = rdflib.Graph().parse(
    data=shelf("ontology").joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle"
)


class Fault(NamedTuple):
    """One thing made wrong: `node` loses `property`, gains the values given, and breaks the shapes named."""

    name: str
    node: str
    property: str
    values: tuple[str, ...]
    shapes: tuple[str, ...]
    found_at: str = ""


def node(local: str) -> str:
    return f"<{ID}{local}>"


FAULTS = [
    Fault("a measure without evidence", FIRST, "z:evidence", (), ("evidence",)),
    Fault("a responsibility without evidence", DUTY, "z:evidence", (), ("evidence",)),
    Fault("evidence that is no span", TARGET, "z:evidence", (node(TEXT),), ("evidence",)),
    Fault(
        "a measure in two plans",
        FIRST,
        "z:inPlan",
        (node(f"plan/{PLAN}"), node("plan/890100-2020-00000000")),
        ("in-plan",),
    ),
    Fault("a measure in no plan", SECOND, "z:inPlan", (), ("in-plan",)),
    Fault("an ordinal in words", FIRST, "z:ordinal", ('"一"',), ("ordinal",)),
    Fault("an ordinal of nought", FIRST, "z:ordinal", ("0",), ("ordinal",)),
    Fault("two ordinals", FIRST, "z:ordinal", ("1", "7"), ("ordinal",)),
    Fault("a measure without words", FIRST, "z:statedText", ('""@zh',), ("measure-text",)),
    Fault("words without a language", FIRST, "z:statedText", ('"新建学校"',), ("measure-text",)),
    Fault("a measure under a theme that is none", FIRST, "z:theme", (node(AREA),), ("measure-theme",)),
    Fault("a confidence over one", DUTY, "z:confidence", ("1.2",), ("confidence",)),
    Fault("a confidence as a float", TARGET, "z:confidence", ("9e-1",), ("confidence",)),
    Fault("no rule", STEP, "z:rule", (), ("rule",)),
    Fault("a role outside its scheme", DUTY, "z:role", (f"<{CODE}basis/label>",), ("role",)),
    Fault("a role that is no concept", DUTY, "z:role", (f"<{CODE}role/boss>",), ("role",)),
    Fault("a basis outside its scheme", DUTY, "z:basis", (f"<{CODE}basis/hearsay>",), ("basis",)),
    Fault("a responsibility without a bearer", DUTY, "z:bearer", (), ("bearer",)),
    Fault("two bearers", SECOND_DUTY, "z:bearer", (node(UNKNOWN), node(CROWD)), ("bearer",)),
    Fault("a bearer that is no unit", DUTY, "z:bearer", (node(AREA),), ("bearer",)),
    Fault("a list position of nought", DUTY, "z:listPosition", ("0",), ("list-position",)),
    Fault(
        "a bearer that is younger than the plan",
        BUREAU,
        "z:validFrom",
        ('"2030-01-01"^^xsd:date',),
        ("Anachronism",),
        DUTY,
    ),
    Fault("a lower bound over the upper", TARGET, "z:min", ("9.0",), ("min", "Bounds")),
    Fault("a range without an upper bound", TARGET, "z:max", (), ("Bounds",)),
    Fault("at least, with an upper bound", RATE, "z:max", ("95.0",), ("Bounds",)),
    Fault("all of it, with a number", f"{SECOND}/t1", "z:min", ("5.0",), ("Bounds",)),
    Fault("a result that equals two numbers", RESULT, "z:max", ("5.0",), ("Bounds",)),
    Fault("a bound in words", RATE, "z:min", ('"九成"',), ("min",)),
    Fault("a comparator outside its scheme", TARGET, "z:comparator", (f"<{CODE}comparator/about>",), ("comparator",)),
    Fault("two units of measure", TARGET, "z:unit", ('"所"', '"处"'), ("unit",)),
    Fault("a target without an indicator", TARGET, "z:indicator", (), ("target-indicator",)),
    Fault("an indicator that is none", TARGET, "z:indicator", (node(AREA),), ("indicator",)),
    Fault("a due date in words", RATE, "z:dueDate", ('"年底"',), ("due-date",)),
    Fault("a due date that the calendar lacks", STEP, "z:dueDate", ('"2025-02-30"^^xsd:date',), ("due-date",)),
    Fault("a due date that nothing states", TARGET, "z:dueDate", ('"2021-12-31"^^xsd:date',), ("DueDateStated",)),
    Fault("no basis of the deadline", TARGET, "z:deadlineBasis", (), ("deadline-basis",)),
    Fault(
        "a kind of milestone that is none",
        STEP,
        "z:milestoneKind",
        (f"<{CODE}milestone-kind/pause>",),
        ("milestone-kind",),
    ),
    Fault("evidence that ends before it starts", SPAN, "oa:end", ("3",), ("start", "ExactLength")),
    Fault("evidence before its text", SPAN, "oa:start", ("-4",), ("start", "ExactLength")),
    Fault("a quote shorter than its offsets", SPAN, "oa:exact", ('"市"',), ("ExactLength",)),
    Fault("evidence past the end of its text", TEXT, "z:charCount", ("100",), ("WithinText",), f"{TEXT}#char=99,107"),
    Fault("evidence in no text", SPAN, "z:inText", (), ("in-text",)),
    Fault("evidence without a quote", SPAN, "oa:exact", (), ("exact",)),
    Fault("a text without a digest", TEXT, "z:sha256", (), ("sha256",)),
    Fault("a digest in capitals", TEXT, "z:sha256", (f'"{"A" * 64}"',), ("sha256",)),
    Fault("a plan without a document", f"plan/{PLAN}", "z:publishedIn", (), ("plan-document",)),
    Fault("a year out of time", f"plan/{PLAN}", "z:year", ("2200",), ("plan-year",)),
    Fault("an unknown layout", f"document/{example.DOCUMENT}", "z:layout", (f"<{CODE}layout/poem>",), ("layout",)),
    Fault("a day of issue in words", f"document/{example.DOCUMENT}", "dcterms:issued", ('"三月"',), ("issued",)),
    Fault("a code of five digits", AREA, "z:gbCode", ('"89010"',), ("gb-code",)),
    Fault("two Chinese names of an area", AREA, "skos:prefLabel", ('"甲"@zh', '"乙"@zh'), ("pref-label",)),
    Fault("a unit without a name", UNKNOWN, "z:name", (), ("name",)),
    Fault("an unknown kind of unit", BUREAU, "z:unitKind", (f"<{CODE}unit-kind/club>",), ("unit-kind",)),
    Fault("a member that is no unit", CROWD, "z:collectiveMember", (node(AREA),), ("collective-member",)),
    Fault(
        "a member that bears a duty and is no unit", f"{FIRST}/r3", "z:memberBearer", (node(AREA),), ("member-bearer",)
    ),
    Fault("a reform without a date", REFORM, "z:validFrom", (), ("reform-date",)),
    Fault("a reform of no unit", REFORM, "org:originalOrganization", (node(AREA),), ("original",)),
    Fault("a shortcut without a responsibility", SECOND, "z:supportDepartment", (node(BUREAU),), ("ShortcutBacked",)),
    Fault("a responsibility without a shortcut", SECOND, "z:leadDepartment", (), ("ShortcutMade",)),
    Fault(
        "a responsibility that no measure has",
        SECOND,
        "z:hasResponsibility",
        (),
        ("responsibility-owner",),
        SECOND_DUTY,
    ),
    Fault(
        "a target of two measures",
        SECOND,
        "z:hasTarget",
        (node(f"{SECOND}/t1"), node(TARGET)),
        ("target-owner",),
        TARGET,
    ),
]
# A measure whose duty or bearer is changed also loses the agreement of its shortcuts.
FOLLOWS = {"z:bearer", "z:role", "z:hasResponsibility", "z:supportDepartment"}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("quads") / "zeren.nq"
    quads.write(example.tables(), path)
    return path.read_bytes()


def loaded(nquads: bytes) -> ox.Store:
    store = ox.Store()
    store.load(nquads, format=ox.RdfFormat.N_QUADS)
    return store


def spoiled(nquads: bytes, *faults: Fault) -> ox.Store:
    store = loaded(nquads)
    for fault in faults:
        subject = node(fault.node)
        store.update(f"{PREFIXES} DELETE WHERE {{ GRAPH ?g {{ {subject} {fault.property} ?value }} }}")
        for value in fault.values:
            quad = f"GRAPH {GRAPH_OF_DOCUMENT} {{ {subject} {fault.property} {value} }}"
            store.update(f"{PREFIXES} INSERT DATA {{ {quad} }}")
    return store


def batches() -> list[list[Fault]]:
    """The faults in as few graphs as may be, no node twice in one: a SHACL engine takes a second for each graph."""
    made: list[list[Fault]] = []
    for fault in FAULTS:
        free = (batch for batch in made if not {at for other in batch for at in places(other)} & places(fault))
        batch = next(free, None)
        if batch is None:
            made.append([fault])
        else:
            batch.append(fault)
    return made


def places(fault: Fault) -> set[str]:
    return {fault.node, fault.found_at or fault.node}


def by_shacl(store: ox.Store) -> set[tuple[str, str]]:
    """What a SHACL engine finds: shapes and nodes."""
    data = rdflib.Graph()
    data.parse(data=re.sub(rb" <[^ ]+> \.$", b" .", dump(store), flags=re.M), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, inplace=True)
    assert isinstance(report, rdflib.Graph)
    results = report.objects(None, SH.result)
    return {
        (str(report.value(result, SH.sourceShape)).removeprefix(check.SHAPES), str(report.value(result, SH.focusNode)))
        for result in results
    }


def dump(store: ox.Store) -> bytes:
    text = store.dump(format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return text


def test_the_example_is_sound_to_both(sound: bytes) -> None:
    assert check.check(loaded(sound)) == []
    assert by_shacl(loaded(sound)) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_and_nothing_else(sound: bytes, fault: Fault) -> None:
    found = {(one.shape, one.node) for one in check.check(spoiled(sound, fault))}
    assert found >= {(shape, ID + (fault.found_at or fault.node)) for shape in fault.shapes}
    if fault.property not in FOLLOWS:
        assert {shape for shape, _ in found} == set(fault.shapes)


@pytest.mark.parametrize("batch", batches(), ids=lambda batch: f"{len(batch)} faults")
def test_a_shacl_engine_finds_the_same(sound: bytes, batch: list[Fault]) -> None:
    store = spoiled(sound, *batch)
    found = by_shacl(store)
    assert found >= {(shape, ID + (fault.found_at or fault.node)) for fault in batch for shape in fault.shapes}
    assert found == {(one.shape, one.node) for one in check.check(store)}


def test_there_are_at_least_nineteen_kinds_of_fault() -> None:
    assert len({shape for fault in FAULTS for shape in fault.shapes}) >= 19


MISNAMED = [
    ("measure", f"{ID}measure/{PLAN}-01", "MeasureIdentity"),
    ("plan", f"{ID}plan/89-2021-{example.DOCUMENT}", "PlanIdentity"),
]


@pytest.mark.parametrize(("kind", "iri", "shape"), MISNAMED)
def test_a_malformed_identity_is_found_by_both(sound: bytes, kind: str, iri: str, shape: str) -> None:
    whole = f"{ID}measure/{PLAN}-002>" if kind == "measure" else f"{ID}plan/{PLAN}>"
    store = loaded(sound.replace(whole.encode(), f"{iri}>".encode()))
    found = {(one.shape, one.node) for one in check.check(store)}
    assert found == {(shape, iri)} == by_shacl(store)


def test_an_anachronism_and_a_missing_indicator_are_only_warnings(sound: bytes) -> None:
    warnings = {
        fault.shapes for fault in FAULTS if {one.severity for one in check.check(spoiled(sound, fault))} == {"warning"}
    }
    assert warnings == {("Anachronism",), ("target-indicator",)}


def test_a_violation_reads_as_one_line_that_names_the_node(sound: bytes) -> None:
    (found,) = check.check(spoiled(sound, FAULTS[6]))
    assert str(found) == f"violation ordinal: {ID}{FIRST} (0): The ordinal of a measure is one integer from 1."
    assert found.path == f"{ROOT}ns#ordinal"


def test_every_shape_is_compiled() -> None:
    used = {*SHAPES.objects(None, SH.property), *SHAPES.subjects(SH.sparql), *SHAPES.subjects(SH.pattern)}
    named = {str(shape).removeprefix(check.SHAPES) for shape in used if isinstance(shape, rdflib.URIRef)}
    assert {one.shape for one in check.checks()} == named


@pytest.mark.parametrize("constraint", ["sh:maxCount 2", "sh:minCount 0", "sh:equals <https://w3id.org/zeren/ns#x>"])
def test_a_constraint_that_cannot_be_compiled_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, constraint: str
) -> None:
    shape = "<x:s> a sh:NodeShape ; sh:targetClass <x:C> ; sh:property <x:p> . <x:p> sh:path <x:q> ; sh:message 'no' ; "
    (tmp_path / "shapes.ttl").write_text(f"@prefix sh: <{SH}> . {shape} {constraint} .", encoding="utf-8")
    monkeypatch.setattr(check, "shelf", lambda name: tmp_path)
    with pytest.raises(ModelError, match="cannot compile"):
        check.checks()
