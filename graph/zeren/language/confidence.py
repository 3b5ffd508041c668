"""How sure a fact is: what its rule got right and wrong on documents with right answers, smoothed.

    confidence = (right + a) / (right + wrong + a + b)

The prior, `a` right and `b` wrong, is a rule's record before anything was measured. For targets, results and milestones
it stands in `data/rule_confidence.csv` as the rule `*` of each kind and weighs twenty cases in the proportion that was
right when documents were read for the first time; it holds for a rule that the table lacks. For roles it is the column
`prior` of `data/role_rules.csv`, of the same weight. Twenty, because the facts of one document are much alike and a
dozen of them tell less than they seem to. `bench/calibrate.py` prints both tables from folders of right answers.

Two things lower a rule's confidence: damage (`DAMAGED`) and distance (`INHERITED`).
"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, TypeAlias

from zeren.language.rules import rows

FigureKind: TypeAlias = Literal["target", "result", "milestone"]

PRIOR_RULE: Final = "*"
PRIOR_WEIGHT: Final = 20
DAMAGED: Final = 0.9
"""For words that lost bytes, repaired or not; judged, not measured: right answers hold too few of them."""
INHERITED: Final = 0.99
"""For a deadline that the row, label or section gives. Of targets with such a one 120 of 122 were right, no fewer than of
the others; the hundredth is for headings that are taken for another row's, of which right answers hold too few."""


def of_rule(kind: FigureKind, rule: str) -> float:
    """The confidence of a rule, or of any rule of its kind where nothing was measured.

    >>> of_rule("target", "count") > of_rule("target", "a rule unheard of")
    True
    """
    known = _table()
    return known.get((kind, rule), known[kind, PRIOR_RULE])


def smoothed(right: float, wrong: float, a: float, b: float) -> float:
    """
    >>> smoothed(0, 0, 19, 1), smoothed(192, 5, 19, 1)
    (0.95, 0.972)
    """
    return round((right + a) / (right + wrong + a + b), 3)


def lowered(confidence: float, *, damaged: bool = False, inherited: bool = False) -> float:
    """A rule's confidence in a fact whose words are damaged or whose deadline stands elsewhere.

    >>> lowered(0.95), lowered(0.95, damaged=True)
    (0.95, 0.855)
    """
    return round(confidence * (DAMAGED if damaged else 1) * (INHERITED if inherited else 1), 3)


@cache
def _table() -> dict[tuple[str, str], float]:
    return {(row["kind"], row["rule"]): float(row["confidence"]) for row in rows("rule_confidence")}
