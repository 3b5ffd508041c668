"""Numbers as Chinese documents write them: 1,200 · 4.9 万 · 三十 · 一万二 · 壹佰 · 3万5千 · 三分之二 · 八成半 · 60余.

Apart from quantities, because dates, ordinals and names are made of the same numbers. A number is found by its first
character and read once from there, so that the cost is linear in the text; values are exact inside (int, Decimal,
Fraction) and plain (int where whole, else float) outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

Exact: TypeAlias = int | Decimal | Fraction
Rate: TypeAlias = Literal["%", "‰", "‱"]
NumeralKind: TypeAlias = Literal["arabic", "han", "rate", "fraction", "inexact"]

_WIDE: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if wide != 0xFF0C} | {
    0x3000: 0x20, 0xA0: 0x20, 0x2236: 0x3A, 0x301C: 0x7E, 0x2212: 0x2D
}  # fmt: skip  # the full-width comma stays: it ends clauses
_ANY_WIDE: Final = re.compile("[\uff01-\uff0b\uff0d-\uff5e\u3000\xa0\u2236\u301c\u2212]")

_PLAIN: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两零○", "一二三四五六七八九十百千二〇〇")
_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_STEPS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_PER: Final[dict[str, tuple[Rate, int]]] = {"百": ("%", 100), "千": ("‰", 1000), "万": ("‱", 10**4)}

DIGIT: Final = "〇零○一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
HAN: Final = rf"(?:[{DIGIT}十万亿拾佰仟]|千(?![瓦伏克])|百(?!分[点之]))"
ARABIC: Final = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d{1,15}+)(?:\.\d{1,9}+)?"
_SCALE = "万亿|百亿|千亿|百万|千万|[万亿]|千(?![瓦米克伏])|百(?![分货])"
_MORE = (
    "余(?![热款额下杭姚])|多(?!功能|媒体|层|元|样|部门|方|种|渠道|式|边|党|家|点|措并)"
    "|来(?=[个名人家户天岁里万])|几(?=[个名人家户天岁万亿])"
)
_NOT_TENTHS = "立为功员果长熟本套交就人都分品活效型片不"
_NUMBER: Final = re.compile(
    rf"""
      (?P<skip>\d++(?:\.\d++){{2,}}+ | \d{{16,}}+)
    | (?P<per>[百千万])分之[ ]?
        (?:(?P<per_a>{ARABIC})|(?P<per_h>[{DIGIT}百十]{{1,8}}+)(?:点(?P<per_p>[{DIGIT}]{{1,8}}+))?)
    | (?P<full>百分百)
    | (?P<den>\d{{1,4}}+|[{DIGIT}十]{{1,4}}+)分之(?P<num>\d{{1,4}}+|[{DIGIT}十]{{1,4}}+)
    | (?P<over>\d{{1,2}})/(?P<under>\d{{1,2}})(?![\d/.]|年|月)
    | (?P<tenth>\d(?:\.\d)?|10|[一二两三四五六七八九十])[ ]?成(?P<half>半)?(?![{_NOT_TENTHS}])
    | (?P<whole>\d{{1,3}}|[{DIGIT}十]{{1,3}})个半(?=小时|月|钟头|百分点)
    | (?P<semi>半)(?=个?小时|个月|天|年(?!级)|亩|公里)
    | (?P<vague>[数几](?:[十百千万亿]{{1,4}}+)|若干|[上近成](?:[百千万亿]{{1,2}}+)(?![分{DIGIT}]))
    | (?P<bare>[百千万](?=[余多](?:[名个人户家所条件处亩元]|万|公里)))(?P<bare_more>[余多])
    | (?P<a>{ARABIC})
        (?:[ ]{{0,2}}(?P<a_more>{_MORE})?(?P<scale>{_SCALE})
           (?:(?P<a2>\d{{1,4}})(?P<scale2>[千百万](?![瓦米克伏分]))|(?P<a3>\d{{3,4}})(?![\d.]))?)?
        (?P<more>{_MORE})?
    | (?P<h>{HAN}{{1,24}}+)(?:点(?P<h_point>[{DIGIT}]{{1,8}}+))?
        (?:(?P<h_more>{_MORE})?(?P<h_scale>[万亿]{{1,2}}))?(?P<h_more2>{_MORE})?
    """,
    re.VERBOSE,
)
_LEADING_ZERO: Final = re.compile(r"0\d")  # 03 is a mark, 000 the rest of a number broken by a blank
_START: Final = re.compile(f"[0-9{DIGIT}十百千万亿拾佰仟半数几若上近成]")
_D = "一二三四五六七八九"
_SECTION: Final = re.compile(rf"(?:([{_D}])千)?(?:〇?([{_D}])百)?(?:〇?([{_D}])?(十))?(〇?)([{_D}])?")
_PAIR: Final = re.compile(rf"(十?)([{_D}])([{_D}])([十百千万亿]*)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number. `value` is None where the words name no figure (数十); `value_max` closes a pair (两三);
    `rate` is the unit that 成 and 百分之 bring along; `more` tells 余 and 多; `scale` is the last 万 or 亿, else 1."""

    start: int
    end: int
    value: int | float | None
    kind: NumeralKind
    exact: Exact | None = None
    exact_max: Exact | None = None
    rate: Rate | None = None
    more: bool = False
    scale: int = 1

    @property
    def value_max(self) -> int | float | None:
        return None if self.exact_max is None else plain(self.exact_max)


def fold(text: str) -> str:
    """Full-width letters, digits and marks as half-width ones, of the same length; the full-width comma stays.

    >>> fold("９２％（含）")
    '92%(含)'
    """
    for wide in set(_ANY_WIDE.findall(text)):
        text = text.replace(wide, chr(_WIDE[ord(wide)]))
    return text


def plain(exact: Exact) -> int | float:
    """An exact number as int where it is whole, else as float."""
    if isinstance(exact, int):
        return exact
    return int(exact) if exact == int(exact) else float(exact)


def parse(text: str) -> Exact | None:
    """The exact value of a text that is one number and nothing else, else None; rates count as ratios.

    >>> parse("一万二"), parse("1.2亿") == 120000000, parse("百分之三十")
    (12000, True, Fraction(3, 10))
    """
    text = fold(text).strip()
    body = text.rstrip("%‰折 ")
    found = read(body, 0)
    if found is None or found.end != len(body) or found.exact is None or found.exact_max is not None:
        return None
    rate = text[-1] if len(body) < len(text) else found.rate or ""
    divisor = {"%": 100, "‰": 1000, "‱": 10**4, "折": 10}.get(rate, 1)
    return found.exact if divisor == 1 else Fraction(found.exact) / divisor


def find(text: str, start: int = 0, end: int | None = None) -> list[Numeral]:
    """All numbers of a text in order, without overlap; the 一 of 统一 is a number here too."""
    text, stop = fold(text), len(text) if end is None else end
    found, at = [], start
    while (trigger := _START.search(text, at, stop)) is not None:
        at = trigger.start()
        match = _NUMBER.match(text, at, stop)
        if match is None:
            at += 1
            continue
        numeral = _numeral(match)
        if numeral is not None:
            found.append(numeral)
        at = numeral.end if numeral else match.end()
    return found


def read(text: str, at: int) -> Numeral | None:
    """The number that begins exactly at an offset of folded text, or None."""
    match = _NUMBER.match(text, at)
    return _numeral(match) if match else None


def _numeral(m: re.Match[str]) -> Numeral | None:
    if m["a"]:
        return _arabic(m)
    if m["h"]:
        return _written(m)
    start, end = m.span()
    if m["per"]:
        rate, _ = _PER[m["per"]]
        whole = 100 if m["per_h"] == "百" else _part(m["per_a"] or m["per_h"], m["per_p"])  # 百分之百
        return _made(start, end, whole, "rate", rate)
    if m["full"]:
        return _made(start, end, 100, "rate", "%")
    if m["den"] or m["over"]:
        return _fraction(m)
    if m["tenth"]:
        tenths = _part(m["tenth"], None)
        exact = None if tenths is None else _decimal(tenths) * 10 + (5 if m["half"] else 0)
        return _made(start, end, exact, "rate", "%")
    if m["whole"] or m["semi"]:
        whole = _part(m["whole"], None) if m["whole"] else 0
        return None if whole is None else _made(start, end, _decimal(whole) + Decimal("0.5"), "han")
    if m["bare"]:
        return Numeral(start, end, _STEPS[m["bare"]], "han", _STEPS[m["bare"]], more=True)
    return Numeral(start, end, None, "inexact") if m["vague"] else None


def _decimal(exact: Exact) -> Decimal:
    """An exact number without a repeating fraction, as Decimal."""
    return exact if isinstance(exact, Decimal) else Decimal(int(exact))


def _made(start: int, end: int, exact: Exact | None, kind: NumeralKind, rate: Rate | None = None) -> Numeral | None:
    return None if exact is None else Numeral(start, end, plain(exact), kind, exact, rate=rate)


def _arabic(m: re.Match[str]) -> Numeral | None:
    if _LEADING_ZERO.match(m["a"]):
        return None
    exact, scale, end = _digits(m["a"]), _scale(m["scale"]), m.end()
    exact *= scale
    rest = int(m["a2"]) * _STEPS[m["scale2"]] if m["a2"] else int(m["a3"] or 0)
    if rest < scale:
        exact += rest
    elif rest:
        end = m.end("scale")  # 3万4万 is two numbers
    more = bool(m["a_more"] or m["more"])
    return Numeral(m.start(), end, plain(exact), "arabic", exact, more=more, scale=scale)


def _written(m: re.Match[str]) -> Numeral | None:
    scale, more = _scale(m["h_scale"]), bool(m["h_more"] or m["h_more2"])
    if pair := _pair(m["h"]):
        low, high = pair[0] * scale, pair[1] * scale
        return Numeral(m.start(), m.end(), low, "han", low, high, more=more, scale=scale)
    exact = _part(m["h"], m["h_point"])
    if exact is None:
        return None
    exact *= scale
    return Numeral(m.start(), m.end(), plain(exact), "han", exact, more=more, scale=scale)


def _fraction(m: re.Match[str]) -> Numeral | None:
    above, below = _part(m["num"] or m["over"], None), _part(m["den"] or m["under"], None)
    if not above or not below or above >= below:
        return None
    return _made(m.start(), m.end(), Fraction(int(above), int(below)), "fraction")


def _part(run: str, point: str | None) -> int | Decimal | None:
    """A run of Arabic or of Chinese digits, with the digits after 点."""
    if run[0] in "0123456789":
        return _digits(run)
    whole = _han(run)
    if whole is None or not point:
        return whole
    return Decimal(f"{whole}." + "".join(str(_DIGITS[c]) for c in point.translate(_PLAIN)))


def _digits(run: str) -> int | Decimal:
    run = run.replace(",", "")
    return Decimal(run) if "." in run else int(run)


def _scale(words: str | None) -> int:
    product = 1
    for step in words or "":
        product *= _STEPS[step]
    return product


def _han(run: str) -> int | None:
    run = run.translate(_PLAIN)
    if all(c in _DIGITS for c in run):
        return _positional(run)
    for step in "亿万":
        head, mark, tail = run.rpartition(step)
        if mark:
            return _joined(head, _STEPS[step], tail)
    return _section(run)


def _positional(run: str) -> int | None:
    """二〇二一 is 2021; two digits side by side (五八) name nothing for sure unless one is 〇."""
    sure = len(run) != 2 or "〇" in run
    return int("".join(str(_DIGITS[c]) for c in run)) if run and sure else None


def _joined(head: str, step: int, tail: str) -> int | None:
    high = _STEPS[head] if head in ("十", "百", "千") else _han(head) if head else None
    low = _low(tail, step)
    return None if high is None or low is None or low >= step else high * step + low


def _low(tail: str, step: int) -> int | None:
    if not tail:
        return 0
    if len(tail) == 1 and tail in _DIGITS:
        return _DIGITS[tail] * step // 10  # 一万二 is 12000
    rest = tail.lstrip("〇")
    return _han(rest) if rest else None


def _section(run: str) -> int | None:
    match = _SECTION.fullmatch(run)
    if not match or not run:
        return None
    thousands, hundreds, tens, ten, zero, ones = match.groups()
    value = 1000 * _DIGITS.get(thousands, 0) + 100 * _DIGITS.get(hundreds, 0)
    if ten:
        value += 10 * _DIGITS.get(tens, 1)
    elided = ones and not zero and not ten and (hundreds or thousands)
    step = (10 if hundreds else 100) if elided else 1  # 两百五 is 250, 三千六 is 3600
    return value + step * _DIGITS.get(ones, 0)


def _pair(run: str) -> tuple[int, int] | None:
    """两三 is 2 to 3, 三四十 is 30 to 40, 十七八 is 17 to 18; only neighbours and 三五 pair up."""
    match = _PAIR.fullmatch(run.translate(_PLAIN))
    if not match:
        return None
    teen, low, high, scale = match.groups()
    a, b = _DIGITS[low], _DIGITS[high]
    if b != a + 1 and (a, b) != (3, 5):
        return None
    base, step = (10 if teen else 0), _scale(scale)
    return (base + a) * step, (base + b) * step
