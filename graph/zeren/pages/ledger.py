"""The facts as pages show them: documents, measures and units as linked records, made once for all pages of a build.

Frames are right for sums and wrong for telling: a page walks from a unit to its measures, to the words they rest on.
Nothing is computed here that the tables do not say; sums come from `zeren.analysis`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from zeren.pages import links

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables

Row: TypeAlias = Mapping[str, Any]

_SIGNS = {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "range": "", "all": "全部"}
_SIGNS |= {"increase_by": "增加 ", "increase_to": "增至 ", "decrease_by": "减少 ", "decrease_to": "减至 "}


@dataclass(frozen=True, slots=True)
class Source:
    """A document: where its words come from."""

    id: str
    title: str
    place: str | None
    year: int | None
    publisher: str | None
    published: str | None
    path: str
    layout: str
    coverage: float | None
    version_of: str | None
    review: str | None

    @property
    def label(self) -> str:
        """Place and year, or the title where neither is known."""
        return " ".join(str(part) for part in (self.place, self.year) if part) or self.title


@dataclass(frozen=True, slots=True)
class Duty:
    """One unit's part in one measure."""

    unit: Unit
    measure: Measure
    name: str
    role: str
    basis: str
    rule: str
    confidence: float
    start: int
    end: int
    anchor: str
    review: str | None

    @property
    def guess(self) -> bool:
        return self.basis == "first-listed"


@dataclass(frozen=True, slots=True)
class Figure:
    """A target, milestone or result: a quote with what was understood of it."""

    quote: str
    indicator: str
    value: str
    deadline: str | None
    deadline_basis: str | None
    rule: str
    confidence: float
    start: int
    end: int
    anchor: str
    review: str | None


@dataclass(eq=False, slots=True)
class Measure:
    source: Source
    order: int
    number: str | None
    text: str
    simplified: str | None
    theme: str | None
    classified: bool
    start: int
    end: int
    targets: tuple[Figure, ...]
    milestones: tuple[Figure, ...]
    duties: list[Duty] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return links.measure(self.order)

    @property
    def evidence(self) -> str:
        return links.evidence(self.source.id, self.anchor)

    def by_role(self, role: str) -> list[Duty]:
        return [duty for duty in self.duties if duty.role == role]


@dataclass(eq=False, slots=True)
class Unit:
    id: str
    name: str
    place: str | None
    full_name: str | None
    name_en: str | None
    kind: str | None
    known: bool
    label: str = ""
    duties: list[Duty] = field(default_factory=list)

    @property
    def page(self) -> str:
        return "unit/" + links.unit_file(self.id)

    def measures(self, role: str) -> list[Measure]:
        """The measures in which the unit has a role, each once, in the order of documents."""
        return list({id(duty.measure): duty.measure for duty in self.duties if duty.role == role}.values())


@dataclass(frozen=True)
class Ledger:
    sources: tuple[Source, ...]
    measures: tuple[Measure, ...]
    units: tuple[Unit, ...]


def ledger(tables: Tables) -> Ledger:
    """The linked records of some tables; only units that bear a duty are in it, by the name that documents write."""
    from zeren.analysis.duties import written_names

    shared = tables["places"]["short_name"].duplicated(keep=False)
    labels = tables["places"]["short_name"].where(~shared).fillna(tables["places"]["name"])
    places = dict(zip(tables["places"]["code"], labels, strict=True))
    sources = {row["document"]: _source(row) for row in rows(tables["documents"])}
    targets = _figures(tables["targets"], "t")
    milestones = _figures(tables["milestones"], "s")
    classified = {(row["document"], row["name"]) for row in rows(tables["themes"]) if row["basis"] == "classified"}
    measures = {
        (row["document"], row["order"]): _measure(row, sources[row["document"]], targets, milestones, classified)
        for row in rows(tables["measures"])
    }
    known = {row["unit"]: row for row in rows(tables["units"])}
    written = written_names(tables["responsibilities"])
    units: dict[str, Unit] = {}
    for row in rows(tables["responsibilities"]):
        measure = measures[row["document"], row["measure"]]
        unit = row["unit"]
        if unit not in units:
            units[unit] = _unit(unit, written[unit], known.get(unit, {}), measure.source, places)
        _assign(row, units[unit], measure)
    _tell_apart(units.values())
    return Ledger(tuple(sources.values()), tuple(measures.values()), tuple(units.values()))


def rows(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a table as plain values, a missing one as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    columns = list(plain.columns)
    return (dict(zip(columns, values, strict=True)) for values in plain.itertuples(index=False, name=None))


def number(value: float | None) -> str:
    """A value as people write it.

    >>> number(120000.0), number(7.25)
    ('120000', '7.25')
    """
    return "" if value is None else f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"


def amount(row: Row) -> str:
    """What a figure demands, in a few signs.

    >>> amount({"comparator": ">=", "value": 90.0, "value_max": None, "unit": "%"})
    '≥ 90 %'
    """
    if row["comparator"] is None:
        return ""
    value = number(row["value"])
    if row["value_max"] is not None:
        value += f"–{number(row['value_max'])}"
    sign = _SIGNS.get(row["comparator"], "")
    return f"{sign}{value} {row['unit'] or ''}".strip() if value else sign


def _tell_apart(units: Iterable[Unit]) -> None:
    """Label each unit by its name, with the place before it where two units share the name."""
    named = defaultdict(list)
    for unit in units:
        named[unit.name].append(unit)
    for name, same in named.items():
        for unit in same:
            unit.label = f"{unit.place}·{name}" if len(same) > 1 and unit.place else name


def _assign(row: Row, unit: Unit, measure: Measure) -> None:
    duty = Duty(
        unit,
        measure,
        row["name"],
        row["role"],
        row["basis"],
        row["rule"],
        row["confidence"],
        row["start"],
        row["end"],
        links.part(measure.order, "r", row["position"]),
        row["review"],
    )
    unit.duties.append(duty)
    measure.duties.append(duty)


def _unit(unit: str, name: str, row: Row, source: Source, places: Mapping[str, str]) -> Unit:
    place = places.get(row.get("place_code") or "") or source.place
    return Unit(unit, name, place, row.get("full_name"), row.get("name_en"), row.get("kind"), bool(row.get("known")))


def _source(row: Row) -> Source:
    place = " ".join(str(row[key]) for key in ("place_name", "year") if row[key])
    return Source(
        row["document"],
        row["title"] or place or row["path"].rsplit("/", 1)[-1],
        row["place_name"],
        row["year"],
        row["publisher"],
        row["published"],
        row["path"],
        row["layout"],
        row["duty_coverage"],
        row["version_of"],
        " ".join(filter(None, (row["place_review"], row["year_review"]))) or None,
    )


def _measure(
    row: Row, source: Source, targets: _ByMeasure, milestones: _ByMeasure, classified: set[tuple[str, str]]
) -> Measure:
    key = row["document"], row["order"]
    return Measure(
        source,
        row["order"],
        row["number"],
        row["text"],
        row["text_simplified"],
        row["theme"],
        (row["document"], row["theme"]) in classified,
        row["start"],
        row["end"],
        tuple(targets.get(key, ())),
        tuple(milestones.get(key, ())),
    )


_ByMeasure: TypeAlias = dict[tuple[str, int], list[Figure]]


def _figures(frame: pd.DataFrame, kind: str) -> _ByMeasure:
    made: _ByMeasure = defaultdict(list)
    for row in rows(frame):
        anchor = links.part(row["measure"], kind, row["position"])
        made[row["document"], row["measure"]].append(figure(row, anchor))
    return made


def figure(row: Row, anchor: str) -> Figure:
    """A row of targets, milestones or results."""
    return Figure(
        row["quote"],
        row.get("indicator") or "",
        amount(row) if "comparator" in row else "",
        row["deadline"],
        row.get("deadline_basis"),
        row["rule"],
        row["confidence"],
        row["start"],
        row["end"],
        anchor,
        row.get("review"),
    )
