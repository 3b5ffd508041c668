"""The character tables of this room, read once: Simplified forms, Mandarin readings, everyday characters.

Apart, because decoding, repair and simplification all ask them. `simplified.csv` holds the one-to-one pairs of OpenCC's
TSCharacters (Apache-2.0); `readings.csv` the toneless readings of the GB 2312 characters, from pypinyin (MIT), with ü
written u; `encodings.csv` the labels of the WHATWG Encoding Standard that Chinese pages carry, and the codec for each.
"""

import csv
from functools import cache
from importlib.resources import files

LEVEL_ONE_ROWS = range(0xB0, 0xD8)
"""The rows of GB 2312 that hold its first level: the 3,755 characters of everyday use."""


def read_rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of a CSV table that lies in a package; lines that begin with # are remarks."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@cache
def simplified_forms() -> dict[str, str]:
    """The Simplified form of each Traditional character that has one of its own."""
    return {row["traditional"]: row["simplified"] for row in read_rows("zeren.text", "simplified.csv")}


@cache
def readings() -> dict[str, frozenset[str]]:
    """The toneless Mandarin readings of each Simplified character, ü written u."""
    found: dict[str, set[str]] = {}
    for row in read_rows("zeren.text", "readings.csv"):
        for character in row["characters"]:
            found.setdefault(character, set()).add(row["syllable"])
    return {character: frozenset(syllables) for character, syllables in found.items()}


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
