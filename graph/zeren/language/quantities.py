"""Quantities: a number with its unit and the words that compare, change, share or scope it.

Apart from targets, because what a amount says (不低于90%) is grammar of a few words around the number, while whether
it is promised, done or neither is a matter of the whole sentence. Numbers come first; units are read to the right,
comparing words outwards on both sides; neighbours are then joined to ranges, changes and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from zeren.language import afar, amounts, comparing, guards, numerals, wholes
from zeren.language.amounts import Amount
from zeren.language.comparing import Around
from zeren.language.numerals import fold, plain
from zeren.vocab import Comparator

JsonValue = str | int | float | None


class Quantity(NamedTuple):
    """One quantity. `start` and `end` take in the comparing words, `number_start` and `number_end` number and unit.

    `bound` is the comparison beside a change (提高到15万元以上 is `increase_to`, bound `>=`); `paired` tells 分别,
    `shared` 均; `weak` a quantity that often is none (一座 with nothing that compares, 全覆盖 as a principle); `guard`
    the kind of a soft guard (age, circle, grouping): a quantity, never a target.
    """

    text: str
    start: int
    end: int
    value: int | float | None
    value_max: int | float | None
    unit: str | None
    comparator: Comparator
    approximate: bool
    scope: str | None
    number_start: int
    number_end: int
    rule: str
    bound: Comparator | None = None
    paired: bool = False
    shared: bool = False
    weak: bool = False
    guard: str | None = None
    baseline_value: int | float | None = None
    baseline_unit: str | None = None
    baseline_year: int | None = None


_JOINT: Final = re.compile(r" ?(?:[、,，;；]|和|与|及|以及) ?")
_BUT: Final = re.compile(r" ?[、,，;；]? ?(?:但|且|并|又|同时)?(?:应|也)? ?")
_FROM: Final = re.compile(r"(?:从|由|自)(?:(?P<year>(?:19|20)\d\d) ?年(?:底|末)?的?|[^,，。;；、\n\d]{0,4}?的?)?$")
_THAN: Final = re.compile(r"(?:比|较)(?:(?P<year>(?:19|20)\d\d) ?年(?:底|末|同期)?) ?$")
_THAN_LAST: Final = re.compile(r"(?:在|比|较)(?:(?P<year>(?:19|20)\d\d) ?年|去年|上年)度?(?:同期|[底末])?的? ?$")
_SCOPE: Final = re.compile(
    "(?=[每各人户生年月日亩累连其])(?:"  # where one may begin, before all of them are tried
    "每[个所家座](?=[县市区乡镇街村社学园企山海卫敬医场馆])[\u4e00-\u9fff]{3,8}?(?=至少|配备|配置|建有|拥有)"
    "|(?:每个?(?:县市区|县区|县市|县|市|区|乡镇|镇街|镇|街道|村居|行政村|村|社区|学校|学期|学年|季度|园区|家庭|企业|班|所|校|院|床|套|次"
    "|年|月|周|天|日|半年|人|户|生|亩|(?:\\d{1,6}|[十百千万]{1,2})?[百千万]?(?:人口|人|名|户|平方公里|公里)))+"
    "|各(?:县|市|区|乡|镇|村)[\u4e00-\u9fff]{0,2}?(?=至少|均|建|新|不)|(?:人|户|生|年|月|日|亩|年人)均(?!值)"
    "|累计|连续(?:\\d|[一二两三四五六七八九十])年|其中)"
)
_ENDS: Final = re.compile(r"[,，。;；!?|\n]|(?<!其中)[:：]")
_LOOK_BACK: Final = 24
_DOUBLING: Final = re.compile(r"翻(?:(?P<n>[一两二三四\d])番|番|(?P<times>[一两二三四\d])倍)")


def find(
    text: str, start: int = 0, end: int | None = None, guarded: Sequence[guards.Guard] | None = None
) -> list[Quantity]:
    """All quantities in order. Numbers under a hard guard are left out; `guarded` are the text's guards if known.

    >>> [(q.value, q.unit, q.comparator) for q in find("建学校3所，就学率不低于95%，补助每人三元五角")]
    [(3, '所', '='), (95, '%', '>='), (3.5, '元', '=')]
    """
    folded, stop = fold(text), len(text) if end is None else end
    if guarded is None:
        guarded = guards.find(text, start, stop)
    doublings = list(_doublings(folded, start, stop))
    taken = [*guarded, *(guards.Guard(double.start, double.end, "double", "double") for double in doublings)]
    taken.sort(key=lambda guard: guard.start)
    counted = _assembled(folded, amounts.find(folded, start, stop, taken))
    found = [*counted, *doublings, *_wholes(folded, start, stop, guarded)] or _number(
        folded[start:stop], start, guarded
    )
    found.sort(key=lambda quantity: (quantity.start, quantity.end))
    return [quantity._replace(text=text[quantity.start : quantity.end]) for quantity in found]


def as_json(quantity: Quantity) -> dict[str, JsonValue]:
    """The plain view that `zeren quantities` prints."""
    names = ("text", "start", "end", "value", "value_max", "unit", "comparator")
    return {name: getattr(quantity, name) for name in names}


def _number(text: str, start: int, guarded: Sequence[guards.Guard]) -> list[Quantity]:
    """A text that is one number and nothing else, however long or short: 三千二百五, 12345."""
    exact = numerals.parse(text) if len(text) <= _LOOK_BACK * 2 else None
    if exact is None or any(guard.kind == "phone" for guard in guarded):
        return []
    first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    return [_plain(first, last, None, None, "=", "number")._replace(value=plain(exact))]


# --- words around ----------------------------------------------------------------------------------------------


def _assembled(text: str, found_amounts: Iterable[Amount]) -> list[Quantity]:
    found: list[Quantity] = []
    last: tuple[Amount, Quantity | None] | None = None
    for amount in found_amounts:
        floor = last[0].end if last else 0
        quantity = _quantity(text, amount, floor)
        if quantity and last:
            quantity, replaced = _changed(text, quantity, last)
            if replaced and found and found[-1].number_start == last[0].start:
                found.pop()
            elif last[1]:
                quantity = _listed(text, quantity, last[1])
        if quantity:
            found.append(quantity)
        last = amount, quantity
    return _bounded(text, _closed(text, found))


def _quantity(text: str, amount: Amount, floor: int) -> Quantity | None:
    if amount.unit is None and amount.numeral.kind not in ("fraction", "arabic") and len(text) > _LOOK_BACK:
        return None  # the 一 of 统一
    opening = text[max(floor, amount.start - _LOOK_BACK) : amount.start]
    counted = amount.kind in ("count", "people") and not afar.raises(opening)
    before, after = comparing.before(text, amount.start, floor, counted), comparing.after(text, amount.end)
    if amount.unit is None and not (_measures(amount, before) or _is_all(text, amount, before, after)):
        return None
    if after.words and after.words[0].word == "内" and amount.kind not in ("time", "length"):
        after = Around((), amount.end, amount.end)
    comparator, rule, bound = _comparison(amount, before, after)
    if comparator not in _CHANGES and (far := afar.compared(text, amount, before)):
        bound = comparator if comparator != "=" else None
        comparator, rule = far
    approximate = before.has("approximate") or after.has("approximate")
    year = _THAN.search(text, max(0, before.reach - 12), before.reach)
    clause = _clause(text, before.reach)
    scope = _scope(clause + text[before.reach : amount.start], amount, before)
    paired = before.has("paired") or "分别" in clause
    return Quantity(
        "", min(before.edge, amount.start), after.edge, plain(amount.low),
        None if amount.high is None else plain(amount.high), amount.unit, comparator, approximate,
        scope, amount.start, amount.end, rule, bound, paired, before.has("shared"),
        _is_weak(amount, before, after, scope), amount.guard, baseline_year=int(year["year"]) if year else None,
    )  # fmt: skip


def _is_all(text: str, amount: Amount, before: Around, after: Around) -> bool:
    """Whether there is nothing but a number and words that compare: 约三千."""
    if len(text) > _LOOK_BACK:
        return False
    return not text[: min(before.reach, amount.start)].strip() and not text[after.edge :].strip()


def _measures(amount: Amount, before: Around) -> bool:
    """A number without unit counts where the words say that it measures: 不低于90, 三分之二."""
    if amount.numeral.kind == "fraction":
        return True
    sure = before.first("at-least", "at-most", "more-than", "less-than", "raise-to", "cut-to", "hold")
    return sure is not None and len(sure.word) > 1 and amount.numeral.kind == "arabic"


def _comparison(amount: Amount, before: Around, after: Around) -> tuple[Comparator, str, Comparator | None]:
    """The comparator, the rule that gave it, and the bound that stands beside a change."""
    change = before.first("raise-to", "cut-to", "raise-by", "cut-by")
    limit = before.first("at-least", "at-most", "more-than", "less-than")
    side: Comparator | None = None
    side_rule = ""
    if after.first("at-least", "at-most", "more-than"):
        side, side_rule = _COMPARATORS[after.words[0].comparator], after.words[0].rule + "-after"
    elif limit:
        side, side_rule = _COMPARATORS[limit.comparator], limit.rule
    elif amount.numeral.more:
        side, side_rule = ">", "more-than-odd"
    if change and "net" in change.flags and amount.kind in ("count", "people"):
        return "=", "new", side
    if change:
        return _COMPARATORS[change.comparator], change.rule, side
    if amount.high is not None:
        return "range", "range", side
    if limit and "held" in limit.flags and after.has("approximate"):
        return "=", "hold", None
    if side:
        return side, side_rule, None
    if after.words:
        return "=", "about-after", None
    if before.first("reach"):
        return (">=", "reach-rate", None) if amount.kind == "rate" else ("=", "reach-count", None)
    rule = before.first("hold", "about", "adjust", "new")
    return "=", rule.rule if rule else amount.kind or amount.numeral.kind, None


_COMPARATORS: Final[dict[str, Comparator]] = {
    ">=": ">=", "<=": "<=", ">": ">", "<": "<", "increase_by": "increase_by", "increase_to": "increase_to",
    "decrease_by": "decrease_by", "decrease_to": "decrease_to",
}  # fmt: skip
_BOUNDS: Final = frozenset({">=", "<=", ">", "<"})
_CHANGES: Final = frozenset({"increase_by", "increase_to", "decrease_by", "decrease_to", "range"})


def _scope(clause: str, amount: Amount, before: Around) -> str | None:
    """每人每年 beside the number, 元/人·年 behind it, else the nearest 每个县区, 每年, 累计, 其中 of the clause."""
    near = "".join(word.word for word in reversed(before.words) if "scope" in word.flags)
    if near or amount.scope:
        return near + (amount.scope or "") if not amount.scope or amount.scope not in near else near
    scopes = list(_SCOPE.finditer(clause))
    return scopes[-1][0] if scopes else None


def _clause(text: str, at: int) -> str:
    """The words before an offset back to the last mark that ends a clause, a short way at most."""
    floor = max(0, at - _LOOK_BACK)
    ends = [match.end() for match in _ENDS.finditer(text, floor, at)]
    return text[ends[-1] if ends else floor : at]


def _is_weak(amount: Amount, before: Around, after: Around, scope: str | None) -> bool:
    """一座 and 一个 alone name a thing as often as they count it; a stretch of years alone is rarely a figure."""
    bare = amount.numeral.kind == "han" and amount.low <= 1 and amount.high is None
    compared = scope is not None or any(word.comparator for word in (*before.words, *after.words))
    compared = compared or (amount.numeral.more and amount.unit != "年")
    return not compared and ((bare and amount.kind in ("count", "people", "other")) or amount.unit == "年")


# --- neighbours ------------------------------------------------------------------------------------------------


def _changed(text: str, quantity: Quantity, last: tuple[Amount, Quantity | None]) -> tuple[Quantity, bool]:
    """从10万元提高到15万元: one quantity whose baseline is the number before."""
    amount, _ = last
    opening = _FROM.search(text, max(0, amount.start - 12), amount.start)
    points = opening is not None and amount.unit == "%" and (quantity.unit or "").endswith("百分点")
    than = _THAN_LAST.search(text, max(0, amount.start - 12), amount.start)
    added = than is not None and quantity.comparator in ("increase_by", "decrease_by")  # 较去年300亩增加20亩
    opening = than if added else opening
    moved = points or added or quantity.comparator in ("increase_to", "decrease_to") or quantity.rule == "adjust"
    parted = text[amount.end : quantity.start].strip(" ,，")
    if not moved or parted or amount.high is not None or not (points or amount.unit in (None, quantity.unit)):
        return quantity, False
    unit, low = amount.unit or quantity.unit, amount.low
    comparator = quantity.comparator
    if quantity.rule == "adjust" and quantity.value is not None:
        comparator = "increase_to" if quantity.value > low else "decrease_to"
    year = int(opening["year"]) if opening and opening["year"] else quantity.baseline_year
    start = opening.start() if opening else amount.start
    return quantity._replace(
        start=start,
        comparator=comparator,
        rule=quantity.rule + "-from",
        scope=(last[1].scope if last[1] else None) or quantity.scope,
        baseline_value=plain(low),
        baseline_unit=unit,
        baseline_year=year,
    ), True


def _listed(text: str, quantity: Quantity, last: Quantity) -> Quantity:
    """In 分别提高到甲、乙 the second number stands under the words of the first."""
    led = text[quantity.start : quantity.number_start].strip()  # nothing, or the scope of its own
    if (led and led != quantity.scope) or not _JOINT.fullmatch(text, last.end, quantity.start):
        return quantity
    if quantity.unit != last.unit or not (last.paired or last.shared):
        return quantity
    changed = last.comparator in _CHANGES - {"range"} and quantity.comparator in _BOUNDS
    plain_one = quantity.comparator == "=" and last.comparator != "range" and not quantity.approximate
    inherited = changed or plain_one
    return quantity._replace(
        comparator=last.comparator if inherited else quantity.comparator,
        rule=last.rule if inherited else quantity.rule,
        bound=quantity.comparator if changed else quantity.bound,
        paired=last.paired,
        shared=last.shared,
        approximate=quantity.approximate or last.approximate,
        scope=quantity.scope or last.scope,
        weak=quantity.weak and last.weak,
    )


def _closed(text: str, found: list[Quantity]) -> list[Quantity]:
    """In 分别达到80家、100家以上 the last word closes all numbers of the list."""
    for at in range(len(found) - 2, -1, -1):
        this, after = found[at], found[at + 1]
        joined = this.paired and after.paired and _JOINT.fullmatch(text, this.end, after.start) is not None
        if joined and after.rule.endswith("-after") and this.comparator == "=" and after.unit == this.unit:
            found[at] = this._replace(comparator=after.comparator, rule=after.rule, approximate=after.approximate)
    return found


def _bounded(text: str, found: list[Quantity]) -> list[Quantity]:
    """不低于60但不超过80张, 5条以上、10条以内: two limits of one figure are a range."""
    made: list[Quantity] = []
    for q in found:
        last = made[-1] if made else None
        if last and _is_range(text, last, q):
            span = {"end": q.end, "number_end": q.number_end, "value_max": q.value, "unit": q.unit}
            made[-1] = last._replace(comparator="range", rule="range", **span)  # type: ignore[arg-type]
        else:
            made.append(q)
    return made


def _is_range(text: str, low: Quantity, high: Quantity) -> bool:
    limits = low.comparator in (">=", ">") and high.comparator in ("<=", "<") and not (low.paired or high.paired)
    if not limits or low.value is None or high.value is None or low.unit not in (None, high.unit):
        return False
    return low.value < high.value and _BUT.fullmatch(text, low.end, high.start) is not None


# --- without a number ------------------------------------------------------------------------------------------


def _doublings(text: str, start: int, end: int) -> Iterator[Quantity]:
    """翻一番 is an increase to 2 倍, 翻两番 to 4 倍."""
    for match in _DOUBLING.finditer(text, start, end):
        count = numerals.parse(match["n"] or match["times"] or "一")
        times = int(count or 1) if match["times"] else 2 ** int(count or 1)
        yield _plain(match.start(), match.end(), times, "倍", "increase_to", "double")


def _wholes(text: str, start: int, end: int, guarded: Sequence[guards.Guard]) -> Iterator[Quantity]:
    titles = [guard for guard in guarded if guard.kind in ("title", "address")]
    for whole in wholes.find(text, start, end):
        if not guards.covering(titles, whole.start, whole.end):
            value, comparator = (0, _ZERO) if whole.zero else (None, _ALL)
            yield _plain(whole.start, whole.end, value, None, comparator, whole.rule, whole.weak)


_ZERO: Final[Comparator] = "="
_ALL: Final[Comparator] = "all"


def _plain(
    start: int, end: int, value: int | None, unit: str | None, comparator: Comparator, rule: str, weak: bool = False
) -> Quantity:
    return Quantity("", start, end, value, None, unit, comparator, False, None, start, end, rule, weak=weak)
