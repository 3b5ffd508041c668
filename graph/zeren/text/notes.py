"""Pinyin notes that some sites print after characters, `濟(jì)南`: found by what they say, not by where they stand.

Apart, because a note is told from real Latin in brackets by one rule: the bracket holds a reading of the character
before it. A note with tone marks is taken even after a character whose readings are not known; toneless notes only
where the document has several that fit.
"""

import re
import unicodedata
from typing import Final

from zeren.script import simplified_forms
from zeren.text.edits import Edit
from zeren.text.tables import readings

FEWEST_TONELESS = 3
"""How many fitting toneless notes a document needs before any of them is taken."""

_LATIN: Final = "a-zA-Zü\u00e0-\u00fc\u0101-\u01dc\u01f8\u01f9\u0261\u0251\u0300-\u030c\u1e3f"
NOTES: Final = re.compile(rf"[(（](?<=[\u3400-\u9fff].)[{_LATIN}]{{1,8}}[)）](?:[(（][{_LATIN}]{{1,8}}[)）])*")
"""Notes in brackets; the look behind stands after the bracket, so that a search goes from bracket to bracket."""
_NOTE: Final = re.compile(rf"[{_LATIN}]+")
_LOOKALIKES: Final = str.maketrans("ɡɑv", "gau")


def note_edits(text: str) -> list[Edit]:
    """Edits that fold each pinyin note into the character before it.

    >>> note_edits("濟(jì)南(APP)")
    [(0, 5, '濟')]
    """
    toned: list[Edit] = []
    toneless: list[Edit] = []
    for match in NOTES.finditer(text):
        character = text[match.start() - 1]
        notes = _NOTE.findall(match.group())
        if not all(_fits(character, note) for note in notes):
            continue
        edit = (match.start() - 1, match.end(), character)
        (toned if all(_has_tone(note) for note in notes) else toneless).append(edit)
    return sorted(toned + (toneless if len(toneless) >= FEWEST_TONELESS else []))


def is_note_for(character: str, note: str) -> bool:
    """Whether a note's syllable is a known reading of the character, in either script.

    >>> is_note_for("業", "yè")
    True
    """
    known = readings().get(simplified_forms().get(character, character), frozenset())
    return _toneless(note) in known


def _fits(character: str, note: str) -> bool:
    simple = simplified_forms().get(character, character)
    return is_note_for(character, note) if simple in readings() else _has_tone(note)


def _has_tone(note: str) -> bool:
    return any(unicodedata.combining(c) for c in unicodedata.normalize("NFD", note.replace("ü", "u")))


def _toneless(note: str) -> str:
    plain = (c for c in unicodedata.normalize("NFD", note.lower()) if not unicodedata.combining(c))
    return "".join(plain).translate(_LOOKALIKES)
