"""Text files, which often hold something else: Markdown, a Jekyll post, HTML, a table flattened to bars or tabs.

What a file holds is told by its content, never by its name. The raw text is the whole file; the front matter of a post
is metadata only, and tags and entities are read by the HTML reader, line by line where they do not wrap the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from zeren.model import Document
from zeren.reading import struck
from zeren.reading.dates import iso_date
from zeren.reading.draft import BLANKS, BlockDraft, Piece, Source, assemble, copied, joined
from zeren.reading.heads import declared_charset, html_metadata, label_problems
from zeren.reading.html import html_blocks
from zeren.reading.markdown import read_signs, struck_words
from zeren.reading.markup import SIGNS_OF_MARKUP
from zeren.reading.wrapped import unwrapped
from zeren.text.decode import decode

_NUMBERED: Final = re.compile(r"\s*\d{1,3}[.、]?\t")
_MOST_LINES: Final = 12
_FRONT_MATTER: Final = re.compile(r"\s*---[ \t]*\r?\n(?P<fields>(?:.*\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FIELD: Final = re.compile(r"(?<![\w-])([A-Za-z_][\w-]*+)[ \t]*+:[ \t]*+(.*)")
_WHOLE_PAGE: Final = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_NO_TAB: Final = BLANKS.replace("\t", "")
_LINE: Final = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_KEYS: Final = {
    "title": "title",
    "date": "published",
    "published": "published",
    "source": "publisher",
    "publisher": "publisher",
    "link": "url",
    "url": "url",
    "source_url": "url",
    "original_url": "url",
}
"""The fields of front matter that have a name of our own; the others keep theirs."""


class FrontMatter(NamedTuple):
    """The metadata at the head of a post and where its text begins."""

    metadata: dict[str, str]
    end: int


def read_plain(source: Source, data: bytes) -> Document:
    """The document of a text file, whatever is in it."""
    label = declared_charset(data)
    raw, encoding = decode(data, label)
    head = front_matter(raw)
    left_out: list[str] = []
    drafts = unwrapped(_blocks(raw, head.end, left_out))
    metadata = {**_page_metadata(raw), **head.metadata}
    problems = [*label_problems(raw, label, encoding), *struck.problems([*left_out, *struck_words(drafts)])]
    return assemble(source._replace(encoding=encoding), raw, read_signs(drafts), metadata, problems)


def front_matter(raw: str) -> FrontMatter:
    """The fields between the first two lines of dashes, if the text begins with them.

    >>> front_matter("---\\ntitle: '计划'\\ndate: 2021-03-05 09:00\\n---\\n正文").metadata
    {'title': '计划', 'published': '2021-03-05'}
    """
    match = _FRONT_MATTER.match(raw)
    fields = _FIELD.findall(match.group("fields")) if match else []
    if not match or not fields:
        return FrontMatter({}, 0)
    metadata: dict[str, str] = {}
    for name, written in fields:
        key, value = _KEYS.get(name.lower(), name.lower()), _unquoted(written.rstrip(" \t\r"))
        value = (iso_date(value) or "") if key == "published" else value
        if value:
            metadata.setdefault(key, value)
    return FrontMatter(metadata, match.end())


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].replace('\\"', '"') if quoted else value


def _page_metadata(raw: str) -> dict[str, str]:
    return html_metadata(raw) if _WHOLE_PAGE.search(raw, 0, 4096) else {}


def _blocks(raw: str, start: int, left_out: list[str]) -> list[BlockDraft]:
    """The blocks of a text, what tags strike through left out."""
    if SIGNS_OF_MARKUP.search(raw, start):
        whole = bool(_WHOLE_PAGE.search(raw, start, start + 4096))
        return html_blocks(raw, start, whole_page=whole, left_out=left_out)
    pieces = (_piece(raw, *match.span()) for match in _LINE.finditer(raw, start))
    return [BlockDraft("paragraph", row, loose=True) for row in _whole_rows(one for one in pieces if len(one.text))]


def _whole_rows(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The lines of a text, those put together again into which a line break within a cell tore a numbered row.

    They are one row where they have as many tabs together as the first line with tabs, which is the header.
    """
    lines = list(pieces)
    width = next((tabs for line in lines if (tabs := line.text.text.count("\t")) > 1), 0)
    at = 0
    while at < len(lines):
        end = at + 1
        if width and _NUMBERED.match(lines[at].text.text):
            end = _row_end(lines, at, width)
        yield joined(lines[at:end], "") if end > at + 1 else lines[at]
        at = end


def _row_end(lines: Sequence[Piece], at: int, width: int) -> int:
    """Where the row that begins in a line ends; the line after it, unless the next ones make just one row with it."""
    tabs = lines[at].text.text.count("\t")
    for end in range(at + 1, min(len(lines), at + _MOST_LINES)):
        if tabs >= width or _NUMBERED.match(lines[end].text.text):
            return at + 1
        tabs += lines[end].text.text.count("\t")
        if tabs == width:
            return end + 1
    return at + 1


def _piece(raw: str, start: int, end: int) -> Piece:
    """The characters of `raw[start:end]` without blanks at the ends; where tabs part cells, those at the ends stay."""
    line = raw[start:end]
    core = line.strip(BLANKS)
    tabs_part = "\t" in core or line.endswith("\t\t")
    return copied(line, start, _NO_TAB if tabs_part else BLANKS)
