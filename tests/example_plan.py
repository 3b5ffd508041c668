"""One invented plan with true offsets and a registry of its own, for the tests of the graph.

The same plan as `ontology/example.trig`: a lead marked in words, a support, a collective with members, a unit that the
registry does not know, a range, a rate, full coverage, a milestone, a result, a mechanism, a reform, words in
Traditional characters, a review.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from zeren import facts
from zeren.model import (
    Baseline,
    Extraction,
    Measure,
    Mechanism,
    Milestone,
    Place,
    Responsibility,
    Result,
    Span,
    Target,
    Theme,
)
from zeren.vocab import Comparator, DeadlineBasis, Role, RoleBasis

if TYPE_CHECKING:
    from zeren.facts import Tables

TITLE = "2021年青山市民生实事"
RAW = (
    f"{TITLE}\r\n一、学有所教\r\n1.每个县新建幼儿园2-3所,城区入园率达到90%以上,5月底前开工。建立“月调度”机制。"
    "上年已建成4所。(市教育局牵头,市财政局、各县政府配合)\r\n2.農村危橋全部改造。(市路桥中心负责)\r\n"
)
SHA256 = sha256(RAW.encode()).hexdigest()
DOCUMENT = SHA256[:8]
REVIEW = "d0123456789ab"
CITY, COUNTY = "890100", "890126"


def at(words: str, after: str = "") -> Span:
    start = RAW.index(words, RAW.index(after))
    return start, start + len(words)


def duty(name: str, role: Role, basis: RoleBasis, confidence: float, unit: str | None = None) -> Responsibility:
    return Responsibility(name, role, basis, "inline-lead", confidence, at(name), unit)


def target(
    quote: str,
    indicator: str,
    comparator: Comparator,
    value: float | None,
    unit: str | None,
    *,
    value_max: float | None = None,
    scope: str | None = None,
    deadline: str | None = None,
    simplified: tuple[str, str] | tuple[None, None] = (None, None),
) -> Target:
    basis: DeadlineBasis = "stated" if deadline else "plan-year"
    return Target(
        quote, at(quote), indicator, comparator, value, value_max, unit, scope, None, deadline, basis, False, False,
        "verb-number-unit", 0.9, simplified[0], simplified[1],
    )  # fmt: skip


def extraction() -> Extraction:
    """The plan as the reading half would hand it over."""
    built = Result(
        "已建成4所", at("已建成4所"), "建成幼儿园", "=", 4.0, None, "所", None, Baseline(2.5, "所", 2019), None, "none",
        False, True, "past-verb", 0.8, period="上年", measure=1,
    )  # fmt: skip
    first = Measure(
        1,
        "1",
        "每个县新建幼儿园2-3所,城区入园率达到90%以上,5月底前开工。建立“月调度”机制。",
        (at("每个县")[0], at("机制。")[1]),
        "学有所教",
        (
            duty("市教育局", "lead", "inline", 0.95, f"{CITY}/education"),
            duty("市财政局", "support", "inline", 0.95, f"{CITY}/finance"),
            duty("各县政府", "implement", "inline", 0.9, f"{CITY}/all-county-governments"),
        ),
        (
            target("新建幼儿园2-3所", "新建幼儿园", "range", 2.0, "所", value_max=3.0, scope="每个县"),
            target("入园率达到90%以上", "入园率", ">=", 90.0, "%", deadline="2021-12-31"),
        ),
        (Milestone("5月底前开工", at("5月底前开工"), "start", "2021-05-31", "start-verb", 0.9),),
    )
    second = Measure(
        2,
        "2",
        "農村危橋全部改造。",
        at("農村危橋全部改造。"),
        None,
        (replace(duty("市路桥中心", "lead", "sole", 1.0), review=REVIEW),),
        (target("農村危橋全部改造", "農村危橋", "all", None, None, simplified=("农村危桥全部改造", "农村危桥")),),
        (),
        text_simplified="农村危桥全部改造。",
    )
    return Extraction(
        "plans/2021.txt", SHA256, "text", "utf-8", RAW, TITLE, "青山市政府", "2021-03", Place("青山市", CITY, "title", 0.9),
        2021, "title", "bracketed-items", (), {"duties": 1.0}, (Theme("学有所教", at("学有所教"), "heading"),),
        (first, second), (built,), (Mechanism("“月调度”机制", at("“月调度”机制"), 1),), (), (),
    )  # fmt: skip


def tables(*extractions: Extraction) -> Tables:
    """The facts of the plan, or of those given, with the registry of the example."""
    return facts.frames(extractions or [extraction()], _registry())


def _registry() -> Tables:
    bureau = {"kind": "government-department", "level": "city", "place_code": CITY, "known": True, "aliases": ""}
    units = [
        bureau
        | {"unit": f"{CITY}/education", "name": "市教育局", "full_name": "青山市教育局", "function": "education"}
        | {"name_en": "Qingshan Education Bureau", "aliases": "市教体局|市教委", "valid_from": "2019"},
        bureau | {"unit": f"{CITY}/old-education", "name": "市教委", "valid_to": "2018-12-31"},
        bureau | {"unit": f"{CITY}/finance", "name": "市财政局", "full_name": "青山市财政局", "function": "finance"},
        bureau | {"unit": f"{CITY}/all-county-governments", "name": "各县政府", "kind": "collective"},
        bureau
        | {"unit": f"{COUNTY}/government", "name": "绿水县政府", "kind": "government", "level": "county"}
        | {"place_code": COUNTY},
    ]
    places = [
        {"code": "890000", "name": "东山省", "short_name": "东山", "level": "province", "parent": "100000"},
        {"code": CITY, "name": "青山市", "name_en": "Qingshan", "level": "city", "parent": "890000"},
        {"code": COUNTY, "name": "绿水县", "level": "county", "parent": CITY},
        {"code": "880000", "name": "无关省", "level": "province"},
    ]
    reform = {"reform": f"{CITY}/2019/education", "kind": "reconstitute", "date": "2019-01", "certainty": "high"}
    reform |= {"earliest": "2018-10", "basis": "general"}
    review = {
        "review": REVIEW,
        "key": f"role:{DOCUMENT}:117..122:市路桥中心#000000",
        "kind": "role",
        "verdict": "confirm",
    }
    return {
        "reviews": facts.frame("reviews", [review | {"value": "lead", "note": "已与该中心核实"}]),
        "units": facts.frame("units", units),
        "members": facts.frame(
            "members", [{"collective": f"{CITY}/all-county-governments", "member": f"{COUNTY}/government"}]
        ),
        "places": facts.frame("places", places),
        "reforms": facts.frame(
            "reforms", [reform | {"original": f"{CITY}/old-education", "resulting": f"{CITY}/education"}]
        ),
    }
