"""Whether confidence means what it says: of the facts told with 0.9, nine in ten should be right.

A claim that gold cannot judge is not here: who leads by a guess of ours where gold guessed by the same rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from zeren.score.judge import Claim

Line: TypeAlias = dict[str, object]

EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)
"""Where the bins of confidence begin and the last one ends; most claims are told with more than 0.9."""


def bins(claims: Sequence[Claim]) -> list[Line]:
    """The claims by their confidence: how many, how many right, and how sure they were on average."""
    return [{"from": low, "to": high, **_summed(held)} for low, high, held in _binned(claims)]


def kinds(claims: Sequence[Claim]) -> list[Line]:
    """The claims by kind, and all of them, each with its calibration error and its Brier score."""
    every = [*_split(claims, _kind), ("all", list(claims))]
    return [{"kind": kind, **_summed(held), "ece": ece(held), "brier": brier(held)} for kind, held in every]


def rules(claims: Sequence[Claim]) -> list[Line]:
    """The claims by the rule that made them."""
    return [
        {"kind": kind, "rule": rule, **_summed(held)}
        for kind, of_kind in _split(claims, _kind)
        for rule, held in _split(of_kind, _rule)
    ]


def ece(claims: Sequence[Claim]) -> float:
    """How far confidence is from accuracy, on average over the bins (expected calibration error, Naeini 2015); 0 at best.

    >>> ece([Claim("target", "count", 0.9, True), Claim("target", "count", 0.9, False)])
    0.4
    """
    gaps = (abs(sum(one.confidence - one.right for one in held)) for _, _, held in _binned(claims))
    return round(sum(gaps) / len(claims), 6) if claims else 0.0


def brier(claims: Sequence[Claim]) -> float:
    """The mean square of what confidence lacks of the truth, 0 at best (Brier 1950); 0.25 is a coin's.

    >>> brier([Claim("target", "count", 0.9, True), Claim("target", "count", 0.9, False)])
    0.41
    """
    return round(_mean((one.confidence - one.right) ** 2 for one in claims), 6)


def _binned(claims: Sequence[Claim]) -> list[tuple[float, float, list[Claim]]]:
    """The bins that hold any claims; a claim that is certain is in the last one."""
    made = []
    for low, high in pairwise(EDGES):
        held = [one for one in claims if low <= one.confidence < high or one.confidence == high == EDGES[-1]]
        made += [(low, high, held)] if held else []
    return made


def _summed(claims: Sequence[Claim]) -> Line:
    right = sum(one.right for one in claims)
    return {
        "claims": len(claims),
        "right": right,
        "accuracy": round(right / len(claims), 6) if claims else 0.0,
        "confidence": round(_mean(one.confidence for one in claims), 6),
    }


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def _split(claims: Sequence[Claim], key: Callable[[Claim], str]) -> list[tuple[str, list[Claim]]]:
    names = sorted({key(one) for one in claims})
    return [(name, [one for one in claims if key(one) == name]) for name in names]


def _kind(claim: Claim) -> str:
    return claim.kind


def _rule(claim: Claim) -> str:
    return claim.rule
