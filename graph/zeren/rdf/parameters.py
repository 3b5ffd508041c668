"""Parameters of a query: from the words of a command line to RDF terms that bind its variables.

Apart from running queries, because here a wrong word is told from a right one: a number that is none, a role that does
not exist, a unit or a place that the graph does not know. Each comes back with the nearest right ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias, get_args

import pyoxigraph as ox

from zeren.errors import QueryError, QueryMisused
from zeren.rdf.headers import Parameter, Query
from zeren.rdf.prefixes import PREFIXES
from zeren.registry.places import meant_by
from zeren.vocab import COMPARATOR_CODE, ROLE_LABELS, DeadlineBasis, Role, UnitKind, UnitLevel

Bound: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "role": get_args(Role),
    "kind": get_args(UnitKind),
    "level": get_args(UnitLevel),
    "comparator": tuple(COMPARATOR_CODE.values()),
    "deadline-basis": get_args(DeadlineBasis),
}
_TRUTHS: Final = {"yes": "true", "是": "true", "true": "true", "no": "false", "否": "false", "false": "false"}
_OTHER_WORDS: Final[dict[str, dict[str, str]]] = {
    "role": {label: role for role, labels in ROLE_LABELS.items() for label in labels},
    "comparator": {word: code for word, code in COMPARATOR_CODE.items()},
}
_NAMES: Final = """
SELECT DISTINCT (STR(?label) AS ?given) (STR(?label) AS ?name) {
  ?unit a z:ResponsibleUnit ; z:name|skos:prefLabel|skos:altLabel ?label .
} ORDER BY ?given ?name
"""
_WRITTEN: Final = """
SELECT DISTINCT (STR(?words) AS ?given) ?name {
  ?duty a z:Responsibility ; z:statedText|z:simplifiedText ?words ; z:bearer/z:name ?name .
} ORDER BY ?given ?name
"""
_PLACES: Final = """
SELECT DISTINCT ?area (STR(?label) AS ?name) ?used {
  ?area a z:AdministrativeArea ; z:name|skos:prefLabel|skos:altLabel|z:gbCode ?label .
  BIND(EXISTS { ?plan z:area ?area } AS ?used)
} ORDER BY ?area
"""


def variable(parameter: Parameter) -> str:
    """The variable of the query that a parameter binds.

    >>> variable(Parameter("unit", "unit", True, None, ""))
    '_unit'
    """
    return f"_{parameter.name}"


def bind(store: ox.Store, query: Query, given: Mapping[str, str]) -> dict[ox.Variable, Bound]:
    """The terms for a query's parameters; an optional one that is not given stays unbound, which means "any"."""
    _check_names(query, given)
    bound: dict[ox.Variable, Bound] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            raise QueryMisused(f"{query.name} needs --param {parameter.name}=... ({parameter.description})")
        if value is not None:
            bound[ox.Variable(variable(parameter))] = _term(store, parameter, value.strip())
    return bound


def hint(word: str, known: Iterable[str]) -> str:
    """The end of a message: the known words most like this one, or nothing.

    >>> hint("who_lead", ["who_leads", "themes"])
    '; did you mean who_leads?'
    """
    from rapidfuzz import process

    found = [match for match, _, _ in process.extract(word, sorted(set(known)), limit=3, score_cutoff=60)]
    return f"; did you mean {', '.join(found)}?" if found else ""


def _check_names(query: Query, given: Mapping[str, str]) -> None:
    names = [parameter.name for parameter in query.parameters]
    unknown = [name for name in given if name not in names]
    if not unknown:
        return
    if names:
        raise QueryMisused(f"{query.name} has no parameter {unknown[0]!r}; it takes {', '.join(names)}")
    raise QueryMisused(
        f"{query.name} takes no parameters, so there is no place for {unknown[0]!r}; a query of your own declares one "
        f"at its head, '# param {unknown[0]}: string -- what it is', and selects ?_{unknown[0]}"
    )


def _term(store: ox.Store, parameter: Parameter, value: str) -> Bound:
    if parameter.type in _CHOICES:
        return _choice(parameter, value)
    if parameter.type in _LITERALS:
        return _literal(parameter, value)
    if parameter.type == "place":
        return _place(store, parameter, value)
    return _unit(store, parameter, value) if parameter.type == "unit" else ox.Literal(value)


def _literal(parameter: Parameter, value: str) -> ox.Literal:
    form, make = _LITERALS[parameter.type]
    try:
        return ox.Literal(make(value), datatype=ox.NamedNode(PREFIXES["xsd"] + parameter.type))
    except (KeyError, ValueError, InvalidOperation):
        raise QueryMisused(f"{parameter.name}={value!r} should be {form}") from None


def _decimal(value: str) -> str:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    return format(number, "f")


_LITERALS: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    "integer": ("a whole number, such as 2021", lambda value: str(int(value))),
    "decimal": ("a number, such as 0.5", _decimal),
    "boolean": ("yes or no", lambda value: _TRUTHS[value.lower()]),
    "date": ("a day of the calendar, such as 2021-12-31", lambda value: date.fromisoformat(value).isoformat()),
}


def _choice(parameter: Parameter, value: str) -> ox.Literal:
    word = _OTHER_WORDS.get(parameter.type, {}).get(value, value)
    if word not in _CHOICES[parameter.type]:
        raise QueryMisused(f"{parameter.name}={value!r} is not one of {', '.join(_CHOICES[parameter.type])}")
    return ox.Literal(word)


def _unit(store: ox.Store, parameter: Parameter, value: str) -> ox.Literal:
    """A name that the graph knows for the unit; the query finds all units of that name.

    A name as some document writes it stands for the plain name of the unit it was linked to there.
    """
    wanted, seen = _folded(value), []
    for text in (_NAMES, _WRITTEN):
        for given, name in _lookup(store, text, "given", "name"):
            if _folded(given) == wanted:
                return ox.Literal(name)
            seen.append(given)
    raise QueryError(f"{parameter.name}={value!r}: no unit has this name in the graph{hint(value, seen)}")


def _folded(name: str) -> str:
    """A name without regard to the width of its characters and to blanks: `(` and `（` are the same."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _place(store: ox.Store, parameter: Parameter, value: str) -> ox.NamedNode:
    """The area of this name or code; of several, the one that has a plan."""
    rows = _lookup(store, _PLACES, "area", "name", "used")
    named = [row for row in rows if value in (row[1], _code(row[0]))]
    areas = sorted({area for area, _, used in named if used == "true"} or {area for area, _, _ in named})
    if not areas and (meant := meant_by(value, None)):
        areas = sorted({area for area, _, _ in rows if _code(area) == meant.code})
    if not areas:
        near = hint(value, (name for _, name, _ in rows))
        raise QueryError(f"{parameter.name}={value!r}: no place has this name or code in the graph{near}")
    if len(areas) > 1:
        codes = ", ".join(_code(area) for area in areas)
        raise QueryError(f"{parameter.name}={value!r} names several places; give the code of one: {codes}")
    return ox.NamedNode(areas[0])


def _code(area: str) -> str:
    """The end of an area's IRI: its GB/T 2260 code, that with a zone's name, or the document that alone names it."""
    return area.rpartition("/area/")[2]


def _lookup(store: ox.Store, text: str, *names: str) -> list[tuple[str, ...]]:
    found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row[name].value for name in names) for row in found]
