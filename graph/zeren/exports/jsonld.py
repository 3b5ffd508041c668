"""Quads as JSON-LD 1.1 that people can read: one context, one object a node, the graphs kept apart.

Apart, because the serialisers at hand write expanded JSON-LD without a context, or take minutes. The context says for
each property what its values are (an IRI, a date, a decimal as string), so that nothing is lost in JSON's numbers.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, TypeAlias

import pyoxigraph as ox

from zeren.rdf.prefixes import PREFIXES

Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"]

_RDF_TYPE: Final = PREFIXES["rdf"] + "type"
_STRING: Final = PREFIXES["xsd"] + "string"
_INTEGER: Final = PREFIXES["xsd"] + "integer"
_BOOLEAN: Final = PREFIXES["xsd"] + "boolean"
_MIXED: Final = "mixed"


def text(quads: Sequence[ox.Quad]) -> str:
    """A JSON-LD document of quads that are sorted by graph, then subject, then predicate."""
    kinds = _kinds(quads)
    graphs = [_graph(name, list(found), kinds) for name, found in groupby(quads, key=lambda quad: quad.graph_name)]
    document: Json = {"@context": _context(kinds), "@graph": [node for graph in graphs for node in graph]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _kinds(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """What the values of each property are: `@id`, a datatype, or a mixture (language-tagged words among them)."""
    kinds: dict[str, str] = {}
    for quad in quads:
        kind = _kind(quad.object)
        if kinds.setdefault(quad.predicate.value, kind) != kind:
            kinds[quad.predicate.value] = _MIXED
    kinds.pop(_RDF_TYPE, None)
    return kinds


def _kind(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if not isinstance(term, ox.Literal):
        return "@id"
    return _MIXED if term.language else term.datatype.value


def _context(kinds: dict[str, str]) -> Json:
    context: dict[str, Json] = dict(sorted(PREFIXES.items()))
    for name, kind in sorted(kinds.items()):
        if kind not in (_MIXED, _STRING, _INTEGER, _BOOLEAN) and _short(name) != name:
            context[_short(name)] = {"@id": name, "@type": kind}
    return context


def _graph(name: object, quads: list[ox.Quad], kinds: dict[str, str]) -> list[Json]:
    nodes: list[Json] = [_node(list(found), kinds) for _, found in groupby(quads, key=lambda quad: quad.subject)]
    return [{"@id": name.value, "@graph": nodes}] if isinstance(name, ox.NamedNode) else nodes


def _node(quads: list[ox.Quad], kinds: dict[str, str]) -> Json:
    node: dict[str, Json] = {"@id": _identity(quads[0].subject)}
    for predicate, found in groupby(quads, key=lambda quad: quad.predicate.value):
        objects = [quad.object for quad in found]
        if predicate == _RDF_TYPE:
            values: list[Json] = [_short(_identity(term)) for term in objects]
        else:
            values = [_value(term, kinds[predicate] if _short(predicate) != predicate else _MIXED) for term in objects]
        node["@type" if predicate == _RDF_TYPE else _short(predicate)] = values[0] if len(values) == 1 else values
    return node


def _value(term: object, kind: str) -> Json:
    if not isinstance(term, ox.Literal):
        return _identity(term) if kind == "@id" else {"@id": _identity(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == _INTEGER and str(int(term.value)) == term.value:
        return int(term.value)
    if datatype == _BOOLEAN and term.value in ("true", "false"):
        return term.value == "true"
    return term.value if datatype in (kind, _STRING) else {"@value": term.value, "@type": datatype}


def _identity(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _short(iri: str) -> str:
    """`z:bearer` for its IRI, where a prefix fits and what is left is a plain word; else the IRI itself.

    >>> _short("https://w3id.org/zeren/ns#bearer")
    'z:bearer'
    """
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and iri.removeprefix(start).isidentifier():
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
