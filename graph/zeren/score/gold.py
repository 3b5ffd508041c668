"""Right answers: what people found in a document, each fact with its place in the raw text.

Apart from scoring, because annotations come in a looser form than our own facts: a measure may be known only by its
first words, a figure only by its quote, and some are marked as parts, as unclear or as cut off, so that nobody is
blamed for them.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from zeren.errors import UnreadableDocument
from zeren.model import Span

GoldRole: TypeAlias = Literal["lead", "support"]

_PLAIN: Final = str.maketrans({"。": ".", "、": ",", "·": None, "・": None})
_UNSCORED: Final = ("optional", "breakdown", "milestone", "ambiguous")


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A target or result; `scored` is false for parts and unclear figures, which may be found or not."""

    quote: str
    span: Span | None
    indicator: str
    comparator: str | None
    value: float | None
    value_max: float | None
    unit: str | None
    deadline: str | None
    undated: bool
    scored: bool


@dataclass(frozen=True, slots=True)
class GoldPoint:
    """A dated point without a number."""

    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class GoldUnit:
    """A unit by its names (as written, simplified), plain; who carries out a measure counts as support."""

    names: tuple[str, str]
    role: GoldRole


@dataclass(frozen=True, slots=True)
class GoldMeasure:
    """A measure; `core` is the part of its span that is known word for word, `basis` what its leads rest on."""

    starts_with: str
    span: Span | None
    core: Span | None
    units: tuple[GoldUnit, ...]
    basis: str | None
    partial: bool
    ambiguous: bool
    targets: tuple[GoldFigure, ...]
    milestones: tuple[GoldPoint, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    measures: tuple[GoldMeasure, ...]
    results: tuple[GoldFigure, ...]


def answers(folder: Path) -> dict[str, dict[str, Any]]:
    """The right answers of a folder by the name of their document; other JSON files are passed over."""
    found = {path.stem: _loaded(path) for path in sorted(folder.glob("*.json"))}
    return {name: noted for name, noted in found.items() if isinstance(noted, dict) and "measures" in noted}


def placed(noted: Mapping[str, Any], text: str) -> Gold:
    """An annotation with every fact at its place in the raw text of its document.

    A measure that is known by its first words reaches to where the next one starts. `KeyError` names what is missing.
    """
    words = _Words(text)
    cores = list(_cores(noted["measures"], words))
    starts = sorted(core[0] for core in cores if core)
    measures = (_measure(m, core, starts, words) for m, core in zip(noted["measures"], cores, strict=True))
    return Gold(tuple(measures), tuple(_figure(f, words) for f in noted.get("results") or ()))


def plain(words: str | None) -> str:
    """Words without white space, width and kind of marks, for comparison.

    >>> plain("市财政局 （国资委）、")
    '市财政局(国资委),'
    """
    return "".join(unicodedata.normalize("NFKC", words or "").translate(_PLAIN).split())


def _loaded(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableDocument(f"{path}: not JSON in UTF-8: {error}") from error


class _Words:
    """A text by its plain characters, each with the raw character it comes from."""

    def __init__(self, text: str) -> None:
        pairs = [(one, at) for at, character in enumerate(text) for one in plain(character)]
        self.flat = "".join(one for one, _ in pairs)
        self.back = [at for _, at in pairs]
        self.end = len(text)

    def find(self, words: str, start: int = 0) -> Span | None:
        """The first place of some words from `start` on, else anywhere."""
        wanted = plain(words)
        if not wanted:
            return None
        at = self.flat.find(wanted, bisect_left(self.back, start))
        at = self.flat.find(wanted) if at < 0 else at
        return None if at < 0 else (self.back[at], self.back[at + len(wanted) - 1] + 1)


def _cores(measures: Iterable[Mapping[str, Any]], words: _Words) -> Iterable[Span | None]:
    at = 0
    for measure in measures:
        core = _span(measure)
        if core is None:
            core = words.find(measure["starts_with"], at)
            at = core[1] if core else at
        yield core


def _measure(m: Mapping[str, Any], core: Span | None, starts: Sequence[int], words: _Words) -> GoldMeasure:
    span = _span(m)
    if span is None and core:
        after = bisect_left(starts, core[0] + 1)
        span = core[0], starts[after] if after < len(starts) else words.end
    return GoldMeasure(
        starts_with=m["starts_with"],
        span=span,
        core=core,
        units=tuple(chain(_units(m, "lead"), _units(m, "support"))),
        basis=m.get("role_source"),
        partial=bool(m.get("partial")),
        ambiguous=bool(m.get("ambiguous")),
        targets=tuple(_figure(f, words, core[0] if core else 0, m.get("partial")) for f in m.get("targets") or ()),
        milestones=tuple(GoldPoint(p["quote"], span) for p in m.get("milestones") or () if (span := _span(p))),
    )


def _units(m: Mapping[str, Any], role: GoldRole) -> Iterable[GoldUnit]:
    written = m.get(role) or []
    for name, simplified in zip(written, m.get(f"{role}_simplified") or written, strict=False):
        yield GoldUnit((plain(name), plain(simplified)), role)


def _figure(f: Mapping[str, Any], words: _Words, start: int = 0, partial: bool | None = False) -> GoldFigure:
    return GoldFigure(
        quote=f["quote"],
        span=_span(f) or words.find(f["quote"], start),
        indicator=plain(f.get("indicator")),
        comparator=f.get("comparator"),
        value=f.get("value"),
        value_max=f.get("value_max"),
        unit=f.get("unit"),
        deadline=f.get("deadline"),
        undated="deadline_source" in f and f["deadline_source"] != "relative",
        scored=not partial and not any(f.get(mark) for mark in _UNSCORED),
    )


def _span(of: Mapping[str, Any]) -> Span | None:
    if not of.get("span"):
        return None
    start, end = of["span"]
    return start, end
