"""One document's facts beside the right answers: which are right, extra, missed or wrong.

Measures are matched first, best overlap first; units, figures and milestones within them. Everything that scoring
tells (figures, errors, accuracy by rule, calibration) is counted from the two lists made here: *verdicts*, one for
each fact of either side, and *claims*, one for each fact of ours that has a rule and a confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from zeren.model import Extraction, Measure, Milestone, Responsibility, Result, Span, Target
from zeren.score.gold import Gold, GoldFigure, GoldMeasure, GoldRole, GoldUnit, plain
from zeren.vocab import Role

Row: TypeAlias = Literal["measures", "departments", "roles", "targets", "milestones", "results"]
Mark: TypeAlias = Literal["basis", "comparators", "deadlines", "indicators"]
Outcome: TypeAlias = Literal["right", "extra", "missed", "wrong"]
ClaimKind: TypeAlias = Literal["role", "target", "milestone", "result"]

ROLE: Final[dict[Role, GoldRole]] = {"lead": "lead", "support": "support", "implement": "support"}
BASES: Final = {
    "explicit": frozenset({"bold", "label", "inline", "legend-first"}),
    "inline-牵头": frozenset({"inline", "label"}),
    "first-listed": frozenset({"first-listed", "sole", "legend-first"}),
}
GUESSES: Final = frozenset({"first-listed", "sole"})
_UNITS: Final = {"个百分点": "%pt", "百分点": "%pt", "公里": "km", "千米": "km", "平方公里": "km2", "平方千米": "km2"}
_MONEY: Final = frozenset({"元", "万元", "亿元", "元人民币"})
_PLACE_ENDS, _LEVELS = "省市县区州盟旗", "省市县区州"
SLACK, LONGEST_PLACE, SHOWN = 12, 5, 40
CORE_SHARE, SHORTER_SHARE, INDICATOR_SHARE = 0.4, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one fact fared; `what` is ours and `gold` theirs, in words."""

    row: Row | Mark
    outcome: Outcome
    what: str = ""
    gold: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact of ours with the rule and the confidence that it told."""

    kind: ClaimKind
    rule: str
    confidence: float
    right: bool


@dataclass
class Judgement:
    """All verdicts and claims of one document; `invented` counts our figures that stand where gold has none."""

    verdicts: list[Verdict] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    invented: int = 0

    def say(self, row: Row | Mark, outcome: Outcome, what: str = "", gold: str = "") -> None:
        self.verdicts.append(Verdict(row, outcome, what, gold))

    def claim(self, kind: ClaimKind, fact: Responsibility | Target | Milestone, right: bool) -> None:
        self.claims.append(Claim(kind, fact.rule, fact.confidence, right))


def judge(gold: Gold, found: Extraction | None) -> Judgement:
    """The facts of one document (none, where it could not be read) beside the right answers."""
    made = Judgement()
    measures = found.measures if found else ()
    matched = _matched(gold.measures, measures)
    _judge_measures(made, gold.measures, measures, matched)
    cut = [m.span for m in gold.measures if m.partial]
    of_gold = {j: i for i, j in matched.items()}
    targets = [(of_gold.get(j), t) for j, m in enumerate(measures) for t in m.targets if not _in_any(t.span, cut)]
    results = [(None, r) for r in (found.results if found else ()) if not _in_any(r.span, cut)]
    gold_targets = [(i, t) for i, m in enumerate(gold.measures) for t in m.targets]
    _judge_figures(made, "target", targets, gold_targets)
    _judge_figures(made, "result", results, [(None, r) for r in gold.results])
    _judge_milestones(made, gold.measures, measures)
    known = [f.span for _, f in gold_targets] + [f.span for f in gold.results]
    known += [point.span for m in gold.measures if not m.partial for point in m.milestones]
    made.invented = sum(not _in_any(f.span, known) for _, f in [*targets, *results])
    return made


# --- measures --------------------------------------------------------------------------------------------------------


def _shared(a: Span | None, b: Span | None) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) if a and b else 0


def _in_any(span: Span, others: Sequence[Span | None]) -> bool:
    return any(_shared(span, other) for other in others)


def _likeness(ours: Span, gold: GoldMeasure) -> float:
    """0 where these are two measures, else intersection over union: we must hold the start that gold knows."""
    if not gold.span or not gold.core:
        return 0.0
    shared, core = _shared(ours, gold.span), gold.core
    lengths = ours[1] - ours[0], gold.span[1] - gold.span[0]
    begins = ours[0] - SLACK <= core[0] + 2 < ours[1]
    if not shared or not begins or shared < SHORTER_SHARE * min(lengths):
        return 0.0
    if _shared(ours, core) < CORE_SHARE * (core[1] - core[0]):
        return 0.0
    return shared / (sum(lengths) - shared)


def _matched(gold: Sequence[GoldMeasure], ours: Sequence[Measure]) -> dict[int, int]:
    """Our measure for each of gold's, by position: one to one, the most alike first."""
    alike = [(-_likeness(m.span, g), i, j) for i, g in enumerate(gold) for j, m in enumerate(ours)]
    pairs: dict[int, int] = {}
    for likeness, i, j in sorted(alike):
        if likeness < 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _judge_measures(
    made: Judgement, gold: Sequence[GoldMeasure], ours: Sequence[Measure], matched: dict[int, int]
) -> None:
    for i, g in enumerate(gold):
        if i in matched:
            made.say("measures", "right", ours[matched[i]].text[:SHOWN], g.starts_with)
        elif not g.partial:
            made.say("measures", "missed", gold=g.starts_with)
        if not g.partial and not g.ambiguous:
            _judge_units(made, ours[matched[i]].responsibilities if i in matched else (), g.units, g.basis)
    cut = [g.span for g in gold if g.partial]
    for j, m in enumerate(ours):
        if j not in matched.values() and not _in_any(m.span, cut):
            made.say("measures", "extra", m.text[:SHOWN])
            _judge_units(made, m.responsibilities, (), None)


# --- units -----------------------------------------------------------------------------------------------------------


def _judge_units(made: Judgement, ours: Sequence[Responsibility], gold: Sequence[GoldUnit], basis: str | None) -> None:
    left = list(ours)
    for unit in gold:
        best = max(left, key=lambda duty: _same_unit(plain(duty.name), unit), default=None)
        if best is None or not _same_unit(plain(best.name), unit):
            made.say("departments", "missed", gold=unit.names[0])
            made.say("roles", "missed", gold=f"{unit.names[0]} {unit.role}")
            continue
        left.remove(best)
        right = ROLE[best.role] == unit.role
        made.say("departments", "right", best.name, unit.names[0])
        made.say("roles", "right" if right else "wrong", f"{best.name} {best.role}", f"{unit.names[0]} {unit.role}")
        if right and unit.role == "lead" and basis in BASES:
            made.say("basis", "right" if best.basis in BASES[basis] else "wrong", f"{best.name} {best.basis}", basis)
        if not _circular(best, basis):
            made.claim("role", best, right)
    for duty in left:
        made.say("departments", "extra", duty.name)
        made.say("roles", "extra", f"{duty.name} {duty.role}")
        if not _circular(duty, basis):
            made.claim("role", duty, False)


def _circular(duty: Responsibility, basis: str | None) -> bool:
    """Whether our guess meets a guess of gold's by the same rule, which proves nothing."""
    return basis == "first-listed" and duty.basis in GUESSES


def _same_unit(name: str, unit: GoldUnit) -> int:
    """2 where a name is gold's, 1 where one of the two carries the place that the other leaves out, else 0."""
    return max((2 if name == known else int(_but_for_place(name, known)) for known in unit.names), default=0)


def _but_for_place(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    place = long.removesuffix(short)
    if len(short) < 3 or place == long or len(place) > LONGEST_PLACE:
        return False
    return place[-1] in _PLACE_ENDS or short[0] in _LEVELS


# --- figures ---------------------------------------------------------------------------------------------------------


def _judge_figures(
    made: Judgement,
    kind: Literal["target", "result"],
    ours: Sequence[tuple[int | None, Target | Result]],
    gold: Sequence[tuple[int | None, GoldFigure]],
) -> None:
    """Each gold figure takes the first of ours in its measure that says the same; a measure unknown to gold is any."""
    row: Row = "targets" if kind == "target" else "results"
    free = dict(enumerate(ours))
    for of, g in gold:
        if not g.scored:
            continue
        hit = next((at for at, (own, f) in free.items() if _same_place(own, of) and _same_figure(f, g)), None)
        if hit is None:
            made.say(row, "missed", gold=_told(g))
            continue
        _, figure = free.pop(hit)
        made.say(row, "right", _told(figure), _told(g))
        made.claim(kind, figure, kind == "result" or _judge_marks(made, figure, g))
    unscored = [g.span for _, g in gold if not g.scored]
    for _, figure in free.values():
        if not _in_any(figure.span, unscored):
            made.say(row, "extra", _told(figure))
            made.claim(kind, figure, False)


def _told(figure: Target | GoldFigure) -> str:
    return f"{figure.quote} -> {figure.comparator} {figure.value} {figure.unit}"


def _same_place(ours: int | None, gold: int | None) -> bool:
    return ours is None or gold is None or ours == gold


def _same_figure(ours: Target, gold: GoldFigure) -> bool:
    if gold.span and not _shared(ours.span, gold.span):
        return False
    if gold.comparator == "all" and gold.value is None:
        return ours.comparator == "all" or (_same_number(ours.value, 100) and _unit(ours.unit) == "%")
    if not _same_number(ours.value, gold.value) or not _same_number(ours.value_max, gold.value_max):
        return False
    return not gold.unit or gold.value == 0 or _unit(ours.unit) == _unit(gold.unit)


def _same_number(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def _unit(unit: str | None) -> str:
    """A unit without its 每 part, one word for those that mean the same."""
    base = plain(unit).replace("每", "/").split("/")[0]
    return "元" if base in _MONEY else _UNITS.get(base, base)


def _judge_marks(made: Judgement, ours: Target, gold: GoldFigure) -> bool:
    """Comparator, deadline and indicator of a right target; whether comparator and deadline are right.

    An indicator is put in words, and words are more or less alike: a claim does not stand or fall by it.
    """
    compares, named = _same_comparator(ours, gold), _alike(plain(ours.indicator), gold.indicator)
    _mark(made, "comparators", compares, ours, gold)
    _mark(made, "indicators", named, ours, gold)
    if not gold.deadline and not gold.undated:
        return compares
    dated = ours.deadline == gold.deadline if gold.deadline else _says_no_day(ours)
    _mark(made, "deadlines", dated, ours, gold)
    return compares and dated


def _mark(made: Judgement, mark: Mark, right: bool, ours: Target, gold: GoldFigure) -> None:
    key = mark.removesuffix("s")
    made.say(mark, "right" if right else "wrong", f"{ours.quote}: {getattr(ours, key)}", str(getattr(gold, key)))


def _same_comparator(ours: Target, gold: GoldFigure) -> bool:
    """达到N may be read as N or as N and more."""
    told = {ours.comparator or "=", gold.comparator or "="}
    return len(told) == 1 or (told == {"=", ">="} and "达" in gold.quote)


def _says_no_day(ours: Target) -> bool:
    return not ours.deadline or ours.deadline_basis == "plan-year"


def _alike(ours: str, gold: str) -> bool:
    a, b = set(ours), set(gold)
    return bool(b) and len(a & b) / len(a | b) >= INDICATOR_SHARE


# --- milestones ------------------------------------------------------------------------------------------------------


def _judge_milestones(made: Judgement, gold: Sequence[GoldMeasure], ours: Sequence[Measure]) -> None:
    """Where gold notes none in a whole document, it did not look for any, and ours are not judged."""
    noted = [point for m in gold if not m.partial for point in m.milestones]
    found = [point for m in ours for point in m.milestones] if noted else []
    for one in noted:
        near = next((point for point in found if _shared(one.span, point.span)), None)
        made.say("milestones", "right" if near else "missed", near.quote if near else "", one.quote)
    for point in found:
        right = _in_any(point.span, [one.span for one in noted])
        made.claim("milestone", point, right)
        if not right:
            made.say("milestones", "extra", point.quote)
