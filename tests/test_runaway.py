"""No text makes reading run away: what takes more steps than its size allows is found by near-misses.

Patterns: of each pattern of the package, also of those made from tables, the loops are taken out of its own syntax
tree, and a text is made that enters the loop, goes round it 100,000 characters long and then fails. A pattern that
goes through these once takes milliseconds; one that goes back and forth takes minutes and is stopped long before.
Readers: whole documents of near-misses at two sizes; the greater one may cost no more than its size says.

Only the processor's time is counted, never the clock's, and what looks slow is measured again.
"""

from __future__ import annotations

import ast
import gc
import importlib
import json
import re
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import islice, product
from pathlib import Path
from time import process_time
from typing import Any, Final, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer of processor time here")


class RunsAwayError(Exception):
    """The work was stopped when its time was up."""


def seconds(work: Callable[[], object], most: float) -> float:
    """The processor's seconds for some work; `most` where it takes longer and was stopped."""

    def stop(*_: object) -> None:
        raise RunsAwayError

    before = signal.signal(signal.SIGVTALRM, stop)
    gc.disable()  # what collecting costs is not the work's own
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    begun = process_time()
    try:
        work()
    except RunsAwayError:
        return most
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        gc.enable()
        signal.signal(signal.SIGVTALRM, before)
    return process_time() - begun


def grows(work: Callable[[int], Callable[[], object]], size: int, floor: float) -> str | None:
    """What is wrong with the cost of some work at four times a size; None where it fits the size.

    Four times as much costs four times as much, twice that with all the noise of a machine, and sixteen times as much
    where each step looks at all others. The least of three tries counts; what costs less than `floor` is not looked at.
    """
    most, small = 8 * floor, 0.0
    large = seconds(work(4 * size), most)
    for _ in range(3):
        if large <= floor:
            return None
        small = min(seconds(work(size), most) for _ in range(3))
        if large < most and large <= LINEAR * small:
            return None
        large = min(large, seconds(work(4 * size), most))
    return f"{size}: {small:.3f} s, {4 * size}: {large:.3f} s"


LINEAR: Final = 9

# --- patterns --------------------------------------------------------------------------------------------------------

SIZE: Final = 100_000
FIRST: Final = 20_000
FLOOR: Final = 0.05
"""Seconds for 20,000 characters; a pattern that goes back and forth takes more than a second for as many."""
BOUNDED: Final = {
    ("zeren.language.labels", "_PATTERNS"): (14, "a header longer than 14 characters is none"),
    ("zeren.language.unit_shapes", "_PHONE_BEHIND"): (80, "looked for in names of at most `LONGEST_RUN` characters"),
    ("zeren.language.sentences", "_PROJECTS"): (1_000, "each place is read at most 600 characters far"),
    ("zeren.rdf.tokens", "_LABEL"): (100, "looked for in the last 100 characters before a colon"),
}
"""Patterns that are never given, or never look at, more than some characters, with the reason."""
ANCHORED: Final = {"match", "fullmatch"}
METHODS: Final = ANCHORED | {"search", "sub", "subn", "split", "findall", "finditer"}
ALPHABET: Final = "市1一 ,、(a.\n年局-《x\x01。:"
LOOPS: Final = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
LONG_LOOP: Final = 20

RECORDER: Final = """
import importlib, json, pkgutil, re, sys
from pathlib import Path
made = {}
def recorded(name):
    own = getattr(re, name)
    def function(pattern, *others, **named):
        caller, result = sys._getframe(1), own(pattern, *others, **named)
        if caller.f_globals.get("__name__", "").startswith("zeren.") and not isinstance(pattern, re.Pattern):
            text, flags = (pattern, 0) if isinstance(pattern, str) else (pattern.decode("latin-1"), int(re.ASCII))
            flags |= int(result.flags) & ~int(re.UNICODE) if name == "compile" else 0
            made[caller.f_globals["__name__"], caller.f_lineno, text, flags, name] = None
        return result
    setattr(re, name, function)
for name in ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"):
    recorded(name)
import zeren
for module in pkgutil.walk_packages(zeren.__path__, "zeren."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from zeren.extract import extract_file
for path in sys.argv[1:]:
    extract_file(path)
print(json.dumps([list(one) for one in made]))
"""
"""Tells every pattern that the modules make when they are imported and when documents are read."""


class Made(NamedTuple):
    """A pattern, where it was made, under what name it is kept, and the methods that are called on it."""

    module: str
    line: int
    pattern: str
    flags: int
    name: str | None
    methods: frozenset[str]


@cache
def patterns() -> list[Made]:
    texts = sorted((ROOT / "tests" / "corpus" / "texts").glob("*.txt"))
    command = [sys.executable, "-c", RECORDER, *map(str, texts)]
    told = subprocess.run(command, cwd=ROOT / "graph", capture_output=True, text=True, check=True).stdout
    return [
        Made(module, line, text, flags, *(kept(module, line) if how == "compile" else (None, frozenset({how}))))
        for module, line, text, flags, how in json.loads(told)
    ]


@cache
def sources() -> dict[str, ast.Module]:
    paths = sorted((ROOT / "graph" / "zeren").rglob("*.py"))
    names = {path: ".".join(path.relative_to(ROOT / "graph").with_suffix("").parts) for path in paths}
    return {names[path]: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def kept(module: str, line: int) -> tuple[str | None, frozenset[str]]:
    """The name under which a pattern made in a line is kept, and what is done with it anywhere in its module."""
    holders = [
        node
        for node in ast.walk(sources()[module])
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef)
        and node.lineno <= line <= (node.end_lineno or 0)
    ]
    names = [named(holder) for holder in holders]
    name = names[-1] if names else None
    if name is None:
        return None, frozenset()
    own = calls(module).get(name) or set().union(*(calls(other).get(name, set()) for other in sources()))
    return name, frozenset(own)


def named(holder: ast.AST) -> str | None:
    if isinstance(holder, ast.FunctionDef):
        return holder.name
    target = holder.targets[0] if isinstance(holder, ast.Assign) else getattr(holder, "target", None)
    return target.id if isinstance(target, ast.Name) else None


@cache
def calls(module: str) -> dict[str | None, set[str]]:
    """The methods of patterns that are called on each name of a module, or on what the function of that name gives."""
    found: dict[str | None, set[str]] = defaultdict(set)
    for node in ast.walk(sources()[module]):
        if isinstance(node, ast.Attribute) and node.attr in METHODS:
            owner = node.value
            while isinstance(owner, ast.Call | ast.Subscript):
                owner = owner.func if isinstance(owner, ast.Call) else owner.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", None)
            found[name].add(node.attr)
    return found


# The syntax tree of a pattern, as the standard library reads it.

Tree = Any


def parsed(made: Made) -> Tree:
    return importlib.import_module("re._parser").parse(made.pattern, made.flags)


def sample(tree: Tree, choice: int) -> str:
    """A text that a pattern may match, looking neither ahead nor behind; `choice` picks among alternatives."""
    return "".join(_sample(str(kind), told, choice) for kind, told in tree)


def _sample(kind: str, told: Any, choice: int) -> str:
    if kind == "LITERAL":
        return chr(int(told))
    if kind == "ANY":
        return "市"
    if kind == "NOT_LITERAL":
        return next(one for one in ALPHABET if ord(one) != int(told))
    if kind == "IN":
        members = _members(told) or [""]
        return str(members[choice % len(members)])
    if kind == "BRANCH":
        return sample(told[1][choice % len(told[1])], choice)
    if kind in LOOPS:
        return sample(told[2], choice) * int(max(told[0], min(1, told[1])))
    return "".join(sample(part, choice) for part in _inner(kind, told))


def _inner(kind: str, told: Any) -> Iterable[Tree]:
    if kind == "SUBPATTERN":
        return [told[3]]
    return [told] if kind == "ATOMIC_GROUP" else []


def _members(told: Any) -> list[str]:
    """Some characters of a class."""
    single = {str(kind): value for kind, value in told}
    if "NEGATE" in single:
        return [one for one in ALPHABET if not any(_holds(str(kind), value, one) for kind, value in told[1:])]
    firsts = {"LITERAL": lambda value: chr(value), "RANGE": lambda value: chr(value[0])}
    made = [firsts[str(kind)](value) for kind, value in told if str(kind) in firsts]
    classes = [(str(kind), value) for kind, value in told if str(kind) == "CATEGORY"]
    return made + [one for kind, value in classes for one in ALPHABET if _holds(kind, value, one)]


def _holds(kind: str, value: Any, one: str) -> bool:
    if kind == "LITERAL":
        return bool(ord(one) == value)
    if kind == "RANGE":
        return bool(value[0] <= ord(one) <= value[1])
    word = str(value).removeprefix("CATEGORY_")
    kinds = {"DIGIT": one.isdigit(), "SPACE": one.isspace(), "WORD": one.isalnum() or one == "_"}
    return not kinds[word.removeprefix("NOT_")] if word.startswith("NOT_") else kinds[word]


def loops(tree: Tree, before: str, choice: int) -> Iterator[tuple[str, Tree]]:
    """Every loop that may go round often, with a text that leads to it."""
    for kind, told in tree:
        name = str(kind)
        if name in LOOPS:
            if told[1] >= LONG_LOOP:
                yield before, told[2]
            yield from loops(told[2], before, choice)
        elif name == "BRANCH":
            for branch in told[1]:
                yield from loops(branch, before, choice)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from loops(told[1], before, choice)
        for part in _inner(name, told):
            yield from loops(part, before, choice)
        before += _sample(name, told, choice)


def near_misses(made: Made) -> dict[tuple[str, str], None]:
    """How texts begin and what they go on with, so that a pattern nearly matches: into each loop and round it."""
    tree, found = parsed(made), dict.fromkeys(product([""], ALPHABET))
    for choice in range(2):
        whole = sample(tree, choice)
        found |= dict.fromkeys(("", whole[:end]) for end in range(1, min(len(whole), 8) + 1))
        for before, body in loops(tree, "", choice):
            once = sample(body, choice)
            found |= dict.fromkeys([(before, once), ("", before + once)])
    for before, body in loops(tree, "", 0):
        rounds = list(dict.fromkeys(sample(body, choice) for choice in range(8)))
        found |= dict.fromkeys((before, one + other) for one, other in islice(product(rounds, rounds), 12))
    return {(before, again): None for before, again in found if again}


def tried(made: Made, before: str, again: str) -> Callable[[int], Callable[[], object]]:
    """The work of looking for a pattern, as the package does, in a near-miss of some size."""
    pattern, anchored = re.compile(made.pattern, made.flags), made.methods and made.methods <= ANCHORED
    methods = [getattr(pattern, name) for name in sorted(made.methods)] if anchored else [all_of(pattern)]

    def of_size(size: int) -> Callable[[], object]:
        text = (before + again * (size // len(again)))[:size] + "\x02"
        return lambda: [method(text) for method in methods]

    return of_size


def all_of(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: sum(1 for _ in pattern.finditer(text))


def fault_of(made: Made) -> str | None:
    """How a pattern goes back and forth; the near-miss that costs most is tried at its full size as well."""
    bounded = BOUNDED.get((made.module, made.name or ""))
    if bounded:
        return next((fault for texts in near_misses(made) if (fault := slow(made, texts, bounded[0]))), None)
    costs: dict[tuple[str, str], float] = {}
    for texts in near_misses(made):
        work = tried(made, *texts)
        costs[texts] = seconds(work(FIRST), FLOOR)
        if costs[texts] >= FLOOR and (fault := slow(made, texts, 40) or grows(work, FIRST // 4, FLOOR)):
            return f"{texts}: {fault}"
    dearest = max(costs, key=lambda texts: costs[texts])
    fault = grows(tried(made, *dearest), SIZE // 4, SIZE // FIRST * FLOOR)
    return f"{dearest}: {fault}" if fault else None


def slow(made: Made, texts: tuple[str, str], size: int) -> str | None:
    """What is wrong where a short text costs what a long one may."""
    most = SIZE // FIRST * FLOOR
    return f"{texts}: {size} characters" if seconds(tried(made, *texts)(size), most) >= most else None


def test_no_pattern_of_the_package_goes_back_and_forth() -> None:
    faults = {(made.module, made.line, made.pattern): fault_of(made) for made in patterns()}
    assert not {where: fault for where, fault in faults.items() if fault}


def test_patterns_are_found_in_every_room_and_each_exception_is_one() -> None:
    assert len(patterns()) > 300
    assert {made.module.split(".")[1] for made in patterns()} >= {"analysis", "language", "rdf", "reading", "text"}
    assert BOUNDED.keys() <= {(made.module, made.name) for made in patterns()}


@pytest.mark.parametrize("pattern", [r"(?:a|a)+b", r"\s*\s*x", r"(?:aa?)+b"])
def test_what_goes_back_and_forth_is_noticed(pattern: str) -> None:
    made = Made("", 0, pattern, 0, None, frozenset({"search"}))
    assert fault_of(made)


# --- whole documents -------------------------------------------------------------------------------------------------

SMALL: Final = 2_000
READING: Final = 0.25
"""Seconds for 8,000 characters, below which nobody asks whether they were too many."""
AGAIN: Final = (
    *(
        "1",
        "一",
        "亿",
        "1,",
        "1.",
        "1-",
        "1%",
        "1元",
        "1年",
        "1月",
        "2023年",
        "年底前",
        "十四五",
        "1个",
        "新建1个",
        "全部",
    ),
    *(
        "，",
        "、",
        "。",
        "；",
        "：",
        "(",
        "()",
        "）",
        "【",
        "“",
        "《",
        "(市",
        " ",
        "\u3000",
        "\n",
        " \n",
        "|",
        "| ",
        "|\n",
        "<p",
        "?",
    ),
    *(
        "市",
        "局",
        "市教育局",
        "市教育局、",
        "甲县、",
        "各",
        "有关部门",
        "等",
        "和",
        "由",
        "张三",
        "李某某 13800000000 ",
        "的",
    ),
    *("牵头单位：", "(责任单位:", "牵头", "市教育局牵头，", "(市教育局牵头)", "字体加粗者为牵头", "市民政局\n"),
    *(
        "一是",
        "1、",
        "①",
        "\n1.",
        "\n一、",
        "。1.",
        "新建",
        "完成",
        "“机制",
        "覆盖率",
        "达到",
        "从1",
        "分别",
        "每年",
        "已完成",
    ),
    *("新建学校1所，", "新建学校1所。", "序号|任务|责任单位\n", "1|新建|市教育局\n", "同比增长1%", "甲"),
)
PLACES: Final = {
    "a line": "{}",
    "an item": "一、民生\n1.新建{}学校5所。(市教育局牵头，市财政局配合)\n",
    "a duty": "1.新建学校5所。(牵头单位：{}\n2.改造道路3公里。(市交通局)\n",
    "a cell": "| 序号 | 任务 | 责任单位 |\n| --- | --- | --- |\n| 1 | 新建{}学校 | 市教育局 |\n| 2 | 改造道路 | 市交通局 |\n",
}
MARKUP: Final = (
    *(
        "<",
        "<p>",
        "<div",
        "<!--",
        "<!--a-->",
        "<table><tr><td>",
        "<td>",
        "</td>",
        "<style>",
        "<b>",
        "&nbsp;",
        "&#",
        "&lt",
    ),
    *("<td rowspan=9>", '<p style="a:b">', "\\\\", "\\n", "<br>", "<script>", "<title>", "{", "<style>a{"),
    *("**", "*", "_", "#", "`", "| ", "|-", "[a](", "\t", '"', '""', "a,", "---\n", "a: ", "\r"),
)


@pytest.mark.parametrize("place", PLACES)
def test_a_document_of_near_misses_costs_what_its_size_says(place: str, tmp_path: Path) -> None:
    from zeren.extract import extract_file

    def reading(again: str) -> Callable[[int], Callable[[], object]]:
        def of_size(size: int) -> Callable[[], object]:
            file = tmp_path / f"{size}.txt"
            file.write_text("新建。" + PLACES[place].replace("{}", again * (size // len(again))), encoding="utf-8")
            return lambda: extract_file(file)

        return of_size

    extract_file(ROOT / "tests" / "corpus" / "texts" / "100_jiangdu_table.txt")  # what is made once is made
    faults = {again: grows(reading(again), SMALL, READING) for again in AGAIN}
    assert not {again: fault for again, fault in faults.items() if fault}


@pytest.mark.parametrize("ending", [".html", ".txt", ".md", ".csv"])
def test_a_file_of_broken_mark_up_is_read_in_the_time_of_its_size(ending: str, tmp_path: Path) -> None:
    from zeren.errors import InputError
    from zeren.reading.open import read
    from zeren.text.repair import repair

    def mended(file: Path) -> None:
        with suppress(InputError):  # to refuse a table of too many columns is to be done with it
            repair(read(file))

    def reading(again: str) -> Callable[[int], Callable[[], object]]:
        def of_size(size: int) -> Callable[[], object]:
            file = tmp_path / f"{size}{ending}"
            file.write_text("甲\n<p>甲</p>" + again * (size // len(again)) + "甲", encoding="utf-8")
            return lambda: mended(file)

        return of_size

    faults = {again: grows(reading(again), 4 * SMALL, READING) for again in MARKUP}
    assert not {again: fault for again, fault in faults.items() if fault}
