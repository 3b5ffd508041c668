"""Which area goes on for one that ended: 章丘区 for 章丘市 (2016), 上城区 for 江干区 (2021).

Apart from `divisions`, which tells what stood when: a code of GB/T 2260 does not say what became of it. Three things do:
the changes since 2019 (`division_changes.csv`); before that the lists, where in one year an area ended and another of its
level and province began that bears its name (章丘市, 章丘区); and `division_successors.csv` for those that went into another
area or took another name (郫县, 郫都区). Of an area that was divided nothing is told.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from zeren.registry import divisions
from zeren.registry.csvtable import rows
from zeren.registry.divisions import Division

_WORD: Final = re.compile("(?<=..)(?:地区|[市县区旗盟])$")
_WHOLE: Final = frozenset({"upgrade", "transfer", "rename"})


class Succession(NamedTuple):
    """One area in place of another from a month or year on; `whole` where it is the same area under another code."""

    old: str
    new: str
    date: str
    whole: bool


@cache
def after() -> dict[str, Succession]:
    """What came after an area that ended, by its code; none for one that went to several.

    >>> after()["370181"]
    Succession(old='370181', new='370114', date='2016', whole=True)
    """
    told: dict[str, list[Succession]] = {}
    for one in (*_changed(), *_known(), *_alike()):
        told.setdefault(one.old, []).append(one)
    return {old: found[0] for old, found in told.items() if len({one.new for one in found}) == 1}


@cache
def before() -> dict[str, tuple[Succession, ...]]:
    """The areas that one took over from, by its code."""
    told: dict[str, list[Succession]] = {}
    for one in after().values():
        told.setdefault(one.new, []).append(one)
    return {new: tuple(found) for new, found in told.items()}


@cache
def begins(code: str) -> str | None:
    """When an area began by taking the place of others; None for one that was there before, or came of none.

    >>> begins("370114"), begins("330102")
    ('2016', None)
    """
    dates = [one.date for one in before().get(code, ()) if one.whole or one.date[:4] == str(_first_years().get(code))]
    return max(dates, default=None)


def _changed() -> Iterator[Succession]:
    for row in rows(__package__, "division_changes"):
        if row["kind"] in _WHOLE | {"merge"} and row["old_code"] != row["new_code"]:
            yield Succession(row["old_code"], row["new_code"], row["date"], row["kind"] in _WHOLE)


def _known() -> Iterator[Succession]:
    for row in rows(__package__, "division_successors"):
        yield Succession(row["old_code"], row["new_code"], row["date"], row["kind"] in _WHOLE)


def _alike() -> Iterator[Succession]:
    """Areas of the lists that ended for good and began again in the same year by the same name, or with another word."""
    standing = {one.code for one in divisions.known_since_2019()} | {row.old for row in _known()}
    gone = {one.code: one for one in divisions.ended_before_2019() if one.code not in standing}
    new = [one for one in _dated() if one.begins and one.begins == _first_years()[one.code]]
    for same in (_name, _stem):
        for old, code in _pairs(gone.values(), new, same):
            yield Succession(old.code, code, str(old.ends), True)
            del gone[old.code]
            new = [one for one in new if one.code != code]


def _pairs(gone: Iterable[Division], new: Iterable[Division], same: Callable[[str], str]) -> list[tuple[Division, str]]:
    """What ended and what began alike, where there is one of each."""
    ended: dict[tuple[str, ...], list[Division]] = {}
    begun: dict[tuple[str, ...], set[str]] = {}
    for one in gone:
        ended.setdefault((_kin(one.code), str(one.ends), same(one.name)), []).append(one)
    for one in new:
        begun.setdefault((_kin(one.code), str(one.begins), same(one.name)), set()).add(one.code)
    alike = ((olds, begun.get(key, set())) for key, olds in ended.items())
    return [(olds[0], min(codes)) for olds, codes in alike if len(olds) == len(codes) == 1]


def _kin(code: str) -> str:
    """The province and the level of an area."""
    return code[:2] + ("city" if code.endswith("00") else "county")


def _name(name: str) -> str:
    return name


def _stem(name: str) -> str:
    return _WORD.sub("", name)


@cache
def _dated() -> tuple[Division, ...]:
    """All areas of the lists under each of their names, with the years in which these came up."""
    begun = divisions.begun_before_2019()
    standing = (
        one._replace(begins=one.begins or begun.get((one.code, one.name))) for one in divisions.known_since_2019()
    )
    return (*standing, *divisions.ended_before_2019())


@cache
def _first_years() -> dict[str, int | None]:
    """The year in which a code came up; None for those that the first list has."""
    first: dict[str, int | None] = {}
    for one in _dated():
        first[one.code] = min(first[one.code] or 0, one.begins or 0) or None if one.code in first else one.begins
    return first
