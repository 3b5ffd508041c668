"""One department as a notebook shows it: what it leads and supports, with whom, under which names, what it came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Unpack

from zeren.analysis.bureaus import find_units, unit_forms
from zeren.analysis.duties import NOT_NAMED, Scope, select
from zeren.analysis.suggest import suggest_units
from zeren.errors import QueryError, QueryMisused
from zeren.finding import Lang
from zeren.pages.cards import card, clip, only
from zeren.pages.ledger import Duty, Measure, Unit, ledger
from zeren.registry import histories
from zeren.vocab import ROLE_LABELS

if TYPE_CHECKING:
    import pandas as pd

    from zeren.facts import Tables

COLUMNS: Final = {
    "document": "string",
    "place": "string",
    "year": "Int64",
    "measure": "Int64",
    "role": "string",
    "basis": "string",
    "guess": "boolean",
    "confidence": "Float64",
    "text": "string",
    "theme": "string",
    "written": "string",
    "rule": "string",
    "start": "Int64",
    "end": "Int64",
}


class Partner(NamedTuple):
    """A unit that stands in measures with another: in how many, and how many of these it leads."""

    unit: Unit
    measures: int
    led: int


@dataclass(frozen=True, repr=False)
class DepartmentCard:
    """A department with its duties in some facts, its partners, its names, and the reforms it went through."""

    told: Unit
    names: tuple[str, ...]
    partners: tuple[Partner, ...]
    history: tuple[dict[str, Any], ...]
    answering: tuple[str, ...]
    """The bodies that answer today for what it answered for, where it is no more."""
    lang: Lang

    def __repr__(self) -> str:
        counts = ", ".join(f"{role} {len(self.told.measures(role))}" for role in ROLE_LABELS)
        return f"<department {self.told.id}: {clip(self.told.label, 60)!r}, {counts}>"

    @property
    def bodies(self) -> tuple[Partner, ...]:
        """The partners that are one body each, without collectives (各县区政府) and catch-alls."""
        return tuple(partner for partner in self.partners if partner.unit.kind not in NOT_NAMED)

    def frame(self) -> pd.DataFrame:
        """A row for each duty, those it leads first."""
        import pandas as pd

        rows = [_row(duty) for role in ROLE_LABELS for duty in self.told.duties if duty.role == role]
        return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)

    def _repr_html_(self) -> str:
        roles = [(role, [_told(it, self.told) for it in self.told.measures(role)]) for role in ROLE_LABELS]
        return card("card_unit.html", self.lang, it=self, roles=roles)


def department(tables: Tables, name: str, *, lang: Lang = "zh", **scope: Unpack[Scope]) -> DepartmentCard:
    """A department by any of its names, or by its id; `city` and `year` take the measures of these alone.

    `QueryError` where no unit, or where several, bear the name.
    """
    held = select(tables["responsibilities"], tables, **scope)
    unit = _unit(tables | {"responsibilities": held}, name)
    keys = held.loc[held["unit"] == unit, ["document", "measure"]].itertuples(index=False, name=None)
    part = only(tables, set(keys))
    told = next(one for one in ledger(part).units if one.id == unit)
    past = histories.of(unit) if told.known else None
    return DepartmentCard(
        told,
        _names(tables, unit),
        _partners(told),
        tuple(past.rows()) if past else (),
        tuple(histories.written(one) for one in past.answering if one != unit) if past else (),
        lang,
    )


def _unit(tables: Tables, name: str) -> str:
    if (tables["responsibilities"]["unit"] == name).any():
        return name
    found = find_units(tables, name)
    if not found:
        near = "、".join(suggest_units(tables, name))
        raise QueryError(f"{name}: no department of this name has a duty here" + (f"; near it: {near}" if near else ""))
    if len(found) > 1:
        full = tables["units"].set_index("unit")["full_name"].reindex(found).fillna(name)
        told = "、".join(f"{unit} ({words})" for unit, words in full.items())
        raise QueryMisused(f"{name} is {len(found)} bodies here; name a city, or the id of one: {told}")
    return found[0]


def _names(tables: Tables, unit: str) -> tuple[str, ...]:
    """The names of a unit, as documents write it first."""
    written = tables["responsibilities"][tables["responsibilities"]["unit"] == unit]
    known = tables["units"][tables["units"]["unit"] == unit]
    return tuple(unit_forms(tables | {"responsibilities": written, "units": known})[unit])


def _partners(unit: Unit) -> tuple[Partner, ...]:
    """The units beside it, the nearest first."""
    measures = {id(duty.measure): duty.measure for duty in unit.duties}.values()
    beside, leading, known = Counter[str](), Counter[str](), dict[str, Unit]()
    for measure in measures:
        known |= {duty.unit.id: duty.unit for duty in measure.duties if duty.unit is not unit}
        beside.update({duty.unit.id for duty in measure.duties if duty.unit is not unit})
        leading.update({duty.unit.id for duty in measure.by_role("lead")})
    ordered = sorted(known.values(), key=lambda one: (-beside[one.id], one.label, one.id))
    return tuple(Partner(one, beside[one.id], leading[one.id]) for one in ordered)


def _told(measure: Measure, unit: Unit) -> tuple[Measure, bool]:
    """A measure, and whether the unit's lead of it is a guess."""
    return measure, any(duty.guess for duty in measure.by_role("lead") if duty.unit is unit)


def _row(duty: Duty) -> dict[str, Any]:
    measure = duty.measure
    source = measure.source
    where = {"document": source.id, "place": source.place, "year": source.year, "measure": measure.order}
    how = {name: getattr(duty, name) for name in ("role", "basis", "guess", "confidence", "rule", "start", "end")}
    return where | how | {"text": measure.text, "theme": measure.theme, "written": duty.name}
