"""The page of `zeren check`: all findings, each with a link to its cell in the document as it was read.

One file with everything inside, since people send it to each other: no script, and the style by its hash. It is of one
language, because without a script nothing could switch it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePath
from typing import Final, TypeAlias

from zeren.finding import SEVERITIES, Finding, Lang, Severity, column_letters
from zeren.model import Block, Document
from zeren.pages.html import render_alone

_Key: TypeAlias = tuple[str | None, int | None, int | None, int | None]
"""A cell by sheet, table, row and column (from 1), a paragraph by its number in the last place alone."""
_GRAVEST: Final = tuple(SEVERITIES)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell or paragraph as shown, with the findings in it; `ditto` is the rest of a merged cell."""

    text: str = ""
    ditto: bool = False
    header: bool = False
    anchor: str = ""
    severity: Severity | None = None
    numbers: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its rows by printed number, or a paragraph."""

    paragraph: Box | None = None
    sheet: str | None = None
    table: int | None = None
    columns: Sequence[str] = ()
    rows: Sequence[tuple[int | None, Sequence[Box]]] = field(default=())


def page(document: Document, findings: Sequence[Finding], lang: Lang = "zh") -> str:
    """The whole page of one document's findings."""
    keys = [_key(document, finding) for finding in findings]
    anchors = {key: f"c{n}" for n, key in enumerate(dict.fromkeys(key for key in keys if key), 1)}
    return render_alone(
        "findings.html",
        lang,
        ("zeren.css", "findings.css"),
        name=PurePath(document.path).name,
        counts=[(name, Counter(one.severity for one in findings)[name]) for name in SEVERITIES],
        findings=[
            (n, one, anchors[key] if key else None) for n, (one, key) in enumerate(zip(findings, keys, strict=True), 1)
        ],
        parts=list(_parts(document, _marks(findings, keys, anchors))),
    )


def _key(document: Document, finding: Finding) -> _Key | None:
    """The cell or paragraph that a finding is about; None where it is about the whole document."""
    at = finding.position
    if at.row is not None:
        return at.sheet, at.table, at.row, at.column or 1
    if finding.span == (0, 0):
        return None
    starts = [document.text.raw_span(block.span)[0] for block in document.blocks]
    return None, None, None, bisect_right(starts, finding.span[0]) - 1


def _marks(findings: Sequence[Finding], keys: Sequence[_Key | None], anchors: Mapping[_Key, str]) -> dict[_Key, Box]:
    """For each cell with findings an empty box that has their numbers and the gravest of their severities."""
    found: dict[_Key, list[int]] = {}
    for n, key in enumerate(keys, 1):
        if key:
            found.setdefault(key, []).append(n)
    worst = {key: min((findings[n - 1].severity for n in ns), key=_GRAVEST.index) for key, ns in found.items()}
    return {key: Box(anchor=anchors[key], severity=worst[key], numbers=ns) for key, ns in found.items()}


def _parts(document: Document, marks: Mapping[_Key, Box]) -> Iterator[Part]:
    numbered = list(enumerate(document.blocks))
    for of, blocks in groupby(numbered, key=lambda pair: (pair[1].sheet, pair[1].table) if pair[1].cells else None):
        if of is None:
            yield from (Part(_box(document.words(block.span), marks.get((None, None, None, n)))) for n, block in blocks)
        else:
            yield _table(document, [block for _, block in blocks], marks)


def _table(document: Document, blocks: Sequence[Block], marks: Mapping[_Key, Box]) -> Part:
    sheet, table = blocks[0].sheet, blocks[0].table
    own = {(block.row, cell.column + 1) for block in blocks for cell in block.cells}
    own |= {(row, column) for (s, t, row, column) in marks if (s, t) == (sheet, table) and row and column}
    width = max(column for _, column in own)
    rows = [(block.row, [_cell(document, block, n, marks) for n in range(1, width + 1)]) for block in blocks]
    return Part(None, sheet, table, [column_letters(n) if sheet else str(n) for n in range(1, width + 1)], rows)


def _cell(document: Document, block: Block, column: int, marks: Mapping[_Key, Box]) -> Box:
    cell = next((cell for cell in block.cells if cell.column + 1 == column), None)
    mark = marks.get((block.sheet, block.table, block.row, column))
    if cell is None:
        return _box("", mark)
    return _box(document.words(cell.span), mark, ditto=cell.merged, header=cell.header)


def _box(text: str, mark: Box | None, ditto: bool = False, header: bool = False) -> Box:
    told = mark or Box()
    return Box("″" if ditto and text else text, ditto, header, told.anchor, told.severity, told.numbers)
