"""Which units a name may mean: as written, in full, by an alias or abbreviation, with or without its city.

Apart from the registry, which says who a body of a known place is: here a name is looked for among the units that some
facts speak of, known or not, and a name that several cities share finds them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zeren.analysis.words import fold_query
from zeren.registry.functions import fold as fold_name
from zeren.registry.functions import readings

if TYPE_CHECKING:
    from zeren.facts import Tables

_TIERS: Final = "市县区省州盟旗"
_TIER: Final = re.compile(
    r"^(?:市(?!场|容|政(?:管理|公用|园林|设施|工程|局|集团|处|中心))|[县区](?!域)|[省州盟旗])(?=..)"
)
_LAST_WORD: Final = "局委办厅部联协处"
_ALIAS: Final = re.compile(r"^(?P<outer>[^各(][^(]{2,})\((?P<inner>[^()、]{2,}[局委办部会处心院])\)$")


@dataclass(frozen=True)
class Home:
    """Where a body belongs: the short name of its place and the word of its tier (临沂, 市)."""

    place: str | None = None
    tier: str | None = None


@dataclass(frozen=True)
class Name:
    """A unit's name taken apart: 临沂市卫健委 is the 卫健委 of a 市 called 临沂, and what it does is `health`."""

    core: str
    home: Home
    functions: frozenset[str] = frozenset()


def find_units(tables: Tables, name: str) -> list[str]:
    """The ids of the units that a name may mean, in id order; empty where none is of that name."""
    places, homes = known_places(tables), unit_homes(tables)
    asked = take_apart(name, places)
    return sorted(
        unit
        for unit, forms in unit_forms(tables).items()
        if any(_agree(asked, take_apart(form, places), homes[unit]) for form in forms)
    )


def take_apart(name: str, places: Mapping[str, Home]) -> Name:
    """The core, home and functions of a unit's name; `places` are the known places by short name.

    >>> take_apart("临沂市财政局", {"临沂": Home("临沂", "市")})
    Name(core='财政局', home=Home(place='临沂', tier='市'), functions=frozenset({'finance'}))
    """
    text = fold_query(name).removeprefix("中共")
    found = [(one.place_words, one.function.slug) for one in readings(text) if _is_place(one.place_words, places)]
    words = min((words for words, _ in found), key=len) if found else _leading_place(text, places)
    rest = text.removeprefix(words) if len(text) > len(words) else text
    return Name(fold_name(rest), _home(words, places), frozenset(slug for _, slug in found))


def unit_forms(tables: Tables) -> dict[str, list[str]]:
    """Every name of every unit that has a duty: as written, and as the registry calls it."""
    duties = tables["responsibilities"].drop_duplicates(["unit", "name"])
    forms: dict[str, dict[str, None]] = {unit: {} for unit in duties["unit"]}
    for unit, name, plain in duties[["unit", "name", "name_simplified"]].astype(object).itertuples(index=False):
        forms[unit] |= dict.fromkeys(_written([name, plain]))
    known = tables["units"][["unit", "name", "full_name", "aliases"]].astype(object)
    for unit, name, full, aliases in known[known["unit"].isin(forms)].itertuples(index=False):
        forms[unit] |= dict.fromkeys(_written([name, full, *(aliases.split("|") if isinstance(aliases, str) else [])]))
    return {unit: list(names) for unit, names in forms.items()}


def unit_homes(tables: Tables) -> dict[str, Home]:
    """Where each unit belongs: by the registry, else where the document that names it comes from."""
    codes = tables["documents"].set_index("document")["place_code"]
    first = tables["responsibilities"].drop_duplicates("unit").set_index("unit")["document"].map(codes)
    known = tables["units"].set_index("unit")["place_code"].dropna()
    by_code = _homes(tables)
    return {str(unit): by_code.get(str(known.get(unit, code)), Home()) for unit, code in first.items()}


def known_places(tables: Tables) -> dict[str, Home]:
    """The places of some facts by short name."""
    return {home.place: home for home in _homes(tables).values() if home.place}


def _homes(tables: Tables) -> dict[str, Home]:
    """Known places by code."""
    rows = tables["places"][["code", "name", "short_name"]].astype(str).itertuples(index=False)
    return {code: Home(short, name.removeprefix(short)[-1:] or None) for code, name, short in rows}


def _is_place(words: str, places: Mapping[str, Home]) -> bool:
    return not words or words in places or (words[-1] in _TIERS and words[0] != "各")


def _leading_place(text: str, places: Mapping[str, Home]) -> str:
    """The words for the place that open a name of no known function."""
    known = next((text[:n] for n in (4, 3, 2) if text[:n] in places and text[0] not in _TIERS), "")
    tier = _TIER.match(text[len(known) :])
    return known + (tier[0] if tier else "")


def _home(words: str, places: Mapping[str, Home]) -> Home:
    if words in places:
        return places[words]
    return Home(words[:-1] or None, words[-1]) if words else Home()


def _agree(asked: Name, name: Name, home: Home) -> bool:
    """Whether a name may be the one asked for: same body, and no word of place or tier that says otherwise."""
    place, tier = name.home.place or home.place, name.home.tier or home.tier
    return (
        (_same_core(asked.core, name.core) or bool(asked.functions & name.functions))
        and (asked.home.place is None or place is None or asked.home.place == place)
        and (asked.home.tier is None or tier is None or asked.home.tier == tier)
    )


def _same_core(asked: str, core: str) -> bool:
    """Whether two cores are equal, or the one asked for lacks the last word only (民政 for 民政局)."""
    return core == asked or (core[:-1] == asked and core[-1] in _LAST_WORD)


def _written(names: Iterable[object]) -> list[str]:
    """Names as they may be asked for: the whole, and each half of one with an alias in brackets."""
    made: list[str] = []
    for name in names:
        if isinstance(name, str) and name:
            alias = _ALIAS.match(fold_query(name))
            made += [name, alias["outer"], alias["inner"]] if alias else [name]
    return made
