"""Where the measures of a document stand: tables, labelled lines, bracketed items, or plain sentences.

The readers of the four forms are modules of their own; here they are asked in turn and their findings put in one
order, under one list of themes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from zeren.language.blocks import read_blocks
from zeren.language.charged import commits, leads, parted
from zeren.language.common_date import with_common_date
from zeren.language.drafts import Draft, Outline
from zeren.language.flattened import read_flattened
from zeren.language.glued import is_header, read_glued
from zeren.language.items import Items, read_items
from zeren.language.lines import SECTIONS, Line, lines, sentences, trimmed
from zeren.language.outlook import read_outlook
from zeren.language.promises import promises
from zeren.language.records import Reading
from zeren.language.sentences import promising, read_prose
from zeren.language.signing import letterhead, signature
from zeren.language.tables import read_tables
from zeren.model import Document, Span, Theme
from zeren.vocab import Layout

_GRIDS: Final = frozenset({"html", "docx", "xlsx", "csv", "tsv"})
_GOAL_HEADING: Final = re.compile(r"(?:总体|主要|预期|工作|发展|年度)?目标(?:任务|要求)?[:：。]?$|^总体要求$")
_FIGURE: Final = re.compile(r"\d\s*+[%％万亿\u4e00-\u9fff]|百分之|全覆盖|清零")
_FUNDED: Final = re.compile(r"(?:计划|拟|预计|安排)总?(?:投[资入]|资金)[^,，。;；\d]{0,6}\d")
"""An opening that says what all items together will cost sets an overall goal, whatever its heading."""
_HORIZON: Final = re.compile(r"[到至]\s*20\d\d\s*年")
_TITLE_WORD: Final = re.compile(
    r"方案|计划|清单|通知|意见|报告|实事|分工|任务|措施|工程|公告|规划|要点|安排|办法|分解|台账|一览|表$|(?<=实事|工作|任务)目标$"
)

_NO_THEME: Final = re.compile(
    r"[(（][^()（）]*[)）]|[^〔\[]{1,12}[〔\[]20\d\d[〕\]]\s*第?\d{1,4}号"
    r"|(?:主要|重点|具体|工作|年度|目标|实施)*(?:任务|内容|措施|举措|要求|安排|目标|分工|项目|清单)+[:：]?"
)
"""A heading that says nothing of what its measures are about: a remark, a document number, 重点任务."""

Placed = tuple[Draft, Line | Span | None]


def read_layout(document: Document) -> Outline:
    """Find the measures, themes and title of a document."""
    text, found = document.simplified, lines(document)
    bodies = tuple(line.body for line in found)
    outlook = read_outlook(text, found, document.metadata.get("title"))
    title, found = _title(document, _unsigned(document, found))
    table = read_tables(document)
    title = title or next(iter(table.titles), None)
    every = found
    flattened, found = read_flattened(text, found, _after_blank(document, found))
    glued, found = read_glued(text, found) if not flattened else ([], found)
    blocks = read_blocks(text, found, _after_blank(document, found))
    found = blocks.rest
    items = read_items(text, found, _after_gaps(every, found))
    placed: list[Placed] = list(_under_headings(table, found))
    placed += [(draft, None) for draft in (*flattened, *glued)]
    placed += zip(blocks.drafts, blocks.themes, strict=True)
    placed += zip(items.drafts, items.themes, strict=True)
    repeats: dict[int, list[Line]] = {}
    cut_off: list[Span] = []
    if placed:
        ahead = [(line, heading) for line, heading in items.rest if outlook.progress and outlook.plans(line.body[0])]
        rest = [pair for pair in items.rest if pair not in ahead]
        placed += _next_steps(text, ahead) + _goals(text, rest) + _unassigned(text, items, rest)
        placed += _charged(text, placed, rest)
    else:
        prose = read_prose(text, found, outlook)
        placed += zip(prose.drafts, prose.themes, strict=True)
        repeats, cut_off = prose.repeats, prose.cut_off
    placed.sort(key=lambda pair: pair[0].span)
    placed = _titled(placed)
    dated = with_common_date(text, [draft for draft, _ in placed])
    placed = [(draft, source) for draft, (_, source) in zip(dated, placed, strict=True)]
    themes, measures = _themes(document, placed, repeats)
    kind, unread = _kind(document, measures), tuple(table.unread)
    return Outline(kind, title, themes, measures, tuple(cut_off), unread, outlook, bodies)


def _under_headings(table: Reading, found: Sequence[Line]) -> Iterator[Placed]:
    """The measures of tables; where a table tells no theme, the heading above it does."""
    heads = [line for line in found if (line.heading and line.numbering in SECTIONS) or line.level > 1]
    starts = [line.span[0] for line in heads]
    for draft, theme in zip(table.drafts, table.themes, strict=True):
        above = bisect_left(starts, draft.span[0])
        yield draft, theme or (heads[above - 1] if above else None)


def _after_gaps(every: Sequence[Line], left: Sequence[Line]) -> frozenset[int]:
    """The lines before which lines of a table were taken out."""
    kept = {line.index for line in left}
    return frozenset(b.index for a, b in pairwise(every) if b.index in kept and a.index not in kept)


def _after_blank(document: Document, found: Sequence[Line]) -> frozenset[int]:
    """The lines that stand after an empty line of the raw text."""
    gaps = (
        (a, b, document.raw[document.text.raw_span(a.span)[1] : document.text.raw_span(b.span)[0]])
        for a, b in pairwise(found)
    )
    return frozenset(b.index for _, b, gap in gaps if gap.count("\n") > 1)


def _title(document: Document, found: list[Line]) -> tuple[Span | None, list[Line]]:
    """The title among the first lines: long for a heading, unnumbered, or the one that the file's metadata gives."""
    known = re.sub(r"\s", "", document.metadata.get("title", ""))
    for i, line in enumerate(found[:4]):
        bare = re.sub(r"\s", "", document.simplified[slice(*line.span)])
        own = re.sub(r"\s", "", document.words(line.span))
        if known and (own in known or known in own) and len(own) > 4:
            return line.span, found[:i] + found[i + 1 :]
        long_enough = 8 <= len(bare) <= 60 and not re.search(r"[。;；,，]", bare)
        named = line.level == 1 or (_TITLE_WORD.search(bare) and not is_header(line.text))
        if not known and line.numbering is None and long_enough and named:
            return line.span, found[i + 1 :] if i == 0 else found[:i] + found[i + 1 :]
    return None, found


def _unsigned(document: Document, found: list[Line]) -> list[Line]:
    """The lines without the head of an office's paper, and without who signed and when."""
    signed = signature(document)
    return [line for line in found if not letterhead(line.text) and not (signed and line.index in signed.blocks)]


def _goals(text: str, rest: Sequence[tuple[Line, Line | None]]) -> list[Placed]:
    """Paragraphs of overall goals with figures, which name no duty of their own."""
    made: list[Placed] = []
    for line, heading in rest:
        words = text[slice(*line.body)]
        named = heading is not None and _GOAL_HEADING.search(heading.words)
        if not _FIGURE.search(words) or len(words) <= 12:
            continue
        if named or re.match(r"(?:总体|主要|预期|工作|发展)目标", words):
            made += [(Draft(span, "goal", line.number), heading) for span in _horizons(text, line.body)]
        else:
            funded = [span for span in sentences(text, line.body) if _FUNDED.search(text, *span)]
            made += [(Draft(span, "goal", line.number), heading) for span in funded]
    return made


def _horizons(text: str, span: Span) -> list[Span]:
    """A paragraph of goals, cut where its sentences name one horizon after another: 到2025年…。到2030年…。"""
    parts = sentences(text, span)
    marks = [part[0] for part in parts if _HORIZON.match(text, part[0])]
    if len(marks) < 2:
        return [span]
    starts = [span[0], *marks[1:]]
    return [trimmed(text, part) for part in zip(starts, [*starts[1:], span[1]], strict=True)]


def _next_steps(text: str, rest: Sequence[tuple[Line, Line | None]]) -> list[Placed]:
    """What a report on the progress of its items says is to be done next, sentence by sentence."""
    return [
        (Draft(piece, "plan"), heading)
        for line, heading in rest
        for span in sentences(text, line.body)
        for piece in promising(text, span, forward=True, planned=True)
    ]


def _unassigned(text: str, items: Items, rest: Sequence[tuple[Line, Line | None]]) -> list[Placed]:
    """Numbered items that promise like their neighbours do but name no duty."""
    drafts = items.drafts
    styles = [line.numbering for line, _ in rest if line.numbering]
    own = {_style(draft.number) for draft in drafts if draft.number} - {None}
    if len([draft for draft in drafts if draft.number]) < 2 or not styles:
        return []
    made: list[Placed] = []
    for line, heading in rest:
        words = text[slice(*line.body)]
        if (
            line.number
            and _style(line.number) in own
            and not _opens_parts(line, drafts)
            and (len(words) >= 15 or _FIGURE.search(words))
            and (promises(words) or leads(text, line.body) or line.index in items.bare)
        ):
            made += ((Draft(span, "item", line.number), heading) for span in parted(text, line.body))
    return made


def _charged(text: str, placed: Sequence[Placed], rest: Sequence[tuple[Line, Line | None]]) -> list[Placed]:
    """Sentences beside the items by which a body must do something by a date or to a figure."""
    taken = [draft.span for draft, _ in placed]
    free = [(line, head) for line, head in rest if not any(a < line.span[1] and line.span[0] < b for a, b in taken)]
    return [
        (Draft(span, "sentence"), heading)
        for line, heading in free
        for span in sentences(text, line.body)
        if commits(text, span)
    ]


def _opens_parts(line: Line, drafts: Sequence[Draft]) -> bool:
    """Whether an item only stands over its parts (1)(2), which are measures of their own."""
    after = next((draft for draft in drafts if draft.span[0] >= line.span[1]), None)
    first = after is not None and re.sub(r"\W", "", after.number or "") in ("1", "一", "①")
    return first and after is not None and _style(after.number or "") != _style(line.number or "")


def _style(number: str) -> str | None:
    return re.sub(r"[\d一二三四五六七八九十①-⑳]+", "#", number)


def _titled(placed: Sequence[Placed]) -> list[Placed]:
    """Headings over one measure each are the measures' titles and not themes: the measures begin there."""
    over = Counter(line.index for _, line in placed if isinstance(line, Line))
    single = [index for index, n in over.items() if n == 1]
    if len(single) < 3 or len(single) < 0.8 * len(over):
        return list(placed)
    return [_with_title(draft, source) for draft, source in placed]


def _with_title(draft: Draft, source: Line | Span | None) -> Placed:
    if not isinstance(source, Line) or draft.form not in ("label", "bracket") or draft.number:
        return draft, source
    return draft._replace(span=(source.body[0], draft.span[1]), number=source.number), None


def _themes(
    document: Document, placed: Sequence[Placed], repeats: dict[int, list[Line]]
) -> tuple[tuple[Theme, ...], tuple[Draft, ...]]:
    """The themes in order of first use, and the drafts tied to them."""
    themes: dict[Span, Theme] = {}
    order: dict[Span, int] = {}
    drafts = []
    for draft, source in placed:
        line = source if isinstance(source, Line) else None
        span = trimmed(document.simplified, line.body if line else source) if source else None  # type: ignore[arg-type]
        if span is None or _NO_THEME.fullmatch(document.simplified[slice(*span)]):
            drafts.append(draft)
            continue
        copies = tuple(copy.body for copy in repeats.get(line.index, ())) if line else ()
        basis = "heading" if line else "column"
        themes.setdefault(span, Theme(document.words(span).rstrip(":：。"), span, basis, copies))  # type: ignore[arg-type]
        drafts.append(draft._replace(theme=order.setdefault(span, len(order))))
    return tuple(themes.values()), tuple(drafts)


def _kind(document: Document, measures: Sequence[Draft]) -> Layout:
    forms = {draft.form for draft in measures if draft.form != "goal"}
    if not forms or forms <= {"sentence", "plan", "list", "heading", "item"}:
        return "prose"
    if len(forms - {"item"}) > 1:
        return "mixed"
    if "row" in forms:
        return "table" if document.format in _GRIDS or _has_header(document) else "flattened-table"
    return "labelled-lines" if "label" in forms else "bracketed-items"


def _has_header(document: Document) -> bool:
    """Whether a table of a text file says which row is its header, as Markdown does by the line below it."""
    return any(cell.header for block in document.blocks for cell in block.cells)
