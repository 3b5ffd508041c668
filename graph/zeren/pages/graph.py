"""A graph for the browser: a pyvis network whose places are computed here and never move.

pyvis holds nodes, edges and options; its own page templates are not used, because they load scripts from the net and
run titles as HTML. Colours are left to the page's style sheet: a node has a group, an edge has a role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeAlias

from zeren.pages import links
from zeren.pages.columns import wrapped
from zeren.pages.groups import measure_key
from zeren.pages.html import Json
from zeren.pages.ledger import Duty, Unit

if TYPE_CHECKING:
    from pyvis.network import Network  # type: ignore[import-untyped]

TOLD: Final = 20  # duties told for one edge; the tables have all
GAP: Final = 76
MARGIN: Final = 24
UNIT_SIZE: Final = (168, 28)
UNIT_STEP: Final = 36
_PADDING: Final = 5  # the same as `margin` in graph.js

Place: TypeAlias = tuple[int, int]


def _network() -> Network:
    from pyvis.network import Network

    return Network(directed=True)  # an undirected one drops the second edge between two nodes


@dataclass
class Drawing:
    """A pyvis network in the making, and what its edges tell when chosen; `root` leads to the folder of the pages."""

    height: int
    width: int
    root: str = ""
    left_out: int = 0
    network: Network = field(default_factory=_network)
    measures: dict[str, Json] = field(default_factory=dict)
    boxes: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def box(self, key: str, label: str, at: Place, group: str, size: tuple[int, int], **more: Json) -> None:
        """A node with its label inside; `at` is its middle."""
        self.boxes[key] = (*at, size[0])
        inside = {"widthConstraint": size[0] - 2 * _PADDING, "heightConstraint": size[1] - 2 * _PADDING}
        self.network.add_node(key, label or " ", shape="box", x=at[0], y=at[1], group=group, **inside, **more)

    def unit(self, column: str, unit: Unit, at: Place, group: str, count: int | None = None, **more: Json) -> None:
        """A unit's box in a column; the same unit may stand in another column too."""
        label = wrapped(unit.label, 22) if count is None else f"{wrapped(unit.label, 20)} {count}"
        self.box(unit_key(column, unit), label, at, group, UNIT_SIZE, unit=unit.page, name=unit.label, **more)

    def edge(self, one: str, other: str, role: str, duties: Sequence[Duty]) -> None:
        """A line between two boxes, from the right side of the left one to the left side of the right one; dashed where
        every lead that it stands for is a guess."""
        left, right = sorted((one, other), key=lambda key: self.boxes[key][0])
        self.network.add_edge(
            self._port(left, 1),
            self._port(right, -1),
            arrows="",
            role=role,
            dashes=role == "lead" and all(duty.guess for duty in duties),
            width=round(1 + 0.6 * min(len(duties) - 1, 9) + (0.6 if role == "lead" else 0), 1),
            ends=[left, right],
            duties=[self._told(duty) for duty in duties[:TOLD]],
        )

    def _port(self, key: str, side: int) -> str:
        """A node of no size at the side of a box, so that lines leave it level and not through its label."""
        x, y, width = self.boxes[key]
        port = f"{key}{'>' if side > 0 else '<'}"
        self.network.add_node(port, " ", shape="dot", size=0, x=x + side * width // 2, y=y, group="port", of=key)
        return port

    def _told(self, duty: Duty) -> Json:
        """What a duty says to the reader who asks, with the place of its evidence."""
        measure, key = duty.measure, measure_key(duty.measure)
        self.measures.setdefault(key, {"text": wrapped(measure.text, 120), "source": measure.source.label})
        return [key, duty.role, duty.unit.label, duty.basis, duty.anchor]

    @property
    def guessed(self) -> bool:
        """Whether some line stands for guesses alone."""
        return any(edge["dashes"] for edge in self.network.edges)

    def data(self) -> Json:
        """The page's data block."""
        nodes, edges, *_ = self.network.get_network_data()
        size: dict[str, Json] = {"width": self.width, "height": self.height, "root": self.root}
        return size | {"nodes": nodes, "edges": edges, "measures": self.measures}


def unit_key(column: str, unit: Unit) -> str:
    return f"{column}-{links.short_hash(unit.id)}"


def middles(columns: Sequence[tuple[int, bool]], gap: int) -> list[int]:
    """The middle of each column, given its width and whether it is there at all, and last the width of the whole."""
    at, made = MARGIN, []
    for width, there in columns:
        made.append(at + width // 2)
        at += (width + gap) if there else 0
    return [*made, at - gap + MARGIN]


def tall(*columns: tuple[int, int]) -> int:
    """The height that some columns need, each given as (boxes, step)."""
    return max(160, *(count * step for count, step in columns)) + MARGIN


def script() -> str:
    """vis-network as the installed pyvis brings it; it is copied into a build and never kept with the source."""
    folder = files("pyvis").joinpath("templates", "lib")
    newest = max((it.name for it in folder.iterdir() if it.name.startswith("vis-")), key=_version)
    return folder.joinpath(newest, "vis-network.min.js").read_text(encoding="utf-8")


def _version(name: str) -> list[int]:
    return [int(part) for part in name.removeprefix("vis-").split(".")]
