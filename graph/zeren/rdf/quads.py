"""The tidy tables as canonical N-Quads: sorted, each statement once, no blank nodes, the same bytes every time.

The mapping is data: `columns.csv` says which column of which node becomes which property in which form. `nodes.py` lays
the tables out as one frame for each kind of node; here each line of the mapping becomes one column of statements. Text
is made column-wise: one object a statement takes twenty times as long.
"""

from __future__ import annotations

import csv
import os
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import zeren
from zeren.rdf import terms
from zeren.rdf.nodes import frames
from zeren.resources import shelf
from zeren.vocab import GRAPH

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables
    from zeren.rdf.terms import Column

ONTOLOGY_FILES = ("zeren.ttl", "codes.ttl")


class Mapping(NamedTuple):
    """One line of `columns.csv`: two columns of a node's frame become subject and object of a property."""

    node: str
    subject: str
    property: str
    object: str
    form: str


def write(tables: Tables, path: Path, version: str = zeren.__version__) -> int:
    """Write the facts, their derived shortcuts, provenance and the ontology to `path`; the number of quads."""
    lines = [*fact_lines(tables, version), *ontology_lines()]
    lines.sort()
    unique = [line for line, _ in groupby(lines)]
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.part")
    with partial.open("wb") as file:
        file.writelines(unique)
    os.replace(partial, path)
    return len(unique)


def fact_lines(tables: Tables, version: str) -> list[bytes]:
    """The facts as N-Quads lines in UTF-8, neither sorted nor unique."""
    found = frames(tables, version)
    lines: list[bytes] = []
    for row in mapping():
        data = found[row.node]
        middle = f"> <{terms.expand(row.property)}> "
        lines += terms.joined("<", data[row.subject], middle, _object(data, row), " <", data["graph"], "> .\n")
    return lines


def ontology_lines() -> list[bytes]:
    """The ontology and its code lists as N-Quads lines, in a graph of their own so that labels can be queried."""
    import pyoxigraph as ox

    graph = ox.NamedNode(GRAPH + "ontology")
    lines: list[bytes] = []
    for name in ONTOLOGY_FILES:
        source = shelf("ontology").joinpath(name).read_bytes()
        triples = ox.parse(source, format=ox.RdfFormat.TURTLE, base_iri=terms.PREFIXES["z"])
        lines += [f"{ox.Quad(t.subject, t.predicate, t.object, graph)} .\n".encode() for t in triples]
    return lines


def mapping() -> list[Mapping]:
    """The lines of `columns.csv`."""
    text = files("zeren.rdf").joinpath("columns.csv").read_text(encoding="utf-8")
    return [Mapping(**row) for row in csv.DictReader(text.splitlines())]


def _object(data: pd.DataFrame, row: Mapping) -> Column | str:
    """The objects of a mapping line as terms; an empty string is an absent value."""
    if row.form == "class":
        return f"<{terms.expand(row.object)}>"
    column = data[row.object]
    if column.dtype == "string":
        column = column.mask(column == "")
    kind, _, scheme = row.form.partition(":")
    if kind == "code":
        return terms.codes(column, scheme)
    if kind == "words":
        return terms.tagged(column, _language(data, row.object))
    if kind in terms.FORMS:
        return terms.FORMS[kind](column)
    return terms.tagged(column, kind)


def _language(data: pd.DataFrame, column: str) -> Column | str:
    """`zh-hant` where a simplified twin stands beside the words, else `zh`, which says nothing of the script."""
    twin = f"{column}_simplified"
    if twin not in data or data[twin].isna().all():
        return "zh"
    return data[twin].notna().map({True: "zh-hant", False: "zh"}).astype("string")
