"""What style sheets say about three things that change the meaning of a page: bold type, hidden text, struck text.

Apart from the HTML reader, because selectors and declarations are a language of their own. After CSS Selectors 4 and
CSS Fonts 4, of which it takes type, class and id selectors with descendants, `font-weight`, `font-family`, `font`,
`display` and `text-decoration`. Rules for paper or for narrow screens say nothing of what the page says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from zeren.reading.faces import is_black

BOLD_FROM = 600
"""The font weight from which type is called bold."""

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.S)
_STATEMENT: Final = re.compile(r"@(?:charset|import|namespace)\b[^;{}]*+;?", re.I)
_OTHER_MEDIA: Final = re.compile(
    r"@media\b(?!\s*(?:only\s+)?(?:screen|all)\s*\{)[^{};]{0,300}\{(?:[^{}]*\{[^{}]*\})*+[^{}]*\}", re.I
)
_RULE: Final = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_COMPOUND: Final = re.compile(r"([A-Za-z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_PART: Final = re.compile(r"([.#])([\w-]+)")
_FAMILY_IN_FONT: Final = re.compile(
    r"(?:^|\s)[\d.]+(?:px|pt|em|rem|%|cm|mm)\S{0,20}\s+(.+)|(?:small|large|medium)\S{0,20}\s+(.+)"
)
_WEIGHT_IN_FONT: Final = re.compile(r"(?:^|\s)(bold|bolder|[1-9]00)(?=\s)")


class Look(NamedTuple):
    """What a declaration block says; None where it says nothing."""

    bold: bool | None = None
    hidden: bool | None = None
    black: bool | None = None
    struck: bool | None = None

    def over(self, below: Look) -> Look:
        return Look(*(under if own is None else own for own, under in zip(self, below, strict=True)))


class Element(NamedTuple):
    """What selectors can see of an element."""

    name: str
    classes: frozenset[str] = frozenset()
    id: str = ""


class _Compound(NamedTuple):
    name: str
    classes: frozenset[str]
    id: str

    def matches(self, element: Element) -> bool:
        named = not self.name or self.name == element.name
        return named and (not self.id or self.id == element.id) and self.classes <= element.classes


class _Rule(NamedTuple):
    weight: tuple[int, int, int, int]
    path: tuple[_Compound, ...]
    look: Look


@dataclass
class Sheet:
    """The rules of a page's style sheets that say anything about bold, hidden or struck text, by the name they hang on."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)

    @classmethod
    def parse(cls, css: str) -> Sheet:
        sheet, order = cls(), 0
        for selectors, declarations in _RULE.findall(_plain(css)):
            look = declared(declarations)
            for selector in selectors.split(",") if look != Look() else ():
                path = _path(selector)
                if path:
                    order += 1
                    sheet.rules.setdefault(_key(path[-1]), []).append(_Rule(_weight(path, order), path, look))
        return sheet

    def look(self, element: Element, ancestors: Sequence[Element]) -> Look:
        """What all rules that match say together, the more specific and the later one first."""
        keys = ["*", element.name, *sorted(element.classes), element.id]
        matching = [
            rule
            for key in dict.fromkeys(keys)
            for rule in self.rules.get(key, ())
            if rule.path[-1].matches(element) and _inside(rule.path[:-1], ancestors)
        ]
        found = Look()
        for rule in sorted(matching, key=lambda rule: rule.weight):
            found = rule.look.over(found)
        return found


@lru_cache(maxsize=4096)
def declared(declarations: str) -> Look:
    """What `name: value; ...` says about bold, hidden, black and struck type.

    >>> declared("color:red; font-weight: 700")
    Look(bold=True, hidden=None, black=None, struck=None)
    """
    pairs = (part.partition(":") for part in declarations.lower().replace("!important", "").split(";"))
    values: Mapping[str, str] = {name.strip(): value.strip() for name, _, value in pairs}
    hidden = {"none": True, "": None}.get(values.get("display", ""), False)
    bold = _bold(values.get("font-weight", "")) if "font-weight" in values else _font(values)
    family = values.get("font-family") or _family(values.get("font", ""))
    lines = values.get("text-decoration", "") + values.get("text-decoration-line", "")
    struck = "line-through" in lines if lines else None
    return Look(bold, hidden, is_black(family) if family else None, struck)


def _plain(css: str) -> str:
    """A style sheet without comments, statements, and rules for other media than a screen."""
    return _OTHER_MEDIA.sub(" ", _STATEMENT.sub(" ", _COMMENT.sub(" ", css)))


def _family(font: str) -> str:
    found = _FAMILY_IN_FONT.search(font)
    return (found.group(1) or found.group(2)) if found else ""


def _font(values: Mapping[str, str]) -> bool | None:
    if "font" not in values:
        return None
    weight = _WEIGHT_IN_FONT.search(values["font"])
    return bool(_bold(weight.group(1))) if weight else False


def _bold(value: str) -> bool | None:
    if value in ("bold", "bolder"):
        return True
    if value in ("normal", "lighter"):
        return False
    return float(value) >= BOLD_FROM if value.isascii() and value.isdigit() else None


def _path(selector: str) -> tuple[_Compound, ...]:
    """The selector as compounds from outside in, empty where it is of a kind not taken here."""
    words = selector.replace(">", " ").split()
    parts = [_COMPOUND.fullmatch(word) for word in words]
    return tuple(_compound(part) for part in parts if part) if all(parts) else ()


def _compound(match: re.Match[str]) -> _Compound:
    parts = _PART.findall(match.group(2))
    name = (match.group(1) or "").lower()
    classes = frozenset(value for mark, value in parts if mark == ".")
    return _Compound("" if name == "*" else name, classes, next((value for mark, value in parts if mark == "#"), ""))


def _key(compound: _Compound) -> str:
    return compound.id or min(compound.classes, default="") or compound.name or "*"


def _weight(path: Sequence[_Compound], order: int) -> tuple[int, int, int, int]:
    """Specificity as CSS counts it, then the place in the sheet."""
    ids = sum(bool(part.id) for part in path)
    return ids, sum(len(part.classes) for part in path), sum(bool(part.name) for part in path), order


def _inside(path: Sequence[_Compound], ancestors: Sequence[Element]) -> bool:
    """Whether the compounds match some of the ancestors, in their order."""
    waiting = iter(ancestors)
    return all(any(part.matches(element) for element in waiting) for part in path)
