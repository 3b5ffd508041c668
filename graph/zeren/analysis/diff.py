"""From one plan to the next: which measures go on, raised or lowered, which are new or dropped, which changed hands.

Measures are paired as a whole by their words, their indicators and who leads them; figures of a pair are held against
each other where indicator and unit allow it, and the answer says where they do not. A lead that only changed its name or
was reformed has not handed anything over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

import numpy as np
import pandas as pd

from zeren.analysis.alike import core, pairs, ratios
from zeren.analysis.unit_families import Reason, reconcile
from zeren.analysis.words import fold
from zeren.registry import reforms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zeren.facts import Tables

Change: TypeAlias = Literal["new", "raised", "lowered", "changed", "continued", "dropped"]
Move: TypeAlias = Literal["raised", "lowered", "kept", "not-compared"]
Hands: TypeAlias = Literal["same", "reformed", "handed-over", "unknown"]

CHANGES: Final[tuple[Change, ...]] = get_args(Change)
LEAST: Final = 0.5
"""Below this likeness two measures are not the same task: half of all letters and the indicator are then others."""
INDICATOR: Final = 0.65
"""From this likeness on two indicators are the same one in other words."""
WORDS, FIGURES, LEAD = 0.5, 0.35, 0.15
"""What words, indicators and the same lead weigh in the likeness of two measures."""
_LEVEL: Final = ("=", ">=", ">", "<=", "<", "range", "increase_to", "decrease_to", "all")


@dataclass(frozen=True, slots=True)
class Figure:
    """A target of a measure as it is compared."""

    indicator: str
    comparator: str | None
    value: float | None
    unit: str | None
    quote: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Task:
    """A measure of a plan with what is compared of it."""

    document: str
    order: int
    text: str
    span: tuple[int, int]
    leads: tuple[str, ...]
    lead_names: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a pair of measures, then and now."""

    move: Move
    before: Figure
    after: Figure
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a measure, or where one comes from; `score` is how alike the two are."""

    change: Change
    hands: Hands
    score: float | None
    before: Task | None
    after: Task | None
    steps: tuple[Step, ...] = ()


def diff(before: Tables, after: Tables, first: Sequence[str], second: Sequence[str]) -> list[Difference]:
    """The differences between two plans, each of one document or several, in the order of the second; what was dropped
    comes last."""
    old, new = tasks(before, first), tasks(after, second)
    year = _year(after, second)
    partner = {pair.second: pair for pair in pairs(_likeness(old, new), LEAST)}
    made = []
    for number, task in enumerate(new):
        pair = partner.get(number)
        if pair is None:
            made.append(Difference("new", "unknown", None, None, task))
        else:
            made.append(_compared(old[pair.first], task, pair.score, year))
    kept = {pair.first for pair in partner.values()}
    gone = (task for number, task in enumerate(old) if number not in kept)
    return [*made, *(Difference("dropped", "unknown", None, task, None) for task in gone)]


def tasks(tables: Tables, documents: Sequence[str]) -> list[Task]:
    """The measures of some documents, in order."""
    duties, targets, measures = (
        tables[name][tables[name]["document"].isin(documents)] for name in ("responsibilities", "targets", "measures")
    )
    leads = dict(iter(duties[duties["role"] == "lead"].groupby(["document", "measure"])))
    figures = dict(iter(targets.sort_values("position").groupby(["document", "measure"])))
    none: pd.DataFrame = duties.iloc[:0]
    made = []
    for row in measures.sort_values(["document", "order"]).to_dict("records"):
        key = row["document"], row["order"]
        units = leads.get(key, none)
        told = figures.get(key, none).to_dict("records")
        made.append(
            Task(
                document=row["document"],
                order=int(row["order"]),
                text=row["text"],
                span=(int(row["start"]), int(row["end"])),
                leads=tuple(units["unit"]),
                lead_names=tuple(units["name"]),
                figures=tuple(map(_figure, told)),
            )
        )
    return made


def _figure(row: Mapping[Any, Any]) -> Figure:
    told = {name: None if pd.isna(row[name]) else row[name] for name in ("comparator", "value", "unit")}
    value = None if told["value"] is None else float(told["value"])
    indicator = row["indicator_simplified"] if pd.notna(row["indicator_simplified"]) else row["indicator"]
    words = "" if pd.isna(indicator) else str(indicator)
    return Figure(words, told["comparator"], value, told["unit"], row["quote"], (int(row["start"]), int(row["end"])))


def _year(tables: Tables, documents: Iterable[str]) -> int | None:
    years = tables["documents"].set_index("document")["year"].reindex(list(documents)).dropna()
    return int(years.iloc[0]) if len(years) else None


def consecutive(tables: Tables) -> list[tuple[list[str], list[str]]]:
    """The documents of a place's plans for one year and for the next that there is, by place and year."""
    documents = tables["documents"]
    own = documents[documents["version_of"].isna() & documents["year"].notna() & documents["place_name"].notna()]
    place = own["place_code"].fillna(own["place_name"])
    made = []
    for _, plans in own.groupby(place):
        years = [sorted(of["document"]) for _, of in plans.groupby("year")]
        made += list(pairwise(years))
    return made


# --- which measures are the same task --------------------------------------------------------------------------------


def _likeness(old: Sequence[Task], new: Sequence[Task]) -> NDArray[np.float32]:
    words = ratios([core(task.text) for task in old], [core(task.text) for task in new])
    figures = np.array([[_shared(one, other) for other in new] for one in old], dtype=np.float32).reshape(words.shape)
    lead = np.array([[_led_alike(one, other) for other in new] for one in old], dtype=np.float32).reshape(words.shape)
    alike = WORDS * words + FIGURES * np.maximum(figures, words) + LEAD * np.maximum(lead, words)
    return np.asarray(alike, dtype=np.float32)


def _shared(one: Task, other: Task) -> float:
    """How alike the nearest two indicators of two measures are; as alike as nothing where one has none."""
    first, second = ([core(f.indicator) for f in task.figures if core(f.indicator)] for task in (one, other))
    return float(ratios(first, second).max()) if first and second else 0.0


def _led_alike(one: Task, other: Task) -> float:
    return 1.0 if set(_today(one.leads)) & set(_today(other.leads)) else 0.0


def _today(units: Iterable[str]) -> list[str]:
    return [heir for unit in units for heir in reforms.successors(unit)]


# --- what became of a pair -------------------------------------------------------------------------------------------


def _compared(before: Task, after: Task, score: float, year: int | None) -> Difference:
    steps = tuple(_steps(before.figures, after.figures))
    moves = {step.move for step in steps} - {"not-compared"}
    change: Change = "continued"
    if moves & {"raised", "lowered"}:
        change = "raised" if "lowered" not in moves else "lowered" if "raised" not in moves else "changed"
    return Difference(change, _hands(before, after, year), round(score, 3), before, after, steps)


def _hands(before: Task, after: Task, year: int | None) -> Hands:
    """Whether those who lead are the same, the same after a reform, or others."""
    if not before.leads or not after.leads:
        return "unknown"
    if set(before.leads) & set(after.leads) or set(before.lead_names) & set(after.lead_names):
        return "same"
    then = {heir for unit in before.leads for heir in (*reforms.answering(unit, year), *reforms.successors(unit))}
    return "reformed" if then & set(after.leads) else "handed-over"


def _steps(old: Sequence[Figure], new: Sequence[Figure]) -> list[Step]:
    first, second = ([core(f.indicator) or fold(f.quote) for f in side] for side in (old, new))
    return [_step(old[pair.first], new[pair.second]) for pair in pairs(ratios(first, second), INDICATOR)]


def _step(before: Figure, after: Figure) -> Step:
    one, other = before.comparator or "=", after.comparator or "="
    if one == other == "all":
        return Step("kept", before, after, None)
    if before.value is None or after.value is None:
        return Step("not-compared", before, after, "no-number")
    if (one in _LEVEL) != (other in _LEVEL) or (one not in _LEVEL and one != other):
        return Step("not-compared", before, after, "level-and-change")
    factor, reason = reconcile(before.unit, after.unit)
    if factor is None:
        return Step("not-compared", before, after, reason)
    return Step(_moved(before.value, after.value * factor), before, after, reason)


def _moved(before: float, after: float) -> Move:
    if abs(before - after) <= 1e-9 * max(abs(before), abs(after)):
        return "kept"
    return "raised" if after > before else "lowered"
