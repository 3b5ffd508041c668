"""Where things stand in a drawn graph: columns of labels that never overlap, ordered so that few lines cross.

No force layout: it moves with chance, and past some fifty nodes it is a hairball. A column keeps its order from its
neighbours' places (the barycentre rule of layered drawing: Sugiyama, Tagawa and Toda 1981).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

_CLOSING = "、，。；：！？）》」』】〕”’,.;:!?)]"  # these never begin a line


def width(text: str) -> int:
    """Columns that a text takes: a Chinese character two, a Latin letter one.

    >>> width("市教育局A")
    9
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def wrapped(text: str, columns: int, lines: int = 1) -> str:
    """The beginning of a text on at most so many lines; a dot row tells that more follows.

    Control and direction signs are left out: on a canvas they could turn the words of other labels.

    >>> wrapped("新建改扩建幼儿园32所", 10, 2)
    '新建改扩建\\n幼儿园32所'
    >>> wrapped("新建改扩建幼儿园32所", 10)
    '新建改扩…'
    """
    room = columns * lines + 1  # signs that could ever be shown
    made: list[str] = []
    line, taken = "", 0
    for sign in " ".join(_visible(text[: 4 * room]).split())[:room]:
        wide = width(sign)
        if taken + wide > columns and sign not in _CLOSING:
            if len(made) + 1 == lines:
                return "\n".join([*made, _cut(line, columns)])
            made.append(line)
            line, taken = "", 0
        line, taken = line + sign, taken + wide
    return "\n".join([*made, line])


def spread(order: Sequence[Key], x: int, step: int, height: int) -> dict[Key, tuple[int, int]]:
    """A column of things in the middle of a height which it fills, at least `step` apart."""
    wide = max(step, (height - 2 * step) // max(len(order) - 1, 1))
    top = (height - wide * (len(order) - 1)) // 2
    return {key: (x, top + wide * i) for i, key in enumerate(order)}


def by_neighbours(
    keys: Iterable[Key], links: Iterable[tuple[Key, Hashable, int]], at: Mapping[Hashable, int]
) -> list[Key]:
    """Keys in the order of their neighbours' weighted mean place; those without any come last, each tie as given."""
    weight: dict[Key, int] = {}
    pull: dict[Key, int] = {}
    for key, neighbour, count in links:
        weight[key] = weight.get(key, 0) + count
        pull[key] = pull.get(key, 0) + count * at[neighbour]
    return sorted(keys, key=lambda key: (key not in weight, pull[key] / weight[key] if key in weight else 0))


def _visible(text: str) -> str:
    return "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf"))


def _cut(line: str, columns: int) -> str:
    while line and width(line) > columns - 2:
        line = line[:-1]
    return line + "…"
