"""From one plan to the next: which measures go on, raised or lowered, which are new or dropped, which changed hands.

Measures are paired as a whole by their words, their indicators and who leads them; figures of a pair are held against
each other where indicator and unit allow it, and the answer says where they do not. A lead that only changed its name or
was reformed has not handed anything over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np
import pandas as pd

from zeren.analysis.alike import pairs, ratios, topic
from zeren.analysis.beside import reports
from zeren.analysis.holding import Figure, figure, grade, held
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
LEAST: Final = 0.6
"""Below this likeness two measures are not the same task: what they are about has then hardly half of its letters in common."""
INDICATOR: Final = 0.65
"""From this likeness on two indicators are the same one in other words."""
TOPIC, FIGURES, LEAD = 0.6, 0.25, 0.15
"""What the topic, the indicators and the same lead weigh in the likeness of two measures."""


@dataclass(frozen=True, slots=True)
class Task:
    """A measure of a plan with what is compared of it."""

    document: str
    order: int
    text: str
    span: tuple[int, int]
    leads: tuple[str, ...]
    lead_names: tuple[str, ...]
    units: tuple[str, ...]
    guess: bool
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a pair of measures, then and now; one side alone where it has no partner."""

    move: Move
    before: Figure | None
    after: Figure | None
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
    units = dict(iter(duties.groupby(["document", "measure"])))
    figures = dict(iter(targets.sort_values("position").groupby(["document", "measure"])))
    none: pd.DataFrame = duties.iloc[:0]
    made = []
    for row in measures.sort_values(["document", "order"]).to_dict("records"):
        key = row["document"], row["order"]
        of = units.get(key, none)
        leads = of[of["role"] == "lead"]
        told = figures.get(key, none).to_dict("records")
        made.append(
            Task(
                document=row["document"],
                order=int(row["order"]),
                text=row["text"],
                span=(int(row["start"]), int(row["end"])),
                leads=tuple(leads["unit"]),
                lead_names=tuple(leads["name"]),
                units=tuple(of["unit"]),
                guess=bool((leads["basis"] == "first-listed").any()),
                figures=tuple(map(figure, told)),
            )
        )
    return made


def _year(tables: Tables, documents: Iterable[str]) -> int | None:
    years = tables["documents"].set_index("document")["year"].reindex(list(documents)).dropna()
    return int(years.iloc[0]) if len(years) else None


def consecutive(tables: Tables) -> list[tuple[list[str], list[str]]]:
    """The documents of a place's plans for one year and for the next that there is, by place and year; no reports on them."""
    documents = tables["documents"]
    own = documents[documents["version_of"].isna() & documents["year"].notna() & documents["place_name"].notna()]
    own = own[~own["document"].isin(reports(tables))]
    place = own["place_code"].fillna(own["place_name"])
    made = []
    for _, plans in own.groupby(place):
        years = [sorted(of["document"]) for _, of in plans.groupby("year")]
        made += list(pairwise(years))
    return made


# --- which measures are the same task --------------------------------------------------------------------------------


def _likeness(old: Sequence[Task], new: Sequence[Task]) -> NDArray[np.float32]:
    about = ratios([topic(task.text) for task in old], [topic(task.text) for task in new])
    figures = np.array([[_shared(one, other) for other in new] for one in old], dtype=np.float32).reshape(about.shape)
    lead = np.array([[_led_alike(one, other) for other in new] for one in old], dtype=np.float32).reshape(about.shape)
    alike = TOPIC * about + FIGURES * np.maximum(figures, about) + LEAD * np.maximum(lead, about)
    return np.asarray(np.where(about > 0, alike, 0.0), dtype=np.float32)


def _shared(one: Task, other: Task) -> float:
    """How alike the nearest two indicators of two measures are; as alike as nothing where one has none."""
    first, second = ([topic(f.indicator) for f in task.figures if topic(f.indicator)] for task in (one, other))
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
    """Whether those who lead are the same, the same after a reform, or others; not told where a lead is a guess and
    only the order of the same units is another."""
    if not before.leads or not after.leads:
        return "unknown"
    if set(before.leads) & set(after.leads) or set(before.lead_names) & set(after.lead_names):
        return "same"
    if {heir for lead in before.leads for heir in reforms.heirs(lead, year)} & set(after.leads):
        return "reformed"
    swapped = set(after.leads) & set(before.units) and set(before.leads) & set(after.units)
    return "unknown" if swapped and (before.guess or after.guess) else "handed-over"


# --- then and now, figure by figure -----------------------------------------------------------------------------------


def _steps(old: Sequence[Figure], new: Sequence[Figure]) -> list[Step]:
    """Figures paired by their indicators, what is left by its unit where it is the only one, the rest alone."""
    first, second = ([topic(f.indicator) or fold(f.quote) for f in side] for side in (old, new))
    found = {pair.second: pair.first for pair in pairs(ratios(first, second), INDICATOR)}
    left = [n for n in range(len(old)) if n not in found.values()]
    for number in [n for n in range(len(new)) if n not in found]:
        alike = [n for n in left if _holds(old[n], new[number])]
        others = [n for n in range(len(new)) if n not in found and _holds(new[n], new[number])]
        if len(alike) == len(others) == 1:
            found[number] = alike[0]
            left.remove(alike[0])
    made = [
        _step(old[found[n]], figure) if n in found else Step("not-compared", None, figure, "no-partner")
        for n, figure in enumerate(new)
    ]
    return [*made, *(Step("not-compared", old[n], None, "no-partner") for n in left)]


def _holds(one: Figure, other: Figure) -> bool:
    """Whether two figures can be held against each other by their units."""
    whole = "all" in (one.comparator, other.comparator) and "%" in (one.unit, other.unit)
    return whole or reconcile(one.unit, other.unit).factor is not None


def _step(before: Figure, after: Figure) -> Step:
    factor, reason = held(grade(before), grade(after))
    if factor is None:
        return Step("not-compared", before, after, reason)
    if before.comparator == after.comparator == "all":
        return Step("kept", before, after, None)
    then, now = (100.0 if one.comparator == "all" else one.value or 0.0 for one in (before, after))
    return Step(_moved(then, now * factor), before, after, reason)


def _moved(before: float, after: float) -> Move:
    if abs(before - after) <= 1e-9 * max(abs(before), abs(after)):
        return "kept"
    return "raised" if after > before else "lowered"
