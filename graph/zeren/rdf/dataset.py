"""The dataset clause of a query: which graphs its FROM and FROM NAMED restrict it to.

Apart from running queries, because the store takes the union of all graphs for the default graph when told to, and then
passes over FROM without a word; so whether a query has a clause of its own must be known before.
"""

import re
from typing import Final

import pyoxigraph as ox

from zeren.errors import QueryError
from zeren.rdf.prefixes import PREFIXES
from zeren.rdf.tokens import prologue, spoken

LISTED: Final = 20
_STEP: Final = re.compile(r"[{(]|[})]|(?<![\w.-])FROM(?![\w.-])", re.IGNORECASE)
_GAP: Final = r"(?:\s|\#[^\r\n]*[\r\n])*"
_GRAPH: Final = re.compile(rf"FROM{_GAP}(?:NAMED(?!:){_GAP})?(<[^<>\s]*>|[\w.-]*:(?:[\w.:%-]|\\.)*)", re.IGNORECASE)


def dataset(text: str) -> tuple[str, ...]:
    """The graphs that a query names in FROM and FROM NAMED, as it writes them; none where it has no such clause.

    >>> dataset("SELECT ?from FROM <http://a/g> { ?from z:from 'FROM' } # FROM")
    ('<http://a/g>',)
    """
    words = spoken(text)
    depth, found = 0, []
    for step in _STEP.finditer(words, prologue(words)):
        if len(step[0]) == 1:
            depth += 1 if step[0] in "{(" else -1
        elif depth == 0:
            found.append(_graph(text, step))
    return tuple(found)


def check_held(store: ox.Store, text: str, graphs: tuple[str, ...]) -> None:
    """Raise `QueryError` where a query that parses names a graph that the store does not hold."""
    head = text[: prologue(spoken(text))]
    names = store.query(f"{head}\nSELECT ?g {{ VALUES ?g {{ {' '.join(graphs)} }} }}", prefixes=PREFIXES)
    assert isinstance(names, ox.QuerySolutions)
    for written, row in zip(graphs, names, strict=True):
        if not store.contains_named_graph(row["g"]):
            raise QueryError(f"FROM {written}: the store holds no such graph; it holds {_held(store)}")


def _graph(text: str, step: re.Match[str]) -> str:
    named = _GRAPH.match(text, step.start())
    if not named or text[step.end() :].startswith(":"):
        raise QueryError(
            "cannot tell which graph FROM names; put a blank after FROM and write the IRI in full "
            "(a prefix label 'from' must be named otherwise)"
        )
    return named[1]


def _held(store: ox.Store) -> str:
    held = sorted(str(graph) for graph in store.named_graphs())
    more = f" and {len(held) - LISTED} more" if len(held) > LISTED else ""
    return (", ".join(held[:LISTED]) or "none") + more
