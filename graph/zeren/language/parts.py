"""Do the parts of a figure add up to it? 改造小区100个,其中甲区60个、乙区50个 does not.

Apart from the reading of figures, which takes each as it stands: a sum that fails is for the makers of the plan to judge,
for parts may overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zeren.model import Target

PART = "其中"
_REST = ("其他", "其它", "其余", "剩余")


def sums(targets: Sequence[Target]) -> Iterator[tuple[Target, list[Target]]]:
    """The figures of a measure that are followed by parts in the same unit, each with these."""
    whole: Target | None = None
    parts: list[Target] = []
    for target in targets:
        if target.scope == PART and whole and target.unit == whole.unit:
            parts.append(target)
            continue
        if whole and parts:
            yield whole, parts
        if target.scope != PART:
            whole, parts = target, []
    if whole and parts:
        yield whole, parts


def mismatch(whole: Target, parts: Sequence[Target]) -> str | None:
    """What is wrong with a sum: more than the whole, or less though the rest is named; None where nothing is.

    Rates have no sum, and open values none that could be told.
    """
    values = [part.value for part in parts]
    if whole.value is None or whole.comparator not in ("=", ">=") or whole.unit in ("%", "‰", "个百分点"):
        return None
    if any(value is None or part.comparator != "=" for value, part in zip(values, parts, strict=True)):
        return None
    total = round(sum(value for value in values if value is not None), 6)
    told = f"{'+'.join(f'{value:g}' for value in values if value is not None)} = {total:g} {whole.unit or ''}".strip()
    if whole.comparator == "=" and total > whole.value:
        return f"the parts are more than the whole, unless they overlap: {told}, not {whole.value:g}"
    if whole.comparator == "=" and total < whole.value and any(word in parts[-1].indicator for word in _REST):
        return f"the parts are less than the whole, though the rest is among them: {told}, not {whole.value:g}"
    return None
