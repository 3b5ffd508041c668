"""Verdicts counted: precision, recall and F1 of what was found, and the accuracy of what is told of it.

Nothing said is nothing said wrong: where there is no fact on either side, precision and recall are 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from zeren.score.judge import Judgement, Mark, Row

ROWS: Final[tuple[Row, ...]] = get_args(Row)
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)


@dataclass(frozen=True, slots=True)
class Rates:
    """Found and right, found and wrong, not found."""

    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Rates(tp=8, fp=2, fn=0).f1, 3)
        0.889
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_json(self) -> dict[str, float]:
        counts = {"tp": self.tp, "fp": self.fp, "fn": self.fn}
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1, **counts}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `n` facts are told right in one respect."""

    right: int
    n: int

    @property
    def accuracy(self) -> float:
        return self.right / self.n if self.n else 0.0

    def to_json(self) -> dict[str, float]:
        return {"accuracy": self.accuracy, "n": self.n}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some documents; `invented` counts figures of ours that stand where gold has none."""

    rates: Mapping[str, Rates]
    shares: Mapping[str, Share]
    invented: int

    def to_json(self) -> dict[str, int | dict[str, float]]:
        rates = {name: one.to_json() for name, one in self.rates.items()}
        shares = {name: one.to_json() for name, one in self.shares.items()}
        return {"invented": self.invented, **rates, **shares}


def figures(judgements: Iterable[Judgement]) -> Figures:
    """The figures of some documents together."""
    every = list(judgements)
    told = Counter((verdict.row, verdict.outcome) for one in every for verdict in one.verdicts)

    def rates(row: Row) -> Rates:
        wrong = told[row, "wrong"]
        return Rates(told[row, "right"], told[row, "extra"] + wrong, told[row, "missed"] + wrong)

    def share(mark: Mark) -> Share:
        return Share(told[mark, "right"], told[mark, "right"] + told[mark, "wrong"])

    invented = sum(one.invented for one in every)
    return Figures({row: rates(row) for row in ROWS}, {mark: share(mark) for mark in MARKS}, invented)
