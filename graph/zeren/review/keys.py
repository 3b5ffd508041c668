"""The name of a fact that a person may decide on: made of stable things only, so that every build names it the same.

Apart, because a decision must find its fact again after any rebuild, and a review sheet must name it in one cell that
no spreadsheet takes for a number, a date or a formula. A key ends in a few digits made of the rest, so that one that was
damaged by hand is told and never taken for another.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["place", "year", "link", "role", "target", "milestone"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

ANYWHERE: Final = "*"
"""In the key of a link: it holds for every document of its place."""
NOWHERE: Final = "000000"
"""In the key of a link: the document's place is not known, so it holds in that document alone."""
MOST_WORDS: Final = 80
_LINK: Final = re.compile(r"(?P<kind>link):(?P<area>\d{6}(?:/[一-龥]+)?):(?P<document>[0-9a-f]{8}|\*):(?P<words>.+)")
_DOCUMENT: Final = re.compile(r"(?P<kind>place|year):(?P<document>[0-9a-f]{8})")
_WORDS: Final = re.compile(
    r"(?P<kind>role|target|milestone):(?P<document>[0-9a-f]{8}):(?P<span>\d+\.\.\d+(?:~\d+)?)(?::(?P<words>.+))?"
)


@dataclass(frozen=True, order=True, slots=True)
class Key:
    """A fact: of a place or year, the document; of a link, the home place and the name; of others, document and words.

    >>> str(Key("link", ANYWHERE, area="371300", words="市财政所"))
    'link:371300:*:市财政所#2f3e2f'
    """

    kind: Kind
    document: str
    area: str = ""
    span: str = ""
    words: str = ""

    def __str__(self) -> str:
        body = ":".join(part for part in (self.kind, self.area, self.document, self.span, self.words) if part)
        return f"{body}#{_check(body)}"


def parse(text: str) -> Key | None:
    """The key that zeren wrote as this text; None where it wrote none such."""
    body, _, check = text.strip().rpartition("#")
    found = _LINK.fullmatch(body) or _DOCUMENT.fullmatch(body) or _WORDS.fullmatch(body)
    if not found or _check(body) != check:
        return None
    return Key(**{name: value or "" for name, value in found.groupdict().items()})  # type: ignore[arg-type]


def of_link(name: str, area: str | None, document: str) -> tuple[Key, ...]:
    """The keys under which the link of a name may be decided, the narrower one first."""
    narrow = Key("link", document, area or NOWHERE, "", plain(name))
    return (narrow, Key("link", ANYWHERE, area, "", plain(name))) if area else (narrow,)


def of_words(kind: Kind, document: str, start: int, end: int, words: str) -> Key:
    """The key of a fact that stands at some words."""
    return Key(kind, document, "", f"{start}..{end}", plain(words))


def plain(words: str) -> str:
    """Words without blanks and without signs that no cell shows, so that every spreadsheet gives them back."""
    return "".join(sign for sign in words if sign.isprintable() and not sign.isspace())[:MOST_WORDS]


def _check(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:6]
