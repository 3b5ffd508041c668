"""The numbers that Word itself puts before paragraphs, and into the empty cells of a column of numbers.

Apart from the reader, because they stand nowhere in the text: each is counted anew from the lists of the document
(ECMA-376, 17.9), with the levels above it and the ways of writing a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zeren.reading.styles import Styles, W, count, value

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LEVEL = 9
"""How many levels a list may have."""

_PLACE: Final = re.compile(r"%([1-9])")
_DIGITS: Final = "〇一二三四五六七八九"
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE: Final = frozenset(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"))
_WIDE: Final = re.compile(r"[^\x00-\u2e7f]$")


class Numbers:
    """Counts the numbered paragraphs of a document as they go by."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, tuple[str, dict[int, _Element], dict[int, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: _Element) -> None:
        abstract = {list_.get(f"{W}abstractNumId", ""): _levels(list_) for list_ in root.findall(f"{W}abstractNum")}
        for num in root.findall(f"{W}num"):
            name, base = num.get(f"{W}numId", ""), value(num, "abstractNumId") or ""
            own = num.findall(f"{W}lvlOverride")
            starts = {count(o.get(f"{W}ilvl"), 0): count(value(o, "startOverride"), -1) for o in own}
            changed = {at: level for o in own for at, level in _levels(o).items()}
            levels = abstract.get(base, {}) | changed
            self._lists[name] = base, levels, {at: start for at, start in starts.items() if start >= 0}

    def before(self, paragraph: _Element, style: str | None) -> str:
        """The number of a paragraph with what parts it from the text; empty where there is none."""
        if not self._lists:
            return ""
        name, at = self._place(paragraph, style)
        if name not in self._lists or at >= MAX_LEVEL:
            return ""
        base, levels, starts = self._lists[name]
        counts = self._counts.setdefault(base, [-1] * MAX_LEVEL)
        if name not in self._begun:
            self._begun.add(name)
            for level, start in starts.items():
                counts[level] = start - 1
        for upper in range(at):
            counts[upper] = max(counts[upper], _start(levels.get(upper))) if counts[upper] < 0 else counts[upper]
        counts[at] = counts[at] + 1 if counts[at] >= 0 or at in starts else _start(levels.get(at))
        counts[at + 1 :] = [-1] * (MAX_LEVEL - at - 1)
        return _written(levels, at, counts)

    def _place(self, paragraph: _Element, style: str | None) -> tuple[str, int]:
        """The list and level that a paragraph belongs to, by itself or by its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None and (name := value(own, "numId")) is not None:
            return name, count(value(own, "ilvl"), 0)
        for style_name, properties in self._styles.numbered(style):
            name = value(properties, "numId")
            if name is None:
                continue
            levels = self._lists[name][1] if name in self._lists else {}
            linked = next((at for at, level in levels.items() if value(level, "pStyle") == style_name), 0)
            return name, count(value(properties, "ilvl"), linked)
        return "", 0


def _levels(parent: _Element) -> dict[int, _Element]:
    return {count(level.get(f"{W}ilvl"), 0): level for level in parent.findall(f"{W}lvl")}


def _start(level: _Element | None) -> int:
    return 1 if level is None else count(value(level, "start"), 1)


def _written(levels: dict[int, _Element], at: int, counts: list[int]) -> str:
    level = levels.get(at)
    if level is None or value(level, "numFmt") in ("none", "bullet"):
        return ""

    def number(match: re.Match[str]) -> str:
        upper = int(match.group(1)) - 1
        form = value(levels[upper], "numFmt") if upper in levels else "decimal"
        return written(max(counts[upper], 0), form or "decimal")

    text = _PLACE.sub(number, value(level, "lvlText") or "")
    parted = value(level, "suff") == "nothing" or not text or _WIDE.search(text)
    return text if parted else text + " "


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; those that plans never use are written in digits.

    >>> written(12, "chineseCounting"), written(3, "decimalEnclosedCircle"), written(2, "upperLetter"), written(4, "x")
    ('十二', '③', 'B', '4')
    """
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    if form in ("upperRoman", "lowerRoman") and 0 < number < 40:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    made = ""
    for worth, sign in _ROMAN:
        made += sign * (number // worth)
        number %= worth
    return made
