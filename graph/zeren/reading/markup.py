"""HTML as a stream of tokens that know where they stand in the raw text.

Apart from the reader, and our own, because spans count mark-up: lxml and html5lib give no offsets, and the standard
library's parser none for text. The grammar is that of browsers as far as text goes, with one difference: what never
closes (a comment, a script, a quotation mark) swallows nothing, since text must not be lost in silence.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from zeren.model import Span
from zeren.text.tables import read_rows

Kind: TypeAlias = Literal["text", "entity", "open", "close"]

ELEMENTS: Final[Mapping[str, frozenset[str]]] = {
    row["element"]: frozenset(row["kind"].split()) for row in read_rows("zeren.reading", "elements.csv")
}
"""The elements of HTML, old ones too, and whether each is a `block`, `void` (never closed) or `dropped` unread."""

LONGEST_QUOTE = 2_000
"""How long the quoted value of an attribute may be before its quotation mark is taken for a stray one."""

_QUOTED: Final = rf"\"[^\"]{{0,{LONGEST_QUOTE}}}\"|'[^']{{0,{LONGEST_QUOTE}}}'"
_NAME: Final = r"[A-Za-z][A-Za-z0-9]*(?:[:-][A-Za-z0-9]+)*(?=[\s/>])"
_TOKEN: Final = re.compile(
    r"(?P<text>[^<&]+)"
    rf"|(?P<tag></?{_NAME}(?:(?:[^<>\"']|{_QUOTED})*+|[^<>]*)>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?)"
    r"|(?P<comment><!--)|(?P<declaration><[!?][A-Za-z\[][^<>]*>)|(?P<stray>[<&])"
)
_TAG: Final = re.compile(rf"<(/?)({_NAME})(.*)>", re.S)
_ATTRIBUTE: Final = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+))?")
SIGNS_OF_MARKUP: Final = re.compile(
    r"</?(?:p|br|div|span|table|tr|td|th|li|ul|ol|h[1-6]|strong|b|font|section|html|body|center)(?:\s[^<>]*)?/?>"
    r"|&(?:nbsp|[lr]dquo|[lr]squo|middot|mdash|ensp|emsp|hellip|amp|lt|gt|quot|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A run of text, an entity (`value` is what it stands for) or a tag (`value` is its name)."""

    kind: Kind
    span: Span
    value: str
    attributes: Mapping[str, str]


_NO_ATTRIBUTES: Final[Mapping[str, str]] = {}


def tokens(raw: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of `raw[start:end]` that are visible or shape what is; comments and scripts are passed over."""
    closers = _Closers(raw)
    at = start
    while at < end:
        match = _TOKEN.match(raw, at, end)
        assert match is not None, "the last alternatives take any character"
        at, token = _token(match, closers)
        if token:
            yield token


def _token(match: re.Match[str], closers: _Closers) -> tuple[int, Token | None]:
    """Where to go on, and the token if there is one."""
    kind, written, span = match.lastgroup, match.group(), match.span()
    start, end = span
    if kind == "tag":
        said = _tag(written)
        close = closers.after(said.name, end) if said and said.dropped else None
        if close:
            return close, None
        if said:
            return end, Token(said.kind, span, said.name, said.attributes)
    elif kind == "entity":
        return end, Token("entity", span, html.unescape(written), _NO_ATTRIBUTES)
    elif kind == "declaration":
        return end, None
    elif kind != "comment":
        return end, Token("text", span, written, _NO_ATTRIBUTES)
    elif close := closers.after("-->", end):
        return close, None
    return start + 1, Token("text", (start, start + 1), "<", _NO_ATTRIBUTES)


class _Tag(NamedTuple):
    """What a tag says; `dropped` where what it opens is passed over unread."""

    kind: Kind
    name: str
    attributes: Mapping[str, str]
    dropped: bool


@lru_cache(maxsize=4096)
def _tag(written: str) -> _Tag | None:
    """What a tag says, None where it is none of HTML; remembered, since pages repeat a few without end."""
    match = _TAG.fullmatch(written)
    assert match is not None, "the pattern of tokens found it to be a tag"
    slash, name, said = match[1], match[2].lower(), match[3]
    if name not in ELEMENTS and ":" not in name and "-" not in name:
        return None
    if slash:
        return _Tag("close", name, _NO_ATTRIBUTES, False)
    return _Tag("open", name, attributes(said), "dropped" in ELEMENTS.get(name, ()))


class _Closers:
    """Where elements and comments close, found once for each name."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._found: dict[str, tuple[list[int], list[int]]] = {}

    def after(self, name: str, at: int) -> int | None:
        """The end of the first closing mark at or after a position, None where nothing closes."""
        if name not in self._found:
            pattern = re.escape(name) if name == "-->" else rf"</{name}\s*>"
            spans = [match.span() for match in re.finditer(pattern, self._raw, re.IGNORECASE)]
            self._found[name] = [start for start, _ in spans], [end for _, end in spans]
        starts, ends = self._found[name]
        index = bisect_left(starts, at)
        return ends[index] if index < len(ends) else None


def attributes(written: str) -> Mapping[str, str]:
    """The attributes of a tag; names in lower case, the first of a repeated one, entities resolved.

    >>> attributes(' class="a" ROWSPAN=2 nowrap')
    {'class': 'a', 'rowspan': '2', 'nowrap': ''}
    """
    made: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written):
        made.setdefault(name.lower(), html.unescape(value.strip("\"'")))
    return made
