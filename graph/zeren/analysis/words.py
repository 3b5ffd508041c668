"""How words are compared: one folding for texts and questions, and the tables of synonyms, question words and traps.

Apart from the search, because the search ranks and this room only knows which words say the same. `synonyms.csv` holds
sets of public-service words: a word of `same` finds the other words of its set and those of `narrower`, but a narrower
word finds nothing wider (看病 finds 卫生院; 卫生院 does not find all of 医疗). `query_words.csv` lists the words of
a question that carry no topic (`stop`) or little of one (`weak`). `traps.csv` lists the places where a word stands by
accident of spelling (上学 in 以上学历).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, TypeAlias

from zeren.registry.csvtable import Row
from zeren.registry.csvtable import rows as read_rows
from zeren.script import simplified_forms

Kind: TypeAlias = Literal["topic", "weak", "stop"]

EXACT: Final = 1.0
SAME: Final = 0.8
NARROWER: Final = 0.6


def fold(text: str) -> str:
    """Text as it is compared: width and case folded, blanks dropped; the script is kept.

    >>> fold("ＰＭ2.5 达标")
    'pm2.5达标'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_query(text: str) -> str:
    """A question as it is compared: folded like texts, and in Simplified characters.

    >>> fold_query("養老 院")
    '养老院'
    """
    return fold(text).translate(_simplified())


def related(word: str) -> tuple[tuple[str, float], ...]:
    """The words that answer a question for `word`, each with the strength of its answer, the word itself first.

    A single character that has synonyms does not answer by itself (路 in 思路), but in a row of such (水、电、路).
    """
    others = _relations().get(word, ())
    return ((f"、{word}", SAME), *others) if len(word) == 1 and others else ((word, EXACT), *others)


def count(text: str, word: str) -> int:
    """How often a word stands in a folded text, its traps not counted.

    >>> count("大专以上学历人员", "上学")
    0
    """
    return text.count(word) - sum(text.count(trap) for trap in _traps().get(word, ()))


def asked_by(text: str) -> tuple[str, ...]:
    """The words that a folded text lacks and that find it all the same, in the order of the table.

    >>> "养老院" in asked_by("新建敬老院2所")
    True
    """
    said = [word for word in _askers() if word in text and count(text, word)]
    return tuple(dict.fromkeys(head for word in said for head in _askers()[word] if head not in text))


@cache
def _simplified() -> dict[int, str]:
    return {ord(full): simple for full, simple in simplified_forms().items()}


@cache
def lexicon() -> Mapping[str, Kind]:
    """Every word that a question may be cut into.

    A narrower word that is made of other words (老旧小区改造) is left out: its parts find more than the whole.
    """
    kinds: dict[str, Kind] = {}
    for row in _table("query_words"):
        kinds |= dict.fromkeys(_words(row["words"]), "weak" if row["kind"] == "weak" else "stop")
    kinds |= dict.fromkeys(heads(), "topic")
    narrower = dict.fromkeys(word for row in _table("synonyms") for word in _words(row["narrower"]))
    return kinds | {word: "topic" for word in narrower if word not in kinds and not _made_of(word, kinds)}


def _made_of(text: str, words: Mapping[str, Kind]) -> bool:
    """Whether a text can be cut into words of two characters or more."""
    ends = [True] + [False] * len(text)
    for end in range(2, len(text) + 1):
        ends[end] = any(ends[start] and text[start:end] in words for start in range(end - 1))
    return ends[-1]


@cache
def heads() -> tuple[str, ...]:
    """The words that lead a synonym set, in the order of the table."""
    return tuple(dict.fromkeys(word for row in _table("synonyms") for word in _words(row["same"])))


def subjects(word: str) -> tuple[str, ...]:
    """The subjects (health, transport...) of the sets that a word leads."""
    return _subjects().get(word, ())


@cache
def _subjects() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _table("synonyms"):
        for word in _words(row["same"]):
            found[word][row["subject"]] = None
    return {word: tuple(of) for word, of in found.items()}


@cache
def _relations() -> Mapping[str, tuple[tuple[str, float], ...]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in _table("synonyms"):
        same, narrower = _words(row["same"]), _words(row["narrower"])
        for word in same:
            for other in same:
                found[word][other] = SAME
            for other in narrower:
                found[word].setdefault(other, NARROWER)
    return {
        word: tuple((other, strength) for other, strength in others.items() if other != word and len(other) > 1)
        for word, others in found.items()
    }


@cache
def _askers() -> Mapping[str, tuple[str, ...]]:
    """For each word the heads, of two characters or more, that a question may put in its place."""
    found: dict[str, list[str]] = defaultdict(list)
    for head in heads():
        for word, _ in related(head) if len(head) > 1 else ():
            found[word].append(head)
    return {word: tuple(of) for word, of in found.items()}


@cache
def _traps() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _table("traps"):
        found[row["word"]] = (*found.get(row["word"], ()), row["inside"])
    return found


def _words(cell: str) -> list[str]:
    return [fold(word) for word in cell.split()]


def _table(name: str) -> tuple[Row, ...]:
    return read_rows("zeren.analysis", name)
