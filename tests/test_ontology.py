"""What makes an ontology good, held by tests: labels and definitions, clean hierarchy, profile, reuse, code lists.

The checks follow OOPS! (pitfalls P04 to P41), FOOPS! and the tests of FIBO where a name is given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from zeren import vocab
from zeren.rdf import check, quads, terms
from zeren.resources import shelf


def parsed(name: str) -> Graph:
    return Graph().parse(data=shelf("ontology").joinpath(name).read_text(encoding="utf-8"), format="turtle")


ONTOLOGY, CODES, SHAPES = parsed("zeren.ttl"), parsed("codes.ttl"), parsed("shapes.ttl")
DCTERMS, VANN = terms.PREFIXES["dcterms"], "http://purl.org/vocab/vann/"
HEAD = URIRef(vocab.NS[:-1])
LANGUAGES = ("en", "zh")
SHARED = {
    *("inPlan", "indicator", "comparator", "level", "name", "min", "max", "unit", "scope", "approximate"),
    *("baselineValue", "baselineUnit", "baselineYear", "dueDate", "validFrom", "validTo"),
}
"""Properties that several classes share on purpose, and so have no domain."""


def own(kind: URIRef) -> list[URIRef]:
    found = {term for term in ONTOLOGY.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    return sorted(term for term in found if term.startswith(vocab.NS))


CLASSES, OBJECT, DATA = own(OWL.Class), own(OWL.ObjectProperty), own(OWL.DatatypeProperty)
ANNOTATION = own(OWL.AnnotationProperty)
PROPERTIES = OBJECT + DATA + ANNOTATION
TERMS = CLASSES + PROPERTIES
CONCEPTS = sorted(node for node in CODES.subjects(RDF.type, SKOS.Concept) if isinstance(node, URIRef))
DECLARED_CLASSES = set(ONTOLOGY.subjects(RDF.type, OWL.Class))
DECLARED_PROPERTIES = {
    term
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in ONTOLOGY.subjects(RDF.type, kind)
}


def local(term: Node) -> str:
    return str(term).removeprefix(vocab.NS)


def words(subject: Node, predicate: URIRef, language: str, graph: Graph = ONTOLOGY) -> list[str]:
    values = graph.objects(subject, predicate)
    return [str(value) for value in values if isinstance(value, Literal) and value.language == language]


def above(term: Node, predicate: URIRef) -> Iterator[Node]:
    for parent in ONTOLOGY.objects(term, predicate):
        yield parent
        yield from above(parent, predicate)


@pytest.mark.parametrize("term", TERMS, ids=local)
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=local)
def test_every_term_has_one_label_and_one_definition_in_each_language(term: URIRef, predicate: URIRef) -> None:
    assert [len(words(term, predicate, language)) for language in LANGUAGES] == [1, 1]


@pytest.mark.parametrize("group", [CLASSES, PROPERTIES], ids=["classes", "properties"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_share_a_label(group: list[URIRef], language: str) -> None:
    count = Counter(label for term in group for label in words(term, RDFS.label, language))
    assert [label for label, times in count.items() if times > 1] == []


@pytest.mark.parametrize("term", CLASSES, ids=local)
def test_no_class_is_defined_by_its_own_name(term: URIRef) -> None:
    (label,), (definition,) = words(term, RDFS.label, "en"), words(term, SKOS.definition, "en")
    assert not re.search(rf"\b{re.escape(label)}\b", definition, re.IGNORECASE)


@pytest.mark.parametrize("term", CLASSES, ids=local)
def test_every_class_has_an_example_and_a_named_parent(term: URIRef) -> None:
    assert words(term, SKOS.example, "en")
    assert [parent for parent in ONTOLOGY.objects(term, RDFS.subClassOf) if isinstance(parent, URIRef)]


def test_classes_are_written_in_upper_and_properties_in_lower_camel_case() -> None:
    assert [local(term) for term in CLASSES if not re.fullmatch(r"([A-Z][a-z0-9]*)+", local(term))] == []
    assert [local(term) for term in PROPERTIES if not re.fullmatch(r"[a-z][A-Za-z0-9]*", local(term))] == []


def test_every_term_says_where_it_is_defined() -> None:
    assert [local(term) for term in TERMS if (term, RDFS.isDefinedBy, HEAD) not in ONTOLOGY] == []


def test_there_is_one_ontology_with_a_version_and_a_licence() -> None:
    assert list(ONTOLOGY.subjects(RDF.type, OWL.Ontology)) == [HEAD]
    assert str(ONTOLOGY.value(HEAD, OWL.versionInfo)) in str(ONTOLOGY.value(HEAD, OWL.versionIRI))
    assert isinstance(ONTOLOGY.value(HEAD, URIRef(DCTERMS + "license")), URIRef)


@pytest.mark.parametrize("name", ["title", "abstract", "description"])
def test_the_ontology_describes_itself_in_each_language(name: str) -> None:
    assert [len(words(HEAD, URIRef(DCTERMS + name), language)) for language in LANGUAGES] == [1, 1]


@pytest.mark.parametrize("name", ["creator", "publisher", "created", "modified", "bibliographicCitation", "source"])
def test_the_ontology_says_whence_it_comes(name: str) -> None:
    assert ONTOLOGY.value(HEAD, URIRef(DCTERMS + name), any=True)


def test_the_ontology_names_its_prefix_and_namespace() -> None:
    assert str(ONTOLOGY.value(HEAD, URIRef(VANN + "preferredNamespacePrefix"))) == "z"
    assert str(ONTOLOGY.value(HEAD, URIRef(VANN + "preferredNamespaceUri"))) == vocab.NS


@pytest.mark.parametrize("predicate", [RDFS.subClassOf, RDFS.subPropertyOf], ids=local)
def test_the_hierarchy_has_no_cycle(predicate: URIRef) -> None:
    assert [local(term) for term in TERMS if term in set(above(term, predicate))] == []


def test_object_properties_have_a_range_and_all_but_the_shared_a_domain() -> None:
    assert [local(term) for term in OBJECT if not ONTOLOGY.value(term, RDFS.range)] == []
    without = {local(term) for term in OBJECT + DATA if (term, RDFS.domain, None) not in ONTOLOGY}
    assert without == SHARED


@pytest.mark.parametrize("predicate", [RDFS.domain, RDFS.range], ids=local)
def test_no_property_has_two_domains_or_ranges(predicate: URIRef) -> None:
    assert [local(term) for term in PROPERTIES if len(list(ONTOLOGY.objects(term, predicate))) > 1] == []


def test_nothing_is_two_kinds_of_thing() -> None:
    assert set() == DECLARED_CLASSES & DECLARED_PROPERTIES
    assert set(OBJECT) & set(DATA) == set()
    assert set(CODES.subjects()) & (DECLARED_CLASSES | DECLARED_PROPERTIES) == set()


def test_every_term_that_is_used_is_declared() -> None:
    used = {o for p in (RDFS.subClassOf, RDFS.domain, OWL.disjointWith) for o in ONTOLOGY.objects(None, p)}
    assert used - DECLARED_CLASSES == set()
    assert set(ONTOLOGY.objects(None, RDFS.subPropertyOf)) - DECLARED_PROPERTIES == set()
    standard = (str(RDF), str(RDFS), str(OWL))
    predicates = {term for term in ONTOLOGY.predicates() if not str(term).startswith(standard)}
    assert predicates - DECLARED_PROPERTIES == set()


def test_nothing_is_said_of_the_terms_of_others_beyond_their_type() -> None:
    foreign = {(s, p) for s, p, _ in ONTOLOGY if not str(s).startswith(vocab.ROOT)}
    assert {p for _, p in foreign} == {RDF.type}


def test_ranges_of_data_are_datatypes_of_owl() -> None:
    allowed = {XSD.string, XSD.boolean, XSD.decimal, XSD.integer, RDF.langString}
    assert {kind for term in DATA for kind in ONTOLOGY.objects(term, RDFS.range)} <= allowed


@pytest.mark.parametrize(
    "name",
    [
        *("someValuesFrom", "unionOf", "hasSelf", "minCardinality", "cardinality", "disjointUnionOf"),
        *("minQualifiedCardinality", "propertyChainAxiom", "sameAs", "equivalentClass", "imports"),
    ],
)
def test_the_ontology_stays_within_owl_rl_and_merges_nothing_in_silence(name: str) -> None:
    assert list(ONTOLOGY.subject_objects(OWL[name])) == []
    assert (None, RDF.type, OWL.FunctionalProperty) not in ONTOLOGY


def test_claims_bodies_and_other_things_are_disjoint() -> None:
    def disjoint(one: str, other: str) -> bool:
        a, b = URIRef(vocab.NS + one), URIRef(vocab.NS + other)
        return (a, OWL.disjointWith, b) in ONTOLOGY or (b, OWL.disjointWith, a) in ONTOLOGY

    claims = [local(term) for term in ONTOLOGY.subjects(RDFS.subClassOf, URIRef(vocab.NS + "Claim"))]
    assert len(claims) == 8
    for group in (claims, ["Department", "Government", "CollectiveUnit"], ["Claim", "Document", "ResponsibleUnit"]):
        assert [(a, b) for a in group for b in group if a < b and not disjoint(a, b)] == []


def test_every_class_has_members_in_the_example_or_in_its_subclasses() -> None:
    example = ox.parse(shelf("ontology").joinpath("example.trig").read_bytes(), format=ox.RdfFormat.TRIG)
    written = {URIRef(quad.object.value) for quad in example if isinstance(quad.object, ox.NamedNode)}
    assert set(CLASSES) - written == {URIRef(vocab.NS + "Claim")}


def test_shapes_name_declared_terms_only_and_reach_every_class() -> None:
    predicates = (SH.path, SH.inversePath, SH.targetClass, SH["class"], SH.lessThan, SH.lessThanOrEquals)
    named = {o for p in predicates for o in SHAPES.objects(None, p) if isinstance(o, URIRef)}
    assert {term for term in named if term.startswith(vocab.NS)} - set(TERMS) == set()
    subjects = {row.object for row in quads.mapping() if row.form == "class" and row.object.startswith("z:")}
    targets = {f"z:{local(term)}" for term in SHAPES.objects(None, SH.targetClass)}
    assert subjects - targets == set()


@pytest.mark.parametrize("concept", CONCEPTS, ids=str)
def test_every_concept_is_labelled_and_stands_in_the_scheme_of_its_iri(concept: URIRef) -> None:
    scheme, _, notation = str(concept).rpartition("/")
    assert list(CODES.objects(concept, SKOS.inScheme)) == [URIRef(scheme)]
    assert str(CODES.value(concept, SKOS.notation)) == notation
    assert [len(words(concept, SKOS.prefLabel, language, CODES)) for language in LANGUAGES] == [1, 1]
    assert len(words(concept, SKOS.definition, "en", CODES)) == 1


def test_literals_have_no_stray_blanks() -> None:
    literals = [o for graph in (ONTOLOGY, CODES, SHAPES) for o in graph.objects() if isinstance(o, Literal)]
    one_line = [str(value) for value in literals if "\n" not in value]
    assert [value for value in one_line if value != value.strip() or "  " in value] == []


def test_ontology_and_codes_have_no_blank_node() -> None:
    assert [term for graph in (ONTOLOGY, CODES) for triple in graph for term in triple if isinstance(term, BNode)] == []


LISTS = {
    "role": get_args(vocab.Role),
    "basis": get_args(vocab.RoleBasis),
    "comparator": tuple(vocab.COMPARATOR_CODE[word] for word in get_args(vocab.Comparator)),
    "deadline-basis": get_args(vocab.DeadlineBasis),
    "milestone-kind": get_args(vocab.MilestoneKind),
    "layout": get_args(vocab.Layout),
    "year-basis": get_args(vocab.YearBasis),
    "place-basis": get_args(vocab.PlaceBasis),
    "theme-basis": get_args(vocab.ThemeBasis),
    "unit-kind": get_args(vocab.UnitKind),
    "unit-level": get_args(vocab.UnitLevel),
    "reform-kind": get_args(vocab.ReformKind),
    "verdict": get_args(vocab.Verdict),
}


@pytest.mark.parametrize("scheme", LISTS)
def test_a_scheme_holds_exactly_the_closed_list_of_the_contract(scheme: str) -> None:
    assert {str(node).removeprefix(f"{vocab.CODE}{scheme}/") for node in in_scheme(scheme)} == set(LISTS[scheme])


def in_scheme(scheme: str) -> set[Node]:
    return set(CODES.subjects(SKOS.inScheme, URIRef(vocab.CODE + scheme)))


def test_there_is_no_scheme_beyond_these() -> None:
    schemes = {str(node).removeprefix(vocab.CODE) for node in CODES.subjects(RDF.type, SKOS.ConceptScheme)}
    assert schemes == {*LISTS}


def test_the_labels_of_codes_are_those_of_the_contract() -> None:
    told: dict[str, Mapping[Any, tuple[str, str]]] = {
        "role": vocab.ROLE_LABELS,
        "basis": vocab.BASIS_LABELS,
        "reform-kind": vocab.REFORM_KIND_LABELS,
    }
    for scheme, labels in told.items():
        for word, (zh, en) in labels.items():
            concept = URIRef(f"{vocab.CODE}{scheme}/{word}")
            assert (words(concept, SKOS.prefLabel, "zh", CODES), words(concept, SKOS.prefLabel, "en", CODES)) == (
                [zh],
                [en],
            )


def test_each_role_names_its_shortcut() -> None:
    shortcut = URIRef(vocab.NS + "shortcutProperty")
    found = {str(s).rpartition("/")[2]: local(o) for s, o in CODES.subject_objects(shortcut)}
    assert found == {"lead": "leadDepartment", "support": "supportDepartment", "implement": "implementingUnit"}


def test_the_mapping_writes_declared_properties_only_and_leaves_none_out() -> None:
    written = {URIRef(terms.expand(row.property)) for row in quads.mapping()}
    assert written - DECLARED_PROPERTIES - {RDF.type} == set()
    assert set(OBJECT + DATA) - written == set()


def test_the_mapping_uses_every_scheme_and_no_other() -> None:
    used = {row.form.partition(":")[2] for row in quads.mapping() if row.form.startswith("code:")}
    assert used == {*LISTS}


def test_every_term_and_every_shape_is_documented_and_nothing_else() -> None:
    page = (Path(__file__).parents[1] / "docs/reference/ontology.md").read_text(encoding="utf-8")
    tables, _, shapes = page.partition("## Shapes")
    documented = re.findall(r"^\| `(\w+)` \|", tables.partition("## Classes")[2], re.M)
    assert sorted(documented) == sorted(local(term) for term in CLASSES + OBJECT + DATA)
    named = {one.shape for one in check.checks()}
    assert sorted(re.findall(r"^\| `([\w-]+)` \|", shapes, re.M)) == sorted(named)
