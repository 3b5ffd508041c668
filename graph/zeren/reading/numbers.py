"""Numbers of a spreadsheet as people see them: 0.9 in a cell of per cent is 90%.

Apart, because the number formats of spreadsheets are a small language of their own (ECMA-376, 18.8.31), of which plans
use a corner: fixed decimals, thousands, per cent, words in quotation marks before or after.
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

Number: TypeAlias = int | float | Decimal

DIGITS_SHOWN = 11
"""How many significant digits a number in the general format shows."""

_SECTION: Final = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_NOT_SHOWN: Final = re.compile(r"\[[^\[\]]*\]|_.|\*.")
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS: Final = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")


_DATE_WITHOUT_DAY: Final = {"y": "{0.year}年", "ym": "{0.year}年{0.month}月"}


class _Format(NamedTuple):
    before: str
    after: str
    least: int
    most: int
    thousands: bool
    percent: bool


def shown(value: object, number_format: str = "General") -> str:
    """A cell's value as text; dates as ISO, as far as their format shows them; numbers by their format.

    >>> shown(0.905, "0.0%"), shown(1234.5, '#,##0.00"万元"'), shown(9.0)
    ('90.5%', '1,234.50万元', '9')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Number):
        return _number(value, number_format)
    if isinstance(value, date) and (part := _DATE_WITHOUT_DAY.get(_date_parts(number_format))):
        return part.format(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _date_parts(number_format: str) -> str:
    """Which of year, month and day the first section of a format shows."""
    section = _LITERAL.sub("", _NOT_SHOWN.sub("", number_format.partition(";")[0])).lower()
    return "".join(part for part in "ymd" if part in section)


def _number(value: Number, number_format: str) -> str:
    form = _format(number_format)
    if form is None:
        return _general(value)
    exact = Decimal(str(value)) * (100 if form.percent else 1)
    if not exact.is_finite():
        return str(value)
    rounded = exact.quantize(Decimal(1).scaleb(-form.most), ROUND_HALF_UP)
    text = f"{rounded:,f}" if form.thousands else f"{rounded:f}"
    return form.before + _trimmed(text, form) + form.after


def _trimmed(text: str, form: _Format) -> str:
    """Without the closing noughts that the format leaves open."""
    whole, _, decimals = text.partition(".")
    kept = decimals.rstrip("0").ljust(form.least, "0") if len(decimals) > form.least else decimals
    return f"{whole}.{kept}" if kept else whole


def _general(value: Number) -> str:
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{DIGITS_SHOWN}g}"
    return text if "e" not in text else f"{Decimal(str(value)):f}".removesuffix(".0")


@lru_cache(maxsize=256)
def _format(number_format: str) -> _Format | None:
    """The first section of a format; None for the general one and for what is not understood."""
    section = _NOT_SHOWN.sub("", _SECTION.match(number_format).group())  # type: ignore[union-attr]
    plain = _LITERAL.sub(lambda match: "\0" * len(match.group()), section)
    digits = _DIGITS.search(plain)
    if not digits or re.search(r"[eE/@]|General", plain):
        return None
    decimals = digits.group().partition(".")[2]
    before, after = (_words(part) for part in (section[: digits.start()], section[digits.end() :]))
    least = decimals.count("0")
    return _Format(before, after, least, len(decimals), "," in digits.group(), "%" in plain)


def _words(part: str) -> str:
    return _LITERAL.sub(lambda match: match.group(1) or match.group(2) or "", part)
