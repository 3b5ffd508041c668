"""Traditional to Simplified, one character for one, so that rules are written once and offsets stay.

Apart from repair, because nothing is mended here: `simplified` is a second face of the same text. Full-width digits,
letters and signs and the compatibility forms of Han characters are folded here too, and only here, so that the words of
a document stay as they were written. Characters of GB 2312 are Simplified already; where Traditional script uses them
for another character (後, 乾, 於, 著) they change only in a document that is Traditional.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from zeren.script import simplified_forms
from zeren.text.tables import in_gb2312, read_rows

TRADITIONAL_SHARE = 0.05
"""The share of Traditional-only characters from which a whole document is called Traditional."""

_FULL_WIDTH: Final = {full: full - 0xFEE0 for full in map(ord, "％＋－．／＆＝＜＞～")} | {
    full: full - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for full in range(ord(first), ord(last) + 1)
}
_COMPATIBILITY: Final = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))


def simplify(text: str) -> str:
    """The text in Simplified characters and half-width digits, of the same length; Simplified text is unchanged.

    >>> simplify("隨著９０％以上的著名企業")
    '随着90%以上的著名企业'
    """
    characters = set(text)
    if not characters & _changing():
        return text
    if not is_traditional(text, characters):
        return text.translate(_safe_map())
    made = text.translate(_full_map())
    return _with_words(text, made) if characters & _exceptional() else made


def is_traditional(text: str, characters: set[str] | None = None) -> bool:
    """Whether a text is written in Traditional script."""
    marks = (characters if characters is not None else set(text)) & _traditional_only()
    count = sum(map(text.count, marks))
    return count > 0 and count >= TRADITIONAL_SHARE * sum("\u4e00" <= c <= "\u9fff" for c in text)


@cache
def _traditional_only() -> frozenset[str]:
    return frozenset(c for c in simplified_forms() if not in_gb2312(c))


@cache
def _safe_map() -> dict[int, str | int]:
    return {**_folds(), **{ord(c): simplified_forms()[c] for c in _traditional_only()}}


@cache
def _full_map() -> dict[int, str | int]:
    return {**_folds(), **{ord(c): simple for c, simple in simplified_forms().items()}, ord("著"): "着"}


@cache
def _changing() -> frozenset[str]:
    return frozenset(map(chr, _safe_map()))


@cache
def _folds() -> dict[int, str | int]:
    """Full-width and compatibility forms that have one plain character of their own."""
    forms = ((code, unicodedata.normalize("NFKC", chr(code))) for block in _COMPATIBILITY for code in block)
    return {**_FULL_WIDTH, **{code: plain for code, plain in forms if len(plain) == 1 and plain != chr(code)}}


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    words = {row["traditional"]: row["simplified"] for row in read_rows("zeren.text", "traditional_words.csv")}
    return re.compile("|".join(map(re.escape, words))), words


@cache
def _exceptional() -> frozenset[str]:
    """The characters that take another form inside some word than everywhere else."""
    usual = _full_map()
    pairs = ((c, s) for word, simple in _words()[1].items() for c, s in zip(word, simple, strict=True))
    return frozenset(c for c, s in pairs if usual.get(ord(c), c) != s)


def _with_words(text: str, made: str) -> str:
    pattern, words = _words()
    parts, at = [], 0
    for match in pattern.finditer(text):
        parts += [made[at : match.start()], words[match.group()]]
        at = match.end()
    return "".join([*parts, made[at:]])
