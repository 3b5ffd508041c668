"""Which picture each chart draws of its frame, and how much of the frame a picture can hold.

Apart from `pictures`, `cells` and `slopes`, which draw and know no chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zeren.pages import cells, chart_frames, pictures, ribbons
from zeren.pages.cells import Layer, Side
from zeren.pages.pictures import Kinds

if TYPE_CHECKING:
    import pandas as pd

    from zeren.pages.chart_frames import Asked
    from zeren.pages.pictures import Picture

LEAST_MEASURES: Final = 5
_STATES: Final = {"met": "target", "not-met": "milestone", "met-unknown": "implement"}  # word: token of its colour
PLANS: Final = 6  # more plans than this do not fit beside each other; the table has all


def workload(data: pd.DataFrame, asked: Asked) -> Picture:
    drawn = data if asked.weight == "count" else data.drop(columns="targets_owned", errors="ignore")
    return pictures.workload(drawn, lang=asked.lang)


def ranks(data: pd.DataFrame, asked: Asked) -> Picture:
    from zeren.analysis.weighting import WEIGHTS
    from zeren.pages.slopes import slopes

    words = {move: asked.word(f"rank-{move}") for move in ("rises", "falls", "stays")}
    return slopes(data, {weight: asked.word(f"weight-{weight}") for weight in WEIGHTS}, words)


def pairs(data: pd.DataFrame, asked: Asked) -> Picture:
    return pictures.pairs(chart_frames.most_pairs(data), asked.lang)


def deadlines(data: pd.DataFrame, asked: Asked) -> Picture:
    return pictures.deadlines(data, asked.lang)


def heat(data: pd.DataFrame, asked: Asked) -> Picture:
    """Every pair twice, on both sides of the empty diagonal; of many units those that share most."""
    import pandas as pd

    names = {"unit_a": "unit_b", "unit_b": "unit_a", "name_a": "name_b", "name_b": "name_a"}
    turned = data.rename(columns=names | {"unit_a_rank": "unit_b_rank", "unit_b_rank": "unit_a_rank"})
    whole = pd.concat([data.assign(again=False), turned.assign(again=True)], ignore_index=True)
    most = cells.widest(data, ("unit_a", "unit_b"), "measures", (pictures.BARS,))[0]
    whole = whole[whole["unit_a"].isin(most) & whole["unit_b"].isin(most)]
    sides = Side("unit_a", "name_a", "unit_a_rank"), Side("unit_b", "name_b", "unit_b_rank")
    return cells.cells(whole, *sides, [Layer("measures", "support", asked.word("together"))])


def themes(data: pd.DataFrame, asked: Asked) -> Picture:
    """Bureaus down, themes across: names of bureaus are read more easily level."""
    down, across = Side("unit", "name", "unit_rank"), Side("theme", "title", "theme_rank")
    shown = _aggregated(data.assign(title=data["theme"]), down, across, ("measures", "led"), asked)
    layers = [Layer("measures", "support", asked.word("measures")), Layer("led", "lead", asked.word("led"))]
    return cells.cells(shown, down, across, layers)


def flows(data: pd.DataFrame, asked: Asked) -> Picture:
    sides = Side("lead", "lead_name", "lead_rank"), Side("support", "support_name", "support_rank")
    shown = ribbons.drawn(data, sides, ("measures", "guess"), asked.word("chart-others"))
    titles = (asked.word("leads"), asked.word("supports"))
    return ribbons.ribbons(shown, sides, "measures", titles, (guessing(data), asked.word("guess")))


def cities(data: pd.DataFrame, asked: Asked) -> Picture:
    """A column of bars a plan, with the number of its measures; of a few measures a share says nothing."""
    shown = data[data["measures"] >= LEAST_MEASURES].copy()
    shown["plan"] = shown["plan"] + " (" + shown["measures"].astype("string") + ")"
    plans = sorted(shown["plan"].unique())[:PLANS]
    shown = shown[shown["plan"].isin(plans)]
    most = list(dict.fromkeys(shown["name"]))[: pictures.BARS]
    shown = shown[shown["name"].isin(most)]
    return pictures.beside(shown, plans, "name", "share", "%", "lead") if plans else pictures.blank()


def results(data: pd.DataFrame, asked: Asked) -> Picture:
    shown = data.head(pictures.BARS)
    labelled = shown.assign(label=pictures.distinct(shown["plan"] + " " + shown["indicator"].fillna("")))
    labelled["plan"] = asked.word("part-met")
    words = {asked.word(key): token for key, token in _STATES.items()}
    return pictures.beside(labelled, [asked.word("part-met")], "label", "part", "%", Kinds("reached", words), 100)


def guessing(flows: pd.DataFrame) -> set[object]:
    """The units all of whose leads, in these flows, are guesses."""
    sums = flows.groupby("lead")[["measures", "guess"]].sum()
    return set(sums.index[sums["measures"] == sums["guess"]])


def _aggregated(data: pd.DataFrame, down: Side, across: Side, columns: tuple[str, ...], asked: Asked) -> pd.DataFrame:
    """No more rows and columns than can be read; what is left out is one row or column together."""
    rooms = [_room(data[side.key].nunique()) for side in (down, across)]
    most = cells.widest(data, (down.key, across.key), columns[0], rooms)
    for side, kept in zip((down, across), most, strict=True):
        data = cells.kept(data, side, kept, asked.word("chart-others"))
    return cells.joined(data, (down, across), columns)


def _room(keys: int) -> int:
    """How many rows of their own there is room for, one of the rows being for all others where that needs one."""
    return keys if keys <= pictures.BARS else pictures.BARS - 1
