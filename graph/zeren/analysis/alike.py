"""How much the measures of two documents say the same: the one judgement that versions and years are compared by.

Words are compared without figures, so that a raised target or another year does not hide that the task is the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from zeren.analysis.words import fold
from zeren.registry.csvtable import rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST: Final = 400
"""Measures are compared by so many of their first characters; a work report's paragraph says its task early."""

PART: Final = 8
"""A text of fewer characters stands in others by chance."""
PART_COUNTS: Final = 0.95
"""What a part that stands in another text to the letter is worth beside two equal texts."""

_NO_WORDS: Final = re.compile(
    r"[\W\d_]+|(?<![零〇一二两三四五六七八九十百千万亿])[零〇一二两三四五六七八九十百千万亿]++(?=[个所处座家项条人户套亩公%])"
)
_MEASURE_WORD: Final = re.compile("[个所处座家项条人户套亩张辆场次名]$")


class Pair(NamedTuple):
    """Two measures by their positions, and how alike they are, from 0 to 1."""

    first: int
    second: int
    score: float


def core(text: str) -> str:
    """The words of a text as they are compared: folded, without figures and marks.

    >>> core("1. 新建、改扩建幼儿园30所。")
    '新建改扩建幼儿园所'
    """
    return _NO_WORDS.sub("", fold(text))[:LONGEST]


def topic(text: str) -> str:
    """What a measure is about: its core without the words that plans say of anything; the core where nothing is left.

    >>> topic("新建社区养老服务中心10个"), topic("新建社区托育服务中心12个")
    ('养老', '托育')
    """
    words = core(text)
    return _generic().sub("", _MEASURE_WORD.sub("", words)) or words


@cache
def _generic() -> re.Pattern[str]:
    """The words that say nothing of what a measure is about; `generic_words.csv` holds them."""
    words = sorted((row["word"] for row in rows(__package__, "generic_words")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def ratios(first: Sequence[str], second: Sequence[str]) -> NDArray[np.float32]:
    """How alike each text is to each other, from 0 to 1, by the characters that they share in order."""
    from rapidfuzz import fuzz, process

    found = process.cdist(list(first), list(second), scorer=fuzz.ratio, dtype=np.float32)
    return np.asarray(found / 100, dtype=np.float32)


def held(first: Sequence[str], second: Sequence[str]) -> NDArray[np.float32]:
    """How far each text stands in each other: as for `ratios`, and nearly as much where one is a part of the other."""
    from rapidfuzz import fuzz, process

    whole = ratios(first, second)
    part = process.cdist(list(first), list(second), scorer=fuzz.partial_ratio, dtype=np.float32) / 100
    long = np.array([[min(len(one), len(other)) >= PART for other in second] for one in first])
    return np.asarray(np.maximum(whole, np.where(long, PART_COUNTS * part, 0)), dtype=np.float32)


def pairs(scores: NDArray[np.float32], least: float) -> list[Pair]:
    """The pairing of rows and columns that is best as a whole, without the pairs below a score; each used once."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    if not scores.size:
        return []
    rows, columns = linear_sum_assignment(np.where(scores >= least, scores, 0.0), maximize=True)
    found = ((int(row), int(column), float(scores[row, column])) for row, column in zip(rows, columns, strict=True))
    return [Pair(*one) for one in found if one[2] >= least]
