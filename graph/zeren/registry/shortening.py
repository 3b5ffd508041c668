"""Names of departments that no table lists, by rule: shortened (市文广新局) or joined from several matters (教育文旅局).

Apart from `functions`, whose forms are sure. A shortened name keeps the first character, the order of the others and
the word that it ends in; it counts if one function alone can be meant, of those alive that year. A joined name is the
body of its first matter, if all the others are matters of government too.
"""

import re
from functools import lru_cache
from typing import Final

from zeren.registry import functions
from zeren.registry.functions import Function, fold

_ENDS: Final = ("委", "局", "办", "部", "厅", "中心", "队", "会")
_JOINABLE: Final = ("委", "局", "厅")
_ALONE: Final = frozenset({"state-security"})
"""Functions that share no body with another: 安全环保局 is none of theirs."""
_LEAST: Final = 2
_LONGEST: Final = 14
_CLOSED: Final = frozenset({"government-department", "party-organ", "mass-organisation"})
_TEMPLATE: Final = re.compile(r"\{\w+\}")


def shortened(words: str, year: int | None) -> Function | None:
    """The one function whose name, without its place, a written name shortens.

    >>> shortened("文广新局", 2015).slug, shortened("神秘局", 2015), shortened("人局", 2015)
    ('culture-press', None, None)
    """
    found: dict[str, Function] = {}
    for full, function in meanings(words, year):
        found[full] = min(found.get(full, function), function, key=lambda one: one.valid_to is None)
    slugs = {function.slug: function for function in found.values()}
    return next(iter(slugs.values())) if len(slugs) == 1 else None


def meanings(words: str, year: int | None) -> list[tuple[str, Function]]:
    """Every name that a written one may shorten, in full, with its function."""
    stem, end = _parts(fold(words))
    if not _LEAST <= len(stem) <= _LONGEST:
        return []
    return [(full + end, function) for full, function in _opening(stem[0], end, year) if _keeps(stem, full)]


def joined(words: str, year: int | None) -> Function | None:
    """The function of the first matter of a name that joins several: 教育文旅局 is the education bureau.

    >>> joined("教育文旅局", 2021).slug, joined("教育神秘局", 2021)
    ('education', None)
    """
    stem, end = _parts(fold(words))
    if end not in _JOINABLE or not 4 <= len(stem) <= _LONGEST:
        return None
    matters = _matters(year)
    firsts = {matters[stem[:at]] for at in range(2, len(stem) - 1) if stem[:at] in matters and _all(stem[at:], year)}
    slugs = {function.slug: function for function in firsts if function.slug not in _ALONE}
    return next(iter(slugs.values())) if len(slugs) == 1 else None


def _all(stem: str, year: int | None) -> bool:
    """Whether a string is one matter of government after another."""
    matters = _matters(year, every=True)
    return not stem or any(stem[:at] in matters and _all(stem[at:], year) for at in range(2, len(stem) + 1))


def _parts(name: str) -> tuple[str, str]:
    end = next((end for end in _ENDS if name.endswith(end)), "")
    return (name.removesuffix(end), end) if end else ("", "")


def _keeps(short: str, full: str) -> bool:
    letters = iter(full)
    return len(short) < len(full) and all(letter in letters for letter in short)


@lru_cache(maxsize=4096)
def _opening(first: str, end: str, year: int | None) -> tuple[tuple[str, Function], ...]:
    """The stems of the forms that open and end alike, of functions alive in a year."""
    return tuple(
        (stem, function)
        for stem, ending, function in _stems()
        if stem[:1] == first and ending == end and function.kind in _CLOSED and function.existed(year)
    )


@lru_cache(maxsize=64)
def _matters(year: int | None, every: bool = False) -> dict[str, Function]:
    """Matters of government by the words for them: what a bureau's name says before 局, where one function has it;
    `every` tells those of other bodies too, which may stand second."""
    found: dict[str, list[Function]] = {}
    for stem, end, function in _stems():
        if (
            end in _JOINABLE
            and (every or function.kind == "government-department")
            and function.existed(year)
            and len(stem) > 1
        ):
            found.setdefault(stem, []).append(function)
    return {stem: made[0] for stem, made in found.items() if len({one.slug for one in made}) == 1}


@lru_cache(maxsize=1)
def _stems() -> tuple[tuple[str, str, Function], ...]:
    made: dict[tuple[str, str, str], Function] = {}
    for function in functions.table().values():
        for form in function.forms:
            stem, end = _parts(fold(_TEMPLATE.sub("", form)))
            if stem:
                made.setdefault((stem, end, function.slug), function)
    return tuple((stem, end, function) for (stem, end, _), function in made.items())
