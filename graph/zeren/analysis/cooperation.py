"""Pairs of bureaus that work together more, or less, than chance: counts alone only say who is busy.

Apart from `workload.pairs`, which counts, because a count means something only beside what chance would give. Chance here
deals the duties of *each document* anew so that every bureau keeps its load there and every measure its number of bureaus
(`chance`); bureaus that no document names together could never meet and are not tested. Bureaus with the same loads are one
class and are reckoned once. Measures keep their number of bureaus on average, bureaus their load exactly, but in documents
that are too large for that (`WORK`) on average too, which makes chance a little wider than it is: it then errs on the side
of saying nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Unpack

import numpy as np
import pandas as pd

from zeren.analysis import chance
from zeren.analysis.chance import Floats, Integers
from zeren.analysis.duties import MEASURE, Scope, duties
from zeren.analysis.workload import shared_measures

if TYPE_CHECKING:
    from zeren.facts import Tables

ALPHA: Final = 0.05
PATTERN: Final = 2
"""One measure together is no pattern: as many must be shared for `perhaps-more`."""
WORK: Final = 100_000_000
"""A document is large when its measures times its greatest load times the square of the next are more than this: a second."""
COLUMNS: Final = [
    "unit_a", "unit_b", "name_a", "name_b", "measures", "expected", "ratio", "z", "p", "q", "than_chance",
]  # fmt: skip
_ORDER: Final = {"more": 0, "less": 1, "perhaps-more": 2, "perhaps-less": 3, "like": 4}
_LINES: Final = 4096
_DIGITS: Final = {"expected": 6, "ratio": 4, "z": 4, "p": 16, "q": 16}
_STRINGS: Final = dict.fromkeys(["unit_a", "unit_b", "name_a", "name_b", "than_chance"], "string")


def cooperation(tables: Tables, alpha: float = ALPHA, named_only: bool = True, **scope: Unpack[Scope]) -> pd.DataFrame:
    """Every pair that shares a measure, and every pair that strangely shares none; the strangest first.

    Columns unit_a, unit_b (in the order of ids), name_a, name_b; `measures` shared and `expected` by chance; `ratio` of the
    two; `z`, how many standard deviations they are apart; `p`, the chance of so many or more where they are more than
    expected, else of so few or fewer (at least 1e-14); `q`, the same after Benjamini and Hochberg's correction over all
    pairs that could be found (1 for those that could not: two bureaus with a measure each say nothing); `than_chance`:
    `more` or `less` where q is at most `alpha`, `perhaps-more` (of two measures at least) or `perhaps-less` where only p is
    (among many pairs some are by chance), else `like`.
    """
    held = duties(tables, **scope)
    held = (held[held["named"]] if named_only else held).drop_duplicates([*MEASURE, "unit"])
    if held.empty:
        return _frame(held, {name: [] for name in COLUMNS})
    model = _model(held)
    return _frame(held, _judged(model, shared_measures(held), alpha))


# --- the model ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """One document: its classes and their loads, the chance of each (line) in a measure of each size (column), how many of
    each size, how they are crowded; `law` at two loads is that of the measures they share, none where the document is large."""

    classes: Integers
    loads: Integers
    chances: Floats
    measures: Floats
    crowd: Floats
    law: Floats | None

    def longest(self) -> int:
        return 0 if self.law is None else self.law.shape[2]

    def shared(self, law: Floats, one: Integers, other: Integers) -> Floats:
        """The law of what the classes in these lines share."""
        sides = self.loads[one], self.loads[other]
        found: Floats = law[np.maximum(*sides), np.minimum(*sides)]
        return found

    def moments(self, one: Integers, other: Integers) -> Floats:
        """Of what the classes in these lines share: mean, variance and third central moment, and the logarithms of the
        chances of none, of as few and of as many as can be (of large documents no bound is told)."""
        if self.law is not None:
            law = self.shared(self.law, one, other)
            some = law > 0
            ends = np.stack([np.zeros_like(one), some.argmax(axis=1), law.shape[1] - 1 - some[:, ::-1].argmax(axis=1)])
            with np.errstate(divide="ignore"):
                return np.concatenate([chance.moments(law), np.log(law[np.arange(len(law)), ends])])
        made = np.zeros((6, len(one)))
        for q, measures in self.trials(one, other):
            spread = q * (1 - q)
            made[:3] += measures * np.stack([q, spread, spread * (1 - 2 * q)])
            made[3] += measures * np.log1p(-np.minimum(q, 1 - 1e-16))
        made[4:] = -np.inf
        return made

    def trials(self, one: Integers, other: Integers) -> Iterator[tuple[Floats, float]]:
        """For each size: the chance that the classes in these lines share a measure of it, and how many there are."""
        for column, measures in enumerate(self.measures):
            sides = self.chances[one, column], self.chances[other, column]
            yield chance.both(*sides, float(self.crowd[column])), float(measures)


@dataclass(frozen=True, slots=True)
class _Model:
    """Units in id order and their classes; the plans; the pairs of classes that may meet (key = a * classes + b).

    `times` is the number of pairs of units, `first` the first plan that names both, `moments` the mean, variance and third
    central moment of the measures they share, `ends` the chances that they share none, as few and as many as can be.
    """

    units: pd.Index[str]
    classes: Integers
    plans: list[_Plan]
    keys: Integers
    times: Integers
    first: Integers
    moments: Floats
    ends: Floats

    def at(self, one: Integers, other: Integers) -> Integers:
        """The places of some pairs of classes among the keys."""
        key = np.minimum(one, other) * (self.classes.max() + 1) + np.maximum(one, other)
        places: Integers = np.searchsorted(self.keys, key)
        return places


def _model(held: pd.DataFrame) -> _Model:
    load = held.groupby(["unit", "document"], as_index=False).size()
    units, classes = _classes(load)
    load["class"] = load["unit"].map(dict(zip(units, classes, strict=True)))
    sizes = held.groupby(MEASURE).size().groupby("document")
    plans = [_plan(own, sizes.get_group(document)) for document, own in load.groupby("document")]
    heads = np.bincount(classes).astype(np.int64)
    met = [_meeting(plan.classes, heads) for plan in plans]
    keys = np.unique(np.concatenate([one * len(heads) + other for one, other in met]))
    first, moments = np.zeros(len(keys), np.int64), np.zeros((6, len(keys)))
    for number in reversed(range(len(plans))):
        (one, other), plan = met[number], plans[number]
        at = np.searchsorted(keys, one * len(heads) + other)
        first[at] = number
        moments[:, at] += plan.moments(np.searchsorted(plan.classes, one), np.searchsorted(plan.classes, other))
    one, other = np.divmod(keys, len(heads))
    times = np.where(one == other, heads[one] * (heads[one] - 1) // 2, heads[one] * heads[other])
    return _Model(units, classes, plans, keys, times, first, moments[:3], np.exp(moments[3:]))


def _classes(load: pd.DataFrame) -> tuple[pd.Index[str], Integers]:
    """The units in order, and a number for each that units with the same load in the same documents share."""
    part = load["document"] + ":" + load["size"].astype("string")
    told = part.groupby(load["unit"]).agg("|".join)
    codes, _ = pd.factorize(told, sort=True)
    return told.index, codes.astype(np.int64)


def _plan(load: pd.DataFrame, sizes: pd.Series[int]) -> _Plan:
    loads, rows = np.unique(load["size"].to_numpy(dtype=np.int64), return_counts=True)
    column, measures = np.unique(sizes.to_numpy(dtype=np.int64), return_counts=True)
    numbers = measures.astype(float)
    chances = chance.fit(loads.astype(float), rows.astype(float), column.astype(float), numbers)
    own = load.drop_duplicates("class").sort_values("class")
    load_of = own["size"].to_numpy(dtype=np.int64)
    lines, crowd = chances[np.searchsorted(loads, load_of)], chance.crowding(chances, rows.astype(float))
    most, second = (int(one) for one in (loads[-1], loads[-1] if rows[-1] > 1 or len(loads) == 1 else loads[-2]))
    small = numbers.sum() * (most + 1.0) * (second + 1.0) ** 2 <= WORK
    law = None
    if small:
        law = chance.overlaps(chances[len(loads) // 2], numbers, most, second, crowd)
        law = chance.tilted(law, *_couples(loads, rows), float(numbers @ (column * (column - 1) / 2)))
    return _Plan(own["class"].to_numpy(dtype=np.int64), load_of, lines, numbers, crowd, law)


def _couples(loads: Integers, rows: Integers) -> tuple[tuple[Integers, Integers], Floats]:
    """The pairs of loads, the greater first, and how many pairs of bureaus have them."""
    less, more = np.triu_indices(len(loads))
    times = np.where(less == more, rows[less] * (rows[less] - 1) / 2, rows[less] * rows[more])
    there = times > 0
    return (loads[more[there]], loads[less[there]]), times[there].astype(float)


def _meeting(classes: Integers, heads: Integers) -> tuple[Integers, Integers]:
    """The pairs of classes of one plan, each once; a class with itself where it has two units."""
    one, other = np.triu_indices(len(classes))
    kept = (one != other) | (heads[classes[one]] > 1)
    return classes[one[kept]], classes[other[kept]]


# --- the judgement -----------------------------------------------------------------------------------------------------


def _judged(model: _Model, shared: pd.DataFrame, alpha: float) -> dict[str, object]:
    """The columns of the answer, but names: what is shared against what the model gives."""
    a, b = (model.units.get_indexer(pd.Index(shared[side])) for side in ("unit_a", "unit_b"))
    pair, value = model.at(model.classes[a], model.classes[b]), shared["measures"].to_numpy(dtype=np.int64)
    low, high = _tails(model, pair, value)
    apart = model.times - np.bincount(pair, minlength=len(model.times))
    none = np.flatnonzero(apart)
    times = np.concatenate([np.ones(len(pair)), apart[none]])
    every = np.concatenate([pair, none])
    at_none = np.maximum(model.ends[0, none], chance.FLOOR)
    q_low = _corrected(np.concatenate([low, at_none]), times, model.ends[1, every], alpha)
    q_high = _corrected(np.concatenate([high, np.ones(len(none))]), times, model.ends[2, every], alpha)
    strange = np.flatnonzero(q_low[len(pair) :] <= alpha)
    far_a, far_b, which = _strangers(model, none[strange], a, b)
    far = strange[which]
    pair, value = np.concatenate([pair, none[far]]), np.concatenate([value, np.zeros(len(far), np.int64)])
    mean, variance, _ = model.moments[:, pair]
    more, sure = value >= mean, np.ones(len(far))
    p = np.where(more, np.concatenate([high, sure]), np.concatenate([low, at_none[far]]))
    q = np.where(
        more,
        np.concatenate([q_high[: len(a)], sure]),
        np.concatenate([q_low[: len(a)], q_low[len(a) + far]]),
    )
    return {
        "unit_a": model.units.take(np.concatenate([a, far_a])),
        "unit_b": model.units.take(np.concatenate([b, far_b])),
        "measures": value,
        "expected": mean,
        "ratio": value / mean,
        "z": (value - mean) / np.sqrt(np.maximum(variance, 1e-12)),
        "p": p,
        "q": q,
        "than_chance": np.select(
            [(q <= alpha) & more, q <= alpha, (p <= alpha) & more & (value >= PATTERN), (p <= alpha) & ~more],
            ["more", "less", "perhaps-more", "perhaps-less"],
            "like",
        ),
    }


def _corrected(chances: Floats, times: Floats, least: Floats, alpha: float) -> Floats:
    """False discovery rates among the pairs that could be found at all; 1 for the others."""
    made, found = np.ones(len(chances)), chance.reachable(least, times, alpha)
    made[found] = chance.corrected(chances[found], times[found])
    return made


def _strangers(model: _Model, strange: Integers, a: Integers, b: Integers) -> tuple[Integers, Integers, Integers]:
    """The pairs of units of some pairs of classes that share nothing, and which of these pairs of classes each is of."""
    met = np.sort(a * len(model.units) + b)
    made: list[tuple[Integers, Integers, Integers]] = [(np.zeros(0, np.int64),) * 3]
    by_class = np.argsort(model.classes, kind="stable")
    start = np.searchsorted(model.classes[by_class], np.arange(model.classes.max() + 2))
    for which, key in enumerate(model.keys[strange]):
        one, other = divmod(int(key), len(start) - 1)
        sides = [by_class[start[side] : start[side + 1]] for side in (one, other)]
        left, right = (side.ravel() for side in np.meshgrid(*sides, indexing="ij"))
        kept = (left < right) | (one != other)
        first, second = np.minimum(left, right)[kept], np.maximum(left, right)[kept]
        new = ~np.isin(first * len(model.units) + second, met)
        made.append((first[new], second[new], np.full(int(new.sum()), which)))
    one_side, other_side, of = zip(*made, strict=True)
    return np.concatenate(one_side), np.concatenate(other_side), np.concatenate(of)


def _tails(model: _Model, pair: Integers, value: Integers) -> tuple[Floats, Floats]:
    """For each pair of classes and number of shared measures: the chance of that or fewer, and of that or more."""
    low, high = np.empty(len(pair)), np.empty(len(pair))
    large = model.moments[1, pair] > chance.LARGE
    low[large], high[large] = chance.normal_tails(model.moments[:, pair[large]], value[large])
    for lines in _blocks(model, np.unique(pair[~large])):
        mine = np.flatnonzero(np.isin(pair, lines))
        spectrum = _spectrum(model, lines)
        at = np.searchsorted(lines, pair[mine])
        low[mine], high[mine] = spectrum.tails(model.moments[0, lines], at, value[mine])
    return low, high


def _blocks(model: _Model, pairs: Integers) -> Iterator[Integers]:
    """Pairs of classes in blocks of one first plan, of like variance and few enough for memory, in order in each."""
    order = np.lexsort((model.moments[1, pairs], model.first[pairs]))
    firsts = model.first[pairs[order]]
    for run in np.split(pairs[order], np.flatnonzero(np.diff(firsts)) + 1):
        for begin in range(0, len(run), _LINES):
            yield np.sort(run[begin : begin + _LINES])


def _spectrum(model: _Model, pairs: Integers) -> chance.Spectrum:
    """What each of some pairs of classes shares by chance; all of them have the same first plan."""
    one, other = np.divmod(model.keys[pairs], int(model.classes.max()) + 1)
    plans = model.plans[int(model.first[pairs[0]]) :]
    widest = float(model.moments[1, pairs].max())
    spectrum = chance.Spectrum(len(pairs), chance.width_for(widest, max(plan.longest() for plan in plans)))
    for plan in plans:
        a, b = (np.minimum(np.searchsorted(plan.classes, side), len(plan.classes) - 1) for side in (one, other))
        both = np.flatnonzero((plan.classes[a] == one) & (plan.classes[b] == other))
        if len(both) and plan.law is not None:
            spectrum.add_law(both, plan.shared(plan.law, a[both], b[both]))
        elif len(both):
            for chances, measures in plan.trials(a[both], b[both]):
                spectrum.add(both, chances, measures)
    return spectrum


def _frame(held: pd.DataFrame, columns: Mapping[str, object]) -> pd.DataFrame:
    """The answer with names, typed and sorted; figures rounded, so that they are the same on every machine."""
    names = held.drop_duplicates("unit").set_index("unit")["name"]
    made = pd.DataFrame(columns)
    for side in ("a", "b"):
        made[f"name_{side}"] = made[f"unit_{side}"].map(names)
    made = made[COLUMNS].astype(_STRINGS | {"measures": "Int64"} | dict.fromkeys(_DIGITS, "Float64"))
    made["rank"] = made["than_chance"].map(_ORDER)
    keys = ["rank", "p", "z", "unit_a", "unit_b"]
    rounded = made.round(_DIGITS)
    for name in ("p", "q"):
        rounded[name] = made[name].map(_significant).astype("Float64")
    return rounded.sort_values(keys, ascending=[True, True, False, True, True], ignore_index=True)[COLUMNS]


def _significant(figure: float) -> float:
    return float(f"{figure:.6g}")
