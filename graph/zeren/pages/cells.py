"""Matrices drawn by altair: a cell for every row and column that meet, the fuller the darker, its number inside.

Apart from `pictures`, which draws bars. Where lines between two columns of names are a hairball, a matrix is legible
still. Strength is told by how much of the ground shows through, so that it holds on a light and on a dark page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from zeren.pages.html import tokens
from zeren.pages.pictures import distinct, dressed

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from zeren.pages.pictures import Picture

_STEP: Final = 17
_FAINT, _FULL = 0.14, 0.55  # ink is legible on both, on a light page and on a dark one
_OTHERS: Final = ""  # no key of any unit


@dataclass(frozen=True, slots=True)
class Side:
    """The columns of a frame that tell a side of a matrix: the key, the name to show, and its place by rank."""

    key: str
    name: str
    rank: str

    def labels(self, data: pd.DataFrame) -> dict[object, str]:
        """Short names by key, in order."""
        once = data.drop_duplicates(self.key).sort_values(self.rank)
        return dict(zip(once[self.key], distinct(once[self.name]), strict=True))


@dataclass(frozen=True, slots=True)
class Layer:
    """Cells of one colour: the column of counts, the token of the colour, and the words for it."""

    column: str
    token: str
    word: str


def widest(data: pd.DataFrame, keys: tuple[str, str], column: str, rooms: Sequence[int]) -> list[set[object]]:
    """For each side, the keys of the fullest cells, as many as there is room for: no row is drawn without what it is
    drawn for. One room alone is for both sides together."""
    order = data.sort_values([column, *keys], ascending=[False, True, True], kind="stable")
    kept: list[set[object]] = [set() for _ in rooms]
    sides = (kept[0], kept[-1])
    for pair in zip(order[keys[0]], order[keys[1]], strict=True):
        held = [
            key in side or len(side) < room for key, side, room in zip(pair, sides, (rooms[0], rooms[-1]), strict=True)
        ]
        if all(held):
            for key, side in zip(pair, sides, strict=True):
                side.add(key)
    return kept


def kept(data: pd.DataFrame, side: Side, most: set[object], others: str) -> pd.DataFrame:
    """Some keys of a side, all others as one that stands last; `others` says how many, by `{n}`."""
    far = ~data[side.key].isin(most)
    if not far.any():
        return data
    made = data.copy()
    made.loc[far, [side.key, side.name]] = [_OTHERS, others.format(n=data.loc[far, side.key].nunique())]
    made.loc[far, side.rank] = int(made[side.rank].max()) + 1
    return made


def joined(data: pd.DataFrame, sides: Sequence[Side], columns: Sequence[str]) -> pd.DataFrame:
    """A frame with one row a cell."""
    keys = [name for side in sides for name in (side.key, side.name, side.rank)]
    return data.groupby(list(dict.fromkeys(keys)), as_index=False)[list(columns)].sum()


def cells(
    data: pd.DataFrame, rows: Side, columns: Side, layers: Sequence[Layer], titles: tuple[str, str] = ("", "")
) -> Picture:
    """A matrix: each cell is filled by the first layer; a second, within it, is a square in the corner.

    Cells that the column `again` marks say what another cell says already; they are drawn and not read aloud.
    """
    import altair as alt

    down, across = rows.labels(data), columns.labels(data)
    shown = data.assign(down=data[rows.key].map(down), across=data[columns.key].map(across))
    shown = shown.astype({"down": "string", "across": "string"})
    first = layers[0]
    told = shown["down"] + " · " + shown["across"]
    for layer in layers:
        told = told + f" · {layer.word} " + shown[layer.column].astype("string")
    alone = shown[(shown[rows.key] != _OTHERS) & (shown[columns.key] != _OTHERS)][first.column]
    most = float(alone.max()) if len(alone) else 1.0  # a sum of many would make all others pale
    strength = (shown[first.column].astype("float64") / most).clip(upper=1) ** 0.5
    shown = shown.assign(told=told, strength=strength)
    x = alt.X("across:N", sort=list(across.values()), title=titles[1] or None, axis=_axis("top"))
    y = alt.Y("down:N", sort=list(down.values()), title=titles[0] or None, axis=_axis("left"))
    base = alt.Chart(shown).properties(width=_STEP * max(len(across), 1), height=_STEP * max(len(down), 1))
    again = shown["again"].any() if "again" in shown else False
    grounds = [base.transform_filter(alt.datum.again == told) for told in (False, True)] if again else [base]
    made = [
        *(_ground(ground, first, x, y, told=not n) for n, ground in enumerate(grounds)),
        *(_corner(base, layer, x, y) for layer in layers[1:]),
        _number(base, first, x, y),
    ]
    return dressed(alt.layer(*made))


def _axis(orient: Literal["top", "left"]) -> alt.Axis:
    """Every name, behind the cells; those on top stand upright."""
    import altair as alt

    top = orient == "top"
    return alt.Axis(
        orient=orient,
        labelAngle=-90 if top else 0,
        labelAlign="left" if top else "right",
        labelBaseline="middle",
        labelPadding=6,
        labelOverlap=False,
        labelLimit=260,
        titleAnchor="start",
        domain=False,
        ticks=False,
        grid=True,
        zindex=0,
    )


def _ground(base: alt.Chart, layer: Layer, x: alt.X, y: alt.Y, told: bool) -> alt.Chart:
    import altair as alt

    scale = alt.Scale(domain=[0, 1], range=[_FAINT, _FULL])
    rect = base.mark_rect(fill=tokens()[layer.token], width=_STEP - 1, height=_STEP - 1, aria=told)
    made: alt.Chart = rect.encode(x=x, y=y, fillOpacity=alt.FillOpacity("strength:Q", scale=scale, legend=None))
    return made.encode(description=alt.Description("told:N")) if told else made


def _corner(base: alt.Chart, layer: Layer, x: alt.X, y: alt.Y) -> alt.Chart:
    import altair as alt

    held = base.transform_filter(alt.datum[layer.column] > 0)
    mark = held.mark_rect(fill=tokens()[layer.token], width=4, height=_STEP - 1, xOffset=-(_STEP - 5) / 2, aria=False)
    made: alt.Chart = mark.encode(x=x, y=y)
    return made


def _number(base: alt.Chart, layer: Layer, x: alt.X, y: alt.Y) -> alt.Chart:
    import altair as alt

    text = base.mark_text(fontSize=9, dx=1, aria=False, color=tokens()["ink"])
    made: alt.Chart = text.encode(x=x, y=y, text=alt.Text(f"{layer.column}:Q", format="d"))
    return made
