"""Units that stand in a header, for the plain numbers below it: 12 under 新建(所) is 12所.

Apart, because a workbook keeps number and unit in two cells; a reader of it sees them together, and so does the text
that is made of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

_UNIT: Final = re.compile(r"[(（]\s*+(?:单位\s*+[:：]?+)?\s*+([\u4e00-\u9fff/]{1,6}|[%％])\s*[)）]\s*$")
_PLAIN: Final = re.compile(r"General|@|[#0,]*0(?:\.[0#]+)?(?:_.)*")
LONGEST_HEADER = 30
"""How long a header may be."""


class HeaderUnits:
    """The units of one sheet's headers, by column and row."""

    def __init__(self, cells: Mapping[tuple[int, int], Cell]) -> None:
        self._rows: defaultdict[int, list[int]] = defaultdict(list)
        self._units: dict[tuple[int, int], str] = {}
        for (row, column), cell in cells.items():
            if isinstance(cell.value, str) and (unit := unit_of(cell.value)):
                self._rows[column].append(row)
                self._units[row, column] = unit

    def below(self, cell: Cell) -> str:
        """The unit that the nearest header above gives to a plain number, empty where there is none."""
        rows = self._rows.get(cell.column)
        if not rows or isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
            return ""
        above = bisect_left(rows, cell.row)
        return self._units[rows[above - 1], cell.column] if above and _PLAIN.fullmatch(cell.number_format) else ""


def unit_of(header: str) -> str:
    """The unit in the bracket that closes a header, empty where it is none.

    >>> unit_of("计划投资(单位:万元)"), unit_of("责任单位(牵头)"), unit_of("完成率（%）")
    ('万元', '', '%')
    """
    from zeren.language.measure_words import at

    if len(header) > LONGEST_HEADER or not header.rstrip().endswith((")", "）")):
        return ""
    found = _UNIT.search(header)
    if not found:
        return ""
    unit = found.group(1).replace("％", "%")
    word = at(unit.replace("万", "", 1).replace("亿", "", 1) if len(unit) > 1 else unit, 0)
    return unit if unit == "%" or (word and word.kind != "time") else ""
