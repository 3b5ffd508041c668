"""The duties of one draft: from its fields, or, where it has none, from what its own sentences say of bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zeren.language import roles
from zeren.language.charged import firm
from zeren.language.charges import LEADING, Charge, heads
from zeren.language.clauses import clauses
from zeren.language.drafts import Draft
from zeren.language.duty_clauses import Saying
from zeren.language.lines import sentences
from zeren.language.promises import opens_with_promise
from zeren.language.roles import Duties, DutyRules, DutyUnit, Said
from zeren.language.units import UnitMention, local_tier
from zeren.model import Span

RULE: Final = "prose-subject"

_SUBJECT: Final = re.compile(
    r"(?P<unit>[\u4e00-\u9fff]{1,8}?[市县区省州盟旗](?:委)?[\u4e00-\u9fff]{1,12}?(?:局|委员会|办公室|中心|联合会|残联|妇联|总工会|厅))"
    r"(?=依托|通过|牵头|组织|联合|会同|负责|开展|推进|实施|制定|印发|建立|打造|优化|创新)"
)


def draft_duties(text: str, bold: Sequence[Span], draft: Draft, rules: DutyRules) -> Duties:
    """Who is responsible for one measure, with what in its fields became nothing."""
    if any(field.form != "prose" for field in draft.fields):
        return roles.read_duties(text, bold, draft.fields, rules)
    spans = [draft.span, *draft.further, *(field.span for field in draft.fields)]
    told = _told([one for span in spans for part in sentences(text, span) for one in firm(text, part)])
    if told:
        return Duties(tuple(roles.ranked(told, rules, draft.span[0])), (), (), tuple(one.unit for one in told))
    return Duties(tuple(_subjects(text, draft.span)), (), ())


def _told(found: Sequence[Charge]) -> list[Said]:
    """What is said of each body, now that all the sentences of a measure are read."""
    led = any(one.says == "lead" for one in found)
    bureaus = any(one.says in LEADING and not local_tier(unit.name) for one in found for unit in one.units)
    if not any(heads(one) for one in found):
        found = [one for one in found if all(unit.form == "known" for unit in one.units)]
    return [Said(unit, _says(one, unit, led, bureaus), one.rule) for one in found for unit in one.units]


def _says(charge: Charge, unit: UnitMention, led: bool, bureaus: bool) -> Saying:
    """A body that 负责 or 要 leads unless another is said to; of several of which 负责 is said the first is a guess."""
    if charge.says != "must" and charge.says != "shared":
        return charge.says
    if led or (bureaus and local_tier(unit.name)):
        return "shared"
    return "lead" if charge.says == "must" or len(charge.units) == 1 else "shared"


def _subjects(text: str, span: Span) -> list[DutyUnit]:
    """A body that opens a clause as the one who acts: 某市医保局依托…打造了…."""
    for start, end in clauses(text, span):
        found = _SUBJECT.match(text, start, end)
        if found and opens_with_promise(text[found.end() : end]):
            first, last = found.span("unit")
            unit = UnitMention(text[first:last], first, last, RULE, "shape")
            return [roles.duty(unit, "lead", RULE)]
    return []
