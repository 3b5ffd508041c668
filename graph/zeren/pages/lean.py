"""The same picture in fewer characters: what every mark repeats is said once by its group, and no number is finer than an eye.

Apart from `drawing`, because this knows SVG alone. A map of a thousand cells names its font a thousand times as Vega
writes it; a page that holds it is several times as long as it need be.
"""

from __future__ import annotations

from re import Match
from re import compile as pattern
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_OF_TEXT: Final = ("font-family", "font-size", "font-weight", "text-anchor")
_OF_ALL: Final = ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity")
_EMPTY: Final = {"opacity": "1", "pointer-events": "none", "stroke-miterlimit": "10"}
_DRAWN: Final = ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height")
_SHADES: Final = ("fill-opacity", "opacity", "stroke-opacity")
_FINE: Final = pattern(r"-?(?<!\d)\d+\.\d{2,}(?:e-?\d+)?")


def lean(drawing: str) -> str:
    """SVG text that looks and reads the same, without repetition."""
    from lxml import etree

    root = etree.fromstring(drawing.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for it in list(root.iter("{*}path")):
        if it.get("display") == "none" and (above := it.getparent()) is not None:
            above.remove(it)
    for it in root.iter():
        _shortened(it)
    for group in reversed(list(root.iter("{*}g"))):
        _gathered(group, list(group))
    return etree.tostring(root, encoding="unicode")


def _shortened(it: _Element) -> None:
    for name, value in _EMPTY.items():
        if it.get(name) == value:
            del it.attrib[name]
    for name in _DRAWN:
        if (told := it.get(name)) is not None:
            it.set(name, _FINE.sub(_rounded, told))
    for name in _SHADES:
        if (told := it.get(name)) is not None:
            it.set(name, f"{float(told):.3g}")


def _rounded(found: Match[str]) -> str:
    """A place to a tenth of a pixel.

    >>> _FINE.sub(_rounded, "M0.499999,-0.0001L17.25,-3.06")
    'M0.5,0L17.2,-3.1'
    """
    return f"{round(float(found[0]), 1) + 0.0:g}"


def _gathered(group: _Element, inside: list[_Element]) -> None:
    """What all within a group that can have it have alike, on the group."""
    for name in _OF_TEXT:
        _moved(group, [it for it in inside if _has_text(it)], name)
    for name in _OF_ALL:
        _moved(group, inside, name)


def _moved(group: _Element, inside: Iterable[_Element], name: str) -> None:
    held = list(inside)
    values = {it.get(name) for it in held}
    if len(values) != 1 or None in values or group.get(name) is not None:
        return
    group.set(name, str(values.pop()))
    for it in held:
        del it.attrib[name]


def _has_text(it: _Element) -> bool:
    return it.tag.endswith("}text") or next(it.iter("{*}text"), None) is not None
