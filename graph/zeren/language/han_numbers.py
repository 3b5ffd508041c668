"""The value of one run of numerals: 三千二百五 · 一万零二百 · 二〇二一 · 壹佰贰拾叁 · 3千5百万 · 廿五 · 一兆二千亿.

Apart from numerals, which finds where a number stands and what belongs to it: here a run is given, and it has one exact
value or none. A run is read from its greatest step down, so each part must be smaller than the step before it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

_PLAIN: Final = str.maketrans(
    "壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億两兩俩仨零○",
    "一二二三三三四五六六七八九十百千万亿二二二三〇〇",
)
_TENS: Final = {"廿": "二十", "卅": "三十", "卌": "四十"}
_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")}
STEPS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12, "京": 10**16}
DIGIT: Final = "〇零○一二两兩三四五六七八九壹贰貳叁參叄肆伍陆陸柒捌玖"
STEP: Final = "十百千万亿兆京拾佰仟萬億廿卅卌"
_LONGEST: Final = 200
_BARE_DIGITS: Final = re.compile(f"[{DIGIT}]{{2,}}")
_COUNTED: Final = frozenset("两兩俩仨")
_GREAT: Final = "京兆亿万"
_D = "一二三四五六七八九"
_PARTS: Final = re.compile(rf"[〇{_D}十百千]|\d+")
_ARABIC: Final = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([十百千]?)")
_PAIR: Final = re.compile(rf"(.*[十百千万亿])??([{_D}])([{_D}])([十百千万亿]*)")


@lru_cache(maxsize=4096)
def value(run: str) -> int | Decimal | None:
    """The exact value of a run, whole or with a point, else None.

    >>> value("一百二十点零五"), value("3千5百万"), value("一万二"), value("一百二百")
    (Decimal('120.05'), 35000000, 12000, None)
    """
    if len(run) > _LONGEST:
        return None
    if _BARE_DIGITS.fullmatch(run) and not _COUNTED.isdisjoint(run):
        return None  # 两 counts things, it is no digit in a row
    whole, point, part = run.partition("点")
    if not point:
        return _whole(_plain(run))
    left, right = _whole(_plain(whole)) if whole else 0, _plain(part)
    digits = "".join(str(_DIGITS.get(c, c)) for c in right)
    return Decimal(f"{left}.{digits}") if isinstance(left, int) and digits.isdigit() else None


@lru_cache(maxsize=4096)
def pair(run: str) -> tuple[int, int] | None:
    """Both ends of a run that names two neighbours, else None; of others only 三五 pairs up.

    >>> pair("两三"), pair("三四十"), pair("二十七八"), pair("一千五六百"), pair("三九")
    ((2, 3), (30, 40), (27, 28), (1500, 1600), None)
    """
    match = _PAIR.fullmatch(_plain(run))
    if not match:
        return None
    head, low, high, steps = match.groups("")
    a, b = _DIGITS[low], _DIGITS[high]
    if (b != a + 1 and (a, b) != (3, 5)) or (head and not steps and head[-1] != "十"):
        return None
    ends = [_whole(head + digit + steps) for digit in (low, high)]
    return (ends[0], ends[1]) if isinstance(ends[0], int) and isinstance(ends[1], int) else None


def _plain(run: str) -> str:
    run = run.translate(_PLAIN)
    for sign, words in _TENS.items():
        run = run.replace(sign, words)
    return run


def _whole(run: str) -> int | Decimal | None:
    if not run:
        return None
    if all(c in _DIGITS for c in run):
        return _positional(run)
    for step in _GREAT:
        head, mark, tail = run.rpartition(step)
        if mark:
            return None if step in head else _joined(head, STEPS[step], tail)
    return _small(run)


def _positional(run: str) -> int | None:
    """二〇二一 is 2021; two digits side by side (五八) name nothing for sure unless one is 〇."""
    sure = len(run) != 2 or "〇" in run
    return int("".join(str(_DIGITS[c]) for c in run)) if sure else None


def _joined(head: str, step: int, tail: str) -> int | Decimal | None:
    """What stands before and after a great step; 万二 without a head is 12000, 百万 and 万亿 have a step for a head."""
    if head in STEPS:
        high: int | Decimal | None = STEPS[head] if STEPS[head] < step else None
    else:
        high = _whole(head) if head else 1 if tail else None
    low = _low(tail, step)
    if high is None or low is None or low >= step or (isinstance(high, Decimal) and low):
        return None
    return high * step + low


def _low(tail: str, step: int) -> int | Decimal | None:
    """What stands behind a great step: 一万二 is 12000, 1万2000 too, 一万零二 is 10002."""
    if not tail:
        return 0
    if len(tail) == 1:
        return _number(tail) * step // 10 if tail in _DIGITS or tail.isdigit() else None
    if tail.isascii() and len(tail) < 3:
        return None
    rest = tail.lstrip("〇")
    return _whole(rest) if rest else None


def _small(run: str) -> int | Decimal | None:
    """Below ten thousand: digits and steps in turn, each step smaller than the last."""
    if match := _ARABIC.fullmatch(run):
        number = match[1].replace(",", "")
        return (Decimal(number) if "." in number else int(number)) * STEPS.get(match[2], 1)
    parts = _PARTS.findall(run)
    if len(parts) == 1 and run != "十" and run not in _DIGITS:
        return None
    total, last, gap = 0, 10**4, False
    digit: str | None = None
    for at, part in enumerate(parts):
        if part in STEPS:
            if STEPS[part] >= last or (gap and digit is None) or not (digit or _implied(parts, at)):
                return None
            total, last, digit, gap = total + _number(digit or "1") * STEPS[part], STEPS[part], None, False
        elif part == "〇":
            if digit or gap or not at:
                return None
            gap = True
        elif digit:
            return None
        else:
            digit = part
    rest = 0 if digit is None else _ones(digit, last, gap)
    return None if rest is None or (gap and not rest) else total + rest


def _implied(parts: list[str], at: int) -> bool:
    """Whether a step may stand without its digit: the first (千五百, 十二), or 十 after a full hundred (一百十五)."""
    return at == 0 or (parts[at] == "十" and parts[0] not in STEPS)


def _ones(digit: str, last: int, gap: bool) -> int | None:
    """What stands behind the last step: 三千六 is 3600, 三千零六 is 3006, 3千500 is 3500."""
    number = _number(digit)
    if len(digit) > 1:
        return number if (gap and number < last) or len(digit) == len(str(last)) - 1 else None
    return number if gap or last == 10 else number * last // 10


def _number(digit: str) -> int:
    return _DIGITS[digit] if digit in _DIGITS else int(digit)
