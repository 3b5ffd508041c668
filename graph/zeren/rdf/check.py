"""The shapes of the ontology as set-based SPARQL, run on every build.

`ontology/shapes.ttl` is the one source: here each of its constraints becomes one query for the nodes that break it.
Apart from a SHACL engine, because that looks at one node after another and costs 0.3 CPU seconds a measure; a test
holds that both find the same faults. Terms as in SHACL (W3C Recommendation, 20 July 2017); a constraint that is not in
the table below is an error, never skipped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from zeren.errors import ModelError
from zeren.rdf.terms import PREFIXES
from zeren.resources import shelf

if TYPE_CHECKING:
    import pyoxigraph as ox

Severity: TypeAlias = Literal["violation", "warning"]
SHAPES: Final = "https://w3id.org/zeren/shapes#"
LIMIT: Final = 1000
"""At most this many violations are listed for one constraint."""

# Each finds ?node and, where it can say one, ?value among all nodes; {path} is a predicate, {limit} the constraint's own
# value. Candidates come first and their class after: nearly always there are none, and a store answers in one pass.
CONSTRAINTS: Final[dict[str, str]] = {
    "maxCount": "{{ SELECT ?node {{ ?node {path} ?any }} GROUP BY ?node HAVING(COUNT(*) > 1) }} "
    "?node {path} ?first, ?value . FILTER(!SAMETERM(?first, ?value))",
    "datatype": "?node {path} ?value . FILTER(!COALESCE(DATATYPE(?value) = {limit} && {valid}, false))",
    "class": "?node {path} ?value . MINUS {{ ?value a {limit} }}",
    "node": "?node {path} ?value . MINUS {{ ?value skos:inScheme {limit} }}",
    "pattern": "?node {path} ?value . FILTER(!REGEX(STR(?value), {limit}))",
    "minInclusive": "?node {path} ?value . FILTER(!COALESCE(?value >= {limit}, false))",
    "maxInclusive": "?node {path} ?value . FILTER(!COALESCE(?value <= {limit}, false))",
    "minLength": "?node {path} ?value . FILTER(STRLEN(STR(?value)) < {limit})",
    "lessThan": "?node {path} ?value ; {limit} ?other . FILTER(!COALESCE(?value < ?other, false))",
    "lessThanOrEquals": "?node {path} ?value ; {limit} ?other . FILTER(!COALESCE(?value <= ?other, false))",
    "uniqueLang": "?node {path} ?first, ?value . FILTER(LANG(?first) = LANG(?value) && STR(?first) < STR(?value))",
}
# These ask for what is absent, so the class comes first.
OF_CLASS: Final[dict[str, str]] = {
    "minCount": "MINUS {{ ?node {path} ?any }}",
    "pattern": "FILTER(!REGEX(STR(?node), {limit}))",
}
_NOT_CONSTRAINTS: Final = ("path", "message", "severity", "targetClass", "property", "sparql")
_ONE: Final = ("minCount", "maxCount")

_ALL_CONSTRAINTS: Final = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?shape (GROUP_CONCAT(STR(?class); separator="> <") AS ?classes) ?path ?inverse ?component ?limit ?scheme ?select
  ?severity ?message WHERE {
  ?target sh:targetClass ?class . ?target sh:property? ?shape . ?shape ?component ?limit .
  OPTIONAL { ?shape sh:message ?message }
  OPTIONAL { ?shape sh:path ?path FILTER(ISIRI(?path)) }
  OPTIONAL { ?shape sh:path/sh:inversePath ?inverse }
  OPTIONAL { ?shape sh:severity ?severity }
  OPTIONAL { ?limit sh:property/sh:hasValue ?scheme }
  OPTIONAL { ?limit sh:select ?select }
  FILTER(STRSTARTS(STR(?component), STR(sh:)))
} GROUP BY ?shape ?path ?inverse ?component ?limit ?scheme ?select ?severity ?message ORDER BY ?shape ?component"""


@dataclass(frozen=True, order=True, slots=True)
class Violation:
    """One node that breaks one shape; `shape` is the shape's name in `shapes.ttl`, `node` and `path` are IRIs."""

    shape: str
    node: str
    path: str | None
    value: str | None
    message: str
    severity: Severity = "violation"

    def __str__(self) -> str:
        value = f" ({self.value})" if self.value else ""
        return f"{self.severity} {self.shape}: {self.node}{value}: {self.message}"


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of one shape on the nodes of one class, as the query that finds what breaks it."""

    shape: str
    path: str | None
    message: str
    severity: Severity
    query: str


def check(store: ox.Store) -> list[Violation]:
    """Everything in the store that breaks a shape, sorted; at most `LIMIT` nodes for one constraint."""
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in (PREFIXES | _declared()).items())
    return sorted({found for one in checks() for found in _run(store, one, prologue)}, key=str)


def checks() -> list[Check]:
    """Every constraint of `shapes.ttl`, compiled; a constraint without a compilation is a ModelError."""
    return [
        Check(
            _text(row["shape"]).removeprefix(SHAPES),
            _text(row["path"]) if row["path"] else None,
            _text(row["message"]) if row["message"] else f"It breaks sh:{_component(row)}.",
            "warning" if row["severity"] and _text(row["severity"]).endswith("Warning") else "violation",
            _query(row),
        )
        for row in _select(_shapes(), _ALL_CONSTRAINTS)
        if _component(row) not in _NOT_CONSTRAINTS or row["select"]
    ]


def _query(row: ox.QuerySolution) -> str:
    """One constraint of one shape as a query for ?node and ?value."""
    of_class = f"VALUES ?class {{ <{_text(row['classes'])}> }} ?node a ?class ."
    if row["select"]:
        return f"SELECT DISTINCT ?node ?value WHERE {{ {{ {_set_based(_text(row['select']))} }} {of_class} }}"
    name, of_node = _component(row), not (row["path"] or row["inverse"])
    absence = of_node or name == "minCount"
    template = (OF_CLASS if absence else CONSTRAINTS).get(name)
    if template is None or (name in _ONE and _text(row["limit"]) != "1"):
        raise ModelError(
            f"shapes.ttl: {_text(row['shape'])} uses sh:{name} in a way that zeren.rdf.check cannot compile"
        )
    body = template.format(
        path=row["path"] or f"^{row['inverse']}", limit=row["scheme"] or row["limit"], valid=_valid(str(row["limit"]))
    )
    if absence:
        return f"SELECT DISTINCT ?node ?value WHERE {{ {of_class} {body} }}"
    return f"SELECT DISTINCT ?node ?value WHERE {{ {{ SELECT ?node ?value WHERE {{ {body} }} }} {of_class} }}"


def _valid(datatype: str) -> str:
    """Whether ?value is well formed, as the cast to its own datatype tells: 2025-02-30 is no date."""
    return f"ISLITERAL({datatype}(STR(?value)))" if datatype.startswith(f"<{PREFIXES['xsd']}") else "true"


def _set_based(select: str) -> str:
    """A SPARQL constraint over all nodes at once; SHACL allows no MINUS, which a store runs far faster."""
    return select.replace("$this", "?node").replace("FILTER NOT EXISTS", "MINUS")


def _run(store: ox.Store, one: Check, prologue: str) -> Iterator[Violation]:
    for row in _select(store, f"{prologue}{one.query} ORDER BY ?node ?value LIMIT {LIMIT}"):
        value = _text(row["value"]) if row["value"] else None
        yield Violation(one.shape, _text(row["node"]), one.path, value, one.message, one.severity)


def _declared() -> dict[str, str]:
    """The prefixes that the shapes declare for their own SPARQL."""
    query = "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?prefix ?iri { [] sh:prefix ?prefix ; sh:namespace ?iri }"
    return {_text(row["prefix"]): _text(row["iri"]) for row in _select(_shapes(), query)}


def _shapes() -> ox.Store:
    import pyoxigraph as ox

    shapes = ox.Store()
    shapes.load(shelf("ontology").joinpath("shapes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    return shapes


def _select(store: ox.Store, query: str) -> ox.QuerySolutions:
    return cast("ox.QuerySolutions", store.query(query, use_default_graph_as_union=True))


def _component(row: ox.QuerySolution) -> str:
    return _text(row["component"]).rpartition("#")[2]


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """The characters of a node or literal; a shape or violation is never about a quoted triple."""
    return str(getattr(term, "value", term))
