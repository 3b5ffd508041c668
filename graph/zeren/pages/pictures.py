"""Pictures of frames, drawn by altair: stacked bars of counts, one a row, in the colours of the pages.

Apart from `charts`, which knows the facts: a picture knows only the frame it is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING, Final, TypeAlias, TypedDict

from zeren.finding import Lang
from zeren.pages import labels, links
from zeren.pages.columns import width, wrapped
from zeren.pages.fonts import FAMILIES
from zeren.pages.html import tokens

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    Picture: TypeAlias = alt.Chart | alt.HConcatChart | alt.LayerChart | alt.FacetChart

HOME: Final = (
    "https://pages.invalid/"  # links must be absolute to be left alone when drawn; `drawing.svg` cuts this off
)
DASH: Final[list[float]] = [3, 2]  # the edge of what is only a guess
BARS: Final = 60  # more bars than this cannot be read; the table has all
_LABEL_COLUMNS: Final = 40
_PAIR_COLUMNS: Final = 64
_NOTE_COLUMNS: Final = 110
_CLOSING: Final = "，。；：、）”"  # these begin no line
_Columns: TypeAlias = Mapping[str, tuple[str, str]]  # column of counts: key of its label, token of its colour
_GUESS: Final = "lead-wash"
_TARGETS: Final = ("targets", "target")
_ROLES: Final[_Columns] = {
    "stated": ("led", "lead"),
    "guess": ("guess", _GUESS),
    "supported": ("supported", "support"),
    "implemented": ("implemented", "implement"),
}


class _Look(TypedDict):
    fill: str
    stroke: str
    strokeDash: list[float]
    strokeWidth: int


@dataclass(frozen=True, slots=True)
class Kinds:
    """What bars are of: the column that says so, and the token of the colour of each of its words."""

    column: str
    tokens: Mapping[str, str]


def workload(data: pd.DataFrame, pages: bool = False, lang: Lang = "zh") -> Picture:
    """The workload chart of a frame, what is led only by a guess apart; with `pages`, each bar opens its unit's page."""
    import altair as alt

    page = (HOME + "unit/" + data["unit"].map(links.unit_file)) if pages else None
    told = data.assign(stated=(data["led"] - data["guess"]).round(6))
    bars = _bars(data["name"], told, _ROLES, page, lang=lang)
    if "targets_owned" not in data:
        return dressed(bars)
    targets: _Columns = {"targets_owned": ("targets-owned", "target")}
    owned = _bars(data["name"], data, targets, page, wide=150, named=False, lang=lang)
    return dressed(
        alt.hconcat(bars, owned, spacing=24).resolve_scale(
            fill="independent", stroke="independent", strokeDash="independent"
        )
    )


def pairs(data: pd.DataFrame, lang: Lang = "zh") -> Picture:
    names = data["name_a"] + " — " + data["name_b"]
    return dressed(_bars(names, data, {"measures": ("together", "support")}, label=_PAIR_COLUMNS, lang=lang))


def deadlines(data: pd.DataFrame, lang: Lang = "zh") -> Picture:
    columns: _Columns = {"targets": _TARGETS, "milestones": ("milestones", "milestone")}
    return dressed(_bars(data["month"], data, columns, lang=lang))


def beside(
    data: pd.DataFrame,
    columns: Sequence[str],
    names: str,
    value: str,
    unit: str,
    token: str | Kinds,
    mark: float | None = None,
) -> Picture:
    """Bars of several plans beside each other, a row a name in the order of the frame; `columns` are the plans, `unit`
    stands behind each number, a line at the `mark`. The bars have one colour, or one for each kind, with a legend."""
    import altair as alt

    rows = list(dict.fromkeys(data[names]))
    kinds = Kinds("what", {"": token}) if isinstance(token, str) else token
    told = data if kinds is token else data.assign(what="")
    shown = told[[names, "plan", value, kinds.column]].set_axis(["label", "plan", "value", "what"], axis=1)
    shown = shown.astype({"label": "string", "plan": "string", "value": "float64", "what": "string"})
    shown["number"] = shown["value"].map("{:g}".format).astype("string") + unit
    shown["beyond"] = shown["value"].clip(lower=mark or 0.0)  # no number stands on the line
    shown["told"] = (shown["label"] + " " + shown["plan"] + " " + shown["number"] + " " + shown["what"]).str.rstrip()
    colours = {"color": alt.value(tokens()[token])} if isinstance(token, str) else _colours(kinds.tokens)
    limit = alt.Scale(domain=[0, 1.3 * max(float(shown["value"].max()), 1.0) if len(shown) else 1.0])
    wide = 150 if len(columns) > 2 else 360 // len(columns)
    made = []
    for plan in columns:
        axis = alt.Axis(domain=False, ticks=False, labelPadding=8) if plan == columns[0] else None
        base = alt.Chart(shown[shown["plan"] == plan], title=plan).encode(
            x=alt.X("value:Q", title=None, axis=None, scale=limit),
            y=alt.Y("label:N", title=None, axis=axis, scale=alt.Scale(domain=rows)),
        )
        bar = base.mark_bar(height=13).encode(description=alt.Description("told:N"), **colours)
        text = base.mark_text(align="left", dx=4, fontSize=11, color=tokens()["ink"], aria=False).encode(
            x=alt.X("beyond:Q", title=None, axis=None, scale=limit), text="number:N"
        )
        line = alt.Chart(_one(mark)).mark_rule(color=tokens()["ink"], strokeDash=[3, 3], aria=False)
        line = line.encode(x=alt.X("mark:Q", title=None, axis=None, scale=limit))
        layers = [bar, text] if mark is None else [bar, line, text]
        made.append(alt.layer(*layers).properties(width=wide, height=22 * max(len(rows), 1)))
    return dressed(alt.hconcat(*made, spacing=16))


def entitled(picture: Picture, title: str, notes: Sequence[str]) -> Picture:
    """A picture that says above itself what it shows and how it was counted."""
    import altair as alt

    look = tokens()
    made: Picture = picture.properties(
        title=alt.TitleParams(
            title,
            subtitle=[line for note in notes for line in folded(note, _NOTE_COLUMNS)],
            anchor="start",
            fontSize=17,
            color=look["ink"],
            subtitleColor=look["quiet"],
            subtitleFontSize=12,
            subtitlePadding=5,
            offset=14,
        )
    )
    return made


def blank() -> Picture:
    """A picture of nothing, to stand under a title that says so."""
    import altair as alt

    return dressed(alt.Chart(_one(None)).mark_point(opacity=0, aria=False).properties(width=520, height=1))


def _one(mark: float | None) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({"mark": [mark or 0.0]})


def folded(text: str, columns: int) -> list[str]:
    """A text on lines of so many columns at most."""
    if text.isascii():
        return wrap(text, columns)
    lines = [""]
    for sign in text:
        if width(lines[-1] + sign) > columns and sign not in _CLOSING:
            lines.append("")
        lines[-1] += sign
    return [line.strip() for line in lines]


def _bars(
    names: pd.Series[str],
    data: pd.DataFrame,
    columns: _Columns,
    page: pd.Series[str] | None = None,
    wide: int = 520,
    named: bool = True,
    label: int = _LABEL_COLUMNS,
    lang: Lang = "zh",
) -> alt.Chart:
    """Stacked bars, one a row; `columns` are the counts to stack."""
    import altair as alt

    words = {labels.word(key, lang): token for key, token in columns.values()}
    shown = data[list(columns)].head(BARS).set_axis(list(words), axis=1)
    shown["label"] = distinct(names.head(BARS), label)
    shown["page"] = page.head(BARS) if page is not None else ""
    long = shown.melt(["label", "page"], list(words), "what", "count")
    long = long.astype({"label": "string", "page": "string", "what": "string"})
    long["told"] = long["label"] + " " + long["what"] + " " + long["count"].map("{:.6g}".format).astype("string")
    long["rank"] = long["what"].map(list(words).index)
    long = long[long["count"] > 0] if named else long
    most = ceil(shown[list(words)].sum(axis=1).max()) if len(shown) else 1
    axis = alt.Axis(domain=False, ticks=False, labelPadding=8) if named else None
    bars = alt.Chart(long).mark_bar(height=13).properties(width=wide, height=22 * max(len(shown), 1))
    drawn: alt.Chart = bars.encode(
        x=alt.X("count:Q", title=None, axis=_whole_numbers(most)),
        y=alt.Y("label:N", sort=shown["label"].tolist(), title=None, axis=axis),
        **_colours(words),
        order=alt.Order("rank:Q"),
        description=alt.Description("told:N"),
        **({"href": alt.Href("page:N")} if page is not None else {}),
    )
    return drawn


def _whole_numbers(most: int) -> alt.Axis:
    import altair as alt

    return alt.Axis(format="d", tickMinStep=1, tickCount=min(most, 8), orient="top", domain=False, ticks=False)


def guess_look() -> _Look:
    """How a bar looks that is only a guess: pale, with a dashed edge."""
    return {"fill": tokens()["lead-wash"], "stroke": tokens()["lead"], "strokeDash": DASH, "strokeWidth": 1}


def _colours(words: Mapping[str, str]) -> dict[str, alt.Fill | alt.Stroke | alt.StrokeDash]:
    """Colours by word, as channels; what is a guess has an edge, and so has its sign in the legend."""
    import altair as alt

    legend = alt.Legend(title=None, orient="top", symbolType="square", symbolStrokeWidth=1)
    fills = alt.Scale(domain=list(words), range=[tokens()[token] for token in words.values()])
    made: dict[str, alt.Fill | alt.Stroke | alt.StrokeDash] = {"fill": alt.Fill("what:N", scale=fills, legend=legend)}
    open_ = [token == _GUESS for token in words.values()]
    if any(open_):
        edges = [tokens()["lead"] if it else "transparent" for it in open_]
        dashes = [DASH if it else [1, 0] for it in open_]
        stroke, dash = (alt.Scale(domain=list(words), range=it) for it in (edges, dashes))
        made["stroke"] = alt.Stroke("what:N", scale=stroke, legend=legend)
        made["strokeDash"] = alt.StrokeDash("what:N", scale=dash, legend=legend)
    return made


def dressed(picture: Picture) -> Picture:
    """Fonts, colours and margins that all charts share; the ground stays clear."""
    look = tokens()
    ink = {
        "labelColor": look["ink"],
        "titleColor": look["ink"],
        "labelFontSize": 12,
        "labelLimit": 400,
        "titleFontWeight": "normal",
    }
    dressed: Picture = (
        picture.configure(font=FAMILIES, background="transparent", padding=8)
        .configure_axis(gridColor=look["line"], **ink)
        .configure_legend(symbolSize=120, **ink)
        .configure_title(color=look["ink"], fontSize=13)
        .configure_view(stroke=None)
    )
    return dressed


def distinct(names: pd.Series[str], columns: int = _LABEL_COLUMNS) -> list[str]:
    """Short names for an axis, told apart by a number where they become the same."""
    made: dict[str, int] = {}
    out = []
    for name in names:
        short = wrapped(name, columns)
        made[short] = made.get(short, 0) + 1
        out.append(short if made[short] == 1 else f"{short} ({made[short]})")
    return out
