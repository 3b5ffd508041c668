"""Quantities: a number with its unit and the words that compare, change, share or scope it.

Apart from targets, because what a figure says (不低于90%) is grammar of a few words around the number, while whether
it is promised, done or neither is a matter of the whole sentence. Numbers come first; units are read to the right,
comparing words outwards on both sides; neighbours are then joined to ranges, changes and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from zeren.language import comparing, guards, measure_words, numerals, wholes
from zeren.language.comparing import Around
from zeren.language.measure_words import MeasureWord
from zeren.language.numerals import Exact, Numeral, fold, plain
from zeren.vocab import Comparator

JsonValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class Quantity:
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


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number or range with its unit, before the words around it are read."""

    start: int
    end: int
    low: Exact
    high: Exact | None
    unit: str | None
    kind: str
    numeral: Numeral
    scope: str | None = None


_RANGE: Final = re.compile(r" {0,2}(?:-{1,2}|—{1,2}|–|―|~|至|到) {0,2}")
_MINUS: Final = re.compile(r"(?:^|[\u4e00-\u9fff(:])-$")  # a hyphen after a figure joins a range
_RATIO: Final = re.compile(r" ?: ?(\d{1,3}(?:\.\d)?)(?![\d:.])")
_JOINT: Final = re.compile(r" ?(?:[、,，;；]|和|与|及|以及) ?")
_FROM: Final = re.compile(r"(?:从|由|自)(?:(?P<year>(?:19|20)\d\d) ?年(?:底|末)?的?|[^,，。;；、\n\d]{0,4}?的?)?$")
_THAN: Final = re.compile(r"(?:比|较)(?:(?P<year>(?:19|20)\d\d) ?年(?:底|末|同期)?) ?$")
_SCOPE: Final = re.compile(
    "(?:每个?(?:县市区|县区|县市|县|市|区|乡镇|镇街|镇|街道|村居|行政村|村|社区|学校|学期|学年|季度|园区|家庭|企业|班|所|校|院|床|套|次"
    "|年|月|周|天|日|半年|人|户|生|亩|[百千万](?:人口|人|名|户)|平方公里))+"
    "|各(?:县|市|区|乡|镇|村)[\u4e00-\u9fff]{0,2}?(?=至少|均|建|新|不)|(?:人|户|生|年|月|日|亩|年人)均"
    "|累计|连续(?:\\d|[一二两三四五六七八九十])年|其中"
)
_MORE_OF: Final = re.compile(r"(?:(?P<more>(?<!新)增加(?!值))|减少|压减)(?:了|各类)?[^,，。;；:、\d|\n]{2,14}$")
_ENDS: Final = re.compile(r"[,，。;；:：!?|\n]")
_LOOK_BACK: Final = 24
_DOUBLING: Final = re.compile(r"翻(?:(?P<n>[一两二三四\d])番|番|(?P<times>[一两二三四\d])倍)")


def find(
    text: str, start: int = 0, end: int | None = None, guarded: Sequence[guards.Guard] | None = None
) -> list[Quantity]:
    """All quantities in order. Numbers under a hard guard are left out; `guarded` are the text's guards if known."""
    folded, stop = fold(text), len(text) if end is None else end
    if guarded is None:
        guarded = guards.find(text, start, stop)
    doublings = list(_doublings(folded, start, stop))
    taken = [*guarded, *(guards.Guard(double.start, double.end, "double", "double") for double in doublings)]
    figures = _figures(folded, start, stop, taken if not doublings else sorted(taken, key=lambda guard: guard.start))
    found = [*_assembled(folded, figures), *doublings, *_wholes(folded, start, stop, guarded)]
    found.sort(key=lambda quantity: (quantity.start, quantity.end))
    return [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found]


def as_json(quantity: Quantity) -> dict[str, JsonValue]:
    """The plain view that `zeren quantities` prints."""
    names = ("text", "start", "end", "value", "value_max", "unit", "comparator")
    return {name: getattr(quantity, name) for name in names}


# --- numbers and units -----------------------------------------------------------------------------------------


def _figures(text: str, start: int, end: int, guarded: Sequence[guards.Guard]) -> Iterator[tuple[_Figure, str | None]]:
    """Each figure with the kind of the soft guard it stands under."""
    numbers = numerals.find(text, start, end)
    at = 0
    shields = _Shields(guarded)
    while at < len(numbers):
        figure, used = _figure(text, numbers, at)
        guard = shields.over(numbers[at].start, figure.end if figure else numbers[at].end)
        at += used
        if figure is not None and not (guard and guard.hard):
            yield figure, guard.kind if guard else None


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


def _figure(text: str, numbers: list[Numeral], at: int) -> tuple[_Figure | None, int]:
    """The figure whose first number is `numbers[at]`, and how many numbers it takes."""
    numeral = numbers[at]
    if numeral.exact is None:
        return None, 1
    if ratio := _ratio(text, numeral):
        return ratio, 2 if at + 1 < len(numbers) and numbers[at + 1].start < ratio.end else 1
    unit = _unit(text, numeral)
    if at + 1 < len(numbers) and (joined := _range(text, numeral, unit, numbers[at + 1])):
        return joined, 2
    end = unit.end if unit else numeral.end
    name, kind = (unit.unit, unit.kind) if unit else (numeral.rate, "rate" if numeral.rate else "")
    start, low, scope = numeral.start, numeral.exact, unit.scope if unit else None
    if kind == "rate" and _MINUS.search(text, max(0, start - 2), start):
        start, low = start - 1, -low
    return _Figure(start, end, low, numeral.exact_max, name, kind, numeral, scope), 1


def _unit(text: str, numeral: Numeral) -> MeasureWord | None:
    return None if numeral.rate else measure_words.at(text, numeral.end)


def _ratio(text: str, numeral: Numeral) -> _Figure | None:
    match = _RATIO.match(text, numeral.end)
    if not match or numeral.kind != "arabic" or numeral.exact is None:
        return None
    return _Figure(numeral.start, match.end(), numeral.exact, None, f":{match[1]}", "ratio", numeral)


def _range(text: str, first: Numeral, unit: MeasureWord | None, second: Numeral) -> _Figure | None:
    """2-3个, 5%至10%, 3-5万元: the same unit on both sides or only on the right; a lone 万 counts for both."""
    gap = _RANGE.fullmatch(text, unit.end if unit else first.end, second.start)
    if not gap or first.exact is None or second.exact is None or first.more:
        return None
    right = _unit(text, second)
    name, kind = (right.unit, right.kind) if right else (second.rate, "rate")
    left = unit.unit if unit else first.rate
    low = first.exact
    if first.scale == 1 and second.scale > 1 and left is None and low * second.scale < second.exact:
        low = low * second.scale
    if name is None or (left is not None and left != name) or low >= second.exact:
        return None
    end, scope = (right.end, right.scope) if right else (second.end, None)
    return _Figure(first.start, end, low, second.exact, name, kind, second, scope)


# --- words around ----------------------------------------------------------------------------------------------


def _assembled(text: str, figures: Iterable[tuple[_Figure, str | None]]) -> list[Quantity]:
    found: list[Quantity] = []
    last: tuple[_Figure, Quantity | None] | None = None
    for figure, guard in figures:
        floor = last[0].end if last else 0
        quantity = _quantity(text, figure, floor, guard)
        if quantity and last:
            quantity, replaced = _changed(text, quantity, last)
            if replaced and found and found[-1].number_start == last[0].start:
                found.pop()
            elif last[1]:
                quantity = _listed(text, quantity, last[1])
        if quantity:
            found.append(quantity)
        last = figure, quantity
    return _closed(text, found)


def _quantity(text: str, figure: _Figure, floor: int, guard: str | None) -> Quantity | None:
    counted = figure.kind in ("count", "people")
    before, after = comparing.before(text, figure.start, floor, counted), comparing.after(text, figure.end)
    if figure.unit is None and not _stands_alone(figure, before):
        return None
    if after.words and after.words[0].word == "内" and figure.kind not in ("time", "length"):
        after = Around((), figure.end, figure.end)
    comparator, rule, bound = _comparison(figure, before, after)
    if comparator not in _CHANGES and (afar := _from_afar(text, figure, before)):
        bound = comparator if comparator != "=" else None
        comparator, rule = afar
    approximate = before.has("approximate") or after.has("approximate")
    year = _THAN.search(text, max(0, before.reach - 12), before.reach)
    scope = _scope(text, figure, before)
    return Quantity(
        "", min(before.edge, figure.start), after.edge, plain(figure.low),
        None if figure.high is None else plain(figure.high), figure.unit, comparator, approximate,
        scope, figure.start, figure.end, rule, bound, before.has("paired"), before.has("shared"),
        _is_weak(figure, before, after, scope), guard, baseline_year=int(year["year"]) if year else None,
    )  # fmt: skip


def _stands_alone(figure: _Figure, before: Around) -> bool:
    """A number without unit counts where the words say that it measures: 不低于90, 三分之二."""
    if figure.numeral.kind == "fraction":
        return True
    sure = before.first("at-least", "at-most", "more-than", "less-than", "raise-to", "cut-to", "hold")
    return sure is not None and len(sure.word) > 1 and figure.numeral.kind == "arabic"


def _comparison(figure: _Figure, before: Around, after: Around) -> tuple[Comparator, str, Comparator | None]:
    """The comparator, the rule that gave it, and the bound that stands beside a change."""
    change = before.first("raise-to", "cut-to", "raise-by", "cut-by")
    limit = before.first("at-least", "at-most", "more-than", "less-than")
    side: Comparator | None = None
    side_rule = ""
    if after.first("at-least", "at-most"):
        side, side_rule = _as_comparator(after.words[0].comparator), after.words[0].rule + "-after"
    elif limit:
        side, side_rule = _as_comparator(limit.comparator), limit.rule
    elif figure.numeral.more:
        side, side_rule = ">", "more-than-odd"
    if change:
        return _as_comparator(change.comparator), change.rule, side
    if figure.high is not None:
        return "range", "range", side
    if side:
        return side, side_rule, None
    if after.words:
        return "=", "about-after", None
    if before.first("reach"):
        return (">=", "reach-rate", None) if figure.kind == "rate" else ("=", "reach-count", None)
    rule = before.first("hold", "about", "adjust", "new")
    return "=", rule.rule if rule else figure.kind or figure.numeral.kind, None


def _from_afar(text: str, figure: _Figure, before: Around) -> tuple[Comparator, str] | None:
    """增加养老床位950张: the verb that changes a count stands before the noun."""
    if before.words or figure.kind in ("rate", "time", "ratio", "other", "concentration"):
        return None
    match = _MORE_OF.search(text[max(0, figure.start - _LOOK_BACK) : figure.start])
    return None if match is None else ("increase_by", "more-of") if match["more"] else ("decrease_by", "fewer-of")


def _as_comparator(word: str) -> Comparator:
    for known in (*_COMPARATORS,):
        if word == known:
            return known
    return "="


_COMPARATORS: Final[tuple[Comparator, ...]] = (
    ">=", "<=", ">", "<", "increase_by", "increase_to", "decrease_by", "decrease_to",
)  # fmt: skip


_CHANGES: Final = frozenset({"increase_by", "increase_to", "decrease_by", "decrease_to", "range"})


def _scope(text: str, figure: _Figure, before: Around) -> str | None:
    """每人每年 beside the number, 元/人·年 behind it, else the nearest 每个县区, 每年, 累计, 其中 of the clause."""
    near = "".join(word.word for word in reversed(before.words) if "scope" in word.flags)
    if near or figure.scope:
        return near + (figure.scope or "") if not figure.scope or figure.scope not in near else near
    floor = max(0, before.reach - _LOOK_BACK)
    ends = [match.end() for match in _ENDS.finditer(text, floor, before.reach)]
    scopes = list(_SCOPE.finditer(text, ends[-1] if ends else floor, figure.start))
    return scopes[-1][0] if scopes else None


def _is_weak(figure: _Figure, before: Around, after: Around, scope: str | None) -> bool:
    """一座 and 一个 alone name a thing as often as they count it; a stretch of years alone is rarely a figure."""
    bare = figure.numeral.kind == "han" and figure.low == 1 and figure.high is None
    compared = scope is not None or any(word.comparator for word in (*before.words, *after.words))
    return not compared and ((bare and figure.kind in ("count", "people", "other")) or figure.unit == "年")


# --- neighbours ------------------------------------------------------------------------------------------------


def _changed(text: str, quantity: Quantity, last: tuple[_Figure, Quantity | None]) -> tuple[Quantity, bool]:
    """从10万元提高到15万元: one quantity whose baseline is the number before."""
    figure, _ = last
    moved = quantity.comparator in ("increase_to", "decrease_to") or quantity.rule == "adjust"
    if not moved or text[figure.end : quantity.start].strip(" ,，"):
        return quantity, False
    if figure.unit not in (None, quantity.unit) or figure.high is not None:
        return quantity, False
    opening = _FROM.search(text, max(0, figure.start - 12), figure.start)
    unit, low = figure.unit or quantity.unit, figure.low
    comparator = quantity.comparator
    if quantity.rule == "adjust" and quantity.value is not None:
        comparator = "increase_to" if quantity.value > low else "decrease_to"
    year = int(opening["year"]) if opening and opening["year"] else quantity.baseline_year
    start = opening.start() if opening else figure.start
    return replace(
        quantity,
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
    if quantity.start != quantity.number_start or not _JOINT.fullmatch(text, last.end, quantity.start):
        return quantity
    if quantity.unit != last.unit or not (last.paired or last.shared):
        return quantity
    inherited = quantity.comparator == "=" and last.comparator != "range" and not quantity.approximate
    return replace(
        quantity,
        comparator=last.comparator if inherited else quantity.comparator,
        rule=last.rule if inherited else quantity.rule,
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
            found[at] = replace(this, comparator=after.comparator, rule=after.rule, approximate=after.approximate)
    return found


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


def exact_ratio(quantity: Quantity) -> Fraction | None:
    """A share as a number between 0 and 1: 90% is 9/10; None for units that are no share."""
    parts = {"%": 100, "‰": 1000, "‱": 10**4}.get(quantity.unit or "")
    return None if parts is None or quantity.value is None else Fraction(str(quantity.value)) / parts
