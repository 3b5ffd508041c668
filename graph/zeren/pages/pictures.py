"""Pictures of frames, drawn by altair: stacked bars of counts, one a row, in the colours of the pages.

Apart from `charts`, which knows the facts: a picture knows only the frame it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from zeren.pages import labels, links
from zeren.pages.columns import wrapped
from zeren.pages.fonts import FAMILIES
from zeren.pages.html import tokens

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    Picture: TypeAlias = alt.Chart | alt.HConcatChart

HOME: Final = (
    "https://pages.invalid/"  # links must be absolute to be left alone when drawn; `drawing.svg` cuts this off
)
BARS: Final = 60  # more bars than this cannot be read; the table has all
_LABEL_COLUMNS: Final = 28
_Columns: TypeAlias = Mapping[str, tuple[str, str]]  # column of counts: key of its label, token of its colour
_TARGETS: Final = ("targets", "target")
_ROLES: Final[_Columns] = {
    "led": ("led", "lead"),
    "supported": ("supported", "support"),
    "implemented": ("implemented", "implement"),
}


def workload(data: pd.DataFrame, pages: bool = False) -> Picture:
    """The workload chart of a frame; with `pages`, each bar opens its unit's page."""
    import altair as alt

    page = (HOME + "unit/" + data["unit"].map(links.unit_file)) if pages else None
    bars = _bars(data["name"], data, _ROLES, page)
    owned = _bars(data["name"], data, {"targets_owned": ("targets-owned", "target")}, page, wide=150, named=False)
    return _dressed(alt.hconcat(bars, owned, spacing=24).resolve_scale(color="independent"))


def pairs(data: pd.DataFrame) -> Picture:
    return _dressed(_bars(data["name_a"] + " — " + data["name_b"], data, {"measures": ("together", "support")}))


def themes(data: pd.DataFrame) -> Picture:
    return _dressed(_bars(data["theme"], data, {"measures": ("measures", "theme"), "targets": _TARGETS}))


def deadlines(data: pd.DataFrame) -> Picture:
    return _dressed(_bars(data["month"], data, {"targets": _TARGETS, "milestones": ("milestones", "milestone")}))


def _bars(
    names: pd.Series[str],
    data: pd.DataFrame,
    columns: _Columns,
    page: pd.Series[str] | None = None,
    wide: int = 520,
    named: bool = True,
) -> alt.Chart:
    """Stacked bars, one a row; `columns` are the counts to stack."""
    import altair as alt

    words = {labels.word(key): token for key, token in columns.values()}
    shown = data[list(columns)].head(BARS).astype("int64").set_axis(list(words), axis=1)
    shown["label"] = _distinct(names.head(BARS))
    shown["page"] = page.head(BARS) if page is not None else ""
    long = shown.melt(["label", "page"], list(words), "what", "count")
    long = long.astype({"label": "string", "page": "string", "what": "string"})
    long["told"] = long["label"] + " " + long["what"] + " " + long["count"].astype("string")
    long["rank"] = long["what"].map(list(words).index)
    long = long[(long["count"] > 0) | ~named]
    most = int(shown[list(words)].sum(axis=1).max()) if len(shown) else 1
    axis = alt.Axis(domain=False, ticks=False, labelPadding=8) if named else None
    bars = alt.Chart(long).mark_bar(height=13).properties(width=wide, height=22 * max(len(shown), 1))
    drawn: alt.Chart = bars.encode(
        x=alt.X("count:Q", title=None, axis=_whole_numbers(most)),
        y=alt.Y("label:N", sort=shown["label"].tolist(), title=None, axis=axis),
        color=_colours(words),
        order=alt.Order("rank:Q"),
        description=alt.Description("told:N"),
        **({"href": alt.Href("page:N")} if page is not None else {}),
    )
    return drawn


def _whole_numbers(most: int) -> alt.Axis:
    import altair as alt

    return alt.Axis(format="d", tickMinStep=1, tickCount=min(most, 8), orient="top", domain=False, ticks=False)


def _colours(words: Mapping[str, str]) -> alt.Color:
    import altair as alt

    scale = alt.Scale(domain=list(words), range=[tokens()[token] for token in words.values()])
    return alt.Color("what:N", scale=scale, legend=alt.Legend(title=None, orient="top", symbolType="square"))


def _dressed(picture: Picture) -> Picture:
    """Fonts, colours and margins that all charts share; the ground stays clear."""
    look = tokens()
    ink = {"labelColor": look["ink"], "titleColor": look["ink"], "labelFontSize": 12, "labelLimit": 400}
    dressed: Picture = (
        picture.configure(font=FAMILIES, background="transparent", padding=8)
        .configure_axis(gridColor=look["line"], **ink)
        .configure_legend(symbolSize=120, **ink)
        .configure_view(stroke=None)
    )
    return dressed


def _distinct(names: pd.Series[str]) -> list[str]:
    """Short names for an axis, told apart by a number where they become the same."""
    made: dict[str, int] = {}
    out = []
    for name in names:
        short = wrapped(name, _LABEL_COLUMNS)
        made[short] = made.get(short, 0) + 1
        out.append(short if made[short] == 1 else f"{short} ({made[short]})")
    return out
