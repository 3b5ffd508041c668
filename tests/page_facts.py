"""Invented facts with true offsets for the tests of pages; in some, names and texts try to break out of the page."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from zeren import facts
from zeren.extract import extract_file
from zeren.model import Extraction, Measure, Milestone, Place, Problem, Responsibility, Target, Theme
from zeren.registry.tables import frames
from zeren.vocab import Role, RoleBasis

if TYPE_CHECKING:
    from zeren.facts import Tables

HOSTILE = (
    "<script>window.broken=1</script>局",
    '市" onload="window.broken=1" x="局',
    "</script><img src=x onerror=window.broken=1>委",
    "javascript:window.broken=1",
    "<!--<script>市&amp;&#60;b&gt;办",
    '=HYPERLINK("http://a.invalid")',
    "市\N{RIGHT-TO-LEFT OVERRIDE}局财\N{POP DIRECTIONAL FORMATTING}政",
    "市\N{LINE SEPARATOR}二\N{PARAGRAPH SEPARATOR}行😀局",
    "长" * 200 + "局",
    "{{ 7*7 }}{% raw %}局",
    "${window.broken=1}`局",
)
GREEN = Place("青山市", "990100", "title", 0.9)


class Draft:
    """A document in the making: text is added piece by piece, and each piece knows where it stands."""

    def __init__(self, title: str) -> None:
        self.title, self.raw = title, ""
        self.measures: list[Measure] = []
        self.themes: list[Theme] = []

    def add(self, words: str) -> tuple[int, int]:
        start = len(self.raw)
        self.raw += words
        return start, len(self.raw)

    def theme(self, name: str) -> None:
        self.themes.append(Theme(name, self.add(name), "heading"))
        self.add("\r\n")

    def measure(
        self,
        words: str,
        lead: str,
        *others: str,
        quote: str = "",
        basis: RoleBasis = "label",
        indicator: str = "指标<b>",
        end: str = "2021-12-31",
    ) -> None:
        """A measure whose first unit leads and whose last implements; `quote` is a target inside its words, due by `end`."""
        span = self.add(words)
        self.add("责任单位：")
        duties = [self._duty(lead, "lead", basis)]
        for i, name in enumerate(others):
            self.add("、")
            duties.append(self._duty(name, "implement" if i and i == len(others) - 1 else "support", basis))
        self.add("\r\n")
        at = span[0] + words.index(quote)
        targets = (_target(quote, (at, at + len(quote)), indicator),) if quote else ()
        starts = (Milestone("年内", (span[0], span[0] + 2), "finish", end, "test", 0.9),) if quote else ()
        theme = self.themes[-1].name if self.themes else None
        made = Measure(len(self.measures) + 1, None, words, span, theme, tuple(duties), targets, starts)
        self.measures.append(made)

    def _duty(self, name: str, role: Role, basis: RoleBasis) -> Responsibility:
        return Responsibility(name, role, basis, "test-rule", 0.6, self.add(name))

    def done(self, place: Place = GREEN, year: int = 2021) -> Extraction:
        digest = sha256(self.raw.encode()).hexdigest()
        problem = Problem("unknown-unit", self.measures[0].responsibilities[0].span, f"{HOSTILE[0]} 未登记")
        return Extraction(
            "计划.txt", digest, "text", "utf-8", self.raw, self.title, None, None, place, year, "title", "mixed", (),
            {"duties": 1.0}, tuple(self.themes), tuple(self.measures), (), (), (problem,), (),
        )  # fmt: skip


def _target(quote: str, span: tuple[int, int], indicator: str) -> Target:
    return Target(
        quote, span, indicator, ">=", 12.0, None, "所", None, None, None, "plan-year", False, False, "test", 0.9
    )


def tables(*documents: Extraction) -> Tables:
    """The tables of some documents; no unit is known to the registry."""
    empty = {name: facts.frame(name, []) for name in ("units", "places", "members", "reforms")}
    return facts.frames(documents, empty)


def read(*plans: Path) -> Tables:
    """The facts of documents as a build has them, with the names of the bureaus they name."""
    found = [extract_file(path) for path in plans]
    named = {duty.department for one in found for measure in one.measures for duty in measure.responsibilities}
    return facts.frames(found, frames({name for name in named if name}))


def plain() -> Tables:
    """One plan of a few measures, a guess among them, and one document without any duty."""
    plan = Draft("青山市2021年民生实事")
    plan.theme("教育")
    plan.measure("新建幼儿园12所。", "市教育局", "市财政局", "各县区政府", quote="幼儿园12所")
    plan.measure("办好社区课堂。", "市教育局", "市民政局", basis="first-listed")
    plan.theme("养老")
    plan.measure("建成助餐点。", "市民政局", "市财政局")
    speech = Draft("讲话")
    speech.measure("稳步推进各项工作。", "市府办")
    return tables(plan.done(), speech.done())


def hostile() -> Tables:
    """A plan whose title, themes, units, measures and targets all try to break out of the page."""
    plan = Draft(HOSTILE[0])
    for i, name in enumerate(HOSTILE):
        plan.theme(name)
        plan.measure(f"{name}办实事{i}件。", name, HOSTILE[i - 1], HOSTILE[i - 2], quote=name)
    return tables(plan.done())


def large(units: int, measures: int) -> Tables:
    """A plan of many units and measures."""
    plan = Draft("大计划")
    for i in range(measures):
        if i % 5 == 0:
            plan.theme(f"主题{i // 5}")
        names: Sequence[str] = [f"市第{(i * 7 + k * 13) % units}局" for k in range(4)]
        plan.measure(f"办好第{i}件实事。", *names)
    return tables(plan.done())


def cities(cities: int = 10, years: int = 2, measures: int = 500, bureaus: int = 12, themes: int = 40) -> Tables:
    """Plans of some cities and years under the same themes, every measure with four bureaus, a target and a date."""
    made = []
    for city in range(cities):
        for year in range(2021, 2021 + years):
            plan = Draft(f"第{city}市{year}年计划")
            for i in range(measures):
                if i % -(-measures // themes) == 0:
                    plan.theme(f"主题{i * themes // measures}")
                names = [f"第{city}市第{(i * 7 + k * 5 + i // 40) % bureaus}局" for k in range(4)]
                words, end = f"办好{year}年第{i}件实事。", f"{year}-{i % 12 + 1:02}-28"
                plan.measure(words, *names, quote=f"第{i}件", indicator=f"指标{i % 97}", end=end)
            made.append(plan.done(Place(f"第{city}市", f"99{city:02}00", "title", 0.9), year))
    return tables(*made)
