"""The runs and tables of all pages to the blocks of one document.

Apart from the lines, because what a paragraph is shows only beside its neighbours, and it goes on over pages: by the
white at its end, its indent, its distance and the size of its type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zeren.reading.draft import BlockDraft, Pen
from zeren.reading.grid import row_drafts
from zeren.reading.pdf_columns import Run, Table
from zeren.reading.pdf_lines import SLACK, Line, goes_on, link, write
from zeren.reading.pdf_page import Glyph
from zeren.reading.pdf_spreads import spreads

HEADING = 1.15
"""From how many times the size of the text on a line is a heading."""
INDENT = 1.2
"""How much further to the right a new paragraph begins, in sizes of the type."""
WIDE_PITCH = 1.35
"""From how many times the usual distance of lines on a new paragraph begins."""
LONGEST_HEADING = 80
"""How many characters a heading may have."""
TITLE_PITCH = 2.0
"""The same for the lines of a heading, in sizes of its type."""
TITLE_WIDTH = 0.6
"""The part of its column that a line in the middle fills at least where it goes on in the next one."""


def blocks(parts: Iterable[Run | Table], body: float) -> Iterator[BlockDraft]:
    """The blocks of a document; `body` is the size of its text."""
    parts = list(parts)
    sizes = _heading_sizes(parts, body)
    lines: list[tuple[Line, Run]] = []
    tables = 0
    for part in spreads(parts):
        if isinstance(part, Run):
            lines += [(line, part) for line in part.lines]
            continue
        yield from _paragraphs(lines, sizes)
        lines = []
        tables += 1
        for draft, page in zip(row_drafts(part.rows, tables), part.pages, strict=True):
            draft.page = page
            yield draft
    yield from _paragraphs(lines, sizes)


# --- paragraphs ------------------------------------------------------------------------------------------------------


def _heading_sizes(parts: Sequence[Run | Table], body: float) -> list[float]:
    """The sizes of type that headings are set in, the largest first."""
    lines = [line for part in parts if isinstance(part, Run) for line in part.lines]
    sizes = {round(line.size * 2) / 2 for line in lines if line.size >= HEADING * body}
    return sorted(sizes, reverse=True)


def _paragraphs(lines: Sequence[tuple[Line, Run]], sizes: Sequence[float]) -> Iterator[BlockDraft]:
    open_lines: list[Line] = []
    pitch = {id(run): _pitch(run) for _, run in lines}
    last: Run | None = None
    for line, run in lines:
        if open_lines and last is not None and _begins(open_lines, line, last, run, pitch[id(run)], sizes):
            yield _paragraph(open_lines, sizes)
            open_lines = []
        open_lines.append(line)
        last = run
    if open_lines:
        yield _paragraph(open_lines, sizes)


def _pitch(run: Run) -> float:
    """The usual distance of the lines of a run."""
    found = sorted(lower.y - upper.y for upper, lower in pairwise(run.lines))
    return found[len(found) // 3] if found else 0.0


def _paragraph(lines: Sequence[Line], sizes: Sequence[float]) -> BlockDraft:
    pen = Pen()
    for line in lines:
        link(pen, line)
        write(pen, line)
    piece = pen.lift()
    size = round(lines[0].size * 2) / 2
    level = sizes.index(size) + 1 if size in sizes and len(piece.text) <= LONGEST_HEADING else 0
    return BlockDraft("heading" if level else "paragraph", piece, level=min(level, 6), page=lines[0].page)


def _begins(above: Sequence[Line], line: Line, run: Run, own: Run, pitch: float, sizes: Sequence[float]) -> bool:
    """Whether a line begins a new paragraph, `run` and `own` being the columns of the line above and of this one."""
    last, size = above[-1], line.size
    if abs(last.size - size) > 0.15 * size:
        return True
    titled = round(size * 2) / 2 in sizes
    widest = TITLE_PITCH * size if titled else WIDE_PITCH * pitch
    if run is own and last.page == line.page and pitch and line.y - last.y > widest:
        return True
    if _is_centered(last, run) or _is_centered(line, own):
        alike = _is_centered(line, own) and (titled or _is_centered(last, run))
        return not alike or last.x1 - last.x0 < TITLE_WIDTH * (run.right - run.left)
    if not goes_on(last, line, run.right - last.x0):
        return True
    return _is_indented(above, line, run, own)


def _is_centered(line: Line, run: Run) -> bool:
    left, right = line.x0 - run.left, run.right - line.x1
    return abs(left - right) < 1.5 * line.size and min(left, right) > SLACK * line.size


def _is_indented(above: Sequence[Line], line: Line, run: Run, own: Run) -> bool:
    """Whether a line stands in as the first one of a paragraph does."""
    last = above[-1]
    inward, before = line.x0 - own.left, last.x0 - run.left
    if inward - before > INDENT * line.size:
        return last.is_finished or len(above) > 1
    return last.is_finished and len(above) == 1 and inward > INDENT * line.size and abs(inward - before) < line.size


def body_size(glyphs: Iterable[Glyph]) -> float:
    """The size of type that most characters of a document have."""
    counts = Counter(round(glyph.size * 2) / 2 for glyph in glyphs)
    return max(counts, key=lambda size: (counts[size], -size), default=1.0)
