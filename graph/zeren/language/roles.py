"""Who leads, who supports, who carries out: the roles of the units that a measure's duty fields name.

What the document says decides, in this order: words after the units (牵头, 配合), labels (牵头单位：), bold type where
bold means lead, a legend that the first leads; where nothing tells, the first is a guess. Every role carries its rule
and that rule's confidence, from `data/role_rules.csv`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, NamedTuple, cast

from zeren.language import duty_words
from zeren.language.duty_clauses import Saying, clauses_of, saying
from zeren.language.fields import DutyField
from zeren.language.rules import rows
from zeren.language.set_apart import bold_rule, is_bold, signed
from zeren.language.units import UnitMention, local_tier, split
from zeren.model import LeadRule, Span
from zeren.vocab import Role, RoleBasis

LOCAL_CONFIDENCE: Final = 0.9


class DutyUnit(NamedTuple):
    """A unit with its role, in clean offsets; `rule` names the row of the rule table that gave the role."""

    name: str
    start: int
    end: int
    role: Role
    basis: RoleBasis
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class DutyRules:
    """What one document says about all its duty fields, with the legends that say it; `unmarked` are its tables in which
    bold says nothing, `marked` what a sign or an underline sets apart in its stead, `inherited` units with the stretch whose measures they belong to."""

    bold: str | None = None
    marked: tuple[Span, ...] = ()
    unmarked: tuple[Span, ...] = ()
    first: bool = False
    unit_leads: bool = False
    inherited: tuple[tuple[Span, DutyUnit], ...] = ()
    lead_rules: tuple[LeadRule, ...] = ()


class Duties(NamedTuple):
    """The units of one measure, what became nothing, and the legends that stood in the fields.

    For the audit: every mention of a unit as written, the persons, and the stretches under labels of other matters
    (责任人, 备注).
    """

    units: tuple[DutyUnit, ...]
    residue: tuple[Span, ...]
    legends: tuple[Span, ...]
    mentions: tuple[UnitMention, ...] = ()
    people: tuple[Span, ...] = ()
    asides: tuple[Span, ...] = ()


class Said(NamedTuple):
    """A unit and what is said of it, before its role is weighed against what is said of the others."""

    unit: UnitMention
    says: Saying
    rule: str
    bold: bool = False


@dataclass
class _Read:
    """What the fields of one measure hold, field by field."""

    said: list[Said] = field(default_factory=list)
    residue: list[Span] = field(default_factory=list)
    people: list[Span] = field(default_factory=list)
    asides: list[Span] = field(default_factory=list)


def find_rules(
    text: str, bold: Sequence[Span], *tables: Sequence[DutyField], underlined: Sequence[Span] = ()
) -> DutyRules:
    """The rules by which a document tells who leads: its legends, and whether bold type means lead in each table (the
    duty fields outside of tables count as one); where a sign or an underline does, it stands in for bold."""
    found = duty_words.legends(text)
    effects = {legend.effect for legend in found}
    inherited = [(_reach(text, x), unit) for x in found if x.units for unit in _inherited(text, x.units)]
    type_rule, unmarked = bold_rule("bold" in effects, text, bold, tables)
    marked = [span for x in found if x.sign for fields in tables for span in signed(text, fields, x.sign)]
    marked += underlined if "underline" in effects else []
    return DutyRules(
        bold="mark-legend" if marked else type_rule,
        marked=tuple(sorted(marked)),
        unmarked=() if marked else unmarked,
        first="first" in effects,
        unit_leads="unit-leads" in effects,
        inherited=tuple(inherited),
        lead_rules=tuple(LeadRule(x.rule, (x.start, x.end)) for x in found if x.effect != "none"),
    )


def read_duties(text: str, bold: Sequence[Span], fields: Sequence[DutyField], rules: DutyRules) -> Duties:
    """The units of one measure with their roles, from all its duty fields.

    >>> field = DutyField((0, 13), "unit", "label")
    >>> [(u.name, u.role) for u in read_duties("市教育局牵头、市财政局配合", [], [field], DutyRules()).units]
    [('市教育局', 'lead'), ('市财政局', 'support')]
    """
    read = _Read()
    for stretch in fields:
        _read_field(text, rules.marked or bold, stretch, read)
    units = ranked(read.said, rules, min(field.span[0] for field in fields)) if fields else []
    legends = [(x.start, x.end) for field in fields for x in duty_words.legends(text, *field.span)]
    mentions = tuple(one.unit for one in read.said)
    return Duties(tuple(units), tuple(read.residue), tuple(legends), mentions, tuple(read.people), tuple(read.asides))


def ranked(said: Sequence[Said], rules: DutyRules, at: int) -> list[DutyUnit]:
    """The units of one measure, each once, with the role that follows from what is said of all of them, and those that
    a clause adds to every measure where this one stands."""
    if any(a <= at < b for a, b in rules.unmarked):
        rules = replace(rules, bold=None)
    units = _once(_resolve(list(said), rules))
    told = {unit.name for unit in units}
    return units + [unit for (a, b), unit in rules.inherited if a <= at < b and unit.name not in told]


def duty_bracket(inner: str) -> bool:
    """Whether the inside of a bracket names who is responsible, rather than adding a remark.

    >>> duty_bracket("市教育局牵头，市财政局配合"), duty_bracket("市教育局、市财政局"), duty_bracket("民航、铁路、邮政")
    (True, True, False)
    """
    found = duty_words.marks(inner, 0, len(inner))
    if any(mark.kind == "label" and mark.says != "other" for mark in found):
        return True
    listed = split(inner, 0, len(inner))
    sure = [unit for unit in listed.units if _sure(unit)]
    if sure and found:
        return True
    if not listed.units or any(b - a > 1 for a, b in listed.residue):
        return False
    if found:
        return all(unit.form in ("shape", "catch-all") for unit in listed.units)
    return bool(sure) and 2 * len(sure) >= len(listed.units)


_BELOW: Final = re.compile("以下(?!不再)|下列")
_ABOVE: Final = re.compile("以上|上述")


_BRANCH: Final = re.compile(r"[\u4e00-\u9fff]{1,7}[省市州盟县区][\u4e00-\u9fff]{2,10}局[\u4e00-\u9fff]{2,6}分局")
"""The branch of a bureau in a county, with its city's name: 某市生态环境局某县分局."""


def _sure(unit: UnitMention) -> bool:
    """A name that is surely a body with duties: a form of the registry's, or a collective of governments."""
    return (
        unit.form == "known"
        or _BRANCH.fullmatch(unit.name) is not None
        or (unit.form == "collective" and re.search("政府|管委会|成员单位|各", unit.name) is not None)
    )


def _reach(text: str, legend: duty_words.Legend) -> Span:
    """The stretch whose measures a clause binds: those below or above it, or all of the document's."""
    words = text[legend.start : legend.end]
    if _BELOW.search(words):
        return legend.end, len(text)
    return 0, legend.start if _ABOVE.search(words) else len(text)


def _inherited(text: str, span: Span) -> Iterator[DutyUnit]:
    for unit in split(text, *span).units:
        yield duty(unit, "implement" if local_tier(unit.name) else "support", "inherited-clause")


def _read_field(text: str, bold: Sequence[Span], stretch: DutyField, read: _Read) -> None:
    """Cut one field at its labels and role words and note what is said of the units between them."""
    for clause in clauses_of(text, stretch):
        listed = split(text, clause.start, clause.end)
        read.people += listed.people
        if "other" in (clause.label, clause.says):
            read.asides.append((clause.start, clause.end))
            continue
        read.residue += listed.residue
        said = [Said(unit, *saying(clause, unit), is_bold(unit, bold)) for unit in listed.units]
        read.said += _outranked(said) if stretch.label == "lead" else said


def _outranked(said: list[Said]) -> list[Said]:
    """The units of a list under 牵头单位 where a word in brackets tells one of them from the others: 甲局(牵头)、乙局."""
    if not any(one.rule == "inline-lead" for one in said):
        return said
    return [one._replace(says="support", rule="inline-rest") if one.rule == "label-lead" else one for one in said]


def _resolve(said: list[Said], rules: DutyRules) -> Iterator[DutyUnit]:
    """Roles for all units of one measure, given what is said of each and the document's own rules."""
    leads = any(one.says == "lead" for one in said)
    said = said if leads else [_carried_out(one) for one in said]
    unranked = [one for one in said if one.says in ("unit", "none")]
    ranks = dict(zip(map(id, unranked), _rank(unranked, said, rules), strict=True))
    for one in said:
        if id(one) in ranks:
            yield ranks[id(one)]
        elif one.says == "shared":
            yield _shared(one, leads, said)
        else:
            local = one.says == "support" and local_tier(one.unit.name)
            yield duty(one.unit, "implement" if local else cast(Role, one.says), one.rule)


def _carried_out(one: Said) -> Said:
    """落实 said of a bureau where nobody leads is 负责: there is no one else to answer."""
    bureau = one.rule == "inline-implement" and not local_tier(one.unit.name)
    return one._replace(says="shared", rule="inline-shared") if bureau else one


def _shared(one: Said, leads: bool, said: list[Said]) -> DutyUnit:
    """负责 without 牵头: one bureau that answers leads; of several the first is a guess; the local tier carries out."""
    if local_tier(one.unit.name) and len(said) > 1:
        return duty(one.unit, "implement", one.rule)
    bureaus = [other for other in said if other.says == "shared" and not local_tier(other.unit.name)]
    if leads or len(bureaus) < 2:
        return duty(one.unit, "support" if leads else "lead", one.rule)
    return duty(one.unit, *(("lead", "shared-first") if one is bureaus[0] else ("support", "shared-rest")))


def _rank(unranked: list[Said], said: list[Said], rules: DutyRules) -> Iterator[DutyUnit]:
    """Roles for the units of which no word tells the rank, beside those of which one does."""
    told = {one.says for one in said}
    labelled = any(one.rule.startswith("label") for one in said) and any(one.says == "unit" for one in unranked)
    if "lead" in told:
        yield from _all(unranked, "support", "label-unit-beside-lead" if labelled else "inline-rest")
    elif rules.bold and any(one.bold for one in unranked):
        for one in unranked:
            yield _one_of(one, one.bold, rules.bold, "bold-rest")
    elif "support" in told:
        yield from _all(unranked, "lead", "label-unit-beside-support" if labelled else "inline-rest")
    elif rules.unit_leads and any(one.says == "unit" for one in unranked):
        yield from _all(unranked, "lead", "legend-unit-leads")
    elif rules.first:
        for at, one in enumerate(unranked):
            yield _one_of(one, at == 0, "legend-first", "legend-first-rest")
    elif len(unranked) == 1 and len(told) == 1:
        yield duty(unranked[0].unit, "lead", "sole")
    else:
        yield from _guessed(unranked, told)


def _guessed(unranked: list[Said], told: set[Saying]) -> Iterator[DutyUnit]:
    """Nothing tells who leads: the first listed, surer where it is the only one above the local tier."""
    above = [one for one in unranked if not local_tier(one.unit.name)]
    alone = len(above) == 1 and above[0] is unranked[0]
    for at, one in enumerate(unranked):
        yield _one_of(
            one, at == 0 and "shared" not in told, "first-of-city" if alone else "first-listed", "first-listed-rest"
        )


def _all(unranked: list[Said], role: Role, rule: str) -> Iterator[DutyUnit]:
    alone = all(local_tier(one.unit.name) for one in unranked)
    for one in unranked:
        local = local_tier(one.unit.name) and not (role == "lead" and alone)
        yield duty(one.unit, "implement" if local else role, rule)


def _one_of(one: Said, leads: bool, rule: str, rest: str) -> DutyUnit:
    if leads:
        return duty(one.unit, "lead", rule)
    return duty(one.unit, "implement" if local_tier(one.unit.name) else "support", rest)


def duty(unit: UnitMention, role: Role, rule: str) -> DutyUnit:
    """A unit in a role, as sure as the rule that gave it; who carries out the local tier's part is hardly in doubt."""
    basis, confidence = _rules()[rule]
    if role == "implement":
        confidence = max(confidence, LOCAL_CONFIDENCE)
    return DutyUnit(unit.name, unit.start, unit.end, role, basis, rule, confidence)


def _once(units: Iterator[DutyUnit]) -> list[DutyUnit]:
    """Each unit once, at its first mention, with the strongest role it is given."""
    strength = ("lead", "support", "implement")
    kept: dict[str, DutyUnit] = {}
    for unit in units:
        known = kept.get(unit.name)
        if known is None or strength.index(unit.role) < strength.index(known.role):
            kept[unit.name] = unit._replace(start=known.start, end=known.end) if known else unit
    return list(kept.values())


@cache
def _rules() -> dict[str, tuple[RoleBasis, float]]:
    return {row["rule"]: (cast(RoleBasis, row["basis"]), float(row["confidence"])) for row in rows("role_rules")}
