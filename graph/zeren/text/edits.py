"""Edits on a document's clean text that carry everything along: map to raw, blocks, cells, bold, problems.

Apart from the repairs, because each of them only says what to replace; how positions move is one matter for all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from zeren.model import Block, Cell, Document, Problem, Span

Edit: TypeAlias = tuple[int, int, str]
"""`[start, end)` of the clean text and what replaces it; edits are sorted and disjoint."""


def apply(document: Document, edits: Sequence[Edit]) -> Document:
    """The document with its clean text edited; empty blocks vanish with their line, `simplified` follows."""
    if not edits:
        return document
    text = document.text.edited(edits)
    move = Moves(edits)
    blocks = tuple(_moved_block(block, move) for block in document.blocks)
    bold, underlined = (
        tuple(span for old in spans if (span := move.span(old))[0] < span[1])
        for spans in (document.bold, document.underlined)
    )
    problems = tuple(Problem(p.kind, move.span(p.span), p.message) for p in document.problems)
    made = replace(
        document, text=text, simplified=text.text, blocks=blocks, bold=bold, underlined=underlined, problems=problems
    )
    return _without_empty_blocks(made)


def _without_empty_blocks(document: Document) -> Document:
    """Drop blocks with nothing left in them, each with the line end that parted it from its neighbour."""
    kept = tuple(block for block in document.blocks if block.span[0] < block.span[1])
    if len(kept) == len(document.blocks):
        return document
    first = kept[0].span[0] if kept else 0
    empty = (block.span[0] for block in document.blocks if block.span[0] == block.span[1])
    breaks = [(at, at + 1, "") if at < first else (at - 1, at, "") for at in empty if kept]
    return apply(replace(document, blocks=kept), breaks)


class Moves:
    """Where positions of a text lie after edits.

    >>> Moves([(2, 4, ""), (6, 7, "人民")]).span((0, 10))
    (0, 9)
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts = [start for start, _, _ in edits]
        self._edits = edits
        self._shifts = [0]
        for start, end, new in edits:
            self._shifts.append(self._shifts[-1] + len(new) - (end - start))

    def span(self, span: Span) -> Span:
        """A span after the edits; one that cuts into a replaced run takes the whole replacement."""
        start, end = span
        if start == end:
            return (at := self._position(start, False)), at
        return self._position(start, False), self._position(end, True)

    def _position(self, at: int, is_end: bool) -> int:
        index = bisect_right(self._starts, at - 1 if is_end else at) - 1
        if index < 0:
            return at
        start, end, new = self._edits[index]
        if at >= end:
            return at + self._shifts[index + 1]
        inside = start + self._shifts[index]
        if len(new) == end - start:
            return inside + at - start
        return inside + (len(new) if is_end else 0)


def _moved_block(block: Block, move: Moves) -> Block:
    return replace(block, span=move.span(block.span), cells=tuple(_moved_cell(cell, move) for cell in block.cells))


def _moved_cell(cell: Cell, move: Moves) -> Cell:
    return replace(cell, span=move.span(cell.span))
