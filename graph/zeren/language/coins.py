"""Sums of money as they are said and signed: 三元五角六分 · 五块二 · 三毛 · ￥300 · 人民币壹佰万元整.

Apart from amounts, because money alone counts in coins below its unit and may name its unit before the number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from zeren.language import han_numbers
from zeren.language.han_numbers import DIGIT
from zeren.language.measure_words import MeasureWord

_ONE = rf"[{DIGIT}\d]"
_JIAO: Final = re.compile(
    rf"零?(?P<jiao>{_ONE})[角毛]钱?(?:零?(?P<fen>{_ONE})(?:分钱?|(?=[的,，。;；]|$)))?|零?(?P<cents>\d{{1,2}}|{_ONE})分钱?"
)
_FEN: Final = re.compile(rf"零?(?P<fen>{_ONE})(?:分钱?|(?=[的,，。;；]|$))")
_SAID: Final = re.compile(
    rf"(?P<jiao>[一二两三四五六七八九\d])(?![{DIGIT}\d十百千万亿.])(?=[^\u4e00-\u9fff]|[钱的以左到至和]|$)"
)
_SMALL: Final = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")}
_SUM_ENDS: Final = frozenset("钱多半一二两三四五六七八九")
_SIGNS: Final = {
    "￥": "元", "¥": "元", "RMB": "元", "CNY": "元", "人民币": "元", "US$": "美元", "USD": "美元", "$": "美元", "美金": "美元",
    "HK$": "港元", "HKD": "港元", "港币": "港元", "€": "欧元", "EUR": "欧元", "£": "英镑", "GBP": "英镑",
}  # fmt: skip
_SIGNED: Final = re.compile(r"(US\$|HK\$|RMB|CNY|USD|HKD|EUR|GBP|人民币|美金|港币|[￥¥$€£]) ?$")


def named_before(text: str, at: int) -> tuple[str, int] | None:
    """The currency that stands right before a number, and where it begins."""
    match = _SIGNED.search(text, max(0, at - 5), at)
    return (_SIGNS[match[1]], match.start()) if match else None


def is_sum(text: str, unit: MeasureWord) -> bool:
    """Whether 块 is money: 五块二, 五块多, but not 五块展板."""
    after = text[unit.end : unit.end + 1]
    return after in _SUM_ENDS or after.isdigit()


def worth(text: str, unit: MeasureWord) -> Decimal:
    """What one of the unit is in 元: 0.1 for 角 and 毛, 0.01 for 分钱, else 1."""
    return _SMALL.get(text[unit.start : unit.start + 1], Decimal(1))


def change(text: str, unit: MeasureWord) -> tuple[Decimal, int]:
    """The coins behind a sum in 元, and where they end."""
    word = text[unit.start : unit.end]
    pattern = _FEN if word[0] in "角毛" else _JIAO
    match = pattern.match(text, unit.end) or (_SAID.match(text, unit.end) if word == "块" else None)
    if match is None:
        return Decimal(0), unit.end
    found = match.groupdict()
    cents = _digit(found.get("fen")) + _digit(found.get("cents"))
    return Decimal(10 * _digit(found.get("jiao")) + cents) / 100, match.end()


def _digit(written: str | None) -> int:
    return int(han_numbers.value(written) or 0) if written else 0
