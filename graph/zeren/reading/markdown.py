"""The signs that people write into plain text: headings, bold, struck text, rows of cells, links.

Apart from the reader of text files, because these signs mean the same in a Markdown file, a Jekyll post and a flattened
table in a text file. A line is taken as a row only where it looks like one: it is closed by a bar, or its neighbours
have cells too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from zeren.model import Span
from zeren.reading.draft import BlockDraft, CellDraft, Piece, joined
from zeren.reading.grid import row_drafts

_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(?=\S)|(#{2,6})(?=[^\s#\x00-\x7f])")
_BULLET: Final = re.compile(r"(?:[-*+][ \t]+|>[ \t]?)+(?=\S)")
_RULE: Final = re.compile(r"(?:[-=_*][ \t]*){3,}|`{3,}[\w-]*|~{3,}")
_DIVIDER: Final = re.compile(r"[ \t\xa0\u3000|│┃:+\-─━┼├┤┌┬┐└┴┘╋═╬]+")
_BARS: Final = re.compile(r"(?<!\\)[|│┃]|｜")
_TAB: Final = re.compile(r"\t")
_TABS: Final = re.compile(r"\t+")
_MANY: Final = 3
_FAMILIES: Final = {"closed": "bars", "bars": "bars", "divider": "bars", "tabs": "tabs", "many tabs": "tabs"}
_SIGNS: Final = re.compile(
    r"(?P<mark>\*\*|__)(?=\S)(?P<bold>(?:(?!(?P=mark)).)+?)(?<=\S)(?P=mark)"
    r"|(?<![~\d年月日号时点%])~~(?=[^\s~])(?P<struck>[^~\n\t|]{1,400}?)(?<=\S)~~(?!~)"
    r"|!?\[(?P<link>[^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+\"[^\"]*\")?\)"
    r"|<(?P<address>https?://[^<>\s]+)>"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!|>~-])"
)


def read_signs(drafts: Sequence[BlockDraft]) -> list[BlockDraft]:
    """The blocks with their loose lines read: as headings, rows or paragraphs, signs taken out by the map."""
    made: list[BlockDraft] = []
    tables = count(max((draft.table or 0 for draft in drafts), default=0) + 1)
    for is_row, group in _grouped(drafts):
        made += _rows(group, tables) if is_row else filter(None, map(_line, group))
    return made


def struck_words(drafts: Iterable[BlockDraft]) -> list[str]:
    """What loose lines strike through (~~30~~), which `read_signs` leaves out."""
    texts = (draft.piece.text.text for draft in drafts if draft.loose)
    return [match["struck"] for text in texts if "~~" in text for match in _SIGNS.finditer(text) if match["struck"]]


# --- rows -----------------------------------------------------------------------------------------------------------


def _grouped(drafts: Sequence[BlockDraft]) -> Iterator[tuple[bool, list[BlockDraft]]]:
    """Runs of neighbouring rows, and runs of anything else."""
    signs = [_row_sign(draft) for draft in drafts]
    group: list[BlockDraft] = []
    last: str | None = None
    for n, draft in enumerate(drafts):
        family = _family(signs, n)
        if family != last and group:
            yield last is not None, group
            group = []
        last = family
        group.append(draft)
    if group:
        yield last is not None, group


def _family(signs: Sequence[str | None], n: int) -> str | None:
    """`bars` or `tabs` where line `n` is a row: it is closed by a bar, has many cells, or a neighbour has cells too."""
    families = [_FAMILIES.get(sign) if sign else None for sign in signs[max(n - 1, 0) : n + 2]]
    own = families[min(n, 1)]
    return own if signs[n] in ("closed", "divider", "many tabs") or families.count(own) > 1 else None


def _row_sign(draft: BlockDraft) -> str | None:
    """How a line shows that it is a row: `closed` by a bar, with `bars` or `tabs` inside, a `divider` of rows; so `many
    tabs` that no text is set with them."""
    text = draft.piece.text.text
    if not draft.loose:
        return None
    bars = _BARS.search(text)
    if bars and _DIVIDER.fullmatch(text):
        return "divider"
    if bars and (text[0] in "|│┃" or text[-1] in "|│┃"):
        return "closed"
    if bars:
        return "bars"
    tabs = text.count("\t")
    return "many tabs" if tabs >= _MANY else "tabs" if tabs else None


def _rows(lines: Sequence[BlockDraft], tables: Iterator[int]) -> list[BlockDraft]:
    """Rows of one table; a Markdown divider makes the row above it the header, and a later one begins a new table."""
    rows: list[list[CellDraft]] = []
    made: list[BlockDraft] = []
    separator = _separator(lines)
    for line in lines:
        if _row_sign(line) != "divider":
            rows.append([CellDraft(_marked(piece)) for piece in _cells(line.piece, separator)])
            continue
        head = rows.pop() if rows and "-" in line.piece.text.text else []
        if head and rows:
            made += row_drafts(rows, next(tables))
            rows = []
        for cell in head:
            cell.header = True
        rows += [head] if head else []
    return made + (row_drafts(rows, next(tables)) if rows else [])


def _separator(lines: Sequence[BlockDraft]) -> re.Pattern[str]:
    """What parts the cells: bars, or tabs; a run of tabs is one where single tabs would make uneven rows."""
    texts = [line.piece.text.text for line in lines]
    if any(_BARS.search(text) for text in texts):
        return _BARS
    counts = Counter(text.count("\t") for text in texts)
    return _TAB if counts[max(counts)] >= 0.8 * len(texts) else _TABS


def _cells(piece: Piece, separator: re.Pattern[str]) -> list[Piece]:
    """The cells of a row; outer bars, and runs of tabs, leave empty cells at the edges that are dropped."""
    text = piece.text.text
    cuts = [match.span() for match in separator.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    cells = [piece.cut(start, end).stripped() for start, end in zip(starts, ends, strict=True)]
    if separator is _TAB:
        return cells
    first = 1 if not len(cells[0].text) else 0
    last = len(cells) - 1 if len(cells) > 1 and not len(cells[-1].text) else len(cells)
    return cells[first:last]


# --- lines ----------------------------------------------------------------------------------------------------------


def _line(draft: BlockDraft) -> BlockDraft | None:
    """A line as a heading or paragraph, None where it only draws a rule."""
    if not draft.loose:
        return draft
    text = draft.piece.text.text
    if _RULE.fullmatch(text):
        return None
    heading = _HEADING.match(text)
    if heading:
        level = len(heading.group(1) or heading.group(2))
        end = len(text.rstrip("#").rstrip()) if text.endswith("#") else len(text)
        return BlockDraft("heading", _marked(draft.piece.cut(heading.end(), end)), level=level)
    bullet = _BULLET.match(text)
    piece = draft.piece.cut(bullet.end(), len(text)) if bullet else draft.piece
    return BlockDraft("paragraph", _without_tabs(_marked(piece.stripped())))


def _without_tabs(piece: Piece) -> Piece:
    """Tabs inside a paragraph as blanks, since in a document a tab parts cells."""
    tabs = [(match.start(), match.start() + 1, " ") for match in re.finditer("\t", piece.text.text)]
    return Piece(piece.text.edited(tabs), piece.bold) if tabs else piece


def _marked(piece: Piece) -> Piece:
    """The piece without its signs: bold marked, struck text left out, links as their words, escapes resolved."""
    text = piece.text.text
    if not any(sign in text for sign in "*_[\\<~"):
        return piece
    matches = list(_SIGNS.finditer(text))
    if not matches:
        return piece
    kept: list[tuple[Span, bool]] = []
    at = 0
    for match in matches:
        name = match.lastgroup or ""
        kept += [((at, match.start()), False), *([(match.span(name), name == "bold")] if name != "struck" else [])]
        at = match.end()
    return _only([*kept, ((at, len(text)), False)], piece)


def _only(kept: Iterable[tuple[Span, bool]], piece: Piece) -> Piece:
    """The kept stretches of a piece, in order, with those marked bold."""
    parts = []
    for (start, end), bold in kept:
        part = piece.cut(start, end)
        parts.append(Piece(part.text, ((0, end - start),) if bold else part.bold))
    return joined([part for part in parts if len(part.text)], "").stripped()
