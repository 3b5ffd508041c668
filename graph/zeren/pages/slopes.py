"""How an order moves, drawn by altair: a column of ranks for each way of counting, a line for each unit between them.

Apart from `pictures`, which draws amounts. The lines stand at places without ties, so that no two names lie upon each
other; the number before a name is its true rank, ties included.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from zeren.pages.html import tokens
from zeren.pages.pictures import distinct, dressed

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from zeren.pages.pictures import Picture

LINES: Final = 30  # more lines than this cannot be followed; the table has all
_APART: Final = 260
_STEP: Final = 22
_MOVES: Final = {"rises": "target", "falls": "lead", "stays": "implement"}


def slopes(data: pd.DataFrame, ways: Mapping[str, str], words: Mapping[str, str]) -> Picture:
    """Ranks under several ways; `ways` are the columns and their names, `words` say rises, falls and stays."""
    import altair as alt

    columns = list(ways)
    shown = data.head(LINES).reset_index(drop=True)
    shown["label"] = distinct(shown["name"])
    moved = shown[columns[0]] - shown[columns[-1]]
    shown["what"] = [words["rises" if by > 0 else "falls" if by < 0 else "stays"] for by in moved]
    for column in columns:
        place = shown.sort_values([column, "label"]).reset_index()["index"]
        shown[f"{column}-at"] = place.reset_index().set_index("index")["level_0"] + 1
    long = _long(shown, ways)
    domain = [words[move] for move in _MOVES]
    scale = alt.Scale(domain=domain, range=[tokens()[token] for token in _MOVES.values()])
    colour = alt.Color("what:N", scale=scale, legend=alt.Legend(title=None, orient="top", symbolType="stroke"))
    x = alt.X("way:N", sort=list(ways.values()), title=None, axis=_heads(), scale=alt.Scale(padding=0))
    y = alt.Y("at:Q", axis=None, scale=alt.Scale(domain=[0.5, max(len(shown), 1) + 0.5], reverse=True, nice=False))
    base = alt.Chart(long).encode(x=x, y=y)
    lines = base.mark_line(strokeWidth=2, opacity=0.75).encode(
        detail="label:N", color=colour, description=alt.Description("told:N")
    )
    points = base.mark_point(filled=True, size=36, opacity=1, aria=False).encode(color=colour)
    drawn = alt.layer(lines, points, *_names(base, ways))
    return dressed(drawn.properties(width=_APART * (len(columns) - 1), height=_STEP * max(len(shown), 1)))


def _long(shown: pd.DataFrame, ways: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    told = shown["label"].astype("string")
    for column, way in ways.items():
        told = told + f" {way} " + shown[column].astype("string")
    parts = []
    for column, way in ways.items():
        part = shown[["label", "what"]].assign(way=way, at=shown[f"{column}-at"], told=told)
        numbered = shown[column].astype("string")
        part["before"], part["after"] = shown["label"] + "  " + numbered, numbered + "  " + shown["label"]
        parts.append(part.assign(number=numbered))
    kinds = dict.fromkeys(("label", "what", "way", "told", "before", "after", "number"), "string")
    return pd.concat(parts, ignore_index=True).astype(kinds)


def _heads() -> alt.Axis:
    import altair as alt

    return alt.Axis(orient="top", domain=False, ticks=False, labelAngle=0, labelPadding=10, grid=True, labelLimit=260)


def _names(base: alt.Chart, ways: Mapping[str, str]) -> list[alt.Chart]:
    """Ranks and names beside the outer columns, ranks alone at the inner ones."""
    import altair as alt

    ends = list(ways.values())
    made = []
    for way in ends:
        here, ink = base.transform_filter(alt.datum.way == way), tokens()["ink"]
        if way == ends[0]:
            text = here.mark_text(align="right", dx=-9, fontSize=12, color=ink, aria=False).encode(text="before:N")
        elif way == ends[-1]:
            text = here.mark_text(align="left", dx=9, fontSize=12, color=ink, aria=False).encode(text="after:N")
        else:
            text = here.mark_text(dy=-10, fontSize=12, color=ink, aria=False).encode(text="number:N")
        made.append(text)
    return made
