"""Amounts: a number or a range with its unit, before the words around it are read.

Apart from quantities, because here guards are asked, numbers paired and units matched; nothing here compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from zeren.language import coins, guards, measure_words, numerals
from zeren.language.measure_words import MeasureWord
from zeren.language.numerals import Exact, Numeral, plain

_RANGE: Final = re.compile(r" {0,2}(?:(?:-{1,2}|—{1,2}|–|―)|(?:~|至|到) {0,2}(?P<minus>-)?) {0,2}")
_NEIGHBOURS: Final = re.compile(r" ?[、，,] ?")
_EACH: Final = re.compile(r"分别|依次|各[为是占有]|[、第表图](?:\d+[、]){0,6}$")
_MINUS: Final = re.compile(r"(?:^|(?P<far>[\s(:,，、~至到为是达在])|[\u4e00-\u9fff])-$")  # elsewhere a hyphen joins
_RATIO: Final = re.compile(
    r" ?[:比] ?(?P<to>\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十])(?![\d:.比一二三四五六七八九十百千万年月日])"
)
_HALF_MORE: Final = re.compile(
    "(?P<half>半)(?![年数径岛山价程托导成天途壁封自失圆球边])|多(?=[的,，。;；、)]|以[上来内后前]|[时期]?[间内后前]|$)"
)
_MEASURED: Final = frozenset({"time", "length", "area", "mass", "volume", "money", "other"})
_PARTS: Final = {
    ("小时", "分钟"): 60, ("小时", "分"): 60, ("分钟", "秒"): 60, ("年", "个月"): 12, ("米", "厘米"): 100,
    ("公斤", "克"): 1000, ("吨", "公斤"): 1000,
}  # fmt: skip
_DEGREES: Final = frozenset({"摄氏度", "℃", "度", "华氏度", "℉"})
_WARMTH: Final = re.compile("气温|温度|水温|室温|体温|高温|低温|零下|[升降]温")
_LATE: Final = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:(?P<户>农户|住户|牧户|渔户|困难户|脱贫户)|(?P<人>人口|群众|居民|农民|市民|职工|学生|老人"
    "|妇女|儿童|村民|党员|干部|教师|医生|护士|游客|旅客|劳动力|民工|军人|残疾人|老年人|青少年|大学生|毕业生))")  # fmt: skip
_LIST_JOINT: Final = re.compile(r" ?(?:[、,，]|和|及|与|以及) ?")
_LONGEST_LIST: Final = 20
_LISTED: Final = re.compile(r"(?:分别|依次|各)[^,，。;；\n]{0,12}$")


class Amount(NamedTuple):
    """`low` alone, or `low` to `high`. `kind` is the unit's kind (count, rate, money ...), `scope` what a denominator
    adds, `guard` the kind of the soft guard it stands under, if any."""

    start: int
    end: int
    low: Exact
    high: Exact | None
    unit: str | None
    kind: str
    numeral: Numeral
    scope: str | None = None
    guard: str | None = None


def find(text: str, start: int, end: int, guarded: Sequence[guards.Guard]) -> Iterator[Amount]:
    """The amounts of folded text in order; `guarded` is sorted by start.

    Left out are numbers under a hard guard and denominators (每10万人口), which are scopes.
    """
    numbers = numerals.find(text, start, end)
    found: list[Amount] = []
    at = 0
    shields = _Shields(guarded)
    while at < len(numbers):
        amount = _amount(text, numbers, at)
        guard = shields.over(numbers[at].start, amount.end if amount else numbers[at].end)
        if guard and guard.kind == "list" and guard.end < numbers[at].end and (rest := numerals.read(text, guard.end)):
            numbers[at], guard = rest, None  # 1.800人以上: a list's mark before a count
            amount = _amount(text, numbers, at)
        at += 1
        while amount and at < len(numbers) and numbers[at].start < amount.end:
            at += 1
        if amount is None or (guard and guard.hard) or text[amount.start - 1 : amount.start] == "每":
            continue
        found.append(amount._replace(guard=guard.kind) if guard else amount)
    yield from _late_units(text, found)


class _Shields:
    """Guards asked for stretches that only move forward: each guard is looked at a few times, not for every number."""

    def __init__(self, guarded: Sequence[guards.Guard]) -> None:
        self._guards = guarded
        self._open: list[guards.Guard] = []
        self._next = 0

    def over(self, start: int, end: int) -> guards.Guard | None:
        while self._next < len(self._guards) and self._guards[self._next].start < end:
            self._open.append(self._guards[self._next])
            self._next += 1
        self._open = [guard for guard in self._open if guard.end > start]
        return guards.covering(self._open, start, end)


def _amount(text: str, numbers: list[Numeral], at: int) -> Amount | None:
    """The amount whose first number is `numbers[at]`."""
    numeral = numbers[at]
    if numeral.exact is None:
        return None
    if ratio := _ratio(text, numeral):
        return ratio
    unit = _unit(text, numeral)
    if at + 1 < len(numbers) and (joined := _range(text, numeral, unit, numbers[at + 1])):
        return joined
    if unit and unit.kind == "money":
        return _sum(text, numeral, unit)
    if unit is None and (signed := coins.named_before(text, numeral.start)):
        high = numeral.exact_max
        return Amount(signed[1], numeral.end, numeral.exact, high, signed[0], "money", numeral)
    return _compound(text, numbers, at, _plain(text, numeral, unit))


def _compound(text: str, numbers: list[Numeral], at: int, whole: Amount) -> Amount:
    """1小时30分钟 is an hour and a half, 1年6个月 a year and a half."""
    if at + 1 == len(numbers) or numbers[at + 1].start != whole.end or whole.high or not isinstance(whole.low, int):
        return whole
    part, unit = numbers[at + 1], _unit(text, numbers[at + 1])
    parts = _PARTS.get((whole.unit or "", unit.unit if unit else ""), 0)
    if unit is None or not isinstance(part.exact, int) or part.exact_max or not 0 < part.exact < parts:
        return whole
    return whole._replace(low=whole.low + Fraction(part.exact, parts), end=unit.end)


def _plain(text: str, numeral: Numeral, unit: MeasureWord | None) -> Amount:
    end = unit.end if unit else numeral.end
    name, kind = (unit.unit, unit.kind) if unit else (numeral.rate, "rate" if numeral.rate else "")
    assert numeral.exact is not None
    start, low, scope = numeral.start, numeral.exact, unit.scope if unit else None
    if unit is None and numeral.rate is None:
        name, kind = _counted_later(text, numeral)
    elif kind in _MEASURED and (rest := _HALF_MORE.match(text, end)):
        end, low, numeral = rest.end(), *_with_half(low, numeral, rest)
    if _is_negative(text, start, kind, name):
        start, low = start - 1, -low
    return Amount(start, end, low, numeral.exact_max, name, kind, numeral, scope)


def _is_negative(text: str, start: int, kind: str, unit: str | None) -> bool:
    """Whether the hyphen before a number is its sign: beside rates and degrees, else where nothing stands before it."""
    match = _MINUS.search(text, max(0, start - 2), start)
    if match is None:
        return False
    return kind == "rate" or unit in _DEGREES or match["far"] is not None or match.start() == start - 1


def _counted_later(text: str, numeral: Numeral) -> tuple[str | None, str]:
    """The unit of a great number that stands right before the people it counts: 28.6万农村人口."""
    if numeral.scale < 10**4:
        return None, ""
    match = _LATE.match(text, numeral.end)
    return (match.lastgroup, "people") if match else (None, "")


def _sum(text: str, numeral: Numeral, unit: MeasureWord) -> Amount | None:
    """A sum of money with its coins; 块 before a noun counts pieces."""
    assert numeral.exact is not None
    word = text[unit.start : unit.end]
    if word == "块" and not coins.is_sum(text, unit):
        return Amount(numeral.start, unit.end, numeral.exact, numeral.exact_max, unit.unit, "count", numeral)
    name = "元" if word == "块" else unit.unit
    worth = coins.worth(text, unit) if name == "元" else Decimal(1)
    rest, end = coins.change(text, unit) if name == "元" and unit.scope is None else (Decimal(0), unit.end)
    low = _plus(_times(numeral.exact, worth), rest)
    high = None if numeral.exact_max is None else _times(numeral.exact_max, worth)
    if end == unit.end and (half := _HALF_MORE.match(text, end)):
        end, low, numeral = half.end(), *_with_half(low, numeral, half)
    start = numeral.start
    if _is_negative(text, start, "money", name):
        start, low = start - 1, -low
    return Amount(start, end, low, high, name, "money", numeral, unit.scope)


def _with_half(low: Exact, numeral: Numeral, rest: re.Match[str]) -> tuple[Exact, Numeral]:
    """两年半 is two and a half, 三年多 more than three."""
    return (_plus(low, Decimal("0.5")), numeral) if rest["half"] else (low, numeral._replace(more=True))


def _plus(number: Exact, rest: Decimal) -> Exact:
    return Fraction(number) + Fraction(rest) if rest else number


def _times(number: Exact, worth: Decimal) -> Exact:
    return Fraction(number) * Fraction(worth) if worth != 1 else number


def _unit(text: str, numeral: Numeral) -> MeasureWord | None:
    if numeral.rate:
        return None
    word = measure_words.at(text, numeral.end)
    if text[numeral.end - 2 : numeral.end] in ("个半", "个多"):
        return _unit_of_halves(numeral.end, word)
    if (
        word
        and word.unit == "度"
        and (_negative(numeral) or _WARMTH.search(text, max(0, numeral.start - 10), word.end))
    ):
        return word._replace(unit="摄氏度", kind="other")
    return word


def _negative(numeral: Numeral) -> bool:
    return numeral.exact is not None and numeral.exact < 0


def _unit_of_halves(end: int, word: MeasureWord | None) -> MeasureWord:
    """一个半小时 has hours, 一个半月 months, 一个半 things."""
    if word is None or word.kind not in ("time", "rate"):
        return MeasureWord(end, end, "个", "count")
    return word._replace(unit="个月") if word.unit == "月" else word


def _ratio(text: str, numeral: Numeral) -> Amount | None:
    """1:3 and 1比3; three numbers (5:3:2) are a key for sharing, no ratio."""
    match = _RATIO.match(text, numeral.end)
    before = text[numeral.start - 1 : numeral.start]
    if not match or numeral.rate or numeral.exact is None or numeral.exact_max is not None or before in (":", "比"):
        return None
    to = numerals.parse(match["to"])
    if to is None or (":" in match[0]) != (numeral.kind == "arabic" and ":" in match[0]):
        return None
    return Amount(numeral.start, match.end(), numeral.exact, None, f":{plain(to)}", "ratio", numeral)


def _range(text: str, first: Numeral, unit: MeasureWord | None, second: Numeral) -> Amount | None:
    """2-3个, 5%至10%, 3-5万元, 3、4个: the same unit on both sides or only on the right; a lone 万 counts for both."""
    gap = _RANGE.fullmatch(text, unit.end if unit else first.end, second.start)
    if not gap and not _are_neighbours(text, first, unit, second):
        return None
    if first.exact is None or second.exact is None or first.more or first.exact_max or second.exact_max:
        return None
    right = _unit(text, second) or (unit if first.rate is None and unit and unit.unit == ":" else None)
    name, kind = (right.unit, right.kind) if right else (second.rate, "rate")
    left = unit.unit if unit else first.rate
    low, high, end, scope = first.exact, second.exact, second.end, None
    if right:
        end, scope = right.end, right.scope
    if first.rate and name is None:
        name = first.rate  # 百分之三到五
    elif left is None and text[second.end - 1] == "成":
        low, left = low * 10, name  # 三到五成
    elif first.scale == 1 and second.scale > 1 and left is None and low * second.scale < high:
        low = low * second.scale
    if gap and gap["minus"]:
        high = -high
    start = first.start
    if _is_negative(text, start, kind, name):
        start, low = start - 1, -low
    if kind == "money" and right:
        worth = coins.worth(text, right)
        low, high = _times(low, worth), _times(high, worth)
    fractions = first.kind == second.kind == "fraction"
    if (name is None and not fractions) or (left is not None and left != name) or low >= high:
        return None
    return Amount(start, end, low, high, name, kind if name else "", second, scope)


def _are_neighbours(text: str, first: Numeral, unit: MeasureWord | None, second: Numeral) -> bool:
    """3、4个 is three or four, unless the words say that each number is one of its own."""
    if not _NEIGHBOURS.fullmatch(text, first.end, second.start):
        return False
    digits = second.exact in range(2, 10) and first.exact == second.exact - 1  # type: ignore[operator]
    alone = unit is None and second.end - second.start == first.end - first.start == 1
    return digits and alone and not _EACH.search(text[max(0, first.start - 12) : first.start])


def _late_units(text: str, found: list[Amount]) -> list[Amount]:
    """In 分别为3、5、8个 the last unit is that of all, and so is a last 万."""
    for at in range(len(found) - 2, -1, -1):
        this, after = found[at], found[at + 1]
        cut_short = (
            this.unit == "个" and (after.unit or "").startswith("个") and len(after.unit or "") > 1
        )  # 1个和2个百分点
        open_unit = cut_short or (this.unit is None and after.unit is not None)
        joined = open_unit and _LIST_JOINT.fullmatch(text, this.end, after.start)
        if joined and this.numeral.scale == 1 and _told_apart(text, found, at):
            scale = after.numeral.scale if this.low < 10**4 else 1
            numeral = this.numeral._replace(scale=scale)
            found[at] = this._replace(low=this.low * scale, unit=after.unit, kind=after.kind, numeral=numeral)
    return found


def _told_apart(text: str, found: list[Amount], at: int) -> bool:
    """Whether 分别 opens the list whose number this is."""
    first = at
    while (
        first and at - first < _LONGEST_LIST and _LIST_JOINT.fullmatch(text, found[first - 1].end, found[first].start)
    ):
        first -= 1
    return _LISTED.search(text, max(0, found[first].start - 16), found[first].start) is not None
