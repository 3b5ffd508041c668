"""What is wrong with who is responsible: nobody, nobody leading, too many leading, one body twice, names nobody knows.

Apart from the reading of roles, which makes the best of what stands there; here the maker of the table is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import eq
from typing import Final, NamedTuple

from zeren.finding import Position
from zeren.findings.reading import ITEMS, Found, Read, Reading
from zeren.language.duty_clauses import Saying, clauses_of, saying
from zeren.language.known_units import known
from zeren.language.roles import DutyUnit
from zeren.language.units import UnitMention, local_tier, split
from zeren.model import Span
from zeren.registry import departments, functions, linking

_ABOVE: Final = "label-lead-above"
"""The rule by which a body of the level above leads, beside the one that leads here."""
_LIKE: Final = 65.0
"""How alike, of 100, a known name must be to be offered for one that nobody knows."""
_SLIP: Final = 85.0
"""How alike a name of any shape must be to a known one to be taken for a slip of the pen."""
_BUREAU: Final = re.compile("(?<!分)(?:局|委|委员会|厅|署)$|(?<!指挥)部$|办(?:公室)?$")
_FOR_A_TIME: Final = re.compile("领导小组|指挥部|专班|联席会议|工作组|筹")


class _Said(NamedTuple):
    unit: UnitMention
    says: Saying


def duties(reading: Reading) -> Iterator[Found]:
    """The finds about the duties of every measure, then those about names."""
    without = [one for one in reading.measures if not one.measure.responsibilities]
    if reading.measures and len(without) == len(reading.measures):
        yield Found("no-duties", without[0].draft.span, about={"count": str(len(without))})
        return
    for one in reading.measures:
        yield from _of_measure(reading, one)
    yield from _guessed(reading)
    yield from _names(reading)


def _of_measure(reading: Reading, one: Read) -> Iterator[Found]:
    order, units = one.measure.order, one.duties.units
    leads = [unit for unit in units if unit.role == "lead" and unit.rule != _ABOVE]
    residue = _residue(reading, order)
    for span in residue:
        yield Found("duty-residue", span, order, {"text": reading.words(span)})
    if not units and one.draft.form in ITEMS and (one.draft.fields or one.draft.form != "row"):
        yield Found("no-unit", one.draft.span, order)
    if units and not leads:
        yield Found("no-lead", _span(units[0]), order, {"names": _listed(units)}, _lead_cell(reading, one))
    if len(leads) > 1:
        yield Found("two-leads", _span(leads[1]), order, {"names": _listed(leads)})
    yield from _again(reading, one, leads)


def _lead_cell(reading: Reading, one: Read) -> Position | None:
    """The place where a table's row should name its lead, if it has a column for it."""
    row = reading.row_of(one)
    columns = [column for column, role in row.roles.items() if role == "lead"] if row else []
    return reading.places.of(row.block, columns[0]) if row and columns else None


def _residue(reading: Reading, order: int) -> list[Span]:
    return [piece.span for piece in reading.audit.duties if piece.measure == order and piece.form == "residue"]


def _span(unit: DutyUnit | UnitMention) -> Span:
    return unit.start, unit.end


def _listed(units: Sequence[DutyUnit]) -> str:
    return "、".join(unit.name for unit in units)


# --- one body twice --------------------------------------------------------------------------------------------------


def _again(reading: Reading, one: Read, leads: Sequence[DutyUnit]) -> Iterator[Found]:
    """Units that a measure names more than once, by whatever name."""
    leading = {_identity(reading, unit.name) for unit in leads}
    first: dict[str, _Said] = {}
    for said in _mentions(reading.text, one):
        key = _identity(reading, said.unit.name)
        before = first.setdefault(key, said)
        if before is said or before.unit.start == said.unit.start:
            continue
        other = key in leading and before.says != said.says
        about = {"name": reading.words(_span(said.unit))}
        yield Found("lead-again" if other else "unit-twice", _span(said.unit), one.measure.order, about)


def _mentions(text: str, one: Read) -> Iterator[_Said]:
    """Every unit of a measure's duty fields as often as it stands there, with what is said of it."""
    for stretch in one.draft.fields:
        for clause in clauses_of(text, stretch):
            if clause.label != "other":
                for unit in split(text, clause.start, clause.end).units:
                    yield _Said(unit, saying(clause, unit)[0])


def _identity(reading: Reading, name: str) -> str:
    return linking.link(name, reading.place_code, reading.year).unit or name


# --- who leads is not told -------------------------------------------------------------------------------------------


def _guessed(reading: Reading) -> Iterator[Found]:
    """Once for a document: units are listed and nothing says which leads, or what said it is lost."""
    guesses = [
        (one, unit)
        for one in reading.measures
        for unit in one.duties.units
        if unit.role == "lead" and unit.basis == "first-listed"
    ]
    if not guesses:
        return
    rules = reading.doc._.duty_rules
    if rules.lead_rules and not rules.bold and not rules.first:
        yield Found("bold-lost", rules.lead_rules[0].span)
        return
    one, unit = guesses[0]
    yield Found("lead-guessed", _span(unit), one.measure.order, {"count": str(len(guesses))})


# --- names -----------------------------------------------------------------------------------------------------------


def _names(reading: Reading) -> Iterator[Found]:
    """Names that no form of the registry fits, and bodies that did not exist in the plan's year, each name once."""
    told: set[str] = set()
    for one in reading.measures:
        forms = {unit.name: unit.form for unit in one.duties.mentions}
        for unit, duty in zip(one.duties.units, one.measure.responsibilities, strict=True):
            if unit.name in told:
                continue
            told.add(unit.name)
            order = one.measure.order
            if duty.department is None and _unknown(unit.name, forms.get(unit.name)):
                like, score = _nearest(unit.name)
                if score >= _SLIP or (_BUREAU.search(unit.name) and not _FOR_A_TIME.search(unit.name)):
                    yield Found("unknown-unit", _span(unit), order, {"name": duty.name} | _hint(like))
            elif reading.year and _out_of_time(reading, unit.name, duty.department, reading.year):
                yield Found("body-out-of-time", _span(unit), order, {"name": duty.name, "year": str(reading.year)})


def _out_of_time(reading: Reading, name: str, department: str | None, year: int) -> bool:
    if department is None:
        return departments.untimely(name, reading.place_code, year)
    return departments.out_of_time(department, year)


def _unknown(name: str, form: str | None) -> bool:
    """Whether no kind of body is known by a name; that the registry does not know the place is no fault of the plan's."""
    if form in ("known", "collective", "catch-all", "place") or local_tier(name) or known(name):
        return False
    return not departments.fits(name)


def _nearest(name: str) -> tuple[str, float]:
    """The known name that is most like one that nobody knows, and how much of 100; empty where none is near.

    Of two as near the one with more characters in their places: 教肓局 is 教育局 and not 宗教局.
    """
    from rapidfuzz import fuzz, process

    stem = name[:1] if name[:1] in "省市县区州旗" else ""
    usual = {function.name.removeprefix("{p}") for function in functions.table().values()}
    forms = sorted(functions.vocabulary(), key=lambda form: (form not in usual, form))
    words = name[len(stem) :]
    found = process.extract(words, forms, scorer=fuzz.ratio, score_cutoff=_LIKE)
    if not found:
        return "", 0.0
    form, score, _ = max(found, key=lambda one: (one[1], sum(map(eq, one[0], words))))
    return stem + form, score


def _hint(like: str) -> dict[str, str]:
    return {"hint_zh": f"，是否为“{like}”" if like else "", "hint_en": f"; is it {like}?" if like else ""}
