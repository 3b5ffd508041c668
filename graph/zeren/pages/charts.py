"""The charts by name, and one door that writes any of them: `write("workload", tables, path)` goes by the suffix.

A chart is a frame (what its table says) and a picture of that frame. The same frame stands below the picture in the
HTML and is all that the sheet holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.errors import BuildError, QueryError
from zeren.files import replacing
from zeren.pages import labels, pictures
from zeren.pages.html import render_alone

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables
    from zeren.pages.pictures import Picture


_PAIRS: Final = 30


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows and how; `columns` are those that its table shows. They and the title are labels' keys."""

    title: str
    columns: Mapping[str, str]
    frame: Callable[[Tables], pd.DataFrame]
    picture: Callable[[pd.DataFrame], Picture]


def frame(name: str, tables: Tables) -> pd.DataFrame:
    """What a chart shows, as a table."""
    return _named(name).frame(tables)


def workload(tables: Tables) -> Picture:
    """Measures led, supported and implemented by each unit, and the targets of those it leads."""
    return pictures.workload(frame("workload", tables))


def pairs(tables: Tables) -> Picture:
    """The units that stand in most measures together."""
    return pictures.pairs(frame("pairs", tables))


def themes(tables: Tables) -> Picture:
    """Measures and targets of each theme."""
    return pictures.themes(frame("themes", tables))


def deadlines(tables: Tables) -> Picture:
    """Targets and milestones by the month in which they fall due."""
    return pictures.deadlines(frame("deadlines", tables))


def write(name: str, tables: Tables, path: Path, embed: bool | None = None) -> None:
    """Write a chart as the suffix of the path says: .svg .png .pdf .html .xlsx.

    `embed` says whether SVG and HTML bring the characters they use as a font; by default they do where it is small.
    """
    chart, writer = _named(name), _WRITERS.get(path.suffix.lower())
    if writer is None:
        known = " ".join(_WRITERS)
        raise BuildError(f"{path}: a chart cannot be written as {path.suffix or 'a file without suffix'}; use {known}")
    made = writer(chart, chart.frame(tables), embed)
    with replacing(path) as partial:
        partial.write_bytes(made)


def _named(name: str) -> Chart:
    if name not in CHARTS:
        raise QueryError(f"there is no chart {name}; there are: {', '.join(CHARTS)}")
    return CHARTS[name]


def _svg(chart: Chart, data: pd.DataFrame, embed: bool | None) -> bytes:
    from zeren.pages import drawing, embedding

    return embedding.embedded(drawing.svg(chart.picture(data)), embed).encode()


def _png(chart: Chart, data: pd.DataFrame, embed: bool | None) -> bytes:
    from zeren.pages import drawing

    return drawing.png(drawing.svg(chart.picture(data)))


def _pdf(chart: Chart, data: pd.DataFrame, embed: bool | None) -> bytes:
    from zeren.pages import drawing

    return drawing.pdf(drawing.svg(chart.picture(data)))


def _html(chart: Chart, data: pd.DataFrame, embed: bool | None) -> bytes:
    """One file with everything inside and no script."""
    from zeren.pages import drawing, embedding

    shown, drawn, heading = _titled(chart, data), drawing.svg(chart.picture(data)), labels.word(chart.title)
    told = shown.astype("string").fillna("").sum().sum()
    return render_alone(
        "chart.html",
        font=embedding.font_face(embedding.words(drawn) + heading + "".join(shown.columns) + str(told), embed),
        heading=heading,
        picture=drawing.inline(drawn),
        columns=list(shown.columns),
        rows=shown.astype(object).values.tolist(),
    ).encode()


def _xlsx(chart: Chart, data: pd.DataFrame, embed: bool | None) -> bytes:
    from zeren.pages import drawing

    return drawing.sheet(_titled(chart, data), labels.word(chart.title))


def _titled(chart: Chart, data: pd.DataFrame) -> pd.DataFrame:
    """The columns to show, under Chinese heads."""
    heads = {column: labels.word(key) for column, key in chart.columns.items()}
    return data[list(heads)].rename(columns=heads)


def _workload(tables: Tables) -> pd.DataFrame:
    from zeren.analysis.workload import workload

    keys = ["led", "measures", "unit"]
    return workload(tables).sort_values(keys, ascending=[False, False, True], ignore_index=True)


def _pairs(tables: Tables) -> pd.DataFrame:
    from zeren.analysis.workload import pairs

    return pairs(tables, limit=_PAIRS)


def _themes(tables: Tables) -> pd.DataFrame:
    """Measures and targets by theme, over all documents; measures without a theme are not counted."""
    measures = tables["measures"].dropna(subset=["theme"])
    owned = tables["targets"].merge(measures, left_on=["document", "measure"], right_on=["document", "order"])
    made = measures.groupby("theme", sort=True).size().to_frame("measures")
    made["targets"] = owned.groupby("theme").size()
    made = made.fillna(0).astype("int64").reset_index()
    return made.sort_values(["measures", "theme"], ascending=[False, True], ignore_index=True)


def _deadlines(tables: Tables) -> pd.DataFrame:
    """Targets and milestones with a date, by month."""
    import pandas as pd

    months = {name: tables[name]["deadline"].dropna().str.slice(0, 7) for name in ("targets", "milestones")}
    made = pd.DataFrame({name: month.value_counts() for name, month in months.items()})
    made = made.fillna(0).astype("int64").sort_index()
    return made.rename_axis("month").reset_index()


_COUNTS: Final = {"led": "led", "supported": "supported", "implemented": "implemented"}
_OWNED: Final = {"targets_owned": "targets-owned", "milestones_owned": "milestones", "partners": "partners"}
CHARTS: Final = {
    "workload": Chart("chart-workload", {"name": "unit"} | _COUNTS | _OWNED, _workload, pictures.workload),
    "pairs": Chart(
        "chart-pairs", {"name_a": "first-unit", "name_b": "second-unit", "measures": "together"}, _pairs, pictures.pairs
    ),
    "themes": Chart(
        "chart-themes", {"theme": "theme", "measures": "measures", "targets": "targets"}, _themes, pictures.themes
    ),
    "deadlines": Chart(
        "chart-deadlines",
        {"month": "month", "targets": "targets", "milestones": "milestones"},
        _deadlines,
        pictures.deadlines,
    ),
}
_WRITERS: Final = {".svg": _svg, ".png": _png, ".pdf": _pdf, ".html": _html, ".xlsx": _xlsx}
