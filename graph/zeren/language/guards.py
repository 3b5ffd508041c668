"""Numbers that are never targets: ordinals, document numbers, hotlines, names with digits, ages, idioms.

Apart from quantities, because telling what a number is *not* is a list of patterns (`data/guards.csv`) and of words
(`data/idioms.csv`) that grows with every city read, while the grammar of quantities does not. A guard is `hard` where
the number is no quantity at all (第26届), soft where it is one but never a target (60周岁以上, 15分钟生活圈).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from zeren.language import dates, measure_words, numerals
from zeren.language.numerals import fold
from zeren.language.rules import rows

_NUMBERS = "0-9〇零○一二两三四五六七八九十百千万亿双半"
_HAS_NUMBER: Final = re.compile(f"[{_NUMBERS}]")
_TRIGGER: Final = re.compile(f"[{_NUMBERS}负第A-Za-z〔\\[(【]")
_WORDS: Final = re.compile(
    r"""(?=[《“‘「『"a-zA-Z\d._-])(?:(?P<title>《[^《》\n]{1,80}+》)
      | (?P<quoted>“[^“”\n]{1,60}+”|‘[^‘’\n]{1,60}+’|「[^「」\n]{1,60}+」|『[^『』\n]{1,60}+』)
      | (?P<straight>"[^"\n]{1,60}+")
      | (?P<address>https?://[\w.:/?&=%#~+-]++|www\.[\w./-]++|(?<![a-zA-Z\d._-])[a-zA-Z\d._-]{1,40}@[\w-]++\.[\w.]++))""",
    re.VERBOSE,
)
_CONTINUED: Final = re.compile(
    f"[0-9{_NUMBERS[3:-2]}多余几数] {{0,2}}[{_NUMBERS[3:-2]}]$|[近约超逾上][百千万亿]$"
)  # 4.8万户 holds no 万户
_LONGEST_NAME: Final = 16
_INSIDE: Final = re.compile(r"[\d.]\d|[A-Za-z\d][A-Za-z]")
_LIFE: Final = re.compile("寿命[^,，。;；]{0,10}$")
_SLOGAN: Final = re.compile("[两三四五六七八九十双]个")  # “两个100%”
_FIGURE: Final = re.compile(r"[%‰]|以[上下内]|不[低高少超]|元")


class Guard(NamedTuple):
    """A stretch in which no number is a target."""

    start: int
    end: int
    kind: str
    rule: str
    hard: bool = True


def find(
    text: str, start: int = 0, end: int | None = None, mentions: Iterable[dates.DateMention] | None = None
) -> list[Guard]:
    """All guards in order of their start; they may overlap. `mentions` are the text's dates where already read."""
    text = fold(text)[: len(text) if end is None else end]
    found = [*_words(text, start), *_idioms(text, start), *_patterns(text, start)]
    for mention in dates.find(text) if mentions is None else mentions:
        inside = mention.start >= start and mention.end <= len(text)
        if inside and _HAS_NUMBER.search(text, mention.start, mention.end):
            found.append(Guard(mention.start, mention.end, "date", f"date_{mention.rule}"))
    return sorted(found, key=lambda guard: (guard.start, -guard.end, guard.rule))


def covering(guards: Sequence[Guard], start: int, end: int) -> Guard | None:
    """The first guard, hard ones before soft ones, that shares a character with `[start, end)`."""
    touching = [guard for guard in guards if guard.start < end and guard.end > start]
    return min(touching, key=lambda guard: not guard.hard, default=None)


def _words(text: str, start: int) -> list[Guard]:
    """Titles, quoted names and addresses that hold a number."""
    found = []
    for match in _WORDS.finditer(text, start):
        rule = str(match.lastgroup)
        inside = match[0][1:-1]
        if not _HAS_NUMBER.search(inside) or (rule in ("quoted", "straight") and not _is_name(inside)):
            continue
        kind = {"title": "title", "address": "address"}.get(rule, "name")
        found.append(Guard(match.start(), match.end(), kind, rule))
    return found


def _is_name(inside: str) -> bool:
    return len(inside) <= _LONGEST_NAME and (_SLOGAN.match(inside) is not None or not _FIGURE.search(inside))


@cache
def _automaton() -> Any:
    from ahocorasick import Automaton  # type: ignore[import-not-found]

    automaton = Automaton()
    for row in rows("idioms"):
        automaton.add_word(row["word"], (len(row["word"]), row["kind"], row["not_before"]))
    automaton.make_automaton()
    return automaton


def _idioms(text: str, start: int) -> list[Guard]:
    found = []
    for last, (length, kind, not_before) in _automaton().iter(text, start):
        first, after = last + 1 - length, text[last + 1 : last + 2]
        if not (after and after in not_before) and not (_CONTINUED.search(text, max(0, first - 3), first + 1)):
            found.append(Guard(first, last + 1, kind, "idiom"))
    return found


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    table = rows("guards")
    latin = "|".join(map(re.escape, measure_words.latin()))
    pattern = re.compile("|".join(f"(?P<{row['rule']}>{row['pattern']})" for row in table).replace("<LATIN>", latin))
    return pattern, {row["rule"]: (row["kind"], row["hard"] == "yes") for row in table}


def _patterns(text: str, start: int) -> list[Guard]:
    pattern, table = _table()
    found, at = [], start
    while (trigger := _TRIGGER.search(text, at)) is not None:
        at = trigger.start()
        match = pattern.match(text, at) if at == 0 or not _inside_number(text, at) else None
        if match is None or (match.lastgroup in _SPARED and _SPARED[match.lastgroup](match)):
            at += 1
            continue
        kind, hard = table[str(match.lastgroup)]
        found.append(Guard(match.start(), match.end(), kind, str(match.lastgroup), hard))
        at = max(match.end(), at + 1)
    return found


def _inside_number(text: str, at: int) -> bool:
    return _INSIDE.match(text, at - 1) is not None


def _lifespan(match: re.Match[str]) -> bool:
    """预期寿命提高到79岁 tells a level, no age."""
    return _LIFE.search(match.string, max(0, match.start() - 12), match.start()) is not None


def _counted(match: re.Match[str]) -> bool:
    """A number at a line's start is no heading where a measure word follows: 3 处公园."""
    number = numerals.read(match.string, match.start())
    return number is not None and measure_words.at(match.string, number.end) is not None


_SPARED: Final[dict[str, Callable[[re.Match[str]], bool]]] = {
    "heading": _counted, "age": _lifespan, "age_han": _lifespan
}  # fmt: skip
