"""What each line is among the lines of items: labels, words with duties behind them, a heading, or plain words.

Apart from the reading of items, which puts the lines together: here each line is told by itself, and a heading by
what stands under its like. Where the headings of one style have labels under them and nothing else, each is an item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from zeren.language.brackets import brackets, duty_brackets
from zeren.language.labels import DUTIES, Segment, meaning, segments
from zeren.language.leading import LineKind
from zeren.language.lines import DEPTH, SECTIONS, Line
from zeren.model import Span


class Marks(NamedTuple):
    """What of a line speaks of duties: its labels outside of brackets, else its brackets; and what kind that makes it."""

    labels: Sequence[Segment]
    brackets: Sequence[tuple[Span, Span]]
    kind: LineKind


def marked(text: str, lines: Sequence[Line]) -> tuple[list[Line], dict[int, Marks]]:
    """What each line speaks of, by its index, and the lines themselves with the headings that are items told as such."""
    marks = {line.index: _marks(text, line) for line in lines}
    items = _heading_items(lines, kinds_of(lines, marks))
    told = [replace(line, heading=False, level=0) if line.index in items else line for line in lines]
    return told, marks | dict.fromkeys(items, Marks((), (), "body"))


def _marks(text: str, line: Line) -> Marks:
    if labels := _free_labels(text, line):
        return Marks(labels, (), "label" if labels[0].label[0] - line.span[0] <= 3 else "own")
    if found := duty_brackets(text, line.span):
        words = found[0][0][0] - line.span[0] + line.span[1] - found[-1][0][1]
        return Marks((), found, "label" if words <= 3 else "own")
    if _is_aside(text, line):
        return Marks((), (), "aside")
    if meaning(line.text) in DUTIES:
        return Marks((), (), "label")
    return Marks((), (), "section" if is_section(line) else "body")


def kinds_of(lines: Sequence[Line], marks: Mapping[int, Marks]) -> list[LineKind]:
    """What each line is beside the labels; a value belongs to the label that stands alone above it."""
    kinds: list[LineKind] = []
    alone = False
    for line in lines:
        own = marks[line.index]
        kinds.append("label" if alone else own.kind)
        alone = not alone and own.kind == "label" and not own.labels and not own.brackets
    return kinds


def _heading_items(lines: Sequence[Line], kinds: Sequence[LineKind]) -> set[int]:
    """The headings of runs of one style under which labels stand and nothing else.

    What follows the last heading of all may close the document, so that it only tells up to the first plain line.
    """
    heads = [at for at, kind in enumerate(kinds) if kind == "section"]
    under = {at: kinds[at + 1 : end] for at, end in pairwise(heads)}
    if heads:
        under[heads[-1]] = kinds[heads[-1] + 1 : _closing(lines, kinds, heads[-1])]
    runs = [list(group) for _, group in groupby(heads, key=lambda at: _style(lines[at]))]
    runs = [run for run in runs if all(set(under[at]) <= {"label", "aside"} for at in run)]
    sure = {_style(lines[at]) for run in runs for at in run if at != heads[-1] and "label" in under[at]}
    labelled = [run for run in runs if _style(lines[run[0]]) in sure and any("label" in under[at] for at in run)]
    return {lines[at].index for run in labelled for at in run}


def _style(line: Line) -> tuple[str | None, int]:
    return line.numbering, line.level


def _closing(lines: Sequence[Line], kinds: Sequence[LineKind], after: int) -> int:
    """Where the first plain line without a number stands behind a line."""
    rest = range(after + 1, len(lines))
    return next((at for at in rest if kinds[at] == "body" and lines[at].numbering is None), len(lines))


def item_styles(lines: Sequence[Line], kinds: Sequence[LineKind]) -> frozenset[str]:
    """The numberings in which an item with duties of its own is followed by the next one right away.

    Where that is so, several lines of such a number are several items, though only the last of them has duties.
    """
    found: set[str] = set()
    above: list[str] = []
    closed: str | None = None
    for line, kind in zip(lines, kinds, strict=True):
        if kind in ("own", "body") and line.numbering:
            found |= {line.numbering} & {closed}
            above, closed = [*above, line.numbering], None
        if kind in ("own", "label") and above:
            above, closed = [], above[0] if len(above) == 1 else None
        elif kind == "section":
            above, closed = [], None
    return frozenset(found)


def is_section(line: Line) -> bool:
    """Whether a line is a heading over several items."""
    return bool((line.heading and line.numbering in SECTIONS) or line.level)


def depth_of(line: Line) -> int:
    return line.level if line.numbering is None else 10 + DEPTH[line.numbering]


def _free_labels(text: str, line: Line) -> list[Segment]:
    """Labels of a line that stand outside of brackets and speak of duties or deadlines."""
    inside = [outer for outer, _ in brackets(text, line.span)]
    free = [s for s in segments(text, line.span) if not any(a < s.label[0] and s.label[1] < b - 1 for a, b in inside)]
    return free if any(s.role in DUTIES or s.role == "deadline" for s in free) else []


def _is_aside(text: str, line: Line) -> bool:
    """Whether a line only tells a person, a progress or a remark, which no measure says."""
    first = next(iter(segments(text, line.span)), None)
    return first is not None and first.label[0] - line.span[0] < 3 and first.role in ("person", "progress", "other")
