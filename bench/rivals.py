"""The explorer and three usual ways to draw a graph in a page, each as one file made of the same facts.

*pyvis* is what its first example makes: names, lines, physics. *vis-network* and *cytoscape* are given every place beforehand and
draw no more than they must: no physics, straight lines. The places are the kindest we know: bureaus in one column, measures, cut
to 28 signs, in another, far enough apart that no label meets the next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from zeren.pages import explorer

if TYPE_CHECKING:
    from zeren.facts import Tables

NPM = Path(__file__).parents[1] / ".venv" / "npm" / "node_modules"
STEP, APART, LETTERS, SIGNS = 22, 600, 14, 28
CANVAS = "html,body{margin:0}#graph{width:100vw;height:100vh}"

# Label boxes on the screen as [left, top, right, bottom], and how high the letters are.
OUR_LABELS = """() => [[...document.querySelectorAll("#view .node text")].map((it) => {
  const box = it.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; }),
  parseFloat(getComputedStyle(document.querySelector("#view .node text")).fontSize)]"""
VIS_LABELS = """() => { const scale = network.getScale(), pen = network.canvas.getContext();
  const all = Object.values(network.body.nodes).filter((it) => it.options.label);
  return [all.map((it) => { const { width, height } = it.labelModule.getTextSize(pen, false, false), top = it.y + it.options.size;
    return [it.x - width / 2, top, it.x + width / 2, top + height].map((at) => at * scale); }), scale * all[0].options.font.size]; }"""
CY_LABELS = """() => [cy.nodes().map((it) => {
  const box = it.renderedBoundingBox({ includeNodes: false, includeEdges: false, includeOverlays: false });
  return [box.x1, box.y1, box.x2, box.y2]; }), 14 * cy.zoom()]"""

# One step of panning by some pixels, and how often the picture was drawn: counted by the library's own event.
VIS_PAN = """(pixels) => { window.drawn ??= (network.on("afterDrawing", () => { window.drawn += 1; }), 0);
  const at = network.getViewPosition(); network.moveTo({ position: { x: at.x, y: at.y + pixels / network.getScale() } }); }"""
CY_PAN = """(pixels) => { window.drawn ??= (cy.on("render", () => { window.drawn += 1; }), 0); cy.panBy({ x: 0, y: -pixels }); }"""
VIS_NEAR = "() => network.moveTo({ scale: 1, position: { x: 300, y: 300 } })"
CY_NEAR = "() => { cy.zoom(1); cy.pan({ x: 300, y: 0 }); }"


@dataclass(frozen=True)
class Program:
    """A way to draw: how its file is written, when it is ready (tried each frame), where its labels stand, how it pans."""

    name: str
    write: Callable[[Tables, Path], None]
    ready: str
    labels: str
    pan: str = ""
    near: str = ""
    first: str = ""
    """A script that runs before the page's own, to hear what the page would not tell."""


def programs() -> list[Program]:
    """The explorer first, then those of the others whose scripts are installed."""
    return [
        Program("explorer", explorer.write, "() => document.querySelector('#view[data-drawn]')", OUR_LABELS),
        *others(),
    ]


def others() -> Iterator[Program]:
    if find_spec("pyvis") is None:
        print("left out: pyvis and vis-network, for want of the package pyvis")
    else:
        yield Program("pyvis", _pyvis, "() => window.still", VIS_LABELS, VIS_PAN, VIS_NEAR, HEAR)
        yield Program("vis-network, places given", _vis, "() => window.still", VIS_LABELS, VIS_PAN, VIS_NEAR)
    if not _cytoscape().is_file():
        print("left out: cytoscape, for want of its script: `make bench` gets it where there is npm")
    else:
        yield Program("cytoscape, places given", _cy, "() => window.still", CY_LABELS, CY_PAN, CY_NEAR)


# pyvis keeps its network in a variable of the page: when it is set, listen for the moment when physics has come to rest.
HEAR = """let kept; Object.defineProperty(window, "network", { configurable: true, get: () => kept,
  set: (made) => { kept = made; made.once("stabilized", () => { window.still = true; }); } });"""


@dataclass(frozen=True)
class Graph:
    """Nodes as (id, label, x, y) and lines as pairs of ids."""

    nodes: list[tuple[str, str, int, int]]
    lines: list[tuple[str, str]]


def graph(tables: Tables) -> Graph:
    """Bureaus and measures with a line for each duty: what all four draw."""
    units, measures, duties = tables["units"], tables["measures"], tables["responsibilities"]
    high = STEP * max(len(measures), len(units))
    nodes = [
        (f"m{d}-{n}", str(text)[:SIGNS], 0, STEP * i)
        for i, (d, n, text) in enumerate(zip(measures["document"], measures["order"], measures["text"], strict=True))
    ]
    nodes += [
        (str(unit), str(name)[:SIGNS], APART, round(high * (i + 0.5) / len(units)))
        for i, (unit, name) in enumerate(zip(units["unit"], units["name"], strict=True))
    ]
    lines = [
        (f"m{d}-{n}", str(unit))
        for d, n, unit in zip(duties["document"], duties["measure"], duties["unit"], strict=True)
    ]
    return Graph(nodes, lines)


def _pyvis(tables: Tables, path: Path) -> None:
    from pyvis.network import Network  # type: ignore[import-untyped]

    made, net = graph(tables), Network(cdn_resources="in_line")
    for key, label, _, _ in made.nodes:
        net.add_node(key, label=label)
    net.edges = [{"from": one, "to": other} for one, other in made.lines]  # as add_edge does, which looks through all
    path.write_text(net.generate_html(), encoding="utf-8")


def _vis(tables: Tables, path: Path) -> None:
    made = graph(tables)
    data = {
        "nodes": [{"id": key, "label": label, "x": x, "y": y} for key, label, x, y in made.nodes],
        "edges": [{"from": one, "to": other} for one, other in made.lines],
    }
    options = {"physics": False, "nodes": {"shape": "dot", "size": 5}, "edges": {"smooth": False}}
    start = f"new vis.Network(document.getElementById('graph'), {json.dumps(data)}, {json.dumps(options)})"
    _page(
        path,
        _vis_script(),
        f"window.network = {start}; network.once('afterDrawing', () => {{ window.still = true; }});",
    )


def _cy(tables: Tables, path: Path) -> None:
    made = graph(tables)
    elements = [{"data": {"id": k, "label": label}, "position": {"x": x, "y": y}} for k, label, x, y in made.nodes]
    elements += [{"data": {"source": one, "target": other}} for one, other in made.lines]
    looks = [
        {"selector": "node", "style": {"label": "data(label)", "width": 10, "height": 10, "font-size": LETTERS}},
        {"selector": "edge", "style": {"width": 1, "curve-style": "haystack"}},
    ]
    given = f"elements: {json.dumps(elements)}, style: {json.dumps(looks)}, layout: {{ name: 'preset' }}"
    start = f"window.cy = cytoscape({{ container: document.getElementById('graph'), {given} }});"
    _page(path, _cytoscape(), f"{start} cy.one('render', () => {{ window.still = true; }});")


def _page(path: Path, script: Path, start: str) -> None:
    library = script.read_text(encoding="utf-8")
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><style>{CANVAS}</style><div id="graph"></div>'
        f"<script>{library}</script><script>{start}</script>",
        encoding="utf-8",
    )


def _cytoscape() -> Path:
    return NPM / "cytoscape" / "dist" / "cytoscape.min.js"


def _vis_script() -> Path:
    import pyvis  # type: ignore[import-untyped]

    return Path(str(pyvis.__file__)).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
