"""The command that holds one plan against another: two documents, or two plans of a build."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias
from unicodedata import normalize

import typer

from zeren import facts, outputs, render
from zeren.commands.options import OUT, Data, by_ending, not_over
from zeren.console import put, say, show
from zeren.errors import QueryError
from zeren.finding import Lang

if TYPE_CHECKING:
    import pandas as pd

    from zeren.analysis.diff import Difference, Task
    from zeren.analysis.holding import Figure
    from zeren.facts import Tables

_Format: TypeAlias = Literal["table", "json", "csv", "html"]
_BY_ENDING: Final[dict[str, _Format]] = {
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
}
_PLACE_YEAR: Final = re.compile(r"(?P<place>[^ :,]+?)[ :/,]{0,2}(?P<year>(?:19|20)\d\d)年?")
_NAMED: Final = 20
"""So many plans of a build are named where the one that was asked for is not there."""

Plan = Annotated[
    str, typer.Argument(metavar="PLAN", help="A file; or of a build: a document's id or path, or 临沂市:2021.")
]


def diff(
    before: Plan,
    after: Plan,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.", metavar="FILE")] = None,
    data: Data = OUT,
    format: Annotated[
        _Format | None, typer.Option("--format", help="By the ending of the output by default, else a table.")
    ] = None,
    lang: Annotated[Lang | None, typer.Option("--lang", help="The language of the page, Chinese by default.")] = None,
) -> None:
    """What became of each measure from one plan to the next."""
    from zeren.analysis import diff as analysis

    chosen = by_ending(output, format, _BY_ENDING, "table")
    if lang and chosen != "html":
        raise typer.BadParameter("only a page has a language; name a file that ends in .html")
    not_over(output, *filter(None, map(_file, (before, after))))
    one, other = _plan(before, data), _plan(after, data)
    names = (one.name, other.name) if one.name != other.name else (one.path, other.path)
    found = analysis.diff(one.tables, other.tables, one.documents, other.documents)
    _answer(found, names, chosen, lang or "zh", output)
    for asked, side in ((before, one), (after, other)):
        if side.is_empty():
            say(f"{asked}: no measure was found in it")
    say(_summary(found))


def _answer(
    found: Sequence[Difference], names: tuple[str, str], format: _Format, lang: Lang, output: Path | None
) -> None:
    rows = [_row(difference) for difference in found]
    match format:
        case "html":
            from zeren.pages import compare

            put(compare.page(*names, found, lang).encode(), output)
        case "csv":
            from zeren.exports.office import csv_bytes

            put(csv_bytes(render.grid(render.differences(rows))), output)
        case "json":
            show(rows, format, output=output)
        case "table":
            show(render.differences(rows), format, output=output)


def _summary(found: Sequence[Difference]) -> str:
    from zeren.analysis.diff import CHANGES

    counts = {change: sum(one.change == change for one in found) for change in CHANGES}
    told = [f"{number} {change}" for change, number in counts.items() if number]
    moved = sum(one.hands == "handed-over" for one in found)
    return ", ".join([*told, *([f"{moved} handed over"] if moved else [])]) or "neither plan has a measure"


# --- which plan is meant -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    tables: Tables
    documents: list[str]
    name: str
    path: str

    def is_empty(self) -> bool:
        return not self.tables["measures"]["document"].isin(self.documents).any()


def _file(asked: str) -> Path | None:
    """The file that a plan is in, an archive where it is one of an archive; None where it is no file."""
    from zeren.reading.archives import MARK

    path = Path(asked.partition(MARK)[0])
    return path if path.is_file() else None


def _plan(asked: str, data: Path) -> _Side:
    """A plan by its file, or of a build by the id or path of a document or by place and year."""
    if _file(asked):
        return _of_file(Path(asked))
    if Path(asked).is_dir():
        raise QueryError(f"{asked}: is a folder; name one document, or `zeren build` it and name two of its plans")
    if not (data / outputs.FACTS).is_dir():
        raise QueryError(
            f"{asked}: no such file; nor is there a build in {data} with such a plan: "
            "run `zeren build` first, or name its folder with --data"
        )
    return _of_build(asked, facts.read(data / outputs.FACTS), data)


def _of_build(asked: str, tables: Tables, data: Path) -> _Side:
    """A plan of a build; a version of another one, which is not counted, by its own id or path only."""
    documents = tables["documents"]
    own = documents[documents["version_of"].isna()]
    chosen = documents[(documents["document"] == asked) | (documents["path"] == asked)]
    if chosen.empty and (match := _PLACE_YEAR.fullmatch(normalize("NFKC", asked).strip())):
        from zeren.analysis.duties import select

        chosen = _without_reports(select(own, tables, city=match["place"], year=int(match["year"])), tables)
    if chosen.empty:
        raise QueryError(f"{asked}: no such file, and no such plan in {data}; there are: {_known(own)}")
    return _side(tables, chosen)


def _without_reports(chosen: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The documents of a plan without those that report on it, which are told."""
    from zeren.analysis.beside import reports

    reporting = chosen["document"].isin(reports(tables))
    for path in chosen["path"][reporting]:
        say(f"{path}: reports on the plan and is no part of it; to compare it, name it by its path")
    return chosen[~reporting]


def _of_file(path: Path) -> _Side:
    from zeren.registry.tables import frames
    from zeren.worker import reader

    with reader() as reading:
        found = reading.extract_file(path)
    used = {duty.department for measure in found.measures for duty in measure.responsibilities if duty.department}
    tables = facts.frames([found], frames(used))
    return _side(tables, tables["documents"])


def _side(tables: Tables, chosen: pd.DataFrame) -> _Side:
    first = chosen.iloc[0].to_dict()
    return _Side(tables, list(chosen["document"]), _name(first, " "), str(first["path"]))


def _known(documents: pd.DataFrame) -> str:
    names = sorted({_name(row, ":") for row in documents.to_dict("records")})
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _name(row: Mapping[Any, Any], sign: str) -> str:
    import pandas as pd

    told = [str(row[key]) for key in ("place_name", "year") if pd.notna(row[key])]
    return sign.join(told) if len(told) == 2 else str(row["path"])


# --- the answer as plain values ----------------------------------------------------------------------------------------


def _row(one: Difference) -> dict[str, Any]:
    return {
        "change": one.change,
        "hands": one.hands,
        "score": one.score,
        "before": _task(one.before),
        "after": _task(one.after),
        "figures": [
            {
                "move": step.move,
                "indicator": next((side.indicator for side in (step.after, step.before) if side), ""),
                "before": _figure(step.before),
                "after": _figure(step.after),
                "reason": step.reason,
            }
            for step in one.steps
        ],
    }


def _task(task: Task | None) -> dict[str, Any] | None:
    if task is None:
        return None
    where = {"document": task.document, "order": task.order, "span": list(task.span)}
    return where | {"text": task.text, "lead": list(task.lead_names), "guess": task.guess}


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    told = {"comparator": figure.comparator, "value": figure.value, "unit": figure.unit}
    return told | {"quote": figure.quote, "span": list(figure.span)}
