"""Quantities without a number: everything (全覆盖, 全部纳入) and nothing left (动态清零).

Apart from quantities, because these are a short list of sure words and no grammar. A word is `weak` where nothing in
its clause says that it is to be reached: 按照全覆盖的要求 is a principle, 实现全覆盖 a target.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from zeren.language.rules import rows, starting

_CLAUSE: Final = 24
_ENDS: Final = re.compile(r"[,，。;；:：!！?？\n|]")
_CLOSED: Final = re.compile(r"[,，。;；)）\n\t|]|$")
_FOR_HOW_MANY: Final = re.compile(
    r"^(?!.*(?:坚持|按照|要求|推行|原则|理念)).*(?:\d ?[万余多]?(?:个|家|所|户|人|名|条)|[各每][个县市区乡镇街村社学医]|所有)"
)
_REACHED: Final = re.compile("实现|达到|做到|确保|完成|基本|推动|推进|保持|全面|全部|率|已|将|力争|争取|全[市县区]")


@dataclass(frozen=True, slots=True)
class Whole:
    """`zero` tells 清零 from 全覆盖."""

    start: int
    end: int
    rule: str
    zero: bool
    weak: bool


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    table = rows("wholes")
    words = "|".join(f"(?P<{row['rule']}>{row['pattern']})" for row in table)
    pattern = re.compile(f"{starting(table)}(?:{words})")
    return pattern, {row["rule"]: row for row in table}


def find(text: str, start: int = 0, end: int | None = None) -> list[Whole]:
    """All sure words for everything or nothing, in order."""
    pattern, table = _patterns()
    found = []
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        row = table[str(match.lastgroup)]
        weak = row["sure"] == "no" or (row["sure"] == "verb" and not _reached(text, *match.span()))
        found.append(Whole(match.start(), match.end(), str(match.lastgroup), row["zero"] == "yes", weak))
    return found


def _reached(text: str, at: int, end: int) -> bool:
    """Whether a verb tells that it is to be reached, or the clause ends in it and says for how many: 88个乡镇全覆盖."""
    before = text[max(0, at - _CLAUSE) : at]
    ends = [match.end() for match in _ENDS.finditer(before)]
    clause = before[ends[-1] if ends else 0 :]
    if _REACHED.search(clause):
        return True
    return _CLOSED.match(text, end) is not None and _FOR_HOW_MANY.search(clause) is not None
