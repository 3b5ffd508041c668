"""Invented facts for the tests of the answering half: two plans of one city, one of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zeren import facts
from zeren.model import Baseline, Extraction, Measure, Milestone, Place, Responsibility, Target
from zeren.vocab import DeadlineBasis, Role, RoleBasis

if TYPE_CHECKING:
    from zeren.facts import Tables

FINANCE, HEALTH, EDUCATION = "990100/finance", "990100/health", "990100/education"
DEPARTMENTS = {"市财政局": FINANCE, "市卫生健康委": HEALTH, "市教育局": EDUCATION}
ROLES: dict[str, Role] = {"*": "lead", "+": "support", ">": "implement"}


def target(indicator: str, value: float, unit: str, deadline: str | None = None) -> Target:
    basis: DeadlineBasis = "stated" if deadline else "plan-year"
    quote = f"{indicator}{value:g}{unit}"
    return Target(
        quote, (0, len(quote)), indicator, "=", value, None, unit, None, Baseline(None, None, None), deadline, basis,
        False, False, "test", 0.9,
    )  # fmt: skip


def measure(
    order: int,
    text: str,
    units: str,
    *targets: Target,
    theme: str | None = None,
    basis: RoleBasis = "label",
    simplified: str | None = None,
    milestones: tuple[Milestone, ...] = (),
) -> Measure:
    """`units` are names, each after its role: `*` leads, `+` supports, `>` implements."""
    duties = tuple(Responsibility(name[1:], ROLES[name[0]], basis, "test", 0.9, (0, 1)) for name in units.split())
    span = (order * 100, order * 100 + len(text))
    return Measure(order, str(order), text, span, theme, duties, targets, milestones, text_simplified=simplified)


def linked(found: Measure) -> Measure:
    duties = (replace(duty, department=DEPARTMENTS.get(duty.name)) for duty in found.responsibilities)
    return replace(found, responsibilities=tuple(duties))


def plan(digit: str, place: Place, year: int, *measures: Measure) -> Extraction:
    """A plan in which the registry knows the bureaus of 青山市 only."""
    measures = tuple(map(linked, measures)) if place is GREEN else measures
    return Extraction(
        f"{digit}.txt", digit * 64, "text", "utf-8", "。" * 3000, f"{year}年{place.name}计划", None, None, place, year,
        "title", "table", (), {"duties": 1.0}, (), measures, (), (), (), (),
    )  # fmt: skip


BEDS = target("护理床位", 300, "张")
ROADS = (target("危桥", 12, "座", "2021-12-31"), target("道路", 60, "公里"))
POSTS = target("哨点", 20, "个")
KINDERGARTENS = target("新建幼儿园", 9, "所")
RURAL = replace(target("幼兒園新建", 4, "所"), indicator_simplified="幼儿园新建")
FUNDED = "+市财政局 >各县区政府"
GREEN = Place("青山市", "990100", "title", 0.9)
BLUE = Place("碧水市", "990200", "title", 0.9)


def tables() -> Tables:
    """The facts of three plans: 青山市 2021 (document aaaaaaaa) and 2022 (bbbbbbbb), 碧水市 2021 (cccccccc)."""
    start = Milestone("五月开工", (0, 4), "start", "2021-05-31", "test", 0.9)
    first = plan(
        "a",
        GREEN,
        2021,
        measure(1, "改扩建乡镇敬老院7处，新添护理床位300张。", f"*市民政局 {FUNDED}", BEDS, theme="养老"),
        measure(
            2,
            "加固危桥12座，铺设道路60公里。",
            f"*市交通运输局 {FUNDED}",
            *ROADS,
            theme="出行",
            milestones=(start,),
        ),
        measure(3, "建成乡镇卫生院发热哨点20个。", f"*市卫生健康委 +市民政局 {FUNDED}", POSTS, theme="健康"),
        measure(4, "抽检中小学生校服300批次。", "*市市场监管局 +市教育局", theme="安全"),
        measure(5, "推行住院费用跨省直接结算。", f"*市卫生健康委 {FUNDED}", theme="健康", basis="first-listed"),
    )
    second = plan(
        "b",
        GREEN,
        2022,
        measure(1, "新建公办幼儿园9所，提供普惠学位。", "*市教育局 +市财政局", KINDERGARTENS, theme="教育"),
        measure(2, "以上学历教师占比稳步提高。", "*市教育局", theme="教育"),
    )
    third = plan(
        "c",
        BLUE,
        2021,
        measure(1, "興建農村幼兒園4所。", "*市教体局 +市财政局", RURAL, simplified="兴建农村幼儿园4所。"),
        measure(2, "整治城区停车秩序，增设泊位。", "*市公安局 +市委宣传部(市民族局)"),
    )
    return facts.frames([first, second, third], _registry())


def _registry() -> Tables:
    units = [
        {"unit": unit, "name": name, "full_name": f"青山{name}", "kind": "government-department", "level": "city"}
        | {"place_code": "990100", "known": True, "aliases": aliases}
        for (name, unit), aliases in zip(DEPARTMENTS.items(), ("", "市卫健委|市卫计委", "市教体局"), strict=True)
    ]
    places = [
        {"code": code, "name": name, "short_name": name[:-1], "name_en": name_en, "level": "city"}
        for code, name, name_en in (("990100", "青山市", "Qingshan"), ("990200", "碧水市", "Bishui"))
    ]
    return {
        "units": facts.frame("units", units),
        "places": facts.frame("places", places),
        "members": facts.frame("members", []),
        "reforms": facts.frame("reforms", []),
    }
