"""What sets units apart in their lists: bold type, or the sign that a legend names (带▲的为牵头单位).

Apart from the weighing of roles, which only asks whether a unit is set apart and whether that means that it leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from zeren.language.fields import DutyField
from zeren.language.units import UnitMention, split
from zeren.model import Span

_AROUND: Final = frozenset(" \n\t、,，;；。()（）[]【】〔〕:：")


def signed(text: str, fields: Sequence[DutyField], sign: str) -> tuple[Span, ...]:
    """The units of some duty fields that have a sign before or behind them."""
    found = (unit for field in fields if sign in text[slice(*field.span)] for unit in split(text, *field.span).units)
    return tuple((unit.start, unit.end) for unit in found if _has(text, unit, sign))


def _has(text: str, unit: UnitMention, sign: str) -> bool:
    before, behind = text[unit.start - 1 : unit.start], text[unit.end : unit.end + 1]
    inside = sign in (text[unit.start], text[unit.end - 1])
    return inside or before == sign or (behind == sign and text[unit.end + 1 : unit.end + 2] in {"", *_AROUND})


class _Bold(NamedTuple):
    """How many fields of several units are bold in part and throughout, how many there are; whether all units are."""

    varying: int
    whole: int
    several: int
    throughout: bool


def bold_rule(
    legend: bool, text: str, bold: Sequence[Span], tables: Sequence[Sequence[DutyField]]
) -> tuple[str | None, tuple[Span, ...]]:
    """`bold-legend` where a legend says that bold leads and bold survives; `bold-varies` where only its use says so; and
    the tables that are bold throughout, where it marks nobody."""
    if not bold:
        return None, ()
    uses = [(fields, use) for fields in tables if (use := _use(text, bold, fields))]
    spanned = [fields for fields, use in uses if (use.throughout if legend else use.whole >= max(1, use.varying))]
    marked = [use for fields, use in uses if fields not in spanned]
    varying, whole, several = (sum(use[n] for use in marked) for n in range(3))
    unmarked = tuple((min(x.span[0] for x in fields), max(x.span[1] for x in fields)) for fields in spanned)
    if legend:
        return "bold-legend" if marked else None, unmarked
    return "bold-varies" if varying > 1 and 2 * varying >= several and 4 * whole <= varying else None, unmarked


def _use(text: str, bold: Sequence[Span], fields: Sequence[DutyField]) -> _Bold | None:
    """How bold is used in one table, None where it is not."""
    unranked = dict.fromkeys(field.span for field in fields if field.label in ("unit", "none"))
    shares = [[is_bold(unit, bold) for unit in split(text, *span).units] for span in unranked]
    shares = [share for share in shares if share]
    if not any(any(share) for share in shares):
        return None
    several = [share for share in shares if len(share) > 1]
    whole = sum(all(share) for share in several)
    varying = sum(any(share) for share in several) - whole
    return _Bold(varying, whole, len(several), len(shares) > 1 and all(all(share) for share in shares))


def is_bold(unit: UnitMention, bold: Sequence[Span]) -> bool:
    covered = sum(max(0, min(unit.end, last) - max(unit.start, first)) for first, last in bold)
    return 2 * covered > unit.end - unit.start
