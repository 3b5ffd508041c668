"""What the explorer needs to hold two sides against each other: fields of public life, functions, and what targets compare by.

Apart from `explorer_data`, which tells the facts: here are judgements about them, each made where the rest of the house
makes it, so that the page decides as `zeren diff` and the page of plans side by side do.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from zeren.pages.compare import function_name
from zeren.pages.html import Json
from zeren.pages.ledger import Ledger, Measure, Row, rows
from zeren.registry import fields_of_life
from zeren.script import simplified_forms

if TYPE_CHECKING:
    from zeren.facts import Tables

NONE: Final = -1


def block(tables: Tables, book: Ledger) -> dict[str, Json]:
    """The part of the data block that comparing and gathering read."""
    return {"fields": _fields(book), "functions": _functions(tables, book), "held": _held(tables)}


def field(measure: Measure) -> str | None:
    """The field of a measure: as its document's reading gave it, else by its words, else by them and its heading."""
    if measure.classified:
        return measure.theme
    words = measure.simplified or measure.text
    leads = [_simple(duty.name) for duty in measure.by_role("lead")]
    found = fields_of_life.classify(words, leads)
    if found is None and measure.theme:
        found = fields_of_life.classify(f"{words}。{_simple(measure.theme)}", leads)
    return found.name if found else None


def _fields(book: Ledger) -> Json:
    names = fields_of_life.names()
    at = {name: n for n, name in enumerate(names)}
    of: list[Json] = [at.get(field(measure) or "", NONE) for measure in book.measures]
    return {"names": [[chinese, english] for chinese, english in names.items()], "of": of}


def _functions(tables: Tables, book: Ledger) -> Json:
    """The functions that bodies of several areas have, and who has them, as positions among the units."""
    known = tables["units"].set_index("unit")["function"].dropna().to_dict()
    bearers: dict[str, list[Json]] = {}
    for n, unit in enumerate(book.units):
        if unit.id in known:
            bearers.setdefault(known[unit.id], []).append(n)
    shared = {slug: units for slug, units in bearers.items() if len(units) > 1}
    return [[slug, *function_name(slug), units] for slug, units in shared.items()]


def _held(tables: Tables) -> Json:
    """For targets whose indicator stands more than once: which indicator, and what decides whether they compare."""
    from zeren.analysis.compare import groups
    from zeren.analysis.holding import reach

    keys = list(groups(tables["targets"]).fillna(""))
    times = Counter(keys)
    at = {key: n for n, key in enumerate(key for key in times if key and times[key] > 1)}
    told = zip(keys, rows(tables["targets"]), strict=True)
    of: list[Json] = [[n, at[key], *_graded(row)] for n, (key, row) in enumerate(told) if key in at]
    return {"reach": [reach(row["place_code"]) for row in rows(tables["documents"])], "of": of}


def _graded(row: Row) -> list[Json]:
    from zeren.analysis.holding import figure, grade
    from zeren.analysis.unit_families import family

    one = grade(figure({key: float("nan") if value is None else value for key, value in row.items()}))
    name, factor, counted = family(one.unit) if one.unit else ("", 1.0, False)
    return [one.sort, one.bound, one.scope, name, factor, int(counted), int(one.whole)]


def _simple(words: str) -> str:
    return "".join(simplified_forms().get(sign, sign) for sign in words)
