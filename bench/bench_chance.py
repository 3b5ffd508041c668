"""How true the chances of `analysis.cooperation` are: beside tables dealt anew, and on worlds whose pairs are known.

    python bench/bench_chance.py [FACTS] [--deals 1000] [--trades 1000] [--worlds 50]

*dealt anew*: every document's table of bureaus and measures is dealt anew by the curveball (all its sums kept), so many
times, each by so many trades from the table itself; `p` and what is expected stand against the share and the mean among
these. *no pair*: worlds that are such deals, in which nobody works together more than chance. *planted*: the same with five
pairs of bureaus (of five measures and more each) that share so much of what they could share. Told are, of all worlds, the
share of planted pairs that were found (power) and the share of wrong pairs among those found (false discoveries).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from dealt_facts import dealt
from zeren import facts
from zeren.analysis.cooperation import cooperation
from zeren.analysis.duties import MEASURE, duties

FACTS: Final = Path(__file__).parents[1] / "out" / "facts"
Table = NDArray[np.bool_]
PLANTED: Final = 5
LEAST: Final = 5
BANDS: Final = ((0.0, 0.01), (0.01, 0.05), (0.05, 0.2), (0.2, 1.01))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("facts", nargs="?", type=Path, default=FACTS)
    for name, default in (("deals", 1000), ("trades", 1000), ("worlds", 50)):
        asked.add_argument(f"--{name}", type=int, default=default)
    given = asked.parse_args()
    tables = documents(given.facts)
    dice = np.random.default_rng(0)
    beside(tables, given.deals, given.trades, dice)
    largest = max(tables, key=np.size)
    worlds = dealt_anew(largest, given.worlds, given.trades, dice)
    found = [cooperation(dealt(world)) for world in worlds]
    rare = np.concatenate([np.asarray(it["p"], dtype=float) for it in found])
    strange = sum(bool(it["than_chance"].isin(["more", "less"]).any()) for it in found)
    print(f"no pair: {len(found)} worlds; p <= 0.05 in {(rare <= 0.05).mean():.3f} of pairs; found any in {strange}")
    for part in (0.6, 0.8, 1.0):
        planted(worlds, part, dice)


def documents(folder: Path) -> list[Table]:
    """Each document's bureaus (lines) by measures (columns)."""
    held = duties(facts.counted(facts.read(folder)))
    held = held[held["named"]].drop_duplicates([*MEASURE, "unit"])
    every = sorted(held["unit"].unique())
    return [
        pd.crosstab(own["unit"], own["measure"]).reindex(every, fill_value=0).to_numpy(dtype=bool)
        for _, own in held.groupby("document")
    ]


def dealt_anew(table: Table, deals: int, trades: int, dice: np.random.Generator) -> Table:
    """So many tables, each by so many trades between two lines (Strona et al. 2014), the same two lines in all of them."""
    made = np.repeat(table[None], deals, axis=0)
    lines = np.flatnonzero(table.any(axis=1))
    if len(lines) < 2:
        return made
    for _ in range(trades):
        a, b = dice.choice(lines, 2, replace=False)
        one, other = made[:, a], made[:, b]
        free = one ^ other
        mine = (one & free).sum(axis=1)
        rank = np.where(free, dice.random(free.shape, dtype=np.float32), 2.0).argsort(axis=1).argsort(axis=1)
        taken = rank < mine[:, None]
        made[:, a] = np.where(free, taken, one)
        made[:, b] = np.where(free, ~taken, other)
    return made


def beside(tables: list[Table], deals: int, trades: int, dice: np.random.Generator) -> None:
    shared = np.zeros((deals, len(tables[0]), len(tables[0])), np.int16)
    for table in tables:
        anew = dealt_anew(table, deals, trades, dice).astype(np.float32)
        shared += (anew @ anew.transpose(0, 2, 1)).astype(np.int16)
    found = cooperation(dealt(*tables))
    at = [found[f"unit_{side}"].str[2:].astype(int).to_numpy() for side in "ab"]
    by_deal, value = shared[:, at[0], at[1]], found["measures"].to_numpy(dtype=int)
    mean, p = found["expected"].to_numpy(dtype=float), found["p"].to_numpy(dtype=float)
    true = np.where(value >= mean, (by_deal >= value).mean(axis=0), (by_deal <= value).mean(axis=0))
    off, apart = np.abs(p - true), np.abs(mean - by_deal.mean(axis=0))
    print(f"dealt anew: {len(found)} pairs, {deals} deals of {trades} trades")
    print(f"    p off by {np.median(off):.4f} (median), {off.max():.3f} (most); expected by {apart.max():.3f} (most)")
    for low, high in BANDS:
        here = (true >= low) & (true < high)
        ratio = np.median(p[here] / np.maximum(true[here], 1 / deals)) if here.any() else np.nan
        print(
            f"    true p {low}-{min(high, 1)}: {here.sum()} pairs, off by {off[here].max(initial=0):.4f}, ratio {ratio:.2f}"
        )


def planted(worlds: Table, part: float, dice: np.random.Generator) -> None:
    """Power and false discoveries where five pairs share this part of what they could share."""
    power, wrong, total = [], [], 0
    for world in worlds:
        table, pairs = _with_pairs(world, part, dice)
        found = cooperation(dealt(table))
        sure = found[found["than_chance"].isin(["more", "less"])]
        told = {(int(a[2:]), int(b[2:])) for a, b in zip(sure["unit_a"], sure["unit_b"], strict=True)}
        power.append(len(told & pairs) / len(pairs))
        wrong.append(len(told - pairs) / max(len(told), 1))
        total += len(told)
    print(f"planted at {part}: power {np.mean(power):.2f}, false {np.mean(wrong):.3f} of {total} found")


def _with_pairs(world: Table, part: float, dice: np.random.Generator) -> tuple[Table, set[tuple[int, int]]]:
    made, loads = world.copy(), world.sum(axis=1)
    able = np.flatnonzero((loads >= LEAST) & (loads <= world.shape[1] / 3))
    chosen = np.sort(dice.permutation(able)[: 2 * PLANTED].reshape(-1, 2), axis=1)
    for a, b in chosen:
        both = int(np.ceil(part * min(loads[a], loads[b])))
        inside, outside = (dice.permutation(np.flatnonzero(side)) for side in (made[a], ~made[a]))
        made[b] = False
        made[b, inside[:both]] = made[b, outside[: loads[b] - both]] = True
    return made, {(int(a), int(b)) for a, b in chosen}


if __name__ == "__main__":
    main()
