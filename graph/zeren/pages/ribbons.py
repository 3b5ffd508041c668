"""Flows drawn by altair: a column of bars on each side and ribbons with curves between them, as wide as the flow.

Apart from `cells`: a matrix finds any pair, ribbons show where most goes. Only the widest are drawn, between no more bars
than can be told apart; what else those bars have to do with others goes to one grey bar on each side.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from zeren.pages.cells import Side, joined, kept, widest
from zeren.pages.columns import by_neighbours
from zeren.pages.html import tokens
from zeren.pages.pictures import dressed, guess_look

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from zeren.pages.pictures import Picture

ROOMS: Final = (24, 28)
_WIDE, _BAR, _SLOT, _GAP, _HIGH = 420, 9, 17, 4, 420
_MOST_SCALE: Final = 14.0
_STEPS: Final = 9  # points along an edge of a ribbon, with curves between them
_ROUNDS: Final = 6
_OTHERS: Final = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a side: where it begins, how tall it is, and the middle of the room that its name has."""

    top: float
    tall: float
    middle: float
    flow: int


def drawn(data: pd.DataFrame, sides: tuple[Side, Side], columns: tuple[str, ...], others: str) -> pd.DataFrame:
    """The flows that a picture shows, the widest by the first of the columns; those between others alone are left out."""
    most = widest(data, (sides[0].key, sides[1].key), columns[0], ROOMS)
    for side, own in zip(sides, most, strict=True):
        data = kept(data, side, own, others)
    made = joined(data, sides, columns)
    return made[(made[sides[0].key] != _OTHERS) | (made[sides[1].key] != _OTHERS)].reset_index(drop=True)


def ribbons(
    data: pd.DataFrame,
    sides: tuple[Side, Side],
    column: str,
    titles: tuple[str, str],
    guessed: tuple[Set[object], str] = (frozenset(), ""),
) -> Picture:
    """A picture of the flows that `drawn` leaves, from the first side to the second; `guessed` are the keys of the first
    side whose bars are drawn as guesses, and the word for that."""
    import altair as alt

    flows = data.rename(columns={sides[0].key: "from", sides[1].key: "to", column: "n"})[["from", "to", "n"]]
    orders = _orders(flows)
    scale = min(_MOST_SCALE, max(_HIGH, max(map(len, orders)) * _SLOT) / max(int(flows["n"].sum()), 1))
    starts, ends = _bars(orders[0], flows, "from", scale), _bars(orders[1], flows, "to", scale)
    names = [side.labels(data) for side in sides]
    high = max(bar.middle + max(bar.tall, _SLOT) / 2 for bar in [*starts.values(), *ends.values()]) + _GAP
    shapes = _edges(flows, orders, starts, ends, scale, names)
    layers = [_areas(shapes, high), *_sides((starts, ends), names, titles, high, guessed)]
    return dressed(alt.layer(*layers).properties(width=_WIDE, height=high))


def _orders(flows: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Both sides in an order in which few ribbons cross; the others last."""
    made: list[list[str]] = []
    for side in ("from", "to"):
        sums = flows.groupby(side)["n"].sum().sort_values(ascending=False, kind="stable")
        made.append([str(key) for key in sums.index])
    rows = [(str(one), str(other), int(n)) for one, other, n in flows.itertuples(index=False)]
    for _ in range(_ROUNDS):
        made[1] = _pulled(made[1], [(other, one, n) for one, other, n in rows], made[0])
        made[0] = _pulled(made[0], rows, made[1])
    return made[0], made[1]


def _pulled(keys: list[str], links: list[tuple[str, str, int]], others: list[str]) -> list[str]:
    order = by_neighbours(keys, links, {key: n for n, key in enumerate(others)})
    return sorted(order, key=lambda key: key == _OTHERS)


def _bars(order: list[str], flows: pd.DataFrame, side: str, scale: float) -> dict[str, Bar]:
    sums = flows.groupby(side)["n"].sum()
    made, y = {}, 0.0
    for key in order:
        tall = int(sums[key]) * scale
        slot = max(float(_SLOT), tall)
        made[key] = Bar(y + (slot - tall) / 2, tall, y + slot / 2, int(sums[key]))
        y += slot + _GAP
    return made


def _edges(
    flows: pd.DataFrame,
    orders: tuple[list[str], list[str]],
    starts: dict[str, Bar],
    ends: dict[str, Bar],
    scale: float,
    names: list[dict[object, str]],
) -> pd.DataFrame:
    """Points along the upper and lower edge of each ribbon; each begins on its bar where the one before it ends."""
    import numpy as np
    import pandas as pd

    place = [{key: n for n, key in enumerate(order)} for order in orders]
    rows = [(str(one), str(other), int(n)) for one, other, n in flows.itertuples(index=False)]
    left = _offsets(sorted(rows, key=lambda row: (place[0][row[0]], place[1][row[1]])), 0, starts, scale)
    right = _offsets(sorted(rows, key=lambda row: (place[1][row[1]], place[0][row[0]])), 1, ends, scale)
    along = np.linspace(0, 1, _STEPS)
    ease = along * along * (3 - 2 * along)
    parts: list[pd.DataFrame] = []
    for one, other, n in rows:
        upper = left[one, other] + (right[one, other] - left[one, other]) * ease
        told = f"{names[0][one]} → {names[1][other]} {n}"
        lower, rest = upper + max(n * scale, 0.7), _OTHERS in (one, other)
        part = pd.DataFrame({"x": _BAR + along * (_WIDE - 2 * _BAR), "upper": upper, "lower": lower})
        parts.append(part.assign(told=told, rest=rest, key=f"{int(not rest)}{len(parts):05d}"))
    return pd.concat(parts, ignore_index=True).astype({"told": "string", "key": "string"})


def _offsets(
    rows: list[tuple[str, str, int]], side: int, bars: dict[str, Bar], scale: float
) -> dict[tuple[str, str], float]:
    at = {key: bar.top for key, bar in bars.items()}
    made = {}
    for one, other, n in rows:
        key = (one, other)[side]
        made[one, other] = at[key]
        at[key] += n * scale
    return made


def _areas(shapes: pd.DataFrame, high: float) -> alt.Chart:
    import altair as alt

    look, rest = tokens(), alt.datum.rest
    y = alt.Scale(domain=[0, high], reverse=True, nice=False)
    mark = alt.Chart(shapes).mark_area(interpolate="monotone", strokeWidth=0)
    made: alt.Chart = mark.encode(
        x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, _WIDE], nice=False)),
        y=alt.Y("upper:Q", axis=None, scale=y),
        y2=alt.Y2("lower:Q"),
        detail="key:N",
        fill=alt.condition(rest, alt.value(look["implement"]), alt.value(look["support"])),
        fillOpacity=alt.condition(rest, alt.value(0.16), alt.value(0.28)),
        description=alt.Description("told:N"),
    )
    return made


def _sides(
    bars: tuple[dict[str, Bar], dict[str, Bar]],
    names: list[dict[object, str]],
    titles: tuple[str, str],
    high: float,
    guessed: tuple[Set[object], str],
) -> list[alt.Chart]:
    """Bars with their names and numbers outside, and over each side what it is."""
    import altair as alt
    import pandas as pd

    look, made = tokens(), []
    for n, token in enumerate(("lead", "support")):
        near, far = (0, -6) if n == 0 else (_WIDE - _BAR, _WIDE + 6)
        align: Literal["left", "right"] = "right" if n == 0 else "left"
        texts = {key: f"{names[n][key]}  {bar.flow}" for key, bar in bars[n].items()}
        open_ = set(guessed[0]) - {_OTHERS} if n == 0 else set()
        rows = [
            {"top": bar.top, "low": bar.top + max(bar.tall, 1), "middle": bar.middle, "others": key == _OTHERS}
            | {"text": texts[key], "guess": key in open_}
            | {"told": f"{texts[key]} {guessed[1]}" if key in open_ else texts[key]}
            | {"left": near, "right": near + _BAR, "at": far}
            for key, bar in bars[n].items()
        ]
        base = alt.Chart(pd.DataFrame(rows).astype({"text": "string", "told": "string"}))
        scales = alt.Scale(domain=[0, _WIDE], nice=False), alt.Scale(domain=[0, high], reverse=True, nice=False)
        bar = base.mark_rect().encode(
            x=alt.X("left:Q", axis=None, scale=scales[0]), x2="right:Q", y=alt.Y("top:Q", axis=None, scale=scales[1]),
            y2="low:Q", description=alt.Description("told:N"),
            fill=alt.condition(alt.datum.others, alt.value(look["implement"]), alt.value(look[token])),
        )  # fmt: skip
        again = base.transform_filter(alt.datum.guess).mark_rect(**guess_look(), aria=False).encode(
            x=alt.X("left:Q", axis=None, scale=scales[0]), x2="right:Q", y=alt.Y("top:Q", axis=None, scale=scales[1]),
            y2="low:Q",
        )  # fmt: skip
        word = base.mark_text(align=align, baseline="middle", fontSize=12, color=look["ink"], aria=False).encode(
            x=alt.X("at:Q", axis=None, scale=scales[0]), y=alt.Y("middle:Q", axis=None, scale=scales[1]), text="text:N"
        )
        head = alt.Chart(pd.DataFrame({"x": [near + _BAR * (1 - n)], "y": [-14.0], "text": [titles[n]]}))
        title = head.mark_text(align=align, fontSize=12, color=look["quiet"], aria=False).encode(
            x=alt.X("x:Q", axis=None, scale=scales[0]), y=alt.Y("y:Q", axis=None, scale=scales[1]), text="text:N"
        )
        made += [bar, *([again] if open_ & set(bars[0]) else []), word, title]
    return [*made, *_legend(guessed[1], high)] if guessed[0] & set(bars[0]) else made


def _legend(word: str, high: float) -> list[alt.Chart]:
    """Between the heads of the sides: how a guess looks."""
    import altair as alt
    import pandas as pd

    at = _WIDE / 2 - 20.0
    row = {
        "left": at,
        "right": at + _BAR,
        "top": -20.0,
        "low": -8.0,
        "at": at + _BAR + 6,
        "middle": -14.0,
        "text": word,
    }
    base = alt.Chart(pd.DataFrame([row]).astype({"text": "string"}))
    x, y = alt.Scale(domain=[0, _WIDE], nice=False), alt.Scale(domain=[0, high], reverse=True, nice=False)
    sign = base.mark_rect(**guess_look(), aria=False).encode(
        x=alt.X("left:Q", axis=None, scale=x), x2="right:Q", y=alt.Y("top:Q", axis=None, scale=y), y2="low:Q"
    )
    text = base.mark_text(align="left", fontSize=12, color=tokens()["quiet"], aria=False).encode(
        x=alt.X("at:Q", axis=None, scale=x), y=alt.Y("middle:Q", axis=None, scale=y), text="text:N"
    )
    return [sign, text]
