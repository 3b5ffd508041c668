"""How heavy a duty is: by count, by equal share, or lead-heavy; and how far the order of bureaus hangs on that choice.

Apart from `workload`, which counts and does not weigh. A bureau bears a measure once, in the strongest of its roles.
Under `count` each bearer of a measure carries 1; under `share` the bearers carry 1 together, in equal parts; under
`lead` the leads carry half of that 1 and all others the other half (all of it where a measure has only leads, or none).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, Unpack

import pandas as pd

from zeren.analysis.duties import GUESS, MEASURE, Scope, duties
from zeren.analysis.workload import ROLES

if TYPE_CHECKING:
    from zeren.facts import Tables

Weight: TypeAlias = Literal["count", "share", "lead"]

WEIGHTS: Final[tuple[Weight, ...]] = ("count", "share", "lead")
_STRENGTH: Final = {role: rank for rank, role in enumerate(ROLES)}
_DECIMALS: Final = 6  # sums of thirds end alike on every machine


def weighed(held: pd.DataFrame, weight: Weight = "count") -> pd.DataFrame:
    """The rows of `duties`, one a measure and unit, with the `load` of each."""
    strongest = held.assign(strength=held["role"].map(_STRENGTH)).sort_values([*MEASURE, "unit", "strength"])
    made = strongest.drop_duplicates([*MEASURE, "unit"]).drop(columns="strength").reset_index(drop=True)
    return made.assign(load=_load(made, weight).astype("float64"))


def loads(tables: Tables, weight: Weight = "count", **scope: Unpack[Scope]) -> pd.DataFrame:
    """One row a unit, the heaviest first: unit, name, kind, named, led, supported, implemented, their sum `load`, and
    `guess`, the part of `led` that rests on being listed first."""
    held = weighed(duties(tables, **scope), weight)
    made = held.drop_duplicates("unit").set_index("unit")[["name", "kind", "named"]]
    made = made.join(summed(held, ["unit"])).reset_index()
    return made.sort_values(["load", "led", "name", "unit"], ascending=[False, False, True, True], ignore_index=True)


def summed(held: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The loads of weighed duties by some keys: led, supported, implemented, load, and what of `led` is a `guess`."""
    made = pd.DataFrame({"load": held.groupby(keys)["load"].sum()})
    for role, column in ROLES.items():
        made[column] = held[held["role"] == role].groupby(keys)["load"].sum()
    guessed = (held["role"] == "lead") & (held["basis"] == GUESS)
    made["guess"] = held[guessed].groupby(keys)["load"].sum()
    return made.fillna(0.0).astype("float64").round(_DECIMALS)[[*ROLES.values(), "load", "guess"]]


def ranks(tables: Tables, named_only: bool = True, **scope: Unpack[Scope]) -> pd.DataFrame:
    """The rank of each unit under each weighting: unit, name, count, share, lead; equal loads have equal ranks."""
    made: pd.DataFrame | None = None
    for weight in WEIGHTS:
        found = loads(tables, weight, **scope)
        found = found[found["named"]] if named_only else found
        rank = found["load"].rank(method="min", ascending=False).astype("int64")
        told = found[["unit", "name"]].assign(**{weight: rank})
        made = told if made is None else made.merge(told.drop(columns="name"), on="unit")
    assert made is not None
    return made.sort_values([*WEIGHTS, "name", "unit"], ignore_index=True)


def agreement(ranked: pd.DataFrame) -> dict[tuple[Weight, Weight], float | None]:
    """Kendall's tau-b of the ranks under every two weightings: 1 the same order, 0 none in common, -1 the reverse.

    None where all units are equal under one of them, or there are fewer than two.
    """
    from scipy.stats import kendalltau  # type: ignore[import-untyped]

    made: dict[tuple[Weight, Weight], float | None] = {}
    for one, other in combinations(WEIGHTS, 2):
        told = min(ranked[one].nunique(), ranked[other].nunique()) > 1
        made[one, other] = round(float(kendalltau(ranked[one], ranked[other]).statistic), 3) if told else None
    return made


def _load(held: pd.DataFrame, weight: Weight) -> pd.Series[float]:
    bearers = held.groupby(MEASURE)["unit"].transform("size").astype("float64")
    if weight == "count":
        return bearers * 0 + 1
    if weight == "share":
        return 1 / bearers
    leads = (held["role"] == "lead").astype("float64").groupby([held[key] for key in MEASURE]).transform("sum")
    others = bearers - leads
    halved = (0.5 / leads).where(held["role"] == "lead", 0.5 / others)
    return halved.where((leads > 0) & (others > 0), 1 / bearers)
