"""Damaged text to clean text, each clean character still tied to the raw characters it stands for.

The repairs run in a fixed order, each on the text that the one before made, and each only where a cheap look at the
text finds its trigger: odd spaces, pinyin notes, slipped byte streams (which free further notes), half tags. What
cannot be repaired in one way only stays as it is and becomes a problem. At the end the text gets its Simplified twin.
Repairing twice changes nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from zeren.mapped import MappedText
from zeren.model import Document, Problem, Span
from zeren.text import edits
from zeren.text.blanks import blank_edits
from zeren.text.edits import Edit
from zeren.text.notes import note_edits
from zeren.text.simplify import simplify
from zeren.text.slips import find_slips

_SPACES: Final = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_ODD_SPACE: Final = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")

_TAG_NAMES: Final = "p|br|div|span|strong|b|i|em|u|a|td|th|tr|tbody|table|li|ul|ol|font|section|h[1-6]|img|o:p"
_HALF_TAGS: Final = re.compile(
    rf"(?:(?<![ \t])[ \t]++)?(?:(?<![A-Za-z0-9])/(?:{_TAG_NAMES})>"  # the < was lost
    rf"|<(?:p|br|div|span|strong|td|th|tr|table|/(?:{_TAG_NAMES}))"  # the > was lost
    r"(?:[ \t]+[a-z:-]+=[\"'][^\"'<>\n]*[\"']?){0,8}[ \t]*/?(?=\n|\Z|[\u4e00-\u9fff“（])"
    r"|&?nbsp;|&nbsp(?![a-z]))"
)

_LIST_GOES_ON: Final = re.compile(r"(?<=[、，,])[ \t]*\n[ \t]*")

_MARK_OF_LOSS: Final = re.compile("[?\ufffd]")
_LOST: Final = re.compile(
    r"\ufffd+"  # a decoder's own mark of loss
    r"|(?<=\d)\?(?=\d)"  # a dash between two numbers
    r"|\?{3,}|\?{2}(?=[\u4e00-\u9fffA-Za-z0-9])"  # a run of lost bytes
)
_LOST_IN_WORD: Final = re.compile(r"(?<=[\u4e00-\u9fff])\?(?=[\u4e00-\u9fff])")
_LOST_MESSAGE: Final = "characters were lost here and nothing tells which; compare with the published original"
_SLIP_MESSAGE: Final = "a byte was lost here and more than one reading fits; compare with the published original"


def repair(document: Document) -> Document:
    """The document with its text mended, structure and problems moved along, and `simplified` filled.

    Spans and map stay true: each clean character maps to all raw characters that made it. Text left damaged because
    its repair is not unique is told by problems of the kind `repair-not-unique`.
    """
    mended = _with_plain_spaces(document)
    mended = _edited(mended, "(（", note_edits)
    mended = _without_slips(mended)
    mended = _edited(mended, "<>&;", _half_tag_edits)
    mended = _edited(mended, " ", blank_edits)
    mended = edits.apply(mended, _cell_edits(mended))
    known = {(problem.kind, problem.span) for problem in mended.problems}
    lost = (Problem("repair-not-unique", span, _LOST_MESSAGE) for span in _lost_spans(mended))
    problems = [*mended.problems, *(problem for problem in lost if (problem.kind, problem.span) not in known)]
    ordered = tuple(sorted(problems, key=lambda problem: problem.span))
    return replace(mended, problems=ordered, simplified=simplify(mended.text.text))


def mended(document: Document) -> list[Span]:
    """The clean spans of a repaired document that stand for lost bytes: told where the raw text has only a mark of loss."""
    text, starts, ends = document.text.text, document.text.starts, document.text.ends
    spans = set()
    for mark in _MARK_OF_LOSS.finditer(document.raw):
        at = bisect_right(starts, mark.start()) - 1
        if at >= 0 and mark.start() < ends[at] and not _MARK_OF_LOSS.match(text, at):
            spans.add((bisect_left(starts, starts[at]), at + 1))
    return sorted(spans)


def _with_plain_spaces(document: Document) -> Document:
    text = document.text.text
    if _ODD_SPACE.search(text):
        plain = text.translate(_SPACES)
        document = replace(document, text=MappedText(plain, document.text.starts, document.text.ends), simplified=plain)
    return edits.apply(document, [(*match.span(), "") for match in _INVISIBLE.finditer(document.text.text)])


def _edited(document: Document, triggers: str, find: Callable[[str], list[Edit]]) -> Document:
    text = document.text.text
    return edits.apply(document, find(text)) if any(mark in text for mark in triggers) else document


def _without_slips(document: Document) -> Document:
    found = find_slips(document.text.text)
    refused = tuple(Problem("repair-not-unique", span, _SLIP_MESSAGE) for span in found.refused)
    known = set(document.problems)
    document = replace(document, problems=(*document.problems, *(p for p in refused if p not in known)))
    if not found.edits:
        return document
    document = edits.apply(document, found.edits)
    return edits.apply(document, note_edits(document.text.text))


def _cell_edits(document: Document) -> list[Edit]:
    """What joins the lines of a cell where a list goes on (甲、⏎乙): the width of a column broke them, not the author."""
    text = document.text.text
    if "\n" not in text:
        return []
    cells = sorted({cell.span for block in document.blocks for cell in block.cells})
    return [(*found.span(), "") for cell in cells for found in _LIST_GOES_ON.finditer(text, *cell)]


def _half_tag_edits(text: str) -> list[Edit]:
    return [(*match.span(), " " if "nbsp" in match.group() else "") for match in _HALF_TAGS.finditer(text)]


def _lost_spans(document: Document) -> Iterable[Span]:
    text = document.text.text
    told = [problem.span for problem in document.problems if problem.kind == "repair-not-unique"]
    if "?" not in text and "\ufffd" not in text:
        return []
    found = [match.span() for match in _LOST.finditer(text)]
    if text.count("，") > text.count(","):  # marks are full width here, so that a question would not be asked by ?
        found += [match.span() for match in _LOST_IN_WORD.finditer(text)]
    return [span for span in found if not any(start <= span[0] < end for start, end in told)]
