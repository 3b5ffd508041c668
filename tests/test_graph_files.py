"""GraphML and GEXF by the rules of their schemas, so that Gephi and Cytoscape open them, with hostile words too."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import pytest

import hostile_labels
import page_facts
from zeren.exports import graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from zeren.facts import Tables

GEXF: Final[dict[str, tuple[set[str], set[str], list[str]]]] = {
    "gexf": ({"version"}, {"variant", "schemaLocation"}, ["meta", "graph"]),
    "meta": (set(), {"lastmodifieddate"}, ["creator"]),
    "creator": (set(), set(), []),
    "graph": (set(), {"defaultedgetype", "idtype", "mode"}, ["attributes", "attributes", "nodes", "edges"]),
    "attributes": ({"class"}, {"mode"}, ["attribute"]),
    "attribute": ({"id", "title", "type"}, set(), []),
    "nodes": (set(), {"count"}, ["node"]),
    "edges": (set(), {"count"}, ["edge"]),
    "node": ({"id"}, {"label"}, ["color", "attvalues"]),
    "edge": ({"id", "source", "target"}, {"weight", "type", "label"}, ["color", "attvalues"]),
    "attvalues": (set(), set(), ["attvalue"]),
    "attvalue": ({"for", "value"}, set(), []),
    "color": ({"r", "g", "b"}, {"a"}, []),
}
"""Of each element of a GEXF file: the attributes that it must have and may have, and its children in their order."""
TYPED: Final = {
    "string": ".*",
    "long": r"-?\d+",
    "integer": r"-?\d+",
    "double": r"-?\d+(\.\d+)?(e-?\d+)?",
    "boolean": "true|false",
}
"""What a value of each type looks like, in GEXF and GraphML; `True` is none."""
PLANS: Final[dict[str, Callable[[], Tables]]] = {
    "plain": page_facts.plain,
    "hostile": lambda: hostile_labels.build()[0],
    "large": lambda: page_facts.large(30, 60),
}


@pytest.fixture(scope="module", params=PLANS)
def tables(request: pytest.FixtureRequest) -> Tables:
    return PLANS[request.param]()


def parsed(path: Path) -> _Element:
    """The file, read by a parser that refuses what XML does not allow."""
    from lxml import etree

    return etree.parse(str(path), etree.XMLParser(resolve_entities=False)).getroot()


def elements(root: _Element, name: str) -> list[_Element]:
    return [one for one in root.iter() if plain(one.tag) == name]


def plain(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


@pytest.mark.parametrize("kind", get_args(graph.Kind))
def test_a_gexf_file_holds_what_its_schema_allows(tables: Tables, tmp_path: Path, kind: graph.Kind) -> None:
    graph.write(tables, "gexf", tmp_path / "out.gexf", kind)
    root = parsed(tmp_path / "out.gexf")
    for one in root.iter():
        must, may, children = GEXF[plain(one.tag)]
        names = {plain(name) for name in one.attrib}
        assert must <= names <= must | may, (plain(one.tag), names)
        places = [children.index(plain(child.tag)) for child in one]
        assert places == sorted(places), plain(one.tag)
    assert unique(one.get("id") for one in elements(root, "node"))
    assert unique(one.get("id") for one in elements(root, "edge"))
    assert not list(untyped(root))
    for colour in elements(root, "color"):
        assert all(0 <= int(colour.get(part, "")) <= 255 for part in "rgb")


def unique(ids: Any) -> bool:
    return max(Counter(ids).values(), default=1) == 1


def untyped(root: _Element) -> Iterator[tuple[str, str]]:
    """Values that are not of the type that their attribute declares, or that declare none."""
    types = {
        (one.xpath("string(../@class)"), one.get("id")): one.get("type", "") for one in elements(root, "attribute")
    }
    for one in elements(root, "attvalue"):
        holder = plain(one.getparent().getparent().tag)  # type: ignore[union-attr]
        type_ = types[holder, one.get("for")]
        if not re.fullmatch(TYPED[type_], one.get("value", ""), re.DOTALL):
            yield type_, one.get("value", "")


@pytest.mark.parametrize("kind", get_args(graph.Kind))
def test_a_graphml_file_declares_each_key_with_its_type(tables: Tables, tmp_path: Path, kind: graph.Kind) -> None:
    graph.write(tables, "graphml", tmp_path / "out.graphml", kind)
    root = parsed(tmp_path / "out.graphml")
    keys = {one.get("id"): (one.get("for"), one.get("attr.type", "")) for one in elements(root, "key")}
    assert unique(one.get("id") for one in elements(root, "key"))
    ids = [one.get("id") for one in elements(root, "node")]
    assert unique(ids)
    ends = {one.get(end) for one in elements(root, "edge") for end in ("source", "target")}
    assert ends <= set(ids)
    for one in elements(root, "data"):
        holder, type_ = keys[one.get("key")]
        assert holder == plain(one.getparent().tag)  # type: ignore[union-attr]
        assert re.fullmatch(TYPED[type_], one.text or "", re.DOTALL | re.IGNORECASE), (type_, one.text)


@pytest.mark.parametrize("fmt", get_args(graph.Format))
def test_networkx_reads_the_same_graph_back(tables: Tables, tmp_path: Path, fmt: graph.Format) -> None:
    import networkx as nx

    graph.write(tables, fmt, tmp_path / "out")
    made = graph.bipartite(tables)
    read = (nx.read_graphml if fmt == "graphml" else nx.read_gexf)(tmp_path / "out")
    assert {node: same(data) for node, data in read.nodes(data=True)} == {
        node: same(data) for node, data in made.nodes(data=True)
    }
    assert {frozenset((one, other)): same(data) for one, other, data in read.edges(data=True)} == {
        frozenset((one, other)): same(data) for one, other, data in made.edges(data=True)
    }


def same(data: dict[str, Any]) -> dict[str, Any]:
    """What a node or an edge says; XML reads any end of a line as one newline."""
    said = {name: value for name, value in data.items() if name not in ("viz", "id")}
    return {name: re.sub("\r\n?", "\n", value) if isinstance(value, str) else value for name, value in said.items()}
