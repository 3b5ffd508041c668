"""What chance alone would give: the bipartite configuration model and the laws of what two of its rows share.

Apart from `cooperation`, because this is arithmetic over arrays and knows no bureau. The model is the one of maximum
entropy in which every row and every column of a table of zeros and ones keeps its sum on average (BiCM: Saracco et al.,
*Randomizing bipartite networks*, Scientific Reports 5, 2015): p_ij = x_i y_j / (1 + x_i y_j). How often two rows then
stand in the same column is Poisson binomial (Hong, *On computing the distribution function for the Poisson binomial
distribution*, Computational Statistics and Data Analysis 59, 2013): exact here, by the characteristic function.

In a small table that law is much too wide, since it lets the sums of the two rows vary as well: two bureaus with three of
twelve measures each share all three once in 220 deals, not once in 26. `overlaps` therefore gives the law with both sums
held exactly; where rows are long and thin the two laws are the same. That columns keep their sums exactly too makes two
rows stand in each other's way, in a column with one row alone altogether; both laws take that in to the first order
(Hájek, *Asymptotic theory of rejective sampling*, Annals of Mathematical Statistics 35, 1964), exactly for equal rows.
What is left of it `tilted` takes away: how many pairs meet in all is no matter of chance, since the columns tell it.
`bench/bench_chance.py` holds all this against tables dealt anew.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]

NEAR: Final = 1e-6
"""A fit is good when no expected sum is further than this from the true one."""
ROUNDS: Final = 200
FLOOR: Final = 1e-14
"""The least probability that is told: below it the sums of the exact method are noise."""
LARGE: Final = 100.0
"""Above this variance a normal law with a correction for skewness stands in for the exact one."""
_STEEPEST: Final = 3.0
_HALVINGS: Final = 40
_RIDGE: Final = 1e-10


def fit(loads: Floats, rows: Floats, sizes: Floats, columns: Floats) -> Floats:
    """The probability of each cell: one line a distinct load, of which there are so many `rows`; one column a distinct
    size, of which there are so many `columns`.

    By Newton's method on the logarithms of x and y, not by the usual fixed point, which stalls where a row is in nearly
    every column: there x has no finite value, and each round here still takes most of the error away.
    """
    cells = float(rows @ loads)
    x, y = np.log(loads / np.sqrt(cells)), np.log(sizes / np.sqrt(cells))
    for _ in range(ROUNDS):
        p = _sigmoid(x, y)
        wanting = loads - p @ columns, sizes - rows @ p
        if max(np.abs(one).max(initial=0.0) for one in wanting) < NEAR:
            break
        x, y = _step(x, y, p, (rows * wanting[0], columns * wanting[1]), rows, columns)
    return _sigmoid(x, y)


def _step(
    x: Floats, y: Floats, p: Floats, gradient: tuple[Floats, Floats], rows: Floats, columns: Floats
) -> tuple[Floats, Floats]:
    """One step up the likelihood, which is concave; short enough for the curve to be the one it was taken from."""
    weight = rows[:, None] * p * (1 - p) * columns[None, :]
    curve = np.block([[np.diag(weight.sum(1)), weight], [weight.T, np.diag(weight.sum(0))]])
    curve[np.diag_indices_from(curve)] += _RIDGE * max(1.0, float(curve.max())) + 1e-12
    step = np.linalg.solve(curve, np.concatenate(gradient))
    step *= min(1.0, _STEEPEST / max(float(np.abs(step).max()), 1e-300))
    return x + step[: len(x)], y + step[len(x) :]


def _sigmoid(x: Floats, y: Floats) -> Floats:
    from scipy.special import expit  # type: ignore[import-untyped]

    made: Floats = expit(x[:, None] + y[None, :])
    return made


def crowding(p: Floats, rows: Floats) -> Floats:
    """For each column, how much two rows stand in each other's way there: one over the variance of its sum."""
    number = rows.sum()
    made: Floats = (number - 1) / number / np.maximum(rows @ (p * (1 - p)), 1e-12)
    return made


def both(one: Floats, other: Floats, crowd: Floats | float) -> Floats:
    """The chance that two rows with these chances are both in a column."""
    made: Floats = one * other * (1 - (1 - one) * (1 - other) * crowd)
    within: Floats = np.clip(made, np.maximum(one + other - 1, 0), np.minimum(one, other))
    return within


def overlaps(base: Floats, columns: Floats, most: int, second: int, crowd: Floats) -> Floats:
    """The chance that two rows have the sums s and t and share x columns, at [s, t, x]: s up to `most`, t and x up to `second`.

    `base` is a line of `fit`, which one hardly matters: given the sums, only how the columns differ does. `crowd` is that
    of `crowding`.
    """
    law = np.zeros((most + 1, second + 1, second + 1))
    law[0, 0, 0] = 1.0
    two = both(base, base, crowd)
    cells = np.repeat(np.stack([1 - 2 * base + two, base - two, two]), columns.astype(np.int64), axis=1)
    for done, (neither, one, shared) in enumerate(cells.T):
        grown = law[: done + 2, : done + 2, : done + 2]
        old = grown.copy()
        grown *= neither
        grown[1:] += old[:-1] * one
        grown[:, 1:] += old[:, :-1] * one
        grown[1:, 1:, 1:] += old[:-1, :-1, :-1] * shared
    given: Floats = law / np.maximum(law.sum(axis=2, keepdims=True), 1e-300)
    return given


def tilted(law: Floats, sides: tuple[Integers, Integers], times: Floats, meetings: float) -> Floats:
    """A law of `overlaps` under which all pairs of rows together meet as often as the columns tell: `meetings` times.

    `sides` are the sums of the pairs (the greater one first), of each of which there are so many `times`. Every law is
    multiplied by one factor to the power of its value, as the maximum of entropy has it; without this, chance meets up to a
    twentieth too often.
    """
    own, values = law[sides], np.arange(law.shape[2])
    low, high = -_STEEPEST, _STEEPEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        bent = own * np.exp(middle * values)
        if times @ ((bent @ values) / np.maximum(bent.sum(axis=1), 1e-300)) < meetings:
            low = middle
        else:
            high = middle
    made = law * np.exp(low * values)
    even: Floats = made / np.maximum(made.sum(axis=2, keepdims=True), 1e-300)
    return even


def moments(law: Floats) -> Floats:
    """Mean, variance and third central moment of the laws along the last axis."""
    values = np.arange(law.shape[-1])
    mean = law @ values
    apart = values - mean[..., None]
    return np.stack([mean, (law * apart**2).sum(-1), (law * apart**3).sum(-1)])


class Spectrum:
    """The characteristic functions of some sums, a line a sum, built up from trials and laws.

    `width` is the number of values that can be told apart: every value further than half of it from the mean must be
    out of the question (see `width_for`).
    """

    def __init__(self, lines: int, width: int) -> None:
        turn = 2 * np.pi * np.arange(width // 2 + 1) / width
        self.width = width
        self._cos, self._sin = np.cos(turn), np.sin(turn)
        self._log = np.zeros((lines, len(turn)))
        self._angle = np.zeros((lines, len(turn)))

    def add(self, lines: Integers, chance: Floats, times: float) -> None:
        """Trials with these chances of success, each so many times, to these lines."""
        q = chance[:, None]
        square = 1 - 2 * q * (1 - q) * (1 - self._cos)
        self._log[lines] += times / 2 * np.log(np.maximum(square, 1e-300))
        self._angle[lines] += times * np.arctan2(-q * self._sin, 1 - q + q * self._cos)

    def add_law(self, lines: Integers, law: Floats) -> None:
        """A number with this law, no longer than the width, to each of these lines."""
        spectrum = np.fft.rfft(law, self.width, axis=1)
        self._log[lines] += np.log(np.maximum(np.abs(spectrum), 1e-300))
        self._angle[lines] += np.angle(spectrum)

    def tails(self, means: Floats, lines: Integers, values: Integers) -> tuple[Floats, Floats]:
        """For a value of a line: the chance of that or less, and of that or more."""
        mass = np.fft.irfft(np.exp(self._log + 1j * self._angle), self.width, axis=1)
        first = np.maximum(np.floor(means).astype(np.int64) - self.width // 2, 0)
        at = (first[:, None] + np.arange(self.width)) % self.width
        mass = np.maximum(np.take_along_axis(mass, at, axis=1), 0)
        less, more = np.cumsum(mass, axis=1), np.cumsum(mass[:, ::-1], axis=1)[:, ::-1]
        place = values - first[lines]
        near = np.clip(place, 0, self.width - 1)
        low = np.where(place < 0, 0.0, less[lines, near])
        high = np.where(place >= self.width, 0.0, more[lines, near])
        return np.clip(low, FLOOR, 1), np.clip(high, FLOOR, 1)


def width_for(variance: float, least: int = 0) -> int:
    """A power of two that holds ten standard deviations and twenty more on either side of the mean, and `least`."""
    return int(2 ** np.ceil(np.log2(max(20 * np.sqrt(variance) + 40, least))))


def normal_tails(shape: Floats, values: Integers) -> tuple[Floats, Floats]:
    """The same tails by a normal law with a correction for skewness, off by less than 1/`LARGE` of themselves near the
    mean; `shape` are means, variances and third central moments."""
    means, variances, thirds = shape
    deviation = np.sqrt(variances)
    skew = thirds / deviation**3
    low = _skewed((values + 0.5 - means) / deviation, skew)
    high = _skewed(-(values - 0.5 - means) / deviation, -skew)
    return low, high


def _skewed(z: Floats, skew: Floats) -> Floats:
    from scipy.special import ndtr

    made: Floats = ndtr(z) + skew * (1 - z**2) * np.exp(-(z**2) / 2) / (6 * np.sqrt(2 * np.pi))
    return np.clip(made, FLOOR, 1)


def corrected(chances: Floats, times: Floats) -> Floats:
    """Benjamini and Hochberg's false discovery rate of each chance, of which there are so many `times`.

    Equal to `scipy.stats.false_discovery_control` on the chances repeated, without repeating them.

    >>> corrected(np.array([0.01, 1.0]), np.array([1.0, 3.0])).tolist()
    [0.04, 1.0]
    """
    order = np.argsort(chances, kind="stable")
    rank = np.cumsum(times[order])
    total = rank[-1] if len(rank) else 0.0
    least = np.minimum.accumulate((chances[order] * total / rank)[::-1])[::-1]
    made = np.empty_like(chances)
    made[order] = np.minimum(least, 1.0)
    return made


def reachable(least: Floats, times: Floats, alpha: float) -> NDArray[np.bool_]:
    """Which tests could be significant at all, `least` being the least chance that each can come to.

    The others are no part of the family to correct for: Tarone's rule as Gilbert takes it to false discovery rates (*A
    modified false discovery rate multiple-comparisons procedure for discrete data*, Applied Statistics 54, 2005), with the
    smallest number K of tests such that no more than K can come to alpha / K.

    >>> reachable(np.array([0.04, 0.001]), np.array([90.0, 5.0]), 0.05).tolist()
    [False, True]
    """
    order = np.argsort(least, kind="stable")
    sizes, counts = least[order], np.concatenate([[0.0], np.cumsum(times[order])])
    few, many = 1, max(1, int(counts[-1]))
    while few < many:
        middle = (few + many) // 2
        if counts[np.searchsorted(sizes, alpha / middle, side="right")] <= middle:
            many = middle
        else:
            few = middle + 1
    reached: NDArray[np.bool_] = least <= alpha / few
    return reached
