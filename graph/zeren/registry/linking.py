"""Linking: what a name in a list of duties may mean, with scores and reasons, and whether that is enough to link it.

Apart from `departments`, which gives the one meaning that a rule tells: here the near ones are found too, for a person
to judge. Two thresholds part what is linked, what is put on the review list, and what is left alone; builds,
`zeren resolve` and the review list all go by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from zeren.errors import QueryError
from zeren.registry import departments, functions, place_below, places, prefixes, shortening, units, zones
from zeren.registry.functions import Function, fold
from zeren.registry.places import AdministrativeArea
from zeren.registry.units import Unit

if TYPE_CHECKING:
    import pandas as pd

State: TypeAlias = Literal["linked", "review", "unknown"]

LINKED: Final = 0.85
"""From this score on a name is linked: every rule of `departments.RULES` scores more, no likeness does."""
REVIEW: Final = 0.55
"""From this score on a name is put before a person: one letter of 财政局 wrong; below, a shared ending is most of it."""
MOST_ALIKE: Final = 5
OUT_OF_TIME: Final = 0.9
"""What is left of the score of a body that did not exist in the year asked for: a sure name of it is linked all the same,
and the document told of it; plates outlive reforms."""
OUT_OF_PLACE: Final = 0.5
"""What is left of it where the area did not exist then, or the name was one of other years: no such body is linked."""
UNSAID_PLACE: Final = 0.8
"""What is left of a score where the place is a guess: no such body is linked."""
_SCORES: Final = {
    "second-plate": 0.98,
    "organ": 0.97,
    "proper": 0.95,
    "shortened": 0.9,
    "joined": 0.88,
    "area": 0.86,
}
_OTHER_TIME: Final = "not in {year}: a name of other years"
_ALIKE: Final = 0.84
"""The most that a likeness of letters can score."""
_SHORTENS: Final = 0.8
_LEAST: Final = 30.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that a name may mean, how surely up to 1, and why."""

    unit: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """What became of a name: `unit` only where it is linked; the candidates stand best first."""

    state: State
    unit: str | None
    score: float
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@lru_cache(maxsize=65536)
def link(name: str, home: str | None, year: int | None = None) -> Link:
    """Link a name in a document of a place, by code, to its unit; or tell what it is like.

    >>> link("市财政局", "371300").state, link("市财证局", "371300").state, link("一二三四", "371300").state
    ('linked', 'review', 'unknown')
    """
    found = _found(name, home, year)
    if not found:
        return Link("unknown", None, 0.0, (), ())
    best = found[0]
    state: State = "linked" if best.score >= LINKED else "review" if best.score >= REVIEW else "unknown"
    return Link(state, best.unit if state == "linked" else None, best.score, best.reasons, found)


def link_many(
    names: Sequence[str], homes: Sequence[str | None], years: Sequence[int | None] | None = None
) -> pd.DataFrame:
    """Columns state, unit and score for columns of names, place codes and years; each distinct mention is linked once."""
    import numpy as np
    import pandas as pd

    columns: list[Sequence[Any]] = [names, homes, years if years is not None else [None] * len(names)]
    coded = [pd.factorize(pd.Series(column, dtype="object"), use_na_sentinel=False) for column in columns]
    key = np.zeros(len(names), dtype=np.int64)
    for codes, values in coded:
        key = key * max(len(values), 1) + codes
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    distinct = [[_plain(column[at]) for column in columns] for at in first]
    links = [link(str(name), home and str(home), year and int(year)) for name, home, year in distinct]
    rows = [(one.state, one.unit, one.score) for one in links]
    made = pd.DataFrame(rows, columns=["state", "unit", "score"])
    made = made.astype({"state": "string", "unit": "string", "score": "Float64"})
    return made.take(inverse).reset_index(drop=True)


def candidates(name: str, place: str | None = None, year: int | None = None) -> list[dict[str, Any]]:
    """What a name may mean, best first, with a score up to 1 and the reasons; `place` is a code or a name.

    A score of 1 is a known form of the name, in the place given and alive in the year given. Without a place every
    place counts that the registry tells bodies of. `QueryError` for a place that it does not know.
    """
    if place:
        found = _found(name, code_named(place, year), year)
    else:
        told = [one for one in _found(name, None, year) if one.score >= LINKED]
        apart = [one for code in _attested_places() for one in _found(name, code, year)]
        sure = told or [_without_place(one) for one in apart if one.score >= LINKED]
        found = _best(sure) if sure else _best(apart)[:MOST_ALIKE]
    return [_told(one) for one in found]


def _without_place(one: Candidate) -> Candidate:
    """A candidate whose place is a guess; a national body needs none."""
    guess = not one.unit.startswith(f"{units.NATION}/")
    return replace(one, score=round(one.score * UNSAID_PLACE, 3)) if guess else one


def _plain(value: object) -> Any:
    """A cell's value, None for a missing one."""
    return None if value is None or value != value else value


def _found(name: str, home: str | None, year: int | None) -> tuple[Candidate, ...]:
    known = departments.responsible(name, home, year)
    if known:
        found = [_in_year(_of_rule(known), year)]
    elif year and (other := departments.responsible(name, home, None)):
        found = [_in_year(_of_rule(other), year, _OTHER_TIME)]
    else:
        area = places.by_code(home)
        found = [_in_year(one, year) for one in _alike(name, area, year)] if area else []
    return _best(found)[:MOST_ALIKE]


def _best(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    ordered = sorted(found, key=lambda one: (-one.score, one.unit))
    return tuple({one.unit: one for one in reversed(ordered)}[unit] for unit in dict.fromkeys(o.unit for o in ordered))


def _of_rule(known: departments.Identity) -> Candidate:
    return Candidate(known.unit, _SCORES.get(known.rule, 1.0), (departments.RULES[known.rule],))


def _in_year(one: Candidate, year: int | None, otherwise: str = "") -> Candidate:
    """A candidate scored down, with the reason, where the body or its area did not exist in a year."""
    unit = units.describe(one.unit)
    area = places.by_code(unit.place_code)
    gone = (_out_of_years(area.name, area.valid_from, area.valid_to, year) if area else "") or otherwise
    told = gone or _out_of_years("it", unit.valid_from, unit.valid_to, year)
    if not told:
        return one
    left = OUT_OF_PLACE if gone else OUT_OF_TIME
    return Candidate(one.unit, round(one.score * left, 3), (*one.reasons, told.format(year=year)))


def _out_of_years(what: str, begins: str | None, ends: str | None, year: int | None) -> str:
    if year and ends and year > int(ends[:4]):
        return f"no longer in {year}: {what} ended in {ends}"
    return f"not yet in {year}: {what} begins in {begins}" if year and begins and year < int(begins[:4]) else ""


def _alike(name: str, home: AdministrativeArea, year: int | None) -> list[Candidate]:
    """Bodies of the place whose names the written one is like, or shortens as others do; none of home's where the name
    says another place."""
    cleaned = prefixes.plain(name)
    area, words = _placed(cleaned, home, year)
    if area is None:
        return []
    found = [
        Candidate(f"{area.code}/{function.slug}", _SHORTENS, (f"shortens {form}, as other names do",))
        for form, function in shortening.meanings(words, year)
        if functions.possible(form, area)
    ]
    return found + _like_forms(fold(words), area)


def _placed(name: str, home: AdministrativeArea, year: int | None) -> tuple[AdministrativeArea | None, str]:
    """The area that a name begins with and what follows; home where it names none, no area where that is out of reach."""
    for at in range(min(len(name) - 2, prefixes.LONGEST), -1, -1):
        words, rest = name[:at], name[at:]
        if area := prefixes.area(words, home, year):
            return area, rest
        if prefixes.elsewhere(words, year) or (fold(rest) in functions.by_suffix() and places.bearing(words, year)):
            return None, rest
    return home, name


def _like_forms(words: str, area: AdministrativeArea) -> list[Candidate]:
    from rapidfuzz import fuzz, process

    forms = functions.by_suffix()
    near = process.extract(words, _forms(), scorer=fuzz.ratio, limit=8, score_cutoff=_LEAST)
    return [
        Candidate(f"{area.code}/{function.slug}", round(likeness / 100 * _ALIKE, 3), (f"looks like {form}",))
        for form, likeness, _ in near
        for function in _living(forms[form])
        if functions.possible(form, area)
    ]


def _living(found: Sequence[Function]) -> Sequence[Function]:
    return [function for function in found if function.existed(None)] or found


@lru_cache(maxsize=1)
def _forms() -> list[str]:
    return sorted(functions.by_suffix())


def code_named(place: str, year: int | None = None) -> str:
    """The code of the zone or the area that a person names.

    >>> code_named("临沂高新区"), code_named("临沂市")
    ('371300/高新区', '371300')
    """
    zone = place_below.named(prefixes.plain(place))
    return zone.code if zone and zone.code and zones.by_code(zone.code) else place_named(place, year).code


def place_named(place: str, year: int | None = None) -> AdministrativeArea:
    """The area that a person names by its code or name, as it was in a year where one is given; `QueryError` where the
    registry knows none, or several.

    >>> place_named("巢湖市").code, place_named("巢湖市", 2008).code, place_named("南京市鼓楼区").code
    ('340181', '341400', '320106')
    """
    words = prefixes.plain(place)
    if area := places.by_code(words, year) or places.by_name(words, None, year) or places.meant_by(words, None, year):
        return area
    if several := sorted({_described(one) for one in places.once_bearing(words) or places.bearing(words, year)}):
        raise QueryError(f"{place} is the name of several places; give the code: {', '.join(several)}")
    raise QueryError(f"no place {place} in the registry; give its full name, as in 青山市, or its GB/T 2260 code")


def _described(area: AdministrativeArea) -> str:
    """An area with its code, what it lies in, and the year it ended in: 320106 江苏省南京市鼓楼区."""
    above = "".join(one.name for one in reversed(places.ancestors(area.code)) if one.level != "nation")
    return f"{area.code} {above}{area.name}" + (f" (until {area.valid_to})" if area.valid_to else "")


def _told(one: Candidate) -> dict[str, Any]:
    unit: Unit = units.describe(one.unit)
    area = places.by_code(unit.place_code)
    kept = ("unit", "name", "full_name", "function", "kind", "level", "valid_from", "valid_to")
    told = {key: value for key, value in asdict(unit).items() if key in kept}
    return told | {"place": area.name if area else None, "score": one.score, "reasons": list(one.reasons)}


@lru_cache(maxsize=1)
def _attested_places() -> tuple[str, ...]:
    codes = (unit.partition("/")[0] for unit in departments.attested())
    return tuple(dict.fromkeys(code for code in codes if places.by_code(code)))
