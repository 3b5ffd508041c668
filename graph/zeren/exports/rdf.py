"""The graph as RDF files: Turtle, TriG, JSON-LD and N-Quads, the same bytes for the same graph.

Statements are sorted before they are written. Turtle holds the union of all graphs; the other forms keep the graphs
apart. Nothing is lost: each file, read back, gives the same statements.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, TypeAlias

import pyoxigraph as ox

from zeren.exports import jsonld
from zeren.files import replacing
from zeren.rdf.prefixes import PREFIXES

Format: TypeAlias = Literal["ttl", "trig", "jsonld", "nq"]
_HEADER: Final = b"@prefix "


def write(store: ox.Store, fmt: Format, path: Path) -> None:
    """Write all of a store to a file."""
    quads = sorted(store, key=_order)
    with replacing(path) as partial:
        partial.write_bytes(_bytes(quads, fmt))


def _bytes(quads: list[ox.Quad], fmt: Format) -> bytes:
    match fmt:
        case "ttl":
            return _sorted_prefixes(_union(quads), ox.RdfFormat.TURTLE)
        case "trig":
            return _sorted_prefixes(quads, ox.RdfFormat.TRIG)
        case "jsonld":
            return jsonld.text(quads).encode()
        case "nq":
            return "".join(sorted(f"{quad} .\n" for quad in quads)).encode()


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    """By graph, then by node; a node's types come first, as people expect."""
    predicate = "" if quad.predicate.value == PREFIXES["rdf"] + "type" else quad.predicate.value
    return str(quad.graph_name), str(quad.subject), predicate, str(quad.object)


def _union(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Each statement once, in the default graph."""
    return sorted({ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}, key=_order)


def _sorted_prefixes(quads: list[ox.Quad], form: ox.RdfFormat) -> bytes:
    """The serialiser writes the prefixes in the order of a hash table; here in the order of the alphabet."""
    output = io.BytesIO()
    ox.serialize(quads, output, format=form, prefixes=PREFIXES)
    lines = output.getvalue().splitlines(keepends=True)
    end = next((n for n, line in enumerate(lines) if not line.startswith(_HEADER)), len(lines))
    return b"".join(sorted(lines[:end])) + b"".join(lines[end:])
