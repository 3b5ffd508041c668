"""The words around units in a duty field: labels, role words and the legends by which a document says who leads.

Apart, because both the splitting of units and the reading of roles must know them: for the one they are separators, for
the other they are the answer. The patterns are data (`data/duty_labels.csv`, `duty_words.csv`, `duty_legends.csv`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias, cast

from zeren.language.rules import rows, starting
from zeren.model import Span

MarkKind: TypeAlias = Literal["label", "after", "bracket", "with"]
"""A label governs what follows, a word `after` what precedes it, a bracketed word the unit it follows; `with` (会同)
makes what precedes it lead and what follows support."""

LegendEffect: TypeAlias = Literal["bold", "mark", "underline", "first", "unit-leads", "inherited", "none"]

_OPENING: Final = "(（〔[【"
_OPEN, _CLOSE = f"[{re.escape(_OPENING)}]", "[)）〕\\]】]"
_TIERS: Final = "省市县区"
_UNIT_BEGINS: Final = r"[省市县区各由并](?!级统)|有关|相关|其他|其它|团[省市县区]委|国网"
_BOUND: Final[dict[str, str]] = {
    "tight": rf"(?=\s*(?:$|[、，,；;。.：:/|]|{_OPEN}|{_CLOSE})|\s+\S)",
    "loose": rf"(?=\s*(?:$|[、，,；;。.：:/|]|{_OPEN}|{_CLOSE})|\s+\S|{_UNIT_BEGINS})",
}
_COLON: Final = r"(?:\s*[:：]|(?<=[位门体])(?:为|\s+)(?=[省市县区各]))\s*"
_LABEL_ENDS: Final = re.compile(r"[:：]|[位门体](?:为|\s)")
_WITH: Final = (
    r"(?:并)?(?:会同(?!县|分局)|(?<=[局委办厅院会部府团司心队社行处站所，,])会同(?=县(?!分局))|联合(?=[市县区省各]))"
)
"""会同县 is a county except behind a body or a comma."""


class Mark(NamedTuple):
    """A label or role word; `says` is a label's meaning or a word's role, `tier` the level that a label names."""

    kind: MarkKind
    says: str
    rule: str
    start: int
    end: int
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class Legend:
    """A remark by which the document says how to read its duty fields; `units` is the list inside it, `sign`
    the mark that it names, if any."""

    rule: str
    effect: LegendEffect
    start: int
    end: int
    units: Span | None = None
    sign: str | None = None


def legends(text: str, start: int = 0, end: int | None = None) -> list[Legend]:
    """The legends of a text with the brackets and 注: around them, in order.

    >>> [(x.rule, x.start, x.end) for x in legends("市民政局(字体加粗者为牵头部门,下同)")]
    [('legend-bold', 4, 19)]
    """
    found: list[Legend] = []
    for match in _legend_pattern().finditer(text, start, len(text) if end is None else end):
        row = _legend_rows()[_group(match)]
        units = match.span("units") if match["units"] else None
        sign = match["sign"] or match["sign_behind"]
        found.append(Legend(row["rule"], cast(LegendEffect, row["effect"]), match.start(), match.end(), units, sign))
    return found


def marks(text: str, start: int, end: int) -> list[Mark]:
    """The labels and role words of a field, in order and disjoint."""
    found = []
    labelled = _LABEL_ENDS.search(text, start, end) is not None
    for match in _mark_pattern(labelled).finditer(text, start, end):
        kind, says, rule = _meanings()[_group(match)]
        tier = match.group()[0] if kind == "label" and match.group()[0] in _TIERS else None
        found.append(Mark(kind, says, rule, match.start(), match.end(), tier))
    return found


def _group(match: re.Match[str]) -> int:
    return int(str(match.lastgroup)[1:])


@cache
def _legend_rows() -> list[dict[str, str]]:
    return rows("duty_legends")


@cache
def _legend_pattern() -> re.Pattern[str]:
    parts = [f"(?P<r{i}>{row['pattern']})" for i, row in enumerate(_legend_rows())]
    before = rf"(?:{_OPEN}\s*+)?(?:(?:备注|说明|注)\s*+[:：]?+\s*+)?(?:其中[，,:：]?)?"
    after = rf"(?:[，,；;。]?\s*(?:以)?下(?:均)?同)?[。.]?(?:\s*{_CLOSE})?"
    return re.compile(f"{starting(_legend_rows(), '备说注其' + _OPENING)}{before}(?:{'|'.join(parts)}){after}")


@cache
def _meanings() -> list[tuple[MarkKind, str, str]]:
    labels: list[tuple[MarkKind, str, str]] = [("label", row["label"], row["rule"]) for row in rows("duty_labels")]
    words = [(row["role"], row["rule"]) for row in rows("duty_words")]
    bracketed: list[tuple[MarkKind, str, str]] = [("bracket", says, rule) for says, rule in words]
    after: list[tuple[MarkKind, str, str]] = [("after", says, rule) for says, rule in words]
    return [*labels, *bracketed, *after, ("with", "support", "inline-with")]


@cache
def _mark_pattern(labelled: bool) -> re.Pattern[str]:
    """Labels and role words, or the words alone for the many fields without a colon."""
    first, tables = (0, ["duty_labels", "duty_words"]) if labelled else (len(rows("duty_labels")), ["duty_words"])
    parts = "|".join(f"(?P<r{i}>{part})" for i, part in enumerate(_mark_parts()) if i >= first)
    table = [row for name in tables for row in rows(name)]
    return re.compile(f"{starting(table, '作为是并会联' + _OPENING + _TIERS * labelled)}(?:{parts})")


def _mark_parts() -> Iterator[str]:
    """One pattern a meaning, in the order of `_meanings`."""
    for row in rows("duty_labels"):
        yield rf"(?:[{_TIERS}](?:级|直|本级)?)?(?:{row['pattern']})(?:{_OPEN}[^()（）]{{1,12}}{_CLOSE})?{_COLON}"
    for row in rows("duty_words"):
        yield rf"{_OPEN}\s*为?(?:{row['pattern']})(?:责任)?(?:单位|部门)?\s*{_CLOSE}"
    for row in rows("duty_words"):
        named = rf"(?:作为|为|是)(?:{row['pattern']})(?:责任)?(?:单位|部门)"
        yield rf"(?:{named}|(?:{row['pattern']})){_BOUND[row['bound']]}"
    yield _WITH
