"""The SPARQL library: its catalogue, its questions by name, and answers to them.

Parameters enter as bound variables of the query (`?_unit` for `unit`), never as text in it. The union of all graphs is
the default graph, but for a query that names its own (FROM). Nothing here reaches the network (`federation.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

import pyoxigraph as ox

from zeren.errors import QueryError, QueryMisused, QueryTooLarge, StoreError
from zeren.rdf import parameters
from zeren.rdf.answers import Answer, Term
from zeren.rdf.dataset import check_held, dataset
from zeren.rdf.federation import check_stays_home
from zeren.rdf.headers import Query, parse
from zeren.rdf.mistakes import explain
from zeren.rdf.prefixes import PREFIXES
from zeren.resources import shelf

__all__ = ["Answer", "Query", "catalogue", "load", "run"]

_Found: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_Row = TypeVar("_Row")
Params: TypeAlias = Mapping[str, str | int | float]
SUFFIX: Final = ".rq"


def catalogue() -> list[Query]:
    """Every question of the library, by name."""
    return [load(name) for name in _names()]


def load(name: str | Path) -> Query:
    """A question of the library by its name, or a query from a file (a path, or anything that ends in `.rq`)."""
    if isinstance(name, Path) or name.endswith(SUFFIX) or "/" in name:
        return _from_file(Path(name))
    known = name.strip().lower().replace("-", "_")
    if known not in _names():
        near = parameters.hint(known, _names())
        raise QueryMisused(f"no query {name!r} in the library (`zeren query --list` shows all){near}")
    return parse(known, shelf("queries").joinpath(known + SUFFIX).read_text(encoding="utf-8"))


def run(store: ox.Store, query: Query, params: Params | None = None, *, most: int | None = None) -> Answer:
    """The answer of a store to a query, with the columns that its header promises, else all that it selects.

    `QueryTooLarge` for more than `most` rows, of which the rest is not even fetched; `QueryError` for a parameter that is unknown, missing or not of its type, and for a query that does not parse;
    `FederationRefused` for one that would use the network.
    """
    check_stays_home(query.text)
    bound = parameters.bind(store, query, {name: str(value) for name, value in (params or {}).items()})
    graphs = dataset(query.text)
    try:
        found = store.query(query.text, prefixes=PREFIXES, use_default_graph_as_union=not graphs, substitutions=bound)
        if graphs:
            check_held(store, query.text, graphs)
        return _answer(query, found, most)
    except SyntaxError as error:
        raise QueryError(explain(query.name, query.text, str(error))) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"{query.name}: {error}") from error
    except OSError as error:
        raise StoreError(f"the store cannot be read: {error}") from error


def _names() -> list[str]:
    found = (entry.name for entry in shelf("queries").iterdir())
    return sorted(name.removesuffix(SUFFIX) for name in found if name.endswith(SUFFIX))


def _from_file(path: Path) -> Query:
    try:
        return parse(path.stem, path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise QueryError(f"{path}: no such query file that can be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: not UTF-8 text (byte {error.start}); save the query as UTF-8") from error


def _answer(query: Query, found: _Found, most: int | None) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return Answer(("answer",), ((ox.Literal(bool(found)),),), bool(found))
    if isinstance(found, ox.QueryTriples):
        triples = tuple((t.subject, t.predicate, t.object) for t in _bounded(query, found, most))
        return Answer(("subject", "predicate", "object"), triples)
    columns = _columns(query, [variable.value for variable in found.variables])
    solutions = _bounded(query, found, most)
    rows: tuple[tuple[Term | None, ...], ...] = tuple(tuple(row[name] for name in columns) for row in solutions)
    return Answer(columns, rows)


def _bounded(query: Query, found: Iterable[_Row], most: int | None) -> Iterator[_Row]:
    """What was found, as long as it is no more than `most`."""
    for count, row in enumerate(found, 1):
        if most is not None and count > most:
            raise QueryTooLarge(f"{query.name}: more than {most} rows; end the query with LIMIT, or allow more")
        yield row


def _columns(query: Query, selected: list[str]) -> tuple[str, ...]:
    """The promised columns; without a promise, all that is selected but the parameters."""
    promised = tuple(column.name for column in query.columns)
    absent = [name for name in promised if name not in selected]
    if absent:
        raise QueryError(f"{query.name}: the header promises the column {absent[0]!r}, which the query does not select")
    inputs = {parameters.variable(parameter) for parameter in query.parameters}
    return promised or tuple(name for name in selected if name not in inputs)
