"""Numbers as Chinese documents write them: 1,200 · 4.9 万 · 三十 · 一万二 · 壹佰 · 3万5千 · 三分之二 · 八成半 · 60余.

Apart from quantities, because dates, ordinals and names are made of the same numbers. A number is found by its first
character and read once from there, so that the cost is linear in the text; values are exact inside (int, Decimal,
Fraction) and plain (int where whole, else float) outside.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from zeren.language import han_numbers
from zeren.language.han_numbers import DIGIT, STEPS

Exact: TypeAlias = int | Decimal | Fraction
Rate: TypeAlias = Literal["%", "‰", "‱"]
NumeralKind: TypeAlias = Literal["arabic", "han", "rate", "fraction", "inexact"]

_WIDE: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if wide != 0xFF0C} | {
    0x3000: 0x20, 0xA0: 0x20, 0x2009: 0x20, 0x202F: 0x20, 0x2236: 0x3A, 0x301C: 0x7E, 0x2212: 0x2D, 0xFE6A: 0x25
}  # fmt: skip  # the full-width comma stays: it ends clauses
_ANY_WIDE: Final = re.compile("[\uff01-\uff0b\uff0d-\uff5e\u3000\xa0\u2009\u202f\u2236\u301c\u2212\ufe6a]")

_PER: Final[dict[str, Rate]] = {"百": "%", "千": "‰", "万": "‱"}
_RATES: Final = {"%": 100, "‰": 1000, "‱": 10**4, "折": 10}
_VULGAR: Final = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}

_SURE = DIGIT.replace("伍", "").replace("陆", "")  # 队伍, 大陆 and 收拾 are words
HAN: Final = (
    rf"(?:[{_SURE}十万亿佰仟萬億廿卅卌]|(?<![退队入行落])伍|(?<![大登着内水])陆(?![地路军上续海域家])|(?<!收)拾(?![掇遗取])|千(?![瓦伏克焦卡赫帕])|百(?!分[点之]|帕)"
    r"|兆(?![瓦赫字伏比帕焦欧位级网光宽带])|京(?=[一二三四五六七八九十百千零〇元]|$))"
)
_BLANKED = (  # 7 000: a blank joins three digits where they begin with 0 or the first stand right behind a word
    r"\d{1,3}[ ]0\d\d(?:[ ]\d{3}){0,8}+(?![ ]?\d)"
    r"|(?<=[\u4e00-\u9fff])(?<![表图件第章节号年月日])\d{1,3}(?:[ ]\d{3}){1,8}+(?![ ]?\d)"
)
DOUBTED: Final = (  # 12 345 behind a word and a blank, or behind a letter: one number, or two
    r"(?:(?<=[A-Za-z])|(?<=[\u4e00-\u9fff][ ])(?<![表图件第章节号年月日][ ]))"
    r"(?!\d{1,3}[ ]0)\d{1,3}(?:[ ]\d{3}){1,8}+(?![ ]?\d)"
)
ARABIC: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,8}}+(?!\d)|\d{{1,3}}(?:，\d{{3}}){{1,8}}+(?![\d年月日])|{_BLANKED}|\d{{1,15}}+)"
    r"(?:\.\d{1,9}+)?"
)
_SCALE = r"(?:[万亿]|千(?![瓦米克伏焦卡赫帕])|百(?![分货帕])|兆(?=[日美欧港韩]?元|[一二三四五六七八九\d]+[千百]?亿))"
_MORE = (
    "余(?![热款额下杭姚])|多(?!功能|媒体|层|元|样|部门|方|种|渠道|式|边|党|家|点|措并)"
    "|来(?=[个名人家户天岁里万年斤亩次种条件只台株辆间座处所头项册张])|几(?=[个名人家户天岁万亿年条项种次件处所座])"
)
_COUNTED = "名个人户家所条件处亩元项场辆间座"
_NOT_TENTHS = "立为功员果长熟本套交就人都分品活效型片不"
_HALF_OF = (
    "个(?!体)|小时|分钟|天(?!桥|然)|日(?!制)|年(?![级报度])|月(?![板刊谈])|亩|公[里斤]|里(?!程)|斤|吨|米(?!线)|升"
)
_NUMBER: Final = re.compile(
    rf"""
      (?P<skip>\d++(?:\.\d++){{2,}}+ | \d{{16,}}+
        | {DOUBTED} | \d{{1,3}}(?:,\d{{3}}){{0,8}},\d{{4,12}}+)
    | (?P<per>[百千万])分之[ ]?(?P<per_minus>负)?
        (?:(?P<per_a>{ARABIC})|(?P<per_h>[{DIGIT}千百十]{{1,8}}+(?:点[{DIGIT}]{{1,8}}+)?))
    | (?P<full>百分百)
    | (?:(?P<and>\d{{1,4}}|[{DIGIT}十百千]{{1,6}}+)又)?+(?:
        (?P<den>\d{{1,6}}+|[{DIGIT}十百千万亿]{{1,8}}+)分之(?P<num>\d{{1,6}}+|[{DIGIT}十百千]{{1,8}}+)
      | (?<!/)(?P<over>\d{{1,3}})/(?P<under>\d{{1,4}})(?![\d/.]|年|月))
    | (?P<ones>\d{{0,4}})(?P<vulgar>[½⅓⅔¼¾])
    | (?P<tenth>\d(?:\.\d)?|10|[一二两三四五六七八九十]{{1,2}})[ ]?成
        (?P<half>半|[一二三四五六七八九](?=[以左的,，。;；、)]|$))?(?![{_NOT_TENTHS}])
    | (?P<off>[一二三四五六七八九]{{2}}|\d[1-9])(?=折)
    | (?P<whole>\d{{1,3}}|[{DIGIT}十]{{1,3}})个(?:(?P<and_half>半)(?![岛成径导封自失托山边圆])|多(?=小时|月|钟头|星期))
    | (?P<semi>(?<![上下前后大多过每])半)(?={_HALF_OF})
    | (?P<vague>[数几](?:[十百千万亿]{{1,4}}+)|若干|成(?:[百千万亿]{{1,2}}+)(?![分{DIGIT}]))
    | (?<!以)上(?P<above>[百千万亿]{{1,2}}+)(?=[{_COUNTED}])
    | (?:(?<=[近约超逾])(?<![节制条合契公预签履简附最邻靠临远亲特赶反][近约超])|(?<=不足|不到|超过|未满|突破|高达|多达))(?P<round>[百千万亿])(?=[{_COUNTED}])
    | (?P<bare>[百千万](?=[余多](?:[名个人户家所条件处亩元]|万|公里)))[余多]
    | (?P<duo>[俩仨])(?=[人孩月老]|小时|星期|$)
    | (?P<a>{ARABIC})
        (?:[ ]{{0,2}}(?P<a_more>{_MORE})?
           (?P<tail>{_SCALE}{{1,2}}+(?:零?(?:\d{{1,4}}|[{DIGIT}])(?:十|千(?=米)|{_SCALE}){{1,2}}+){{0,6}}+
              (?:\d{{3,4}}(?![\d.])|\d(?=[元块]|$))?))?
        (?P<more>{_MORE})?
    | (?P<h>{HAN}{{1,40}}+(?:点[{DIGIT}]{{1,12}}+(?![十百千刻]))?)
        (?:(?P<h_more>{_MORE})?(?P<h_scale>[万亿]{{1,2}}))?(?P<h_more2>{_MORE})?
    """,
    re.VERBOSE,
)
_LEADING_ZERO: Final = re.compile(r"0\d")  # 03 is a mark, not a number
_START: Final = re.compile(
    f"[0-9{DIGIT}俩仨十百千万亿拾佰仟萬億廿卅卌兆负½⅓⅔¼¾]|[数几上成](?=[十百千万亿])|若干|半(?={_HALF_OF})"
)
_MINUS: Final = re.compile("(?<![抱肩担辜胜自欺背正])负|零下 ?")
_WHOLE: Final = re.compile(r"(?:\d{1,40}|\d{1,3}(?:[,，]\d{3}){1,12}|\d{1,3}(?: \d{3}){1,12})?(?:\.\d{1,30})?")
_ALL_HAN: Final = re.compile(rf"[\d{DIGIT}{han_numbers.STEP}俩仨点]+")
_IMPROPER: Final = re.compile(r"(\d{1,9})/([1-9]\d{0,8})")
_TAIL_PARTS: Final = re.compile(rf"零?(?:(?<!\d)\d++|[{DIGIT}])?(?P<steps>[十百千万亿兆]+)")
_FRACTION_PARTS: Final = (("num", "over"), ("den", "under"), ("and", "and"))
_HALF_SAID: Final = re.compile("(?:[百千万][二三四五六七八九]|[百千]一)$")  # 万二 is 12000 before money only
_SAID: Final = ("", *"元块斤")


class Numeral(NamedTuple):
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

    >>> parse("一万二"), parse("1.2亿") == 120000000, parse("百分之三十"), parse("负五又四分之一")
    (12000, True, Fraction(3, 10), Fraction(-21, 4))
    """
    text = fold(text).strip()
    if text[:1] in ("-", "+", "负") and text[1:2] not in ("-", "+", "负"):
        unsigned = parse(text[1:])
        return unsigned if unsigned is None or text[0] == "+" else -unsigned
    body = text.rstrip("%‰‱折 ")
    exact, rate = _all_of(body), text[-1] if len(body) < len(text) else ""
    if exact is None:
        found = read(text, 0)
        if found is None or found.end != len(body) or found.exact is None or found.exact_max is not None or found.more:
            return None
        exact, rate = found.exact, rate or found.rate or ""
    if rate == "折" and exact > 10:
        return Fraction(exact) / 100  # 85折 as 八五折
    return Fraction(exact) / _RATES[rate] if rate else exact


def _all_of(body: str) -> Exact | None:
    """A whole text of digits, a fraction or a run of numerals; longer and bolder than what is found between words."""
    if _WHOLE.fullmatch(body) and body[-1:].isdigit():
        return None if _LEADING_ZERO.match(body) else _digits("0" + body if body[0] == "." else body)
    if match := _IMPROPER.fullmatch(body):
        return Fraction(int(match[1]), int(match[2]))
    if body == "半":
        return Decimal("0.5")
    return han_numbers.value(body) if _ALL_HAN.fullmatch(body) else None


def find(text: str, start: int = 0, end: int | None = None) -> list[Numeral]:
    """All numbers of a text in order, without overlap; the 一 of 统一 is a number here too."""
    text, stop = fold(text), len(text) if end is None else end
    found, at = [], start
    while (trigger := _START.search(text, at, stop)) is not None:
        at = trigger.start()
        numeral, after = _read(text, at, stop)
        if numeral is not None:
            found.append(numeral)
        at = after
    return found


def read(text: str, at: int) -> Numeral | None:
    """The number that begins exactly at an offset of folded text, or None."""
    return _read(text, at, len(text))[0]


def _read(text: str, at: int, stop: int) -> tuple[Numeral | None, int]:
    """The number at an offset, and where to look on."""
    minus = _MINUS.match(text, at, stop)
    match = _NUMBER.match(text, minus.end() if minus else at, stop)
    if match is None:
        return None, minus.end() if minus else at + 1
    numeral = _numeral(match)
    if numeral is None:
        return None, match.end()
    if minus and numeral.exact is not None and numeral.exact_max is None:
        numeral = numeral._replace(start=at, exact=-numeral.exact, value=plain(-numeral.exact))
    return numeral, numeral.end


def _numeral(m: re.Match[str]) -> Numeral | None:
    if m["a"]:
        return _arabic(m)
    if m["h"]:
        return _written(m)
    if m["per"]:
        return _rated(m)
    if m["full"]:
        return _made(m, 100, "rate", "%")
    if m["den"] or m["over"]:
        return _fraction(m)
    if m["vulgar"]:
        above, below = _VULGAR[m["vulgar"]]
        return _made(m, int(m["ones"] or 0) + Fraction(above, below), "fraction")
    if m["tenth"]:
        return _tenths(m)
    if m["off"]:
        return _made(m, Decimal(".".join(str(han_numbers.value(c)) for c in m["off"])), "han")  # 八五折
    if m["whole"] or m["semi"]:
        return _halves(m)
    if m["duo"]:
        return _made(m, han_numbers.value(m["duo"]), "han")
    if words := m["bare"] or m["above"] or m["round"]:
        value = _scale(words)
        return Numeral(*m.span(), value, "han", value, more=not m["round"])
    return Numeral(*m.span(), None, "inexact") if m["vague"] else None


def _made(m: re.Match[str], exact: Exact | None, kind: NumeralKind, rate: Rate | None = None) -> Numeral | None:
    return None if exact is None else Numeral(*m.span(), plain(exact), kind, exact, rate=rate)


def _arabic(m: re.Match[str]) -> Numeral | None:
    """A number of Arabic digits with the steps behind it: as many as make one number (3万4万 is two)."""
    if _LEADING_ZERO.match(m["a"]):
        return None
    head, tail = _bare(m["a"]), m["tail"]
    if not tail:
        exact = _part(head)
        return Numeral(*m.span(), plain(exact), "arabic", exact, more=bool(m["more"])) if exact is not None else None
    parts = list(_TAIL_PARTS.finditer(tail))
    for size in sorted({0, len(tail), *(part.end() for part in parts)}, reverse=True):
        exact = _part(head) if not size else han_numbers.value(head + tail[:size])
        if exact is not None:
            break
    whole = size == len(tail)
    end = m.end() if whole else m.start("tail") + size if size else m.end("a")
    scale = _scale(parts[0]["steps"]) if size else 1
    more = bool((size and m["a_more"]) or (whole and m["more"]))
    return Numeral(m.start(), end, plain(exact), "arabic", exact, more=more, scale=scale) if exact is not None else None


def _written(m: re.Match[str]) -> Numeral | None:
    scale, more = _scale(m["h_scale"]), bool(m["h_more"] or m["h_more2"])
    if pair := han_numbers.pair(m["h"]):
        low, high = pair[0] * scale, pair[1] * scale
        return Numeral(m.start(), m.end(), low, "han", low, high, more=more, scale=scale)
    exact = _part(m["h"])
    said = _HALF_SAID.match(m["h"]) and m.string[m.end() : m.end() + 1] not in _SAID
    if exact is None or said or m["h"] == "万一":
        return None
    exact *= scale
    return Numeral(m.start(), m.end(), plain(exact), "han", exact, more=more, scale=scale)


def _rated(m: re.Match[str]) -> Numeral | None:
    """百分之三十点五; 百分之百 is 100."""
    exact = 100 if m["per_h"] == "百" else _part(m["per_a"] or m["per_h"])
    return _made(m, -exact if m["per_minus"] and exact is not None else exact, "rate", _PER[m["per"]])


def _fraction(m: re.Match[str]) -> Numeral | None:
    """三分之二, 五又四分之一, 1/3; what is no less than one (5/3) is more often a date or a score."""
    above, below, whole = (_part(m[a] or m[b]) if m[a] or m[b] else 0 for a, b in _FRACTION_PARTS)
    if not isinstance(above, int) or not isinstance(below, int) or not isinstance(whole, int) or not above or not below:
        return None
    if m["over"] and above >= below:
        return None
    return _made(m, whole + Fraction(above, below), "fraction")


def _tenths(m: re.Match[str]) -> Numeral | None:
    """八成半 is 85 %, 七八成 70 to 80, 三成五 35."""
    if pair := han_numbers.pair(m["tenth"]):
        low, high = 10 * pair[0], 10 * pair[1]
        return None if m["half"] else Numeral(*m.span(), low, "rate", low, high, rate="%")
    tenths = _part(m["tenth"])
    rest = 5 if m["half"] == "半" else han_numbers.value(m["half"] or "〇")
    exact = None if tenths is None or rest is None else _decimal(tenths) * 10 + rest
    return _made(m, exact, "rate", "%")


def _halves(m: re.Match[str]) -> Numeral | None:
    """半 and 一个半; 一个多 is more than one."""
    if m["semi"]:
        return _made(m, Decimal("0.5"), "han")
    whole = _part(m["whole"])
    if whole is None:
        return None
    exact = _decimal(whole) + Decimal("0.5") if m["and_half"] else whole
    return Numeral(*m.span(), plain(exact), "han", exact, more=not m["and_half"])


def _decimal(exact: Exact) -> Decimal:
    """An exact number without a repeating fraction, as Decimal."""
    return exact if isinstance(exact, Decimal) else Decimal(int(exact))


def _part(run: str) -> int | Decimal | None:
    """A run of Arabic or of Chinese numerals."""
    return _digits(run) if run[0] in "0123456789" else han_numbers.value(run)


def _bare(run: str) -> str:
    """A run of Arabic digits without what parts its thousands."""
    return run.replace(",", "").replace("，", "").replace(" ", "")


def _digits(run: str) -> int | Decimal:
    run = _bare(run)
    return Decimal(run) if "." in run else int(run)


def _scale(words: str | None) -> int:
    product = 1
    for step in words or "":
        product *= STEPS[step]
    return product
