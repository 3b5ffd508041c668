"""What a question asks about: a topic cut into the words that must be found.

Apart from the search, because questions come in the words of people (哪个部门管幼儿园建设?) and measures in the words
of offices. The cut is the one that leaves the fewest characters unknown, then has the fewest words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from zeren.analysis.words import Kind, fold_query, lexicon, related

WEAK_WEIGHT: Final = 0.25
_BREAK: Final = re.compile(r"(?:[.](?!\d)|[\s,，、。;；:：?？!！/|“”\"'‘’()（）\[\]【】《》〈〉])+")
_LOOSE: Final = re.compile("(?:(?<!s)s++)?u[su]*+|.")
_LONGEST: Final = 12


@dataclass(frozen=True)
class Concept:
    """One thing that a question asks for and the words that would answer it, strongest first.

    `weak` words (建设, 管理) help to rank and decide nothing; an `unknown` word may also be found in parts.
    """

    word: str
    words: tuple[tuple[str, float], ...]
    weak: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Topic:
    """The question's own words in one piece (`phrase`), and the concepts that they are made of."""

    phrase: str
    concepts: tuple[Concept, ...]


def understand(question: str) -> Topic:
    """Cut a question into its concepts; no concept where nothing but question words was asked.

    >>> [concept.word for concept in understand("哪个部门管幼儿园建设?").concepts]
    ['幼儿园', '建设']
    """
    pieces = [_trim(cut(fold_query(piece))) for piece in _BREAK.split(question)]
    words = [(word, kind) for piece in pieces for word, kind in piece]
    phrase = "".join(word for word, _ in words)
    content = [(word, kind) for word, kind in words if kind != "stop"]
    if any(kind in ("topic", None) and len(word) > 1 for word, kind in content):
        content = [(word, kind) for word, kind in content if kind or len(word) > 1]
    only_weak = all(kind == "weak" for _, kind in content)
    return Topic(phrase, tuple(_concept(word, None if only_weak else kind) for word, kind in dict(content).items()))


def cut(text: str) -> list[tuple[str, Kind | None]]:
    """Cut folded text into known words and unknown runs (kind `None`).

    A single known character beside an unknown one is part of the unknown word: 路 in 思路 is no road.
    """
    known = lexicon()
    words = _best_words(text)
    mask = "".join("u" if word not in known else "s" if len(word) == 1 else "w" for word in words)
    runs = [("".join(words[run.start() : run.end()]), "u" in run[0]) for run in _LOOSE.finditer(mask)]
    return [(run, None if loose else known[run]) for run, loose in runs]


def _best_words(text: str) -> list[str]:
    known = lexicon()
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # unknown characters, words, where the last word starts
    for end in range(1, len(text) + 1):
        start = end - 1
        choices = [(best[start][0] + (text[start] not in known), best[start][1] + 1, start)]
        choices += [
            (best[start][0], best[start][1] + 1, start)
            for start in range(max(0, end - _LONGEST), end - 1)
            if text[start:end] in known
        ]
        best.append(min(choices))
    words, end = [], len(text)
    while end:
        start = best[end][2]
        words.append(text[start:end])
        end = start
    return words[::-1]


def _trim(words: list[tuple[str, Kind | None]]) -> list[tuple[str, Kind | None]]:
    """Without the stop words at both ends: what is left in one piece is the phrase."""
    content = [i for i, (_, kind) in enumerate(words) if kind != "stop"]
    return words[content[0] : content[-1] + 1] if content else []


def _concept(word: str, kind: Kind | None) -> Concept:
    return Concept(word, related(word), weak=kind == "weak", unknown=kind is None)
