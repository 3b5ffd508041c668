"""The charts by name, and one door that writes any of them: `write("workload", tables, path)` goes by the suffix.

A chart is a frame (what its table says, see `chart_frames`) and a picture of that frame, with notes that say how it was
counted. The same frame stands below the picture in the HTML and is all that the sheet holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.errors import BuildError, QueryError
from zeren.files import replacing
from zeren.pages import chart_frames, chart_notes, chart_pictures
from zeren.pages.chart_frames import Asked
from zeren.pages.html import render_alone

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables
    from zeren.pages.pictures import Picture

__all__ = ["CHARTS", "Asked", "Chart", "chosen", "frame", "notes", "picture", "write"]

_PLAIN: Final = Asked()


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows and how; `columns` are those that its table shows. They and the title are labels' keys.

    `takes` are the choices, beside city and year, that change it.
    """

    title: str
    columns: Mapping[str, str]
    frame: Callable[[Tables, Asked], pd.DataFrame]
    picture: Callable[[pd.DataFrame, Asked], Picture]
    notes: Callable[[pd.DataFrame, Asked], list[str]] = chart_notes.none
    takes: frozenset[str] = field(default=frozenset())


def frame(name: str, tables: Tables, asked: Asked = _PLAIN) -> pd.DataFrame:
    """What a chart shows, as a table."""
    return chosen(name, asked).frame(tables, asked)


def picture(name: str, tables: Tables, asked: Asked = _PLAIN) -> Picture:
    """A chart as a picture, with its title and notes."""
    chart = chosen(name, asked)
    return _titled_picture(chart, chart.frame(tables, asked), asked)


def notes(name: str, data: pd.DataFrame, asked: Asked = _PLAIN) -> list[str]:
    """What a chart of such a frame says of itself: how it was counted, of what, and what it leaves out."""
    return _notes(chosen(name, asked), data, asked)


def write(name: str, tables: Tables, path: Path, embed: bool | None = None, asked: Asked = _PLAIN) -> None:
    """Write a chart as the suffix of the path says: .svg .png .pdf .html .xlsx.

    `embed` says whether SVG and HTML bring the characters they use as a font; by default they do where it is small.
    """
    chart, writer = chosen(name, asked), _WRITERS.get(path.suffix.lower())
    if writer is None:
        known = " ".join(_WRITERS)
        raise BuildError(f"{path}: a chart cannot be written as {path.suffix or 'a file without suffix'}; use {known}")
    made = writer(chart, chart.frame(tables, asked), asked, embed)
    with replacing(path) as partial:
        partial.write_bytes(made)


def chosen(name: str, asked: Asked) -> Chart:
    """The chart of a name, or what its choices make of it."""
    if name not in CHARTS:
        raise QueryError(f"there is no chart {name}; there are: {', '.join(CHARTS)}")
    if name == "workload" and asked.sensitivity:
        return _RANKS
    return _GROUPED if name == "workload" and asked.by else CHARTS[name]


def _svg(chart: Chart, data: pd.DataFrame, asked: Asked, embed: bool | None) -> bytes:
    from zeren.pages import embedding

    return embedding.embedded(_drawn(chart, data, asked), embed).encode()


def _png(chart: Chart, data: pd.DataFrame, asked: Asked, embed: bool | None) -> bytes:
    from zeren.pages import drawing

    return drawing.png(_drawn(chart, data, asked))


def _pdf(chart: Chart, data: pd.DataFrame, asked: Asked, embed: bool | None) -> bytes:
    from zeren.pages import drawing

    return drawing.pdf(_drawn(chart, data, asked))


def _html(chart: Chart, data: pd.DataFrame, asked: Asked, embed: bool | None) -> bytes:
    """One file with everything inside and no script."""
    from zeren.pages import drawing, embedding

    shown, title, notes = _titled(chart, data, asked), asked.word(chart.title), _notes(chart, data, asked)
    numbers = [kind.kind in "iuf" for kind in shown.dtypes]
    plain = shown.astype(object).where(shown.notna(), None)
    rows = [[_cell(value) for value in row] for row in plain.values.tolist()]
    drawn = drawing.named(drawing.svg(chart.picture(data, asked)), title) if rows else ""
    told = [embedding.words(drawn), title, *notes, *shown.columns, *(cell for row in rows for cell in row)]
    return render_alone(
        "chart.html",
        asked.lang,
        font=embedding.font_face("".join(told), embed),
        heading=title,
        notes=notes,
        picture=drawing.inline(drawn) if drawn else "",
        columns=list(zip(shown.columns, numbers, strict=True)),
        rows=[list(zip(row, numbers, strict=True)) for row in rows],
    ).encode()


def _xlsx(chart: Chart, data: pd.DataFrame, asked: Asked, embed: bool | None) -> bytes:
    from zeren.pages import drawing

    return drawing.sheet(_titled(chart, data, asked), asked.word(chart.title))


def _drawn(chart: Chart, data: pd.DataFrame, asked: Asked) -> str:
    from zeren.pages import drawing

    return drawing.named(drawing.svg(_titled_picture(chart, data, asked)), asked.word(chart.title))


def _titled_picture(chart: Chart, data: pd.DataFrame, asked: Asked) -> Picture:
    from zeren.pages import pictures

    drawn = chart.picture(data, asked) if len(data) else pictures.blank()
    return pictures.entitled(drawn, asked.word(chart.title), _notes(chart, data, asked))


def _notes(chart: Chart, data: pd.DataFrame, asked: Asked) -> list[str]:
    """How a chart was counted, of what, and what it leaves out."""
    empty = [] if len(data) else [asked.word("chart-empty")]
    return [*chart_notes.scope(asked), *chart.notes(data, asked), *empty]


def _cell(value: object) -> str:
    """A value as a table says it: at most two decimals, a dash where there is none."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return "–" if value is None else str(value)


def _titled(chart: Chart, data: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The columns to show, under heads in words."""
    heads = {column: asked.word(key) for column, key in chart.columns.items()}
    return data[list(heads)].set_axis(list(heads.values()), axis=1)


_LED: Final = {"led": "led", "guess": "card-leads-guessed"}
_COUNTS: Final = _LED | {"supported": "supported", "implemented": "implemented", "load": "load"}
_OWNED: Final = {"targets_owned": "targets-owned", "milestones_owned": "milestones", "partners": "partners"}
_PAIR: Final = {"name_a": "first-unit", "name_b": "second-unit", "measures": "together"}
_BORNE: Final = frozenset({"expand"})
CHARTS: Final = {
    "workload": Chart(
        "chart-workload",
        {"name": "unit"} | _COUNTS | _OWNED,
        chart_frames.workload,
        chart_pictures.workload,
        chart_notes.workload,
        _BORNE | {"by", "weight", "sensitivity"},
    ),
    "heat": Chart("chart-heat", _PAIR, chart_frames.heat, chart_pictures.heat, chart_notes.heat, _BORNE),
    "pairs": Chart("chart-pairs", _PAIR, chart_frames.pairs, chart_pictures.pairs, chart_notes.pairs, _BORNE),
    "themes": Chart(
        "chart-themes",
        {"theme": "theme", "name": "unit", "measures": "measures"}
        | {key: key for key in ("led", "supported", "implemented")},
        chart_frames.themes,
        chart_pictures.themes,
        chart_notes.themes,
        _BORNE,
    ),
    "flows": Chart(
        "chart-flows",
        {"lead_name": "leads", "support_name": "supports", "measures": "measures", "guess": "standing-guess"},
        chart_frames.flows,
        chart_pictures.flows,
        chart_notes.flows,
        _BORNE,
    ),
    "deadlines": Chart(
        "chart-deadlines",
        {"month": "month", "targets": "targets", "milestones": "milestones"},
        chart_frames.deadlines,
        chart_pictures.deadlines,
    ),
    "cities": Chart(
        "chart-cities",
        {"name": "function", "plan": "plan", "led": "led", "measures": "measures", "share": "share"},
        chart_frames.cities,
        chart_pictures.cities,
        chart_notes.cities,
    ),
    "results": Chart(
        "chart-results",
        {"plan": "plan", "indicator": "indicator", "target": "target", "result": "result", "unit": "measured-in"}
        | {"part": "part-met", "reached": "whether-met", "period": "period", "quote": "quote", "told": "quote-result"},
        chart_frames.results,
        chart_pictures.results,
        chart_notes.results,
    ),
}
_GROUPED: Final = Chart(
    "chart-grouped",
    {"name": "group"} | _COUNTS | {"units": "units"},
    chart_frames.workload,
    chart_pictures.workload,
    chart_notes.workload,
)
_RANKS: Final = Chart(
    "chart-ranks",
    {"name": "unit", "count": "weight-count", "share": "weight-share", "lead": "weight-lead"},
    chart_frames.workload,
    chart_pictures.ranks,
    chart_notes.ranks,
)
_WRITERS: Final = {".svg": _svg, ".png": _png, ".pdf": _pdf, ".html": _html, ".xlsx": _xlsx}
