"""Facts made from tables of zeros and ones (a line a bureau, a column a measure), for the tests of what chance gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from zeren import facts

if TYPE_CHECKING:
    from zeren.facts import Tables

Deal: TypeAlias = NDArray[np.bool_]


def dealt(*deals: Deal) -> Tables:
    """One document a table; the same line is the same bureau (局00, 局01 ...) in each."""
    duties = [
        {"document": f"d{number}", "measure": int(measure) + 1, "position": int(unit) + 1, "role": "support"}
        | {"basis": "label", "confidence": 0.9, "name": f"局{unit:02}", "unit": f"u/{unit:02}"}
        for number, deal in enumerate(deals)
        for unit, measure in np.argwhere(deal)
    ]
    lines = max((len(deal) for deal in deals), default=0)
    units = [{"unit": f"u/{unit:02}", "name": f"局{unit:02}", "kind": "government-department"} for unit in range(lines)]
    documents = [
        {"document": f"d{number}", "path": f"{number}.txt", "year": 2020 + number} for number in range(len(deals))
    ]
    given: dict[str, list[dict[str, Any]]] = {"documents": documents, "responsibilities": duties, "units": units}
    return {name: facts.frame(name, given.get(name, [])) for name in facts.SCHEMA}


def random_deal(seed: int, units: int, measures: int) -> Deal:
    """Busy bureaus and idle ones, broad measures and narrow ones."""
    chance = np.random.default_rng(seed)
    busy = chance.beta(0.8, 2.0, size=(units, 1)) * chance.uniform(0.5, 1.5, size=(1, measures))
    deal: Deal = chance.random((units, measures)) < busy
    return deal


def curveball(deal: Deal, chance: np.random.Generator, trades: int) -> Deal:
    """The same table dealt anew, all its sums kept: two lines at a time trade what only one of them has (Strona et al.,
    *A fast and unbiased procedure to randomize ecological binary matrices*, Nature Communications 5, 2014)."""
    made = deal.copy()
    for _ in range(trades):
        a, b = chance.choice(len(made), 2, replace=False)
        free = np.flatnonzero(made[a] != made[b])
        if len(free):
            made[b, free] = True
            made[a, free] = False
            mine = chance.permutation(free)[: int(deal[a].sum() - made[a].sum())]
            made[a, mine], made[b, mine] = True, False
    return made
