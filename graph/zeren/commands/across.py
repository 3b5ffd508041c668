"""The command that holds one plan against another: two documents, or two plans of a build."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from zeren import facts, outputs, render
from zeren.commands.options import OUT, Data, Format
from zeren.console import put, say, show
from zeren.errors import QueryError

if TYPE_CHECKING:
    from zeren.analysis.diff import Difference, Figure, Task
    from zeren.facts import Tables

_PLACE_YEAR: Final = re.compile(r"(?P<place>.+?)[ :/,，]?(?P<year>(?:19|20)\d\d)年?")

Plan = Annotated[str, typer.Argument(metavar="PLAN", help="A file; or of a build: a document's id, or 临沂市:2021.")]


def diff(
    before: Plan,
    after: Plan,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to a file; a page where it ends in .html.")
    ] = None,
    data: Data = OUT,
    format: Format = "table",
) -> None:
    """What became of each measure from one plan to the next."""
    from zeren.analysis import diff as analysis

    one, other = _plan(before, data), _plan(after, data)
    found = analysis.diff(one.tables, other.tables, one.documents, other.documents)
    if output and output.suffix.lower() in (".html", ".htm"):
        from zeren.pages import compare

        put(compare.page(one.name, other.name, found).encode(), output)
    elif format == "json":
        show([_row(difference) for difference in found], format, output=output)
    else:
        show(render.differences([_row(difference) for difference in found]), format, output=output)
    counts = {change: sum(one.change == change for one in found) for change in analysis.CHANGES}
    told = [f"{number} {change}" for change, number in counts.items() if number]
    moved = sum(one.hands == "handed-over" for one in found)
    say(", ".join([*told, *([f"{moved} handed over"] if moved else [])]) or "neither plan has a measure")


@dataclass(frozen=True, slots=True)
class _Side:
    tables: Tables
    documents: list[str]
    name: str


def _plan(asked: str, data: Path) -> _Side:
    """A plan by its file, or of a build by the id of a document or by place and year."""
    from zeren.reading.archives import MARK

    if Path(asked.partition(MARK)[0]).is_file():
        return _of_file(Path(asked))
    tables = outputs.load(data)
    documents = tables["documents"]
    documents = documents[documents["version_of"].isna()]
    chosen = documents[(documents["document"] == asked) | (documents["path"] == asked)]
    if chosen.empty and (match := _PLACE_YEAR.fullmatch(asked)):
        from zeren.analysis.duties import select

        chosen = select(documents, tables, city=match["place"], year=int(match["year"]))
    if chosen.empty:
        known = "、".join(_name(row) for row in documents.to_dict("records"))
        raise QueryError(f"{asked}: no such file, and no such plan in {data}; there are: {known}")
    return _Side(tables, list(chosen["document"]), _name(chosen.iloc[0].to_dict()))


def _of_file(path: Path) -> _Side:
    from zeren.registry.tables import frames
    from zeren.worker import reader

    with reader() as reading:
        found = reading.extract_file(path)
    used = {duty.department for measure in found.measures for duty in measure.responsibilities if duty.department}
    return _Side(facts.frames([found], frames(used)), [found.id], found.title or path.name)


def _name(row: Mapping[Any, Any]) -> str:
    import pandas as pd

    told = [str(row[key]) for key in ("place_name", "year") if pd.notna(row[key])]
    return ":".join(told) if len(told) == 2 else str(row["path"])


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
                "indicator": step.after.indicator,
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
    return where | {"text": task.text, "lead": list(task.lead_names)}


def _figure(figure: Figure) -> dict[str, Any]:
    told = {"comparator": figure.comparator, "value": figure.value, "unit": figure.unit}
    return told | {"quote": figure.quote, "span": list(figure.span)}
