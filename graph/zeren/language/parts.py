"""Do the parts of a figure add up to it? 改造小区100个,其中甲区60个、乙区50个 does not.

Apart from the reading of figures, which takes each as it stands: a sum that fails is for the makers of the plan to judge,
for parts may overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Protocol, TypeVar

from zeren.model import Target

PART: Final = "其中"
RATES: Final = frozenset({"%", "‰", "个百分点", "倍", "成"})
"""Units of which parts make no whole."""
_SAME: Final = ({"场", "场次"},)
_REST = ("其他", "其它", "其余", "剩余")


class Counted(Protocol):
    """A figure as far as sums go."""

    @property
    def scope(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def value(self) -> float | None: ...


T = TypeVar("T", bound=Counted)


def sums(figures: Sequence[T]) -> Iterator[tuple[T, list[T]]]:
    """The figures of a measure that are followed by parts, all of which count the same, each with these."""
    whole: T | None = None
    parts: list[T] = []
    for figure in [*figures, None]:
        if figure is not None and figure.scope == PART:
            parts.append(figure)
            continue
        alike = (
            all(_counted_alike(part.unit, whole.unit) and part.value is not None for part in parts) if whole else False
        )
        if whole and whole.value is not None and parts and alike and whole.unit not in RATES:
            yield whole, parts
        whole, parts = figure, []


def _counted_alike(part: str | None, whole: str | None) -> bool:
    """Whether two units count the same: 场 and 场次 do, 人 and 人次 do not."""
    return part == whole or {part, whole} in _SAME


def mismatch(whole: Target, parts: Sequence[Target]) -> str | None:
    """What is wrong with a sum: more than the whole, or less though the rest is named; None where nothing is.

    Open values (100个以上) have no sum that could be told.
    """
    values = [part.value for part in parts]
    if whole.value is None or whole.comparator != "=" or any(part.comparator != "=" for part in parts):
        return None
    total = round(sum(value for value in values if value is not None), 6)
    told = f"{'+'.join(f'{value:g}' for value in values if value is not None)} = {total:g} {whole.unit or ''}".strip()
    if total > whole.value:
        return f"the parts are more than the whole, unless they overlap: {told}, not {whole.value:g}"
    if total < whole.value and any(word in parts[-1].indicator for word in _REST):
        return f"the parts are less than the whole, though the rest is among them: {told}, not {whole.value:g}"
    return None
