"""What the styles of a Word file say: bold, black type, struck text, headings, numbers of paragraphs.

Apart from the reader, because each of these follows a chain of parents of its own. Bold is a toggle (ECMA-376,
17.7.3): the run decides, else paragraph style and character style, each of them along its chain of parents, cancel each
other out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from zeren.reading.faces import is_black

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST_STYLE = 20
"""How many parents of a style are asked."""

_OFF: Final = frozenset(("0", "false", "off", "none"))
_HEADING_STYLE: Final = re.compile(r"(?:heading|标题)\s*([1-9])|(title|标题)$", re.IGNORECASE)
_STRIKES: Final = (f"{W}strike", f"{W}dstrike")
_BOLD, _FONTS, _VANISH, _UNDERLINE, _VAL = f"{W}b", f"{W}rFonts", f"{W}vanish", f"{W}u", f"{W}val"


class Run(NamedTuple):
    """What the properties of a run say; None where they say nothing."""

    bold: bool | None = None
    black: bool | None = None
    style: str | None = None
    hidden: bool = False
    underlined: bool = False
    struck: bool | None = None


_PLAIN: Final = Run()


def run_look(properties: _Element | None) -> Run:
    """What run properties say by themselves."""
    if properties is None or not len(properties):
        return _PLAIN
    fonts = child_of(properties, _FONTS)
    family = None if fonts is None else fonts.get(f"{W}eastAsia") or None
    return Run(
        switch(child_of(properties, _BOLD)),
        None if family is None else is_black(family),
        value(properties, "rStyle"),
        bool(switch(child_of(properties, _VANISH))),
        bool(switch(child_of(properties, _UNDERLINE))),
        _any(switch(child_of(properties, tag)) for tag in _STRIKES),
    )


def _any(told: Iterable[bool | None]) -> bool | None:
    """Whether one of several is on; None where none is told."""
    known = [one for one in told if one is not None]
    return any(known) if known else None


def switch(element: _Element | None) -> bool | None:
    """Whether an element such as `<w:b/>` is on; None where there is none."""
    return None if element is None else is_on(element.get(_VAL, "1"))


def is_on(word: str | None) -> bool:
    return word is not None and word.lower() not in _OFF


def child_of(element: _Element, tag: str) -> _Element | None:
    """The first child with a tag; `find` makes a path of it first, which takes twice as long."""
    return next(element.iterchildren(tag), None)


@cache
def _path(path: str) -> str:
    return "/".join(W + part for part in path.split("/"))


def value(element: _Element, path: str) -> str | None:
    """The `w:val` of what stands at a path below an element."""
    found = element.find(_path(path)) if "/" in path else child_of(element, W + path)
    return None if found is None else found.get(_VAL, "")


def count(word: str | None, otherwise: int) -> int:
    return int(word) if word and word.isdecimal() and len(word) < 6 else otherwise


def outline_level(word: str) -> int:
    """The heading level of an outline level, of which 9 means body text."""
    return outline + 1 if (outline := count(word, 9)) < 9 else 0


class Styles:
    """What the styles of a document say."""

    def __init__(self, root: _Element | None) -> None:
        styles = () if root is None else root.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId"): style for style in styles}
        self._default = next((name for name, style in self._styles.items() if _is_default_paragraph(style)), None)
        defaults = run_look(None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._all_bold, self._all_black = bool(defaults.bold), bool(defaults.black)
        self._looks: dict[str | None, tuple[bool, bool | None]] = {}
        self._struck: dict[str | None, bool] = {}
        self._levels: dict[str | None, int] = {}
        self._numbered: dict[str | None, list[tuple[str | None, _Element]]] = {}

    def bold(self, paragraph: str | None, run: Run) -> bool:
        """Whether a run stands out: by weight, or by black type in a document that is not set in it."""
        bold, black = self._chain_look(paragraph or self._default)
        own_bold, own_black = self._chain_look(run.style) if run.style else (False, None)
        if (bold != own_bold or self._all_bold) if run.bold is None else run.bold:
            return True
        ground = bool(_either(self._chain_look(self._default)[1], self._all_black))
        return not ground and bool(_either(run.black, _either(own_black, black)))

    def _chain_look(self, name: str | None) -> tuple[bool, bool | None]:
        if name not in self._looks:
            looks = [run_look(style.find(f"{W}rPr")) for style in self._chain(name)]
            bold = next((look.bold for look in looks if look.bold is not None), False)
            self._looks[name] = bold, next((look.black for look in looks if look.black is not None), None)
        return self._looks[name]

    def struck(self, paragraph: str | None, run: Run) -> bool:
        """Whether a run is struck through, a toggle as bold is."""
        if run.struck is not None:
            return run.struck
        by_paragraph = self._strikes(paragraph or self._default)
        return by_paragraph != self._strikes(run.style) if run.style else by_paragraph

    def _strikes(self, name: str | None) -> bool:
        if name not in self._struck:
            looks = (run_look(style.find(f"{W}rPr")).struck for style in self._chain(name))
            self._struck[name] = next((look for look in looks if look is not None), False)
        return self._struck[name]

    def level(self, name: str | None) -> int:
        """The heading level of a paragraph style, 0 for other text."""
        if name not in self._levels:
            self._levels[name] = self._level(name)
        return self._levels[name]

    def _level(self, name: str | None) -> int:
        for style in self._chain(name):
            outline = value(style, "pPr/outlineLvl")
            if outline is not None:
                return outline_level(outline)
            match = _HEADING_STYLE.match(value(style, "name") or "")
            if match:
                return int(match.group(1) or 1)
        return 0

    def numbered(self, name: str | None) -> list[tuple[str | None, _Element]]:
        """The number properties of a style and its parents, each with the style's name."""
        if name not in self._numbered:
            found = ((style, style.find(f"{W}pPr/{W}numPr")) for style in self._chain(name or self._default))
            self._numbered[name] = [(style.get(f"{W}styleId"), number) for style, number in found if number is not None]
        return self._numbered[name]

    def _chain(self, name: str | None) -> Iterator[_Element]:
        for _ in range(DEEPEST_STYLE):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn")


def _either(first: bool | None, otherwise: bool | None) -> bool | None:
    return otherwise if first is None else first


def _is_default_paragraph(style: _Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0"))
