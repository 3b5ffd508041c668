"""Two hundred hostile labels, each in a text field that a document can fill, each its own; the tables that hold them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from zeren import facts
from zeren.model import (
    Baseline,
    Extraction,
    Location,
    Measure,
    Mechanism,
    Milestone,
    Place,
    Problem,
    Residue,
    Responsibility,
    Result,
    Target,
    Theme,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zeren.facts import Tables
    from zeren.model import Span
    from zeren.vocab import Comparator, Role

MEASURES: Final = 6
ATTEMPTS: Final = (
    "<script>window.broken={n}</script>",
    '" onload="window.broken={n}" x="',
    "' onmouseover='window.broken={n}' x='",
    "</script><script>window.broken={n}</script>",
    "</title></style></textarea><img src=x onerror=window.broken={n}>",
    "<svg/onload=alert({n})>",
    "<iframe srcdoc='<script>parent.broken={n}</script>'></iframe>",
    "<!--<script>{n}-->&amp;&lt;b&gt;&#60;i&#62;&nbsp",
    "javascript:alert({n})",
    "]]><a href='javascript:alert({n})'>x</a>",
    "{{{{ 7*{n} }}}}{{% raw %}}{{# x #}}",
    "${{window.broken={n}}}`\\`\\u003cb\\u003e$&$1$$",
    '=HYPERLINK("http://a.invalid/{n}")',
    "+cmd|' /C calc'!A{n}",
    "@SUM({n})\t-1",
    "\N{RIGHT-TO-LEFT OVERRIDE}{n}\N{FIRST STRONG ISOLATE}\N{ARABIC LETTER ALEF}\N{POP DIRECTIONAL FORMATTING}",
    "\x01\x07\x1b[31m\x7f\x85\N{ZERO WIDTH SPACE}{n}\N{ZERO WIDTH JOINER}",
    "\N{LINE SEPARATOR}{n}\N{PARAGRAPH SEPARATOR}\n--\n",
    "http://a.invalid/{n}?<b>#'\"",
    "__proto__ constructor toString {n}",
    "e\N{COMBINING ACUTE ACCENT}{n}" + "\N{COMBINING DIAERESIS}" * 40,
    "{n}" + "长" * 3000,
    "url(http://a.invalid/{n})}}*{{background:red}}",
)


class Labels:
    """Gives a new hostile label each time, with words around it, and remembers all by the field they went into."""

    def __init__(self) -> None:
        self.given: dict[str, list[str]] = {}

    def new(self, field: str) -> str:
        """The attempts come to each field in turn, from another one on."""
        n = sum(map(len, self.given.values()))
        made = f"甲{n}" + ATTEMPTS[n % len(ATTEMPTS)].format(n=n) + "乙"
        self.given.setdefault(field, []).append(made)
        return made


def build() -> tuple[Tables, dict[str, list[str]]]:
    """The tables of two plans, and their labels by field."""
    labels = Labels()
    found = [_plan(labels, n) for n in range(2)]
    tables = facts.frames(found, {name: facts.frame(name, []) for name in ("units", "places", "members", "reforms")})
    tables["units"]["aliases"] = [labels.new("alias") for _ in tables["units"]["unit"]]
    return tables, labels.given


def _plan(labels: Labels, n: int) -> Extraction:
    text, theme = _Text(), Theme("", (0, 0), "heading")
    themes, measures, results, mechanisms = [], [], [], []
    for order in range(1, MEASURES + 1):
        if order % 2:
            theme = Theme(name := labels.new("theme"), text.add(name), "heading")
            themes.append(theme)
        measures.append(_measure(order, theme.name, labels, text))
        results.append(_result(order, labels, text))
        mechanisms.append(Mechanism(name := labels.new("mechanism"), text.add(name), order))
    problem = Problem("unknown-unit", measures[0].span, labels.new("problem"))
    place = Place(labels.new("place"), None, "title", 0.9)
    residue = Residue(text.add(left := labels.new("residue")), left)
    return Extraction(
        labels.new("path"), sha256(text.raw.encode()).hexdigest(), "text", "utf-8", text.raw, labels.new("title"),
        labels.new("publisher"), None, place, 2021 + n, "title", "mixed", (), {"duties": 1.0}, tuple(themes),
        tuple(measures), tuple(results), tuple(mechanisms), (problem,), (residue,),
    )  # fmt: skip


class _Text:
    """The text of the document: each label stands in it."""

    def __init__(self) -> None:
        self.raw = ""

    def add(self, words: str) -> Span:
        start = len(self.raw)
        self.raw += words + "\n"
        return start, len(self.raw) - 1


def _measure(order: int, theme: str, labels: Labels, text: _Text) -> Measure:
    words = labels.new("measure")
    span = text.add(words)
    return Measure(
        order,
        labels.new("number"),
        words,
        span,
        theme,
        tuple(_duties(labels, text)),
        (Target(quote := labels.new("quote"), text.add(quote), *_figure(labels), **_simplified(labels)),),
        (Milestone(when := labels.new("deadline words"), text.add(when), "finish", labels.new("deadline"), "r", 0.9),),
        Location(sheet=labels.new("sheet")),
        labels.new("text simplified"),
    )


def _duties(labels: Labels, text: _Text) -> Iterator[Responsibility]:
    roles: tuple[Role, ...] = ("lead", "support")
    for role in roles:
        name = labels.new("unit")
        yield Responsibility(
            name, role, "label", "r", 0.6, text.add(name), name_simplified=labels.new("name simplified")
        )


def _figure(labels: Labels) -> tuple[Any, ...]:
    """What a target and a result have in common, from the indicator to the confidence."""
    comparator: Comparator = ">="
    baseline = Baseline(3.0, labels.new("baseline unit"), 2020)
    amount = (comparator, 12.0, None, labels.new("amount unit"), labels.new("scope"), baseline)
    return labels.new("indicator"), *amount, None, "plan-year", False, False, "r", 0.9


def _simplified(labels: Labels) -> dict[str, Any]:
    return {name: labels.new(name.replace("_", " ")) for name in ("quote_simplified", "indicator_simplified")}


def _result(order: int, labels: Labels, text: _Text) -> Result:
    quote = labels.new("quote")
    given: dict[str, Any] = {"period": labels.new("period"), "measure": order, **_simplified(labels)}
    return Result(quote, text.add(quote), *_figure(labels), **given)
