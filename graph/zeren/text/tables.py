"""The character tables of this room, read once: Mandarin readings, labels of encodings, everyday characters.

Apart, because decoding, repair and simplification all ask them. The readings come from pypinyin's table, as installed;
`encodings.csv` tells which codec reads an encoding where its name in the WHATWG Encoding Standard does not.
"""

import csv
import unicodedata
from functools import cache
from importlib.resources import files

from zeren.script import simplified_forms

LEVEL_ONE_ROWS = range(0xB0, 0xD8)
"""The rows of GB 2312 that hold its first level: the 3,755 characters of everyday use."""


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of a CSV table that lies in a package; lines that begin with # are remarks."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def readings() -> dict[str, frozenset[str]]:
    """The toneless Mandarin readings of each GB 2312 character, ü written u."""
    from pypinyin.constants import PINYIN_DICT

    known = ((chr(code), syllables) for code, syllables in PINYIN_DICT.items())
    return {c: frozenset(map(_toneless, syllables.split(","))) for c, syllables in known if in_gb2312(c)}


def _toneless(syllable: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(c)).replace("ɡ", "g")


@cache
def in_gb2312(character: str) -> bool:
    """Whether a character belongs to GB 2312, which holds Simplified Chinese only."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


@cache
def is_everyday(character: str) -> bool:
    """Whether a Han character, in its Simplified form, is one of the everyday 3,755."""
    try:
        encoded = simplified_forms().get(character, character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(encoded) == 2 and encoded[0] in LEVEL_ONE_ROWS
