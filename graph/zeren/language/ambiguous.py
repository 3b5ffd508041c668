"""Numbers with a unit that could be read in more than one way, and so are not read: 12 345套 behind a blank, 1.234.567万元.

Apart from the numbers that are read: `numerals` passes these over, and here they are told, so that nothing is lost in
silence. 新建3 200套 is none of them, since three digits behind a blank and a number behind a word are one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from zeren.language import measure_words
from zeren.language.numerals import DOUBTED, fold, read
from zeren.mapped import Span

_SHAPES: Final = re.compile(
    rf"""(?<![\d.,/])(?:
      {DOUBTED}  # 12 345: two columns, or one number
    | \d{{1,3}}(?:\.\d{{3}}){{2,8}}+(?![.\d])  # 1.234.567: thousands of other countries, or a section
    | \d{{1,3}}(?:,\d{{3}}){{0,8}},\d{{4,12}}+(?![,.\d])  # 1,2345: a slip, or two numbers
    | \d{{1,6}}(?:\.\d{{1,4}})?/10{{0,2}}(?=[万千])  # 10/10万: a rate by so many people
    )""",
    re.VERBOSE,
)
_AROUND = 8
"""How many characters beside a part tell what its first and last numbers are."""
_SCALE: Final = re.compile("[ ]?[万亿千]{0,2}[ ]?")


def find(text: str, start: int, end: int) -> Iterator[Span]:
    """Where such numbers stand in a part of a text, each with its unit where it has one."""
    before = max(0, start - _AROUND)
    folded, end = fold(text[before : end + _AROUND]), end - before
    for match in _SHAPES.finditer(folded, start - before, end):
        scale = _SCALE.match(folded, match.end(), end)
        after = scale.end() if scale else match.end()
        if after == match.end() and not measure_words.at(folded, after):
            continue
        numeral = read(folded, match.start())
        if numeral is None or numeral.end < match.end():
            yield before + match.start(), before + match.end() + len(folded[match.end() : after].rstrip())
