"""Which units of figures can be held against each other, and how: kilometres and metres, hectares and 亩.

What is counted by another measure word (30所, 30个) is compared as the same number; what is not the same thing at all
(300户, 300套) is never compared in silence, and the answer says why. `unit_families.csv` holds both.
"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from zeren.registry.csvtable import rows

Reason: TypeAlias = Literal[
    "units-differ",
    "measure-words-differ",
    "no-number",
    "level-and-change",
    "bounds-differ",
    "scopes-differ",
    "areas-differ",
    "no-partner",
]
"""Why two figures are not compared, or what to bear in mind where they are."""

_COUNTED: Final = ("thing", "person", "event")


class Reconciled(NamedTuple):
    """What to multiply the second figure by to hold it against the first; or None, and why they cannot be compared."""

    factor: float | None
    reason: Reason | None


def reconcile(first: str | None, second: str | None) -> Reconciled:
    """How a figure in the second unit is held against one in the first.

    >>> reconcile("公里", "米"), reconcile("户", "套")
    (Reconciled(factor=0.001, reason=None), Reconciled(factor=None, reason='units-differ'))
    >>> reconcile("所", "个")
    Reconciled(factor=1.0, reason='measure-words-differ')
    """
    if first == second:
        return Reconciled(1.0, None)
    one, other = _families().get(first or ""), _families().get(second or "")
    if one is None or other is None or one[0] != other[0]:
        return Reconciled(None, "units-differ")
    return Reconciled(other[1] / one[1], "measure-words-differ" if one[0] in _COUNTED else None)


def family(unit: str) -> tuple[str, float, bool]:
    """The family of a unit, its own size there, and whether its units only count in other words; an unknown unit is alone.

    >>> family("米"), family("所"), family("万株次")
    (('length', 1.0, False), ('thing', 1.0, True), ('=万株次', 1.0, False))
    """
    name, factor = _families().get(unit, (f"={unit}", 1.0))
    return name, factor, name in _COUNTED


@cache
def _families() -> dict[str, tuple[str, float]]:
    return {row["unit"]: (row["family"], float(row["factor"])) for row in rows(__package__, "unit_families")}
